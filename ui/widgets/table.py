"""Tables like a good ledger: aligned figures, whole words, quick with many rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.theme import SEMIBOLD, Theme

Row = TypeVar("Row")
_FITTED_ROWS = 200
_CELL_PAD_PX = 18
_ROW_PAD_PX = 6
_TALL_PX = 10_000
Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its head, the words of a cell, and how it stands.

    `color` names the token of a cell's ink; `stretch` marks the one column
    that takes what room is left and whose words may wrap.
    """

    title: str
    words: Callable[[Row], str]
    figure: bool = False
    stretch: bool = False
    color: Callable[[Row], str] | None = None


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows of any kind behind the columns of a table."""

    def __init__(self, theme: Theme, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self._theme = theme
        self._columns = tuple(columns)
        self._rows: Sequence[Row] = ()

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        return self._columns

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; where only values changed the selection stays."""
        if len(rows) == len(self._rows):
            self._rows = rows
            if rows:
                self.dataChanged.emit(
                    self.index(0, 0), self.index(len(rows) - 1, len(self._columns) - 1)
                )
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        column, row = self._columns[index.column()], self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.words(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.figure else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and column.color is not None:
            return self._theme.color(column.color(row))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[section].figure else _LEFT
        if role == Qt.ItemDataRole.FontRole:
            return self._theme.font("small", SEMIBOLD)
        return None


class DataTable(QTableView):
    """A read-only table over rows; `opened` carries the row of Enter or double click."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(
        self, theme: Theme, columns: Sequence[Column[Any]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows_model: RowsModel[Any] = RowsModel(theme, columns)
        self.setModel(self.rows_model)
        self.setFont(theme.font())
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.size("row"))
        self.verticalHeader().setMinimumSectionSize(theme.size("row"))
        self._set_columns(columns)
        self.activated.connect(lambda index: self.opened.emit(self.row_at(index.row())))
        self.selectionModel().currentRowChanged.connect(
            lambda index, _old: self.chosen.emit(self.row_at(index.row()))
        )

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show rows, whole words in every cell: columns and rows grow as they need."""
        self.rows_model.show_rows(rows)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """Rows as high as their wrapped words; a long table keeps one height.

        Qt's own measure forgets the padding of the style sheet.
        """
        rows = self.rows_model.rows
        columns = self.rows_model.columns
        wrapped = next((i for i, column in enumerate(columns) if column.stretch), None)
        if wrapped is None or len(rows) > _FITTED_ROWS:
            return
        # The header gives the wrapped column its width a little later than this.
        others = sum(self.columnWidth(i) for i in range(len(columns)) if i != wrapped)
        width = self.viewport().width() - others
        room = QRect(0, 0, max(1, width - _CELL_PAD_PX), _TALL_PX)
        least = self.verticalHeader().minimumSectionSize()
        metrics = self.fontMetrics()
        for index, row in enumerate(rows):
            words = columns[wrapped].words(row)
            height = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
            self.setRowHeight(index, max(least, height + _ROW_PAD_PX))

    def row_at(self, index: int) -> Any:
        """The row of a line; None outside."""
        rows = self.rows_model.rows
        return rows[index] if 0 <= index < len(rows) else None

    def current_row(self) -> Any:
        return self.row_at(self.currentIndex().row())

    def _set_columns(self, columns: Sequence[Column[Any]]) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(200)
        for index, column in enumerate(columns):
            if column.stretch:
                header.setSectionResizeMode(index, QHeaderView.ResizeMode.Stretch)
        # The other columns fit themselves to their words after the rows were shown.
        header.sectionResized.connect(self._fit_rows)
