"""An empty folder, the wizard, and the first number called at a counter."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

import main
from core.autostart import autostart_file
from core.clock import AgendaClock
from core.people.rights import staff_actor
from core.ports import Act
from core.queue.calling import call_next
from core.queue.counters import open_counter
from core.queue.model import TicketState
from core.station import read_station
from devices.hub import build_hub
from ui.bridge import Office
from ui.kiosk.window import KioskWindow
from ui.setup.pages import CentrePage, PeoplePage, RolesPage, StartPage
from ui.setup.window import SetupWindow

PASSWORD = "mot cau dai de nho"
PATIENCE_MS = 15_000


class NewPc:
    """A data folder with what main puts together for it."""

    def __init__(self, folder: Path, clock: AgendaClock) -> None:
        self.folder = folder
        self.store = main.open_centre(folder, clock, "run")
        self.restarts = 0
        hub = build_hub((), clock=clock, timers=clock)
        self.parts = main.parts_of(folder, self.store, hub, clock)
        services = replace(self.parts.services, devices=None, restart=self._restart)
        self.office = Office(
            self.store,
            hub,
            clock,
            clock,
            self.parts.texts,
            staff=self.parts.staff,
            services=services,
        )

    def _restart(self) -> None:
        self.restarts += 1

    def close(self) -> None:
        self.office.close()
        self.store.close()


@pytest.fixture
def pc(qapp: Any, tmp_path: Path, agenda: AgendaClock) -> Iterator[NewPc]:
    made = NewPc(tmp_path / "data", agenda)
    yield made
    made.close()


@pytest.fixture
def wizard(qtbot: Any, theme: Any, pc: NewPc) -> Callable[[], SetupWindow]:
    def opened() -> SetupWindow:
        window = SetupWindow(pc.office, theme)
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda: bool(window.pages), timeout=PATIENCE_MS)
        return window

    return opened


def answer(window: SetupWindow, backup: str = "", *, live: bool = True) -> None:
    """Everything a newcomer types."""
    for page in window.pages:
        if isinstance(page, CentrePage):
            page.fields["centre.name"].setText("Trung tâm phường Ỷ Đỗ")
        elif isinstance(page, RolesPage):
            page.counters.setValue(3)
            page.own.setText("1, 2")
        elif isinstance(page, PeoplePage):
            page.person.setText("Nguyễn Thị Hồng Hạnh")
            page.secret.setText(PASSWORD)
            page.again.setText(PASSWORD)
            page.officers.setPlainText("Trần Quốc Khánh\n\n Lê  Đức Thịnh \nTrần Quốc Khánh")
        elif isinstance(page, StartPage):
            page.live.setChecked(live)
            page.folder.setText(backup)
        window.go_on()


def finish(qtbot: Any, window: SetupWindow) -> list[tuple[str, str]]:
    """Wait for the work; returns the officers with their PINs as they stood on the page."""
    shown: list[tuple[str, str]] = []
    show = window.end._show_pins
    window.end._show_pins = lambda officers: (  # type: ignore[method-assign]
        shown.extend((one.name, one.pin) for one in officers),
        show(officers),
    )[1]
    qtbot.waitUntil(
        lambda: window.next.isEnabled() and window.stack.currentWidget() is window.end,
        timeout=PATIENCE_MS,
    )
    return shown


def test_the_first_ticket_of_a_new_centre_is_called(
    qtbot: Any, theme: Any, pc: NewPc, wizard: Callable[[], SetupWindow], tmp_path: Path
) -> None:
    window = wizard()
    answer(window, str(tmp_path / "stick"))
    officers = finish(qtbot, window)
    assert [name for name, _pin in officers] == ["Trần Quốc Khánh", "Lê Đức Thịnh"]
    window.go_on()
    assert pc.restarts == 1

    kiosk = KioskWindow(pc.office, theme)
    qtbot.addWidget(kiosk)
    qtbot.waitUntil(lambda: kiosk.feed.view is not None, timeout=PATIENCE_MS)
    kiosk._take("civil_status")
    qtbot.waitUntil(lambda: len(_tickets(pc)) == 1, timeout=PATIENCE_MS)

    member = pc.parts.staff.sign_in("s02", officers[0][1], "q2").result(15)
    actor = staff_actor(member.staff_id)
    pc.store.execute(Act(open_counter, {"counter_id": "q2"}, actor))
    called = pc.store.execute(Act(call_next, {"counter_id": "q2"}, actor)).result
    assert called is not None
    assert called.label == "H001"
    assert _tickets(pc)[0].state == TicketState.CALLED


def test_what_the_wizard_writes(
    qtbot: Any, pc: NewPc, wizard: Callable[[], SetupWindow], tmp_path: Path
) -> None:
    window = wizard()
    answer(window, str(tmp_path / "stick"))
    finish(qtbot, window)
    station = read_station(pc.folder)
    assert station is not None
    assert station.roles == ("kiosk", "board", "counter:q1+q2", "supervisor")
    assert station.values().text("backup.folder") == str(tmp_path / "stick")
    assert (tmp_path / "stick").is_dir()
    entry = autostart_file("linux", os.environ, Path.home())
    assert str(pc.folder) in entry.read_text("utf-8")
    active = [c for c in pc.store.read(lambda r: r.counters.list_all()) if c.active]
    assert [counter.number for counter in active] == [1, 2, 3]
    assert pc.store.read(lambda r: r.mark) == "live"
    words = "\n".join(str(one.event) for one in pc.store.read(lambda r: list(r.events())))
    assert PASSWORD not in words


def test_a_second_wizard_asks_only_about_the_pc(
    qtbot: Any, pc: NewPc, wizard: Callable[[], SetupWindow]
) -> None:
    first = wizard()
    answer(first)
    finish(qtbot, first)
    events = pc.store.read(lambda r: r.head_seq())
    second = wizard()
    assert [page.name for page in second.pages] == ["roles", "devices", "start"]
    answer(second)
    finish(qtbot, second)
    assert pc.store.read(lambda r: r.head_seq()) == events


def test_an_empty_folder_opens_the_wizard() -> None:
    from core.station import Station

    assert (Station().roles or main.FIRST_ROLES) == ("setup",)


def _tickets(pc: NewPc) -> list[Any]:
    day = "2026-11-23"
    states = tuple(TicketState)
    QApplication.processEvents()
    return list(pc.store.read(lambda reader: reader.tickets.list_of_day(day, states)))
