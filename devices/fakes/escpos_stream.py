"""Reads ESC/POS as a printer's firmware does: command by command, from any chunks.

Written from the command reference and not from our own encoder, so that the
two check each other.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dots:
    """Rows of a picture, as far as they have come."""

    row_bytes: int
    rows: bytes


@dataclass(frozen=True, slots=True)
class Letters:
    """Bytes that were printed as characters."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Order:
    """A command by its name, with its parameters."""

    name: str
    data: bytes = b""


Step = Dots | Letters | Order

ESC, GS, DLE = 0x1B, 0x1D, 0x10

# After the two bytes of a command: how many parameter bytes it has.
_FIXED = {
    (ESC, ord("@")): ("init", 0),
    (ESC, ord("d")): ("feed_lines", 1),
    (ESC, ord("J")): ("feed_dots", 1),
    (ESC, ord("t")): ("code_page", 1),
    (ESC, ord("a")): ("align", 1),
    (ESC, ord("2")): ("line_space", 0),
    (ESC, ord("3")): ("line_space", 1),
    (GS, ord("a")): ("push_status", 1),
    (GS, ord("r")): ("fence", 1),
    (DLE, 0x04): ("status", 1),
}


class EscposStream:
    """Cuts the stream into steps; a picture's rows come out as soon as they are whole."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._picture_left = 0
        self._row_bytes = 0

    @property
    def in_picture(self) -> bool:
        return self._picture_left > 0

    def clear(self) -> None:
        """Power was lost: nothing is remembered."""
        self._bytes.clear()
        self._picture_left = 0

    def feed(self, data: bytes) -> list[Step]:
        self._bytes += data
        steps: list[Step] = []
        while (step := self._next()) is not None:
            steps.append(step)
        return steps

    def _next(self) -> Step | None:
        while self._bytes and not self._picture_left and self._bytes[0] == 0:
            del self._bytes[0]
        if not self._bytes:
            return None
        if self._picture_left:
            return self._dots()
        if self._bytes[0] in (ESC, GS, DLE):
            return self._order()
        if self._bytes[0] == 0x0A:
            del self._bytes[0]
            return Order("feed_lines", b"\x01")
        return self._letters()

    def _dots(self) -> Step | None:
        whole = min(len(self._bytes), self._picture_left)
        whole -= whole % self._row_bytes
        if not whole:
            return None
        rows = bytes(self._bytes[:whole])
        del self._bytes[:whole]
        self._picture_left -= whole
        return Dots(self._row_bytes, rows)

    def _letters(self) -> Step:
        end = 0
        while end < len(self._bytes) and self._bytes[end] not in (ESC, GS, DLE, 0x0A, 0):
            end += 1
        data = bytes(self._bytes[:end])
        del self._bytes[:end]
        return Letters(data)

    def _order(self) -> Step | None:
        if len(self._bytes) < 2:
            return None
        head = self._bytes[0], self._bytes[1]
        if head == (GS, ord("v")):
            return self._picture()
        if head == (GS, ord("(")):
            return self._long_order()
        if head == (GS, ord("V")):
            return self._cut()
        name, count = _FIXED.get(head, ("unknown", 0))
        return self._take(name, 2, count)

    def _take(self, name: str, skip: int, count: int) -> Order | None:
        if len(self._bytes) < skip + count:
            return None
        data = bytes(self._bytes[skip : skip + count])
        del self._bytes[: skip + count]
        return Order(name, data)

    def _cut(self) -> Step | None:
        if len(self._bytes) < 3:
            return None
        return self._take("cut", 2, 2 if self._bytes[2] in (65, 66) else 1)

    def _picture(self) -> Step | None:
        """GS v 0 m xL xH yL yH: x in bytes, y in rows."""
        if len(self._bytes) < 8:
            return None
        _, row_bytes, rows = (
            self._bytes[3],
            int.from_bytes(self._bytes[4:6], "little"),
            int.from_bytes(self._bytes[6:8], "little"),
        )
        del self._bytes[:8]
        self._row_bytes = row_bytes or 1
        self._picture_left = row_bytes * rows
        return Order("picture")

    def _long_order(self) -> Step | None:
        """GS ( x pL pH ...: the length stands in the command, so unknown ones can be skipped."""
        if len(self._bytes) < 5:
            return None
        count = int.from_bytes(self._bytes[3:5], "little")
        return self._take(f"long_{chr(self._bytes[2])}", 5, count)
