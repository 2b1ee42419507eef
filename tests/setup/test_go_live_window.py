"""The supervisor ends the practice, and what the running session does of all this."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

import main
from core.care_desk import CentreCare
from core.clock import AgendaClock
from core.errors import Exit, Problem
from core.machine import give_streams
from core.ports import Act
from core.setup import LIVE, PRACTICE, change_setting, set_up_centre
from db.going_live import READY
from devices.hub import build_hub
from tests.screens.conftest import check
from tests.screens.harness import settle
from ui.bridge import Office
from ui.supervisor.go_live import GoLiveSheet
from ui.supervisor.window import SupervisorWindow

__all__ = ["check"]

PATIENCE_MS = 15_000
SIZES = ((1366, 768), (1920, 1080))
STAFF = ({"staff_id": "s01", "name": "Nguyễn Thị Hồng Hạnh", "role": "administrator"},)


class Practising:
    """A centre in practice with its supervisor's window, and a way to see it restart."""

    def __init__(self, folder: Path, clock: AgendaClock) -> None:
        self.folder = folder
        self.store = main.open_centre(folder, clock, "run")
        facts = {"settings": {"centre.name": "Trung tâm phường Ỷ Đỗ"}, "staff": STAFF}
        self.store.execute(Act(set_up_centre, {**facts, "mark": PRACTICE}))
        hub = build_hub((), clock=clock, timers=clock)
        parts = main.parts_of(folder, self.store, hub, clock)
        self.restarts = 0
        self.services = replace(parts.services, care=None, restart=self._restart)
        self.office = Office(
            self.store, hub, clock, clock, parts.texts, actor="staff:s01", services=self.services
        )

    def _restart(self) -> None:
        self.restarts += 1

    def close(self) -> None:
        self.office.close()
        self.store.close()


@pytest.fixture
def centre(qapp: Any, tmp_path: Path, agenda: AgendaClock) -> Iterator[Practising]:
    made = Practising(tmp_path / "data", agenda)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: Any, centre: Practising, theme: Any) -> SupervisorWindow:
    opened = SupervisorWindow(centre.office, theme)
    qtbot.addWidget(opened)
    settle(opened, SIZES[0])
    qtbot.waitUntil(lambda: opened._view is not None, timeout=PATIENCE_MS)
    return opened


def sheet_of(window: SupervisorWindow) -> GoLiveSheet:
    window.practice_banner.pressed.emit()
    return next(sheet for sheet in window.findChildren(GoLiveSheet))


def test_the_practice_looks_like_one(window: SupervisorWindow, check: Callable[..., None]) -> None:
    for size in SIZES:
        check(window, f"supervisor_practice_{size[0]}", size)


def test_the_sheet(window: SupervisorWindow, check: Callable[..., None]) -> None:
    sheet = sheet_of(window)
    QApplication.processEvents()
    for size in SIZES:
        check(window, f"supervisor_go_live_{size[0]}", size, part=sheet.panel)


def test_going_live_makes_the_store_ready_and_starts_again(
    qtbot: Any, window: SupervisorWindow, centre: Practising, agenda: AgendaClock
) -> None:
    sheet_of(window).confirmed.emit()
    qtbot.waitUntil(lambda: centre.restarts == 1, timeout=PATIENCE_MS)
    assert (centre.folder / READY).is_dir()
    centre.close()
    with closing(main.open_centre(centre.folder, agenda, "run")) as store:
        assert store.read(lambda reader: reader.mark) == LIVE
        assert store.read(lambda reader: reader.settings.text("centre.name"))


def test_a_full_disk_is_said_and_the_practice_goes_on(
    qtbot: Any, window: SupervisorWindow, centre: Practising
) -> None:
    def full(_actor: str) -> None:
        raise Problem("store.disk_full", Exit.ENVIRONMENT)

    centre.office.services = replace(centre.services, go_live=full)
    sheet = sheet_of(window)
    sheet.confirmed.emit()
    qtbot.waitUntil(lambda: bool(sheet.trouble.text()), timeout=PATIENCE_MS)
    assert centre.restarts == 0
    assert sheet.leave.isEnabled()
    assert not (centre.folder / READY).exists()


def test_copies_are_kept_as_long_as_the_centre_says(centre: Practising) -> None:
    asked: list[tuple[Path | None, int]] = []

    class Noted:
        def back_up_routinely(self, second: Path | None, keep_days: int) -> Any:
            asked.append((second, keep_days))
            raise Problem("store.disk_full")

    care = CentreCare(Noted(), centre.store, lambda: "/mnt/stick")  # type: ignore[arg-type]
    for keep_days in (30, 90):
        facts = {"name": "backup.keep_days", "value": keep_days}
        centre.store.execute(Act(change_setting, facts))
        with pytest.raises(Problem):
            care.back_up()
    assert asked == [(Path("/mnt/stick"), 30), (Path("/mnt/stick"), 90)]


def test_a_python_without_a_console_can_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    give_streams()
    for stream in (sys.stdout, sys.stderr):
        assert isinstance(stream, io.TextIOWrapper)
        stream.write("Một Cửa")
    sys.stdout.close()
