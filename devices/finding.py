"""Finding the devices of a PC: what is plugged in, or answers at an address.

Only ticket printers say who they are; a sign or a keypad on a serial line is
dumb until it is told its counter, and is set up by hand.  Every place is asked
on a thread of its own, because a dead address keeps its thread for seconds.
"""

from __future__ import annotations

import logging
import queue
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.clock import Clock
from core.errors import Problem
from core.ports import (
    Announcement,
    DeviceHealth,
    DeviceNews,
    DeviceState,
    FoundDevice,
    PrintOutcome,
    Slip,
    Spoke,
    TriedDevice,
)
from core.queue.model import Delivery
from devices.description import PRINTER
from devices.hub import build_hub
from devices.protocols.escpos import Ask, ReplyParser, Status, fault_of, query
from devices.transports import Wires, build_transport
from devices.transports.base import Transport, TransportError

if TYPE_CHECKING:
    from serial.tools.list_ports_common import ListPortInfo

_log = logging.getLogger("devices")

LIMIT_S = 10.0
ANSWER_S = 0.6
BAUDS = (9600, 19200, 38400, 115200)
TICKET_PORT = 9100
DRIVER = "escpos_printer"
_AT_ONCE = 8
_USB_NODES = Path("/dev/usb")
_OVER = (Delivery.CONFIRMED, Delivery.SENT, Delivery.UNCERTAIN, Delivery.FAILED)

