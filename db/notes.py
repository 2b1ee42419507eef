"""Notes of one PC: small JSON files, written whole or not at all.

They hold what is not yet a fact of the centre (an unfinished entry) or never
will be one (where a window stood), so they are not in the store.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")


class FileNotes:
    """`core.ports.Notes` in a folder, on a thread of its own.

    A name is `[a-z0-9._-]`, at most 80 characters; another one raises
    `ValueError`.  A note that cannot be read counts as none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="notes")

    def keep(self, name: str, facts: dict[str, Any]) -> Future[None]:
        return self._thread.submit(self._write, self._path(name), json.dumps(facts))

    def load(self, name: str) -> Future[dict[str, Any] | None]:
        return self._thread.submit(_read, self._path(name))

    def drop(self, name: str) -> Future[None]:
        return self._thread.submit(self._path(name).unlink, missing_ok=True)

    def stop(self) -> None:
        """Write what was asked for, then end."""
        self._thread.shutdown()

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        return self._folder / f"{name}.json"

    def _write(self, path: Path, text: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        # Made by mkstemp the file is readable by this user alone.
        handle, scratch = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(scratch).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(scratch).unlink(missing_ok=True)
            raise


def _read(path: Path) -> dict[str, Any] | None:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return facts if isinstance(facts, dict) else None
