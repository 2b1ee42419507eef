"""State tables kept up to date from events.

Each function brings the tables up to date with one kind of event, inside the
transaction that records it.  `verify` replays the whole journal through the
same functions into an empty store and compares; so no function may read the
clock, make ids, or look at anything but its event and the tables.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from core.errors import Bug
from core.events import KINDS, Event
from db.statement import Connection

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class EventStamp:
    """The envelope that a projection may use."""

    at: int
    occurred_at: int
    actor: str


_Apply = Callable[[Connection, Any, EventStamp], None]
_APPLY: dict[type[Event], _Apply] = {}


def projects(
    kind: type[E],
) -> Callable[
    [Callable[[Connection, E, EventStamp], None]], Callable[[Connection, E, EventStamp], None]
]:
    """Register the projection of one kind of event."""

    def register(
        function: Callable[[Connection, E, EventStamp], None],
    ) -> Callable[[Connection, E, EventStamp], None]:
        if kind in _APPLY:
            raise Bug(f"{kind.__name__} has two projections")
        _APPLY[kind] = function
        return function

    return register


def nothing_to_project(*kinds: type[Event]) -> None:
    """These events change no table: the journal alone keeps them."""
    for kind in kinds:
        _APPLY[kind] = _pass


def apply_event(connection: Connection, event: Event, stamp: EventStamp) -> None:
    """Bring the state tables up to date with an event."""
    _APPLY[type(event)](connection, event, stamp)


def load_projections() -> None:
    """Import every module of this package; each kind of event must be covered."""
    for module in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{module.name}")
    missing = [name for name, kind in KINDS.items() if kind not in _APPLY]
    if missing:
        raise Bug(f"no projection for {', '.join(missing)}")


def _pass(_connection: Connection, _event: Any, _stamp: EventStamp) -> None:
    return
