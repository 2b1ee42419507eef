"""From practice to live: a fresh store takes the place of the practice store.

In two steps, because the running program has its store open.  First the live
store is made ready beside it, whole and on the disk; one rename of a folder
says so.  At the next start, before anything opens the store, the practice
store is set aside and one rename puts the live one in its place.  Whatever
breaks off in between, the folder holds the old store or the new one, and the
next start goes on from there.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from core.clock import Clock, local
from core.errors import Exit, Problem
from core.ports import Act
from core.setup import Carried, begin_live
from db.copying import flush
from db.engine import connect, database_file
from db.lock import hold
from db.set_aside import keep_aside
from db.store import open_store

READY = "going-live"
ASIDE = "practice"
# What the practice left beside its store; a draft or a copy must not turn up in real work.
_BELONGINGS = ("notes", "receipts", "reports", "backups")


def prepare_live(folder: Path, carried: Carried, clock: Clock) -> None:
    """Make the live store ready; the practice store is not touched.

    Raises `Problem` when there is no room or no right to write.
    """
    making = folder / f"{READY}.new"
    try:
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        _make(making, carried, clock)
        shutil.rmtree(folder / READY, ignore_errors=True)
        making.replace(folder / READY)
        flush(folder)
    except OSError as error:
        raise Problem(
            "store.cannot_write", Exit.ENVIRONMENT, folder=str(folder), reason=error.strerror or ""
        ) from error
    finally:
        shutil.rmtree(making, ignore_errors=True)


def finish_going_live(folder: Path, clock: Clock) -> bool:
    """Put a live store that is ready in its place; True when there was one.

    Called before the store is opened.  While another process writes to the
    store nothing happens: that one has yet to start again.
    """
    ready = folder / READY
    if not ready.is_dir():
        return False
    try:
        lock = hold(folder, "go-live", clock)
    except Problem as problem:
        if problem.code == "store.in_use":
            return False
        raise
    with lock:
        try:
            _exchange(folder, ready, clock)
        except OSError as error:
            raise Problem(
                "store.cannot_write",
                Exit.ENVIRONMENT,
                folder=str(folder),
                reason=error.strerror or "",
            ) from error
    return True


def _make(making: Path, carried: Carried, clock: Clock) -> None:
    with contextlib.closing(open_store(making, clock=clock, purpose="go-live")) as store:
        store.execute(Act(begin_live, {"carried": carried}))
    file = database_file(making)
    with contextlib.closing(connect(file).raw) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    flush(file)
    flush(making)


def _exchange(folder: Path, ready: Path, clock: Clock) -> None:
    live = database_file(ready)
    if live.exists():
        aside = folder / ASIDE / f"{local(clock.now()):%Y-%m-%d_%H%M%S}"
        keep_aside(folder, aside)
        for name in _BELONGINGS:
            if (folder / name).exists():
                (folder / name).replace(aside / name)
        live.replace(database_file(folder))
        flush(folder)
    shutil.rmtree(ready, ignore_errors=True)
