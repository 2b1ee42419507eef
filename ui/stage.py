"""The stage of a rehearsal beside open windows: acts and asks as a window does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from core.clock import Clock, Timers
from core.errors import Problem
from core.ports import Reader
from ui.bridge import Office

T = TypeVar("T")


class OfficeStage:
    """`core.rehearsal.stage.Stage` on the UI thread, never waiting."""

    def __init__(self, office: Office) -> None:
        self._office = office

    @property
    def clock(self) -> Clock:
        return self._office.clock

    @property
    def timers(self) -> Timers:
        return self._office.timers

    def do(
        self,
        verb: Callable[..., Any],
        then: Callable[[Any], None] | None = None,
        actor: str = "system",
        refused: Callable[[Problem], None] | None = None,
        **arguments: Any,
    ) -> None:
        self._office.do(
            verb,
            then=then,
            failed=lambda error: _refuse(error, refused),
            actor=actor,
            facts=arguments,
        )

    def ask(self, query: Callable[[Reader], T], then: Callable[[T], None]) -> None:
        self._office.ask(query, then=then)


def _refuse(error: Exception, refused: Callable[[Problem], None] | None) -> None:
    """What the centre refuses is part of the play; a fault of ours is not."""
    if not isinstance(error, Problem):
        raise error
    if refused is not None:
        refused(error)
