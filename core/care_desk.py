"""The centre's copies as windows and the night watch ask for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from core.care import Copy, Finding, note_backup
from core.clock import Instant
from core.errors import Problem
from core.ports import Act, Priority, Reader, Store


class Routine(Protocol):
    """What a routine backup did; `problem` is why the second place has no copy."""

    @property
    def copy(self) -> Copy: ...

    @property
    def problem(self) -> Problem | None: ...


class RoutineCare(Protocol):
    """The part of `core.commands.context.Care` that is needed here."""

    def findings(self) -> list[Finding]: ...

    def last_copy_at(self) -> Instant | None: ...

    def back_up_routinely(self, second: Path | None, keep_days: int) -> Routine: ...


class CentreCare:
    """`core.services.CareDesk` for the store of this PC.

    `second` names the folder on another disk or stick, empty = none set; it
    is this PC's own, how long copies are kept is the centre's.
    """

    def __init__(self, care: RoutineCare, store: Store, second: Callable[[], str]) -> None:
        self._care = care
        self._store = store
        self._second = second

    def last_copy_at(self) -> Instant | None:
        return self._care.last_copy_at()

    def findings(self) -> list[Finding]:
        return self._care.findings()

    def back_up(self) -> Copy:
        """A verified copy here and in the second place, written down.

        When only the second place failed, the first copy stands and its
        `Problem` is raised, so that somebody mends the stick.
        """
        second = self._second()
        keep_days = self._store.read(_keep_days)
        routine = self._care.back_up_routinely(Path(second) if second else None, keep_days)
        copy = routine.copy
        facts = {"file_name": Path(copy.file).name, "events": copy.events, "verified": True}
        self._store.execute(Act(note_backup, facts), Priority.BACKGROUND)
        if routine.problem is not None:
            raise routine.problem
        return copy


def _keep_days(reader: Reader) -> int:
    return reader.settings.integer("backup.keep_days")
