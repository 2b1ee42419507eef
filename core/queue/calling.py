"""Calling (goi so): next, a given number, recall, no-show and back.

Every verb is of one counter; the officer is the one who signed in there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from core.clock import local_day
from core.errors import Problem
from core.events import (
    RatingLapsed,
    ServiceStarted,
    TicketCalled,
    TicketMissed,
    TicketRecalled,
    TicketRequeued,
)
from core.people.model import Role
from core.people.rights import require
from core.ports import Reader, UnitOfWork
from core.queue.model import (
    Candidate,
    Counter,
    CounterState,
    LastAction,
    Service,
    Ticket,
    TicketState,
    counter_line,
    label_of,
)
from core.queue.next_ticket import Choice, choose, lines_of, rule_of
from core.queue.sending import is_served, line_in_sector
from core.queue.taking import found_ticket
from core.wire import to_wire

GIVEN = "given"
_LONGEST_LABEL = 12
_CALLABLE = (TicketState.WAITING, TicketState.MISSED, TicketState.PARKED)


@dataclass(frozen=True, slots=True)
class CalledTicket:
    """The ticket at the counter, and why it was next (`queue.why.<reason>`)."""

    ticket_id: str
    label: str
    sector_id: str
    counter_id: str
    call: int
    reason: str = ""
    facts: dict[str, int] = field(default_factory=dict)


def call_next(unit: UnitOfWork, *, counter_id: str) -> CalledTicket | None:
    """Call the next ticket; None when nobody waits for this counter.

    Raises `queue.counter_busy` while a ticket is called or served here, and
    `queue.counter_closed` when the counter is not open.
    """
    counter = open_counter_of(unit, counter_id)
    officer_id = _ready(unit, counter)
    choice = next_choice(unit, counter, officer_id)
    if choice is None:
        return None
    return _call(unit, counter, officer_id, choice)


def call_given(unit: UnitOfWork, *, counter_id: str, label: str) -> CalledTicket:
    """Call a given number of today, out of turn; the journal says so.

    Figures alone, as a numeric keypad types them, are a number of the
    counter's own sectors; `queue.several_numbers` when more than one waits.
    """
    counter = open_counter_of(unit, counter_id)
    officer_id = _ready(unit, counter)
    ticket = _named(unit, counter, label.strip().upper()[:_LONGEST_LABEL])
    _check_callable(unit, ticket)
    head = Candidate(
        ticket.ticket_id,
        ticket.label,
        ticket.sector_id,
        ticket.line,
        ticket.place,
        ticket.taken_at,
        ticket.overtaken,
        ticket.appointment_at,
        ticket.language,
        ticket.is_test,
    )
    return _call(unit, counter, officer_id, Choice(head, GIVEN))


def recall(unit: UnitOfWork, *, counter_id: str) -> CalledTicket:
    """Call the ticket at the counter once more.

    Raises `queue.recalled_enough` after `next.recalls_max` calls: time to say no-show.
    """
    require(unit, Role.OFFICER)
    ticket = ticket_at(unit, counter_id, TicketState.CALLED)
    most = unit.settings.integer("next.recalls_max")
    if ticket.calls > most:
        raise Problem("queue.recalled_enough", label=ticket.label, times=most)
    unit.record(
        TicketRecalled(
            ticket.ticket_id, ticket.label, counter_id, ticket.calls + 1, ticket.language
        )
    )
    return _at_counter(ticket, counter_id, ticket.calls + 1)


def miss(unit: UnitOfWork, *, counter_id: str) -> str:
    """Nobody came (bo luot); returns the label.  The paper stays good: see `bring_back`."""
    require(unit, Role.OFFICER)
    ticket = ticket_at(unit, counter_id, TicketState.CALLED)
    remember(unit, counter_id, "miss", ticket)
    unit.record(TicketMissed(ticket.ticket_id, counter_id))
    return ticket.label


def bring_back(unit: UnitOfWork, *, ticket_id: str) -> str:
    """Let a missed, parked or returning ticket wait again; returns the label.

    Whoever missed the call, or waited at the end of an earlier day, stands at
    the old place, so the turn is not lost twice; whoever may return goes to
    the same counter without queueing again, or to the head of the sector's
    line when that counter has closed.
    """
    require(unit, Role.HELPER)
    ticket = found_ticket(unit, ticket_id)
    why, line, place = _way_back(unit, ticket, today_of(unit))
    unit.record(
        TicketRequeued(ticket.ticket_id, why, ticket.sector_id, line, place, ticket.counter_id)
    )
    return ticket.label


def start_service(unit: UnitOfWork, *, counter_id: str) -> str:
    """The citizen stands at the counter: service begins; returns the service's id."""
    officer_id = require(unit, Role.OFFICER)
    ticket = ticket_at(unit, counter_id, TicketState.CALLED)
    service_id = unit.ids.new()
    remember(unit, counter_id, "start", ticket, service_id)
    unit.record(
        ServiceStarted(
            service_id,
            ticket.ticket_id,
            counter_id,
            officer_id or ticket.officer_id,
            ticket.sector_id,
        )
    )
    return service_id


def next_choice(reader: Reader, counter: Counter, officer_id: str = "") -> Choice | None:
    """Who would be next at the counter now: what the screen explains beforehand."""
    heads = [
        head
        for line in lines_of(counter, today_of(reader), officer_id)
        if (head := reader.tickets.head(line)) is not None
    ]
    return choose(counter, heads, rule_of(reader.settings), reader.now)


