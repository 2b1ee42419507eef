"""What core needs from outside, as protocols.

An operation is a verb: a plain function whose first argument is the unit of
work and whose other arguments are keyword-only plain values.  It runs inside
one write transaction and changes state only by recording events.  A query is
a function of a `Reader`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from core.clock import Clock, Instant
from core.dossiers.book import DossierBook, ProcedureBook
from core.events import Changes, Event, Recorded
from core.ids import Ids
from core.people.book import PersonBook, StaffBook
from core.people.model import Staff
from core.queue.book import CounterBook, TicketBook
from core.ratings.book import RatingBook
from core.reporting.book import FigureBook
from core.settings import Values

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Reader(Protocol):
    """A consistent picture of the store; nothing in it writes."""

    @property
    def now(self) -> Instant: ...

    @property
    def tickets(self) -> TicketBook: ...

    @property
    def counters(self) -> CounterBook: ...

    @property
    def ratings(self) -> RatingBook: ...

    @property
    def dossiers(self) -> DossierBook: ...

    @property
    def procedures(self) -> ProcedureBook: ...

    @property
    def staff(self) -> StaffBook: ...

    @property
    def persons(self) -> PersonBook: ...

    @property
    def figures(self) -> FigureBook: ...

    @property
    def settings(self) -> Values: ...

    @property
    def site(self) -> str:
        """The name of the place whose journal this is."""
        ...

    @property
    def mark(self) -> str:
        """What the store is for: empty, live, practice, demo or simulated."""
        ...

    @property
    def clock_is_behind(self) -> bool:
        """The PC's date lies before the journal's last day and nobody confirmed it."""
        ...

    def head_seq(self) -> int: ...

    def head_at(self) -> int:
        """When the newest event was recorded; 0 in an empty store."""
        ...

    def hash_at(self, seq: int) -> str:
        """The chain's hash at an event, in hex; empty when there is no such event."""
        ...

    def events(
        self, after: int = 0, upto: int | None = None, kinds: Sequence[str] = ()
    ) -> Iterable[Recorded]: ...

    def events_of(self, *, ticket_id: str = "", dossier_id: str = "") -> list[Recorded]: ...


class UnitOfWork(Reader, Protocol):
    """One write transaction: its time, its actor, and what it records."""

    @property
    def ids(self) -> Ids: ...

    @property
    def actor(self) -> str: ...

    @property
    def station(self) -> str: ...

    @property
    def attempt_id(self) -> str: ...

    def record(self, event: Event, occurred_at: int | None = None) -> None:
        """Append an event and bring the state tables up to date with it."""
        ...


class Priority(IntEnum):
    """Which write goes first; equal ones in the order of asking."""

    TOUCH = 0
    STAFF = 1
    DEVICE = 2
    BACKGROUND = 3


@dataclass(frozen=True, slots=True)
class Act:
    """An operation with its arguments, who does it and from where.

    `attempt_id` is made by whoever acts; the same one repeated is one change
    and returns the stored result.  Empty = not repeatable.
    """

    verb: Callable[..., Any]
    arguments: dict[str, Any] = field(default_factory=dict)
    actor: str = "system"
    station: str = ""
    attempt_id: str = ""


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A committed act: the verb's result, and what changed.

    `repeated` means that the attempt had been carried out before.
    """

    result: T
    changes: Changes
    seq: int
    repeated: bool = False


class Store(Protocol):
    """The one door to the data."""

    @property
    def clock(self) -> Clock: ...

    def submit(self, act: Act, priority: Priority = Priority.STAFF) -> Future[Done[Any]]:
        """Carry out an act on the writer's thread; raises `Problem` through the future."""
        ...

    def execute(self, act: Act, priority: Priority = Priority.STAFF) -> Done[Any]:
        """The same, waiting for it; never called on a UI thread."""
        ...

    def submit_read(self, query: Callable[[Reader], T]) -> Future[T]:
        """Run a query on a read-only connection."""
        ...

    def read(self, query: Callable[[Reader], T]) -> T: ...

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Hear of each commit, in order, on the writer's thread; returns the way out."""
        ...

    def close(self) -> None: ...


