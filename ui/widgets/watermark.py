"""The word across a public screen when this is not the real thing."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from core.texts import Texts
from ui.theme import BOLD, Theme

_OPACITY = 0.07
_ANGLE = -18.0
_REAL = ("live", "empty")


def mark_text(mark: str, texts: Texts) -> str:
    """The word for what a store is for; nothing for the real thing."""
    return "" if mark in _REAL else texts(f"common.mark.{mark}")


class Watermark(QWidget):
    """A large pale word over everything; it stops no touch and hides nothing."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._drawn: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_text(self, text: str) -> None:
        if text != self._text:
            self._text, self._drawn = text, None
            self.update()
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the changed part of the word; letters of that size are dear to draw."""
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.size() != self.size() * ratio:
            self._drawn = self._draw(ratio)
        part = event.rect()
        source = QRect(part.topLeft() * ratio, part.size() * ratio)
        QPainter(self).drawPixmap(part, self._drawn, source)

    def _draw(self, ratio: float) -> QPixmap:
        drawn = QPixmap(self.size() * ratio)
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(_OPACITY)
        painter.translate(self.rect().center())
        painter.rotate(_ANGLE)
        width, height = float(self.width()), float(self.height())
        font = self._theme.font_px(min(height / 3, 1.2 * width / max(4, len(self._text))), BOLD)
        letters = QPainterPath()
        letters.addText(0, 0, font, self._text)
        letters.translate(-letters.boundingRect().center())
        painter.fillPath(letters, self._theme.color("ink"))
        painter.end()
        return drawn
