"""The self-check of the store: what a red, amber or green lamp stands on."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import bindparam, func, select

from core.care import BACKUP_AMBER_S, BACKUP_RED_S, Finding, Lamp
from core.clock import SECOND, Clock, elapsed_s, local, zone_offset_s
from core.errors import Problem
from db.engine import connect, database_file, refuse_network_share
from db.journal import read_head, row_hash
from db.schema import check_version
from db.statement import Connection, Statement
from db.tables import backups, journal
from db.unit import ReadUnit

_TAIL = 1000
_MIB = 1024 * 1024
_DISK_RED = 500 * _MIB
_DISK_AMBER = 5 * 1024 * _MIB
_CLOCK_BEHIND_S = 60
_VIETNAM_OFFSET_S = 7 * 3600

_LAST_ROWS = Statement(
    select(*journal.c)
    .where(journal.c.stream_id == bindparam("stream"), journal.c.seq > bindparam("after"))
    .order_by(journal.c.seq)
)
LAST_BACKUP = Statement(select(func.max(backups.c.at)).where(backups.c.verified == 1))


def findings(folder: Path, clock: Clock) -> list[Finding]:
    """Every check of the store and of what it stands on; never raises `Problem`."""
    found = [_disk(folder), _zone()]
    try:
        refuse_network_share(folder)
        connection = connect(database_file(folder), read_only=True)
        with contextlib.closing(connection.raw):
            check_version(connection)
            found = [Finding("store", Lamp.GREEN, "finding.store_open"), *found]
            checks: list[Callable[[], Finding]] = [
                lambda: _durability(connection, folder),
                lambda: _chain(connection),
                lambda: _clock(connection, clock),
                lambda: _backup(connection, clock),
            ]
            found += [check() for check in checks]
    except Problem as problem:
        found.insert(0, _of(problem))
    except sqlite3.Error:
        found.insert(0, Finding("store", Lamp.RED, "finding.store_unreadable"))
    return found


def _of(problem: Problem) -> Finding:
    facts: dict[str, str | int] = {name: str(value) for name, value in problem.facts.items()}
    return Finding("store", Lamp.RED, f"problem.{problem.code.partition('.')[2]}", facts)


def _durability(connection: Connection, folder: Path) -> Finding:
    """The journal mode is the file's; `synchronous` is checked at each opening for writing."""
    mode = connection.cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode != "wal":
        return Finding("durability", Lamp.RED, "finding.not_wal", {"mode": mode})
    if not os.access(folder, os.W_OK) or not os.access(database_file(folder), os.W_OK):
        return Finding("durability", Lamp.RED, "finding.not_writable", {"folder": str(folder)})
    return Finding("durability", Lamp.GREEN, "finding.wal_full", {"sqlite": sqlite3.sqlite_version})


def _chain(connection: Connection) -> Finding:
    """The last events only; `verify` looks at all."""
    head = read_head(connection)
    after = max(0, head.seq - _TAIL)
    names = [column.name for column in journal.c]
    expected, prev = after + 1, None
    for values in _LAST_ROWS.all(connection, stream=head.stream_id, after=after):
        row = dict(zip(names, values, strict=True))
        expected = int(row["seq"]) if prev is None else expected
        unchained = prev is not None and row["prev_hash"] != prev
        if row["seq"] != expected or unchained or row_hash(row) != row["hash"]:
            return Finding("chain", Lamp.RED, "finding.chain_broken", {"seq": int(row["seq"])})
        prev, expected = row["hash"], expected + 1
    if prev not in (None, head.hash):
        return Finding("chain", Lamp.RED, "finding.chain_broken", {"seq": expected})
    return Finding("chain", Lamp.GREEN, "finding.chain_whole", {"events": head.seq})


def _disk(folder: Path) -> Finding:
    place = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    free = shutil.disk_usage(place).free
    facts: dict[str, str | int] = {"free_mib": free // _MIB}
    if free < _DISK_RED:
        return Finding("disk", Lamp.RED, "finding.disk_nearly_full", facts)
    if free < _DISK_AMBER:
        return Finding("disk", Lamp.AMBER, "finding.disk_low", facts)
    return Finding("disk", Lamp.GREEN, "finding.disk_free", facts)


def _clock(connection: Connection, clock: Clock) -> Finding:
    unit = ReadUnit(connection, clock.now())
    facts: dict[str, str | int] = {
        "now": f"{local(unit.now):%d/%m/%Y %H:%M}",
        "last": f"{local(unit.head_at()):%d/%m/%Y %H:%M}",
    }
    behind_s = elapsed_s(unit.now, unit.head_at())
    if behind_s > _CLOCK_BEHIND_S and not unit.clock_is_confirmed:
        return Finding("clock", Lamp.RED, "finding.clock_behind", facts)
    return Finding("clock", Lamp.GREEN, "finding.clock_right", facts)


def _zone() -> Finding:
    offset = zone_offset_s()
    if offset != _VIETNAM_OFFSET_S:
        return Finding("zone", Lamp.AMBER, "finding.zone_other", {"hours": f"{offset / 3600:+g}"})
    return Finding("zone", Lamp.GREEN, "finding.zone_right")


def _backup(connection: Connection, clock: Clock) -> Finding:
    last = LAST_BACKUP.value(connection)
    if last is None:
        lamp = Lamp.AMBER if read_head(connection).seq else Lamp.GREEN
        return Finding("backup", lamp, "finding.no_backup")
    age_s = (clock.now() - last) / SECOND
    facts: dict[str, str | int] = {"at": f"{local(last):%d/%m/%Y %H:%M}"}
    if age_s > BACKUP_RED_S:
        return Finding("backup", Lamp.RED, "finding.backup_old", facts)
    if age_s > BACKUP_AMBER_S:
        return Finding("backup", Lamp.AMBER, "finding.backup_old", facts)
    return Finding("backup", Lamp.GREEN, "finding.backup_fresh", facts)
