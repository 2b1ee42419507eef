"""ESC/POS: the few commands a slip needs, and the replies of a printer.

Sources: Epson ESC/POS command reference (ESC @, GS v 0, ESC d, GS V, DLE EOT,
GS r, GS ( H function 48).  python-escpos makes the bytes of a slip; only the
picture's bands are made here, because the library would dither a picture
that is black and white already (16 ms a slip instead of 0.1), and a test
holds them equal to the library's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from devices.raster import Raster

ESC, GS, DLE = b"\x1b", b"\x1d", b"\x10"
INIT = ESC + b"@"
FENCE = GS + b"r\x01"
PUSH_STATUS = GS + b"a\xff"
BAND_ROWS = 128
FEED_BEFORE_CUT = 6  # lines, as python-escpos feeds


class Cut(StrEnum):
    """What the knife does, in the words of python-escpos."""

    FULL = "FULL"
    PARTIAL = "PART"


class Ask(IntEnum):
    """DLE EOT n: what a real-time status query is about."""

    PRINTER = 1
    OFFLINE = 2
    ERROR = 3
    PAPER = 4


def query(ask: Ask) -> bytes:
    """A status query that is answered at once, even while the printer is busy."""
    return DLE + b"\x04" + bytes((ask,))


def process_id(number: int) -> bytes:
    """GS ( H: the printer sends these four characters back when all before is printed."""
    return GS + b"(H\x06\x0000" + id_text(number)


def id_text(number: int) -> bytes:
    return b"%04d" % (number % 10_000)


def bands(raster: Raster, rows: int = BAND_ROWS) -> Iterator[bytes]:
    """The picture as GS v 0 commands of at most `rows` rows each.

    Small bands because cheap printers lose count in tall ones and print the
    rest of the picture as letters.
    """
    for top in range(0, raster.height, rows):
        height = min(rows, raster.height - top)
        start = top * raster.row_bytes
        size = raster.row_bytes.to_bytes(2, "little") + height.to_bytes(2, "little")
        yield GS + b"v0\0" + size + raster.rows[start : start + height * raster.row_bytes]


def slip_bytes(raster: Raster, cut: Cut = Cut.PARTIAL) -> bytes:
    """One slip: reset, picture, feed to the knife, cut."""
    # Half a second to import, because it reads a list of all printers.
    from escpos.printer import Dummy

    printer = Dummy()
    printer.hw("INIT")
    for band in bands(raster):
        printer._raw(band)
    printer.cut(mode=cut.value)
    return bytes(printer.output)


def resync_bytes(width_dots: int) -> bytes:
    """What brings a printer back that may still be waiting for half a picture.

    Zeros are white dots inside a picture and nothing outside of one; then
    the half slip is cut off, so that it never hangs on another's number.
    """
    zeros = bytes(width_dots // 8 * BAND_ROWS)
    return zeros + INIT + ESC + b"d" + bytes((FEED_BEFORE_CUT,)) + GS + b"V\x01"


# --- Replies ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Status:
    """The answer to `query`."""

    value: int


@dataclass(frozen=True, slots=True)
class Fenced:
    """The answer to `FENCE`: everything before it was carried out."""

    value: int


@dataclass(frozen=True, slots=True)
class Printed:
    """The answer to `process_id`: everything before it is on paper."""

    number: bytes


@dataclass(frozen=True, slots=True)
class Pushed:
    """Automatic status (ASB): four bytes that a printer sends when something changes."""

    values: bytes


Reply = Status | Fenced | Printed | Pushed

# GS r 1: two bits for a roll that runs low and two for one that has ended; each pair agrees.
_FENCE_VALUES = frozenset((0x00, 0x03, 0x0C, 0x0F))
_ID_HEAD = b"\x37\x22"
_ID_BYTES = 7
_PUSH_BYTES = 4


class ReplyParser:
    """Cuts a printer's bytes into replies; what fits nothing is dropped.

    Fixed bits tell the kinds apart: a status is 0xx1xx10, the head of an
    automatic status 0xx1xx00 with three of 0xx0xxxx after it, a fence
    0000nnee, and a process id begins with 37 22.  `dropped` counts the bytes
    that fitted nothing: on such a line a single byte proves little.
    """

    def __init__(self) -> None:
        self._bytes = bytearray()
        self.dropped = 0

    def feed(self, data: bytes) -> list[Reply]:
        self._bytes += data
        replies: list[Reply] = []
        while self._bytes:
            size, reply = self._head()
            if not size:
                break
            del self._bytes[:size]
            if reply is None:
                self.dropped += size
            else:
                replies.append(reply)
        return replies

    def clear(self) -> None:
        self._bytes.clear()

    def _head(self) -> tuple[int, Reply | None]:
        """How many bytes the first reply takes, 0 when it is not all here yet."""
        first = self._bytes[0]
        if first == _ID_HEAD[0]:
            return self._id()
        if first & 0x93 == 0x10:
            return self._push()
        if first & 0x93 == 0x12:
            return 1, Status(first)
        if first in _FENCE_VALUES:
            return 1, Fenced(first)
        return 1, None

    def _id(self) -> tuple[int, Reply | None]:
        have = bytes(self._bytes[:_ID_BYTES])
        text = have[2:6]
        if have[1:2] not in (b"", _ID_HEAD[1:]) or any(not 0x20 <= byte <= 0x7E for byte in text):
            return 1, None
        if len(have) < _ID_BYTES:
            return 0, None
        return (_ID_BYTES, Printed(text)) if have[-1] == 0 else (1, None)

    def _push(self) -> tuple[int, Reply | None]:
        have = bytes(self._bytes[:_PUSH_BYTES])
        if any(byte & 0x90 for byte in have[1:]):
            return 1, None
        return (_PUSH_BYTES, Pushed(have)) if len(have) == _PUSH_BYTES else (0, None)


def fault_of(answers: dict[Ask, int]) -> str:
    """The worst thing the answers tell: a fault code, or empty.

    `paper_near_end` is a warning; every other code means that nothing prints.
    """
    offline, error = answers.get(Ask.OFFLINE, 0), answers.get(Ask.ERROR, 0)
    if offline & 0x04:
        return "cover_open"
    if offline & 0x20 or answers.get(Ask.PAPER, 0) & 0x60:
        return "paper_out"
    if error & 0x08:
        return "cutter_jam"
    if error & 0x40:
        return "overheated"
    if error & 0x20 or offline & 0x40:
        return "printer_error"
    if answers.get(Ask.PRINTER, 0) & 0x08:
        return "offline"
    return "paper_near_end" if answers.get(Ask.PAPER, 0) & 0x0C else ""


def pushed_fault(values: bytes) -> str:
    """The same for an automatic status."""
    first, second, third = values[0], values[1], values[2]
    if first & 0x20:
        return "cover_open"
    if third & 0x0C:
        return "paper_out"
    if second & 0x08:
        return "cutter_jam"
    if second & 0x40:
        return "overheated"
    if second & 0x20:
        return "printer_error"
    if first & 0x08:
        return "offline"
    return "paper_near_end" if third & 0x03 else ""
