"""Who waits, who is set aside, who did not come, and what was received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from core.dossiers.model import Dossier
from core.queue.model import Ticket, TicketState, line_kind
from core.texts import Texts
from ui.counter.picture import Picture
from ui.counter.present import minutes_since
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.icon import draw_icon
from ui.widgets.labels import FigureLabel
from ui.widgets.table import Column, DataTable
from ui.widgets.words import Words

T = TypeVar("T", bound=DataTable)

_LABEL_PX = 104

# the kind of a line -> the icon of whoever goes before the others
_MARKS = {
    "priority": "star",
    "appointment": "calendar-check",
    "counter": "rotate-ccw",
    "officer": "user",
}


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket of a list; `why` is the state's word for the side list."""

    ticket: Ticket
    sector: str
    minutes: int
    why: str = ""


class Heading(QWidget):
    """The head of a list: its name, and how many."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Words(theme, theme.font("body", BOLD), color="ink_soft")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("near"))
        row.addWidget(Words(theme, theme.font("body", BOLD), title))
        row.addWidget(self._count)
        row.addStretch(1)

    def show_count(self, count: int) -> None:
        self._count.setText(str(count))


class Shelf(QWidget, Generic[T]):
    """A list under its heading; while it is empty one soft line says so."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        empty: str,
        table: T,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = table
        self._heading = Heading(theme, title)
        self._empty = Words(theme, theme.font("body"), empty, color="ink_soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("tight"))
        column.addWidget(self._heading)
        column.addWidget(self._empty)
        column.addWidget(table, 1)
        column.addStretch(0)

    def show_count(self, count: int) -> None:
        """How many there are, of which the table may show the first ones."""
        self._heading.show_count(count)
        self._empty.setVisible(count == 0)
        self.table.setVisible(count > 0)


class NextCard(QFrame):
    """The next in line, and in one sentence why."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._texts = texts
        self._label = FigureLabel(theme, theme.font("display", BOLD))
        self._label.setMinimumWidth(_LABEL_PX)
        self._sector = Words(theme, theme.font("body", SEMIBOLD))
        self._why = Words(theme, theme.font("body"), color="ink_soft")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._sector)
        words.addWidget(self._why)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme.space("room"), theme.space("gap")) * 2)
        row.setSpacing(theme.space("room"))
        row.addWidget(self._label)
        row.addLayout(words, 1)
        self.setMinimumHeight(84)

    def show_picture(self, picture: Picture) -> None:
        choice = picture.view.next
        if choice is None:
            self._label.setText(self._texts("counter.none"))
            self._sector.setText(self._texts("counter.nobody_waits"))
            self._why.setText("")
            return
        sector = picture.view.sectors.get(choice.ticket.sector_id)
        self._label.setText(choice.ticket.label)
        self._sector.setText(sector.name if sector else "")
        self._why.setText(self._texts(f"queue.why.{choice.reason}", **choice.facts))


class WaitingTable(DataTable):
    """Those who wait for this counter, aligned, with an icon for who goes first."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        columns: Sequence[Column[TicketRow]] = (
            Column(texts("counter.column.number"), lambda row: row.ticket.label),
            Column("", lambda _row: "     "),
            Column(texts("counter.column.sector"), lambda row: row.sector, stretch=True),
            Column(texts("counter.column.minutes"), lambda row: str(row.minutes), figure=True),
        )
        super().__init__(theme, columns, parent)
        self.setItemDelegateForColumn(1, _LineMark(theme, self))
        self.setAccessibleName(texts("counter.list.waiting"))

    def show_picture(self, picture: Picture, now: int) -> None:
        self.show_rows([_row_of(picture, ticket, now) for ticket in picture.view.waiting])


class SideTable(DataTable):
    """Parked and missed tickets; Enter brings one back."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        columns: Sequence[Column[TicketRow]] = (
            Column(texts("counter.column.number"), lambda row: row.ticket.label),
            Column(
                texts("counter.column.state"),
                lambda row: row.why,
                color=lambda row: "warn" if row.ticket.state == TicketState.MISSED else "info",
            ),
            Column(texts("counter.column.sector"), lambda row: row.sector, stretch=True),
            Column(texts("counter.column.minutes"), lambda row: str(row.minutes), figure=True),
        )
        super().__init__(theme, columns, parent)
        self._texts = texts
        self.setAccessibleName(texts("counter.list.aside"))

    def show_picture(self, picture: Picture, now: int) -> None:
        rows = []
        for ticket in (*picture.view.parked, *picture.view.missed):
            why = self._texts(f"counter.aside.{ticket.state.value}")
            rows.append(_row_of(picture, ticket, now, why))
        self.show_rows(rows)


class DossierTable(DataTable):
    """What was received from the visitor at the counter; Enter opens one."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        columns: Sequence[Column[Dossier]] = (
            Column(texts("counter.column.dossier"), lambda row: row.local_number),
            Column(texts("counter.column.procedure"), lambda row: row.procedure_name, stretch=True),
        )
        super().__init__(theme, columns, parent)
        self.setAccessibleName(texts("counter.list.dossiers"))


class _LineMark(QStyledItemDelegate):
    """Draws the icon of the line instead of words."""

    def __init__(self, theme: Theme, table: DataTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        row = self._table.row_at(index.row())
        icon = _MARKS.get(line_kind(row.ticket.line)) if row is not None else None
        if icon is not None:
            side = self._theme.size("icon") - 4
            rect = QRectF(option.rect)
            square = QRectF(0, 0, side, side)
            square.moveCenter(rect.center())
            draw_icon(painter, square, icon, self._theme.color("warn"))


def _row_of(picture: Picture, ticket: Ticket, now: int, why: str = "") -> TicketRow:
    sector = picture.view.sectors.get(ticket.sector_id)
    since = ticket.taken_at if not why else ticket.ended_at or ticket.called_at or ticket.taken_at
    return TicketRow(ticket, sector.name if sector else "", minutes_since(since, now), why)
