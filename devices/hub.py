"""All devices of this PC behind one door.

The hub makes a port per configured device, sends commands to whichever serve
a counter, and passes news on.  A device that cannot be made or opened stays
in the list with its fault, so that staff see what is missing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from core.clock import Clock, Timers
from core.errors import Problem
from core.ports import (
    Announcement,
    DeviceHealth,
    DeviceNews,
    DeviceState,
    PrintOutcome,
    Slip,
)
from core.queue.model import Delivery
from core.resources import resource
from core.settings import Values
from devices.commands import ArmPad, Command, DisarmPad, PrintSlip, Say, ShowText
from devices.description import (
    PAD,
    PRINTER,
    SIGN,
    SPEAKER,
    Services,
    checked_config,
    known_drivers,
)
from devices.port import Port
from devices.raster import Raster
from devices.transports import Wires, build_transport
from devices.workers import InlinePort, ThreadPort

_log = logging.getLogger("devices")

STOP_S = 2.0

Listener = Callable[[DeviceNews], None]
Config = Mapping[str, Any]


def build_hub(
    configs: Sequence[Config],
    *,
    clock: Clock,
    timers: Timers | None = None,
    settings: Callable[[], Values] = Values,
    voice_folder: Path | None = None,
    wires: Wires | None = None,
    draw: Callable[[Slip, int], Raster] | None = None,
) -> Hub:
    """The hub for the devices of `station.json`.

    With `timers` no thread is made: every device works on the calling thread
    in the timers' time, which is for simulation and tests, and every transport
    must then be a memory line or `null`.  `wires` are the memory lines of fake
    devices by name.  `draw` makes the raster of a slip for a width in dots.
    """
    services = Services(clock, settings, draw or _draw, voice_folder or resource("voice"))
    hub = Hub(clock)
    for config in configs:
        hub.add(config, services, timers, wires or {})
    return hub


class Hub:
    """Implements `core.ports.Devices`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._ports: list[Port] = []
        self._broken: list[DeviceState] = []
        self._listeners: list[Listener] = []
        self._taken: set[str] = set()

    def add(self, raw: Config, services: Services, timers: Timers | None, wires: Wires) -> None:
        """Make the port of one device; a configuration that does not fit is listed as such."""
        try:
            config = checked_config(raw)
            transport = build_transport(config.transport, wires)
            if transport.identity in self._taken:
                raise Problem("device.port_taken", detail=transport.identity)
            parts = (config, known_drivers()[config.driver], transport, services, self._publish)
            port: Port = ThreadPort(*parts) if timers is None else InlinePort(timers, *parts)
        except Problem as problem:
            self._list_broken(raw, problem.code.partition(".")[2], str(problem.facts["detail"]))
            return
        self._ports.append(port)
        if config.transport["kind"] != "null":
            self._taken.add(transport.identity)

    def _list_broken(self, raw: Config, fault: str, detail: str) -> None:
        device_id = str(raw.get("device_id", "?"))
        _log.warning("%s cannot be set up: %s (%s)", device_id, fault, detail)
        self._broken.append(
            DeviceState(
                device_id,
                str(raw.get("kind", "")),
                str(raw.get("name") or device_id),
                DeviceHealth.LOST,
                fault,
                self._clock.now(),
                str(raw.get("driver", "")),
                {"detail": detail},
            )
        )

    # --- Devices -------------------------------------------------------------------

    def start(self) -> None:
        for port in self._ports:
            port.start()

    def stop(self) -> None:
        """End every worker, the last one started first; each has 2 s."""
        for port in reversed(self._ports):
            if not port.stop(STOP_S):
                _log.error("the worker of %s did not end", port.config.device_id)

    def states(self) -> tuple[DeviceState, ...]:
        return (*(port.state for port in self._ports), *self._broken)

    def listen(self, listener: Listener) -> Callable[[], None]:
        self._listeners = [*self._listeners, listener]

        def leave() -> None:
            self._listeners = [known for known in self._listeners if known is not listener]

        return leave

    def print_slip(self, slip: Slip) -> None:
        """Print on the printer in the best health; without any, the number stays on screen."""
        printers = [port for port in self._ports if port.config.kind == PRINTER]
        if not printers:
            outcome = PrintOutcome(slip.ticket_id, slip.copy, Delivery.SCREEN, "no_printer")
            self._publish(outcome)
            return
        min(printers, key=lambda port: _unfitness(port.state.health)).submit(PrintSlip(slip))

    def show(self, counter_id: str, text: str, blink: bool) -> None:
        self._tell(SIGN, counter_id, ShowText(counter_id, text, blink))

    def clear(self, counter_id: str) -> None:
        self._tell(SIGN, counter_id, ShowText(counter_id, ""))

    def arm(self, counter_id: str, window_s: int) -> None:
        self._tell(PAD, counter_id, ArmPad(counter_id, window_s))

    def disarm(self, counter_id: str) -> None:
        self._tell(PAD, counter_id, DisarmPad(counter_id))

    def say(self, announcement: Announcement) -> None:
        for port in self._ports:
            if port.config.kind == SPEAKER:
                port.submit(Say(announcement))

    def _tell(self, kind: str, counter_id: str, command: Command) -> None:
        for port in self._ports:
            if port.config.kind == kind and counter_id in port.config.counters:
                port.submit(command)

    def _publish(self, news: DeviceNews) -> None:
        for listener in self._listeners:
            try:
                listener(news)
            except Exception:  # one listener's fault must not silence a device for the others
                _log.exception("a listener of the devices failed")


def _unfitness(health: DeviceHealth) -> int:
    """Ready first; one that is lost only when nothing else is there."""
    order = (DeviceHealth.READY, DeviceHealth.DEGRADED, DeviceHealth.OFF, DeviceHealth.LOST)
    return order.index(health)


def _draw(slip: Slip, width_dots: int) -> Raster:
    """Draw with Qt, which only a PC that prints needs to load."""
    from devices.slip import draw_slip

    return draw_slip(slip, width_dots)
