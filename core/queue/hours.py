"""Opening hours (gio lam viec): when the kiosk gives numbers.

Hours are text such as `07:30-11:30 13:30-17:00`, in the centre's time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.clock import VIETNAM, Instant, instant_of, local
from core.errors import Exit, Problem
from core.settings import Values

AM, PM = "am", "pm"
_NOON = time(12, 30)
_SEARCH_DAYS = 30


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a sector gives numbers now; `next_at` is when it next opens."""

    is_open: bool
    half: str
    next_at: Instant | None
    closes_at: Instant | None = None


def parse_hours(text: str) -> list[tuple[time, time]]:
    """Ranges in order; a `Problem` names hours that nobody can read."""
    ranges: list[tuple[time, time]] = []
    try:
        for part in text.split():
            start, _, end = part.partition("-")
            opens, closes = time.fromisoformat(start), time.fromisoformat(end)
            if opens >= closes or (ranges and opens < ranges[-1][1]):
                raise ValueError
            ranges.append((opens, closes))
    except ValueError:
        raise Problem("queue.bad_hours", Exit.USAGE, hours=text[:60]) from None
    return ranges


def hours_of_day(
    day: date, values: Values, exceptions: Mapping[str, str], own: str = ""
) -> list[tuple[time, time]]:
    """The ranges of a day: weekday rules, exceptions of the calendar, a sector's own hours."""
    kind = exceptions.get(day.isoformat(), "")
    if kind == "off":
        return []
    if kind == "half":
        return parse_hours(values.text("hours.half_day"))
    if kind != "work" and day.weekday() >= 5:
        if day.weekday() == 5 and values.flag("hours.saturday_morning"):
            return parse_hours(values.text("hours.half_day"))
        return []
    return parse_hours(own or values.text("hours.working"))


def opening_at(now: int, values: Values, exceptions: Mapping[str, str], own: str = "") -> Opening:
    """How the hours stand at an instant."""
    moment = local(now)
    half = AM if moment.time() < _NOON else PM
    for opens, closes in hours_of_day(moment.date(), values, exceptions, own):
        if opens <= moment.time() < closes:
            return Opening(
                is_open=True, half=half, next_at=None, closes_at=_at(moment.date(), closes)
            )
    next_at = next_opening(now, values, exceptions, own)
    return Opening(is_open=False, half=half, next_at=next_at)


def next_opening(
    now: int, values: Values, exceptions: Mapping[str, str], own: str = ""
) -> Instant | None:
    """The next instant at which it opens, within thirty days."""
    today = local(now).date()
    for ahead in range(_SEARCH_DAYS):
        day = today + timedelta(days=ahead)
        for opens, _ in hours_of_day(day, values, exceptions, own):
            if (at := _at(day, opens)) > now:
                return at
    return None


def _at(day: date, moment: time) -> Instant:
    return instant_of(datetime.combine(day, moment, VIETNAM))
