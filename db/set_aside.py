"""Keeping a store as it stood, before another one takes its place."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

from core.errors import Problem
from db.copying import flush
from db.engine import FILE_NAME, connect, database_file


def keep_aside(folder: Path, aside: Path) -> None:
    """Move nothing, lose nothing: the folder's store as it stands, copied into `aside`.

    The store itself stays in place until another replaces it in one step;
    only its side files go, so that they are never read beside the other one.
    """
    file = database_file(folder)
    if not file.exists():
        return
    _settle(file)
    aside.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, aside / FILE_NAME)
    flush(aside / FILE_NAME)
    for name in (f"{FILE_NAME}-wal", f"{FILE_NAME}-shm"):
        if (folder / name).exists():
            (folder / name).replace(aside / name)


def _settle(file: Path) -> None:
    """Bring what stands in the write-ahead log into the file, where that still works."""
    with contextlib.suppress(Problem, sqlite3.Error), contextlib.closing(connect(file).raw) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
