"""A picture of black dots, as thermal printers want it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Raster:
    """Rows of dots, 8 in a byte, leftmost in the highest bit, 1 is black.

    `width` is in dots and a multiple of 8; `rows` holds `width // 8 * height`
    bytes.
    """

    width: int
    height: int
    rows: bytes

    @property
    def row_bytes(self) -> int:
        return self.width // 8

    def png(self, margin: int = 0) -> bytes:
        """A 1-bit PNG, with `margin` bytes of white (8 dots each) at either side."""
        white = b"\xff" * margin
        lines = b"".join(
            b"\0" + white + _inverted(self.rows[i : i + self.row_bytes]) + white
            for i in range(0, len(self.rows), self.row_bytes)
        )
        header = struct.pack(">IIBBBBB", self.width + margin * 16, self.height, 1, 0, 0, 0, 0)
        return (
            b"\x89PNG\r\n\x1a\n"
            + _chunk(b"IHDR", header)
            + _chunk(b"IDAT", zlib.compress(lines, 6))
            + _chunk(b"IEND", b"")
        )


def blank(width: int, height: int) -> Raster:
    """White paper."""
    return Raster(width, height, bytes(width // 8 * height))


_INVERSE = bytes(255 - value for value in range(256))


def _inverted(row: bytes) -> bytes:
    return row.translate(_INVERSE)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
