"""One writing process per store.

The lock belongs to the operating system and goes with the process, also
after a kill; a note beside it says who holds it, so that a refusal can name
the running program.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from filelock import FileLock, Timeout

from core.clock import Clock, local
from core.errors import Exit, Problem

_LOCK = "mot-cua.lock"
_HOLDER = "mot-cua.holder.json"


class StoreLock:
    """The right to write to a store; `release` or the end of the process gives it back."""

    def __init__(self, folder: Path, lock: FileLock) -> None:
        self._folder = folder
        self._lock = lock

    def release(self) -> None:
        with contextlib.suppress(OSError):
            (self._folder / _HOLDER).unlink()
        self._lock.release()

    def __enter__(self) -> StoreLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def hold(folder: Path, purpose: str, clock: Clock) -> StoreLock:
    """Take the right to write; `purpose` is the command that wants it.

    Raises `Problem` store.in_use, naming the program that has it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK, timeout=0, thread_local=False)
        lock.acquire()
        _note(folder, purpose, clock)
    except Timeout:
        raise Problem("store.in_use", Exit.ENVIRONMENT, **holder(folder)) from None
    except OSError as error:
        raise Problem(
            "store.cannot_write", Exit.ENVIRONMENT, folder=str(folder), reason=error.strerror or ""
        ) from error
    return StoreLock(folder, lock)


def holder(folder: Path) -> dict[str, str]:
    """Who writes to the store: command, process number and since when (`?` when unknown)."""
    unknown = {"command": "?", "pid": "?", "since": "?"}
    try:
        note = json.loads((folder / _HOLDER).read_text("utf-8"))
        return {name: str(note[name]) for name in unknown}
    except (OSError, ValueError, KeyError, TypeError):
        return unknown


def _note(folder: Path, purpose: str, clock: Clock) -> None:
    since = local(clock.now()).strftime("%d/%m/%Y %H:%M")
    note = {"command": purpose, "pid": os.getpid(), "since": since}
    (folder / _HOLDER).write_text(json.dumps(note), "utf-8")
