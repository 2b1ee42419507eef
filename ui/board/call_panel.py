"""The call in the large figures: number and counter, readable from the far seat."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from core.queue.model import BoardCall
from ui.board.layout import CallRooms, call_rooms
from ui.board.legibility import call_fonts
from ui.board.panel import CENTRE, RIGHT, BoardPanel, Words
from ui.theme import CAP_HEIGHT, SEMIBOLD, Theme
from ui.widgets.figures import draw_figure
from ui.widgets.icon import draw_icon

_LEFT = Qt.AlignmentFlag.AlignLeft
_WORD = 0.62
"""The size of the word before the counter, as a share of the number's."""


class CallPanel(BoardPanel):
    """The newest call, in gold; grey with its time when nothing newer can be known."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self._call: BoardCall | None = None
        self._stale = ""
        self._lit = False

    def show_call(self, call: BoardCall | None, stale: str = "") -> None:
        """Show a call; `stale` is the line that says how old it is, and greys it."""
        if (call, stale) == (self._call, self._stale):
            return
        self._call, self._stale = call, stale
        self.setAccessibleName(f"{call.label} → {self._counter(call)}" if call else "")
        self.update()

    def light(self, *, lit: bool) -> None:
        """The bright and the dark half of a pulse."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.card(painter, "accent_soft" if self._lit else "surface")
        if self._lit:
            self._draw_frame(painter)
        if self._call is None:
            return
        rooms = call_rooms(QRectF(self.rect()), self.unit)
        label, counter = self._call.label, str(self._call.counter_number)
        fonts = call_fonts(self.theme, rooms, label, counter)
        self._draw_head(painter, rooms, self._call)
        ink = self.theme.color("ink_faint" if self._stale else "accent")
        draw_figure(painter, rooms.number, label, fonts[0], ink)
        self._draw_counter(painter, rooms, counter, fonts[1])

    def _draw_frame(self, painter: QPainter) -> None:
        width = 8 * self.unit
        painter.setPen(QPen(self.theme.color("accent"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame, 18 * self.unit, 18 * self.unit)

    def _draw_head(self, painter: QPainter, rooms: CallRooms, call: BoardCall) -> None:
        if self._stale:
            self.line(painter, rooms.head, self._stale, 56, color="ink_soft", align=CENTRE)
            return
        key = "board.calling_again" if call.recall else "board.calling"
        head = QRectF(rooms.head)
        if rooms.is_flat:
            head.setWidth(rooms.number.width())
            beside = QRectF(rooms.counter.left(), head.top(), rooms.counter.width(), head.height())
            text = self.words.vi("board.list.counter")
            self.line(painter, beside, text, 52, align=CENTRE, strong=True)
        used = self.line(painter, head, self.words.vi(key), 66, strong=True)
        rest = head.adjusted(used + 24 * self.unit, 0, 0, 0)
        self.line(painter, rest, self.words.en(key), 40, color="ink_soft", align=RIGHT)

    def _draw_counter(self, painter: QPainter, rooms: CallRooms, counter: str, font: QFont) -> None:
        """Arrow, word and number; where the panel is flat the word stands in the head."""
        ink = self.theme.color("ink_faint" if self._stale else "ink")
        em, room = font.pixelSize(), rooms.counter
        side, gap = em * 0.46, em * 0.16
        word = "" if rooms.is_flat else self.words.vi("board.list.counter")
        small = self.theme.font_px(em * _WORD, SEMIBOLD)
        word_width = QFontMetricsF(small).horizontalAdvance(word)
        width = side + gap + word_width + gap + QFontMetricsF(font).horizontalAdvance(counter)
        left = room.center().x() - width / 2
        arrow = QRectF(left, room.center().y() - side / 2, side, side)
        draw_icon(painter, arrow, "arrow-right", ink)
        left += side + gap
        # Words and number share one base line.
        base = room.translated(0, em * CAP_HEIGHT * (1 - _WORD) / 2)
        draw_figure(painter, _from(base, left), word, small, ink, _LEFT)
        draw_figure(painter, _from(room, left + word_width + gap), counter, font, ink, _LEFT)

    def _counter(self, call: BoardCall) -> str:
        return self.words.vi("board.counter", number=call.counter_number)


def _from(room: QRectF, left: float) -> QRectF:
    return QRectF(left, room.top(), room.width(), room.height())
