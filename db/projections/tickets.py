"""Tickets, calls and services from their events."""

from __future__ import annotations

from sqlalchemy import ColumnElement, bindparam, func, insert, literal_column, select, text, update

from core.clock import local_day
from core.events import (
    ActionUndone,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketFinished,
    TicketMissed,
    TicketPaperChanged,
    TicketParked,
    TicketRecalled,
    TicketReprinted,
    TicketRequeued,
    TicketReserved,
    TicketVoided,
)
from core.queue.model import line_kind
from db.projections import EventStamp, projects
from db.statement import Connection, Statement, Upsert, larger
from db.tables import (
    IS_WAITING,
    calls,
    counters,
    sector_days,
    sector_pace,
    series_days,
    services,
    tickets,
)

_B = bindparam
_this = tickets.c.ticket_id == _B("ticket")
_RECENT_CALLS = 20
_LETTERS = {"normal": "N", "priority": "P"}
_PACE_SPAN = 10  # the newest service weighs a tenth in the smoothed mean

KEEP_NUMBER = Upsert(
    series_days,
    ["series", "day"],
    {"series": _B("in_series"), "day": _B("in_day"), "last_number": _B("number")},
    {"last_number": larger(series_days.c.last_number, _B("number"))},
)
_COUNT_ISSUED = Upsert(
    sector_days,
    ["sector_id", "day"],
    {
        "sector_id": _B("in_sector"),
        "day": _B("in_day"),
        "issued_am": _B("am"),
        "issued_pm": _B("pm"),
    },
    {
        "issued_am": sector_days.c.issued_am + _B("am"),
        "issued_pm": sector_days.c.issued_pm + _B("pm"),
    },
)
_INSERT = Statement(
    insert(tickets).values(
        {
            name: _B(name)
            for name in (
                "ticket_id",
                "token",
                "day",
                "series",
                "number",
                "label",
                "sector_id",
                "state",
                "line",
                "place",
                "taken_at",
                "priority",
                "channel",
                "language",
                "appointment_at",
                "is_test",
                "half",
            )
        }
    )
)
_PAPER = Statement(update(tickets).where(_this).values(paper=_B("new_paper")))
_COPY = Statement(update(tickets).where(_this).values(copies=_B("new_copies"), paper="queued"))
_CALL = Statement(
    update(tickets)
    .where(_this)
    .values(
        state="called",
        counter_id=_B("at_counter"),
        officer_id=_B("by_officer"),
        first_called_at=func.coalesce(tickets.c.first_called_at, _B("instant")),
        called_at=_B("instant"),
        calls=tickets.c.calls + 1,
        may_return=0,
    )
)
_OVERTAKE = Statement(
    update(tickets)
    .where(
        IS_WAITING,
        tickets.c.line == _B("in_line"),
        tickets.c.place < _B("place_of_called"),
    )
    .values(overtaken=tickets.c.overtaken + 1)
)
_NOTE_CALL = Statement(
    insert(calls).values(
        day=_B("day"),
        ticket_id=_B("ticket_id"),
        label=_B("label"),
        counter_id=_B("counter_id"),
        at=_B("at"),
        recall=_B("recall"),
        language=_B("language"),
    )
)
_WITHDRAW_CALLS = Statement(
    update(calls)
    .where(calls.c.ticket_id == _B("ticket"), calls.c.counter_id == _B("at_counter"))
    .values(withdrawn=1)
)
_RECALL = Statement(
    update(tickets).where(_this).values(calls=tickets.c.calls + 1, called_at=_B("instant"))
)
_STATE = Statement(update(tickets).where(_this).values(state=_B("new_state")))
_END = Statement(
    update(tickets)
    .where(_this)
    .values(state=_B("new_state"), ended_at=_B("instant"), may_return=_B("returns"), service_id="")
)
_REQUEUE = Statement(
    update(tickets)
    .where(_this)
    .values(
        state="waiting",
        line=_B("new_line"),
        place=_B("new_place"),
        sector_id=_B("new_sector"),
        counter_id="",
        officer_id="",
        ended_at=None,
        service_id="",
    )
)
_others = tickets.alias("others")
_passed_behind = (
    select(func.max(_others.c.overtaken))
    .where(
        _others.c.state == text("'waiting'"),
        _others.c.line == tickets.c.line,
        _others.c.place >= tickets.c.place,
    )
    .scalar_subquery()
)
# Whoever steps in before others has given way as often as they, and whoever
# stands before has given way as often as whoever steps in: see `next_ticket`.
_STEP_IN = Statement(update(tickets).where(_this, IS_WAITING).values(overtaken=_passed_behind))
_STAND_BEFORE = Statement(
    update(tickets)
    .where(
        IS_WAITING,
        tickets.c.line == _B("in_line"),
        tickets.c.place < _B("stepped_in_at"),
        tickets.c.overtaken < _B("times"),
    )
    .values(overtaken=_B("times"))
)
_PLACE = Statement(
    select(tickets.c.line, tickets.c.place, tickets.c.overtaken).where(_this, IS_WAITING)
)
_START = Statement(
    update(tickets)
    .where(_this)
    .values(
        state="serving",
        started_at=func.coalesce(tickets.c.started_at, _B("instant")),
        service_id=_B("service"),
    )
)
_INSERT_SERVICE = Statement(
    insert(services).values(
        service_id=_B("service_id"),
        ticket_id=_B("ticket_id"),
        counter_id=_B("counter_id"),
        officer_id=_B("officer_id"),
        sector_id=_B("sector_id"),
        day=_B("day"),
        started_at=_B("started_at"),
    )
)
_END_SERVICE = Statement(
    update(services)
    .where(services.c.service_id == _B("service"))
    .values(ended_at=_B("instant"), outcome=_B("how"))
)
_SERVICE = Statement(
    select(services.c.sector_id, services.c.started_at).where(
        services.c.service_id == _B("service")
    )
)
_PACE = Upsert(
    sector_pace,
    ["sector_id"],
    {"sector_id": _B("in_sector"), "services": 1, "mean_ms": _B("length_ms")},
    {
        "services": sector_pace.c.services + 1,
        # Whole numbers, so that both engines keep the same mean.
        "mean_ms": (sector_pace.c.mean_ms * (_PACE_SPAN - 1) + _B("length_ms")) // _PACE_SPAN,
    },
)