def today_of(reader: Reader) -> str:
    """The day of the reader's time, ISO."""
    return local_day(reader.now).isoformat()


def open_counter_of(reader: Reader, counter_id: str) -> Counter:
    """The counter, open; else `queue.no_counter` or `queue.counter_closed`."""
    counter = reader.counters.find(counter_id)
    if counter is None:
        raise Problem("queue.no_counter", counter=counter_id[:40])
    if counter.state != CounterState.OPEN:
        raise Problem("queue.counter_closed", counter=counter.number)
    return counter


def ticket_at(reader: Reader, counter_id: str, *states: TicketState) -> Ticket:
    """The ticket at the counter in one of the states, or `queue.nobody_here`."""
    ticket = reader.tickets.at_counter(counter_id)
    if ticket is None or (states and ticket.state not in states):
        raise Problem("queue.nobody_here")
    return ticket


def remember(
    unit: UnitOfWork,
    counter_id: str,
    action: str,
    ticket: Ticket,
    service_id: str = "",
    service: Service | None = None,
) -> None:
    """Keep how things stood before an action, so that it can be taken back."""
    counter = unit.counters.find(counter_id)
    before: dict[str, Any] = to_wire(ticket)
    unit.counters.remember_action(
        counter_id,
        LastAction(
            action,
            ticket.ticket_id,
            unit.now,
            before,
            service_id,
            to_wire(service) if service else None,
            counter.recent if counter else "",
        ),
    )


def disarm(unit: UnitOfWork, counter_id: str, why: str) -> None:
    """The pad of a counter stops waiting for a press."""
    if (armed := unit.ratings.armed(counter_id)) is not None:
        unit.record(RatingLapsed(armed.service_id, counter_id, why))


def _way_back(unit: UnitOfWork, ticket: Ticket, today: str) -> tuple[str, str, int]:
    """Why the ticket waits again, in which line of today, and at which place."""
    may_return = ticket.state == TicketState.FINISHED and ticket.may_return
    if may_return or ticket.state == TicketState.PARKED:
        why = "returned" if may_return else "unparked"
        if is_served(unit, ticket.counter_id):
            return why, counter_line(today, ticket.counter_id), unit.now
        return why, line_in_sector(ticket, today), ticket.taken_at
    left_over = ticket.state == TicketState.WAITING and ticket.day < today
    if ticket.state == TicketState.MISSED or left_over:
        place = ticket.line.partition(" ")[2]
        return "left_over" if left_over else "back", f"{today} {place}", ticket.place
    raise Problem("queue.not_to_bring_back", label=ticket.label)


def _named(unit: UnitOfWork, counter: Counter, label: str) -> Ticket:
    """Today's ticket of this label, or of these figures in the counter's sectors."""
    today = today_of(unit)
    if (ticket := unit.tickets.find_by_label(today, label)) is not None:
        return ticket
    found = []
    if label.isdecimal():
        sectors = (unit.counters.sector(sector_id) for sector_id in counter.sectors)
        labels = {label_of(sector.prefix, int(label)) for sector in sectors if sector}
        named = (unit.tickets.find_by_label(today, one) for one in sorted(labels))
        found = [ticket for ticket in named if ticket and ticket.state in _CALLABLE]
    if not found:
        raise Problem("queue.no_such_number", label=label)
    if len(found) > 1:
        labels_found = ", ".join(ticket.label for ticket in found)
        raise Problem("queue.several_numbers", number=int(label), labels=labels_found)
    return found[0]


def _ready(unit: UnitOfWork, counter: Counter) -> str:
    """Check that the officer may call here now; returns the officer's id."""
    officer_id = require(unit, Role.OFFICER) or counter.officer_id
    busy = unit.tickets.at_counter(counter.counter_id)
    if busy is not None:
        raise Problem("queue.counter_busy", label=busy.label)
    return officer_id


def _check_callable(unit: UnitOfWork, ticket: Ticket) -> None:
    if ticket.state in (TicketState.CALLED, TicketState.SERVING):
        holder = unit.counters.find(ticket.counter_id)
        raise Problem(
            "queue.called_elsewhere", label=ticket.label, counter=holder.number if holder else "?"
        )
    if ticket.state not in _CALLABLE:
        raise Problem("queue.not_waiting", label=ticket.label)


def _call(unit: UnitOfWork, counter: Counter, officer_id: str, choice: Choice) -> CalledTicket:
    head = choice.ticket
    ticket = found_ticket(unit, head.ticket_id)
    remember(unit, counter.counter_id, "call", ticket)
    disarm(unit, counter.counter_id, "next_call")
    unit.record(
        TicketCalled(
            ticket_id=head.ticket_id,
            label=head.label,
            sector_id=head.sector_id,
            counter_id=counter.counter_id,
            officer_id=officer_id,
            line=head.line,
            place=head.place,
            taken_at=head.taken_at,
            reason=choice.reason,
            facts=choice.facts,
            overtook=choice.overtook,
            language=head.language,
            is_test=head.is_test,
        )
    )
    return CalledTicket(
        head.ticket_id,
        head.label,
        head.sector_id,
        counter.counter_id,
        ticket.calls + 1,
        choice.reason,
        choice.facts,
    )


def _at_counter(ticket: Ticket, counter_id: str, call: int) -> CalledTicket:
    return CalledTicket(ticket.ticket_id, ticket.label, ticket.sector_id, counter_id, call)
