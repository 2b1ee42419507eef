"""What a device can be told, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from core.ports import Announcement, Slip


@dataclass(frozen=True, slots=True)
class PrintSlip:
    slip: Slip


@dataclass(frozen=True, slots=True)
class ShowText:
    """The text of one counter's sign; empty clears it."""

    counter_id: str
    text: str
    blink: bool = False


@dataclass(frozen=True, slots=True)
class ArmPad:
    """Wait for one press at the counter, at most `window_s` seconds."""

    counter_id: str
    window_s: int


@dataclass(frozen=True, slots=True)
class DisarmPad:
    counter_id: str


@dataclass(frozen=True, slots=True)
class Say:
    announcement: Announcement


Command = PrintSlip | ShowText | ArmPad | DisarmPad | Say
