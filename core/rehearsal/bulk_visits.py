"""Years of visits at once, for benches and tests of speed.

Each visit is a ticket that was taken, called and served at one counter on a
day that is over.  Rows are made directly and not through operations:
`simulate` does that.  The same seed gives the same visits.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from core.clock import SECOND, Instant, day_start
from core.ids import FreshIds
from core.queue.model import Sector, label_of, sector_line

_MINUTE = 60 * SECOND
_OPENS_MIN = 7 * 60 + 30
_OPEN_MIN = 9 * 60
PER_DAY = 500
"""Visits of a day: several times a busy ward's, so that a million is some years."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Visit:
    """The rows that a visit left in the state tables."""

    ticket: Row
    call: Row
    service: Row


class _SetClock:
    """A clock that stands where it is put: ids begin with the time."""

    def __init__(self) -> None:
        self.instant = Instant(0)

    def now(self) -> Instant:
        return self.instant

    def monotonic_s(self) -> float:
        return 0.0


def bulk_visits(
    count: int, seed: int, *, sectors: Sequence[Sector], counters: Sequence[str], before: date
) -> Iterator[Visit]:
    """`count` finished visits, `PER_DAY` of them on each day before `before`, oldest first."""
    chance = random.Random(seed)
    clock = _SetClock()
    ids = FreshIds(clock, chance)
    days = -(-count // PER_DAY)
    for number in range(count):
        day = before - timedelta(days=days - number // PER_DAY)
        place = number % PER_DAY
        minutes = _OPENS_MIN * _MINUTE + place * _OPEN_MIN * _MINUTE // PER_DAY
        clock.instant = Instant(day_start(day) + minutes + chance.randrange(_MINUTE // 2))
        sector = sectors[place % len(sectors)]
        # Numbers of a series follow one another within the day.
        nth = place // len(sectors) + 1
        yield _visit(ids, chance, clock.instant, day, sector, nth, counters[place % len(counters)])


def _visit(
    ids: FreshIds,
    chance: random.Random,
    taken_at: int,
    day: date,
    sector: Sector,
    number: int,
    counter_id: str,
) -> Visit:
    on_day, label = day.isoformat(), label_of(sector.prefix, number)
    called_at = taken_at + chance.randrange(1, 40) * _MINUTE
    ended_at = called_at + chance.randrange(2, 15) * _MINUTE
    ticket_id, service_id = ids.new(), ids.new()
    ticket = {
        "ticket_id": ticket_id,
        "token": ids.token(),
        "day": on_day,
        "series": sector.prefix,
        "number": number,
        "label": label,
        "sector_id": sector.sector_id,
        "state": "finished",
        "line": sector_line(on_day, sector.sector_id, "normal"),
        "place": taken_at,
        "taken_at": taken_at,
        "channel": "kiosk",
        "language": "vi",
        "half": "am",
        "paper": "confirmed",
        "counter_id": counter_id,
        "officer_id": "s02",
        "first_called_at": called_at,
        "called_at": called_at,
        "started_at": called_at,
        "ended_at": ended_at,
        "calls": 1,
        "service_id": service_id,
    }
    call = {
        "day": on_day,
        "ticket_id": ticket_id,
        "label": label,
        "counter_id": counter_id,
        "at": called_at,
        "recall": 0,
        "language": "vi",
    }
    service = {
        "service_id": service_id,
        "ticket_id": ticket_id,
        "counter_id": counter_id,
        "officer_id": "s02",
        "sector_id": sector.sector_id,
        "day": on_day,
        "started_at": called_at,
        "ended_at": ended_at,
        "outcome": "served",
    }
    return Visit(ticket, call, service)
