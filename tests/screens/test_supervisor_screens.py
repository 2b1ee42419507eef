"""The supervisor's window and its sheets in every state, on the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.arranging import define_day
from core.clock import SECOND, Instant
from core.dossiers.reception import receive_dossier
from core.errors import Exit, Problem
from core.ports import DeviceHealth, DeviceState
from core.queue.calling import call_next, start_service
from core.queue.counters import close_counter, open_counter, pause_counter
from core.queue.serving import finish
from core.setup import change_setting
from tests.counter.centre import PASSWORD, SECTORS, Centre, wait
from tests.screens.harness import STAFF_SIZES, settle
from ui.supervisor.window import SupervisorWindow
from ui.widgets.sheet import Sheet

DEVICES = (
    DeviceState(
        "printer",
        "printer",
        "Máy in phiếu sảnh Ẫ Ế Ỗ Ự Đ",
        DeviceHealth.DEGRADED,
        fault="paper_near_end",
    ),
    DeviceState("sign-1", "sign", "Bảng số quầy 1", DeviceHealth.READY),
    DeviceState("speaker", "speaker", "Loa đọc số", DeviceHealth.LOST, fault="no_answer"),
)

Watch = Callable[..., SupervisorWindow]
Look = Callable[..., None]


@pytest.fixture
def centre(
    qapp: Any, store: Any, quiet_devices: Any, agenda: Any, tmp_path: Path
) -> Iterator[Centre]:
    made = Centre(store, quiet_devices, agenda, tmp_path)
    yield made
    made.close()


@pytest.fixture
def watch(qtbot: QtBot, centre: Centre, theme: Any) -> Watch:
    """Open the window; `signed_in` as the supervisor."""

    def opened(*, signed_in: bool = True) -> SupervisorWindow:
        if signed_in:
            centre.office.actor = "staff:dung"
        window = SupervisorWindow(centre.office, theme)
        qtbot.addWidget(window)
        settle(window, STAFF_SIZES[0])
        fresh(qtbot, window)
        return window

    return opened


@pytest.fixture
def look(check: Callable[..., None], staff_sizes: Any) -> Look:
    def looked(window: QWidget, state: str, **more: Any) -> None:
        for size in staff_sizes:
            check(window, f"supervisor_{state}_{size[0]}", size, **more)

    return looked


def fresh(qtbot: QtBot, window: SupervisorWindow) -> None:
    """Wait until the picture has come."""
    wait(qtbot, lambda: window._view is not None and not window._asking)


def sheet_of(window: SupervisorWindow) -> Sheet:
    """The one sheet over the window."""
    (sheet,) = [one for one in window.findChildren(Sheet) if one.isVisibleTo(window)]
    return sheet


def busy_hall(centre: Centre) -> None:
    """People wait everywhere, counters stand in every state, dossiers are due and late."""
    for staff_id, counter_id in (("an", "q1"), ("binh", "q2"), ("cuc", "q12")):
        centre.do(open_counter, by=staff_id, counter_id=counter_id)
    centre.arrive("certification", "civil_status", "social", minutes_apart=2)
    centre.do(
        receive_dossier,
        by="an",
        procedure_code="1.001193",
        due_at=centre.clock.now() + 600 * SECOND,
    )
    centre.do(
        receive_dossier,
        by="an",
        procedure_code="2.000815",
        due_at=centre.clock.now() + 3 * 3600 * SECOND,
    )
    for counter_id, staff_id in (("q1", "an"), ("q2", "binh")):
        centre.do(call_next, by=staff_id, counter_id=counter_id)
    centre.do(start_service, by="an", counter_id="q1")
    centre.clock.advance(240)
    centre.do(pause_counter, by="cuc", counter_id="q12", reason="Nghỉ trưa")
    for sector_id, _, _, _ in SECTORS * 3:
        centre.arrive(sector_id, minutes_apart=4)


def past_day(centre: Centre) -> None:
    """A morning of one counter with people of priority among the others; now the next day."""
    centre.do(open_counter, by="an", counter_id="q1")
    for number in range(24):
        centre.arrive("certification", priority="elderly" if number % 4 == 3 else "")
    for _ in range(24):
        centre.do(call_next, by="an", counter_id="q1")
        centre.do(start_service, by="an", counter_id="q1")
        centre.clock.advance(240)
        centre.do(finish, by="an", counter_id="q1")
        centre.clock.advance(20)
    centre.do(close_counter, by="an", counter_id="q1")
    centre.clock.advance(86_400)


# --- The window ---------------------------------------------------------------


def test_a_fresh_centre(centre: Centre, watch: Watch, look: Look) -> None:
    look(watch(signed_in=False), "empty")


def test_a_busy_hall(centre: Centre, quiet_devices: Any, watch: Watch, look: Look) -> None:
    quiet_devices.present = DEVICES
    busy_hall(centre)
    look(watch(), "busy")


def test_the_store_does_not_answer(
    qtbot: QtBot, centre: Centre, watch: Watch, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy_hall(centre)
    window = watch()

    def fails(*_what: Any) -> Future[Any]:
        failed: Future[Any] = Future()
        failed.set_exception(Problem("store.disk_full", Exit.ENVIRONMENT))
        return failed

    monkeypatch.setattr(centre.store, "submit_read", fails)
    window.refresh()
    wait(qtbot, window.stale_banner.isVisible)
    look(window, "lost")


def test_the_clock_went_back(qtbot: QtBot, centre: Centre, watch: Watch, look: Look) -> None:
    busy_hall(centre)
    centre.clock.jump(Instant(centre.clock.now() - 3 * 86_400 * SECOND))
    window = watch()
    wait(qtbot, window.clock_banner.isVisible)
    look(window, "clock")


# --- Its sheets ----------------------------------------------------------------


def test_signing_in_and_a_wrong_password(
    qtbot: QtBot, centre: Centre, watch: Watch, look: Look
) -> None:
    window = watch(signed_in=False)
    window.acts.buttons["take"].click()
    sheet: Any = sheet_of(window)
    sheet.secret.setText("sai mật khẩu")
    sheet.confirm.click()
    wait(qtbot, lambda: bool(sheet.trouble.text()))
    look(window, "sign_in", part=sheet.panel)
    sheet.secret.setText(PASSWORD)
    sheet.confirm.click()
    wait(qtbot, lambda: window.watch.member is not None)


@pytest.mark.parametrize("name", ["take", "notice", "due", "staff", "close"])
def test_the_sheets(qtbot: QtBot, centre: Centre, watch: Watch, look: Look, name: str) -> None:
    busy_hall(centre)
    centre.do(change_setting, name="board.notice", value="Chiều thứ Bảy Trung tâm nghỉ.")
    window = watch()
    window.acts.buttons[name].click()
    wait(qtbot, lambda: bool(window.findChildren(Sheet)))
    sheet: Any = sheet_of(window)
    if name == "staff":
        wait(qtbot, lambda: bool(sheet.table.rows_model.rows))
        sheet.table.selectRow(2)
    if name == "close":
        wait(qtbot, lambda: sheet.check is not None)
    quiet(qtbot, centre)
    look(window, f"sheet_{name}", part=sheet.panel)


def test_a_past_day_under_another_rule(
    qtbot: QtBot, centre: Centre, watch: Watch, look: Look
) -> None:
    past_day(centre)
    window = watch()
    window.acts.buttons["what_if"].click()
    sheet: Any = sheet_of(window)
    wait(qtbot, lambda: bool(sheet.table.rows_model.rows))
    sheet.fields["priority_calls"].setValue(0)
    quiet(qtbot, centre)
    assert len(sheet.table.rows_model.rows) == 12
    look(window, "sheet_what_if", part=sheet.panel)


def test_the_day_when_everything_is_done(
    qtbot: QtBot, centre: Centre, watch: Watch, look: Look
) -> None:
    window = watch()
    window.acts.buttons["close"].click()
    sheet: Any = sheet_of(window)
    wait(qtbot, lambda: sheet.check is not None)
    look(window, "sheet_close_calm", part=sheet.panel)


def test_the_day_with_a_difference(
    qtbot: QtBot, centre: Centre, watch: Watch, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    from core import supervision

    busy_hall(centre)
    counted = supervision.day_counts

    def lost_one(*what: Any) -> dict[str, int]:
        counts = counted(*what)
        return {**counts, "issued": counts["issued"] + 1, "called": counts["called"] + 2}

    monkeypatch.setattr(supervision, "day_counts", lost_one)
    window = watch()
    window.acts.buttons["close"].click()
    sheet: Any = sheet_of(window)
    wait(qtbot, lambda: sheet.check is not None)
    look(window, "sheet_close_difference", part=sheet.panel)


def test_reprint_and_void(qtbot: QtBot, centre: Centre, watch: Watch, look: Look) -> None:
    busy_hall(centre)
    window = watch()
    window.acts.buttons["paper"].click()
    sheet: Any = sheet_of(window)
    sheet.label.setText("n001")
    wait(qtbot, lambda: sheet._ticket is not None)
    look(window, "sheet_paper", part=sheet.panel)


@pytest.mark.parametrize("counter_id", ["q1", "q12"])
def test_a_counter(qtbot: QtBot, centre: Centre, watch: Watch, look: Look, counter_id: str) -> None:
    busy_hall(centre)
    window = watch()
    window.acts.open_counter(counter_id)
    look(window, f"sheet_counter_{counter_id}", part=sheet_of(window).panel)


@pytest.mark.parametrize("name", ["counters", "sectors", "days", "settings"])
def test_the_pages_of_arranging(
    qtbot: QtBot, centre: Centre, watch: Watch, look: Look, name: str
) -> None:
    for day, kind, why in (
        ("2026-11-24", "off", "Nghỉ Ngày Văn hóa Việt Nam"),
        ("2026-12-26", "work", "Làm bù cho ngày 31/12 Ẫ Ế Ỗ Ự Đ"),
        ("2026-12-31", "half", "Nghỉ chiều cuối năm"),
    ):
        centre.do(define_day, day=day, kind=kind, name=why)
    window = watch()
    window.acts.buttons["arrange"].click()
    sheet: Any = sheet_of(window)
    sheet.turn_to(name)
    wait(qtbot, lambda: bool(sheet.pages[name].table.rows_model.rows))
    sheet.pages[name].table.selectRow(0)
    quiet(qtbot, centre)
    look(window, f"sheet_arrange_{name}", part=sheet.panel)


def test_a_number_that_stands_already(
    qtbot: QtBot, centre: Centre, watch: Watch, look: Look
) -> None:
    window = watch()
    window.acts.buttons["arrange"].click()
    sheet: Any = sheet_of(window)
    page = sheet.pages["counters"]
    wait(qtbot, lambda: bool(page.table.rows_model.rows))
    page.choose(None)
    page.number.setValue(12)
    page.name.setText("Tiếp công dân")
    sheet.confirm.click()
    wait(qtbot, lambda: bool(sheet.trouble.text()))
    look(window, "sheet_arrange_refused", part=sheet.panel)


def quiet(qtbot: QtBot, centre: Centre) -> None:
    """What was asked before this has been answered and shown."""
    answers: list[int] = []
    for _ in range(2):
        centre.office.ask(lambda reader: reader.now, then=answers.append)
        centre.office.aside(lambda: 0, then=answers.append)
    wait(qtbot, lambda: len(answers) == 4)
