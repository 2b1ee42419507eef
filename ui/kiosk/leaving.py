"""Leaving full screen: staff hold the corner, then type the code."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.clock import Timers
from ui.kiosk.corner import Corner
from ui.kiosk.parts import Means
from ui.kiosk.sheets import ExitSheet


class Leaving(QObject):
    """Asks for the code of `kiosk.exit_code`; without one set, staff leave at once.

    `asked` says that the sheet stands, `allowed` that the code was right.
    """

    asked = Signal()
    allowed = Signal()

    def __init__(
        self,
        window: QWidget,
        timers: Timers,
        means: Callable[[], Means],
        code: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._means = means
        self._code = code
        self._sheet: ExitSheet | None = None
        self.corner = Corner(self, timers, means().look.target)
        self.corner.held.connect(self.ask_code)

    @property
    def sheet(self) -> ExitSheet | None:
        """The sheet, while it stands."""
        return self._sheet

    def ask_code(self) -> None:
        """Staff want to leave full screen."""
        if not self._code():
            self.allowed.emit()
            return
        self.stop_asking()
        self._sheet = ExitSheet(self._means(), self._window)
        self._sheet.entered.connect(self._try)
        self._sheet.closed.connect(self._forget)
        self._sheet.open()
        self.asked.emit()

    def stop_asking(self) -> None:
        """Take the sheet away."""
        if self._sheet is not None:
            self._sheet.close_sheet()

    def _forget(self) -> None:
        self._sheet = None

    def _try(self, typed: str) -> None:
        if hmac.compare_digest(typed.encode(), self._code().encode()):
            self.allowed.emit()
        elif self._sheet is not None:
            self._sheet.refuse()
