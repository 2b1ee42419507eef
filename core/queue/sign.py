"""What the sign above one counter says (bien quay)."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Reader
from core.queue.model import CounterState, TicketState

UNKNOWN = "unknown"
_RESTING = {CounterState.CLOSED: "closed", CounterState.PAUSED: "paused"}
_PRESENT = {TicketState.CALLED: "called", TicketState.SERVING: "serving"}


@dataclass(frozen=True, slots=True)
class SignView:
    """One sign; `state` is called, serving, ready, paused, closed or unknown.

    `call` counts the calls of the ticket, so that a recall can be noticed.
    """

    number: int = 0
    state: str = UNKNOWN
    label: str = ""
    call: int = 0
    officer: str = ""
    reason: str = ""
    mark: str = "live"


def sign_view(reader: Reader, counter_id: str) -> SignView:
    """The sign of a counter; state unknown when there is no such counter.

    A ticket at the counter goes before the counter's own state: whoever is
    being served is not told that the counter is closed.
    """
    counter = reader.counters.find(counter_id)
    if counter is None:
        return SignView(mark=reader.mark)
    ticket = reader.tickets.at_counter(counter_id)
    officer = reader.staff.find(counter.officer_id) if counter.officer_id else None
    is_open = counter.state == CounterState.OPEN
    return SignView(
        number=counter.number,
        state=_PRESENT[ticket.state] if ticket else _RESTING.get(counter.state, "ready"),
        label=ticket.label if ticket else "",
        call=ticket.calls if ticket else 0,
        officer=short_name(officer.name) if officer and (ticket or is_open) else "",
        reason=counter.pause_reason if counter.state == CounterState.PAUSED else "",
        mark=reader.mark,
    )


def short_name(name: str) -> str:
    """The last two words of a Vietnamese name: middle and given name, as people are addressed."""
    return " ".join(name.split()[-2:])
