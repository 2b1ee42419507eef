"""What the pages of arranging share: a table above, the chosen row's fields below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.ports import Reader
from ui.bridge import Office
from ui.theme import SEMIBOLD, Theme
from ui.widgets.labels import plain_label
from ui.widgets.table import Column, DataTable


class ArrangePage(QWidget):
    """A page reads its rows, shows the chosen one and saves it.

    `told` carries what was saved, `refused` the error of what was not.
    """

    told = Signal(str)
    refused = Signal(object)
    NAME = ""
    """The page's word among the texts `supervisor.arrange.<name>`."""

    def __init__(self, office: Office, theme: Theme, actor: str) -> None:
        super().__init__()
        self.office = office
        self.theme = theme
        self.texts = office.texts
        self._actor = actor
        self.chosen: Any = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.space("gap"))
        self.table = DataTable(theme, self.columns())
        self.table.chosen.connect(self.choose)
        self.column.addWidget(self.table, 1)

    def columns(self) -> Sequence[Column[Any]]:
        raise NotImplementedError

    def rows(self, reader: Reader) -> Sequence[Any]:
        """What the table lists; runs on a reader's thread."""
        raise NotImplementedError

    def choose(self, row: Any) -> None:
        """Show a row in the fields; None empties them for a new one."""
        raise NotImplementedError

    def save(self) -> None:
        """Write down what the fields say."""
        raise NotImplementedError

    def read(self) -> None:
        """Ask for the rows anew."""
        self.office.ask(self.rows, then=self.show_rows, failed=self.refused.emit)

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.table.show_rows(rows)

    def keep(self, verb: Callable[..., Any], **arguments: Any) -> None:
        """Carry an operation out; then read again and say so."""
        self.office.do(
            verb,
            then=lambda _result: self._kept(),
            failed=self.refused.emit,
            actor=self._actor,
            facts=arguments,
        )

    def put(self, grid: QGridLayout, row: int, column: int, name: str, field: QWidget) -> None:
        """A field under its word, in a grid of such pairs."""
        word = self.texts(f"supervisor.arrange.{self.NAME}.{name}")
        label = plain_label(self.theme, word, "small", SEMIBOLD, color="ink_soft")
        grid.addWidget(label, 2 * row, column, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(field, 2 * row + 1, column)
        field.setAccessibleName(word)

    def make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.theme.space("room"))
        grid.setVerticalSpacing(self.theme.space("tight"))
        self.column.addLayout(grid)
        return grid

    def _kept(self) -> None:
        self.choose(None)
        self.read()
        self.told.emit(self.texts("supervisor.arrange.saved"))


def new_id(prefix: str, taken: set[str]) -> str:
    """The first free id of the kind: q7, s12."""
    return next(f"{prefix}{n}" for n in range(1, 10_000) if f"{prefix}{n}" not in taken)
