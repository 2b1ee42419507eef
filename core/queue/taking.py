"""Taking a number (lay so), reprinting it and voiding it.

A number is valid when it is committed, not when it is printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.clock import local_day
from core.errors import Problem
from core.events import TicketPaperChanged, TicketReprinted, TicketReserved, TicketVoided
from core.people.model import Role
from core.people.rights import require
from core.ports import Reader, UnitOfWork
from core.queue.hours import AM, Opening, opening_at
from core.queue.model import (
    CounterState,
    Delivery,
    Sector,
    Ticket,
    TicketState,
    label_of,
    sector_line,
)
from core.queue.sending import kind_of
from core.texts import kept_words

_MAX_NOTE = 200


@dataclass(frozen=True, slots=True)
class TakenTicket:
    """What the citizen is told: `ahead` people, `estimate_min` None when unknown.

    `counters` are the numbers of the counters that serve the sector.
    """

    ticket_id: str
    token: str
    label: str
    sector_id: str
    ahead: int
    estimate_min: int | None
    counters: tuple[int, ...]
    priority: str
    taken_at: int
    language: str


def take_ticket(
    unit: UnitOfWork,
    *,
    sector_id: str,
    priority: str = "",
    language: str = "vi",
    channel: str = "kiosk",
    is_test: bool = False,
    appointment_at: int | None = None,
) -> TakenTicket:
    """Reserve the next number of a sector.

    Staff (`channel` desk) may give numbers outside the hours and above the
    capacity.  Raises `queue.clock_behind`, `queue.no_sector`, `queue.closed`
    or `queue.full`.
    """
    if unit.clock_is_behind:
        raise Problem("queue.clock_behind", day=local_day(unit.now).strftime("%d/%m/%Y"))
    sector = unit.counters.sector(sector_id)
    if sector is None or not sector.active:
        raise Problem("queue.no_sector", sector=sector_id[:40])
    opening = opening_of(unit, sector)
    day = local_day(unit.now).isoformat()
    if channel == "kiosk" and not is_test:
        _check_open(unit, sector, opening, day)
    line = sector_line(day, sector_id, kind_of(priority, appointment_at))
    ahead = people_ahead(unit, sector_id, unit.now)
    number = unit.tickets.next_number(sector.prefix, day)
    event = TicketReserved(
        ticket_id=unit.ids.new(),
        token=unit.ids.token(),
        day=day,
        series=sector.prefix,
        number=number,
        label=label_of(sector.prefix, number),
        sector_id=sector_id,
        line=line,
        place=unit.now,
        channel=channel,
        priority=priority,
        language=language,
        appointment_at=appointment_at,
        is_test=is_test,
        half=opening.half,
    )
    unit.record(event)
    return TakenTicket(
        event.ticket_id,
        event.token,
        event.label,
        sector_id,
        ahead,
        estimate_min(unit, sector_id, ahead),
        counters_of(unit, sector_id),
        priority,
        unit.now,
        language,
    )


def opening_of(reader: Reader, sector: Sector) -> Opening:
    """How the sector's hours stand now."""
    exceptions = reader.procedures.calendar_days()
    return opening_at(reader.now, reader.settings, exceptions, sector.opens)


def capacity_left(reader: Reader, sector: Sector, day: str, half: str) -> int | None:
    """Numbers left in a half day; None without a limit."""
    capacity = sector.capacity_am if half == AM else sector.capacity_pm
    if not capacity:
        return None
    return max(0, capacity - reader.tickets.issued(sector.sector_id, day, half))


def people_ahead(reader: Reader, sector_id: str, place: int) -> int:
    """People of the sector who wait with an earlier place; void and test tickets never count."""
    day = local_day(reader.now).isoformat()
    return reader.tickets.count_ahead(day, sector_id, place)


def counters_of(reader: Reader, sector_id: str) -> tuple[int, ...]:
    """Numbers of the active counters that serve a sector."""
    return tuple(
        counter.number
        for counter in reader.counters.list_all()
        if counter.active and sector_id in counter.sectors
    )


def estimate_min(reader: Reader, sector_id: str, ahead: int) -> int | None:
    """Minutes until the call, from the smoothed service time and the open counters."""
    pace_s = reader.tickets.pace_s(sector_id)
    if pace_s is None:
        return None
    serving = sum(
        counter.state == CounterState.OPEN and sector_id in counter.sectors
        for counter in reader.counters.list_all()
    )
    return round(ahead * pace_s / max(1, serving) / 60)


def reprint_ticket(unit: UnitOfWork, *, ticket_id: str, reason: str = "") -> int:
    """Order another paper with the same number; returns its copy number, 2 or more."""
    require(unit, Role.HELPER)
    ticket = found_ticket(unit, ticket_id)
    if ticket.state == TicketState.VOID:
        raise Problem("queue.ticket_void", label=ticket.label)
    copy = ticket.copies + 1
    unit.record(TicketReprinted(ticket_id, copy, kept_words(reason, _MAX_NOTE)))
    return copy


def void_ticket(unit: UnitOfWork, *, ticket_id: str, reason: str) -> str:
    """Take a waiting number out of everything; returns its label."""
    require(unit, Role.OFFICER)
    ticket = found_ticket(unit, ticket_id)
    if ticket.state not in (TicketState.WAITING, TicketState.MISSED):
        raise Problem("queue.not_waiting", label=ticket.label)
    unit.record(TicketVoided(ticket_id, kept_words(reason, _MAX_NOTE)))
    return ticket.label


def note_paper(
    unit: UnitOfWork, *, ticket_id: str, copy: int, delivery: str, evidence: str = ""
) -> str:
    """What became of a paper, as the printer's driver knows it.

    Once confirmed, an older doubt about the same or an earlier copy changes
    nothing.  Returns the state that stands.
    """
    ticket = found_ticket(unit, ticket_id)
    wanted = Delivery(delivery)
    if copy < ticket.copies or ticket.paper in (wanted, Delivery.CONFIRMED):
        return ticket.paper.value
    unit.record(TicketPaperChanged(ticket_id, copy, wanted.value, evidence[:_MAX_NOTE]))
    return wanted.value


def found_ticket(reader: Reader, ticket_id: str) -> Ticket:
    """The ticket, or `queue.no_ticket`."""
    ticket = reader.tickets.find(ticket_id)
    if ticket is None:
        raise Problem("queue.no_ticket")
    return ticket


def _check_open(unit: UnitOfWork, sector: Sector, opening: Opening, day: str) -> None:
    if not opening.is_open:
        raise Problem("queue.closed", sector=sector.name)
    if capacity_left(unit, sector, day, opening.half) == 0:
        raise Problem("queue.full", sector=sector.name)
