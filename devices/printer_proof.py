"""Which answer of a printer proves which slip."""

from __future__ import annotations

from collections.abc import Callable

from core.clock import Timer
from core.queue.model import Delivery
from devices.line import Line
from devices.protocols import escpos
from devices.protocols.escpos import Fenced, Printed, Reply

DRAIN_S = 3.0
SETTLE_S = 0.4
_LATE = {"fence": "fence_late", "process_id": "process_id_late"}


class Proof:
    """Asks for a proof behind each slip and reads it; `mode` is fence or process_id.

    A process id carries its number and can only be its own slip's.  A fence
    is one byte without a name: on a line that also brought noise it proves
    nothing.
    """

    def __init__(self, mode: str) -> None:
        self.mode = mode
        self._number = 0
        self._dropped = 0

    def question(self) -> bytes:
        """What stands behind the slip's bytes."""
        if self.mode == "fence":
            return escpos.FENCE
        self._number += 1
        return escpos.process_id(self._number)

    def begin(self, dropped: int) -> None:
        """The waiting begins; `dropped` counts the noise so far."""
        self._dropped = dropped

    def verdict(self, reply: Reply, dropped: int) -> tuple[Delivery, str] | None:
        """What the reply says of the slip that waits for one."""
        if not self._is_proof(reply):
            return None
        if self.mode == "fence" and dropped != self._dropped:
            return Delivery.UNCERTAIN, "garbled"
        return Delivery.CONFIRMED, self.mode

    def late_evidence(self, reply: Reply) -> str:
        """The evidence for an earlier slip that nothing was sent after; empty = none."""
        return _LATE[self.mode] if self._is_proof(reply) else ""

    def _is_proof(self, reply: Reply) -> bool:
        if self.mode == "fence":
            return isinstance(reply, Fenced)
        return isinstance(reply, Printed) and reply.number == escpos.id_text(self._number)


class Drain:
    """A fence before the next slip while the fence of an earlier one is unanswered.

    Afterwards an answer can only be the next slip's own.  `over` gets how
    many answers came: two say that the earlier slip came out after all, one
    says only that the printer has nothing left to do, none that it is away.
    """

    def __init__(
        self, line: Line, send: Callable[[bytes], None], over: Callable[[int], None]
    ) -> None:
        self._line = line
        self._send = send
        self._over = over
        self._answers = 0
        self._timer: Timer | None = None

    def begin(self) -> None:
        self._answers = 0
        self._send(escpos.FENCE)
        self._timer = self._line.wait(DRAIN_S, self._end)

    def answered(self) -> None:
        self._answers += 1
        self.cancel()
        if self._answers > 1:
            self._end()
        else:
            self._timer = self._line.wait(SETTLE_S, self._end)

    def cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _end(self) -> None:
        self._over(self._answers)
