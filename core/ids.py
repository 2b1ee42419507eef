"""Identifiers made by whoever acts, without asking the database.

Ids sort by the time they were made, so that inserts land at the end of an
index, and two PCs cut off from each other never make the same one.  Tokens
are for paper: nobody can guess another citizen's.
"""

from __future__ import annotations

import random
import secrets
from typing import Protocol

from core.clock import Clock

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
TOKEN_CHARS = 20


class Ids(Protocol):
    """Source of ids and tokens."""

    def new(self) -> str: ...

    def token(self) -> str: ...


class _Bits(Protocol):
    def getrandbits(self, k: int, /) -> int: ...


class FreshIds:
    """Ids of 20 characters: 9 of milliseconds, 11 of chance (55 bits)."""

    def __init__(self, clock: Clock, bits: _Bits | None = None) -> None:
        self._clock = clock
        self._bits: _Bits = bits or secrets.SystemRandom()

    def new(self) -> str:
        milliseconds = self._clock.now() // 1000
        return _base32(milliseconds, 9) + _base32(self._bits.getrandbits(55), 11)

    def token(self) -> str:
        """100 bits of chance, in characters that no reader confuses."""
        return _base32(self._bits.getrandbits(5 * TOKEN_CHARS), TOKEN_CHARS)


def seeded_ids(clock: Clock, seed: int) -> FreshIds:
    """The same ids for the same seed and times: for simulation and tests."""
    return FreshIds(clock, random.Random(seed))


def _base32(value: int, width: int) -> str:
    digits = []
    for _ in range(width):
        value, rest = divmod(value, 32)
        digits.append(_ALPHABET[rest])
    return "".join(reversed(digits))
