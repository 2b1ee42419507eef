"""Timers of the UI thread, in a clock's own time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent

from core.clock import Instant, ShiftedClock
from ui.timers import QtTimers


def test_a_call_comes_in_the_clocks_time(qtbot: Any) -> None:
    clock = ShiftedClock(Instant(0), speed=1000)
    timers = QtTimers(clock)
    called: list[float] = []
    timers.after(20, lambda: called.append(clock.monotonic_s()))
    qtbot.waitUntil(lambda: bool(called))
    assert called[0] >= 19
    assert timers.pending() == 0


def test_a_cancelled_call_never_comes(qtbot: Any) -> None:
    clock = ShiftedClock(Instant(0), speed=1000)
    timers = QtTimers(clock)
    called: list[str] = []
    timers.after(5, lambda: called.append("cancelled")).cancel()
    timers.after(10, lambda: called.append("kept"))
    qtbot.waitUntil(lambda: bool(called))
    assert called == ["kept"]
    assert timers.pending() == 0


def test_a_faster_clock_brings_pending_calls_nearer(qtbot: Any) -> None:
    clock = ShiftedClock(Instant(0), speed=1)
    timers = QtTimers(clock)
    called: list[str] = []
    timers.after(3600, lambda: called.append("hour"))
    clock.turn(speed=1_000_000)
    timers.clock_turned()
    qtbot.waitUntil(lambda: bool(called))


def test_a_jump_of_the_date_moves_no_duration() -> None:
    clock = ShiftedClock(Instant(1_000_000), speed=60)
    before = clock.monotonic_s()
    clock.turn(to=Instant(99_000_000_000))
    assert before <= clock.monotonic_s() < before + 60
    assert clock.now() >= 99_000_000_000


def test_a_call_that_has_come_can_be_cancelled_long_after(qtbot: Any) -> None:
    """Whoever holds a timer need not know whether it has run, nor whether Qt still has it."""
    timers = QtTimers(ShiftedClock(Instant(0), speed=1000))
    called: list[str] = []
    timer = timers.after(1, lambda: called.append("run"))
    qtbot.waitUntil(lambda: bool(called))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    timer.cancel()
    assert called == ["run"]
