"""Counters: number, name, and how strongly each sector is served there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from core.arranging import MAX_NAME, MAX_NUMBER, MAX_WEIGHT, define_counter
from core.ports import Reader
from core.queue.model import Counter, Sector
from ui.bridge import Office
from ui.supervisor.arrange.page import new_id
from ui.supervisor.arrange.used_page import UsedPage
from ui.theme import Theme
from ui.widgets.labels import FittedLabel
from ui.widgets.number_field import NumberField
from ui.widgets.table import Column

_WEIGHTS_ACROSS = 3


class CountersPage(UsedPage):
    """A weight of 0 means that the counter does not serve the sector."""

    NAME = "counters"

    def __init__(self, office: Office, theme: Theme, actor: str) -> None:
        self._sectors: dict[str, Sector] = {}
        super().__init__(office, theme, actor)
        self.weights: dict[str, NumberField] = {}
        self.number = NumberField(1, MAX_NUMBER)
        self.name = QLineEdit()
        self.name.setMaxLength(MAX_NAME)
        grid = self.make_grid()
        self.put(grid, 0, 0, "number", self.number)
        self.put(grid, 0, 1, "name", self.name)
        grid.setColumnStretch(1, 1)
        words = self.texts("supervisor.arrange.counters.weights")
        self.column.addWidget(FittedLabel(theme, theme.font("small"), words, color="ink_soft"))
        self._weights = QGridLayout()
        self._weights.setHorizontalSpacing(theme.space("near"))
        self._weights.setVerticalSpacing(theme.space("tight"))
        self.column.addLayout(self._weights)
        self.add_buttons("supervisor.arrange.counters.new")
        self.choose(None)

    def columns(self) -> Sequence[Column[Counter]]:
        texts = self.texts
        return (
            Column(
                texts("supervisor.arrange.counters.number"),
                lambda one: str(one.number),
                figure=True,
            ),
            Column(texts("supervisor.arrange.counters.name"), lambda one: one.name),
            Column(texts("supervisor.arrange.counters.serves"), self._served, stretch=True),
            self.state_column(),
        )

    def rows(self, reader: Reader) -> Sequence[Any]:
        return [reader.counters.list_sectors(), reader.counters.list_all()]

    def show_rows(self, rows: Sequence[Any]) -> None:
        sectors, counters = rows
        self._sectors = {one.sector_id: one for one in sectors}
        if not self.weights:
            self._make_weights(sectors)
        self.table.show_rows(sorted(counters, key=lambda one: (not one.active, one.number)))
        if self.chosen is None:
            self._offer_number(counters)

    def choose(self, row: Counter | None) -> None:
        self.chosen = row
        self.name.setText(row.name if row else "")
        if row:
            self.number.setValue(row.number)
        else:
            self._offer_number(self.table.rows_model.rows)
        for sector_id, field in self.weights.items():
            field.setValue(row.sectors.get(sector_id, 0) if row else 0)
        self.show_toggle()

    def write(self, *, active: bool) -> None:
        taken = {one.counter_id for one in self.table.rows_model.rows}
        self.keep(
            define_counter,
            counter_id=self.chosen.counter_id if self.chosen else new_id("q", taken),
            number=self.number.value(),
            name=self.name.text(),
            sectors={
                sector_id: field.value()
                for sector_id, field in self.weights.items()
                if field.value()
            },
            active=active,
        )

    def _offer_number(self, counters: Sequence[Counter]) -> None:
        """A new counter gets the first free number."""
        used = {one.number for one in counters if one.active}
        self.number.setValue(next(n for n in range(1, MAX_NUMBER + 2) if n not in used))

    def _served(self, counter: Counter) -> str:
        names = (
            (self._sectors[sector_id].name, weight)
            for sector_id, weight in sorted(counter.sectors.items(), key=lambda pair: -pair[1])
            if sector_id in self._sectors
        )
        return ", ".join(f"{name} ({weight})" for name, weight in names)

    def _make_weights(self, sectors: Sequence[Sector]) -> None:
        shown = [one for one in sectors if one.active]
        for index, sector in enumerate(sorted(shown, key=lambda one: one.order)):
            field = NumberField(0, MAX_WEIGHT)
            field.setAccessibleName(sector.name)
            self.weights[sector.sector_id] = field
            line, side = divmod(index, _WEIGHTS_ACROSS)
            self._put_weight(field, sector.name, line, 2 * side)
        for side in range(_WEIGHTS_ACROSS):
            self._weights.setColumnStretch(2 * side + 1, 1)
        self.choose(self.chosen)

    def _put_weight(self, field: QWidget, name: str, line: int, column: int) -> None:
        self._weights.addWidget(field, line, column)
        label = FittedLabel(self.theme, self.theme.font("small"), name)
        self._weights.addWidget(label, line, column + 1)
