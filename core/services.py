"""What windows need besides store and devices: work that main wires to this PC.

Each is a protocol; signing in and the office printer are `core.ports.StaffServices`.
A window whose service is missing says so and goes on.
Methods that return a `Future` return at once; the others may take time and
are called through `Office.aside` only.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from core.care import Copy, Finding
from core.clock import Clock, Instant
from core.ports import DeviceState, Workshop
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
class FoundDevice:
    """A device that answered, and its configuration as `station.json` keeps it."""

    state: DeviceState
    config: dict[str, Any] = field(default_factory=dict)


class DeviceBench(Protocol):
    """Finding the devices of this PC."""

    def probe(self) -> tuple[FoundDevice, ...]:
        """Look for devices that answer; takes up to 10 s."""
        ...


class StationDesk(Protocol):
    """This PC's own file: roles, devices, station settings, start with the PC."""

    def read(self) -> Station: ...

    def write(self, station: Station) -> None: ...

    def start_with_pc(self, wanted: bool) -> None: ...


@dataclass(frozen=True)
class Services:
    """Everything of the kind; what is None is not there on this PC.

    `go_live` sets the practice store aside and starts again with a live one
    that keeps staff, catalogue and settings; it does not return a value that
    anybody waits for, because the program starts again.
    """

    aside: Aside
    care: CareDesk | None = None
    reports: ReportRunner | None = None
    workshop: Workshop | None = None
    clock: TurnableClock | None = None
    clock_turned: Callable[[], None] | None = None
    hash_secret: Callable[[str], str] | None = None
    devices: DeviceBench | None = None
    station: StationDesk | None = None
    go_live: Callable[[], None] | None = None
