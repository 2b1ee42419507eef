"""Ratings as values.

Levels follow the keypads in use: 3 very satisfied, 2 satisfied, 1 not
satisfied (rat hai long, hai long, khong hai long; domain 3.8).
"""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = (3, 2, 1)


@dataclass(frozen=True, slots=True)
class Armed:
    """A pad that waits for one press."""

    service_id: str
    ticket_id: str
    counter_id: str
    officer_id: str
    sector_id: str
    label: str
    until: int
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class RatingTally:
    """Counts of one day or counter; `asked` is how many services were rated or lapsed."""

    asked: int
    by_value: dict[int, int]
    stray: int
