"""Every page and state of the wizard, as pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from core.dossiers.catalogue import Installed
from core.errors import Exit, Problem
from core.ports import DeviceHealth, DeviceState, FoundDevice, TriedDevice
from core.services import Services
from core.station import Station
from ui.setup.devices_page import DevicesPage
from ui.setup.pages import CentrePage, PeoplePage, RolesPage, StartPage
from ui.setup.window import SetupWindow

CENTRE = {
    "centre.superior": "ỦY BAN NHÂN DÂN PHƯỜNG ĐÔNG HẢI",
    "centre.issuer": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "centre.name": "Trung tâm Phục vụ hành chính công phường Đông Hải",
    "centre.place": "Đông Hải",
    "centre.hotline": "0225 000 000",
}
OFFICERS = """Trần Quốc Khánh
Phạm Thị Thùy Dương
Lê Đức Thịnh
Vũ Ngọc Ánh
Đỗ Minh Quân
Hoàng Thị Mỹ Lệ"""
OWN_DOTS = ("Đang tìm, có thể mất 10 giây…", "Đang thử…", "Chọn…")
SENTENCE = "mot cau dai de nho"


class ScriptedBench:
    """Finds what a test says, or is still looking."""

    def __init__(self) -> None:
        self.found: Future[tuple[FoundDevice, ...]] = Future()
        self.tried: Future[TriedDevice] = Future()
        self.asked: list[Sequence[str]] = []

    def probe(self, addresses: Sequence[str] = ()) -> tuple[FoundDevice, ...]:
        self.asked.append(addresses)
        raise _LaterError(self.found)

    def try_out(self, _config: Mapping[str, Any], _trial: Any) -> TriedDevice:
        raise _LaterError(self.tried)


class _LaterError(Exception):
    """Carries a future that the test settles."""


class QuietDesk:
    def __init__(self) -> None:
        self.trouble: Problem | None = None
        self.written: list[Station] = []

    def read(self) -> Station:
        return Station()

    def write(self, station: Station) -> None:
        self.written.append(station)

    def start_with_pc(self, _wanted: bool) -> None:
        if self.trouble is not None:
            raise self.trouble


def aside(work: Callable[[], Any]) -> Future[Any]:
    future: Future[Any] = Future()
    try:
        future.set_result(work())
    except _LaterError as later:
        known: Future[Any] = later.args[0]
        return known
    except Exception as error:
        future.set_exception(error)
    return future


@pytest.fixture
def bench() -> ScriptedBench:
    return ScriptedBench()


@pytest.fixture
def desk() -> QuietDesk:
    return QuietDesk()


@pytest.fixture
def wizard(
    qtbot: Any,
    office: Any,
    scripted_store: Any,
    theme: Any,
    bench: ScriptedBench,
    desk: QuietDesk,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., SetupWindow]:
    """Opens the wizard on scripted answers."""

    def opened(is_known: object = False) -> SetupWindow:
        pins = iter(f"{number}" for number in range(4071, 9999, 913))
        monkeypatch.setattr("ui.setup.pages.fresh_pin", lambda: next(pins))
        office.services = Services(
            aside=aside, hash_secret=lambda secret: "#" * len(secret), devices=bench, station=desk
        )
        scripted_store.answers["is_set_up"] = is_known
        scripted_store.answers["set_up_centre"] = Installed(10, 6, 90, 12)
        window = SetupWindow(office, theme)
        qtbot.addWidget(window)
        QApplication.processEvents()
        return window

    return opened


def fill(window: SetupWindow, upto: int = 5) -> None:
    """Answer the first pages as a newcomer would, and go on after each."""
    for page in window.pages[:upto]:
        if isinstance(page, CentrePage):
            for name, field in page.fields.items():
                field.setText(CENTRE[name])
        elif isinstance(page, PeoplePage):
            page.person.setText("Nguyễn Thị Hồng Hạnh")
            page.position.setText("Phó Giám đốc Trung tâm")
            page.secret.setText(SENTENCE)
            page.again.setText(SENTENCE)
            page.officers.setPlainText(OFFICERS)
        elif isinstance(page, StartPage):
            page.folder.setText("")
        window.go_on()
        QApplication.processEvents()


def a_printer(fault: str = "") -> FoundDevice:
    health = DeviceHealth.DEGRADED if fault else DeviceHealth.READY
    state = DeviceState("printer-1", "printer", "COM3", health, fault, 0, "escpos_printer")
    transport = {"kind": "serial", "port": "COM3", "baud": 19200}
    return FoundDevice(
        state,
        {
            "device_id": "printer-1",
            "driver": "escpos_printer",
            "name": "COM3",
            "transport": transport,
        },
    )


@pytest.fixture
def look(check: Callable[..., None], staff_sizes: Any) -> Callable[[SetupWindow, str], None]:
    def looked(window: SetupWindow, state: str) -> None:
        QApplication.processEvents()
        if (focused := window.focusWidget()) is not None:
            focused.clearFocus()
        for size in staff_sizes:
            check(window, f"setup_{state}_{size[0]}", size, elided=OWN_DOTS)

    return looked


def test_first_page(wizard: Any, look: Any) -> None:
    look(wizard(), "centre_empty")


def test_centre_without_a_name(wizard: Any, look: Any) -> None:
    window = wizard()
    window.go_on()
    look(window, "centre_missing")


def test_centre_typed(wizard: Any, look: Any) -> None:
    window = wizard()
    fill(window, 1)
    window.go_back()
    look(window, "centre_typed")


def test_roles(wizard: Any, look: Any) -> None:
    window = wizard()
    fill(window, 1)
    look(window, "roles")


def test_roles_with_a_counter_that_there_is_not(wizard: Any, look: Any) -> None:
    window = wizard()
    fill(window, 1)
    roles = window.pages[1]
    assert isinstance(roles, RolesPage)
    roles.own.setText("7")
    window.go_on()
    look(window, "roles_wrong_counter")


def test_looking_for_devices(wizard: Any, look: Any) -> None:
    window = wizard()
    fill(window, 2)
    look(window, "devices_probing")


def test_no_device(wizard: Any, look: Any, bench: ScriptedBench) -> None:
    bench.found.set_result(())
    window = wizard()
    fill(window, 2)
    look(window, "devices_none")


def test_devices_found_and_tried(wizard: Any, look: Any, bench: ScriptedBench) -> None:
    bench.found.set_result((a_printer("paper_near_end"),))
    bench.tried.set_result(TriedDevice("sent"))
    window = wizard()
    fill(window, 2)
    page = window.pages[2]
    assert isinstance(page, DevicesPage)
    page.speaker.trial.click()
    look(window, "devices_found")
    page.rows[0].show_trial(TriedDevice("failed", "paper_out"))
    page.speaker.show_trial(TriedDevice("failed", "no_sound"))
    look(window, "devices_failed")


def test_a_printer_that_does_not_answer(wizard: Any, look: Any, bench: ScriptedBench) -> None:
    bench.found.set_result(())
    window = wizard()
    fill(window, 2)
    page = window.pages[2]
    assert isinstance(page, DevicesPage)
    page.host.setText("192.168.1.50")
    page.search.click()
    look(window, "devices_no_answer")
    assert page.take() == ""
    assert window.answers.devices[0]["transport"]["host"] == "192.168.1.50"


def test_people(wizard: Any, look: Any, bench: ScriptedBench) -> None:
    bench.found.set_result(())
    window = wizard()
    fill(window, 3)
    look(window, "people_empty")
    fill_people = window.pages[3]
    assert isinstance(fill_people, PeoplePage)
    fill_people.person.setText("Nguyễn Thị Hồng Hạnh")
    fill_people.secret.setText("abc")
    fill_people.again.setText("abc")
    fill_people.officers.setPlainText(OFFICERS)
    window.go_on()
    look(window, "people_weak")


def test_start(wizard: Any, look: Any, bench: ScriptedBench) -> None:
    bench.found.set_result(())
    window = wizard()
    fill(window, 4)
    look(window, "start")


def test_done(wizard: Any, look: Any, bench: ScriptedBench, desk: QuietDesk) -> None:
    bench.found.set_result(())
    window = wizard()
    fill(window)
    look(window, "done")
    assert desk.written[0].roles == ("kiosk", "board", "counter:q1", "supervisor")
    assert window.answers.secret == ""


def test_done_without_autostart(
    wizard: Any, look: Any, bench: ScriptedBench, desk: QuietDesk
) -> None:
    bench.found.set_result(())
    desk.trouble = Problem(
        "setup.no_autostart",
        Exit.ENVIRONMENT,
        folder="/home/mot-cua/.config/autostart",
        reason="Permission denied",
    )
    window = wizard()
    fill(window)
    look(window, "done_with_trouble")


def test_refused(wizard: Any, look: Any, bench: ScriptedBench, scripted_store: Any) -> None:
    bench.found.set_result(())
    window = wizard()
    scripted_store.answers["set_up_centre"] = Problem("store.disk_full", Exit.ENVIRONMENT)
    fill(window)
    look(window, "refused")


def test_one_more_pc(wizard: Any, look: Any, bench: ScriptedBench, scripted_store: Any) -> None:
    bench.found.set_result(())
    window = wizard(is_known=True)
    look(window, "one_more_pc")
    fill(window)
    look(window, "one_more_pc_done")
    assert [act.verb.__name__ for act in scripted_store.acts] == []


def test_offline(wizard: Any, look: Any) -> None:
    look(wizard(Problem("store.cannot_open", Exit.ENVIRONMENT, file="mot-cua.sqlite3")), "offline")
