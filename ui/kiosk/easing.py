"""The panel of wishes (large print, high contrast, low controls): offered, answered, closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.kiosk.parts import Means
from ui.kiosk.sheets import EasySheet


class Easing(QObject):
    """Emits `wished` with the citizen's `Wishes` at each touch."""

    wished = Signal(object)

    def __init__(self, window: QWidget, means: Callable[[], Means]) -> None:
        super().__init__(window)
        self._window = window
        self._means = means
        self.sheet: EasySheet | None = None

    def offer(self) -> None:
        """Open the panel, in the looks that now hold."""
        self.close()
        self.sheet = EasySheet(self._means(), self._window)
        self.sheet.wished.connect(self.wished)
        self.sheet.closed.connect(self._forget)
        self.sheet.open()

    def close(self) -> None:
        if self.sheet is not None:
            self.sheet.close_sheet()
        self._forget()

    def _forget(self) -> None:
        self.sheet = None
