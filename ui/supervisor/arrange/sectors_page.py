"""Sectors of the kiosk: names, prefix, tickets of a half day, own hours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit

from core.arranging import MAX_CAPACITY, MAX_NAME, define_sector
from core.ports import Reader
from core.queue.model import Sector
from ui.bridge import Office
from ui.supervisor.arrange.page import new_id
from ui.supervisor.arrange.used_page import UsedPage
from ui.theme import Theme
from ui.widgets.number_field import NumberField
from ui.widgets.table import Column


class SectorsPage(UsedPage):
    """What the kiosk offers; a sector out of use keeps its past."""

    NAME = "sectors"

    def __init__(self, office: Office, theme: Theme, actor: str) -> None:
        super().__init__(office, theme, actor)
        self.name, self.name_en, self.prefix, self.opens = (QLineEdit() for _ in range(4))
        for field in (self.name, self.name_en):
            field.setMaxLength(MAX_NAME)
        self.prefix.setMaxLength(2)
        self.opens.setMaxLength(60)
        self.opens.setPlaceholderText(self.texts("supervisor.arrange.sectors.opens_hint"))
        self.capacity_am, self.capacity_pm = (NumberField(0, MAX_CAPACITY) for _ in range(2))
        for spin in (self.capacity_am, self.capacity_pm):
            spin.setSpecialValueText(self.texts("supervisor.arrange.sectors.no_limit"))
        grid = self.make_grid()
        for column, (name, field) in enumerate(
            (("name", self.name), ("name_en", self.name_en), ("prefix", self.prefix))
        ):
            self.put(grid, 0, column, name, field)
        for column, (name, spin) in enumerate(
            (("capacity_am", self.capacity_am), ("capacity_pm", self.capacity_pm))
        ):
            self.put(grid, 1, column, name, spin)
        self.put(grid, 1, 2, "opens", self.opens)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self.add_buttons("supervisor.arrange.sectors.new")
        self.choose(None)

    def columns(self) -> Sequence[Column[Sector]]:
        texts, area = self.texts, "supervisor.arrange.sectors"
        return (
            Column(texts(f"{area}.prefix"), lambda one: one.prefix),
            Column(texts(f"{area}.name"), lambda one: one.name, stretch=True),
            Column(
                texts(f"{area}.capacity_am"), lambda one: self._limit(one.capacity_am), figure=True
            ),
            Column(
                texts(f"{area}.capacity_pm"), lambda one: self._limit(one.capacity_pm), figure=True
            ),
            self.state_column(),
        )

    def rows(self, reader: Reader) -> Sequence[Sector]:
        sectors = reader.counters.list_sectors()
        return sorted(sectors, key=lambda one: (not one.active, one.order))

    def choose(self, row: Sector | None) -> None:
        self.chosen = row
        self.name.setText(row.name if row else "")
        self.name_en.setText(row.name_en if row else "")
        self.prefix.setText(row.prefix if row else "")
        self.opens.setText(row.opens if row else "")
        self.capacity_am.setValue(row.capacity_am if row else 0)
        self.capacity_pm.setValue(row.capacity_pm if row else 0)
        self.show_toggle()

    def write(self, *, active: bool) -> None:
        taken = {one.sector_id for one in self.table.rows_model.rows}
        self.keep(
            define_sector,
            sector_id=self.chosen.sector_id if self.chosen else new_id("sector", taken),
            name=self.name.text(),
            name_en=self.name_en.text(),
            prefix=self.prefix.text(),
            active=active,
            capacity_am=self.capacity_am.value(),
            capacity_pm=self.capacity_pm.value(),
            opens=self.opens.text(),
        )

    def _limit(self, capacity: int) -> str:
        return str(capacity) if capacity else self.texts("supervisor.arrange.sectors.no_limit")
