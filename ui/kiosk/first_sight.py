"""The number alone, on the glass before its page has been laid out.

Laying out and painting the page of a number takes a few frames; the citizen
looks for one thing only, and that is painted at once.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kiosk.look import KioskLook
from ui.widgets.figures import draw_figure

_UPRIGHT = (0.0, 0.1, 1.0, 0.45)
_LYING = (0.0, 0.1, 0.54, 0.75)
"""Where the page has its card: left, top, width, height as shares of the glass."""


class FirstSight(QWidget):
    """Covers the kiosk for the moment between the number and its page."""

    def __init__(self, kiosk: QWidget) -> None:
        super().__init__(kiosk)
        self._kiosk = kiosk
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()
        self._look: KioskLook | None = None
        self._label, self._font = "", QFont()

    def show_number(self, look: KioskLook, label: str, font: QFont) -> None:
        """Paint the number now.  What follows in the next frame paints over it."""
        self._look, self._label, self._font = look, label, font
        self.setGeometry(self._kiosk.rect())
        self.show()
        self.raise_()
        self.repaint()
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._look is None:
            return
        painter = QPainter(self)
        theme = self._look.theme
        painter.fillRect(self.rect(), theme.color("paper"))
        left, top, width, height = _UPRIGHT if self._look.upright else _LYING
        room = QRectF(
            left * self.width(), top * self.height(), width * self.width(), height * self.height()
        )
        draw_figure(painter, room, self._label, self._font, theme.color("action"))
