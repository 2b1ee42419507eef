"""Copies of a store that were opened, checked and counted before they count as copies."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select

from core.care import Copy
from core.errors import Exit, Problem
from db.engine import connect, database_file, problem_of
from db.journal import damaged_events, epochs
from db.schema import HEAD, REVISIONS, version_of
from db.statement import Connection, Statement
from db.tables import journal

_COUNT = Statement(select(func.count()).select_from(journal))


def make_copy(folder: Path, target: Path) -> Copy:
    """A verified copy of a folder's store at `target`, complete or not at all.

    The copy is one moment of the store, taken beside a writing program, and
    holds as many events as the store did at that moment.  Raises `Problem`
    (store.*) and leaves an older file at `target` as it was.
    """
    _require_room(database_file(folder), target)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        expected = _copy_pages(database_file(folder), part)
        copy = inspect_copy(part)
        if copy.events != expected:
            raise Problem("store.bad_copy", Exit.ENVIRONMENT, file=target.name)
        flush(part)
        part.replace(target)
        flush(target.parent)
    except OSError as error:
        raise Problem(
            "store.cannot_copy", Exit.ENVIRONMENT, file=str(target), reason=error.strerror or ""
        ) from error
    except sqlite3.Error as error:
        raise problem_of(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return Copy(str(target), copy.events, copy.size_bytes)


def inspect_copy(file: Path) -> Copy:
    """Open a copy, check every page and the whole chain, and count its events.

    Raises `Problem` for a file that is no store, is damaged, or is newer than
    this program.
    """
    if not file.is_file():
        raise Problem("store.no_copy", Exit.ENVIRONMENT, file=str(file))
    connection = connect(file, read_only=True)
    with contextlib.closing(connection.raw):
        _require_known(connection, file)
        try:
            pages = connection.cursor.execute("PRAGMA integrity_check(1)").fetchone()[0]
            damaged = next(all_damage(connection), None)
        except sqlite3.DatabaseError:
            pages, damaged = "unreadable", None
        if pages != "ok" or damaged is not None:
            raise Problem("store.bad_copy", Exit.ENVIRONMENT, file=file.name)
        return Copy(str(file), count_events(connection), file.stat().st_size)


def count_events(connection: Connection) -> int:
    return int(_COUNT.value(connection))


def all_damage(connection: Connection) -> Iterator[int]:
    """Sequence numbers of our own events at which a chain breaks."""
    for epoch in epochs(connection):
        yield from damaged_events(connection, epoch)


def flush(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk itself."""
    if path.is_dir() and os.name == "nt":
        return  # Windows flushes names with the files
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_pages(source: Path, part: Path) -> int:
    """Copy one moment of the store; returns how many events it holds."""
    connection = connect(source, read_only=True)
    with (
        contextlib.closing(connection.raw) as raw,
        contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copy,
    ):
        # The count opens the snapshot that the pages are then read from.
        connection.script("BEGIN")
        events = count_events(connection)
        raw.backup(copy)
        # One file that needs no -wal beside it and opens on a write-protected stick.
        copy.execute("PRAGMA journal_mode=DELETE")
    return events


def _require_room(source: Path, target: Path) -> None:
    if not source.is_file():
        raise Problem("store.missing", Exit.ENVIRONMENT, folder=str(source.parent))
    beside = [source, source.with_name(source.name + "-wal")]
    needed = sum(file.stat().st_size for file in beside if file.exists())
    place = next(folder for folder in target.absolute().parents if folder.exists())
    if shutil.disk_usage(place).free < needed:
        raise Problem("store.copy_no_room", Exit.ENVIRONMENT, folder=str(place))


def _require_known(connection: Connection, file: Path) -> None:
    version = version_of(connection)
    if not version:
        raise Problem("store.not_a_store", Exit.ENVIRONMENT, file=str(file))
    if version not in REVISIONS:
        raise Problem("store.newer_version", Exit.ENVIRONMENT, found=version, known=HEAD)
