"""Dossiers and procedures as values.

Ho so (dossier), thu tuc hanh chinh (procedure), linh vuc (sector): domain
glossary and section 3.4 for the states.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class DossierState(StrEnum):
    """Where a dossier stands; waiting for a supplement and apologised are in progress."""

    REFUSED_AT_RECEPTION = "refused_at_reception"
    RECEIVED = "received"
    SUPPLEMENT_REQUESTED = "supplement_requested"
    TRANSFERRED = "transferred"
    IN_PROCESS = "in_process"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RESOLVED = "resolved"
    RETURNED = "returned"
    VOIDED = "voided"


class Outcome(StrEnum):
    """How the clock stopped."""

    RESULT = "result"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    CLOSED_NO_ANSWER = "closed_no_answer"


# What a later step may follow; supplements, hand-overs and signatures come and go.
IN_PROGRESS = frozenset(
    {
        DossierState.RECEIVED,
        DossierState.SUPPLEMENT_REQUESTED,
        DossierState.TRANSFERRED,
        DossierState.IN_PROCESS,
        DossierState.SUBMITTED,
        DossierState.APPROVED,
    }
)


class Channel(StrEnum):
    ONLINE = "online"
    IN_PERSON = "in_person"
    POSTAL = "postal"


class ServiceLevel(StrEnum):
    FULL_ONLINE = "full_online"
    PARTIAL_ONLINE = "partial_online"
    NONE = "none"


class ReturnChannel(StrEnum):
    """How the citizen wants the result: at the counter, as a file, by public post."""

    COUNTER = "counter"
    ELECTRONIC = "electronic"
    POSTAL = "postal"


class Digitised(StrEnum):
    """Whether the components were scanned (so hoa); some dossiers are exempt."""

    UNKNOWN = ""
    YES = "yes"
    NO = "no"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure of the catalogue; see `core.events.ProcedureDefined`."""

    procedure_code: str
    name: str
    sector_id: str
    sector: str
    term_kind: str = "unknown"
    term: int = 0
    term_text: str = ""
    fee_kind: str = "unpublished"
    fee_dong: int | None = None
    fee_text: str = ""
    service_level: str = "none"
    papers: tuple[str, ...] = ()
    verified: bool = False
    active: bool = True
    since: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier as it stands; instants are microseconds UTC or None."""

    dossier_id: str
    dossier_code: str
    local_number: str
    procedure_code: str
    procedure_name: str
    sector: str
    channel: str
    service_level: str
    state: DossierState
    presented_at: int
    entered_at: int
    due_at: int | None
    reckoned_due_at: int | None = None
    resolved_at: int | None = None
    outcome: str = ""
    returned_at: int | None = None
    applicant_id: str = ""
    ticket_id: str = ""
    service_id: str = ""
    counter_id: str = ""
    unit: str = ""
    host_system: str = ""
    system_status: str = ""
    digitised: str = ""
    return_channel: str = ""
    copies: int = 1
    fee_dong: int | None = None
    fee_paid: bool = False
    guest: bool = False
    rule_version: str = ""
    ground: str = ""
    note: str = ""
    papers: tuple[dict[str, Any], ...] = ()
    late_entry: bool = False


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """An exception of the working calendar: off, work (make-up day) or half."""

    day: str
    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class TermRules:
    """The rules of terms from a day on; a dossier keeps the version it came under.

    `same_day_until` is in minutes since midnight (the 15:00 rule);
    `hours_per_day` turns terms in hours into working days.
    """

    version: str
    since: str
    same_day_until: int
    hours_per_day: int
    source: str


@dataclass(frozen=True, slots=True)
class PriorityCategory:
    """Who goes first (doi tuong uu tien); the category, never the medical fact."""

    id: str
    name: str
    name_en: str
    icon: str
    source: str
    verified: bool
