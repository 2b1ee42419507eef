"""Choosing a period by its kind, or by two days; always said in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from core.errors import Problem
from core.reporting.choices import last_finished, parts_of, period_in
from core.reporting.period import Period, PeriodKind
from core.reporting.period_words import days_in_words, period_name
from core.texts import Texts
from ui.theme import SEMIBOLD, Theme
from ui.widgets.labels import FittedLabel, plain_label

_KINDS = (
    PeriodKind.STATUTORY,
    PeriodKind.MONTH,
    PeriodKind.QUARTER,
    PeriodKind.HALF_YEAR,
    PeriodKind.NINE_MONTHS,
    PeriodKind.YEAR,
    PeriodKind.WEEK,
    PeriodKind.RANGE,
)
_SINGLE = (PeriodKind.NINE_MONTHS, PeriodKind.YEAR)


class PeriodPicker(QWidget):
    """Kind, year and part; the two days follow, and two days of one's own are a range."""

    changed = Signal()

    def __init__(self, theme: Theme, texts: Texts, today: date) -> None:
        super().__init__()
        self._texts = texts
        self._today = today
        self._setting = False
        self.kind = QComboBox()
        for kind in _KINDS:
            self.kind.addItem(texts(f"report_window.kind.{kind.value}"), kind.value)
        self.year = QSpinBox()
        self.year.setRange(2000, 2099)
        self.part = QComboBox()
        self.first, self.last = QDateEdit(), QDateEdit()
        for field in (self.first, self.last):
            field.setDisplayFormat("dd/MM/yyyy")
            field.setCalendarPopup(True)
            field.dateChanged.connect(self._days_chosen)
        self.words = FittedLabel(theme, theme.font("body", SEMIBOLD), " ", color="info")
        self._lay_out(theme)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.year.valueChanged.connect(self._year_chosen)
        self.part.currentIndexChanged.connect(self._part_chosen)
        self._kind_chosen()

    def period(self) -> Period:
        """The chosen period; a `Problem` when its last day lies before the first."""
        return Period(_day(self.first), _day(self.last))

    def choose(self, first: date, last: date) -> None:
        """Two days of one's own."""
        self.kind.setCurrentIndex(self.kind.findData(PeriodKind.RANGE.value))
        self._show_days(Period(first, last))

    def _lay_out(self, theme: Theme) -> None:
        texts = self._texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("near"))
        row = QHBoxLayout()
        row.setSpacing(theme.space("near"))
        row.addWidget(self.part, 3)
        row.addWidget(self.year, 2)
        column.addWidget(self.kind)
        column.addLayout(row)
        days = QHBoxLayout()
        days.setSpacing(theme.space("near"))
        for name, field in (("first", self.first), ("last", self.last)):
            word = texts(f"report_window.{name}")
            held = QVBoxLayout()
            held.setSpacing(theme.space("hair"))
            held.addWidget(plain_label(theme, word, "small", SEMIBOLD, color="ink_soft"))
            held.addWidget(field)
            field.setAccessibleName(word)
            days.addLayout(held, 1)
        column.addLayout(days)
        column.addWidget(self.words)
        for name, widget in (("kind", self.kind), ("part", self.part), ("year", self.year)):
            widget.setAccessibleName(texts(f"report_window.{name}"))

    def _kind(self) -> PeriodKind:
        return PeriodKind(self.kind.currentData())

    def _kind_chosen(self) -> None:
        kind = self._kind()
        is_range = kind is PeriodKind.RANGE
        self.year.setVisible(not is_range)
        self.part.setVisible(not is_range and kind not in _SINGLE)
        if is_range:
            self._tell()
            return
        year, part = last_finished(kind, self._today)
        self._setting = True
        self.year.setValue(year)
        self._fill_parts()
        self.part.setCurrentIndex(part - 1)
        self._setting = False
        self._part_chosen()

    def _year_chosen(self) -> None:
        if not self._setting:
            self._fill_parts()
            self._part_chosen()

    def _fill_parts(self) -> None:
        """The names of the year's parts; the chosen one stays where it can."""
        kind = self._kind()
        kept = max(0, self.part.currentIndex())
        was_setting, self._setting = self._setting, True
        self.part.clear()
        for part in range(1, parts_of(kind, self.year.value()) + 1):
            self.part.addItem(self._texts(f"report_window.part.{kind.value}", part=part), part)
        self.part.setCurrentIndex(min(kept, self.part.count() - 1))
        self._setting = was_setting

    def _part_chosen(self) -> None:
        kind = self._kind()
        if self._setting or kind is PeriodKind.RANGE or self.part.currentIndex() < 0:
            return
        self._show_days(period_in(kind, self.year.value(), self.part.currentIndex() + 1))

    def _days_chosen(self) -> None:
        """Other days than those of the chosen part make a range."""
        if self._setting:
            return
        kind = self._kind()
        if kind is not PeriodKind.RANGE:
            self._setting = True
            self.kind.blockSignals(True)  # noqa: FBT003 - Qt's own signature
            self.kind.setCurrentIndex(self.kind.findData(PeriodKind.RANGE.value))
            self.kind.blockSignals(False)  # noqa: FBT003 - Qt's own signature
            self._setting = False
            self.year.hide()
            self.part.hide()
        self._tell()

    def _show_days(self, period: Period) -> None:
        self._setting = True
        self.first.setDate(QDate(period.first.year, period.first.month, period.first.day))
        self.last.setDate(QDate(period.last.year, period.last.month, period.last.day))
        self._setting = False
        self._tell()

    def _tell(self) -> None:
        try:
            period = self.period()
            name, days = period_name(period, self._texts), days_in_words(period, self._texts)
            self.words.set_color("info")
            self.words.setText(f"{name}\n{days}")
        except Problem as problem:
            self.words.set_color("bad")
            self.words.setText(self._texts.problem(problem))
        self.changed.emit()


def _day(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())
