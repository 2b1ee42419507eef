"""Real pyserial on a pseudo terminal, real sockets on loopback: faults of the lines."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.clock import SystemClock
from core.ports import (
    Announcement,
    DeviceHealth,
    DeviceNews,
    DeviceState,
    KeypadKey,
    PrintOutcome,
)
from devices.fakes.bench import demo_bench
from devices.fakes.printer import FakePrinter
from devices.hub import Hub, build_hub
from devices.transports.base import TransportError
from devices.transports.file import FileTransport
from devices.transports.serial_port import SerialTransport, find_port, port_identity
from devices.transports.tcp import TcpTransport
from tests.devices.device_harness import a_slip, marked_raster
from tests.devices.far_ends import FarEnd, NetworkPrinter

pty = pytest.importorskip("pty", reason="pseudo terminals are a POSIX thing")
LONGEST_S = 3.0
PATIENCE_S = 10.0
Expect = Callable[[str], None]


class Office:
    """A hub with threads; waits for news instead of time."""

    def __init__(self, driver: str, transport: dict[str, Any], **more: Any) -> None:
        self.news: queue.Queue[DeviceNews] = queue.Queue()
        config = {"device_id": "device-1", "driver": driver, "transport": transport, **more}
        self.hub: Hub = build_hub([config], clock=SystemClock(), draw=marked_raster)
        self.hub.listen(self.news.put)
        self.hub.start()

    def wait_for(self, wanted: Callable[[Any], bool]) -> Any:
        while True:
            news = self.news.get(timeout=PATIENCE_S)
            if wanted(news):
                return news

    def wait_outcome(self, *deliveries: str) -> PrintOutcome:
        found: PrintOutcome = self.wait_for(
            lambda n: isinstance(n, PrintOutcome) and n.delivery in deliveries
        )
        return found

    def wait_health(self, health: DeviceHealth) -> DeviceState:
        found: DeviceState = self.wait_for(
            lambda n: isinstance(n, DeviceState) and n.health == health
        )
        return found


@pytest.fixture
def offices() -> Iterator[list[Office]]:
    made: list[Office] = []
    yield made
    for office in made:
        office.hub.stop()
    assert not [t for t in threading.enumerate() if t.name.startswith("device-")]


def elapsed(action: Callable[[], object]) -> float:
    clock = SystemClock()
    start = clock.monotonic_s()
    action()
    return clock.monotonic_s() - start


# --- Serial ---------------------------------------------------------------------------


def test_a_slip_over_a_serial_line_is_confirmed(offices: list[Office]) -> None:
    printer = FakePrinter(SystemClock())
    far = FarEnd(printer)
    offices.append(office := Office("escpos_printer", _serial(far)))
    office.hub.print_slip(a_slip())
    assert office.wait_outcome("confirmed").evidence == "fence"
    assert printer.papers[0].rows[3] == 1


def test_a_serial_printer_that_reads_nothing_never_blocks(
    offices: list[Office], expected_logs: Expect
) -> None:
    expected_logs("is lost")
    far = FarEnd()
    offices.append(office := Office("escpos_printer", _serial(far), options={"confirm": "none"}))
    for number in (1, 2, 3):
        assert elapsed(lambda n=number: office.hub.print_slip(a_slip(f"t{n}"))) < 0.05
    # The system's own buffer takes the first slip or two; then nothing goes any more.
    assert elapsed(lambda: office.wait_outcome("uncertain")) < LONGEST_S
    assert elapsed(office.hub.stop) < LONGEST_S


def test_a_pulled_cable_is_noticed_and_the_device_found_again(
    offices: list[Office], expected_logs: Expect, tmp_path: Path
) -> None:
    expected_logs("is lost")
    name = tmp_path / "port"
    first = FarEnd()
    name.symlink_to(first.path)
    offices.append(
        office := Office("serial_keypad", {"kind": "serial", "port": str(name)}, counter_id="q1")
    )
    office.wait_health(DeviceHealth.READY)
    first.unplug()
    assert elapsed(lambda: office.wait_health(DeviceHealth.LOST)) < 2.0
    second = FarEnd()
    name.unlink()
    name.symlink_to(second.path)
    assert elapsed(lambda: office.wait_health(DeviceHealth.READY)) < 5.5
    second.say(b"15\r")
    assert office.wait_for(lambda n: isinstance(n, KeypadKey)).key == "call:15"


def test_garbage_and_half_lines_on_a_serial_line(offices: list[Office]) -> None:
    far = FarEnd()
    offices.append(office := Office("serial_keypad", _serial(far), counter_id="q1"))
    office.wait_health(DeviceHealth.READY)
    far.say(bytes(range(128, 256)))
    far.say(b"1")
    far.say(b"2")
    far.say(b"\r")
    assert office.wait_for(lambda n: isinstance(n, KeypadKey)).key == "call:12"


def test_a_port_that_is_not_there_is_listed_with_its_fault(
    offices: list[Office], expected_logs: Expect, tmp_path: Path
) -> None:
    expected_logs("is lost")
    transport = {"kind": "serial", "port": str(tmp_path / "nothing")}
    offices.append(office := Office("serial_keypad", transport, counter_id="q1"))
    assert office.wait_health(DeviceHealth.LOST).fault == "port_missing"
    assert office.hub.states()[0].fault == "port_missing"


def test_a_port_has_one_owner() -> None:
    far = FarEnd()
    first, second = SerialTransport(far.path), SerialTransport(far.path)
    first.open()
    with pytest.raises(TransportError) as caught:
        second.open()
    assert caught.value.code == "port_busy"
    first.close()
    first.close()
    second.open()
    second.close()


def test_a_waiting_read_can_be_woken() -> None:
    far = FarEnd()
    transport = SerialTransport(far.path)
    transport.open()
    threading.Timer(0.05, transport.wake).start()
    assert elapsed(lambda: transport.read(5.0)) < LONGEST_S
    transport.close()


class Adapter:
    """What pyserial says of a port."""

    def __init__(self, device: str, vid: int | None, pid: int | None, number: str) -> None:
        self.device, self.vid, self.pid, self.serial_number = device, vid, pid, number
        self.location = "1-2"


ADAPTERS: Any = [
    Adapter("COM1", None, None, ""),
    Adapter("COM4", 0x1A86, 0x7523, ""),
    Adapter("COM7", 0x0403, 0x6001, "A50285BI"),
]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("COM3", "COM3"),
        ("usb:1a86:7523", "COM4"),
        ("usb:0403:6001:A50285BI", "COM7"),
        ("USB:", "USB:"),
    ],
)
def test_ports_are_found_by_what_is_plugged_in(pattern: str, found: str) -> None:
    assert find_port(pattern, lambda: ADAPTERS) == found


def test_a_missing_adapter_is_said_so() -> None:
    with pytest.raises(TransportError, match="port_missing"):
        find_port("usb:0403:6001:other", lambda: ADAPTERS)
    assert port_identity(ADAPTERS[2]) == "usb:0403:6001:A50285BI:1-2"
    assert port_identity(ADAPTERS[0]) == "COM1"


# --- Network ---------------------------------------------------------------------------


@pytest.fixture
def network() -> Iterator[Callable[[FakePrinter | None], NetworkPrinter]]:
    made: list[NetworkPrinter] = []

    def make(device: FakePrinter | None) -> NetworkPrinter:
        made.append(NetworkPrinter(device))
        return made[-1]

    yield make
    for printer in made:
        printer.close()


def test_a_network_printer_is_opened_for_each_slip(
    offices: list[Office], network: Callable[..., NetworkPrinter]
) -> None:
    device = FakePrinter(SystemClock())
    printer = network(device)
    offices.append(office := Office("escpos_printer", _tcp(printer.port)))
    office.wait_health(DeviceHealth.READY)
    for number in (1, 2):
        office.hub.print_slip(a_slip(f"t{number}"))
        assert office.wait_outcome("confirmed").evidence == "fence"
    assert printer.connections == 3
    assert [paper.rows[3] for paper in device.papers] == [1, 2]


def test_a_network_printer_that_never_reads_never_blocks(
    offices: list[Office], network: Callable[..., NetworkPrinter]
) -> None:
    printer = network(None)
    offices.append(office := Office("escpos_printer", _tcp(printer.port)))
    for number in range(1, 4):
        office.hub.print_slip(a_slip(f"t{number}"))
        assert elapsed(lambda: office.wait_outcome("sent", "uncertain")) < LONGEST_S
    assert elapsed(office.hub.stop) < LONGEST_S


def test_nobody_listening_is_said_within_two_seconds(
    offices: list[Office], expected_logs: Expect
) -> None:
    expected_logs("is lost")
    with socket.create_server(("127.0.0.1", 0)) as spare:
        port = spare.getsockname()[1]
    offices.append(office := Office("escpos_printer", _tcp(port)))
    assert elapsed(lambda: office.wait_health(DeviceHealth.LOST)) < 2.0
    office.hub.print_slip(a_slip())
    assert office.wait_outcome("queued").evidence == "refused"


def test_a_write_that_nobody_takes_ends_in_two_seconds(
    network: Callable[..., NetworkPrinter],
) -> None:
    transport = TcpTransport("127.0.0.1", network(None).port)
    transport.open()

    def fill() -> None:
        with pytest.raises(TransportError) as caught:
            transport.write(bytes(64_000_000))
        assert caught.value.code == "stalled"
        assert caught.value.sent is not None

    assert elapsed(fill) < LONGEST_S
    transport.close()


# --- File -----------------------------------------------------------------------------


def test_slips_into_a_file(offices: list[Office], tmp_path: Path) -> None:
    path = tmp_path / "slips.bin"
    offices.append(office := Office("escpos_printer", {"kind": "file", "path": str(path)}))
    office.hub.print_slip(a_slip())
    assert office.wait_outcome("sent").evidence == "written"
    assert path.read_bytes().startswith(b"\x1b@\x1dv0\x00")


def test_a_file_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(TransportError, match="port_missing"):
        FileTransport(str(tmp_path / "no" / "folder")).open()


def _serial(far: FarEnd) -> dict[str, Any]:
    return {"kind": "serial", "port": far.path, "baud": 115200}


def _tcp(port: int) -> dict[str, Any]:
    return {"kind": "tcp", "host": "127.0.0.1", "port": port}


# --- All at once -------------------------------------------------------------------------


def test_a_bench_on_threads_works_and_ends_in_time() -> None:
    clock = SystemClock()
    demo = demo_bench(["q1", "q2"], clock=clock)
    hub = build_hub(demo.configs, clock=clock, wires=demo.wires, draw=marked_raster)
    news: queue.Queue[DeviceNews] = queue.Queue()
    hub.listen(news.put)
    hub.listen(demo.bench.heed)
    hub.start()
    hub.print_slip(a_slip())
    hub.say(Announcement("A015", (), (), "A015"))
    hub.show("q2", "A015", blink=True)
    demo.bench.press("keypad-1", "q1", "next")
    wanted = {"confirmed", "started", "next"}
    while wanted:
        item = news.get(timeout=PATIENCE_S)
        wanted -= {str(getattr(item, name, "")) for name in ("delivery", "moment", "key")}
    assert elapsed(hub.stop) < 2.5
    assert not [t for t in threading.enumerate() if t.name.startswith("device-")]
