"""Where a visitor can wait after the first line: a sector, a counter, a person.

Nobody is left in a line that no counter serves: only a counter that is open
or paused, and a person who sits at one, can be waited for.
"""

from __future__ import annotations

from core.errors import Problem
from core.events import TicketRequeued
from core.ports import Reader, UnitOfWork
from core.queue.model import (
    APPOINTMENT,
    NORMAL,
    PRIORITY,
    Counter,
    CounterState,
    Ticket,
    counter_line,
    officer_line,
    sector_line,
)


def kind_of(priority: str, appointment_at: int | None) -> str:
    """In which of a sector's lines somebody stands."""
    return APPOINTMENT if appointment_at is not None else PRIORITY if priority else NORMAL


def line_in_sector(ticket: Ticket, day: str, sector_id: str = "") -> str:
    """The ticket's line in a sector, its own when none is named; priority goes with it."""
    kind = kind_of(ticket.priority, ticket.appointment_at)
    return sector_line(day, sector_id or ticket.sector_id, kind)


def line_of_counter(reader: Reader, day: str, counter_id: str) -> str:
    """The line of whoever is sent to a counter; a `Problem` when that is closed."""
    counter = reader.counters.find(counter_id)
    if counter is None:
        raise Problem("queue.no_counter", counter=counter_id[:40])
    if counter.state == CounterState.CLOSED:
        raise Problem("queue.counter_off", counter=counter.number)
    return counter_line(day, counter_id)


def line_of_officer(reader: Reader, day: str, officer_id: str) -> str:
    """The line of whoever is sent to a person; a `Problem` when that one is at no counter."""
    officer = reader.staff.find(officer_id)
    if officer is None:
        raise Problem("queue.no_officer")
    if not _sits_at(reader, officer_id):
        raise Problem("queue.officer_off", officer=officer.name)
    return officer_line(day, officer_id)


def is_served(reader: Reader, counter_id: str) -> bool:
    """Whether somebody can wait for this counter."""
    counter = reader.counters.find(counter_id)
    return counter is not None and counter.state != CounterState.CLOSED


def send_on_from(unit: UnitOfWork, counter: Counter, day: str) -> None:
    """The counter closes: whoever waits for it, or for its officer, joins the sector's line.

    They stand at the place of their number, for they have queued already.
    """
    lines = [counter_line(day, counter.counter_id)]
    if counter.officer_id and _sits_at(unit, counter.officer_id) == [counter.counter_id]:
        lines.append(officer_line(day, counter.officer_id))
    for ticket in unit.tickets.list_waiting(lines):
        unit.record(
            TicketRequeued(
                ticket.ticket_id,
                "counter_closed",
                ticket.sector_id,
                line_in_sector(ticket, day),
                ticket.taken_at,
                counter.counter_id,
            )
        )


def _sits_at(reader: Reader, officer_id: str) -> list[str]:
    """The counters at which a person works now."""
    return [
        counter.counter_id
        for counter in reader.counters.list_all()
        if counter.officer_id == officer_id and counter.state != CounterState.CLOSED
    ]
