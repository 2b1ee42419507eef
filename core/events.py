"""The journal's events: what happened, in the past tense.

Every class is one kind; its name is the kind's name in the journal.  Events
are never rewritten: a changed meaning raises `version`, and `upcast` turns
an old payload into today's on reading.  No event holds personal data, only
subject ids and salted commitments.  Ids are text, instants are microseconds
UTC, days are ISO text (`2026-11-21`), amounts are dong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from core.wire import from_wire

KINDS: dict[str, type[Event]] = {}
UPCASTS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}

# Kinds of data, as windows ask for them.
TICKETS = "tickets"
COUNTERS = "counters"
RATINGS = "ratings"
DOSSIERS = "dossiers"
PAPERS = "papers"
CATALOGUE = "catalogue"
PEOPLE = "people"
SETTINGS = "settings"
CARE = "care"
ALL_KINDS = frozenset(
    {TICKETS, COUNTERS, RATINGS, DOSSIERS, PAPERS, CATALOGUE, PEOPLE, SETTINGS, CARE}
)


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events."""

    version: ClassVar[int] = 1
    changes: ClassVar[str] = CARE

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super(Event, cls).__init_subclass__(**kwargs)
        KINDS[cls.__name__] = cls


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it stands in the journal.

    `at` is when it was recorded, `occurred_at` when it was true; `seq` is
    dense and in commit order within its stream.
    """

    seq: int
    at: int
    occurred_at: int
    actor: str
    station: str
    event: Event


@dataclass(frozen=True, slots=True)
class Changes:
    """Which kinds of data a commit changed, and its events."""

    kinds: frozenset[str]
    events: tuple[Recorded, ...]


def changes_of(events: tuple[Recorded, ...]) -> Changes:
    return Changes(frozenset(e.event.changes for e in events), events)


def decode(kind: str, version: int, payload: dict[str, Any]) -> Event:
    """The event of a stored payload, brought up to today's version."""
    cls = KINDS[kind]
    while version < cls.version:
        payload = UPCASTS[kind, version](payload)
        version += 1
    event: Event = from_wire(cls, payload)
    return event


# --- Tickets ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TicketReserved(Event):
    """A number was taken; it is valid from this commit, printed or not."""

    changes = TICKETS
    ticket_id: str
    token: str
    day: str
    series: str
    number: int
    label: str
    sector_id: str
    line: str
    place: int
    channel: str = "kiosk"
    priority: str = ""
    language: str = "vi"
    appointment_at: int | None = None
    is_test: bool = False
    half: str = "am"


@dataclass(frozen=True, slots=True)
class TicketPaperChanged(Event):
    """What is known of the paper: queued, sending, sent, confirmed, uncertain, failed, screen."""

    changes = PAPERS
    ticket_id: str
    copy: int
    delivery: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class TicketReprinted(Event):
    """Another paper with the same number was ordered; it says IN LAI and `copy`."""

    changes = PAPERS
    ticket_id: str
    copy: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketVoided(Event):
    changes = TICKETS
    ticket_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class TicketCalled(Event):
    """A counter called the ticket.

    `reason` and `facts` say why it was next; `overtook` names the lines in
    which tickets with an earlier place were passed over.
    """

    changes = TICKETS
    ticket_id: str
    label: str
    sector_id: str
    counter_id: str
    officer_id: str
    line: str
    place: int
    taken_at: int
    reason: str
    facts: dict[str, int] = field(default_factory=dict)
    overtook: tuple[str, ...] = ()
    language: str = "vi"
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class TicketRecalled(Event):
    changes = TICKETS
    ticket_id: str
    label: str
    counter_id: str
    call: int
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class TicketMissed(Event):
    """Called, and nobody came (no-show)."""

    changes = TICKETS
    ticket_id: str
    counter_id: str


@dataclass(frozen=True, slots=True)
class TicketRequeued(Event):
    """The ticket waits again: back after a no-show, transferred, unparked, returned.

    `why` is back, left_over, transferred, unparked, returned or counter_closed;
    the number stays.
    """

    changes = TICKETS
    ticket_id: str
    why: str
    sector_id: str
    line: str
    place: int
    from_counter_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TicketParked(Event):
    changes = TICKETS
    ticket_id: str
    counter_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketFinished(Event):
    """The visit ended at the counter.

    With `may_return` the same paper brings the citizen back to this counter
    without queueing again.
    """

    changes = TICKETS
    ticket_id: str
    counter_id: str
    may_return: bool = False


