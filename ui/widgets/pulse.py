"""The pulse of a new call: once a second, five times, never faster."""

from __future__ import annotations

from collections.abc import Callable

from core.clock import Timer, Timers

PERIOD_S = 1.0
TIMES = 5


class Pulse:
    """Tells bright and dark in turn; ends dark.  Reduced motion has none at all."""

    def __init__(self, timers: Timers, light: Callable[[bool], None], *, motion: bool) -> None:
        self._timers = timers
        self._light = light
        self._motion = motion
        self._left = 0
        self._timer: Timer | None = None

    def start(self) -> None:
        self.stop()
        if self._motion:
            self._left = 2 * TIMES
            self._step()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._left:
            self._left = 0
            self._light(False)  # noqa: FBT003 - a callable has no keywords

    def _step(self) -> None:
        self._timer = None
        self._left -= 1
        self._light(self._left % 2 == 1)
        if self._left:
            self._timer = self._timers.after(PERIOD_S / 2, self._step)
