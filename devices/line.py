"""The contract between a driver and the worker that runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from core.clock import Clock, Timer
from core.ports import DeviceHealth, DeviceNews
from devices.commands import Command


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a line ended, and how much of what was sent had left the PC.

    `left` counts the bytes of `send` since the line was opened that are known
    to be gone; `is_exact` is False when the last write may have let more out.
    """

    code: str
    left: int
    is_exact: bool


class Line(Protocol):
    """What a driver may do.  Everything happens on the worker of its port."""

    @property
    def clock(self) -> Clock: ...

    @property
    def is_open(self) -> bool: ...

    def send(self, data: bytes) -> None:
        """Queue bytes; they go out in chunks, and `Driver.sent` tells when all are gone."""
        ...

    def wait(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Patience with a device: real seconds, also when the centre's clock runs fast."""
        ...

    def after(self, seconds: float, callback: Callable[[], None]) -> Timer:
        """Later in the centre's time."""
        ...

    def want(self) -> None:
        """A line that is opened per job is wanted now; `Driver.opened` follows."""
        ...

    def release(self) -> None:
        """The job is over: close a line that is opened per job."""
        ...

    def drop(self, code: str) -> None:
        """The device does not behave: close, tell, and open again with back-off."""
        ...

    def report(self, health: DeviceHealth, fault: str = "", **facts: str) -> None:
        """How the device is; only changes are told."""
        ...

    def emit(self, news: DeviceNews) -> None: ...


class Driver:
    """A device's state machine.  No method waits; a method that is not needed stays empty."""

    def __init__(self, line: Line) -> None:
        self.line = line

    def started(self) -> None:
        """The worker runs; the line may not be open yet."""

    def opened(self) -> None:
        """The line is open."""

    def received(self, data: bytes) -> None:
        """Bytes came from the device."""

    def sent(self) -> None:
        """All that was queued has left the PC."""

    def lost(self, loss: Loss) -> None:
        """The line ended without being asked to, or could not be opened; it is tried again."""

    def perform(self, command: Command) -> None:
        """The hub wants something."""

    def stopping(self) -> None:
        """The program ends: say what became of unfinished work."""
