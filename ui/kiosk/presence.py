"""Whether somebody is there: after a quiet while it asks, then it lets the next one come."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.clock import Clock, Timers
from core.settings import Values
from ui.kiosk.idle import Countdown, IdleWatch
from ui.kiosk.sheets import IdleSheet


class Presence(QObject):
    """Watches touches; `gone` says that nobody answered.

    `make_sheet` covers the window with the question and the seconds left.
    """

    gone = Signal()

    def __init__(
        self,
        clock: Clock,
        timers: Timers,
        make_sheet: Callable[[int], IdleSheet],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._make_sheet = make_sheet
        self._values = Values()
        self._sheet: IdleSheet | None = None
        self._idle = IdleWatch(timers, clock.monotonic_s, self._ask)
        self._left = Countdown(timers, self._tell, self._leave)

    @property
    def sheet(self) -> IdleSheet | None:
        """The question, while it stands."""
        return self._sheet

    def watch(self, values: Values) -> None:
        """Somebody began something; expect them to go on."""
        self._values = values
        self._idle.start(values.integer("kiosk.idle_s"))

    def rest(self) -> None:
        """Nothing is begun: nobody needs to be asked."""
        self._idle.stop()
        self._left.stop()
        self._uncover()

    def touch(self) -> None:
        """The glass was touched."""
        self._idle.touch()

    def _ask(self) -> None:
        seconds = self._values.integer("kiosk.idle_warning_s")
        self._sheet = self._make_sheet(seconds)
        self._sheet.more.clicked.connect(self._go_on)
        self._left.start(seconds)

    def _tell(self, seconds: int) -> None:
        if self._sheet is not None:
            self._sheet.show_left(seconds)

    def _go_on(self) -> None:
        self._left.stop()
        self._uncover()
        self._idle.start(self._values.integer("kiosk.idle_s"))

    def _leave(self) -> None:
        self._uncover()
        self.gone.emit()

    def _uncover(self) -> None:
        if self._sheet is not None:
            self._sheet.close_sheet()
            self._sheet = None
