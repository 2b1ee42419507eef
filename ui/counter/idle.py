"""Idle time of a counter: nobody touched this PC for so long."""

from __future__ import annotations

from collections.abc import Callable

from core.clock import Clock, Timer, Timers


class IdleWatch:
    """Calls `idle` once when nothing was touched for `limit_s()` seconds."""

    def __init__(
        self,
        clock: Clock,
        timers: Timers,
        limit_s: Callable[[], float],
        idle: Callable[[], None],
    ) -> None:
        self._clock = clock
        self._timers = timers
        self._limit_s = limit_s
        self._idle = idle
        self._touched_s = clock.monotonic_s()
        self._timer: Timer | None = None

    def touch(self) -> None:
        """Somebody works here: the time begins anew."""
        self._touched_s = self._clock.monotonic_s()

    def start(self) -> None:
        self.touch()
        self._look()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self.stop()
        left_s = self._touched_s + self._limit_s() - self._clock.monotonic_s()
        if left_s <= 0:
            self._idle()
        else:
            self._timer = self._timers.after(left_s, self._look)
