"""Asking a printer how it is, one question after the other."""

from __future__ import annotations

from collections.abc import Callable

from core.clock import Timer
from devices.protocols.escpos import Ask, query

ANSWER_S = 0.5

Answers = dict[Ask, int]
Wait = Callable[[float, Callable[[], None]], Timer]

_WELL = (Ask.PRINTER, Ask.PAPER)
_OFFLINE = (Ask.PRINTER, Ask.OFFLINE, Ask.ERROR, Ask.PAPER)
_OFFLINE_BIT = 0x08


class StatusRound:
    """DLE EOT 1, and the others as needed; replies carry no number, so one at a time.

    `done` gets the answers; none at all means that the printer said nothing
    within `ANSWER_S`.
    """

    def __init__(
        self, wait: Wait, send: Callable[[bytes], None], done: Callable[[Answers], None]
    ) -> None:
        self._wait = wait
        self._send = send
        self._done = done
        self._answers: Answers = {}
        self._asked: Ask | None = None
        self._patience: Timer | None = None

    @property
    def is_running(self) -> bool:
        return self._asked is not None

    def begin(self) -> None:
        """Ask anew; a round under way goes on."""
        if not self.is_running:
            self._answers = {}
            self._ask(Ask.PRINTER)

    def cancel(self) -> None:
        self._asked = None
        if self._patience is not None:
            self._patience.cancel()

    def feed(self, value: int) -> None:
        """A status byte came; one that nobody asked for is passed over."""
        asked = self._asked
        if asked is None:
            return
        self.cancel()
        self._answers[asked] = value
        questions = _OFFLINE if self._answers[Ask.PRINTER] & _OFFLINE_BIT else _WELL
        rest = questions[questions.index(asked) + 1 :]
        if rest:
            self._ask(rest[0])
        else:
            self._done(self._answers)

    def _ask(self, ask: Ask) -> None:
        self._asked = ask
        self._patience = self._wait(ANSWER_S, self._give_up)
        self._send(query(ask))

    def _give_up(self) -> None:
        self._asked = None
        self._done(self._answers)
