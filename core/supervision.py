"""What the supervisor's window asks: the live picture, and the day before it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.clock import day_end, day_start, local_day
from core.dossiers.views import DueCounts, due_counts
from core.people.model import Staff
from core.ports import Reader
from core.queue.counters import day_counts
from core.queue.model import CounterState, Ticket
from core.queue.views import HallView, hall_view
from core.reporting.figures import total_of
from core.reporting.period import Period
from core.settings import Values

ISSUED_PARTS = ("confirmed", "sent", "uncertain", "screen", "void")
CALLED_PARTS = ("served", "missed", "open")


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the supervisor sees at once."""

    hall: HallView
    due: DueCounts
    staff: tuple[Staff, ...]
    settings: Values
    clock_is_behind: bool
    last_recorded_at: int


@dataclass(frozen=True, slots=True)
class Identity:
    """One count of the day made in two ways: `whole` = the sum of `parts`."""

    name: str
    whole: int
    parts: tuple[tuple[str, int], ...]

    @property
    def holds(self) -> bool:
        return self.whole == sum(number for _, number in self.parts)


@dataclass(frozen=True, slots=True)
class DayCheck:
    """The three-way count of a day, and what is still to do before it is closed."""

    day: date
    identities: tuple[Identity, ...]
    waiting: int
    open_counters: tuple[int, ...]

    @property
    def holds(self) -> bool:
        return all(identity.holds for identity in self.identities)


def overview(reader: Reader) -> Overview:
    """The live picture of the hall and of what is due."""
    return Overview(
        hall_view(reader),
        due_counts(reader),
        tuple(member for member in reader.staff.list_all() if member.active),
        reader.settings,
        reader.clock_is_behind,
        reader.head_at(),
    )


def day_check(reader: Reader, day: date) -> DayCheck:
    """Count the day in both ways (issue: the three-way count)."""
    counts = day_counts(reader, day.isoformat())
    return DayCheck(
        day,
        (
            _identity("issued", counts["issued"], counts, ISSUED_PARTS),
            _identity("called", counts["called"], counts, CALLED_PARTS),
            Identity(
                "dossiers",
                reader.dossiers.count_received(day_start(day), day_end(day)),
                (("reported", _reported(reader, day)),),
            ),
        ),
        counts["waiting"],
        tuple(
            counter.number
            for counter in reader.counters.list_all()
            if counter.state != CounterState.CLOSED
        ),
    )


def find_ticket_of_today(reader: Reader, label: str) -> Ticket | None:
    """A number of today as it is read from a paper."""
    day = local_day(reader.now).isoformat()
    return reader.tickets.find_by_label(day, label.strip().upper()[:12])


def _reported(reader: Reader, day: date) -> int:
    """Received on the day, by the figures of a one-day report."""
    figures = reader.figures.count(Period(day, day).window(reader.now))
    return total_of(figures.lines).counts["received_new"]


def _identity(name: str, whole: int, counts: dict[str, int], parts: Iterable[str]) -> Identity:
    return Identity(name, whole, tuple((part, counts[part]) for part in parts))