def _last_of(text: ColumnElement[str], many: int) -> ColumnElement[str]:
    """The last letters of a text, in words that both engines understand."""
    return func.substr(text, larger(func.length(text) - (many - 1), literal_column("1")))


_COUNTER_RECENT = Statement(
    update(counters)
    .where(counters.c.counter_id == _B("at_counter"))
    .values(recent=_last_of(counters.c.recent + _B("letter"), _RECENT_CALLS))
)
_SET_RECENT = Statement(
    update(counters).where(counters.c.counter_id == _B("at_counter")).values(recent=_B("letters"))
)
_RESTORED = (
    "sector_id",
    "state",
    "line",
    "place",
    "counter_id",
    "officer_id",
    "first_called_at",
    "called_at",
    "started_at",
    "ended_at",
    "calls",
    "service_id",
    "may_return",
)
_RESTORE = Statement(
    update(tickets).where(_this).values({name: _B(f"old_{name}") for name in _RESTORED})
)
_REOPEN_SERVICE = Statement(
    update(services)
    .where(services.c.service_id == _B("service"))
    .values(ended_at=_B("old_ended_at"), outcome=_B("old_outcome"))
)
_DELETE_SERVICE = Statement(services.delete().where(services.c.service_id == _B("service")))


@projects(TicketReserved)
def reserve(connection: Connection, event: TicketReserved, stamp: EventStamp) -> None:
    KEEP_NUMBER.run(connection, in_series=event.series, in_day=event.day, number=event.number)
    if not event.is_test:
        _count_issued(connection, event.sector_id, event.day, event.half, 1)
    _INSERT.run(
        connection,
        ticket_id=event.ticket_id,
        token=event.token,
        day=event.day,
        series=event.series,
        number=event.number,
        label=event.label,
        sector_id=event.sector_id,
        state="waiting",
        line=event.line,
        place=event.place,
        taken_at=stamp.occurred_at,
        priority=event.priority,
        channel=event.channel,
        language=event.language,
        appointment_at=event.appointment_at,
        is_test=int(event.is_test),
        half=event.half,
    )


def _count_issued(connection: Connection, sector_id: str, day: str, half: str, step: int) -> None:
    am, pm = (step, 0) if half == "am" else (0, step)
    _COUNT_ISSUED.run(connection, in_sector=sector_id, in_day=day, am=am, pm=pm)


@projects(TicketPaperChanged)
def change_paper(connection: Connection, event: TicketPaperChanged, _stamp: EventStamp) -> None:
    _PAPER.run(connection, ticket=event.ticket_id, new_paper=event.delivery)


@projects(TicketReprinted)
def reprint(connection: Connection, event: TicketReprinted, _stamp: EventStamp) -> None:
    _COPY.run(connection, ticket=event.ticket_id, new_copies=event.copy)


_ISSUED_AS = Statement(
    select(tickets.c.sector_id, tickets.c.day, tickets.c.half, tickets.c.is_test).where(_this)
)


@projects(TicketVoided)
def void(connection: Connection, event: TicketVoided, stamp: EventStamp) -> None:
    sector_id, day, half, is_test = _ISSUED_AS.one(connection, ticket=event.ticket_id)
    if not is_test:
        _count_issued(connection, sector_id, day, half, -1)
    _END.run(
        connection, ticket=event.ticket_id, new_state="void", instant=stamp.occurred_at, returns=0
    )


