"""What windows need besides store and devices: work that main wires to this PC.

Each is a protocol; signing in and the office printer are `core.ports.StaffServices`.
A window whose service is missing says so and goes on.
Methods that return a `Future` return at once; the others may take time and
are called through `Office.aside` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from core.care import Copy, Finding
from core.clock import Clock, Instant
from core.ports import Announcement, FoundDevice, Slip, TriedDevice, Workshop
from core.station import Station


class Aside(Protocol):
    """Does work off the UI thread; equal callers are served in the order of asking."""

    def __call__(self, work: Callable[[], Any], /) -> Future[Any]: ...


class CareDesk(Protocol):
    """Copies of the store and its health, as the supervisor sees them."""

    def last_copy_at(self) -> int | None:
        """When the newest verified copy was made; None without any."""
        ...

    def back_up(self) -> Copy:
        """A verified copy into the set folder, written down; raises `Problem`."""
        ...

    def findings(self) -> list[Finding]: ...


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """A report to make: what `main.py report` takes on its line."""

    form: str
    first: date
    last: date
    profile: str = ""
    formats: tuple[str, ...] = ("pdf", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class ReportNews:
    """A word of the running report.

    `step` names what it does and `done` how much of it, 0 to 1.  The last
    word has `ended` set: with `files` (extension to path), or with `problem`,
    a sentence, and `refused`, the report's account of broken identities.
    """

    step: str = ""
    done: float = 0.0
    ended: bool = False
    files: dict[str, Path] = field(default_factory=dict)
    problem: str = ""
    refused: dict[str, Any] | None = None


class ReportRunner(Protocol):
    """Makes reports in a process of their own."""

    def start(self, order: ReportOrder, hear: Callable[[ReportNews], None]) -> Callable[[], None]:
        """Start; `hear` is called on any thread.  Returns what kills the run."""
        ...


class TurnableClock(Clock, Protocol):
    """A rehearsal's clock, which the bench may turn."""

    @property
    def speed(self) -> float: ...

    def turn(self, to: Instant | None = None, speed: float | None = None) -> None: ...


@dataclass(frozen=True, slots=True)
class PlayKeys:
    """Everybody's PIN, and the password of who supervises, in a demonstration."""

    pin: str
    password: str


class DeviceBench(Protocol):
    """Finding the devices of this PC, and trying them before they are set up."""

    def probe(self, addresses: Sequence[str] = ()) -> tuple[FoundDevice, ...]:
        """Devices that answer, also at these network addresses; takes up to 10 s."""
        ...

    def try_out(self, config: Mapping[str, Any], trial: Slip | Announcement) -> TriedDevice:
        """Print or say something on one device; takes up to 10 s."""
        ...


class StationDesk(Protocol):
    """This PC's own file: roles, devices, station settings, start with the PC."""

    def read(self) -> Station: ...

    def write(self, station: Station) -> None: ...

    def start_with_pc(self, wanted: bool) -> None: ...


@dataclass(frozen=True)
class Services:
    """Everything of the kind; what is None is not there on this PC.

    `go_live` gets a live store ready that keeps staff, catalogue and settings,
    for the actor who wants it; `restart` then ends the program for its
    guardian to start it again, which puts the live store in its place and the
    practice store aside.
    """

    aside: Aside
    care: CareDesk | None = None
    reports: ReportRunner | None = None
    workshop: Workshop | None = None
    keys: PlayKeys | None = None
    clock: TurnableClock | None = None
    clock_turned: Callable[[], None] | None = None
    hash_secret: Callable[[str], str] | None = None
    devices: DeviceBench | None = None
    station: StationDesk | None = None
    go_live: Callable[[str], None] | None = None
    restart: Callable[[], None] | None = None
