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


class Tidy:
    """Python's own collector rests between `start` and `stop`; what stands at `start` is left out.

    `timers` are those of the real clock, on the UI thread.
    """

    def __init__(self, timers: Timers) -> None:
        self._timers = timers
        self._pending: Timer | None = None

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
        self._pending = self._timers.after(_EVERY_S, self._look)

    def _look(self) -> None:
        collect_what_is_due()
        self._wait()


def collect_what_is_due() -> None:
    """Look for circles where Python's own collector would, were it awake: by how much was made."""
    ages = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [age for age, (made, most) in enumerate(ages) if made > most]
    if due:
        gc.collect(max(due))
