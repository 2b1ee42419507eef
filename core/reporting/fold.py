"""From the journal's events to the facts that the figures count.

The fold knows every dossier as it stood after any event, so it answers "as
of" an earlier moment, which the state tables cannot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from core.events import (
    DossierCodeJoined,
    DossierCorrected,
    DossierReceived,
    DossierRefusedAtReception,
    DossierResolved,
    DossierStateChanged,
    DossierVoided,
    Event,
    Recorded,
)
from core.reporting.figures import DossierFacts

KINDS = tuple(
    kind.__name__
    for kind in (
        DossierReceived,
        DossierRefusedAtReception,
        DossierResolved,
        DossierCorrected,
        DossierVoided,
        DossierCodeJoined,
        DossierStateChanged,
    )
)


@dataclass(slots=True)
class _Course:
    """One dossier while the events go by; the names are those of the events."""

    dossier_id: str
    dossier_code: str
    local_number: str
    unit: str
    sector: str
    channel: str
    service_level: str
    procedure_code: str
    presented_at: int
    entered_at: int
    due_at: int | None
    reckoned_due_at: int | None
    digitised: str
    guest: bool
    resolved_at: int | None = None
    outcome: str = ""
    voided: bool = False

    def facts(self) -> DossierFacts:
        return DossierFacts(
            dossier_id=self.dossier_id,
            code=self.dossier_code or self.local_number,
            unit=self.unit,
            sector=self.sector,
            channel=self.channel,
            service_level=self.service_level,
            procedure_code=self.procedure_code,
            presented_at=self.presented_at,
            entered_at=self.entered_at,
            due_at=self.due_at if self.due_at is not None else self.reckoned_due_at,
            resolved_at=self.resolved_at,
            outcome=self.outcome,
            digitised=self.digitised,
        )


_CARRIED = frozenset(field.name for field in fields(_Course)) - {"voided"}


def fold(events: Iterable[Recorded]) -> list[DossierFacts]:
    """The dossiers that count after these events, in the order of reception."""
    courses: dict[str, _Course] = {}
    for recorded in events:
        _apply(courses, recorded.event)
    return [one.facts() for one in courses.values() if not (one.voided or one.guest)]


def _apply(courses: dict[str, _Course], event: Event) -> None:
    if isinstance(event, DossierReceived):
        courses[event.dossier_id] = _opened(event)
        return
    course = courses.get(getattr(event, "dossier_id", ""))
    if course is None:
        return
    for name, value in _changes(event).items():
        if name in _CARRIED or name == "voided":
            setattr(course, name, value)


def _opened(event: DossierReceived) -> _Course:
    given = {name: getattr(event, name) for name in _CARRIED - {"resolved_at", "outcome"}}
    return _Course(**given)


def _changes(event: Event) -> dict[str, Any]:
    """The fields that an event gives a new value."""
    match event:
        case DossierResolved():
            return {"resolved_at": event.resolved_at, "outcome": event.outcome}
        case DossierCorrected():
            return event.fields
        case DossierVoided() | DossierRefusedAtReception():
            return {"voided": True}
        case DossierCodeJoined():
            return {"dossier_code": event.dossier_code}
        case DossierStateChanged(due_at=int() as due_at):
            return {"due_at": due_at}
    return {}
