"""The wizard's way: five steps, those behind ticked, the present one strong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.icon import draw_icon

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_STEP_PX = 48


class StepList(QWidget):
    """Numbered steps below each other."""

    def __init__(self, theme: Theme, words: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self._words = tuple(words)
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, words: Sequence[str]) -> None:
        """The way has these steps."""
        self._words = tuple(words)
        self.updateGeometry()
        self.update()

    def show_step(self, at: int) -> None:
        """Where the wizard is; beyond the last step everything is done."""
        self._at = at
        if at < len(self._words):
            self.setAccessibleName(f"{at + 1}/{len(self._words)} {self._words[at]}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(250, _STEP_PX * len(self._words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, word in enumerate(self._words):
            self._draw(painter, QRectF(0, index * _STEP_PX, self.width(), _STEP_PX), index, word)

    def _draw(self, painter: QPainter, room: QRectF, index: int, word: str) -> None:
        theme = self._theme
        circle = QRectF(2, room.center().y() - 15, 30, 30)
        if index < self._at:
            draw_icon(painter, circle, "circle-check", theme.color("good"))
        else:
            present = index == self._at
            painter.setPen(theme.color("info" if present else "edge"))
            painter.setBrush(theme.color("info" if present else "surface"))
            painter.drawEllipse(circle)
            painter.setPen(theme.color("surface" if present else "ink_soft"))
            painter.setFont(theme.font("body", SEMIBOLD))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(index + 1))
        painter.setPen(theme.color("ink" if index <= self._at else "ink_soft"))
        painter.setFont(theme.font("body", BOLD if index == self._at else SEMIBOLD))
        painter.drawText(room.adjusted(46, 0, 0, 0), _LEFT, word)
