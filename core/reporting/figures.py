"""What each figure counts: the definitions, one predicate a figure.

This is the readable one of two implementations; `db.figures` counts the same
in SQL, and a property test holds them equal.  Bieu II.06a and the glossary
give the names.  A dossier that was refused at reception, voided as entered in
error, or belongs to a guest counter (nganh doc) is in no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.clock import SECOND
from core.reporting.period import Window

MINUTE = 60 * SECOND
DAY = 24 * 60 * MINUTE
_OFFSET = 7 * 60 * MINUTE

# What a report's rows carry, in the order of its JSON.
PRINTED = (
    "received_total",
    "received_online",
    "received_direct_postal",
    "carried_over",
    "resolved_total",
    "resolved_early",
    "resolved_on_time",
    "resolved_overdue",
    "in_progress_total",
    "in_progress_within_due",
    "in_progress_overdue",
    "withdrawn",
    "refused",
    "late_entry",
)
# What rates and profiles need besides; `broken` counts dossiers that a figure
# lacks or holds twice, so that two faults never cancel out unseen.
BESIDE = (
    "received_new",
    "received_full_online",
    "received_partial_online",
    "resolved_digitised",
    "broken",
)
ALL = PRINTED + BESIDE

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What the figures need to know of one dossier.

    `due_at` is the date told to the citizen or in the file, else our own
    reckoning from the procedure's term, else None.
    """

    dossier_id: str
    code: str
    unit: str
    sector: str
    channel: str
    service_level: str
    procedure_code: str
    presented_at: int
    entered_at: int
    due_at: int | None
    resolved_at: int | None = None
    outcome: str = ""
    digitised: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The counts of one unit and sector, or of the whole table."""

    unit: str
    sector: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Figures:
    """All counts of a period, unsorted.

    `procedures` is the number of different procedures that had dossiers in
    the period, by service level; `no_due` names dossiers of the period that
    have neither a due date nor a term.
    """

    lines: tuple[Line, ...]
    procedures: Counts = field(default_factory=dict)
    no_due: tuple[str, ...] = ()


def local_day_number(instant: int) -> int:
    """Days since 1970 in Vietnam's time, as the SQL reckons them too."""
    return (instant + _OFFSET) // DAY


def is_overdue(due_at: int | None, resolved_at: int) -> bool:
    """Resolved after the due time, to the minute; without a term never."""
    return due_at is not None and resolved_at // MINUTE > due_at // MINUTE


def is_early(due_at: int | None, resolved_at: int) -> bool:
    """On an earlier local day than the due one."""
    return due_at is not None and local_day_number(resolved_at) < local_day_number(due_at)


def classes_of(dossier: DossierFacts, window: Window) -> set[str]:
    """The names of every figure that counts this dossier."""
    names = _received(dossier, window) | _resolved(dossier, window)
    names |= _in_progress(dossier, window)
    if names and faults_of(names):
        names.add("broken")
    return names


def faults_of(names: set[str]) -> list[str]:
    """Which identities one dossier breaks: a part without its whole, or in two parts."""
    return [name for name, (whole, parts) in WHOLES.items() if _misfits(names, whole, parts)]


# Each whole and the parts that make it up: the identities A1 to A4.
WHOLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "A1": ("received_total", ("received_online", "received_direct_postal", "carried_over")),
    "A2": ("resolved_total", ("resolved_early", "resolved_on_time", "resolved_overdue")),
    "A3": ("in_progress_total", ("in_progress_within_due", "in_progress_overdue")),
    "A4": ("received_total", ("resolved_total", "in_progress_total")),
}


def count(dossiers: Iterable[DossierFacts], window: Window) -> Figures:
    """The figures of a period over dossiers that count."""
    lines: dict[tuple[str, str], dict[str, int]] = {}
    procedures: dict[str, set[str]] = {}
    no_due = []
    for dossier in dossiers:
        names = classes_of(dossier, window)
        if not names:
            continue
        counts = lines.setdefault((dossier.unit, dossier.sector), dict.fromkeys(ALL, 0))
        for name in names:
            counts[name] += 1
        if "received_new" in names:
            procedures.setdefault(dossier.service_level, set()).add(dossier.procedure_code)
        if dossier.due_at is None:
            no_due.append(dossier.code)
    return Figures(
        tuple(Line(unit, sector, counts) for (unit, sector), counts in lines.items()),
        {level: len(codes) for level, codes in procedures.items()},
        tuple(sorted(no_due)),
    )


def total_of(lines: Iterable[Line]) -> Line:
    """The sum of lines."""
    counts = dict.fromkeys(ALL, 0)
    for line in lines:
        for name, number in line.counts.items():
            counts[name] += number
    return Line("", "", counts)


def _received(dossier: DossierFacts, window: Window) -> set[str]:
    """Presented in the period, or before it and not resolved before it."""
    if dossier.presented_at < window.start:
        if dossier.resolved_at is None or dossier.resolved_at >= window.start:
            return {"received_total", "carried_over"}
        return set()
    if dossier.presented_at > window.end:
        return set()
    return {"received_total", "received_new"} | _channel(dossier) | _service_level(dossier)


def _channel(dossier: DossierFacts) -> set[str]:
    if dossier.channel == "online":
        return {"received_online"}
    late = local_day_number(dossier.entered_at) > local_day_number(dossier.presented_at)
    names = {"late_entry"} if late else set()
    if dossier.channel in ("in_person", "postal"):
        names.add("received_direct_postal")
    return names


def _service_level(dossier: DossierFacts) -> set[str]:
    levels = {
        "full_online": {"received_full_online"},
        "partial_online": {"received_partial_online"},
    }
    return levels.get(dossier.service_level, set())


def _resolved(dossier: DossierFacts, window: Window) -> set[str]:
    """The clock stopped in the period; collecting the result changes nothing."""
    resolved_at = dossier.resolved_at
    if resolved_at is None or not window.start <= resolved_at <= window.end:
        return set()
    names = {"resolved_total"}
    if is_overdue(dossier.due_at, resolved_at):
        names.add("resolved_overdue")
    elif is_early(dossier.due_at, resolved_at):
        names.add("resolved_early")
    else:
        names.add("resolved_on_time")
    if dossier.outcome in ("withdrawn", "refused"):
        names.add(dossier.outcome)
    if dossier.digitised == "yes":
        names.add("resolved_digitised")
    return names


def _in_progress(dossier: DossierFacts, window: Window) -> set[str]:
    """Presented and not resolved by the period's end; overdue as of the cut."""
    if dossier.presented_at > window.end:
        return set()
    if dossier.resolved_at is not None and dossier.resolved_at <= window.end:
        return set()
    overdue = dossier.due_at is not None and dossier.due_at < window.cut
    return {
        "in_progress_total",
        "in_progress_overdue" if overdue else "in_progress_within_due",
    }


def _misfits(names: set[str], whole: str, parts: tuple[str, ...]) -> bool:
    return len(names.intersection(parts)) != (whole in names)