# --- Devices as the centre sees them ----------------------------------------


@dataclass(frozen=True, slots=True)
class Slip:
    """The content of a paper ticket, in the citizen's language.

    `lines` are already words; `qr` is the payload of the code; `copy` is 1
    for the first paper, `reprint_mark` says IN LAI n on later ones.
    """

    ticket_id: str
    copy: int
    centre: str
    label: str
    sector: str
    counters: str
    ahead: str
    estimate: str
    printed_at: str
    papers: tuple[str, ...]
    hotline: str
    qr: str
    headline: str
    qr_caption: str
    papers_caption: str
    priority: str = ""
    reprint_mark: str = ""
    watermark: str = ""
    footer: str = ""


class DeviceHealth(IntEnum):
    """A lamp: grey, green, amber, red."""

    OFF = 0
    READY = 1
    DEGRADED = 2
    LOST = 3


@dataclass(frozen=True, slots=True)
class DeviceState:
    """What is known of one device; `fault` is a code whose text says what to do."""

    device_id: str
    kind: str
    name: str
    health: DeviceHealth
    fault: str = ""
    since: int = 0
    driver: str = ""
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundDevice:
    """A device that answered, and its configuration as `station.json` keeps it."""

    state: DeviceState
    config: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TriedDevice:
    """How a trial ended.

    `outcome` is `done` (the device said so), `sent` (somebody has to look or
    listen) or `failed`; `fault` is a code whose text says what to do.
    """

    outcome: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class PrintOutcome:
    """What became of one slip."""

    ticket_id: str
    copy: int
    delivery: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PadPress:
    """A key of a rating pad bound to a counter; `value` is 3, 2 or 1."""

    counter_id: str
    value: int
    source: str


@dataclass(frozen=True, slots=True)
class KeypadKey:
    """A key of a numeric keypad or call terminal bound to a counter.

    `key` is next, recall, miss, start, finish, pause, or `call:<number>`.
    """

    counter_id: str
    key: str
    source: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """Text read by a scanner; never logged, it may hold personal data."""

    device_id: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Spoke:
    """A moment of a spoken call: `started`, `finished`, or `unheard` (no sound device).

    `short` says that it was cut to its short form because many were waiting.
    """

    device_id: str
    key: str
    label: str
    moment: str
    short: bool = False
    clips: tuple[str, ...] = ()


DeviceNews = DeviceState | PrintOutcome | PadPress | KeypadKey | Scanned | Spoke


class TicketPrinter(Protocol):
    """Prints slips; returns at once, news comes through the hub."""

    def print_slip(self, slip: Slip) -> None: ...


class CounterSign(Protocol):
    """A sign above a counter."""

    def show(self, counter_id: str, text: str, blink: bool) -> None: ...

    def clear(self, counter_id: str) -> None: ...