@dataclass(frozen=True, slots=True)
class ServiceStarted(Event):
    """One service of a visit began; a visit may have several."""

    changes = TICKETS
    service_id: str
    ticket_id: str
    counter_id: str
    officer_id: str
    sector_id: str


@dataclass(frozen=True, slots=True)
class ServiceFinished(Event):
    changes = TICKETS
    service_id: str
    ticket_id: str
    counter_id: str
    outcome: str = "done"


@dataclass(frozen=True, slots=True)
class ActionUndone(Event):
    """Within ten seconds a counter took its last action back.

    `ticket` holds the ticket's fields as they were before the action.
    """

    changes = TICKETS
    ticket_id: str
    counter_id: str
    action: str
    ticket: dict[str, Any]
    service_id: str = ""
    service: dict[str, Any] | None = None
    recent: str = ""


@dataclass(frozen=True, slots=True)
class DayClosed(Event):
    """The supervisor closed the day; `counts` holds the three-way count."""

    changes = CARE
    day: str
    counts: dict[str, int]
    carried_over: tuple[str, ...] = ()


# --- Counters --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CounterOpened(Event):
    changes = COUNTERS
    counter_id: str
    officer_id: str


@dataclass(frozen=True, slots=True)
class CounterPaused(Event):
    changes = COUNTERS
    counter_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class CounterResumed(Event):
    changes = COUNTERS
    counter_id: str


@dataclass(frozen=True, slots=True)
class CounterClosed(Event):
    changes = COUNTERS
    counter_id: str


# --- Ratings ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RatingArmed(Event):
    """A service ended: the pad of the counter waits for one press."""

    changes = RATINGS
    service_id: str
    ticket_id: str
    counter_id: str
    officer_id: str
    label: str
    until: int
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class RatingGiven(Event):
    changes = RATINGS
    rating_id: str
    service_id: str
    ticket_id: str
    counter_id: str
    officer_id: str
    sector_id: str
    value: int
    source: str = "screen"
    dossier_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingLapsed(Event):
    """The pad was disarmed without a press: time ran out, next call, undo."""

    changes = RATINGS
    service_id: str
    counter_id: str
    why: str


@dataclass(frozen=True, slots=True)
class StrayPressed(Event):
    """A press outside an armed window; counted as stray, never as a vote."""

    changes = RATINGS
    counter_id: str
    value: int
    source: str = "screen"


# --- Dossiers --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DossierReceived(Event):
    """A dossier was written down.

    `presented_at` is when the citizen handed it in, `entered_at` when it was
    typed; `ground` is what the entry rests on (ticket, paper log, file:line).
    `due_at` is as told to the citizen or as the file says; `reckoned_due_at`
    is our own reckoning under `rule_version`.
    """

    changes = DOSSIERS
    dossier_id: str
    dossier_code: str
    local_number: str
    procedure_code: str
    procedure_name: str
    sector: str
    channel: str
    service_level: str
    presented_at: int
    entered_at: int
    due_at: int | None
    reckoned_due_at: int | None = None
    applicant_id: str = ""
    applicant_commitment: str = ""
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
    papers: tuple[dict[str, Any], ...] = ()
    guest: bool = False
    rule_version: str = ""
    ground: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DossierRefusedAtReception(Event):
    """Turned away before reception (form 03): never counted as received."""

    changes = DOSSIERS
    dossier_id: str
    procedure_code: str
    sector: str
    reason: str
    ticket_id: str = ""
    counter_id: str = ""


@dataclass(frozen=True, slots=True)
class DossierResolved(Event):
    """The clock stopped: result, refused, withdrawn, stopped or closed_no_answer."""

    changes = DOSSIERS
    dossier_id: str
    outcome: str
    resolved_at: int
    ground: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DossierReturned(Event):
    """The citizen has the result; figures do not change."""

    changes = DOSSIERS
    dossier_id: str
    returned_at: int
    ground: str = ""


@dataclass(frozen=True, slots=True)
class DossierCorrected(Event):
    """Facts entered wrongly were put right; `fields` holds the new values."""

    changes = DOSSIERS
    dossier_id: str
    fields: dict[str, Any]
    reason: str
    ground: str = ""
    applicant_commitment: str = ""


