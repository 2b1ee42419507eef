"""A line inside the program, to a fake device or a test, with faults to inject."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from devices.transports.base import TransportError

STARTED = b"\x01"


class Peer(Protocol):
    """The far end of the line."""

    def plugged(self, reply: Callable[[bytes], None]) -> None:
        """The line was opened; `reply` sends bytes back, also later."""
        ...

    def heard(self, data: bytes) -> None:
        """Bytes came in."""
        ...


class MemoryTransport:
    """Bytes to a `Peer`; can be unplugged, stalled or cut at any byte.

    `notify` is called when bytes or an unplugging wait to be noticed, which
    is how a worker without a thread hears of them.
    """

    per_job = False
    patient = False

    def __init__(self, peer: Peer, name: str = "memory", *, chunk: int = 65536) -> None:
        self.chunk = chunk
        self.notify: Callable[[], None] | None = None
        self._peer = peer
        self.name = name
        self._came = threading.Condition()
        self._inbox = bytearray()
        self._woken = False
        self._is_open = False
        self._refuse = ""
        self._fault: TransportError | None = None
        self._left: int | None = None
        self._cut_code = ""
        self._cut_is_known = True
        self.written = 0

    @property
    def identity(self) -> str:
        return f"memory:{self.name}"

    def open(self) -> None:
        if self._refuse:
            raise TransportError(self._refuse)
        self._fault = None
        self._is_open = True
        self._peer.plugged(self.reply)

    def close(self) -> None:
        with self._came:
            self._is_open = False
            self._inbox.clear()

    def write(self, data: bytes) -> None:
        self._raise_fault()
        taken = len(data) if self._left is None else min(len(data), self._left)
        if self._left is not None:
            self._left -= taken
        self.written += taken
        if taken:
            self._peer.heard(data[:taken])
        if taken < len(data):
            self._refuse = self._cut_code
            raise TransportError(self._cut_code, taken if self._cut_is_known else None)

    def read(self, timeout_s: float) -> bytes:
        with self._came:
            if not self._inbox and not self._woken and self._fault is None and timeout_s > 0:
                self._came.wait(timeout_s)
            self._woken = False
            data = bytes(self._inbox)
            self._inbox.clear()
        if not data:
            self._raise_fault()
        return data

    def wake(self) -> None:
        with self._came:
            self._woken = True
            self._came.notify_all()

    def _raise_fault(self) -> None:
        if self._fault is not None:
            raise self._fault
        if not self._is_open:
            raise TransportError("unplugged")

    # --- What the far end and tests may do ------------------------------------

    @property
    def has_news(self) -> bool:
        """True when a read would return or raise at once."""
        return self._is_open and (bool(self._inbox) or self._fault is not None)

    def reply(self, data: bytes) -> None:
        """Bytes from the device to the PC; lost while nobody holds the line open."""
        with self._came:
            if not self._is_open:
                return
            self._inbox += data
            self._came.notify_all()
        self._tell()

    def unplug(self, code: str = "unplugged") -> None:
        """Pull the cable now; opening fails until `plug`."""
        with self._came:
            self._refuse = code
            self._fault = TransportError(code)
            self._came.notify_all()
        self._tell()

    def plug(self) -> None:
        """Put the cable back; the worker finds it by itself."""
        self._refuse = ""
        self._left = None

    def cut_after(self, count: int, code: str = "unplugged", *, known: bool = True) -> None:
        """Let `count` more bytes through, then fail; `known=False` hides how many went."""
        self._left = count
        self._cut_code = code
        self._cut_is_known = known

    def _tell(self) -> None:
        if self.notify is not None:
            self.notify()


class SilentOutput:
    """A sound output that nobody hears: it says at once that it began."""

    def __init__(self) -> None:
        self._reply: Callable[[bytes], None] | None = None

    def plugged(self, reply: Callable[[bytes], None]) -> None:
        self._reply = reply

    def heard(self, data: bytes) -> None:
        if data and self._reply is not None:
            self._reply(STARTED)


def silent_output() -> MemoryTransport:
    """The output of a PC without sound; the speaker still keeps its time."""
    return MemoryTransport(SilentOutput(), "null", chunk=1 << 24)
