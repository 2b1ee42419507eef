"""Highlighting calls one after the other.

The board lists every call at once; the large figures are given to each in
turn, oldest first, for at least the set time, so that a burst of calls is
seen by everybody.  The last one stays.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from core.clock import Timer, Timers
from core.queue.model import BoardCall


class Turns:
    """Gives the highlight to each call for `seconds`; `show` hears whose turn it is."""

    def __init__(self, timers: Timers, seconds: float, show: Callable[[BoardCall], None]) -> None:
        self.seconds = seconds
        self._timers = timers
        self._show = show
        self._waiting: deque[BoardCall] = deque()
        self._current: BoardCall | None = None
        self._timer: Timer | None = None

    @property
    def current(self) -> BoardCall | None:
        """The call that has the highlight, or had it last."""
        return self._current

    def add(self, call: BoardCall) -> None:
        """A newer call of a ticket takes the waiting one's turn; it does not queue twice."""
        for index, waiting in enumerate(self._waiting):
            if waiting.label == call.label:
                self._waiting[index] = call
                return
        self._waiting.append(call)
        if self._timer is None:
            self._next()

    def stand(self, call: BoardCall | None) -> None:
        """Put the highlight on a call without a turn: after a restart."""
        self.stop()
        self._waiting.clear()
        self._current = call

    def withdraw(self, label: str, otherwise: BoardCall | None) -> None:
        """A call was taken back: it gets no turn, and `otherwise` the place it had."""
        self._waiting = deque(call for call in self._waiting if call.label != label)
        if self._current is not None and self._current.label == label:
            self.stop()
            self._current = otherwise
            self._next()

    def is_waiting(self, call: BoardCall) -> bool:
        """Whether the call's turn is now or still to come."""
        return self._timer is not None and call in (self._current, *self._waiting)

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _next(self) -> None:
        self._timer = None
        if not self._waiting:
            return
        self._current = self._waiting.popleft()
        self._timer = self._timers.after(self.seconds, self._next)
        self._show(self._current)
