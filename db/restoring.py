"""Putting a copy in the store's place.

The copy is first made ready in a folder of its own: checked, brought to this
program's shape, given a new epoch, and told which numbers the lost store may
have given out.  One rename then puts it in place; the lost store is kept
aside, whole.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from core.care import Copy, note_restore
from core.clock import Clock, local
from core.errors import Exit, Problem
from core.ports import Act
from db.copying import flush, inspect_copy
from db.engine import connect, database_file
from db.journal import begin_epoch, epochs
from db.lock import hold
from db.migrations import upgrade
from db.set_aside import keep_aside
from db.statement import Connection, Statement
from db.store import open_store
from db.tables import dossier_days, series_days, streams

_NUMBERS = Statement(select(series_days.c.series, series_days.c.day, series_days.c.last_number))
_SERIALS = Statement(select(dossier_days.c.day, dossier_days.c.last_number))
_LAST_EPOCH = Statement(select(func.max(streams.c.epoch)))


@dataclass(frozen=True, slots=True)
class _Given:
    """What the lost store gave out; None when it cannot be read."""

    epoch: int = 0
    numbers: dict[str, int] | None = None
    serials: dict[str, int] | None = None


def restore(folder: Path, file: Path, clock: Clock) -> Copy:
    """Put the copy `file` in the place of the folder's store.

    Raises `Problem` when another program has the store open, or the copy is
    damaged or newer than this program; nothing is changed then.
    """
    copy = inspect_copy(file)
    fresh = folder / "restoring"
    with hold(folder, "restore", clock):
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            _make_ready(folder, file, fresh, copy, clock)
            keep_aside(folder, folder / "replaced" / f"{local(clock.now()):%Y-%m-%d_%H%M%S}")
            database_file(fresh).replace(database_file(folder))
            flush(folder)
        except OSError as error:
            raise Problem(
                "store.cannot_copy", Exit.ENVIRONMENT, file=str(folder), reason=error.strerror or ""
            ) from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return copy


def _make_ready(folder: Path, file: Path, fresh: Path, copy: Copy, clock: Clock) -> None:
    fresh.mkdir(parents=True)
    shutil.copyfile(file, database_file(fresh))
    upgrade(database_file(fresh))
    lost = _given_by(database_file(folder))
    facts = {
        "epoch": _begin_epoch(fresh, lost.epoch),
        "copied_events": copy.events,
        "numbers": lost.numbers,
        "serials": lost.serials,
    }
    with contextlib.closing(open_store(fresh, clock=clock, purpose="restore")) as store:
        store.execute(Act(note_restore, facts))
    flush(database_file(fresh))


def _begin_epoch(fresh: Path, lost_epoch: int) -> int:
    connection = connect(database_file(fresh))
    with contextlib.closing(connection.raw):
        number = max(lost_epoch, epochs(connection)[-1].epoch) + 1
        begin_epoch(connection, number)
    return number


def _given_by(file: Path) -> _Given:
    """Numbers of the lost store; unknown when it is gone or damaged."""
    if not file.exists():
        return _Given()
    try:
        connection = connect(file, read_only=True)
        with contextlib.closing(connection.raw):
            return _read_given(connection)
    except (Problem, sqlite3.Error):
        return _Given()


def _read_given(connection: Connection) -> _Given:
    return _Given(
        epoch=int(_LAST_EPOCH.value(connection) or 0),
        numbers={f"{series} {day}": number for series, day, number in _NUMBERS.all(connection)},
        serials=dict(_SERIALS.all(connection)),
    )
