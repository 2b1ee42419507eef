"""Frames of a protocol file: encode and feed, without input or output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.protocols.checks import CHECKS
from devices.protocols.description import Message, Part, ProtocolFile

# A frame longer than this is noise that happened to look like a beginning.
LONGEST_FRAME = 260


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the device; `address` is None when it names none."""

    name: str
    address: int | None = None
    values: Mapping[str, int] = field(default_factory=dict)


class FramedProtocol:
    """One protocol file at work; `feed` keeps what is not whole yet."""

    def __init__(self, file: ProtocolFile) -> None:
        self.file = file
        self._check = CHECKS[file.check_kind]
        self._check_bytes = len(self._check(b""))
        self._address_bytes = len(self._address(file.addresses[0]))
        self._bytes = bytearray()
        self._bare = [message for message in file.messages if message.bare]
        self._framed = [message for message in file.messages if not message.bare]

    # --- To the device ------------------------------------------------------------------

    def knows(self, command: str) -> bool:
        return command in self.file.commands

    def encode(self, command: str, address: int, **values: int | str) -> bytes:
        """The frame of a command; raises ValueError for an address out of range."""
        if address not in self.file.addresses:
            raise ValueError(f"address {address}")
        body = b"".join(
            piece if isinstance(piece, bytes) else self._value(values[piece])
            for piece in self.file.commands[command]
        )
        return self._frame(address, body)

    def _value(self, value: int | str) -> bytes:
        if isinstance(value, int):
            return bytes((max(0, min(255, value)),))
        short = value[: self.file.max_chars]
        return b"".join(
            self.file.replace.get(char, char).encode(self.file.charset, "replace") for char in short
        )

    def _frame(self, address: int, body: bytes) -> bytes:
        parts = {"address": self._address(address), "body": body}
        length = sum(len(parts[name]) for name in self.file.length_over)
        parts["length"] = bytes((length & 0xFF,))
        parts["check"] = self._check(b"".join(parts[name] for name in self.file.check_over))
        return b"".join(part.literal or parts[part.name] for part in self.file.frame)

    def _address(self, address: int) -> bytes:
        forms = {"byte": b"%c", "hex2": b"%02X", "decimal2": b"%02d"}
        return forms[self.file.address_form] % address

    # --- From the device ------------------------------------------------------------------

    def feed(self, data: bytes) -> list[Heard]:
        """Messages in order; noise before, between and inside frames is passed over."""
        self._bytes += data
        heard: list[Heard] = []
        while self._bytes:
            size, message = self._first()
            if not size:
                break
            del self._bytes[:size]
            if message is not None:
                heard.append(message)
        return heard

    def clear(self) -> None:
        self._bytes.clear()

    def _first(self) -> tuple[int, Heard | None]:
        """Bytes to take away, 0 to wait for more, and the message in them."""
        is_possible = False
        for message in self._bare:
            if self._bytes.startswith(message.bare):
                return len(message.bare), Heard(message.name)
            is_possible |= message.bare.startswith(bytes(self._bytes[: len(message.bare)]))
        if self._framed:
            fits, size = self._measure()
            if fits and size and size <= len(self._bytes):
                return self._framed_message(size)
            is_possible |= fits and size <= LONGEST_FRAME
        return (0, None) if is_possible else (1, None)

    def _measure(self) -> tuple[bool, int]:
        """Whether the beginning fits the frame so far, and its size (0 while unknown)."""
        at, length = 0, None
        for part in self.file.frame:
            have = bytes(self._bytes[at : at + self._size(part, length)])
            if part.name == "length" and have:
                if length not in (None, have[0]):
                    return False, 0
                length = have[0]
            if part.literal and not part.literal.startswith(have):
                return False, 0
            at += self._size(part, length)
        return True, at if length is not None else 0

    def _size(self, part: Part, length: int | None) -> int:
        if part.literal:
            return len(part.literal)
        if part.name == "body":
            beside = self._address_bytes if "address" in self.file.length_over else 0
            return max(0, (length or 0) - beside)
        return {"address": self._address_bytes, "length": 1, "check": self._check_bytes}[part.name]

    def _framed_message(self, size: int) -> tuple[int, Heard | None]:
        parts, at, length = {}, 0, None
        for part in self.file.frame:
            have = bytes(self._bytes[at : at + self._size(part, length)])
            length = have[0] if part.name == "length" else length
            parts[part.name] = have
            at += len(have)
        expected = self._check(b"".join(parts[name] for name in self.file.check_over))
        if parts.get("check", b"") != expected:
            return 1, None
        address = self._read_address(parts["address"])
        for message in self._framed:
            if (values := self._match(message, parts["body"])) is not None:
                return size, Heard(message.name, address, values)
        return size, None

    def _match(self, message: Message, body: bytes) -> dict[str, int] | None:
        if len(body) != len(message.body):
            return None
        found: list[int] = []
        for wanted, byte in zip(message.body, body, strict=True):
            if wanted is None:
                found.append(byte)
            elif wanted != byte:
                return None
        values = dict(zip(message.fields, found, strict=True))
        return {
            name: self.file.values.get(name, {}).get(value, value) for name, value in values.items()
        }

    def _read_address(self, data: bytes) -> int | None:
        try:
            bases = {"byte": data[0], "hex2": 0, "decimal2": 0}
            base = {"hex2": 16, "decimal2": 10}.get(self.file.address_form)
            return int(data, base) if base else bases["byte"]
        except ValueError:
            return None
