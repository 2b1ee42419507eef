"""One frame at a time on a line that several devices may share."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from core.clock import Timer
from devices.line import Line
from devices.protocols.description import ProtocolFile

TRIES = 2

Settled = Callable[[str, str], None]


class Conversation:
    """Sends a frame, waits for its answer, keeps the gap, goes on with the next.

    A device that does not answer costs its own time and no more.  `settled`
    gets the frame's key and `ok`, `refused`, `silent`, or `sent` on lines
    that never answer.
    """

    def __init__(self, line: Line, file: ProtocolFile, settled: Settled) -> None:
        self._line = line
        self._file = file
        self._settled = settled
        self._waiting: OrderedDict[str, bytes] = OrderedDict()
        self._key = ""
        self._frame = b""
        self._tries = 0
        self._timer: Timer | None = None
        self._is_in_gap = False

    def put(self, key: str, frame: bytes) -> None:
        """Queue a frame; a newer one replaces a waiting one with the same key."""
        self._waiting[key] = frame
        self._next()

    def clear(self) -> None:
        """The line was lost: nothing is under way any more."""
        self._waiting.clear()
        self._key = ""
        self._is_in_gap = False
        if self._timer is not None:
            self._timer.cancel()

    def answered(self, answer: str) -> None:
        """`ok` or `refused` came; one that nobody waits for is passed over."""
        if not self._key:
            return
        if answer == "refused" and self._tries < TRIES:
            self._send()
        else:
            self._settle(answer)

    def _next(self) -> None:
        if self._key or self._is_in_gap or not self._waiting or not self._line.is_open:
            return
        self._key, self._frame = self._waiting.popitem(last=False)
        self._tries = 0
        self._send()

    def _send(self) -> None:
        self._tries += 1
        self._line.send(self._frame)
        if self._file.answer_s:
            self._set_timer(self._file.answer_s, self._unanswered)
        else:
            self._settle("sent")

    def _unanswered(self) -> None:
        # A newer frame for the same device makes another try of this one pointless.
        if self._tries < TRIES and self._key not in self._waiting:
            self._send()
        else:
            self._settle("silent")

    def _settle(self, answer: str) -> None:
        key, self._key = self._key, ""
        self._is_in_gap = True
        self._set_timer(self._file.gap_s, self._gap_over)
        self._settled(key, answer)

    def _gap_over(self) -> None:
        self._is_in_gap = False
        self._next()

    def _set_timer(self, seconds: float, then: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._line.wait(seconds, then)
