"""The copies that the centre makes by itself: at close and each night, here and elsewhere.

A copy is made and checked on this disk first, then brought to the second
disk or stick and checked there again.  Copies of the last days are kept, and
the first one of each of the last twelve months.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from core.care import Copy
from core.clock import Clock, local
from core.errors import Problem
from db.copying import make_copy

_NAME = re.compile(r"mot-cua_(\d{4}-\d{2}-\d{2})_\d{6}\.sqlite3")
_MONTHS_KEPT = 12


@dataclass(frozen=True, slots=True)
class Routine:
    """What a routine backup did; `problem` is why the second place has no copy."""

    copy: Copy
    second: Copy | None = None
    problem: Problem | None = None


def routine_backup(folder: Path, *, clock: Clock, second: Path | None, keep_days: int) -> Routine:
    """Copy the store into `backups` of its folder and to the second place, and tidy both.

    Raises `Problem` when even the first copy fails; a stick that is full or
    pulled out costs only the second one.
    """
    name = name_at(clock)
    here = folder / "backups"
    copy = make_copy(folder, here / name)
    today = local(clock.now()).date()
    prune(here, today, keep_days)
    if second is None:
        return Routine(copy)
    try:
        elsewhere = make_copy(folder, second / name)
        prune(second, today, keep_days)
    except Problem as problem:
        return Routine(copy, problem=problem)
    return Routine(copy, second=elsewhere)


def name_at(clock: Clock) -> str:
    """File name of a copy made now."""
    return f"mot-cua_{local(clock.now()):%Y-%m-%d_%H%M%S}.sqlite3"


def prune(folder: Path, today: date, keep_days: int) -> list[Path]:
    """Delete copies past their time; returns them.  Files of others stay."""
    copies = sorted(file for file in folder.iterdir() if _NAME.fullmatch(file.name))
    oldest = today - timedelta(days=keep_days)
    months = _first_of_months(copies)
    gone = []
    for file in copies[:-1]:  # the newest stays, however old it is
        made_on = _made_on(file)
        in_year = (today.year - made_on.year) * 12 + today.month - made_on.month <= _MONTHS_KEPT
        if made_on < oldest and not (file in months and in_year):
            with contextlib.suppress(OSError):
                file.unlink()
                gone.append(file)
    return gone


def _first_of_months(copies: list[Path]) -> set[Path]:
    firsts: dict[str, Path] = {}
    for file in copies:
        firsts.setdefault(f"{_made_on(file):%Y-%m}", file)
    return set(firsts.values())


def _made_on(file: Path) -> date:
    match = _NAME.fullmatch(file.name)
    assert match is not None
    return date.fromisoformat(match[1])
