"""Check bytes of frames."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import xor


def sum8(data: bytes) -> bytes:
    return bytes((sum(data) & 0xFF,))


def xor8(data: bytes) -> bytes:
    return bytes((reduce(xor, data, 0),))


def xor8_hex(data: bytes) -> bytes:
    """Two upper-case hexadecimal figures."""
    return b"%02X" % reduce(xor, data, 0)


def crc16_modbus(data: bytes) -> bytes:
    """Low byte first, as Modbus RTU sends it (polynomial A001 reflected)."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc.to_bytes(2, "little")


def none(_data: bytes) -> bytes:
    return b""


CHECKS: dict[str, Callable[[bytes], bytes]] = {
    "none": none,
    "sum8": sum8,
    "xor8": xor8,
    "xor8_hex": xor8_hex,
    "crc16_modbus": crc16_modbus,
}
