"""Passing calls on to the loudspeaker and the signs above the counters.

The relay hears commits on the writer's thread, so light and voice do not
wait for any window.  Devices answer at once and work on their own threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from core.events import (
    ActionUndone,
    Changes,
    CounterClosed,
    CounterPaused,
    Event,
    ServiceStarted,
    TicketCalled,
    TicketFinished,
    TicketMissed,
    TicketParked,
    TicketRecalled,
    TicketRequeued,
    TicketVoided,
)
from core.ports import CounterSign, Devices, Reader, Store
from core.queue.callfeed import CallFeed, CallNews, Heard, standing
from core.queue.model import Ticket, TicketState


class CallRelay:
    """Speaks each call and keeps the signs as the counters are."""

    def __init__(self, store: Store, devices: Devices) -> None:
        self._store = store
        self._devices = devices
        self._feed = CallFeed()
        self._signs = SignKeeper(devices)
        self._lock = threading.Lock()
        self._leave: Callable[[], None] | None = None

    def start(self) -> None:
        """Show how the counters stand and follow from there; waits for the store."""
        with self._lock:
            self._leave = self._store.subscribe(self._hear)
            known, present = self._store.read(
                lambda reader: (standing(reader), _present_tickets(reader))
            )
            self._feed.learn(known)
            self._signs.stand(present)

    def stop(self) -> None:
        if self._leave is not None:
            self._leave()
            self._leave = None

    def _hear(self, changes: Changes) -> None:
        with self._lock:
            self._speak(self._feed.hear(changes))
            for recorded in changes.events:
                self._signs.follow(recorded.event)

    def _speak(self, news: tuple[CallNews, ...]) -> None:
        for item in news:
            if isinstance(item, Heard) and item.words is not None:
                self._devices.say(item.words)


class SignKeeper:
    """What the sign of each counter shows, from the journal alone.

    A called ticket blinks until its service begins; a sign goes dark when
    its ticket leaves the counter.
    """

    def __init__(self, sign: CounterSign) -> None:
        self._sign = sign
        self._shown: dict[str, tuple[str, str]] = {}

    def stand(self, present: tuple[Ticket, ...]) -> None:
        """Show the tickets that are at the counters."""
        for ticket in present:
            self._put(ticket.counter_id, ticket.ticket_id, ticket.label, ticket.state)

    def follow(self, event: Event) -> None:
        if isinstance(event, TicketCalled | TicketRecalled):
            self._put(event.counter_id, event.ticket_id, event.label, TicketState.CALLED)
        elif isinstance(event, ServiceStarted):
            self._serve(event.counter_id, event.ticket_id)
        elif isinstance(event, TicketFinished | TicketMissed | TicketParked):
            self._leave(event.counter_id, event.ticket_id)
        elif isinstance(event, TicketRequeued | TicketVoided):
            self._leave_all(event.ticket_id)
        elif isinstance(event, CounterPaused | CounterClosed):
            self._rest(event.counter_id)
        elif isinstance(event, ActionUndone):
            self._undo(event)

    def _put(self, counter_id: str, ticket_id: str, label: str, state: str) -> None:
        self._shown[counter_id] = (ticket_id, label)
        self._sign.show(counter_id, label, blink=state == TicketState.CALLED)

    def _serve(self, counter_id: str, ticket_id: str) -> None:
        shown_id, label = self._shown.get(counter_id, ("", ""))
        if shown_id == ticket_id:
            self._sign.show(counter_id, label, blink=False)

    def _leave(self, counter_id: str, ticket_id: str) -> None:
        if self._shown.get(counter_id, ("", ""))[0] == ticket_id:
            del self._shown[counter_id]
            self._sign.clear(counter_id)

    def _leave_all(self, ticket_id: str) -> None:
        for counter_id in [c for c, (shown_id, _) in self._shown.items() if shown_id == ticket_id]:
            self._leave(counter_id, ticket_id)

    def _rest(self, counter_id: str) -> None:
        if counter_id not in self._shown:
            self._sign.clear(counter_id)

    def _undo(self, event: ActionUndone) -> None:
        self._leave(event.counter_id, event.ticket_id)
        state = event.ticket["state"]
        if state in (TicketState.CALLED, TicketState.SERVING):
            self._put(event.counter_id, event.ticket_id, str(event.ticket["label"]), state)


def _present_tickets(reader: Reader) -> tuple[Ticket, ...]:
    present = (
        reader.tickets.at_counter(counter.counter_id) for counter in reader.counters.list_all()
    )
    return tuple(ticket for ticket in present if ticket is not None)
