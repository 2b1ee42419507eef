"""Puts years of finished visits or dossiers into a store's file, before it is opened."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from core.dossiers.model import Procedure
from core.queue.model import Sector
from core.rehearsal.bulk import bulk_dossiers, table_row
from core.rehearsal.bulk_visits import Visit, bulk_visits

_BATCH = 20_000
_SEED = 7


def fill_visits(
    file: Path, count: int, *, sectors: Sequence[Sector], counters: Sequence[str], before: date
) -> None:
    """`count` finished tickets with their calls and services, and one event each."""
    visits = bulk_visits(count, _SEED, sectors=sectors, counters=counters, before=before)
    raw = _open(file)
    try:
        chain = _Chain(raw)
        while batch := list(itertools.islice(visits, _BATCH)):
            raw.execute("BEGIN")
            _insert(raw, "tickets", [visit.ticket for visit in batch])
            _insert(raw, "calls", [visit.call for visit in batch])
            _insert(raw, "services", [visit.service for visit in batch])
            _insert(raw, "journal", [chain.event(visit) for visit in batch])
            chain.move()
            raw.execute("COMMIT")
        _settle(raw, file)
    finally:
        raw.close()


def fill_dossiers(
    file: Path, count: int, *, procedures: Sequence[Procedure], first: date, last: date
) -> None:
    """`count` dossiers of a ward's years."""
    rows = bulk_dossiers(count, _SEED, procedures=procedures, first=first, last=last)
    raw = _open(file)
    try:
        raw.execute("BEGIN")
        numbered = (table_row(row, number) for number, row in enumerate(rows))
        while batch := list(itertools.islice(numbered, _BATCH)):
            _insert(raw, "dossiers", batch)
        raw.execute("COMMIT")
        _settle(raw, file)
    finally:
        raw.close()


class _Chain:
    """Events behind the head of the file's own stream."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        row = raw.execute("SELECT stream_id, head_seq, head_at, head_hash FROM streams").fetchone()
        self._stream, self._seq, self._at, self._hash = row

    def event(self, visit: Visit) -> dict[str, Any]:
        """The reservation of a visit's number, as a row of the journal."""
        ticket, prev = visit.ticket, self._hash
        names = ("ticket_id", "token", "day", "series", "number", "label", "sector_id", "line")
        payload = json.dumps({name: ticket[name] for name in names}, separators=(",", ":"))
        self._seq += 1
        self._at = max(self._at, ticket["taken_at"])
        self._hash = hashlib.sha256(prev + payload.encode()).digest()
        return {
            "stream_id": self._stream,
            "seq": self._seq,
            "at": ticket["taken_at"],
            "occurred_at": ticket["taken_at"],
            "kind": "TicketReserved",
            "actor": "kiosk",
            "station": "bench",
            "ticket_id": ticket["ticket_id"],
            "payload": payload,
            "attempt_id": "",
            "prev_hash": prev,
            "hash": self._hash,
        }

    def move(self) -> None:
        self._raw.execute(
            "UPDATE streams SET head_seq = ?, head_at = ?, head_hash = ?",
            (self._seq, self._at, self._hash),
        )


def _open(file: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(file, isolation_level=None)
    raw.execute("PRAGMA synchronous=OFF")
    raw.execute("PRAGMA cache_size=-200000")
    return raw


def _settle(raw: sqlite3.Connection, file: Path) -> None:
    """Write everything out, so that nobody's measured commit waits for it."""
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    to_disk(file)


def to_disk(file: Path) -> None:
    """Let the system write a file's pages out now."""
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _insert(raw: sqlite3.Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    names = tuple(rows[0])
    places = ", ".join("?" * len(names))
    values: Iterable[tuple[Any, ...]] = (tuple(row[name] for name in names) for row in rows)
    raw.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", values)
