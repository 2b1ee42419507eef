"""Before the first call: the hours, and how a visit goes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.clock import local
from core.texts import Texts
from ui.board.panel import BoardPanel, Words
from ui.theme import Theme
from ui.widgets.figures import draw_figure, figure_font

_STEPS = (1, 2, 3)


class GuidePage(BoardPanel):
    """Welcome, today's hours, and three steps with large numbers."""

    def __init__(self, theme: Theme, words: Words, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self._hours: tuple[tuple[str, str], ...] = ()
        self._opens_at: int | None = None

    def show_hours(self, hours: tuple[tuple[str, str], ...], opens_at: int | None) -> None:
        """Today's ranges; without any, when it opens again."""
        if (hours, opens_at) != (self._hours, self._opens_at):
            self._hours, self._opens_at = hours, opens_at
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.card(painter)
        side, top = 56 * self.unit, 36 * self.unit
        room = QRectF(self.rect()).adjusted(side, top, -side, -top)
        head = QRectF(room.left(), room.top(), room.width(), room.height() * 0.36)
        self._draw_head(painter, head)
        steps = room.adjusted(0, head.height() + 20 * self.unit, 0, 0)
        height = steps.height() / len(_STEPS)
        for index, step in enumerate(_STEPS):
            row = QRectF(steps.left(), steps.top() + index * height, steps.width(), height)
            self._draw_step(painter, row, step)

    def _draw_head(self, painter: QPainter, room: QRectF) -> None:
        upper = room.adjusted(0, 0, 0, -room.height() * 0.44)
        used = self.line(painter, upper, self.words.vi("board.guide.welcome"), 84, color="accent",
                         strong=True)  # fmt: skip
        beside = upper.adjusted(used + 28 * self.unit, 0, 0, 0)
        self.line(painter, beside, self.words.en("board.guide.welcome"), 48, color="ink_soft")
        lower = room.adjusted(0, room.height() * 0.56, 0, 0)
        used = self.line(painter, lower, self._sentence(self.words.vi), 54)
        beside = lower.adjusted(used + 28 * self.unit, 0, 0, 0)
        if beside.width() > 240 * self.unit:
            self.line(painter, beside, self._sentence(self.words.en), 34, color="ink_soft")

    def _sentence(self, texts: Texts) -> str:
        if self._hours:
            ranges = (texts("board.guide.range", start=a, end=b) for a, b in self._hours)
            return f"{texts('board.guide.hours')}: {', '.join(ranges)}"
        if self._opens_at is None:
            return texts("board.guide.closed")
        at = local(self._opens_at)
        return texts(
            "board.guide.opens",
            time=f"{at:%H:%M}",
            weekday=texts(f"common.weekday.{at.weekday()}"),
            date=f"{at:%d/%m}",
        )

    def _draw_step(self, painter: QPainter, row: QRectF, step: int) -> None:
        side = min(row.height() * 0.74, 118 * self.unit)
        badge = QRectF(row.left(), row.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("accent_soft"))
        painter.drawEllipse(badge)
        font = figure_font(self.theme, str(step), badge, fill=0.46)
        draw_figure(painter, badge, str(step), font, self.theme.color("accent"))
        words = row.adjusted(side + 34 * self.unit, 0, 0, 0)
        upper = words.adjusted(0, words.height() * 0.06, 0, -words.height() * 0.36)
        lower = words.adjusted(0, words.height() * 0.62, 0, -words.height() * 0.04)
        key = f"board.guide.step.{step}"
        self.line(painter, upper, self.words.vi(key), 68, strong=True)
        self.line(painter, lower, self.words.en(key), 38, color="ink_soft")
