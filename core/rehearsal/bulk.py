"""Years of dossiers at once, for benches and tests of speed.

They are the dossiers of a plausible ward (domain 6: three quarters copy
certifications, one to two in a hundred overdue, some withdrawn), but made
directly and not through operations: `simulate` does that.  The same seed
gives the same dossiers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from core.clock import SECOND, day_start
from core.dossiers.model import Procedure
from core.texts import folded

_MINUTE = 60 * SECOND
_DAY_US = 24 * 60 * _MINUTE
_OPENS_MIN, _CLOSES_MIN = 7 * 60 + 30, 17 * 60
_BUSY_SHARE = 0.75
_CHANNELS = ("online", "in_person", "postal")
_CHANNEL_WEIGHTS = (70, 28, 2)
_OVERDUE_SHARE, _WITHDRAWN_SHARE, _REFUSED_SHARE = 0.015, 0.02, 0.005
_OPEN_DAYS = 12

Row = dict[str, Any]


def bulk_dossiers(
    count: int, seed: int, *, procedures: Sequence[Procedure], first: date, last: date
) -> Iterator[Row]:
    """`count` dossiers spread evenly over the weekdays from `first` to `last`.

    A row has the columns of the neutral import, its times as microseconds UTC
    or None.  Most rows are of the first procedure; dossiers of the last
    twelve days may still be open.
    """
    chance = random.Random(seed)
    days = [day for day in _days(first, last) if day.weekday() < 5]
    for number in range(count):
        day = days[number * len(days) // count]
        procedure = procedures[0] if chance.random() < _BUSY_SHARE else chance.choice(procedures)
        yield _row(chance, number, day, last, procedure)


def table_row(row: Row, number: int) -> Row:
    """The row as columns of the dossiers' state table."""
    words = (row["procedure_name"], row["sector"], row["procedure_code"], row["dossier_code"])
    state = "received" if row["resolved_at"] is None else "resolved"
    values = {name: value for name, value in row.items() if name != "applicant_name"}
    return values | {
        "dossier_id": f"bulk{number:016d}",
        "local_number": "",
        "folded": folded(" ".join(words)),
        "state": "returned" if row["returned_at"] is not None else state,
        "reckoned_due_at": row["due_at"],
        "late_entry": 0,
        "counted": 1,
    }


def _row(chance: random.Random, number: int, day: date, last: date, procedure: Procedure) -> Row:
    presented_at = day_start(day) + chance.randrange(_OPENS_MIN, _CLOSES_MIN) * _MINUTE
    term_days = chance.choice((0, 1, 3, 5, 10))
    due_at = day_start(day + timedelta(days=term_days)) + _CLOSES_MIN * _MINUTE
    resolved_at, outcome = _end(chance, presented_at, due_at)
    if resolved_at is not None and (last - day).days < _OPEN_DAYS and chance.random() < 0.5:
        resolved_at, outcome = None, ""
    return {
        "dossier_code": f"H24.00.00-{day:%y%m%d}-{number:07d}",
        "procedure_code": procedure.procedure_code,
        "procedure_name": procedure.name,
        "sector": procedure.sector,
        "channel": chance.choices(_CHANNELS, _CHANNEL_WEIGHTS)[0],
        "service_level": procedure.service_level,
        "applicant_name": "",
        "presented_at": presented_at,
        "entered_at": presented_at + chance.randrange(0, 30) * _MINUTE,
        "due_at": due_at,
        "resolved_at": resolved_at,
        "outcome": outcome,
        "returned_at": None if resolved_at is None else resolved_at + chance.randrange(_DAY_US),
        "host_system": "",
        "note": "",
    }


def _end(chance: random.Random, presented_at: int, due_at: int) -> tuple[int | None, str]:
    """When and how the clock stopped; most are ready before they are due."""
    draw = chance.random()
    if draw < _OVERDUE_SHARE:
        return max(presented_at, due_at) + chance.randrange(1, 3) * _DAY_US, "result"
    room = max(0, due_at - presented_at)
    resolved_at = presented_at + round(room * chance.random())
    if draw < _OVERDUE_SHARE + _WITHDRAWN_SHARE:
        return resolved_at, "withdrawn"
    if draw < _OVERDUE_SHARE + _WITHDRAWN_SHARE + _REFUSED_SHARE:
        return resolved_at, "refused"
    return resolved_at, "result"


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
