"""Counters' state and the catalogue from their events."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, bindparam, update

from core.events import (
    CalendarDayDefined,
    CounterClosed,
    CounterDefined,
    CounterOpened,
    CounterPaused,
    CounterResumed,
    ProcedureDefined,
    SectorDefined,
)
from core.wire import canonical
from db.projections import EventStamp, projects
from db.statement import Connection, Statement, Upsert
from db.tables import calendar_days, counters, procedures, sectors

_B = bindparam


def keep(table: Table, key: str, *names: str) -> Statement:
    """Insert a row or bring it up to date, by its key."""
    values: dict[str, Any] = {name: _B(name) for name in (key, *names)}
    return Upsert(table, [key], values, {name: _B(name) for name in names})


_KEEP_SECTOR = keep(
    sectors,
    "sector_id",
    "name",
    "name_en",
    "prefix",
    "icon",
    "position",
    "active",
    "guest",
    "capacity_am",
    "capacity_pm",
    "opens",
    "papers",
)
_KEEP_COUNTER = keep(counters, "counter_id", "number", "name", "sectors", "group_name", "active")
_KEEP_PROCEDURE = keep(
    procedures,
    "procedure_code",
    "name",
    "sector_id",
    "sector",
    "term_kind",
    "term",
    "term_text",
    "fee_kind",
    "fee_dong",
    "fee_text",
    "service_level",
    "papers",
    "verified",
    "active",
    "since",
)
_KEEP_DAY = keep(calendar_days, "day", "kind", "name")
_STATE = Statement(
    update(counters)
    .where(counters.c.counter_id == _B("counter"))
    .values(state=_B("new_state"), pause_reason=_B("reason"), since=_B("instant"))
)
_OFFICER = Statement(
    update(counters).where(counters.c.counter_id == _B("counter")).values(officer_id=_B("officer"))
)


@projects(SectorDefined)
def define_sector(connection: Connection, event: SectorDefined, _stamp: EventStamp) -> None:
    _KEEP_SECTOR.run(
        connection,
        sector_id=event.sector_id,
        name=event.name,
        name_en=event.name_en,
        prefix=event.prefix,
        icon=event.icon,
        position=event.order,
        active=int(event.active),
        guest=int(event.guest),
        capacity_am=event.capacity_am,
        capacity_pm=event.capacity_pm,
        opens=event.opens,
        papers=canonical(list(event.papers)),
    )


@projects(CounterDefined)
def define_counter(connection: Connection, event: CounterDefined, _stamp: EventStamp) -> None:
    _KEEP_COUNTER.run(
        connection,
        counter_id=event.counter_id,
        number=event.number,
        name=event.name,
        sectors=canonical(event.sectors),
        group_name=event.group,
        active=int(event.active),
    )


@projects(ProcedureDefined)
def define_procedure(connection: Connection, event: ProcedureDefined, _stamp: EventStamp) -> None:
    _KEEP_PROCEDURE.run(
        connection,
        procedure_code=event.procedure_code,
        name=event.name,
        sector_id=event.sector_id,
        sector=event.sector,
        term_kind=event.term_kind,
        term=event.term,
        term_text=event.term_text,
        fee_kind=event.fee_kind,
        fee_dong=event.fee_dong,
        fee_text=event.fee_text,
        service_level=event.service_level,
        papers=canonical(list(event.papers)),
        verified=int(event.verified),
        active=int(event.active),
        since=event.since,
    )


@projects(CalendarDayDefined)
def define_day(connection: Connection, event: CalendarDayDefined, _stamp: EventStamp) -> None:
    _KEEP_DAY.run(connection, day=event.day, kind=event.kind, name=event.name)


@projects(CounterOpened)
def open_counter(connection: Connection, event: CounterOpened, stamp: EventStamp) -> None:
    _set(connection, event.counter_id, "open", stamp)
    _OFFICER.run(connection, counter=event.counter_id, officer=event.officer_id)


@projects(CounterPaused)
def pause_counter(connection: Connection, event: CounterPaused, stamp: EventStamp) -> None:
    _set(connection, event.counter_id, "paused", stamp, event.reason)


@projects(CounterResumed)
def resume_counter(connection: Connection, event: CounterResumed, stamp: EventStamp) -> None:
    _set(connection, event.counter_id, "open", stamp)


@projects(CounterClosed)
def close_counter(connection: Connection, event: CounterClosed, stamp: EventStamp) -> None:
    _set(connection, event.counter_id, "closed", stamp)
    _OFFICER.run(connection, counter=event.counter_id, officer="")


def _set(
    connection: Connection, counter_id: str, state: str, stamp: EventStamp, reason: str = ""
) -> None:
    _STATE.run(
        connection,
        counter=counter_id,
        new_state=state,
        reason=reason,
        instant=stamp.occurred_at,
    )