@projects(TicketCalled)
def call(connection: Connection, event: TicketCalled, stamp: EventStamp) -> None:
    for line in event.overtook:
        _OVERTAKE.run(connection, in_line=line, place_of_called=event.place)
    _CALL.run(
        connection,
        ticket=event.ticket_id,
        at_counter=event.counter_id,
        by_officer=event.officer_id,
        instant=stamp.occurred_at,
    )
    _note_call(connection, event, stamp, recall=0)
    if event.reason != "given":
        letter = _LETTERS.get(line_kind(event.line), "O")
        _COUNTER_RECENT.run(connection, at_counter=event.counter_id, letter=letter)


@projects(TicketRecalled)
def recall(connection: Connection, event: TicketRecalled, stamp: EventStamp) -> None:
    _RECALL.run(connection, ticket=event.ticket_id, instant=stamp.occurred_at)
    _note_call(connection, event, stamp, recall=1)


def _note_call(
    connection: Connection, event: TicketCalled | TicketRecalled, stamp: EventStamp, recall: int
) -> None:
    _NOTE_CALL.run(
        connection,
        day=local_day(stamp.occurred_at).isoformat(),
        ticket_id=event.ticket_id,
        label=event.label,
        counter_id=event.counter_id,
        at=stamp.occurred_at,
        recall=recall,
        language=event.language,
    )


@projects(TicketMissed)
def miss(connection: Connection, event: TicketMissed, stamp: EventStamp) -> None:
    _END.run(
        connection,
        ticket=event.ticket_id,
        new_state="missed",
        instant=stamp.occurred_at,
        returns=0,
    )


@projects(TicketRequeued)
def requeue(connection: Connection, event: TicketRequeued, _stamp: EventStamp) -> None:
    _REQUEUE.run(
        connection,
        ticket=event.ticket_id,
        new_line=event.line,
        new_place=event.place,
        new_sector=event.sector_id,
    )
    _keep_order_of_passing(connection, event.ticket_id)


def _keep_order_of_passing(connection: Connection, ticket_id: str) -> None:
    """In a line nobody has given way less often than anybody behind."""
    _STEP_IN.run(connection, ticket=ticket_id)
    row = _PLACE.one(connection, ticket=ticket_id)
    if row is not None:
        line, place, times = row
        _STAND_BEFORE.run(connection, in_line=line, stepped_in_at=place, times=times)


@projects(TicketParked)
def park(connection: Connection, event: TicketParked, _stamp: EventStamp) -> None:
    _STATE.run(connection, ticket=event.ticket_id, new_state="parked")


@projects(TicketFinished)
def finish(connection: Connection, event: TicketFinished, stamp: EventStamp) -> None:
    _END.run(
        connection,
        ticket=event.ticket_id,
        new_state="finished",
        instant=stamp.occurred_at,
        returns=int(event.may_return),
    )


@projects(ServiceStarted)
def start_service(connection: Connection, event: ServiceStarted, stamp: EventStamp) -> None:
    _INSERT_SERVICE.run(
        connection,
        service_id=event.service_id,
        ticket_id=event.ticket_id,
        counter_id=event.counter_id,
        officer_id=event.officer_id,
        sector_id=event.sector_id,
        day=local_day(stamp.occurred_at).isoformat(),
        started_at=stamp.occurred_at,
    )
    _START.run(
        connection, ticket=event.ticket_id, service=event.service_id, instant=stamp.occurred_at
    )


@projects(ServiceFinished)
def finish_service(connection: Connection, event: ServiceFinished, stamp: EventStamp) -> None:
    _END_SERVICE.run(
        connection, service=event.service_id, instant=stamp.occurred_at, how=event.outcome
    )
    sector_id, started_at = _SERVICE.one(connection, service=event.service_id)
    length_ms = max(0, stamp.occurred_at - started_at) // 1000
    _PACE.run(connection, in_sector=sector_id, length_ms=length_ms)


@projects(ActionUndone)
def undo(connection: Connection, event: ActionUndone, _stamp: EventStamp) -> None:
    """Put the ticket, its service and the counter's memory back as they were."""
    old = {f"old_{name}": event.ticket[name] for name in _RESTORED}
    old["old_may_return"] = int(bool(event.ticket["may_return"]))
    if event.service_id and event.service is None:
        _DELETE_SERVICE.run(connection, service=event.service_id)
    _RESTORE.run(connection, ticket=event.ticket_id, **old)
    _keep_order_of_passing(connection, event.ticket_id)
    if event.service_id and event.service is not None:
        _REOPEN_SERVICE.run(
            connection,
            service=event.service_id,
            old_ended_at=event.service["ended_at"],
            old_outcome=event.service["outcome"],
        )
    if event.action == "call":
        _WITHDRAW_CALLS.run(connection, ticket=event.ticket_id, at_counter=event.counter_id)
    _SET_RECENT.run(connection, at_counter=event.counter_id, letters=event.recent)
