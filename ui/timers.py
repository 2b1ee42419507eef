"""Timers of the UI thread: the only place that asks Qt for one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer  # noqa: TID251 - this file is the one place

from core.clock import Clock, Timer

_DAY_MS = 24 * 3600 * 1000


class QtTimers(QObject):
    """Calls later on the UI thread, in the time of a clock that may run fast.

    When the clock is turned to another speed, `clock_turned` sets the pending
    calls anew; until then they keep the real moment they were given.
    """

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._live: set[_QtTimer] = set()

    def after(self, seconds: float, callback: Callable[[], None]) -> Timer:
        timer = _QtTimer(self, self._clock.monotonic_s() + max(0.0, seconds), callback)
        self._live.add(timer)
        timer.arm(self._real_ms(timer.due_s))
        return timer

    def clock_turned(self) -> None:
        """Arm every pending call again, by the clock's present speed."""
        for timer in list(self._live):
            timer.arm(self._real_ms(timer.due_s))

    def pending(self) -> int:
        """How many calls are due; a closed window leaves none."""
        return len(self._live)

    def forget(self, timer: _QtTimer) -> None:
        self._live.discard(timer)

    def _real_ms(self, due_s: float) -> int:
        speed = float(getattr(self._clock, "speed", 1.0)) or 1.0
        left_ms = (due_s - self._clock.monotonic_s()) * 1000 / speed
        return min(_DAY_MS, max(0, round(left_ms)))


class _QtTimer:
    def __init__(self, owner: QtTimers, due_s: float, callback: Callable[[], None]) -> None:
        self.due_s = due_s
        self._owner = owner
        self._callback = callback
        self._qt = QTimer(owner)
        self._qt.setSingleShot(True)
        self._qt.setTimerType(Qt.TimerType.PreciseTimer)
        self._qt.timeout.connect(self._run)

    def arm(self, real_ms: int) -> None:
        self._qt.start(real_ms)

    def cancel(self) -> None:
        # Once it has run, Qt's timer may be gone already.
        if self in self._owner._live:
            self._qt.stop()
            self._release()

    def _run(self) -> None:
        self._release()
        self._callback()

    def _release(self) -> None:
        self._owner.forget(self)
        self._qt.deleteLater()
