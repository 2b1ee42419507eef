"""Which counter this PC carries: a list, when nobody said so beforehand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.queue.model import Counter
from core.texts import Texts
from ui.theme import BOLD, Theme
from ui.widgets.picklist import PickList
from ui.widgets.table import Column
from ui.widgets.words import Words

_WIDTH_PX = 640


class CounterChooser(QWidget):
    """The counters of the centre; `chosen` carries the id of the picked one."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns: Sequence[Column[Counter]] = (
            Column(texts("counter.column.counter"), lambda c: str(c.number), figure=True),
            Column(texts("counter.column.name"), lambda c: c.name, stretch=True),
            Column(texts("counter.column.state"), lambda c: texts(f"counter.is.{c.state.value}")),
        )
        self.list = PickList(
            theme, columns, lambda c: f"{c.number} {c.name}", texts("counter.choose.search")
        )
        self.list.setFixedWidth(_WIDTH_PX)
        column = QVBoxLayout()
        column.setSpacing(theme.space("gap"))
        column.addWidget(Words(theme, theme.font("headline", BOLD), texts("counter.choose.title")))
        column.addWidget(
            Words(theme, theme.font("body"), texts("counter.choose.help"), color="ink_soft")
        )
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        self.setFocusProxy(self.list)
        self.list.picked.connect(lambda counter: self.chosen.emit(counter.counter_id))

    def show_counters(self, counters: Sequence[Counter]) -> None:
        self.list.show_rows(counters)
        self.list.setFocus()
