"""When citizens come and what for: a realistic day."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.clock import VIETNAM, Instant, instant_of
from core.rehearsal.cast import Habits

_SLOT = timedelta(minutes=30)
_SPREAD = 0.08  # of the day's number of visits


@dataclass(frozen=True, slots=True)
class Arrival:
    """One citizen: when, for which sector, with which priority and language."""

    at: Instant
    sector_id: str
    priority: str = ""
    language: str = "vi"


def arrivals_of(
    day: date, habits: Habits, sectors: Sequence[str], chance: random.Random, half: bool = False
) -> list[Arrival]:
    """The day's arrivals in order of time; `half` is a half working day."""
    expected = habits.visits * habits.weekday[0 if day.weekday() > 5 else day.weekday()]
    many = max(0, round(chance.gauss(expected, expected * _SPREAD)))
    curve = [slot for slot in habits.curve if not half or slot[0].hour < 12]
    weights = [weight for _, weight in curve]
    found = []
    for start, _ in chance.choices(curve, weights, k=many):
        moment = datetime.combine(day, start, VIETNAM) + _SLOT * chance.random()
        found.append(_arrival(instant_of(moment), habits, sectors, chance))
    return sorted(found, key=lambda arrival: arrival.at)


def _arrival(at: Instant, habits: Habits, sectors: Sequence[str], chance: random.Random) -> Arrival:
    known = [sector_id for sector_id in sectors if sector_id in habits.sectors] or list(sectors)
    weights = [habits.sectors.get(sector_id, 1) for sector_id in known]
    sector_id = chance.choices(known, weights)[0]
    priority = ""
    if chance.random() < habits.shares["priority_share"]:
        priority = chance.choice(("elderly", "elderly", "disabled", "pregnant", "child", "merit"))
    language = "en" if chance.random() < habits.shares["english_share"] else "vi"
    return Arrival(at, sector_id, priority, language)
