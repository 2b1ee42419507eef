"""Opening a SQLite store, and refusing one that could lose a dossier.

WAL with `synchronous=FULL`, foreign files and network shares refused
(reliability study: WAL with NORMAL lost acknowledged rows in 20 of 20 power
cuts).  `isolation_level=None` leaves transactions to us: every write is
`BEGIN IMMEDIATE`.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from core.errors import Exit, Problem
from db.statement import Connection

FILE_NAME = "mot-cua.sqlite3"
BUSY_TIMEOUT_MS = 5000
_NETWORK_TYPES = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs"}


def database_file(folder: Path) -> Path:
    return folder / FILE_NAME


def engine_for(file: Path, *, read_only: bool = False) -> Engine:
    """A SQLAlchemy engine whose connections follow the rules above."""
    return create_engine(
        "sqlite://", creator=lambda: _connect(file, read_only=read_only), poolclass=NullPool
    )


def connect(file: Path, *, read_only: bool = False) -> Connection:
    """One driver connection, checked."""
    engine = engine_for(file, read_only=read_only)
    return Connection(_connect(file, read_only=read_only), engine.dialect)


def refuse_network_share(folder: Path) -> None:
    """WAL is for one host; SQLite's makers warn of corruption on shares."""
    if str(folder).startswith("\\\\") or _mount_type(folder) in _NETWORK_TYPES:
        raise Problem("store.network_share", Exit.ENVIRONMENT, folder=str(folder))


def _connect(file: Path, *, read_only: bool) -> sqlite3.Connection:
    mode = "rwc"
    if read_only:
        # Even a reader of a WAL file writes beside it, unless told that nobody ever will.
        mode = "ro" if os.access(file.parent, os.W_OK) else "ro&immutable=1"
    try:
        raw = sqlite3.connect(
            f"{file.resolve().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_TIMEOUT_MS / 1000,
            cached_statements=512,
        )
        _configure(raw, read_only=read_only)
    except sqlite3.OperationalError as error:
        raise problem_of(error, file) from error
    except sqlite3.DatabaseError as error:
        raise Problem("store.not_a_store", Exit.ENVIRONMENT, file=str(file)) from error
    return raw


def _configure(raw: sqlite3.Connection, *, read_only: bool) -> None:
    if read_only:
        raw.execute("PRAGMA query_only=ON")
        raw.execute("SELECT 1 FROM sqlite_master").fetchone()
    else:
        journal = raw.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        raw.execute("PRAGMA synchronous=FULL")
        if journal != "wal" or raw.execute("PRAGMA synchronous").fetchone()[0] != 2:
            raise Problem("store.weak_durability", Exit.ENVIRONMENT)
    # Enough for the inner pages of every index at a million tickets; the rest
    # is the system's memory anyway, and a long day does not fill more with it.
    raw.execute("PRAGMA cache_size=-2000")
    raw.execute("PRAGMA mmap_size=0")


def problem_of(error: sqlite3.Error, file: Path | str = "") -> Problem:
    """The plain problem behind a driver error."""
    name = getattr(error, "sqlite_errorname", "") or ""
    text = str(error)
    if name.startswith("SQLITE_FULL") or "disk is full" in text:
        return Problem("store.disk_full", Exit.ENVIRONMENT)
    if name.startswith("SQLITE_READONLY") or "readonly" in text:
        return Problem("store.read_only", Exit.ENVIRONMENT, file=str(file))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Problem("store.busy", Exit.ENVIRONMENT)
    if name.startswith("SQLITE_CANTOPEN") or "unable to open" in text:
        return Problem("store.cannot_open", Exit.ENVIRONMENT, file=str(file))
    if name.startswith("SQLITE_IOERR"):
        return Problem("store.disk_error", Exit.ENVIRONMENT)
    return Problem("store.failed", Exit.ENVIRONMENT, reason=name or type(error).__name__)


def _mount_type(folder: Path) -> str:
    """File system type of the mount that holds the folder (Linux; else empty)."""
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in mounts:
        fields = line.split(" ")
        if (
            len(fields) > 2
            and str(folder.resolve()).startswith(fields[1])
            and len(fields[1]) >= len(best)
        ):
            best, kind = fields[1], fields[2]
    return kind
