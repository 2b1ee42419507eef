"""The shipped catalogue: sectors, counters, procedures, calendar, term rules.

All of it is dated data in `resources/catalogue/`, which a centre changes by
events without a release (domain 8).  A new store starts from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from core.dossiers.model import PriorityCategory, TermRules
from core.events import (
    CalendarDayDefined,
    CounterDefined,
    Event,
    ProcedureDefined,
    SectorDefined,
)
from core.people.model import Role
from core.people.rights import require
from core.ports import Reader, UnitOfWork
from core.resources import resource


@dataclass(frozen=True, slots=True)
class SectorProfile:
    """How a sector behaves in rehearsal: minutes a service, share of the visits."""

    sector_id: str
    minutes: int
    share: int


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A year of the shipped calendar; one not signed off is reckoned by the law alone."""

    year: int
    signed_off: bool
    source: str


@dataclass(frozen=True, slots=True)
class Installed:
    """How much of the catalogue was new to the store."""

    sectors: int
    counters: int
    procedures: int
    days: int


def read_catalogue() -> list[Event]:
    """Every event that the shipped catalogue amounts to, sectors first."""
    return [
        *(_sector(order, row) for order, row in enumerate(_rows("sectors", "sector"))),
        *(_counter(row) for row in _rows("counters", "counter")),
        *(_procedure(row) for row in _rows("procedures", "procedure")),
        *(_day(row) for row in _rows("holidays", "day")),
    ]


def install_catalogue(unit: UnitOfWork) -> Installed:
    """Bring the shipped catalogue into a store.

    What the store knows already, by its key, stays as the centre has it.
    """
    if unit.head_seq() > 0:
        require(unit, Role.SUPERVISOR)
    new = [event for event in read_catalogue() if not _is_known(unit, event)]
    for event in new:
        unit.record(event)
    kinds = [type(event) for event in new]
    return Installed(
        kinds.count(SectorDefined),
        kinds.count(CounterDefined),
        kinds.count(ProcedureDefined),
        kinds.count(CalendarDayDefined),
    )


@cache
def read_term_rules() -> tuple[TermRules, ...]:
    """The rules of terms, oldest first."""
    rules = [
        TermRules(
            version=row["version"],
            since=row["since"].isoformat(),
            same_day_until=_minutes(row["same_day_until"]),
            hours_per_day=row["hours_per_day"],
            source=row["source"],
        )
        for row in _rows("terms", "rules")
    ]
    return tuple(sorted(rules, key=lambda rule: rule.since))


def read_priorities() -> list[PriorityCategory]:
    """The categories of people who go first, as shipped."""
    return [PriorityCategory(**row) for row in _rows("priorities", "category")]


def read_sector_profiles() -> dict[str, SectorProfile]:
    """For rehearsal, by sector."""
    return {
        row["id"]: SectorProfile(row["id"], row["minutes"], row["share"])
        for row in _rows("sectors", "sector")
    }


def read_calendar_years() -> list[CalendarYear]:
    """Which years the shipped calendar covers, and which are signed off."""
    return [CalendarYear(**row) for row in _rows("holidays", "year")]


def confirmed_to(reader: Reader) -> int:
    """The last year whose calendar is official: as shipped or as the supervisor says."""
    shipped = max(year.year for year in read_calendar_years() if year.signed_off)
    return max(shipped, reader.settings.integer("hours.calendar_confirmed_to"))


def _sector(order: int, row: dict[str, Any]) -> SectorDefined:
    return SectorDefined(
        sector_id=row["id"],
        name=row["name"],
        name_en=row["name_en"],
        prefix=row["prefix"],
        icon=row["icon"],
        order=order,
        guest=row.get("guest", False),
        papers=tuple(row["papers"]),
    )


def _counter(row: dict[str, Any]) -> CounterDefined:
    return CounterDefined(
        counter_id=row["id"],
        number=row["number"],
        name=row["name"],
        sectors=row["sectors"],
        group=row["group"],
    )


def _procedure(row: dict[str, Any]) -> ProcedureDefined:
    return ProcedureDefined(
        procedure_code=row["code"],
        name=row["name"],
        sector_id=row["sector_id"],
        sector=row["sector"],
        term_kind=row["term_kind"],
        term=row.get("term", 0),
        term_text=row.get("term_text", ""),
        fee_kind=row["fee_kind"],
        fee_dong=row.get("fee_dong"),
        fee_text=row.get("fee_text", ""),
        service_level=row["service_level"],
        papers=tuple(row["papers"]),
        verified=row["term_verified"] and row["fee_verified"],
        since=_file("procedures")["since"].isoformat(),
    )


def _day(row: dict[str, Any]) -> CalendarDayDefined:
    day: date = row["day"]
    return CalendarDayDefined(day.isoformat(), row["kind"], row["name"])


def _is_known(unit: UnitOfWork, event: Event) -> bool:
    known: dict[type[Event], Callable[[Any], bool]] = {
        SectorDefined: lambda e: unit.counters.sector(e.sector_id) is not None,
        CounterDefined: lambda e: unit.counters.find(e.counter_id) is not None,
        ProcedureDefined: lambda e: unit.procedures.find(e.procedure_code) is not None,
        CalendarDayDefined: lambda e: e.day in unit.procedures.calendar_days(),
    }
    return known[type(event)](event)


def _minutes(clock_time: str) -> int:
    hours, _, minutes = clock_time.partition(":")
    return int(hours) * 60 + int(minutes)


def _rows(file: str, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = _file(file)[table]
    return rows


@cache
def _file(name: str) -> dict[str, Any]:
    with resource("catalogue", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
