"""A fake bus of AM03127 signs: reads the frames, shows the texts, acknowledges."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from devices.transports.memory import MemoryTransport

_FRAME = re.compile(rb"<ID([0-9A-F]{2})>(.*?)([0-9A-F]{2})<E>", re.DOTALL)
_PACKET = re.compile(rb"<L1><PA><F[A-S]><M([A-Z])><W[A-Z]><F[A-S]>(.*)", re.DOTALL)
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Face:
    """What one sign shows."""

    text: str = ""
    blink: bool = False


class FakeSign:
    """Signs by address; faults: unplugged, silent, garbage."""

    def __init__(self, counters: Mapping[str, int], changed: Callable[[], None]) -> None:
        self._counters = {address: counter for counter, address in counters.items()}
        self._faces = {counter: Face() for counter in counters}
        self._changed = changed
        self._reply: Callable[[bytes], None] = lambda _data: None
        self._bytes = b""
        self.fault = ""
        self.wire = MemoryTransport(self, "signs")

    @property
    def is_dark(self) -> bool:
        return self.fault == "silent"

    def faces(self) -> Mapping[str, Face]:
        return dict(self._faces)

    def plugged(self, reply: Callable[[bytes], None]) -> None:
        self._reply = reply

    def heard(self, data: bytes) -> None:
        if self.fault == "silent":
            return
        self._bytes = (self._bytes + data)[-_LONGEST:]
        while (found := _FRAME.search(self._bytes)) is not None:
            self._bytes = self._bytes[found.end() :]
            self._show(int(found[1], 16), found[2], found[3])

    def misbehave(self, fault: str) -> None:
        """A silent sign has lost its power and forgets its text."""
        before, self.fault = self.fault, fault
        if fault == "silent":
            self._faces = dict.fromkeys(self._faces, Face())
        elif fault == "unplugged":
            self.wire.unplug()
        elif fault == "garbage":
            self._reply(b"\x00\xff<AC\x15K>" * 3)
        if before == "unplugged":
            self.wire.plug()
        self._changed()

    def _show(self, address: int, packet: bytes, check: bytes) -> None:
        expected = 0
        for byte in packet:
            expected ^= byte
        if address not in self._counters:
            return
        if int(check, 16) != expected or self.fault == "garbage":
            self._reply(b"NACK")
            return
        content = _PACKET.fullmatch(packet)
        if content is not None:
            text = content[2].replace(b"<UBC>", b"<").replace(b"<UBE>", b">")
            self._faces[self._counters[address]] = Face(text.decode("ascii"), content[1] == b"B")
        self._reply(b"ACK")
        self._changed()
