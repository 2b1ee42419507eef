"""What stands on the hall board: every call at once, one of them highlighted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.clock import Timers
from core.ports import Reader
from core.queue.callfeed import MOST_CALLS, CallNews, Heard, Standing, Withdrawn, standing
from core.queue.model import BoardCall
from core.queue.turns import Turns
from core.queue.views import BoardView, board_view


class CallBoard:
    """The day's calls, newest first, and whose turn in the large figures it is.

    `turned` hears of each new highlight.  Between bursts the board lists the
    last `limit` calls; in a burst also every call whose turn is to come.
    """

    def __init__(self, timers: Timers, turned: Callable[[], None]) -> None:
        self._calls: list[BoardCall] = []
        self._limit = 5
        self._turns = Turns(timers, 6.0, lambda _call: turned())

    @property
    def current(self) -> BoardCall | None:
        """The call in the large figures."""
        return self._turns.current

    @property
    def listed(self) -> tuple[BoardCall, ...]:
        """The calls of the list, newest first, each ticket once."""
        newest = self._newest_of_each()
        waiting = [index for index, call in enumerate(newest) if self._turns.is_waiting(call)]
        return tuple(newest[: max(self._limit, waiting[-1] + 1 if waiting else 0)])

    def settle(self, limit: int, highlight_s: float) -> None:
        """Follow the settings `board.last_calls` and `board.highlight_s`."""
        self._limit = limit
        self._turns.seconds = highlight_s

    def stand(self, calls: Iterable[BoardCall]) -> None:
        """Show these calls, newest first, without giving anybody a turn."""
        self._calls = list(calls)
        self._turns.stand(self._calls[0] if self._calls else None)

    def hear(self, news: CallNews) -> None:
        if isinstance(news, Heard):
            self._calls = [news.call, *self._calls][: 2 * MOST_CALLS]
            self._turns.add(news.call)
        else:
            self._withdraw(news)

    def stop(self) -> None:
        self._turns.stop()

    def _withdraw(self, news: Withdrawn) -> None:
        """All calls of the ticket by this counter leave; one by another counter stands again."""
        self._calls = [
            call
            for call in self._calls
            if (call.label, call.counter_id) != (news.label, news.counter_id)
        ]
        newest = self._newest_of_each()
        self._turns.withdraw(news.label, newest[0] if newest else None)

    def _newest_of_each(self) -> list[BoardCall]:
        newest: dict[str, BoardCall] = {}
        for call in self._calls:
            newest.setdefault(call.label, call)
        return list(newest.values())[:MOST_CALLS]


@dataclass(frozen=True, slots=True)
class BoardReading:
    """All that a board shows when it starts."""

    standing: Standing
    view: BoardView


def board_reading(reader: Reader) -> BoardReading:
    return BoardReading(standing(reader), board_view(reader))
