"""Circles of objects are taken apart on the UI thread, and on no other.

Python looks for them whenever enough has been made, on whatever thread makes
it.  A window in such a circle would then be destroyed on the writer's
thread, which Qt forbids; and looking through everything that the program has
ever made stops the windows for longer than a blink.
"""

from __future__ import annotations

import gc

from core.clock import Timer, Timers

_EVERY_S = 2.0
# So often the next older generation is looked through as well.
_OLDER = 10


class Tidy:
    """Python's own collector rests between `start` and `stop`; what stands at `start` is left out.

    `timers` are those of the real clock, on the UI thread.
    """

    def __init__(self, timers: Timers) -> None:
        self._timers = timers
        self._pending: Timer | None = None
        self._rounds = 0

    def start(self) -> None:
        gc.collect()
        gc.freeze()
        gc.disable()
        self._wait()

    def stop(self) -> None:
        """Python collects by itself again."""
        if self._pending is not None:
            self._pending.cancel()
            self._pending = None
        gc.enable()
        gc.unfreeze()

    def _wait(self) -> None:
        self._pending = self._timers.after(_EVERY_S, self._collect)

    def _collect(self) -> None:
        self._rounds += 1
        older = 2 if self._rounds % _OLDER**2 == 0 else 1 if self._rounds % _OLDER == 0 else 0
        gc.collect(older)
        self._wait()