class RatingPad(Protocol):
    """A rating keypad: armed for one press, else mute."""

    def arm(self, counter_id: str, window_s: int) -> None: ...

    def disarm(self, counter_id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Announcement:
    """One spoken call: clip names in order, and how urgent."""

    key: str
    clips: tuple[str, ...]
    short: tuple[str, ...] = ()
    label: str = ""


class Announcer(Protocol):
    """Speaks announcements one after the other, none dropped."""

    def say(self, announcement: Announcement) -> None: ...


class Devices(TicketPrinter, CounterSign, RatingPad, Announcer, Protocol):
    """All devices of this PC."""

    def states(self) -> tuple[DeviceState, ...]: ...

    def listen(self, listener: Callable[[DeviceNews], None]) -> Callable[[], None]:
        """Hear news on a worker's thread; returns the way out."""
        ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


# --- What staff windows need of this PC ---------------------------------------


class SignIn(Protocol):
    """Signs a member of staff in, away from the asking thread."""

    def __call__(self, staff_id: str, secret: str, counter_id: str = "") -> Future[Staff]:
        """Raises `people.wrong_secret`, `people.wait`, `people.no_secret` through the future."""
        ...


class Notes(Protocol):
    """Small facts of this PC in its own folder: unfinished entries, where a strip stood.

    They survive a crash, are written whole or not at all, and may hold
    personal data, so that only this user may read them.  Every method
    returns at once; notes of one name are kept in the order of asking.
    """

    def keep(self, name: str, facts: dict[str, Any]) -> Future[None]: ...

    def load(self, name: str) -> Future[dict[str, Any] | None]: ...

    def drop(self, name: str) -> Future[None]: ...


class Receipts(Protocol):
    """Makes official papers of a dossier as PDF files in a folder of this PC."""

    def receipt(self, dossier_id: str, actor: str = "system") -> Future[Path]:
        """Form 01 of a dossier; the same file when asked again.

        `actor` is whose reading of the applicant's data is recorded.
        """
        ...


class PaperPrinter(Protocol):
    """The office printer: A4 papers."""

    def print_pdf(self, file: Path, copies: int = 1) -> Future[str]:
        """Hand a file over; the future gives the printer's name.

        Raises `device.no_office_printer` or `device.not_printed` through it.
        """
        ...


@dataclass(frozen=True, slots=True)
class StaffServices:
    """What main wires for the windows of a counter."""

    sign_in: SignIn
    notes: Notes
    receipts: Receipts | None = None
    printer: PaperPrinter | None = None


# --- Workshop: the bench of fake devices, as a window may see it ---------------


@dataclass(frozen=True, slots=True)
class BenchPaper:
    """A paper that a fake printer gave out; `png` is its picture, 1 bit a dot.

    `number` counts from 1 per printer; `cut` is False while it still hangs
    in the printer; `stray` is text the printer printed as letters, which a
    right driver never causes.
    """

    device_id: str
    number: int
    width: int
    height: int
    png: bytes
    cut: bool
    at: int
    stray: str = ""


@dataclass(frozen=True, slots=True)
class BenchSign:
    """What the sign of one counter shows; a dark one has lost its power."""

    device_id: str
    counter_id: str
    text: str
    blink: bool = False
    dark: bool = False


@dataclass(frozen=True, slots=True)
class BenchPad:
    """A rating keypad; armed means its lamps are lit and one press is awaited."""

    device_id: str
    counter_id: str
    armed: bool


@dataclass(frozen=True, slots=True)
class BenchKeypad:
    """A call keypad; `keys` are what `press` takes besides `call:<number>`."""

    device_id: str
    counter_id: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BenchSpeech:
    """One thing the speaker said: the label, the clips, and when it began."""

    device_id: str
    key: str
    label: str
    clips: tuple[str, ...]
    short: bool
    moment: str
    at: int


class Workshop(Protocol):
    """The bench of fake devices: see what they do, touch them, break them.

    Every method may be called on any thread and returns at once.
    """

    def papers(self) -> tuple[BenchPaper, ...]:
        """The last papers of all printers, oldest first."""
        ...

    def signs(self) -> tuple[BenchSign, ...]: ...

    def pads(self) -> tuple[BenchPad, ...]: ...

    def keypads(self) -> tuple[BenchKeypad, ...]: ...

    def speech(self) -> tuple[BenchSpeech, ...]:
        """The last things said, oldest first."""
        ...

    def subscribe(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Hear which part changed (papers, signs, pads, keypads, speech, faults).

        Called on the thread of the device; returns the way out.
        """
        ...

    def press(self, device_id: str, counter_id: str, key: str) -> None:
        """Press a pad's button (`3`, `2`, `1`) or a key of a call keypad."""
        ...

    def devices(self) -> tuple[str, ...]: ...

    def faults(self, device_id: str) -> tuple[str, ...]:
        """The faults a device can play; the text is `device.misbehave.<fault>`."""
        ...

    def active_fault(self, device_id: str) -> str:
        """The fault being played, empty when the device is well."""
        ...

    def misbehave(self, device_id: str, fault: str) -> None:
        """Play a fault; an empty one makes the device well again."""
        ...
