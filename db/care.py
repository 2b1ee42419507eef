"""Care of one data folder: what main hands to the command line and the windows."""

from __future__ import annotations

import contextlib
from pathlib import Path

from core.care import Copy, Damage, Finding
from core.clock import Clock, Instant
from core.errors import Exit, Problem
from db.backup import Routine, name_at, routine_backup
from db.copying import make_copy
from db.engine import connect, database_file
from db.lock import hold
from db.migrations import upgrade
from db.rebuild import Progress, verify
from db.restoring import restore
from db.schema import HEAD, version_of
from db.selfcheck import LAST_BACKUP, findings


class StoreCare:
    """`core.commands.context.Care` for the store of one folder."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    def findings(self) -> list[Finding]:
        return findings(self._folder, self._clock)

    def back_up(self, target: Path) -> Copy:
        return make_copy(self._folder, target)

    def back_up_routinely(self, second: Path | None, keep_days: int) -> Routine:
        """The copy of day's close and of each night, here and on the second disk."""
        return routine_backup(self._folder, clock=self._clock, second=second, keep_days=keep_days)

    def last_copy_at(self) -> Instant | None:
        """When the newest verified copy was made; None without any."""
        connection = connect(database_file(self._folder), read_only=True)
        with contextlib.closing(connection.raw):
            at = LAST_BACKUP.value(connection)
        return None if at is None else Instant(at)

    def restore(self, copy: Path) -> Copy:
        return restore(self._folder, copy, self._clock)

    def verify(self, progress: Progress) -> list[Damage]:
        return verify(self._folder, progress)

    def migrate(self) -> tuple[str, str]:
        """Upgrade after a verified copy of the store as it was."""
        file = database_file(self._folder)
        if not file.exists():
            raise Problem("store.missing", Exit.ENVIRONMENT, folder=str(self._folder))
        with hold(self._folder, "migrate", self._clock):
            connection = connect(file, read_only=True)
            with contextlib.closing(connection.raw):
                version = version_of(connection)
            if version != HEAD:
                make_copy(self._folder, self._folder / "backups" / f"before_{name_at(self._clock)}")
            return upgrade(file)
