"""An action on its way to the store: one at a time, tried again, done once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.clock import Timer
from core.errors import Problem
from core.ids import FreshIds
from ui.bridge import Office

SAME_KEY_S = 0.3
"""A second key within this time is the finger's mistake, not a wish."""

_RETRY_S = 2.0
_TRIES = 5


@dataclass(slots=True)
class Wish:
    """What the officer wants; the attempt stays the same however often it is sent."""

    verb: Callable[..., Any]
    arguments: dict[str, Any]
    actor: str
    attempt_id: str
    then: Callable[[Any], None] | None
    tries: int = 0


class Sender:
    """Sends one wish after the other.

    `again` is called when the store did not answer and the wish will be sent
    once more, `settled` with the error or None when it was answered.
    """

    def __init__(
        self,
        office: Office,
        again: Callable[[], None],
        settled: Callable[[Exception | None], None],
    ) -> None:
        self._office = office
        self._again = again
        self._settled = settled
        self._ids = FreshIds(office.clock)
        self._wish: Wish | None = None
        self._retry: Timer | None = None
        self._sent_s = float("-inf")

    @property
    def busy(self) -> bool:
        return self._wish is not None

    @property
    def trying_again(self) -> bool:
        return self._retry is not None or (self._wish is not None and self._wish.tries > 1)

    def send(
        self,
        verb: Callable[..., Any],
        arguments: dict[str, Any],
        actor: str,
        then: Callable[[Any], None] | None,
    ) -> bool:
        """Send a wish; False when another is on its way or the key came too soon."""
        now_s = self._office.clock.monotonic_s()
        if self.busy or now_s - self._sent_s < SAME_KEY_S:
            return False
        self._sent_s = now_s
        self._wish = Wish(verb, arguments, actor, self._ids.new(), then)
        self._try()
        return True

    def give_up(self) -> None:
        """Try no more what could not be written."""
        if self._retry is not None:
            self._retry.cancel()
            self._answer(None)

    def _try(self) -> None:
        self._retry = None
        wish = self._wish
        if wish is None:
            return
        wish.tries += 1
        self._office.do(
            wish.verb,
            then=self._done,
            failed=self._failed,
            attempt_id=wish.attempt_id,
            actor=wish.actor,
            **wish.arguments,
        )

    def _done(self, result: Any) -> None:
        then = self._wish.then if self._wish else None
        self._answer(None)
        if then is not None:
            then(result)

    def _failed(self, error: Exception) -> None:
        is_data = isinstance(error, Problem) and error.code.startswith("store.")
        if is_data and self._wish is not None and self._wish.tries < _TRIES:
            self._retry = self._office.timers.after(_RETRY_S, self._try)
            self._again()
        else:
            self._answer(error)

    def _answer(self, error: Exception | None) -> None:
        self._wish, self._retry = None, None
        self._settled(error)
