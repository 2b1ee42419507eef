"""What a counter's windows show: one query, and the stage that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.clock import Instant
from core.people.model import RANK, Role, Staff
from core.ports import Reader
from core.queue.model import CounterState, Ticket, TicketState
from core.queue.views import CounterView, counter_view


class Stage(StrEnum):
    """What the officer can do now; each has one main action."""

    LOADING = "loading"
    SIGNED_OUT = "signed_out"
    LOCKED = "locked"
    CLOSED = "closed"
    TAKEN = "taken"
    """Open in another officer's name."""
    PAUSED = "paused"
    FREE = "free"
    CALLED = "called"
    SERVING = "serving"


@dataclass(frozen=True, slots=True)
class Picture:
    """A counter at one moment; `undo_label` is the number the last action was about."""

    at: Instant
    view: CounterView
    undo_label: str
    idle_lock_s: int
    officers: tuple[Staff, ...]


def picture_of(reader: Reader, counter_id: str) -> Picture | None:
    """The counter's picture; None when there is no such counter."""
    view = counter_view(reader, counter_id)
    if view is None:
        return None
    last = reader.counters.last_action(counter_id)
    return Picture(
        reader.now,
        view,
        str(last.ticket["label"]) if last and view.undo_until else "",
        reader.settings.integer("accounts.idle_lock_s"),
        tuple(member for member in view.staff if RANK[member.role] >= RANK[Role.OFFICER]),
    )


def stage_of(picture: Picture | None, officer_id: str, *, locked: bool) -> Stage:
    """The stage for the officer who signed in here (empty = nobody)."""
    if picture is None:
        return Stage.LOADING
    if not officer_id:
        return Stage.SIGNED_OUT
    if locked:
        return Stage.LOCKED
    return _stage_of_counter(picture.view, officer_id)


def _stage_of_counter(view: CounterView, officer_id: str) -> Stage:
    if view.ticket is not None:
        called = view.ticket.state == TicketState.CALLED
        return Stage.CALLED if called else Stage.SERVING
    if view.counter.state == CounterState.CLOSED:
        return Stage.CLOSED
    if view.counter.officer_id != officer_id:
        return Stage.TAKEN
    return Stage.PAUSED if view.counter.state == CounterState.PAUSED else Stage.FREE


def stands_since(ticket: Ticket) -> int:
    """The instant from which the minutes at the counter are counted."""
    if ticket.state == TicketState.SERVING and ticket.started_at is not None:
        return ticket.started_at
    return ticket.called_at if ticket.called_at is not None else ticket.taken_at
