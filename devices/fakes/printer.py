"""A fake ticket printer: it reads ESC/POS, gives out papers and answers like a real one."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from core.clock import Clock
from devices.fakes.escpos_stream import Dots, EscposStream, Letters, Order, Step
from devices.raster import Raster
from devices.transports.memory import MemoryTransport

KEPT_PAPERS = 60
DOTS_A_LINE = 30
FAULTS = (
    "paper_out",
    "paper_near_end",
    "cover_open",
    "cutter_jam",
    "power_off",
    "unplugged",
    "silent",
    "stalled",
    "garbage",
)
_STOPPING = ("paper_out", "cover_open", "cutter_jam")


@dataclass
class Paper:
    """One paper; `is_cut` when the knife came, torn papers never were."""

    number: int
    at: int
    row_bytes: int = 0
    rows: bytearray = field(default_factory=bytearray)
    stray: bytearray = field(default_factory=bytearray)
    is_cut: bool = False

    @property
    def raster(self) -> Raster:
        width = self.row_bytes or 72
        return Raster(width * 8, len(self.rows) // width, bytes(self.rows))

    @cached_property
    def png(self) -> bytes:
        """The picture of a finished paper, made once."""
        return self.raster.png(margin=3 if self.row_bytes >= 72 else 4)


class FakePrinter:
    """The far end of a printer's line; `changed` is called after each paper.

    Faults (`FAULTS`) act at once, or at a byte of the coming data through
    `fail_at`.  A printer without paper keeps what it was sent and goes on when
    paper is back; one without power forgets it.
    """

    def __init__(self, clock: Clock, changed: Callable[[], None] = lambda: None) -> None:
        self._clock = clock
        self._changed = changed
        self._lock = threading.RLock()
        self._reply: Callable[[bytes], None] = lambda _data: None
        self._stream = EscposStream()
        self._held = bytearray()
        self._paper: Paper | None = None
        self._count = 0
        self._pushes = False
        self._fail_at: tuple[int, str] | None = None
        self._late: list[bytes] | None = None
        self.fault = ""
        self.papers: deque[Paper] = deque(maxlen=KEPT_PAPERS)
        self.wire = MemoryTransport(self, "printer")

    # --- Peer ------------------------------------------------------------------------

    def plugged(self, reply: Callable[[bytes], None]) -> None:
        self._reply = reply

    def heard(self, data: bytes) -> None:
        with self._lock:
            if self._fail_at is not None and len(data) >= self._fail_at[0]:
                count, fault = self._fail_at
                self._fail_at = None
                self._take(data[:count])
                self.misbehave(fault)
                data = data[count:]
            elif self._fail_at is not None:
                self._fail_at = self._fail_at[0] - len(data), self._fail_at[1]
            self._take(data)

    # --- What hands can do ---------------------------------------------------------------

    def misbehave(self, fault: str) -> None:
        """Play a fault now; an empty one puts paper in, closes the cover, switches on."""
        with self._lock:
            before, self.fault = self.fault, fault
            if fault == "power_off":
                self._lose_power()
            elif fault == "unplugged":
                self.wire.unplug()
            elif before == "unplugged":
                self.wire.plug()
            if fault == "garbage":
                self._reply(bytes(range(64, 128)))
            self._push()
            if not fault and self._held:
                held = bytes(self._held)
                self._held.clear()
                self._take(held)
        self._changed()

    def fail_at(self, count: int, fault: str) -> None:
        """Play a fault once `count` more bytes have been taken."""
        self._fail_at = (count, fault) if count else None
        if not count:
            self.misbehave(fault)

    def hold_answers(self) -> None:
        """Keep fence and process-id answers back until `give_answers`."""
        self._late = []

    def give_answers(self) -> None:
        held, self._late = self._late or [], None
        for answer in held:
            self._reply(answer)

    # --- Inside ---------------------------------------------------------------------------

    def _take(self, data: bytes) -> None:
        if not data or self.fault == "power_off":
            return
        if self.fault in _STOPPING or self.fault == "stalled":
            self._hold(data)
            return
        for step in self._stream.feed(data):
            self._do(step)

    def _hold(self, data: bytes) -> None:
        """Real-time queries are answered although nothing else is."""
        if self.fault != "stalled" and not self._stream.in_picture:
            while (at := data.find(b"\x10\x04")) >= 0 and len(data) > at + 2:
                self._held += data[:at]
                self._answer(bytes((self._status(data[at + 2]),)))
                data = data[at + 3 :]
        elif self.fault != "stalled" and data[:2] == b"\x10\x04" and len(data) == 3:
            # A query between two writes, while half a picture waits for paper.
            self._answer(bytes((self._status(data[2]),)))
            return
        self._held += data

    def _do(self, step: Step) -> None:
        if isinstance(step, Dots):
            paper = self._sheet()
            paper.row_bytes = step.row_bytes
            paper.rows += step.rows
        elif isinstance(step, Letters):
            self._sheet().stray += step.data
        else:
            self._carry_out(step)

    def _carry_out(self, order: Order) -> None:
        if order.name in ("feed_lines", "feed_dots") and self._paper is not None:
            dots = order.data[0] * (DOTS_A_LINE if order.name == "feed_lines" else 1)
            self._paper.rows += bytes((self._paper.row_bytes or 72) * dots)
        elif order.name == "cut":
            self._finish(is_cut=True)
        elif order.name == "status":
            self._answer(bytes((self._status(order.data[0]),)))
        elif order.name == "fence":
            self._answer_late(bytes((0x03 if self.fault == "paper_near_end" else 0x00,)))
        elif order.name == "long_H" and order.data[:2] == b"00":
            self._answer_late(b"\x37\x22" + order.data[2:6] + b"\0")
        elif order.name == "push_status":
            self._pushes = bool(order.data[0])
            self._push()

    def _sheet(self) -> Paper:
        if self._paper is None:
            self._count += 1
            self._paper = Paper(self._count, self._clock.now())
        return self._paper

    def _finish(self, *, is_cut: bool) -> None:
        paper, self._paper = self._paper, None
        if paper is not None:
            paper.is_cut = is_cut
            self.papers.append(paper)
            self._changed()

    def _lose_power(self) -> None:
        """What was being printed is torn off, everything else is forgotten."""
        self._stream.clear()
        self._held.clear()
        self._pushes = False
        self._finish(is_cut=False)

    def _status(self, ask: int) -> int:
        offline = 0x08 if self.fault in _STOPPING else 0
        extra = {
            1: offline,
            2: {"cover_open": 0x04, "paper_out": 0x20, "cutter_jam": 0x40}.get(self.fault, 0),
            3: 0x08 if self.fault == "cutter_jam" else 0,
            4: {"paper_out": 0x6C, "paper_near_end": 0x0C}.get(self.fault, 0),
        }
        return 0x12 | extra.get(ask, 0)

    def _push(self) -> None:
        if not self._pushes:
            return
        first = {"cover_open": 0x28, "paper_out": 0x08, "cutter_jam": 0x08}.get(self.fault, 0)
        second = 0x08 if self.fault == "cutter_jam" else 0
        third = {"paper_out": 0x0F, "paper_near_end": 0x03}.get(self.fault, 0)
        self._answer(bytes((0x10 | first, second, third, 0)))

    def _answer(self, data: bytes) -> None:
        if self.fault not in ("silent", "power_off", "stalled", "garbage"):
            self._reply(data)
        elif self.fault == "garbage":
            self._reply(b"\xff\x41" + data[1:])

    def _answer_late(self, data: bytes) -> None:
        if self._late is not None:
            self._late.append(data)
        else:
            self._answer(data)