Ports = Callable[[], "Iterable[ListPortInfo]"]
Config = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a printer may be: its ways to be reached, the likeliest first."""

    name: str
    transports: tuple[Mapping[str, Any], ...]


class DeviceFinder:
    """`core.services.DeviceBench` for this PC.

    `known` are the devices that it has already: they are not asked again,
    their ports being busy, and come first with the state that `states` tells.
    """

    def __init__(
        self,
        clock: Clock,
        known: Callable[[], Sequence[Mapping[str, Any]]] = tuple,
        states: Callable[[], Sequence[DeviceState]] = tuple,
        *,
        ports: Ports | None = None,
        nodes: Path = _USB_NODES,
        wires: Wires | None = None,
    ) -> None:
        self._clock = clock
        self._known = known
        self._states = states
        self._ports = ports or _ports_of_this_pc
        self._nodes = nodes
        self._wires = wires or {}

    def probe(self, addresses: Sequence[str] = ()) -> tuple[FoundDevice, ...]:
        """The devices that answer now; `addresses` are hosts or `host:port` of printers.

        Takes up to 10 s; a place that says nothing in that time is left out.
        """
        known = [dict(config) for config in self._known()]
        taken = [config["transport"] for config in known]
        places = [place for place in self._places(addresses) if not _is_among(place, taken)]
        pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="finding")
        asked = [pool.submit(self._ask, place) for place in places]
        done, _late = wait(asked, LIMIT_S)
        pool.shutdown(wait=False, cancel_futures=True)
        answers = [future.result() for future in asked if future in done]
        states = {state.device_id: state for state in self._states()}
        own = [FoundDevice(states[c["device_id"]], c) for c in known if c["device_id"] in states]
        return (*own, *_named([found for found in answers if found is not None], own))

    def try_out(self, config: Mapping[str, Any], trial: Slip | Announcement) -> TriedDevice:
        """Print a slip or say something on one device that this PC has not set up yet.

        Takes up to 10 s.
        """
        heard: queue.SimpleQueue[DeviceNews] = queue.SimpleQueue()
        hub = build_hub([config], clock=self._clock, wires=self._wires)
        hub.listen(heard.put)
        hub.start()
        try:
            if isinstance(trial, Slip):
                hub.print_slip(trial)
            else:
                hub.say(trial)
            for state in hub.states():
                heard.put(state)
            return self._outcome(heard)
        finally:
            hub.stop()

    def _outcome(self, heard: queue.SimpleQueue[DeviceNews]) -> TriedDevice:
        ends_s = self._clock.monotonic_s() + LIMIT_S
        while (left_s := ends_s - self._clock.monotonic_s()) > 0:
            try:
                judged = _judged(heard.get(timeout=left_s))
            except queue.Empty:
                break
            if judged is not None:
                return judged
        return TriedDevice("failed", "no_answer")

    # --- places -----------------------------------------------------------------

    def _places(self, addresses: Sequence[str]) -> list[_Place]:
        return [
            *(_at_address(address.strip()) for address in addresses if address.strip()),
            *(_at_node(node) for node in _nodes_in(self._nodes)),
            *self._at_ports(),
        ]

    def _at_ports(self) -> list[_Place]:
        ports = list(self._ports())
        named = [_lasting_name(port) for port in ports]
        places = []
        for port, name in zip(ports, named, strict=True):
            lasting = name if named.count(name) == 1 else str(port.device)
            ways = tuple({"kind": "serial", "port": lasting, "baud": baud} for baud in BAUDS)
            places.append(_Place(str(port.device), ways))
        return places

    def _ask(self, place: _Place) -> FoundDevice | None:
        """The printer at a place, None when nothing like one is there."""
        for transport in place.transports:
            try:
                line = build_transport(transport, self._wires)
                line.open()
            except (TransportError, Problem) as error:
                _log.info("nothing can be reached at %s: %s", place.name, error)
                return None
            try:
                found = self._answer(line, transport, place.name)
            except TransportError as error:
                _log.info("%s does not take what a printer takes: %s", place.name, error.code)
                return None
            finally:
                line.close()
            if found is not None:
                return found
        return None

    def _answer(
        self, line: Transport, transport: Mapping[str, Any], name: str
    ) -> FoundDevice | None:
        """A serial line must answer; a node or an address that opens is one already."""
        answers = {}
        if transport["kind"] != "file":
            for ask in (Ask.PRINTER, Ask.PAPER):
                value = self._asked(line, ask)
                if value is None:
                    break
                answers[ask] = value
        if not answers and transport["kind"] == "serial":
            return None
        fault = fault_of(answers) if answers else "one_way"
        health = DeviceHealth.DEGRADED if fault else DeviceHealth.READY
        state = DeviceState("", PRINTER, name, health, fault, self._clock.now(), DRIVER)
        return FoundDevice(state, {"driver": DRIVER, "name": name, "transport": dict(transport)})

    def _asked(self, line: Transport, ask: Ask) -> int | None:
        parser = ReplyParser()
        line.write(query(ask))
        ends_s = self._clock.monotonic_s() + ANSWER_S
        while (left_s := ends_s - self._clock.monotonic_s()) > 0:
            for reply in parser.feed(line.read(left_s)):
                if isinstance(reply, Status):
                    return reply.value
        return None


def _judged(news: DeviceNews) -> TriedDevice | None:
    """What a piece of news says of the trial; None when it says nothing yet."""
    if isinstance(news, DeviceState) and news.health is DeviceHealth.LOST:
        return TriedDevice("failed", news.fault)
    if isinstance(news, PrintOutcome) and news.delivery in _OVER:
        if news.delivery == Delivery.CONFIRMED:
            return TriedDevice("done")
        return TriedDevice("failed" if news.delivery == Delivery.FAILED else "sent", news.evidence)
    if isinstance(news, Spoke):
        outcomes = {"finished": TriedDevice("sent"), "unheard": TriedDevice("failed", "no_sound")}
        return outcomes.get(news.moment)
    return None


def _at_address(address: str) -> _Place:
    host, _, port = address.partition(":")
    number = int(port) if port.isdecimal() else TICKET_PORT
    return _Place(address, ({"kind": "tcp", "host": host, "port": number},))


def _at_node(node: Path) -> _Place:
    return _Place(node.name, ({"kind": "file", "path": str(node)},))


def _nodes_in(folder: Path) -> list[Path]:
    """The USB printers of a Linux PC, as `usblp` shows them."""
    return sorted(folder.glob("lp*")) if folder.is_dir() else []


def _ports_of_this_pc() -> Iterable[ListPortInfo]:
    """Asked for when somebody looks for devices, not when the program starts."""
    from serial.tools import list_ports

    return list_ports.comports()


def _lasting_name(port: ListPortInfo) -> str:
    """A port's name that holds when the adapter moves to another socket."""
    from devices.transports.serial_port import port_identity

    identity = port_identity(port)
    return ":".join(identity.split(":")[:4]) if identity.startswith("usb:") else identity


def _is_among(place: _Place, taken: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a device that is set up already has this place."""
    words = ("host", "port", "path")
    mine = [[way.get(word) for word in words] for way in place.transports]
    return any([one.get(word) for word in words] in mine for one in taken)


def _named(answers: Sequence[FoundDevice], own: Sequence[FoundDevice]) -> list[FoundDevice]:
    """Give each new device an id that nobody has."""
    taken = {found.state.device_id for found in own}
    free = (f"printer-{n}" for n in range(1, 1000) if f"printer-{n}" not in taken)
    return [
        FoundDevice(replace(found.state, device_id=name), {"device_id": name, **found.config})
        for found, name in zip(answers, free, strict=False)
    ]
