"""Days that differ from the working week: off, half, make-up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit

from core.arranging import DAY_KINDS, MAX_NAME, define_day
from core.clock import local_day
from core.dossiers.model import CalendarDay
from core.dossiers.working_time import OFF
from core.ports import Reader
from ui.bridge import Office
from ui.supervisor.arrange.page import ArrangePage
from ui.theme import Theme
from ui.widgets.table import Column

_COLORS = {"off": "warn", "half": "info", "work": "good"}


class DaysPage(ArrangePage):
    """The same day saved again changes it."""

    NAME = "days"

    def __init__(self, office: Office, theme: Theme, actor: str) -> None:
        super().__init__(office, theme, actor)
        self._today = local_day(office.clock.now())
        self.day = QDateEdit()
        self.day.setDisplayFormat("dd/MM/yyyy")
        self.day.setCalendarPopup(True)
        self.kind = QComboBox()
        for kind in DAY_KINDS:
            self.kind.addItem(self.texts(f"supervisor.arrange.days.{kind}"), kind)
        self.name = QLineEdit()
        self.name.setMaxLength(MAX_NAME)
        grid = self.make_grid()
        self.put(grid, 0, 0, "day", self.day)
        self.put(grid, 0, 1, "kind", self.kind)
        self.put(grid, 0, 2, "name", self.name)
        grid.setColumnStretch(2, 1)
        self.choose(None)

    def columns(self) -> Sequence[Column[CalendarDay]]:
        texts, area = self.texts, "supervisor.arrange.days"
        return (
            Column(texts(f"{area}.day"), lambda one: self._written(one.day)),
            Column(texts(f"{area}.weekday"), lambda one: self._weekday(one.day)),
            Column(
                texts(f"{area}.kind"),
                lambda one: texts(f"{area}.{one.kind}"),
                color=lambda one: _COLORS.get(one.kind, "ink"),
            ),
            Column(texts(f"{area}.name"), lambda one: one.name, stretch=True),
        )

    def rows(self, reader: Reader) -> Sequence[CalendarDay]:
        """This year's days and the coming ones: the past does not change any more."""
        begin = f"{local_day(reader.now).year}-01-01"
        return [one for one in reader.procedures.list_calendar() if one.day >= begin]

    def choose(self, row: CalendarDay | None) -> None:
        self.chosen = row
        shown = date.fromisoformat(row.day) if row else self._today
        self.day.setDate(QDate(shown.year, shown.month, shown.day))
        self.kind.setCurrentIndex(self.kind.findData(row.kind if row else OFF))
        self.name.setText(row.name if row else "")

    def save(self) -> None:
        chosen = self.day.date()
        self.keep(
            define_day,
            day=date(chosen.year(), chosen.month(), chosen.day()).isoformat(),
            kind=self.kind.currentData(),
            name=self.name.text(),
        )

    def _weekday(self, day: str) -> str:
        return self.texts(f"common.weekday.{date.fromisoformat(day).weekday()}")

    def _written(self, day: str) -> str:
        return f"{date.fromisoformat(day):%d/%m/%Y}"
