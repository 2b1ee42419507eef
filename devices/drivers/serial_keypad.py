"""A numeric keypad on a serial line at one counter: keys of the call panel."""

from __future__ import annotations

from core.clock import Timer
from core.ports import DeviceHealth, KeypadKey
from devices.description import KEYPAD, Description, DeviceConfig, Option, Services
from devices.line import Driver, Line, Loss
from devices.protocols.description import load_protocol

MOST_FIGURES = 6


class SerialKeypad(Driver):
    """Figures before Enter call that number; figures left standing are forgotten."""

    def __init__(self, line: Line, config: DeviceConfig, services: Services) -> None:
        super().__init__(line)
        self._clock = services.clock
        self._device_id = config.device_id
        self._counter_id = next(iter(config.counters), "")
        self._bounce_s = float(config.options["bounce_s"])
        self._forget_s = float(config.options["forget_s"])
        self._keys = load_protocol(str(config.options["protocol"])).keys
        self._figures = ""
        self._timer: Timer | None = None
        self._last: tuple[str, float] = ("", 0.0)

    def opened(self) -> None:
        self._forget()
        self.line.report(DeviceHealth.READY)

    def lost(self, loss: Loss) -> None:  # noqa: ARG002
        self._forget()

    def received(self, data: bytes) -> None:
        for char in data.decode("latin-1"):
            if char in "0123456789":
                self._figure(char)
            elif char in self._keys:
                self._key(self._keys[char])

    def _figure(self, char: str) -> None:
        self._figures = (self._figures + char)[:MOST_FIGURES]
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.line.wait(self._forget_s, self._forget)

    def _key(self, key: str) -> None:
        figures = self._figures
        self._forget()
        if key == "clear":
            return
        if key == "enter":
            key = f"call:{int(figures)}" if figures else "next"
        now_s = self._clock.monotonic_s()
        before, at_s = self._last
        if key == before and now_s - at_s < self._bounce_s:
            return
        self._last = key, now_s
        self.line.emit(KeypadKey(self._counter_id, key, self._device_id))

    def _forget(self) -> None:
        self._figures = ""
        if self._timer is not None:
            self._timer.cancel()


DRIVER = Description(
    "serial_keypad",
    KEYPAD,
    ("serial", "tcp"),
    SerialKeypad,
    (
        Option("protocol", "text", "keypad_ascii"),
        Option("bounce_s", "number", 0.4, "s"),
        Option("forget_s", "number", 5.0, "s"),
    ),
)
