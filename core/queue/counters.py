"""Opening, pausing and closing counters."""

from __future__ import annotations

from datetime import date

from core.clock import local_day
from core.errors import Problem
from core.events import (
    ClockConfirmed,
    CounterClosed,
    CounterOpened,
    CounterPaused,
    CounterResumed,
    DayClosed,
)
from core.people.model import Role
from core.people.rights import require
from core.ports import Reader, UnitOfWork
from core.queue.model import Counter, CounterState, Delivery, TicketState
from core.queue.sending import send_on_from
from core.texts import kept_words

_MAX_REASON = 100


def open_counter(unit: UnitOfWork, *, counter_id: str, officer_id: str = "") -> int:
    """Open a counter for the acting officer; a supervisor may name another."""
    actor_id = require(unit, Role.SUPERVISOR if officer_id else Role.OFFICER)
    counter = _found(unit, counter_id)
    wanted = officer_id or actor_id
    if counter.state != CounterState.OPEN or counter.officer_id != wanted:
        unit.record(CounterOpened(counter_id, wanted))
    return counter.number


def pause_counter(unit: UnitOfWork, *, counter_id: str, reason: str) -> int:
    """Pause with a reason; the sign says so."""
    require(unit, Role.OFFICER)
    counter = _found(unit, counter_id)
    if counter.state == CounterState.CLOSED:
        raise Problem("queue.counter_closed", counter=counter.number)
    if counter.state != CounterState.PAUSED:
        unit.record(CounterPaused(counter_id, kept_words(reason, _MAX_REASON)))
    return counter.number


def resume_counter(unit: UnitOfWork, *, counter_id: str) -> int:
    require(unit, Role.OFFICER)
    counter = _found(unit, counter_id)
    if counter.state == CounterState.PAUSED:
        unit.record(CounterResumed(counter_id))
    return counter.number


def close_counter(unit: UnitOfWork, *, counter_id: str) -> int:
    """Close a counter; a ticket still at it must be finished or moved first.

    Whoever waits for this counter alone joins the line of the sector.
    """
    require(unit, Role.OFFICER)
    counter = _found(unit, counter_id)
    busy = unit.tickets.at_counter(counter_id)
    if busy is not None:
        raise Problem("queue.counter_busy", label=busy.label)
    if counter.state != CounterState.CLOSED:
        send_on_from(unit, counter, local_day(unit.now).isoformat())
        unit.record(CounterClosed(counter_id))
    return counter.number


def confirm_clock(unit: UnitOfWork) -> int:
    """The supervisor says that the PC's clock is right although it went back."""
    require(unit, Role.SUPERVISOR)
    seen_at = max(unit.head_at(), unit.now)
    unit.record(ClockConfirmed(seen_at))
    return seen_at


def day_counts(reader: Reader, day: str) -> dict[str, int]:
    """The three-way count of a day.

    issued = confirmed + sent but unconfirmed + uncertain + screen only + void;
    called = served + no-show + open at close;
    dossiers received that day in the journal.
    """
    counts = reader.tickets.count_day(day)
    queued = sum(
        counts[f"paper_{delivery}"]
        for delivery in (Delivery.QUEUED, Delivery.SENDING, Delivery.UNCERTAIN)
    )
    return {
        "issued": counts["issued"],
        "confirmed": counts["paper_confirmed"],
        "sent": counts["paper_sent"],
        "uncertain": queued,
        "screen": counts["paper_screen"] + counts["paper_failed"],
        "void": counts["void"],
        "called": counts["called"],
        "served": counts["served"],
        "missed": counts["missed"],
        "open": counts["called_open"],
        "waiting": counts["waiting"],
    }


def close_day(unit: UnitOfWork, *, day: str = "") -> dict[str, int]:
    """Close a day with its counts; people still waiting keep their numbers."""
    require(unit, Role.SUPERVISOR)
    today = local_day(unit.now).isoformat()
    closed = _past_day(day, today) if day else today
    counts = day_counts(unit, closed)
    left = unit.tickets.list_of_day(closed, (TicketState.WAITING, TicketState.PARKED))
    unit.record(DayClosed(closed, counts, tuple(ticket.ticket_id for ticket in left)))
    return counts


def _past_day(day: str, today: str) -> str:
    try:
        wanted = date.fromisoformat(day).isoformat()
    except ValueError:
        wanted = ""
    if not "" < wanted <= today:
        raise Problem("queue.no_such_day", day=day[:20])
    return wanted


def _found(unit: UnitOfWork, counter_id: str) -> Counter:
    counter = unit.counters.find(counter_id)
    if counter is None:
        raise Problem("queue.no_counter", counter=counter_id[:40])
    return counter
