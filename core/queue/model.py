"""Tickets, lines and counters as values.

Phieu so thu tu (ticket), quay (counter), linh vuc (sector): domain glossary.
A waiting ticket stands in exactly one line of its day:

    <day> <sector>/normal  <day> <sector>/priority  <day> <sector>/appointment
    <day> @<counter>       whoever must come back to one counter
    <day> #<officer>       whoever must see one officer

A new day has new lines, so nobody of yesterday is called or counted today,
and no scheduler has to clear anything.  A ticket has a `place` in its line, the
instant at which it joined the queue; a smaller place is earlier.  Boarding a
line at the same place as before is how a ticket comes back without losing its
turn.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

NORMAL, PRIORITY, APPOINTMENT = "normal", "priority", "appointment"
LINE_KINDS = (NORMAL, PRIORITY, APPOINTMENT)
"""The lines of a sector."""


class TicketState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    MISSED = "missed"
    FINISHED = "finished"
    VOID = "void"


class Delivery(StrEnum):
    """What is known of a paper; sent is not printed."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    SCREEN = "screen"


class CounterState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector of the kiosk (linh vuc)."""

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
class Counter:
    """A counter with its present state.

    `recent` holds the classes of its last calls, newest last: `P` priority,
    `N` normal, `O` others.  `sectors` maps sector to weight.
    """

    counter_id: str
    number: int
    name: str
    sectors: dict[str, int]
    group: str = ""
    active: bool = True
    state: CounterState = CounterState.CLOSED
    officer_id: str = ""
    pause_reason: str = ""
    since: int = 0
    recent: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A numbered ticket; times are instants, `paper` is a `Delivery`."""

    ticket_id: str
    token: str
    day: str
    series: str
    number: int
    label: str
    sector_id: str
    state: TicketState
    line: str
    place: int
    taken_at: int
    priority: str = ""
    channel: str = "kiosk"
    language: str = "vi"
    appointment_at: int | None = None
    is_test: bool = False
    half: str = "am"
    paper: Delivery = Delivery.QUEUED
    copies: int = 1
    counter_id: str = ""
    officer_id: str = ""
    first_called_at: int | None = None
    called_at: int | None = None
    started_at: int | None = None
    ended_at: int | None = None
    calls: int = 0
    overtaken: int = 0
    service_id: str = ""
    may_return: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """One service of a visit: who served which ticket where, from when to when."""

    service_id: str
    ticket_id: str
    counter_id: str
    officer_id: str
    sector_id: str
    started_at: int
    ended_at: int | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The head of a line, as the rule of who is next sees it."""

    ticket_id: str
    label: str
    sector_id: str
    line: str
    place: int
    taken_at: int
    overtaken: int
    appointment_at: int | None
    language: str = "vi"
    is_test: bool = False


@dataclass(frozen=True, slots=True)
class SectorLoad:
    """How one sector stands now; void and test tickets never count.

    `pace_s` is the smoothed length of a service, None before the first.
    """

    sector_id: str
    waiting: int
    oldest_place: int | None
    issued_am: int
    issued_pm: int
    open_counters: int
    pace_s: float | None


@dataclass(frozen=True, slots=True)
class Hall:
    """The live picture of the hall."""

    at: int
    sectors: dict[str, SectorLoad] = field(default_factory=dict)
    counters: tuple[Counter, ...] = ()
    present: dict[str, Ticket] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BoardCall:
    """One call as board, sign and voice know it."""

    seq: int
    at: int
    label: str
    counter_number: int
    counter_name: str
    counter_id: str
    recall: bool
    language: str


@dataclass(frozen=True, slots=True)
class LastAction:
    """A counter's last action, kept to take it back within seconds."""

    action: str
    ticket_id: str
    at: int
    ticket: dict[str, Any]
    service_id: str = ""
    service: dict[str, Any] | None = None
    recent: str = ""


def sector_line(day: str, sector_id: str, kind: str = NORMAL) -> str:
    return f"{day} {sector_id}/{kind}"


def counter_line(day: str, counter_id: str) -> str:
    return f"{day} @{counter_id}"


def officer_line(day: str, officer_id: str) -> str:
    return f"{day} #{officer_id}"


def line_kind(line: str) -> str:
    """normal, priority, appointment, counter or officer."""
    place = line.partition(" ")[2]
    if place.startswith("@"):
        return "counter"
    if place.startswith("#"):
        return "officer"
    return place.rpartition("/")[2]


def label_of(prefix: str, number: int) -> str:
    """A015; three figures at least, wider after 999."""
    return f"{prefix}{number:03d}"