@dataclass(frozen=True, slots=True)
class DossierVoided(Event):
    """Entered in error: it leaves every figure, its trace stays."""

    changes = DOSSIERS
    dossier_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class DossierCodeJoined(Event):
    """The official code came later and belongs to this local dossier."""

    changes = DOSSIERS
    dossier_id: str
    dossier_code: str


@dataclass(frozen=True, slots=True)
class DossierStateChanged(Event):
    """A step inside processing: supplement requested, resumed, apologised, transferred."""

    changes = DOSSIERS
    dossier_id: str
    state: str
    due_at: int | None = None
    reason: str = ""
    ground: str = ""


@dataclass(frozen=True, slots=True)
class PersonErased(Event):
    changes = PEOPLE
    person_id: str
    reason: str


# --- Catalogue, people, settings -------------------------------------------


@dataclass(frozen=True, slots=True)
class SectorDefined(Event):
    """A sector of the kiosk; 0 in a capacity means no limit.

    `opens` is a space-separated list of ranges such as `07:30-11:30 13:30-17:00`,
    empty = the centre's hours.
    """

    changes = CATALOGUE
    sector_id: str
    name: str
    name_en: str
    prefix: str
    icon: str = "file-text"
    order: int = 0
    active: bool = True
    guest: bool = False
    capacity_am: int = 0
    capacity_pm: int = 0
    opens: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CounterDefined(Event):
    """A counter (quay) and the sectors it serves with their weights (1-9)."""

    changes = CATALOGUE
    counter_id: str
    number: int
    name: str
    sectors: dict[str, int] = field(default_factory=dict)
    group: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class ProcedureDefined(Event):
    """A procedure of the catalogue; term and fee are dated data.

    `term_kind` is hours, working_days, same_day (the 15:00 rule), days or
    unknown; `fee_kind` is amount, text or unpublished.  `term_text` says what
    the number cannot (an extension, a longer term in hard areas).
    """

    changes = CATALOGUE
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
class CalendarDayDefined(Event):
    """An exception of the working calendar: off, work (make-up day) or half."""

    changes = CATALOGUE
    day: str
    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class StaffDefined(Event):
    """A member of staff; the name is work data that citizens may see."""

    changes = PEOPLE
    staff_id: str
    name: str
    role: str
    title: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class SecretChanged(Event):
    """A PIN or password was set; its hash is kept apart from the journal."""

    changes = PEOPLE
    staff_id: str


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    changes = PEOPLE
    staff_id: str
    counter_id: str = ""


@dataclass(frozen=True, slots=True)
class SignedOut(Event):
    changes = PEOPLE
    staff_id: str
    counter_id: str = ""


@dataclass(frozen=True, slots=True)
class SignInFailed(Event):
    changes = PEOPLE
    staff_id: str


@dataclass(frozen=True, slots=True)
class SettingChanged(Event):
    changes = SETTINGS
    name: str
    value: Any


# --- Care ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoreMarked(Event):
    """What this store is for: live, practice, demo or simulated."""

    changes = SETTINGS
    mark: str


@dataclass(frozen=True, slots=True)
class ClockConfirmed(Event):
    """The supervisor said that the PC's date is right although it went back."""

    changes = CARE
    seen_at: int


@dataclass(frozen=True, slots=True)
class BackupMade(Event):
    changes = CARE
    file_name: str
    events: int
    verified: bool


@dataclass(frozen=True, slots=True)
class StoreRestored(Event):
    """A copy took the store's place; the first event of a new epoch.

    What the lost store may have given out after the copy was made is never
    given out again: `numbers` holds `series day -> number` and `serials`
    `day -> serial` from which the new epoch goes on.  `known` tells whether
    they were read from the lost store or set by rule because it was unreadable.
    """

    changes = CARE
    epoch: int
    copied_events: int
    known: bool
    numbers: dict[str, int] = field(default_factory=dict)
    serials: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileImported(Event):
    changes = DOSSIERS
    file_hash: str
    rows: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class ReportClosed(Event):
    changes = DOSSIERS
    report_id: str
    form: str
    profile: str
    period_from: str
    period_to: str
    number: str
    signed_on: str
    fingerprint: str
    as_of_seq: int
    amends: str = ""
