"""What the queue asks of the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from core.queue.model import (
    BoardCall,
    Candidate,
    Counter,
    Hall,
    LastAction,
    Sector,
    Service,
    Ticket,
)


class TicketBook(Protocol):
    """Tickets, their lines and their calls."""

    def next_number(self, series: str, day: str) -> int:
        """The number that a series gives next on a day; the write lock holds it until taken."""
        ...

    def issued(self, sector_id: str, day: str, half: str) -> int:
        """Tickets of a sector's half day; void and test ones not counted."""
        ...

    def pace_s(self, sector_id: str) -> float | None:
        """Smoothed length of a service of the sector, in seconds; None before the first."""
        ...

    def find(self, ticket_id: str) -> Ticket | None: ...

    def find_by_label(self, day: str, label: str) -> Ticket | None: ...

    def at_counter(self, counter_id: str) -> Ticket | None:
        """The ticket called to or in service at a counter."""
        ...

    def head(self, line: str) -> Candidate | None:
        """The earliest waiting ticket of a line."""
        ...

    def count_waiting(self, lines: Sequence[str], before: int | None = None) -> int:
        """Waiting tickets of the lines with a place before the given one; no test tickets."""
        ...

    def count_ahead(self, day: str, sector_id: str, place: int) -> int:
        """People of a sector and day who wait with an earlier place; no test tickets."""
        ...

    def list_waiting(self, lines: Sequence[str], limit: int = 200) -> list[Ticket]: ...

    def list_of_day(
        self, day: str, states: Sequence[str] = (), limit: int = 500
    ) -> list[Ticket]: ...

    def list_parked(self, counter_id: str) -> list[Ticket]: ...

    def count_day(self, day: str) -> dict[str, int]:
        """Of one day: issued, by paper state, void, called, served, missed, open."""
        ...

    def service(self, service_id: str) -> Service | None: ...

    def hall(self, day: str, now: int) -> Hall: ...

    def latest_calls(self, day: str, limit: int) -> list[BoardCall]:
        """The newest call of each ticket, newest first: what a board shows after a restart."""
        ...


class CounterBook(Protocol):
    """Counters and sectors as defined, and counters' present state."""

    def find(self, counter_id: str) -> Counter | None: ...

    def list_all(self) -> list[Counter]: ...

    def sector(self, sector_id: str) -> Sector | None: ...

    def list_sectors(self) -> list[Sector]: ...

    def last_action(self, counter_id: str) -> LastAction | None: ...

    def remember_action(self, counter_id: str, action: LastAction | None) -> None: ...
