"""The bench of fake devices: implements `core.ports.Workshop`."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from core.clock import Clock
from core.ports import (
    BenchKeypad,
    BenchPad,
    BenchPaper,
    BenchSign,
    BenchSpeech,
    DeviceNews,
    Spoke,
)
from devices.fakes.keypads import FakeCallKeypad, FakeRatingPad
from devices.fakes.printer import FAULTS as PRINTER_FAULTS
from devices.fakes.printer import FakePrinter
from devices.fakes.sign import FakeSign
from devices.transports.memory import MemoryTransport

KEPT_SPEECH = 200
LINE_FAULTS = ("unplugged", "silent", "garbage")


class FakeDevice(Protocol):
    """What every fake has."""

    wire: MemoryTransport
    fault: str

    def misbehave(self, fault: str) -> None: ...


@dataclass(frozen=True, slots=True)
class DemoBench:
    """What a demonstration needs: the devices' configuration, their lines, the bench."""

    configs: tuple[Mapping[str, Any], ...]
    wires: Mapping[str, MemoryTransport]
    bench: Bench


class Bench:
    """All fakes of a demonstration; give `heed` to the hub's `listen` for the speech."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._listeners: tuple[Callable[[str], None], ...] = ()
        self._speech: deque[BenchSpeech] = deque(maxlen=KEPT_SPEECH)
        self._printers: dict[str, FakePrinter] = {}
        self._signs: dict[str, FakeSign] = {}
        self._pads: dict[str, FakeRatingPad] = {}
        self._keypads: dict[str, FakeCallKeypad] = {}

    # --- Making -----------------------------------------------------------------------

    def add_printer(self, device_id: str) -> FakePrinter:
        self._printers[device_id] = FakePrinter(self._clock, lambda: self._tell("papers"))
        return self._printers[device_id]

    def add_sign(self, device_id: str, counters: Mapping[str, int]) -> FakeSign:
        self._signs[device_id] = FakeSign(counters, lambda: self._tell("signs"))
        return self._signs[device_id]

    def add_pad(self, device_id: str, counters: Mapping[str, int]) -> FakeRatingPad:
        self._pads[device_id] = FakeRatingPad(counters, lambda: self._tell("pads"))
        return self._pads[device_id]

    def add_keypad(self, device_id: str, counter_id: str) -> FakeCallKeypad:
        self._keypads[device_id] = FakeCallKeypad(counter_id)
        return self._keypads[device_id]

    def heed(self, news: DeviceNews) -> None:
        """Write down what is spoken; for `Devices.listen`."""
        if isinstance(news, Spoke) and news.moment != "finished":
            entry = BenchSpeech(
                news.device_id,
                news.key,
                news.label,
                news.clips,
                news.short,
                news.moment,
                self._clock.now(),
            )
            with self._lock:
                self._speech.append(entry)
            self._tell("speech")

    @property
    def fakes(self) -> Mapping[str, FakeDevice]:
        return {**self._printers, **self._signs, **self._pads, **self._keypads}

    # --- Workshop -----------------------------------------------------------------------

    def papers(self) -> tuple[BenchPaper, ...]:
        found = [
            BenchPaper(
                device_id,
                paper.number,
                paper.raster.width,
                paper.raster.height,
                paper.png,
                paper.is_cut,
                paper.at,
                paper.stray.decode("latin-1"),
            )
            for device_id, printer in self._printers.items()
            for paper in tuple(printer.papers)
        ]
        return tuple(sorted(found, key=lambda paper: paper.at))

    def signs(self) -> tuple[BenchSign, ...]:
        return tuple(
            BenchSign(device_id, counter_id, face.text, face.blink, sign.is_dark)
            for device_id, sign in self._signs.items()
            for counter_id, face in sign.faces().items()
        )

    def pads(self) -> tuple[BenchPad, ...]:
        return tuple(
            BenchPad(device_id, counter_id, armed)
            for device_id, pad in self._pads.items()
            for counter_id, armed in pad.armed().items()
        )

    def keypads(self) -> tuple[BenchKeypad, ...]:
        return tuple(
            BenchKeypad(device_id, keypad.counter_id, keypad.keys)
            for device_id, keypad in self._keypads.items()
        )

    def speech(self) -> tuple[BenchSpeech, ...]:
        with self._lock:
            return tuple(self._speech)

    def subscribe(self, listener: Callable[[str], None]) -> Callable[[], None]:
        self._listeners = (*self._listeners, listener)

        def leave() -> None:
            self._listeners = tuple(known for known in self._listeners if known is not listener)

        return leave

    def press(self, device_id: str, counter_id: str, key: str) -> None:
        if device_id in self._pads:
            self._pads[device_id].press(counter_id, int(key))
        else:
            self._keypads[device_id].press(key)

    def devices(self) -> tuple[str, ...]:
        return tuple(self.fakes)

    def faults(self, device_id: str) -> tuple[str, ...]:
        return PRINTER_FAULTS if device_id in self._printers else LINE_FAULTS

    def active_fault(self, device_id: str) -> str:
        return self.fakes[device_id].fault

    def misbehave(self, device_id: str, fault: str) -> None:
        self.fakes[device_id].misbehave(fault)
        self._tell("faults")

    def _tell(self, part: str) -> None:
        for listener in self._listeners:
            listener(part)


def demo_bench(
    counters: Sequence[str],
    *,
    clock: Clock,
    width_mm: str = "80",
    sound: str = "null",
    is_rehearsal: bool = False,
) -> DemoBench:
    """One of everything: a printer, a bus of signs, a bus of pads, a keypad per counter, a voice.

    `sound` is `null` or `sound` (the PC's loudspeaker).  In a rehearsal of
    many days nothing is sent just to see whether a device is still there.
    """
    bench = Bench(clock)
    addresses = {counter: place for place, counter in enumerate(counters, 1)}
    wires = {
        "printer-1": bench.add_printer("printer-1").wire,
        "signs-1": bench.add_sign("signs-1", addresses).wire,
        "pads-1": bench.add_pad("pads-1", addresses).wire,
    }
    configs: list[dict[str, Any]] = [
        {
            **_config("printer-1", "escpos_printer"),
            "options": {"width_mm": width_mm, "poll_s": 0.0, "push_status": True},
        },
        {
            **_config("signs-1", "framed_sign"),
            "counters": addresses,
            "options": {"refresh_s": 0.0 if is_rehearsal else 5.0},
        },
        {**_config("pads-1", "framed_pad"), "counters": addresses},
    ]
    for counter, place in addresses.items():
        device_id = f"keypad-{place}"
        wires[device_id] = bench.add_keypad(device_id, counter).wire
        configs.append({**_config(device_id, "serial_keypad"), "counter_id": counter})
    configs.append(
        {"device_id": "speaker-1", "driver": "pcm_speaker", "transport": {"kind": sound}}
    )
    for name, wire in wires.items():
        wire.name = name
    return DemoBench(tuple(configs), wires, bench)


def _config(device_id: str, driver: str) -> dict[str, Any]:
    return {
        "device_id": device_id,
        "driver": driver,
        "transport": {"kind": "memory", "wire": device_id},
    }
