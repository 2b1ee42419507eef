"""The bench of fake devices: at rest, busy, with broken devices, without a bench."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from core.clock import Instant
from core.events import CounterDefined
from core.ports import (
    Act,
    BenchKeypad,
    BenchPad,
    BenchPaper,
    BenchSign,
    BenchSpeech,
    DeviceHealth,
    DeviceState,
    UnitOfWork,
)
from core.queue.announcing import CHIME
from tests.counter.centre import wait
from tests.screens.harness import STAFF_SIZES, settle
from ui.workshop.window import WorkshopWindow

COUNTERS = ("q1", "q2", "q3", "q4")
FAULTS = {"printer-1": ("paper_out", "cover_open"), "signs-1": ("silent",), "speaker-1": ()}
SPOKEN = ("vi/call", "vi/letter_a", "vi/zero", "vi/one", "vi/five", "vi/at_counter", "vi/two")

Look = Callable[..., None]


class Bench:
    """A workshop that stands still where a test put it."""

    def __init__(self, now: int, *, busy: bool = False, broken: bool = False) -> None:
        self._now = now
        self._busy = busy
        self._broken = broken

    def papers(self) -> tuple[BenchPaper, ...]:
        if not self._busy:
            return ()
        minutes = (7, 1)
        return tuple(
            BenchPaper("printer-1", n, 576, 420, slip(n), True, self._now - ago * 60_000_000)
            for n, ago in enumerate(minutes, 1)
        )

    def signs(self) -> tuple[BenchSign, ...]:
        shown = ("A015", "H003", "----", "") if self._busy else ("", "", "", "")
        return tuple(
            BenchSign("signs-1", counter, text, dark=self._broken and counter == "q4")
            for counter, text in zip(COUNTERS, shown, strict=True)
        )

    def pads(self) -> tuple[BenchPad, ...]:
        return tuple(
            BenchPad("pads-1", counter, armed=self._busy and counter == "q2")
            for counter in COUNTERS
        )

    def keypads(self) -> tuple[BenchKeypad, ...]:
        keys = ("next", "recall", "miss", "start", "finish")
        return tuple(BenchKeypad(f"keypad-{n}", c, keys) for n, c in enumerate(COUNTERS, 1))

    def speech(self) -> tuple[BenchSpeech, ...]:
        if not self._busy:
            return ()
        clips = (CHIME, *SPOKEN)
        return tuple(
            BenchSpeech("speaker-1", f"t{n}", label, clips, False, moment, self._now)
            for n, (label, moment) in enumerate(
                (("A013", "done"), ("H002", "unheard"), ("A015", "started"))
            )
        )

    def subscribe(self, _listener: Callable[[str], None]) -> Callable[[], None]:
        return lambda: None

    def press(self, device_id: str, counter_id: str, key: str) -> None: ...

    def devices(self) -> tuple[str, ...]:
        return tuple(FAULTS)

    def faults(self, device_id: str) -> tuple[str, ...]:
        return FAULTS[device_id]

    def active_fault(self, device_id: str) -> str:
        return "paper_out" if self._broken and device_id == "printer-1" else ""

    def misbehave(self, device_id: str, fault: str) -> None: ...


def slip(number: int) -> bytes:
    """A paper with a frame and a bar: its letters are proved elsewhere."""
    image = QImage(576, 420, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.fillRect(40, 60, 496, 8, QColor("black"))
    for bar in range(number * 3):
        painter.fillRect(60 + 40 * bar, 120, 24, 200, QColor("black"))
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return held.data()


def _define(unit: UnitOfWork) -> None:
    for number, counter_id in enumerate(COUNTERS, 1):
        unit.record(CounterDefined(counter_id, number, f"Quầy {number}", {}))


@pytest.fixture
def opened(
    qtbot: QtBot, store: Any, real_office: Any, quiet_devices: Any, agenda: Any, theme: Any
) -> Callable[..., WorkshopWindow]:
    store.execute(Act(_define))

    class Turnable:
        """The rehearsal's clock, which stands still for the picture."""

        speed = 20.0

        def now(self) -> Instant:
            return agenda.now()  # type: ignore[no-any-return]

        def monotonic_s(self) -> float:
            return agenda.monotonic_s()  # type: ignore[no-any-return]

        def turn(self, to: Instant | None = None, speed: float | None = None) -> None: ...

    def with_bench(**state: bool) -> WorkshopWindow:
        bench = Bench(agenda.now(), **state)
        real_office.services = replace(real_office.services, workshop=bench, clock=Turnable())
        health = DeviceHealth.LOST if state.get("broken") else DeviceHealth.READY
        fault = "paper_out" if state.get("broken") else ""
        quiet_devices.present = (
            DeviceState("printer-1", "printer", "Máy in phiếu", health, fault=fault),
            DeviceState("signs-1", "sign", "Bảng số các quầy", DeviceHealth.READY),
            DeviceState("speaker-1", "speaker", "Loa đọc số", DeviceHealth.READY),
        )
        window = WorkshopWindow(real_office, theme)
        qtbot.addWidget(window)
        settle(window, STAFF_SIZES[0])
        wait(qtbot, lambda: len(window._numbers) == len(COUNTERS))
        return window

    return with_bench


@pytest.fixture
def look(check: Callable[..., None], staff_sizes: Any) -> Look:
    def looked(window: WorkshopWindow, state: str, **more: Any) -> None:
        for size in staff_sizes:
            check(window, f"workshop_{state}_{size[0]}", size, **more)

    return looked


def test_nothing_to_play_with(qtbot: QtBot, office: Any, theme: Any, look: Look) -> None:
    window = WorkshopWindow(office, theme)
    qtbot.addWidget(window)
    look(window, "none")


def test_the_bench_at_rest(opened: Callable[..., WorkshopWindow], look: Look) -> None:
    look(opened(), "rest")


def test_the_bench_at_work(opened: Callable[..., WorkshopWindow], look: Look) -> None:
    look(opened(busy=True), "busy")


def test_a_printer_without_paper(opened: Callable[..., WorkshopWindow], look: Look) -> None:
    look(opened(busy=True, broken=True), "broken")
