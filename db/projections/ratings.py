"""Armed pads, ratings and stray presses from their events."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select

from core.clock import local_day
from core.events import RatingArmed, RatingGiven, RatingLapsed, StrayPressed
from db.projections import EventStamp, projects
from db.projections.counters import keep
from db.statement import Connection, Statement, Upsert
from db.tables import armed, rating_days, ratings, services

_B = bindparam

_ARM = keep(
    armed,
    "counter_id",
    "service_id",
    "ticket_id",
    "officer_id",
    "sector_id",
    "label",
    "language",
    "until",
)
_DISARM = Statement(
    delete(armed).where(armed.c.counter_id == _B("counter"), armed.c.service_id == _B("service"))
)
_SECTOR = Statement(select(services.c.sector_id).where(services.c.service_id == _B("service")))
_INSERT = Statement(
    insert(ratings).values(
        {
            name: _B(name)
            for name in (
                "rating_id",
                "service_id",
                "ticket_id",
                "counter_id",
                "officer_id",
                "sector_id",
                "day",
                "value",
                "source",
                "at",
            )
        }
    )
)
_COUNT = Upsert(
    rating_days,
    ["day", "counter_id"],
    {"day": _B("on_day"), "counter_id": _B("counter"), "asked": _B("asks"), "stray": _B("strays")},
    {
        "asked": rating_days.c.asked + _B("asks"),
        "stray": rating_days.c.stray + _B("strays"),
    },
)


@projects(RatingArmed)
def arm(connection: Connection, event: RatingArmed, stamp: EventStamp) -> None:
    _ARM.run(
        connection,
        counter_id=event.counter_id,
        service_id=event.service_id,
        ticket_id=event.ticket_id,
        officer_id=event.officer_id,
        sector_id=_SECTOR.value(connection, service=event.service_id) or "",
        label=event.label,
        language=event.language,
        until=event.until,
    )
    _count(connection, stamp, event.counter_id, asks=1)


@projects(RatingGiven)
def rate(connection: Connection, event: RatingGiven, stamp: EventStamp) -> None:
    _INSERT.run(
        connection,
        rating_id=event.rating_id,
        service_id=event.service_id,
        ticket_id=event.ticket_id,
        counter_id=event.counter_id,
        officer_id=event.officer_id,
        sector_id=event.sector_id,
        day=local_day(stamp.occurred_at).isoformat(),
        value=event.value,
        source=event.source,
        at=stamp.occurred_at,
    )
    _DISARM.run(connection, counter=event.counter_id, service=event.service_id)


@projects(RatingLapsed)
def lapse(connection: Connection, event: RatingLapsed, stamp: EventStamp) -> None:
    _DISARM.run(connection, counter=event.counter_id, service=event.service_id)
    if event.why == "undone":
        _count(connection, stamp, event.counter_id, asks=-1)


@projects(StrayPressed)
def count_stray(connection: Connection, event: StrayPressed, stamp: EventStamp) -> None:
    _count(connection, stamp, event.counter_id, strays=1)


def _count(
    connection: Connection, stamp: EventStamp, counter_id: str, asks: int = 0, strays: int = 0
) -> None:
    day = local_day(stamp.occurred_at).isoformat()
    _COUNT.run(connection, on_day=day, counter=counter_id, asks=asks, strays=strays)
