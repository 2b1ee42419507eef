"""Care of the store: what a check finds, what a copy is, and the notes of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from core.clock import local_day
from core.events import BackupMade, StoreRestored
from core.ports import UnitOfWork

DAY_S = 86_400
BACKUP_AMBER_S = 1 * DAY_S + 6 * 3600
BACKUP_RED_S = 2 * DAY_S


class Lamp(StrEnum):
    """How a check stands."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the self-check.

    `check` names what was looked at (its words are `store.check.<check>`),
    `code` what was found (`store.<code>`, filled with `facts`).
    """

    check: str
    lamp: Lamp
    code: str
    facts: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the store that was opened, checked and counted."""

    file: str
    events: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Damage:
    """An event that was changed, or a projection that does not follow from the journal.

    `where` is `journal` or a table's name; `seq` is the damaged event, 0 for
    a table, of which `rows` rows differ.
    """

    where: str
    seq: int = 0
    rows: int = 0


# A ward gives out fewer numbers in a day; those of a lost store that cannot be
# read any more are taken to lie below.
FLOOR_WHEN_UNKNOWN = 500


def note_restore(
    unit: UnitOfWork,
    *,
    epoch: int,
    copied_events: int,
    numbers: dict[str, int] | None,
    serials: dict[str, int] | None,
) -> None:
    """The first event of a restored store.

    `numbers` and `serials` are those of the lost store (see `StoreRestored`);
    None when it could not be read: then today's numbers go on far behind any
    that may be in a citizen's hand.
    """
    known = numbers is not None and serials is not None
    if numbers is None or serials is None:
        today = local_day(unit.now).isoformat()
        sectors = unit.counters.list_sectors()
        numbers = {f"{sector.prefix} {today}": FLOOR_WHEN_UNKNOWN for sector in sectors}
        serials = {today: FLOOR_WHEN_UNKNOWN}
    unit.record(StoreRestored(epoch, copied_events, known, numbers, serials))


def note_backup(unit: UnitOfWork, *, file_name: str, events: int, verified: bool) -> None:
    """Write down that a copy was made; the name only, a folder may hold a person's name."""
    unit.record(BackupMade(file_name, events, verified))
