"""Choosing one of many by typing a few letters, marks or no marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.texts import folded
from ui.theme import Theme
from ui.widgets.table import Column, DataTable

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PickList(QWidget):
    """A field over a list: type, arrow, Enter.

    `picked` carries the row of Enter or a double click, `chosen` the row
    that the bar stands on.  `find` ranks by itself what fits the typed words;
    without it every row stays in its place that holds all of them.
    """

    picked = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column[Any]],
        words: Callable[[Any], str],
        hint: str = "",
        find: Callable[[str], Sequence[Any]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._find = find
        self._rows: list[tuple[str, Any]] = []
        self.field = QLineEdit()
        self.field.setFont(theme.font())
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.table = DataTable(theme, columns)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().setVisible(any(column.title for column in columns))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("tight"))
        column.addWidget(self.field)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self.picked)

    def show_rows(self, rows: Sequence[Any]) -> None:
        self._rows = [(folded(self._words(row)), row) for row in rows]
        self._filter(self.field.text())

    def current(self) -> Any:
        """The row that the bar stands on; None when nothing fits."""
        return self.table.current_row()

    def choose(self, fits: Callable[[Any], bool]) -> None:
        """Set the bar on the first row that fits."""
        for index, row in enumerate(self.table.rows_model.rows):
            if fits(row):
                self.table.selectRow(index)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
                self.table.keyPressEvent(event)
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            ):
                self._pick()
                return True
        return super().eventFilter(watched, event)

    def _filter(self, text: str) -> None:
        rows = list(self._find(text)) if self._find is not None else self._holding(text)
        self.table.show_rows(rows)
        if rows:
            self.table.selectRow(0)

    def _holding(self, text: str) -> list[Any]:
        wanted = folded(text).split()
        return [row for words, row in self._rows if all(word in words for word in wanted)]

    def _pick(self) -> None:
        row = self.current()
        if row is not None:
            self.picked.emit(row)
