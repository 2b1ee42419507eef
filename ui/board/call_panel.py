"""The call in the large figures: number and counter, readable from the far seat."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.queue.model import BoardCall
from ui.board.panel import CENTRE, RIGHT, BoardPanel, Words
from ui.theme import Theme
from ui.widgets.figures import draw_figure, figure_font
from ui.widgets.icon import draw_icon


class CallPanel(BoardPanel):
    """The newest call, in gold; grey with its time when nothing newer can be known."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self._call: BoardCall | None = None
        self._stale = ""
        self._lit = False

    def show_call(self, call: BoardCall | None, stale: str = "") -> None:
        """Show a call; `stale` is the line that says how old it is, and greys it."""
        self._call, self._stale = call, stale
        self.setAccessibleName(f"{call.label} → {self._counter(call)}" if call else "")
        self.update()

    def light(self, *, lit: bool) -> None:
        """The bright and the dark half of a pulse."""
        self._lit = lit
        self.update()

    def number_room(self) -> QRectF:
        """Where the number stands, in the panel's own pixels."""
        room = self._room()
        return QRectF(room.left(), room.top() + room.height() * 0.16, room.width(),
                      room.height() * 0.48)  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.card(painter, "accent_soft" if self._lit else "surface")
        if self._lit:
            self._draw_frame(painter)
        if self._call is None:
            return
        room, number = self._room(), self.number_room()
        self._draw_head(painter, QRectF(room.topLeft(), number.topRight()), self._call)
        ink = self.theme.color("ink_faint" if self._stale else "accent")
        font = figure_font(self.theme, self._call.label, number, fill=0.86)
        draw_figure(painter, number, self._call.label, font, ink)
        self._draw_counter(painter, room.adjusted(0, number.bottom() - room.top(), 0, 0))

    def _room(self) -> QRectF:
        side, top = 36 * self.unit, 22 * self.unit
        return QRectF(self.rect()).adjusted(side, top, -side, -top)

    def _draw_frame(self, painter: QPainter) -> None:
        width = 8 * self.unit
        painter.setPen(QPen(self.theme.color("accent"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, 18 * self.unit, 18 * self.unit)

    def _draw_head(self, painter: QPainter, room: QRectF, call: BoardCall) -> None:
        if self._stale:
            self.line(painter, room, self._stale, 56, color="ink_soft", align=CENTRE)
            return
        key = "board.calling_again" if call.recall else "board.calling"
        used = self.line(painter, room, self.words.vi(key), 66, strong=True)
        rest = room.adjusted(used + 24 * self.unit, 0, 0, 0)
        self.line(painter, rest, self.words.en(key), 40, color="ink_soft", align=RIGHT)

    def _draw_counter(self, painter: QPainter, room: QRectF) -> None:
        if self._call is None:
            return
        text = self._counter(self._call)
        side = room.height() * 0.5
        gap = side * 0.3
        words = room.adjusted(side + gap, 0, 0, 0)
        font = figure_font(self.theme, text, words, fill=0.5)
        width = side + gap + QFontMetricsF(font).horizontalAdvance(text)
        left = room.center().x() - width / 2
        ink = self.theme.color("ink_faint" if self._stale else "ink")
        arrow = QRectF(left, room.center().y() - side / 2, side, side)
        draw_icon(painter, arrow, "arrow-right", ink)
        words.moveLeft(left + side + gap)
        draw_figure(painter, words, text, font, ink, Qt.AlignmentFlag.AlignLeft)

    def _counter(self, call: BoardCall) -> str:
        return self.words.vi("board.counter", number=call.counter_number)
