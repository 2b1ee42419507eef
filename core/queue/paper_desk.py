"""From a number to its paper, and from the paper back to the store.

The number is valid from its commit; the paper follows.  What the printer
knows of it comes back as a `PrintOutcome` and is written to the ticket.  A
paper that was on its way when the program ended is uncertain: it is never
printed again without a person asking for it (then it says IN LAI).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.clock import local_day
from core.errands import Errands
from core.events import Changes, TicketReprinted, TicketReserved
from core.ports import Act, DeviceNews, Devices, PrintOutcome, Priority, Reader, Slip, Store
from core.queue.model import Delivery, Ticket, TicketState
from core.queue.slip_content import slip_of
from core.queue.taking import note_paper
from core.texts import DEFAULT_LANGUAGE, Texts

_ON_THE_WAY = (Delivery.QUEUED, Delivery.SENDING)


class PaperDesk:
    """Sends slips to the printer and keeps what became of them.

    `texts` holds the catalogue of each language; `station` limits the work
    to the tickets taken at this PC (empty = all).
    """

    def __init__(
        self, store: Store, devices: Devices, texts: Mapping[str, Texts], errands: Errands
    ) -> None:
        self._store = store
        self._devices = devices
        self._texts = texts
        self._errands = errands
        self._leave: list[Callable[[], None]] = []

    def start(self) -> None:
        """Mark what an earlier run left unfinished, then follow the journal."""
        for ticket in self._store.read(_unfinished):
            self._note(ticket.ticket_id, ticket.copies, Delivery.UNCERTAIN, "restarted")
        self._leave = [
            self._store.subscribe(self._hear),
            self._devices.listen(self._hear_device),
        ]

    def stop(self) -> None:
        for leave in self._leave:
            leave()
        self._leave.clear()

    def _hear(self, changes: Changes) -> None:
        for recorded in changes.events:
            event = recorded.event
            if isinstance(event, TicketReserved):
                self._order(event.ticket_id, 1)
            elif isinstance(event, TicketReprinted):
                self._order(event.ticket_id, event.copy)

    def _order(self, ticket_id: str, copy: int) -> None:
        self._errands.leave(lambda: self._print(ticket_id, copy))

    def _print(self, ticket_id: str, copy: int) -> None:
        slip = self._store.read(lambda reader: self._slip(reader, ticket_id, copy))
        if slip is not None:
            self._devices.print_slip(slip)

    def _slip(self, reader: Reader, ticket_id: str, copy: int) -> Slip | None:
        ticket = reader.tickets.find(ticket_id)
        if ticket is None or ticket.state == TicketState.VOID:
            return None
        texts = self._texts.get(ticket.language, self._texts[DEFAULT_LANGUAGE])
        return slip_of(reader, ticket, texts, copy)

    def _hear_device(self, news: DeviceNews) -> None:
        if isinstance(news, PrintOutcome):
            self._errands.leave(
                lambda: self._note(news.ticket_id, news.copy, news.delivery, news.evidence)
            )

    def _note(self, ticket_id: str, copy: int, delivery: str, evidence: str) -> None:
        arguments: dict[str, Any] = {
            "ticket_id": ticket_id,
            "copy": copy,
            "delivery": delivery,
            "evidence": evidence,
        }
        self._store.execute(Act(note_paper, arguments, "device:printer"), Priority.DEVICE)


def _unfinished(reader: Reader) -> list[Ticket]:
    """Today's tickets whose paper was on its way when the program ended."""
    day = local_day(reader.now).isoformat()
    return [t for t in reader.tickets.list_of_day(day, limit=5000) if t.paper in _ON_THE_WAY]
