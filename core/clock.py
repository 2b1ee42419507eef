"""The only caller of the system's time.

An `Instant` is an integer: microseconds since 1970-01-01 00:00 UTC.  It is
shown in Vietnam's time, which is UTC+7 without daylight saving since 1975,
whatever zone the PC is set to.  Durations inside a process come from
`monotonic_s`; durations between events are differences of instants, never
below zero (`elapsed_s`).
"""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NewType, Protocol

Instant = NewType("Instant", int)

VIETNAM = timezone(timedelta(hours=7), "+07")
SECOND = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Tells the time of the centre; rehearsals and tests pass their own."""

    def now(self) -> Instant: ...

    def monotonic_s(self) -> float: ...


class Timer(Protocol):
    """A pending call; cancelling one that has run does nothing."""

    def cancel(self) -> None: ...


class Timers(Protocol):
    """Calls a function later, on the thread that owns the timers."""

    def after(self, seconds: float, callback: Callable[[], None]) -> Timer: ...


class SystemClock:
    """The PC's own clock."""

    def now(self) -> Instant:
        return Instant(time.time_ns() // 1000)

    def monotonic_s(self) -> float:
        return time.monotonic()


class ShiftedClock:
    """A clock that starts at `start` and runs `speed` times as fast."""

    def __init__(self, start: Instant, speed: float = 1.0) -> None:
        self._start = start
        self._speed = speed
        self._run_s = 0.0
        self._origin_s = time.monotonic()

    @property
    def speed(self) -> float:
        return self._speed

    def now(self) -> Instant:
        return Instant(self._start + int(self.monotonic_s() * SECOND))

    def monotonic_s(self) -> float:
        """Seconds of this clock since it was made; a jump of the date does not move it."""
        return self._run_s + (time.monotonic() - self._origin_s) * self._speed

    def turn(self, to: Instant | None = None, speed: float | None = None) -> None:
        """Jump to an instant, or go on at another speed from here."""
        now = self.now() if to is None else to
        self._run_s, self._origin_s = self.monotonic_s(), time.monotonic()
        self._start = Instant(now - int(self._run_s * SECOND))
        self._speed = self._speed if speed is None else speed


class AgendaClock:
    """A clock that moves only when told to, with its own timers.

    Simulation and tests use it: time jumps from one due call to the next, so
    thirty days pass as fast as the work in them is done.
    """

    def __init__(self, start: Instant) -> None:
        self._now = start
        self._origin = start
        self._due: list[tuple[int, int, _AgendaTimer]] = []
        self._order = itertools.count()
        self._lock = threading.Lock()

    def now(self) -> Instant:
        return self._now

    def monotonic_s(self) -> float:
        return max(0, self._now - self._origin) / SECOND

    def after(self, seconds: float, callback: Callable[[], None]) -> Timer:
        return self.at(Instant(self._now + round(max(0.0, seconds) * SECOND)), callback)

    def at(self, instant: Instant, callback: Callable[[], None]) -> Timer:
        timer = _AgendaTimer(callback)
        with self._lock:
            heapq.heappush(self._due, (max(instant, self._now), next(self._order), timer))
        return timer

    def next_due(self) -> Instant | None:
        """When the next live call is due; None when nothing is left."""
        with self._lock:
            while self._due and self._due[0][2].cancelled:
                heapq.heappop(self._due)
            return Instant(self._due[0][0]) if self._due else None

    def run_next(self) -> bool:
        """Move to the next due call and make it; False when nothing is left."""
        due = self.next_due()
        if due is None:
            return False
        with self._lock:
            _, _, timer = heapq.heappop(self._due)
        self._now = max(self._now, due)
        timer.run()
        return True

    def run_until(self, end: Instant) -> None:
        """Make every call due up to and including `end`, then stand at `end`."""
        while (due := self.next_due()) is not None and due <= end:
            self.run_next()
        self._now = max(self._now, end)

    def advance(self, seconds: float) -> None:
        self.run_until(Instant(self._now + round(seconds * SECOND)))

    def jump(self, to: Instant) -> None:
        """Set the time, also backwards, as a wrong PC clock does; runs nothing."""
        self._now = to


class _AgendaTimer:
    __slots__ = ("_callback", "cancelled")

    def __init__(self, callback: Callable[[], None]) -> None:
        self._callback = callback
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True

    def run(self) -> None:
        if not self.cancelled:
            self.cancelled = True
            self._callback()


def local(instant: int) -> datetime:
    """The instant as a date-time with Vietnam's offset."""
    return (_EPOCH + timedelta(microseconds=instant)).astimezone(VIETNAM)


def local_day(instant: int) -> date:
    """The calendar day in Vietnam that the instant lies in."""
    return local(instant).date()


def instant_of(moment: datetime) -> Instant:
    """The instant of a date-time; one without an offset is Vietnam's time."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    return Instant((aware - _EPOCH) // timedelta(microseconds=1))


def day_start(day: date) -> Instant:
    """00:00 of the day in Vietnam."""
    return instant_of(datetime(day.year, day.month, day.day, tzinfo=VIETNAM))


def day_end(day: date) -> Instant:
    """The last microsecond of the day in Vietnam."""
    return Instant(day_start(day + timedelta(days=1)) - 1)


def elapsed_s(start: int, end: int) -> float:
    """Seconds from one event to another; a clock set back gives 0, never less."""
    return max(0, end - start) / SECOND


def zone_offset_s() -> int:
    """Seconds by which the PC's own zone is ahead of UTC; the program itself never uses it."""
    return time.localtime().tm_gmtoff
