"""The hidden corner: staff hold it for two seconds to be asked for the code."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QMouseEvent

from core.clock import Timer, Timers

_HOLD_S = 2.0


class Corner(QObject):
    """Sees presses in the upper left corner of the glass; `held` after two seconds.

    `side_px` is the side of the corner's square.
    """

    held = Signal()

    def __init__(self, parent: QObject, timers: Timers, side_px: int) -> None:
        super().__init__(parent)
        self.side_px = side_px
        self._timers = timers
        self._pending: Timer | None = None

    def see(self, event: QEvent) -> None:
        """Look at an event of the window's glass."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            corner = QRect(0, 0, self.side_px, self.side_px)
            if corner.contains(event.position().toPoint()):
                self._pending = self._timers.after(_HOLD_S, self._ring)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self.let_go()

    def let_go(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None

    def _ring(self) -> None:
        self._pending = None
        self.held.emit()
