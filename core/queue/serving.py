"""During and after a service: another service, finish, transfer, park, undo.

A visit may have several services; each ends before the next begins.  When a
visit is finished the counter's rating pad waits for one press.
"""

from __future__ import annotations

from core.clock import SECOND, elapsed_s
from core.errors import Problem
from core.events import (
    ActionUndone,
    RatingArmed,
    ServiceFinished,
    ServiceStarted,
    TicketFinished,
    TicketParked,
    TicketRequeued,
)
from core.people.model import Role
from core.people.rights import require
from core.ports import UnitOfWork
from core.queue.calling import disarm, remember, ticket_at, today_of
from core.queue.model import (
    LastAction,
    Service,
    Ticket,
    TicketState,
)
from core.queue.sending import line_in_sector, line_of_counter, line_of_officer
from core.queue.taking import found_ticket
from core.texts import kept_words

_MAX_NOTE = 200


def another_service(unit: UnitOfWork, *, counter_id: str, sector_id: str = "") -> str:
    """End the running service and begin another in the same visit; returns its id."""
    officer_id = require(unit, Role.OFFICER)
    ticket = ticket_at(unit, counter_id, TicketState.SERVING)
    _end_service(unit, ticket)
    service_id = unit.ids.new()
    unit.counters.remember_action(counter_id, None)
    unit.record(
        ServiceStarted(
            service_id,
            ticket.ticket_id,
            counter_id,
            officer_id or ticket.officer_id,
            sector_id or ticket.sector_id,
        )
    )
    return service_id


def finish(unit: UnitOfWork, *, counter_id: str, may_return: bool = False) -> str:
    """The visit is over; the rating pad is armed.  Returns the label.

    A ticket that was called and never started counts as served at once: the
    key "finish" alone must do for a two-second question.
    """
    officer_id = require(unit, Role.OFFICER)
    ticket = ticket_at(unit, counter_id)
    before = _running(unit, ticket)
    service_id = ticket.service_id or unit.ids.new()
    remember(unit, counter_id, "finish", ticket, service_id, before)
    if before is None:
        unit.record(
            ServiceStarted(
                service_id,
                ticket.ticket_id,
                counter_id,
                officer_id or ticket.officer_id,
                ticket.sector_id,
            )
        )
    unit.record(ServiceFinished(service_id, ticket.ticket_id, counter_id))
    unit.record(TicketFinished(ticket.ticket_id, counter_id, may_return))
    if not ticket.is_test:
        unit.record(
            RatingArmed(
                service_id,
                ticket.ticket_id,
                counter_id,
                officer_id or ticket.officer_id,
                ticket.label,
                unit.now + unit.settings.integer("rating.window_s") * SECOND,
                ticket.language,
            )
        )
    return ticket.label


def transfer(
    unit: UnitOfWork,
    *,
    counter_id: str,
    to_sector_id: str = "",
    to_counter_id: str = "",
    to_officer_id: str = "",
    note: str = "",
) -> str:
    """Send the visitor on with the same number; returns the label.

    To a sector the ticket keeps its place and its priority, so that nobody
    queues twice; to a counter or a person it is the next one there.  Raises
    `queue.counter_off` or `queue.officer_off` where nobody would call it.
    """
    require(unit, Role.OFFICER)
    ticket = ticket_at(unit, counter_id)
    line, sector_id = _destination(unit, ticket, to_sector_id, to_counter_id, to_officer_id)
    before = _running(unit, ticket)
    remember(unit, counter_id, "transfer", ticket, ticket.service_id, before)
    if before is not None:
        _end_service(unit, ticket, "transferred")
    unit.record(
        TicketRequeued(
            ticket.ticket_id,
            "transferred",
            sector_id,
            line,
            ticket.place,
            counter_id,
            kept_words(note, _MAX_NOTE),
        )
    )
    return ticket.label


def park(unit: UnitOfWork, *, counter_id: str, reason: str = "") -> str:
    """Set the visitor aside at this counter (to fill in a form); returns the label."""
    require(unit, Role.OFFICER)
    ticket = ticket_at(unit, counter_id)
    before = _running(unit, ticket)
    remember(unit, counter_id, "park", ticket, ticket.service_id, before)
    if before is not None:
        _end_service(unit, ticket, "parked")
    unit.record(TicketParked(ticket.ticket_id, counter_id, kept_words(reason, _MAX_NOTE)))
    return ticket.label


def undo(unit: UnitOfWork, *, counter_id: str) -> str:
    """Take the counter's last action back; returns the action's name.

    Raises `queue.nothing_to_undo` after `next.undo_s`, and
    `queue.undo_too_late` when the ticket has moved on or was rated.
    """
    require(unit, Role.OFFICER)
    last = unit.counters.last_action(counter_id)
    if last is None or elapsed_s(last.at, unit.now) > unit.settings.integer("next.undo_s"):
        raise Problem("queue.nothing_to_undo")
    ticket = found_ticket(unit, last.ticket_id)
    _check_unmoved(unit, counter_id, ticket, last)
    if last.service_id and unit.ratings.exists(last.service_id):
        raise Problem("queue.undo_too_late", label=ticket.label)
    if last.action == "finish":
        disarm(unit, counter_id, "undone")
    unit.record(
        ActionUndone(
            ticket.ticket_id,
            counter_id,
            last.action,
            last.ticket,
            last.service_id,
            last.service,
            last.recent,
        )
    )
    unit.counters.remember_action(counter_id, None)
    return last.action


_AFTER = {
    "call": (TicketState.CALLED,),
    "miss": (TicketState.MISSED,),
    "start": (TicketState.SERVING,),
    "finish": (TicketState.FINISHED,),
    "transfer": (TicketState.WAITING,),
    "park": (TicketState.PARKED,),
}


def _check_unmoved(unit: UnitOfWork, counter_id: str, ticket: Ticket, last: LastAction) -> None:
    """Nobody else has called the ticket since, and no other one stands here."""
    here = unit.tickets.at_counter(counter_id)
    called_since = last.action != "call" and ticket.calls != last.ticket["calls"]
    if (
        ticket.state not in _AFTER[last.action]
        or called_since
        or (here and here.ticket_id != ticket.ticket_id)
    ):
        raise Problem("queue.undo_too_late", label=ticket.label)


def _running(unit: UnitOfWork, ticket: Ticket) -> Service | None:
    return unit.tickets.service(ticket.service_id) if ticket.service_id else None


def _end_service(unit: UnitOfWork, ticket: Ticket, outcome: str = "done") -> None:
    unit.record(ServiceFinished(ticket.service_id, ticket.ticket_id, ticket.counter_id, outcome))


def _destination(
    unit: UnitOfWork, ticket: Ticket, sector_id: str, counter_id: str, officer_id: str
) -> tuple[str, str]:
    """The line to stand in, and the sector that the ticket then belongs to."""
    today = today_of(unit)
    if counter_id:
        return line_of_counter(unit, today, counter_id), ticket.sector_id
    if officer_id:
        return line_of_officer(unit, today, officer_id), ticket.sector_id
    if unit.counters.sector(sector_id) is None:
        raise Problem("queue.no_sector", sector=sector_id[:40])
    return line_in_sector(ticket, today, sector_id), sector_id
