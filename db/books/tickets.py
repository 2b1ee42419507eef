"""Reading tickets, lines and calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, case, func, literal_column, select

from core.queue.model import (
    LINE_KINDS,
    BoardCall,
    Candidate,
    Counter,
    CounterState,
    Delivery,
    Hall,
    SectorLoad,
    Service,
    Ticket,
    TicketState,
    sector_line,
)
from db.books.counters import Counters
from db.statement import Connection, Statement
from db.tables import (
    IS_PARKED,
    IS_PRESENT,
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
_FIELDS = tuple(
    tickets.c[name]
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
        "paper",
        "copies",
        "counter_id",
        "officer_id",
        "first_called_at",
        "called_at",
        "started_at",
        "ended_at",
        "calls",
        "overtaken",
        "service_id",
        "may_return",
    )
)
_LAST_NUMBER = Statement(
    select(series_days.c.last_number)
    .where(series_days.c.series == _B("in_series"), series_days.c.day == _B("in_day"))
    .with_for_update()
)
_ISSUED = Statement(
    select(sector_days.c.issued_am, sector_days.c.issued_pm).where(
        sector_days.c.sector_id == _B("sector"), sector_days.c.day == _B("on_day")
    )
)
_FIND = Statement(select(*_FIELDS).where(tickets.c.ticket_id == _B("ticket")))
_BY_LABEL = Statement(
    select(*_FIELDS)
    .where(tickets.c.day == _B("on_day"), tickets.c.label == _B("with_label"))
    .limit(1)
)
_AT_COUNTER = Statement(
    select(*_FIELDS).where(tickets.c.counter_id == _B("counter"), IS_PRESENT).limit(1)
)
_PRESENT_ALL = Statement(select(*_FIELDS).where(IS_PRESENT))
_HEAD = Statement(
    select(
        tickets.c.ticket_id,
        tickets.c.label,
        tickets.c.sector_id,
        tickets.c.line,
        tickets.c.place,
        tickets.c.taken_at,
        tickets.c.overtaken,
        tickets.c.appointment_at,
        tickets.c.language,
        tickets.c.is_test,
    )
    .where(IS_WAITING, tickets.c.line == _B("in_line"))
    .order_by(tickets.c.place, tickets.c.ticket_id)
    .limit(1)
)
_COUNT = Statement(
    select(func.count()).where(
        IS_WAITING,
        tickets.c.line == _B("in_line"),
        tickets.c.place < _B("before_place"),
        tickets.c.is_test == 0,
    )
)
_AHEAD = Statement(
    select(func.count()).where(
        IS_WAITING,
        tickets.c.line.in_([_B(f"line_{kind}") for kind in LINE_KINDS]),
        tickets.c.place < _B("before_place"),
        tickets.c.is_test == 0,
    )
)
_WAITING = Statement(
    select(*_FIELDS)
    .where(IS_WAITING, tickets.c.line == _B("in_line"))
    .order_by(tickets.c.place)
    .limit(_B("many"))
)
_OF_DAY = Statement(
    select(*_FIELDS)
    .where(tickets.c.day == _B("on_day"), tickets.c.state == _B("in_state"))
    .order_by(tickets.c.place)
    .limit(_B("many"))
)
_PARKED = Statement(
    select(*_FIELDS)
    .where(IS_PARKED, tickets.c.counter_id == _B("counter"))
    .order_by(tickets.c.called_at)
)
# Written out, because PostgreSQL takes two parameters for two different values.
_WAS_CALLED = case(
    (tickets.c.first_called_at.is_not(None), literal_column("1")), else_=literal_column("0")
)
_COUNT_DAY = Statement(
    select(
        tickets.c.state,
        tickets.c.paper,
        _WAS_CALLED,
        func.count(),
    )
    .where(tickets.c.day == _B("on_day"), tickets.c.is_test == 0)
    .group_by(tickets.c.state, tickets.c.paper, _WAS_CALLED)
)
_SERVICE_FIELDS = (
    services.c.service_id,
    services.c.ticket_id,
    services.c.counter_id,
    services.c.officer_id,
    services.c.sector_id,
    services.c.started_at,
    services.c.ended_at,
    services.c.outcome,
)
_SERVICE = Statement(select(*_SERVICE_FIELDS).where(services.c.service_id == _B("service")))
_LOAD = Statement(
    select(tickets.c.sector_id, func.count(), func.min(tickets.c.place))
    .where(IS_WAITING, tickets.c.day == _B("on_day"), tickets.c.is_test == 0)
    .group_by(tickets.c.sector_id)
)
_ISSUED_ALL = Statement(
    select(sector_days.c.sector_id, sector_days.c.issued_am, sector_days.c.issued_pm).where(
        sector_days.c.day == _B("on_day")
    )
)
_PACE = Statement(select(sector_pace.c.mean_ms).where(sector_pace.c.sector_id == _B("sector")))
_PACES = Statement(select(sector_pace.c.sector_id, sector_pace.c.mean_ms))
_latest = (
    select(func.max(calls.c.call_id).label("call_id"))
    .where(calls.c.day == _B("on_day"), calls.c.withdrawn == 0)
    .group_by(calls.c.ticket_id)
    .order_by(func.max(calls.c.call_id).desc())
    .limit(_B("many"))
    .subquery()
)
_LATEST = Statement(
    select(
        calls.c.call_id,
        calls.c.at,
        calls.c.label,
        counters.c.number,
        counters.c.name,
        calls.c.counter_id,
        calls.c.recall,
        calls.c.language,
    )
    .join(_latest, calls.c.call_id == _latest.c.call_id)
    .join(counters, counters.c.counter_id == calls.c.counter_id)
    .order_by(calls.c.call_id.desc())
)

_FAR = 2**62


class Tickets:
    """`core.queue.book.TicketBook` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_number(self, series: str, day: str) -> int:
        return int(_LAST_NUMBER.value(self._connection, in_series=series, in_day=day) or 0) + 1

    def issued(self, sector_id: str, day: str, half: str) -> int:
        row = _ISSUED.one(self._connection, sector=sector_id, on_day=day)
        return int(row[0 if half == "am" else 1]) if row else 0

    def pace_s(self, sector_id: str) -> float | None:
        mean_ms = _PACE.value(self._connection, sector=sector_id)
        return None if mean_ms is None else mean_ms / 1000

    def find(self, ticket_id: str) -> Ticket | None:
        return _ticket(_FIND.one(self._connection, ticket=ticket_id))

    def find_by_label(self, day: str, label: str) -> Ticket | None:
        return _ticket(_BY_LABEL.one(self._connection, on_day=day, with_label=label))

    def at_counter(self, counter_id: str) -> Ticket | None:
        return _ticket(_AT_COUNTER.one(self._connection, counter=counter_id))

    def head(self, line: str) -> Candidate | None:
        row: Sequence[Any] | None = _HEAD.one(self._connection, in_line=line)
        if row is None:
            return None
        ticket_id, label, sector_id, line, place, taken_at, overtaken, booked, language, test = row
        return Candidate(
            ticket_id,
            label,
            sector_id,
            line,
            place,
            taken_at,
            overtaken,
            booked,
            language,
            bool(test),
        )

    def count_waiting(self, lines: Sequence[str], before: int | None = None) -> int:
        place = _FAR if before is None else before
        return sum(
            int(_COUNT.value(self._connection, in_line=line, before_place=place)) for line in lines
        )

    def count_ahead(self, day: str, sector_id: str, place: int) -> int:
        lines = {f"line_{kind}": sector_line(day, sector_id, kind) for kind in LINE_KINDS}
        return int(_AHEAD.value(self._connection, before_place=place, **lines))

    def list_waiting(self, lines: Sequence[str], limit: int = 200) -> list[Ticket]:
        rows = [
            row
            for line in lines
            for row in _WAITING.all(self._connection, in_line=line, many=limit)
        ]
        found = sorted(map(_known, rows), key=lambda ticket: ticket.place)
        return found[:limit]

    def list_of_day(self, day: str, states: Sequence[str] = (), limit: int = 500) -> list[Ticket]:
        wanted = states or tuple(TicketState)
        rows = [
            row
            for state in wanted
            for row in _OF_DAY.all(self._connection, on_day=day, in_state=str(state), many=limit)
        ]
        found = sorted(map(_known, rows), key=lambda ticket: ticket.place)
        return found[:limit]

    def list_parked(self, counter_id: str) -> list[Ticket]:
        return [_known(row) for row in _PARKED.all(self._connection, counter=counter_id)]

    def count_day(self, day: str) -> dict[str, int]:
        """Counts of the day without test tickets.

        `paper_<delivery>` are of tickets that are not void; `called` are those
        called at least once, split into served, missed and called_open.
        """
        counts = dict.fromkeys(
            ("issued", "void", "called", "served", "missed", "called_open", "waiting"), 0
        )
        counts |= {f"paper_{delivery}": 0 for delivery in Delivery}
        for state, paper, was_called, many in _COUNT_DAY.all(self._connection, on_day=day):
            counts["issued"] += many
            if state == TicketState.VOID:
                counts["void"] += many
                continue
            counts[f"paper_{paper}"] += many
            if state == TicketState.WAITING:
                counts["waiting"] += many
            if was_called:
                counts["called"] += many
                counts[_END_OF.get(state, "called_open")] += many
        return counts

    def service(self, service_id: str) -> Service | None:
        row = _SERVICE.one(self._connection, service=service_id)
        return Service(*row) if row else None

    def hall(self, day: str, now: int) -> Hall:
        everyone = Counters(self._connection)
        all_counters = everyone.list_all()
        waiting = {row[0]: row[1:] for row in _LOAD.all(self._connection, on_day=day)}
        issued = {row[0]: row[1:] for row in _ISSUED_ALL.all(self._connection, on_day=day)}
        paces = {row[0]: row[1] / 1000 for row in _PACES.all(self._connection)}
        loads = {}
        for sector in everyone.list_sectors():
            count, oldest = waiting.get(sector.sector_id, (0, None))
            am, pm = issued.get(sector.sector_id, (0, 0))
            loads[sector.sector_id] = SectorLoad(
                sector.sector_id,
                count,
                oldest,
                am,
                pm,
                _open_counters(all_counters, sector.sector_id),
                paces.get(sector.sector_id),
            )
        present = map(_known, _PRESENT_ALL.all(self._connection))
        return Hall(now, loads, tuple(all_counters), {t.counter_id: t for t in present})

    def latest_calls(self, day: str, limit: int) -> list[BoardCall]:
        rows = _LATEST.all(self._connection, on_day=day, many=limit)
        return [_board_call(row) for row in rows]


_END_OF = {TicketState.FINISHED: "served", TicketState.MISSED: "missed"}


def _board_call(row: Sequence[Any]) -> BoardCall:
    seq, at, label, number, name, counter_id, again, language = row
    return BoardCall(seq, at, label, number, name, counter_id, bool(again), language)


def _open_counters(everyone: Sequence[Counter], sector_id: str) -> int:
    return sum(
        counter.state == CounterState.OPEN and sector_id in counter.sectors for counter in everyone
    )


def _ticket(row: Sequence[object] | None) -> Ticket | None:
    return None if row is None else _known(row)


_ORDER = tuple(column.name for column in _FIELDS)


def _known(row: Sequence[object]) -> Ticket:
    values = dict(zip(_ORDER, row, strict=True))
    values["state"] = TicketState(str(values["state"]))
    values["paper"] = Delivery(str(values["paper"]))
    values["is_test"] = bool(values["is_test"])
    values["may_return"] = bool(values["may_return"])
    return Ticket(**values)  # type: ignore[arg-type]
