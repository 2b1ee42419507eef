"""The last calls: number, arrow, counter; in a burst all of them at once."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.queue.model import BoardCall
from ui.board.panel import LEFT, RIGHT, BoardPanel, Words
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.figures import draw_figure, figure_font
from ui.widgets.icon import draw_icon

_ROWS_OF_ONE_COLUMN = 6
_ROWS_AT_MOST = 8
_WIDEST = "A0000"


def grid_of(count: int) -> tuple[int, int]:
    """Rows and columns for so many calls; the last column may have gaps."""
    if count <= _ROWS_OF_ONE_COLUMN:
        return max(count, 1), 1
    columns = math.ceil(count / _ROWS_AT_MOST)
    return math.ceil(count / columns), columns


class CallList(BoardPanel):
    """Calls newest first, down the columns; the one in the large figures is gold."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self._calls: tuple[BoardCall, ...] = ()
        self._current: BoardCall | None = None
        self._least_rows = 5
        self._stale = False

    def show_calls(
        self, calls: tuple[BoardCall, ...], current: BoardCall | None, *, rows: int, stale: bool
    ) -> None:
        """Show calls in at least so many rows; stale ones are grey."""
        shown = (self._calls, self._current, self._least_rows, self._stale)
        if (calls, current, rows, stale) == shown:
            return
        self._calls, self._current = calls, current
        self._least_rows, self._stale = rows, stale
        self.setAccessibleName(", ".join(f"{c.label} → {c.counter_number}" for c in calls))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.card(painter)
        room = QRectF(self.rect()).adjusted(
            28 * self.unit, 14 * self.unit, -28 * self.unit, -18 * self.unit
        )
        rows, columns = grid_of(max(len(self._calls), self._least_rows))
        gap = 26 * self.unit
        width = (room.width() - gap * (columns - 1)) / columns
        head = 62 * self.unit
        for column in range(columns):
            place = QRectF(room.left() + column * (width + gap), room.top(), width, room.height())
            title = QRectF(place.left(), place.top(), place.width(), head)
            self._draw_head(painter, title, columns)
            body = place.adjusted(0, head, 0, 0)
            self._draw_column(painter, body, self._calls[column * rows : (column + 1) * rows], rows)

    def _draw_head(self, painter: QPainter, room: QRectF, columns: int) -> None:
        """The two columns' names; English too where there is room."""
        inside = room.adjusted(self._inset(), 0, -self._inset(), 0)
        half = inside.width() / 2
        left, right = inside.adjusted(0, 0, -half, 0), inside.adjusted(half, 0, 0, 0)
        for place, key, align in (
            (left, "board.list.number", LEFT),
            (right, "board.list.counter", RIGHT),
        ):
            text = self.words.vi(key)
            if columns == 1:
                text = f"{text} · {self.words.en(key)}"
            self.line(painter, place, text, 34, color="ink_soft", align=align)

    def _draw_column(
        self, painter: QPainter, room: QRectF, calls: tuple[BoardCall, ...], rows: int
    ) -> None:
        height = room.height() / rows
        for index, call in enumerate(calls):
            row = QRectF(room.left(), room.top() + index * height, room.width(), height)
            self._draw_row(painter, row, call)
            if index + 1 < len(calls):
                self._draw_hair(painter, row)

    def _draw_row(self, painter: QPainter, row: QRectF, call: BoardCall) -> None:
        is_current = call == self._current and not self._stale
        if is_current:
            self._draw_mark(painter, row)
        ink = self.theme.color("ink_faint" if self._stale else "accent" if is_current else "ink")
        inside = row.adjusted(self._inset(), 0, -self._inset(), 0)
        number = inside.adjusted(0, 0, -inside.width() * 0.42, 0)
        font = figure_font(self.theme, max(call.label, _WIDEST, key=len), number, fill=0.56)
        draw_figure(painter, number, call.label, font, ink, Qt.AlignmentFlag.AlignLeft)
        counter = inside.adjusted(inside.width() * 0.76, 0, 0, 0)
        plain = self.theme.font_px(font.pixelSize(), BOLD if is_current else SEMIBOLD)
        text = str(call.counter_number)
        draw_figure(painter, counter, text, plain, ink, Qt.AlignmentFlag.AlignRight)
        side = font.pixelSize() * 0.62
        left = inside.left() + inside.width() * 0.67 - side / 2
        arrow = QRectF(left, row.center().y() - side / 2, side, side)
        faint = ink if is_current else self.theme.color("edge")
        draw_icon(painter, arrow, "arrow-right", faint)

    def _draw_mark(self, painter: QPainter, row: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("accent_soft"))
        radius = 12 * self.unit
        painter.drawRoundedRect(row.adjusted(0, 3 * self.unit, 0, -3 * self.unit), radius, radius)

    def _draw_hair(self, painter: QPainter, row: QRectF) -> None:
        inset = self._inset()
        painter.fillRect(
            QRectF(row.left() + inset, row.bottom() - self.unit, row.width() - 2 * inset,
                   max(1.0, 2 * self.unit)),
            self.theme.color("line"),
        )  # fmt: skip

    def _inset(self) -> float:
        return 18 * self.unit
