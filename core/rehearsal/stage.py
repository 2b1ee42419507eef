"""Where a rehearsal plays: how it acts, asks and waits.

Simulation plays at once on an agenda; the living centre plays in real or
sped-up time beside open windows.  The play itself cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from core.clock import AgendaClock, Clock, Timers
from core.errors import Problem
from core.ports import Act, Priority, Reader, Store

T = TypeVar("T")
Then = Callable[[Any], None]


class Stage(Protocol):
    """What the play needs; callbacks run on the thread of the play."""

    @property
    def clock(self) -> Clock: ...

    @property
    def timers(self) -> Timers: ...

    def do(
        self,
        verb: Callable[..., Any],
        then: Then | None = None,
        actor: str = "system",
        refused: Callable[[Problem], None] | None = None,
        **arguments: Any,
    ) -> None:
        """Carry out an operation; a refusal without `refused` is passed over."""
        ...

    def ask(self, query: Callable[[Reader], T], then: Callable[[T], None]) -> None: ...


class AgendaStage:
    """Everything at once, in order, on an agenda: the same seed gives the same days."""

    def __init__(self, store: Store, agenda: AgendaClock) -> None:
        self._store = store
        self._agenda = agenda

    @property
    def clock(self) -> Clock:
        return self._agenda

    @property
    def timers(self) -> Timers:
        return self._agenda

    def do(
        self,
        verb: Callable[..., Any],
        then: Then | None = None,
        actor: str = "system",
        refused: Callable[[Problem], None] | None = None,
        **arguments: Any,
    ) -> None:
        act = Act(verb, arguments, actor, "rehearsal")
        try:
            done = self._store.execute(act, Priority.STAFF)
        except Problem as problem:
            if refused is not None:
                refused(problem)
            return
        if then is not None:
            then(done.result)

    def ask(self, query: Callable[[Reader], T], then: Callable[[T], None]) -> None:
        then(self._store.read(query))
