"""Taking a number: impatient fingers get one ticket."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from core.ids import FreshIds
from core.ports import Priority
from core.queue.taking import TakenTicket, take_ticket
from ui.bridge import Office


@dataclass
class Touch:
    """A touch on a tile; `ticket` is known once its number was given."""

    sector_id: str
    at_s: float
    attempt_id: str
    ticket: TakenTicket | None = None


class Clerk(QObject):
    """Turns touches into tickets: `given` carries a `TakenTicket`, `refused` an error.

    While a number is being taken nothing else counts; after that the same
    sector counts anew only when `same_touch_s` have gone by since the first
    touch on it.  Both walls stand: the attempt's id is the same too, so the
    store itself would answer with the one ticket.
    """

    given = Signal(object)
    refused = Signal(object)

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._ids = FreshIds(office.clock)
        self._busy = False
        self._last: Touch | None = None

    def take(self, sector_id: str, priority: str, language: str, same_touch_s: float) -> None:
        """A touch on a tile."""
        if self._busy:
            return
        repeated = self._repeated(sector_id, same_touch_s)
        if repeated is not None:
            self.given.emit(repeated)
            return
        self._busy = True
        self._last = Touch(sector_id, self._office.clock.monotonic_s(), self._ids.new())
        self._office.do(
            take_ticket,
            then=self._give,
            failed=self._refuse,
            priority=Priority.TOUCH,
            attempt_id=self._last.attempt_id,
            actor="kiosk",
            facts={"sector_id": sector_id, "priority": priority, "language": language},
        )

    def _repeated(self, sector_id: str, same_touch_s: float) -> TakenTicket | None:
        last = self._last
        if last is None or last.sector_id != sector_id:
            return None
        since_s = self._office.clock.monotonic_s() - last.at_s
        return last.ticket if since_s < same_touch_s else None

    def _give(self, ticket: TakenTicket) -> None:
        self._busy = False
        if self._last is not None:
            self._last.ticket = ticket
        self.given.emit(ticket)

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        self._last = None
        self.refused.emit(error)
