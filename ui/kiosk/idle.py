"""Noticing that nobody is there any more."""

from __future__ import annotations

from collections.abc import Callable

from core.clock import Timer, Timers


class Countdown:
    """Tells the seconds left, once a second, and then that they are over."""

    def __init__(
        self, timers: Timers, tell: Callable[[int], None], over: Callable[[], None]
    ) -> None:
        self._timers = timers
        self._tell = tell
        self._over = over
        self._left = 0
        self._pending: Timer | None = None

    @property
    def running(self) -> bool:
        return self._pending is not None

    def start(self, seconds: int) -> None:
        """Count from so many seconds, also when it was counting before."""
        self.stop()
        self._left = seconds
        self._step()

    def stop(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None

    def _step(self) -> None:
        if self._left <= 0:
            self._pending = None
            self._over()
            return
        self._tell(self._left)
        self._left -= 1
        self._pending = self._timers.after(1, self._step)


class IdleWatch:
    """Calls `idle` when nothing was touched for so many seconds.

    Touches come many a second; the pending call is moved at most once a second.
    """

    def __init__(
        self, timers: Timers, now_s: Callable[[], float], idle: Callable[[], None]
    ) -> None:
        self._timers = timers
        self._now_s = now_s
        self._idle = idle
        self._seconds = 0.0
        self._touched_s = 0.0
        self._pending: Timer | None = None

    def start(self, seconds: float) -> None:
        self._seconds = seconds
        self._touched_s = self._now_s()
        if self._pending is None:
            self._pending = self._timers.after(seconds, self._look)

    def stop(self) -> None:
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None

    def touch(self) -> None:
        """Somebody is there."""
        self._touched_s = self._now_s()

    def _look(self) -> None:
        left_s = self._touched_s + self._seconds - self._now_s()
        if left_s > 0.001:
            self._pending = self._timers.after(left_s, self._look)
            return
        self._pending = None
        self._idle()
