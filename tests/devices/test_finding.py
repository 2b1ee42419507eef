"""Finding printers on real lines: a pseudo terminal, a socket, a device node."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.clock import SystemClock
from core.ports import Announcement, DeviceHealth
from devices.fakes.printer import FakePrinter
from devices.finding import LIMIT_S, DeviceFinder
from devices.hub import build_hub
from tests.devices.device_harness import a_slip

pty = pytest.importorskip("pty", reason="pseudo terminals are a POSIX thing")


class NetworkPrinter:
    """A fake printer on a port of this machine, one caller at a time."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self.printer = FakePrinter(SystemClock())
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        try:
            while True:
                caller, _ = self._listener.accept()
                with caller:
                    self.printer.plugged(caller.sendall)
                    while data := caller.recv(4096):
                        self.printer.heard(data)
        except OSError:
            return

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


@pytest.fixture
def network_printer() -> Iterator[NetworkPrinter]:
    made = NetworkPrinter()
    yield made
    made.close()


@pytest.fixture
def line() -> Iterator[Callable[[Any], str]]:
    """A pseudo terminal with a device behind it; returns its path."""
    ends: list[int] = []

    def made(device: Any) -> str:
        import tty

        far, near = pty.openpty()
        tty.setraw(far)
        tty.setraw(near)
        ends.extend((far, near))
        if device is not None:
            device.plugged(lambda data: os.write(far, data))
            threading.Thread(target=_serve, args=(far, device), daemon=True).start()
        return os.ttyname(near)

    yield made
    for end in ends:
        os.close(end)


def _serve(far: int, device: Any) -> None:
    try:
        while data := os.read(far, 4096):
            device.heard(data)
    except OSError:
        return


def port(path: str) -> Any:
    return SimpleNamespace(device=path, vid=None, pid=None, serial_number=None, location=None)


def finder(tmp_path: Path, *paths: str, **more: Any) -> DeviceFinder:
    ports = [port(path) for path in paths]
    more.setdefault("nodes", tmp_path / "none")
    return DeviceFinder(SystemClock(), ports=lambda: ports, **more)


def test_a_pc_without_devices(tmp_path: Path) -> None:
    assert finder(tmp_path).probe() == ()


def test_a_serial_printer_says_who_it_is(tmp_path: Path, line: Callable[[Any], str]) -> None:
    path = line(FakePrinter(SystemClock()))
    (found,) = finder(tmp_path, path, line(None)).probe()
    assert (found.state.kind, found.state.health) == ("printer", DeviceHealth.READY)
    assert found.config["transport"] == {"kind": "serial", "port": path, "baud": 9600}
    assert found.config["device_id"] == found.state.device_id == "printer-1"


def test_a_printer_without_paper_is_found_with_its_fault(
    tmp_path: Path, line: Callable[[Any], str]
) -> None:
    printer = FakePrinter(SystemClock())
    printer.misbehave("paper_out")
    (found,) = finder(tmp_path, line(printer)).probe()
    assert found.state.fault == "paper_out"


def test_a_network_printer_by_its_address(tmp_path: Path, network_printer: NetworkPrinter) -> None:
    (found,) = finder(tmp_path).probe([network_printer.address, " "])
    assert found.state.name == network_printer.address
    assert found.state.health is DeviceHealth.READY


def test_an_address_where_nobody_is(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as spare:
        address = f"127.0.0.1:{spare.getsockname()[1]}"
    clock = SystemClock()
    began_s = clock.monotonic_s()
    assert finder(tmp_path).probe([address]) == ()
    assert clock.monotonic_s() - began_s < LIMIT_S


def test_a_usb_node_is_a_printer_that_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "lp0").write_bytes(b"")
    (found,) = finder(tmp_path, nodes=tmp_path / "usb").probe()
    assert (found.state.name, found.state.fault) == ("lp0", "one_way")
    assert (tmp_path / "usb" / "lp0").read_bytes() == b""


def test_a_device_that_is_set_up_is_not_asked_again(
    tmp_path: Path, network_printer: NetworkPrinter
) -> None:
    (first,) = finder(tmp_path).probe([network_printer.address])
    hub = build_hub([first.config], clock=SystemClock())
    again = finder(tmp_path, known=lambda: [first.config], states=hub.states)
    (own,) = again.probe([network_printer.address])
    assert own.config == first.config
    assert own.state.health is DeviceHealth.OFF


def test_a_trial_prints_on_the_found_printer(
    tmp_path: Path, network_printer: NetworkPrinter, qapp: Any
) -> None:
    bench = finder(tmp_path)
    (found,) = bench.probe([network_printer.address])
    tried = bench.try_out(found.config, a_slip())
    assert (tried.outcome, tried.fault) == ("done", "")
    assert len(network_printer.printer.papers) == 1


def test_a_trial_on_a_lost_printer_says_why(
    tmp_path: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("p is lost")
    with socket.create_server(("127.0.0.1", 0)) as spare:
        host, number = spare.getsockname()
    config = {
        "device_id": "p",
        "driver": "escpos_printer",
        "transport": {"kind": "tcp", "host": host, "port": number},
    }
    tried = finder(tmp_path).try_out(config, a_slip())
    assert (tried.outcome, tried.fault) == ("failed", "refused")


def test_a_trial_of_the_speaker_ends_when_it_has_spoken(tmp_path: Path) -> None:
    config = {"device_id": "s", "driver": "pcm_speaker", "transport": {"kind": "null"}}
    tried = finder(tmp_path).try_out(config, Announcement("test", ("vi/one",)))
    assert tried.outcome == "sent"
