"""Verification: the chain of the journal, and every projection against it.

The journal is replayed through the same projections into an empty store, and
each table is then compared row by row with the one in use.
"""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from core.care import Damage
from core.errors import Exit, Problem
from db.copying import all_damage
from db.engine import connect, database_file, engine_for, problem_of
from db.journal import read_events, read_head
from db.projections import EventStamp, apply_event, load_projections
from db.schema import check_version, create_fresh
from db.statement import Connection
from db.tables import PROJECTIONS

# Damaged events that are listed; a cut journal breaks at every one behind it.
_LISTED = 100
_STEP = 1000

Progress = Callable[[int, int], None]


def verify(folder: Path, progress: Progress) -> list[Damage]:
    """Everything that is not as the journal's events made it; empty when all is well.

    Reads one moment of the store beside a writing program.  Where events are
    damaged the projections are not judged: their source is not to be trusted.
    """
    file = database_file(folder)
    if not file.exists():
        raise Problem("store.missing", Exit.ENVIRONMENT, folder=str(folder))
    load_projections()
    connection = connect(file, read_only=True)
    try:
        with contextlib.closing(connection.raw):
            check_version(connection)
            connection.script("BEGIN")
            damaged = _damaged_events(connection)
            return damaged or _differing_tables(connection, progress)
    except sqlite3.DatabaseError as error:
        raise problem_of(error, file) from error


def _damaged_events(connection: Connection) -> list[Damage]:
    found = []
    for seq in all_damage(connection):
        found.append(Damage("journal", seq))
        if len(found) == _LISTED:
            break
    return found


def _differing_tables(connection: Connection, progress: Progress) -> list[Damage]:
    with tempfile.TemporaryDirectory(prefix="mot-cua-verify-") as folder:
        scratch_file = database_file(Path(folder))
        create_fresh(engine_for(scratch_file))
        scratch = connect(scratch_file)
        with contextlib.closing(scratch.raw):
            scratch.script("PRAGMA synchronous=OFF")
            scratch.script("BEGIN")
            _replay(connection, scratch, progress)
            scratch.script("COMMIT")
            differences = ((table, _count(connection, scratch, table)) for table in PROJECTIONS)
            return [Damage(table.name, rows=rows) for table, rows in differences if rows]


def _replay(source: Connection, scratch: Connection, progress: Progress) -> None:
    total = read_head(source).seq
    for recorded in read_events(source):
        stamp = EventStamp(recorded.at, recorded.occurred_at, recorded.actor)
        apply_event(scratch, recorded.event, stamp)
        if recorded.seq % _STEP == 0:
            progress(recorded.seq, total)
    progress(total, total)


def _count(source: Connection, scratch: Connection, table: Table) -> int:
    """Rows of one table that differ, are missing, or are too many."""
    keys = len(table.primary_key.columns)
    used, rebuilt = _rows(source, table), _rows(scratch, table)
    one, other = next(used, None), next(rebuilt, None)
    differing = 0
    while one is not None or other is not None:
        if other is None or (one is not None and one[:keys] < other[:keys]):
            differing, one = differing + 1, next(used, None)
        elif one is None or other[:keys] < one[:keys]:
            differing, other = differing + 1, next(rebuilt, None)
        else:
            differing += one != other
            one, other = next(used, None), next(rebuilt, None)
    return differing


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """All rows in the order of their key, the key's columns first."""
    keys = list(table.primary_key.columns)
    others = [column for column in table.columns if column not in set(keys)]
    cursor = connection.raw.cursor()
    cursor.execute(str(select(*keys, *others).order_by(*keys).compile(dialect=connection.dialect)))
    while rows := cursor.fetchmany(_STEP):
        yield from rows
