"""Copies at the day's close and each night, without anybody thinking of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from core.clock import Clock, Timer, Timers, elapsed_s, local
from core.events import Changes, DayClosed
from core.ports import Store
from core.services import Aside, CareDesk

_LOOK_EVERY_S = 600.0
_EVENING = time(18, 0)
_NIGHT_S = 12 * 3600
_OVERDUE_S = 26 * 3600


class CareWatch:
    """Asks for a copy when the day is closed, in the evening, and when the last one is old.

    Started on the thread that owns the timers; the copy itself is made aside.
    """

    def __init__(
        self, store: Store, clock: Clock, timers: Timers, aside: Aside, desk: CareDesk
    ) -> None:
        self._store = store
        self._clock = clock
        self._timers = timers
        self._aside = aside
        self._desk = desk
        self._timer: Timer | None = None
        self._leave: Callable[[], None] | None = None

    def start(self) -> None:
        self._leave = self._store.subscribe(self._hear)
        self._timer = self._timers.after(_LOOK_EVERY_S, self._look)

    def stop(self) -> None:
        if self._leave is not None:
            self._leave()
        if self._timer is not None:
            self._timer.cancel()

    def _hear(self, changes: Changes) -> None:
        if any(isinstance(recorded.event, DayClosed) for recorded in changes.events):
            self._aside(self._desk.back_up)

    def _look(self) -> None:
        self._aside(self._copy_if_due)
        self._timer = self._timers.after(_LOOK_EVERY_S, self._look)

    def _copy_if_due(self) -> None:
        now = self._clock.now()
        if is_due(self._desk.last_copy_at(), now):
            self._desk.back_up()


def is_due(last_at: int | None, now: int) -> bool:
    """Whether a copy should be made by itself: each evening, and when the last is a day old."""
    if last_at is None:
        return True
    age_s = elapsed_s(last_at, now)
    return age_s > _OVERDUE_S or (age_s > _NIGHT_S and local(now).time() >= _EVENING)
