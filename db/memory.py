"""What the writer remembers between transactions.

Counters, sectors, settings and the calendar are read in every transaction
and change rarely.  The one writing connection keeps them until an event that
may change them, or a transaction that failed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from core.events import (
    CATALOGUE,
    COUNTERS,
    SETTINGS,
    ActionUndone,
    ClockConfirmed,
    Event,
    TicketCalled,
)

T = TypeVar("T")
_CHANGING = frozenset({CATALOGUE, COUNTERS, SETTINGS})


class Memory:
    """Values by name; forgetting is always safe."""

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}

    def keep(self, name: str, read: Callable[[], T]) -> T:
        """The remembered value, read on first use."""
        if name not in self._kept:
            self._kept[name] = read()
        value: T = self._kept[name]
        return value

    def follow(self, event: Event) -> None:
        """Forget everything if the event may change it."""
        # A call changes what its counter remembers of its last calls.
        if event.changes in _CHANGING or isinstance(
            event, TicketCalled | ActionUndone | ClockConfirmed
        ):
            self.forget()

    def forget(self) -> None:
        self._kept.clear()
