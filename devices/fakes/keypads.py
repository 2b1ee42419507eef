"""Fake rating keypads on one line, and a fake call keypad."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from devices.transports.memory import MemoryTransport

_ARM, _DISARM, _OK, _REFUSED, _PRESS = 0xA1, 0xA2, 0x06, 0x15, 0xB1
_BUTTONS = {3: 1, 2: 2, 1: 3}


class FakeRatingPad:
    """Pads by address in frames FF 68 L L 68 address command data sum 16."""

    def __init__(self, counters: Mapping[str, int], changed: Callable[[], None]) -> None:
        self._addresses = dict(counters)
        self._counters = {address: counter for counter, address in counters.items()}
        self._armed = dict.fromkeys(counters, False)
        self._changed = changed
        self._reply: Callable[[bytes], None] = lambda _data: None
        self._bytes = bytearray()
        self.fault = ""
        self.wire = MemoryTransport(self, "pads")

    def armed(self) -> Mapping[str, bool]:
        return dict(self._armed)

    def press(self, counter_id: str, value: int) -> None:
        """Press the button for a rating of 3 (very satisfied), 2 or 1."""
        if not self.fault:
            self._reply(_frame(self._addresses[counter_id], bytes((_PRESS, _BUTTONS[value]))))

    def misbehave(self, fault: str) -> None:
        before, self.fault = self.fault, fault
        if fault == "unplugged":
            self.wire.unplug()
        elif fault == "garbage":
            self._reply(b"\xff\x68\x03\x02\x68" + bytes(range(200)))
        if before == "unplugged":
            self.wire.plug()
        self._changed()

    def plugged(self, reply: Callable[[bytes], None]) -> None:
        self._reply = reply

    def heard(self, data: bytes) -> None:
        if self.fault == "silent":
            return
        self._bytes += data
        while len(self._bytes) >= 5:
            size = self._bytes[2] + 7
            if self._bytes[:2] != b"\xff\x68" or self._bytes[4] != 0x68:
                del self._bytes[0]
            elif len(self._bytes) < size:
                return
            else:
                frame = bytes(self._bytes[:size])
                del self._bytes[:size]
                self._obey(frame)

    def _obey(self, frame: bytes) -> None:
        address, command = frame[5], frame[6]
        counter = self._counters.get(address)
        if counter is None:
            return
        if sum(frame[5:-2]) & 0xFF != frame[-2] or self.fault == "garbage":
            self._reply(_frame(address, bytes((_REFUSED,))))
            return
        if command in (_ARM, _DISARM):
            self._armed[counter] = command == _ARM
        self._reply(_frame(address, bytes((_OK,))))
        self._changed()


class FakeCallKeypad:
    """A numeric keypad that sends one character a key."""

    _KEYS = {
        "next": "\r",
        "recall": "+",
        "miss": "-",
        "start": "*",
        "finish": "/",
        "pause": ".",
    }

    def __init__(self, counter_id: str) -> None:
        self.counter_id = counter_id
        self.fault = ""
        self.wire = MemoryTransport(self, f"keypad {counter_id}")
        self._reply: Callable[[bytes], None] = lambda _data: None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._KEYS)

    def press(self, key: str) -> None:
        """Press a key, or type a number and Enter with `call:<number>`."""
        figures = key.removeprefix("call:")
        typed = self._KEYS.get(key, f"{figures}\r")
        if not self.fault:
            self._reply(typed.encode())

    def misbehave(self, fault: str) -> None:
        before, self.fault = self.fault, fault
        if fault == "unplugged":
            self.wire.unplug()
        elif fault == "garbage":
            self._reply(bytes(range(128, 256)))
        if before == "unplugged":
            self.wire.plug()

    def plugged(self, reply: Callable[[bytes], None]) -> None:
        self._reply = reply

    def heard(self, data: bytes) -> None:
        """The keypad listens to nothing."""


def _frame(address: int, body: bytes) -> bytes:
    inside = bytes((address,)) + body
    head = bytes((0xFF, 0x68, len(inside), len(inside), 0x68))
    return head + inside + bytes((sum(inside) & 0xFF, 0x16))
