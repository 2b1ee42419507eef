"""The identities that every official report obeys (domain 2.2).

A1 received = online + direct and postal + carried over; A2 resolved = early +
on time + overdue; A3 in progress = within due + overdue; A4 received =
resolved + in progress.  A report that breaks one is not made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.errors import Problem
from core.reporting.figures import WHOLES, DossierFacts, Line, classes_of, faults_of
from core.reporting.period import Window


@dataclass(frozen=True, slots=True)
class Violation:
    """One identity that does not hold, and the dossiers that break it."""

    identity: str
    dossiers: tuple[str, ...]


class IdentityFailed(Problem):
    """The figures contradict themselves: the report is refused."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        codes = sorted({code for one in violations for code in one.dossiers})
        super().__init__(
            "report.identity_failed",
            identities=", ".join(one.identity for one in violations),
            n=len(codes),
            dossiers=", ".join(codes[:10]),
        )
        self.violations = violations


def hold(lines: Iterable[Line]) -> bool:
    """Whether every line adds up and no dossier is missing or twice in one."""
    return not any(_broken(line) for line in lines)


def violations(dossiers: Iterable[DossierFacts], window: Window) -> tuple[Violation, ...]:
    """Each broken identity with the codes of the guilty dossiers."""
    guilty: dict[str, list[str]] = {}
    for dossier in dossiers:
        for identity in faults_of(classes_of(dossier, window)):
            guilty.setdefault(identity, []).append(dossier.code)
    return tuple(Violation(name, tuple(sorted(guilty[name]))) for name in sorted(guilty))


def _broken(line: Line) -> bool:
    counts = line.counts
    if counts["broken"] or counts["withdrawn"] + counts["refused"] > counts["resolved_total"]:
        return True
    return any(
        counts[whole] != sum(counts[part] for part in parts) for whole, parts in WHOLES.values()
    )
