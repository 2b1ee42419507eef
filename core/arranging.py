"""Arranging the centre: its sectors, counters and days off, without a developer.

Each operation writes one event whole, so that what stands is always what was
last saved.  Raises `Problem` arranging.* for what cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from core.dossiers.working_time import HALF, OFF, WORK
from core.errors import Exit, Problem
from core.events import CalendarDayDefined, CounterDefined, SectorDefined
from core.people.model import Role
from core.people.rights import require
from core.ports import UnitOfWork
from core.queue.hours import parse_hours
from core.queue.model import CounterState
from core.texts import kept_words

DAY_KINDS = (OFF, HALF, WORK)
MAX_NUMBER = 99
MAX_WEIGHT = 9
MAX_NAME = 120
MAX_CAPACITY = 2000
_PREFIX = re.compile(r"[A-Z]{1,2}")


def define_counter(
    unit: UnitOfWork,
    *,
    counter_id: str,
    number: int,
    name: str,
    sectors: Mapping[str, int],
    active: bool = True,
) -> int:
    """Add a counter or change one; `sectors` maps a sector to its weight, 1 to 9.

    Among active counters a number stands once; one that is open cannot be
    taken away.  Returns its number.
    """
    require(unit, Role.SUPERVISOR)
    clean = _name(name)
    _whole("number", number, 1, MAX_NUMBER)
    known = {sector.sector_id for sector in unit.counters.list_sectors()}
    for sector_id, weight in sectors.items():
        if sector_id not in known:
            raise Problem("queue.no_sector", Exit.USAGE, sector=sector_id[:40])
        _whole("weight", weight, 1, MAX_WEIGHT)
    for other in unit.counters.list_all():
        if other.counter_id == counter_id:
            if not active and other.state != CounterState.CLOSED:
                raise Problem("arranging.counter_open", counter=other.number)
        elif active and other.active and other.number == number:
            raise Problem("arranging.number_taken", Exit.USAGE, number=number, name=other.name)
    before = unit.counters.find(counter_id)
    group = before.group if before else ""
    unit.record(CounterDefined(counter_id, number, clean, dict(sectors), group, active))
    return number


def define_sector(
    unit: UnitOfWork,
    *,
    sector_id: str,
    name: str,
    name_en: str,
    prefix: str,
    active: bool = True,
    capacity_am: int = 0,
    capacity_pm: int = 0,
    opens: str = "",
) -> str:
    """Add a sector of the kiosk or change one; a prefix belongs to one sector alone.

    A capacity counts tickets of a half day (0 = no limit); `opens` as in
    `SectorDefined`.  What is not named here stays as it was.  Returns the name.
    """
    require(unit, Role.SUPERVISOR)
    clean, letters = _name(name), prefix.strip().upper()
    if not _PREFIX.fullmatch(letters):
        raise Problem("arranging.bad_prefix", Exit.USAGE)
    for capacity in (capacity_am, capacity_pm):
        _whole("capacity", capacity, 0, MAX_CAPACITY)
    parse_hours(opens)
    sectors = unit.counters.list_sectors()
    for other in sectors:
        if other.sector_id != sector_id and other.prefix == letters:
            raise Problem("arranging.prefix_taken", Exit.USAGE, prefix=letters, name=other.name)
    before = next((one for one in sectors if one.sector_id == sector_id), None)
    unit.record(
        SectorDefined(
            sector_id,
            clean,
            kept_words(name_en, MAX_NAME) or clean,
            letters,
            icon=before.icon if before else "file-text",
            order=before.order if before else len(sectors),
            active=active,
            guest=before.guest if before else False,
            capacity_am=capacity_am,
            capacity_pm=capacity_pm,
            opens=" ".join(opens.split()),
            papers=before.papers if before else (),
        )
    )
    return clean


def define_day(unit: UnitOfWork, *, day: str, kind: str, name: str = "") -> str:
    """A day off, a half day or a make-up day of the working calendar; returns the ISO day."""
    require(unit, Role.SUPERVISOR)
    try:
        iso = date.fromisoformat(day).isoformat()
    except ValueError:
        raise Problem("arranging.bad_day", Exit.USAGE, day=day[:20]) from None
    if kind not in DAY_KINDS:
        raise Problem("arranging.bad_day", Exit.USAGE, day=day[:20])
    unit.record(CalendarDayDefined(iso, kind, kept_words(name, MAX_NAME)))
    return iso


def _name(name: str) -> str:
    clean = kept_words(name, MAX_NAME + 1)
    if not clean or len(clean) > MAX_NAME:
        raise Problem("arranging.bad_name", Exit.USAGE, most=MAX_NAME)
    return clean


def _whole(what: str, value: int, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise Problem("arranging.bad_number", Exit.USAGE, what=what, low=low, high=high)
