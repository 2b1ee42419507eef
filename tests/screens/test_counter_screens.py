"""The counter's window, its sheets and its strip in every state, on the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.errors import Exit, Problem
from core.queue.calling import call_next, start_service
from core.queue.counters import close_counter, open_counter, pause_counter
from tests.counter.centre import PIN, Centre, wait
from tests.screens.harness import STAFF_SIZES, settle
from ui.counter.desk import Desk
from ui.counter.picture import Stage
from ui.counter.strip import HEIGHT_PX, WIDTH_PX
from ui.counter.window import CounterWindow

STRIP = (WIDTH_PX, HEIGHT_PX)

Sit = Callable[..., CounterWindow]
Look = Callable[..., None]


@pytest.fixture
def centre(
    qapp: Any, store: Any, quiet_devices: Any, agenda: Any, tmp_path: Path
) -> Iterator[Centre]:
    made = Centre(store, quiet_devices, agenda, tmp_path)
    yield made
    made.close()


@pytest.fixture
def sit(qtbot: QtBot, centre: Centre, theme: Any) -> Iterator[Sit]:
    """Open the window of counters; `officer` is signed in at the shown one."""
    opened: list[CounterWindow] = []

    def seat(*counter_ids: str, officer: str = "an") -> CounterWindow:
        window = CounterWindow(centre.office, theme, counter_ids)
        opened.append(window)
        qtbot.addWidget(window)
        settle(window, STAFF_SIZES[0])
        wait(qtbot, lambda: all(desk.picture is not None for desk in window.desks.all))
        if officer and counter_ids:
            sign_in(qtbot, window, officer)
        return window

    yield seat
    for window in opened:
        window.close()


@pytest.fixture
def look(check: Callable[..., None], staff_sizes: Any) -> Look:
    """Check the window in both sizes of a clerk's screen."""

    def looked(window: QWidget, state: str, **more: Any) -> None:
        for size in staff_sizes:
            check(window, f"counter_{state}_{size[0]}", size, **more)

    return looked


def sign_in(qtbot: QtBot, window: CounterWindow, officer: str) -> None:
    desk = shown(window)
    failures: list[Exception] = []
    desk.sign_in(officer, PIN, failures.append)
    wait(qtbot, lambda: desk.officer is not None)
    assert not failures


def shown(window: CounterWindow) -> Desk:
    assert window.desks.current is not None
    return window.desks.current


def stands(qtbot: QtBot, window: CounterWindow, stage: Stage) -> None:
    """Wait until the desk stands there and its picture is the newest."""
    wait(qtbot, lambda: shown(window).stage is stage and not shown(window).busy)


def settled(qtbot: QtBot, centre: Centre, window: CounterWindow) -> None:
    """Wait until no question of the window is under way any more."""
    answers: list[int] = []
    for _ in range(2):
        centre.office.ask(lambda reader: reader.now, then=answers.append)
    wait(qtbot, lambda: len(answers) == 2 and not shown(window)._asking)


def serve_one(centre: Centre, *, start: bool = True) -> None:
    centre.do(call_next, by="an", counter_id="q1")
    if start:
        centre.do(start_service, by="an", counter_id="q1")
    centre.clock.advance(190)


# --- The window ---------------------------------------------------------------


def test_which_counter(qtbot: QtBot, sit: Sit, look: Look) -> None:
    window = sit()
    wait(qtbot, lambda: window.chooser.list.current() is not None)
    look(window, "choose")


def test_who_sits_down(qtbot: QtBot, centre: Centre, sit: Sit, look: Look) -> None:
    centre.busy_morning()
    window = sit("q1", officer="")
    wait(qtbot, lambda: window.panel.gate.card.names.current() is not None)
    look(window, "sign_in")


def test_a_wrong_pin(qtbot: QtBot, sit: Sit, look: Look) -> None:
    window = sit("q12", officer="")
    wait(qtbot, lambda: window.panel.gate.card.names.current() is not None)
    window.panel.gate.card.names.choose(lambda member: member.staff_id == "cuc")
    window.panel.gate.card.entered.emit("cuc", "0000")
    wait(qtbot, lambda: bool(window.panel.gate.card.told()))
    look(window, "wrong_pin")


def test_a_supervisors_password(qtbot: QtBot, sit: Sit, look: Look) -> None:
    window = sit("q1", officer="")
    wait(qtbot, lambda: window.panel.gate.card.names.current() is not None)
    window.panel.gate.card.names.choose(lambda member: member.staff_id == "dung")
    look(window, "password")


def test_closed_before_the_day(qtbot: QtBot, sit: Sit, look: Look) -> None:
    window = sit("q1")
    stands(qtbot, window, Stage.CLOSED)
    look(window, "closed")


def test_free_and_nobody_waits(qtbot: QtBot, centre: Centre, sit: Sit, look: Look) -> None:
    centre.do(open_counter, by="an", counter_id="q1")
    window = sit("q1")
    stands(qtbot, window, Stage.FREE)
    shown(window).call_next()
    wait(qtbot, lambda: bool(window.foot.toast.text()))
    stands(qtbot, window, Stage.FREE)
    look(window, "empty")


def test_free_with_people_waiting(qtbot: QtBot, centre: Centre, sit: Sit, look: Look) -> None:
    centre.busy_morning()
    window = sit("q1")
    stands(qtbot, window, Stage.FREE)
    look(window, "free")


def test_called(qtbot: QtBot, centre: Centre, sit: Sit, look: Look) -> None:
    centre.busy_morning()
    window = sit("q1")
    stands(qtbot, window, Stage.FREE)
    shown(window).call_next()
    stands(qtbot, window, Stage.CALLED)
    wait(qtbot, lambda: window.foot.undo.isVisibleTo(window))
    look(window, "called")


def test_serving_somebody_with_priority(qtbot: QtBot, centre: Centre, sit: Sit, look: Look) -> None:
    centre.busy_morning()
    serve_one(centre)
    window = sit("q1")
    stands(qtbot, window, Stage.SERVING)
    look(window, "serving")


def test_paused(qtbot: QtBot, centre: Centre, sit: Sit, look: Look) -> None:
    centre.busy_morning()
    centre.do(pause_counter, by="an", counter_id="q1", reason="Đợi lãnh đạo KÝ Ẫ Ế Ỗ Ự Đ")
    window = sit("q1")
    stands(qtbot, window, Stage.PAUSED)
    look(window, "paused")


def test_taken_by_somebody_else(qtbot: QtBot, centre: Centre, sit: Sit, look: Look) -> None:
    centre.busy_morning()
    window = sit("q1", officer="cuc")
    stands(qtbot, window, Stage.TAKEN)
    look(window, "taken")


def test_locked_with_the_number_in_sight(
    qtbot: QtBot, centre: Centre, sit: Sit, look: Look
) -> None:
    centre.busy_morning()
    serve_one(centre)
    window = sit("q1")
    stands(qtbot, window, Stage.SERVING)
    shown(window).lock()
    look(window, "locked")


def test_two_counters_and_the_mark_of_practice(
    qtbot: QtBot, centre: Centre, sit: Sit, look: Look
) -> None:
    centre.busy_morning()
    centre.do(open_counter, by="binh", counter_id="q2")
    window = sit("q1", "q2", officer="binh")
    stands(qtbot, window, Stage.FREE)
    look(window, "two")


def test_the_store_does_not_answer(
    qtbot: QtBot, centre: Centre, sit: Sit, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre.busy_morning()
    window = sit("q1")
    stands(qtbot, window, Stage.FREE)
    settled(qtbot, centre, window)
    full = Problem("store.disk_full", Exit.ENVIRONMENT)

    def fails(*_what: Any, **_more: Any) -> Any:
        from concurrent.futures import Future

        failed: Future[Any] = Future()
        failed.set_exception(full)
        return failed

    monkeypatch.setattr(centre.store, "submit", fails)
    shown(window).call_next()
    wait(qtbot, lambda: shown(window).troubled)
    look(window, "lost")


def test_a_refused_wish(qtbot: QtBot, centre: Centre, sit: Sit, look: Look) -> None:
    centre.busy_morning()
    window = sit("q1")
    stands(qtbot, window, Stage.FREE)
    shown(window).call_given("Z999")
    wait(qtbot, lambda: "Z999" in window.foot.toast.text())
    stands(qtbot, window, Stage.FREE)
    look(window, "refused")


# --- Its sheets ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["transfer", "park", "another", "help"])
def test_the_sheets_of_a_visit(
    qtbot: QtBot, centre: Centre, sit: Sit, look: Look, name: str
) -> None:
    centre.do(open_counter, by="binh", counter_id="q2")
    centre.busy_morning()
    serve_one(centre)
    window = sit("q1")
    stands(qtbot, window, Stage.SERVING)
    window.run(name)
    assert window.talk.sheet is not None
    look(window, f"sheet_{name}", part=window.talk.sheet.panel)


@pytest.mark.parametrize("name", ["given", "pause"])
def test_the_sheets_between_visits(
    qtbot: QtBot, centre: Centre, sit: Sit, look: Look, name: str
) -> None:
    centre.busy_morning()
    window = sit("q1")
    stands(qtbot, window, Stage.FREE)
    window.run(name)
    assert window.talk.sheet is not None
    look(window, f"sheet_{name}", part=window.talk.sheet.panel)


# --- The strip -----------------------------------------------------------------


@pytest.mark.qt_log_ignore("does not support raise")
@pytest.mark.parametrize("state", ["signed_out", "closed", "free", "called", "serving", "paused"])
def test_the_strip(
    qtbot: QtBot, centre: Centre, sit: Sit, check: Callable[..., None], state: str
) -> None:
    centre.busy_morning()
    if state in ("called", "serving"):
        serve_one(centre, start=state == "serving")
    elif state == "paused":
        centre.do(pause_counter, by="an", counter_id="q1", reason="Nghỉ trưa")
    elif state == "closed":
        centre.do(close_counter, by="an", counter_id="q1")
    window = sit("q1", officer="" if state == "signed_out" else "an")
    stands(qtbot, window, Stage(state))
    window.show_strips()
    check(window.strips.by_counter["q1"], f"strip_{state}", STRIP)


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_strip_says_what_was_done_and_takes_it_back(
    qtbot: QtBot, centre: Centre, sit: Sit, check: Callable[..., None]
) -> None:
    centre.busy_morning()
    window = sit("q1")
    stands(qtbot, window, Stage.FREE)
    window.show_strips()
    strip = window.strips.by_counter["q1"]
    shown(window).call_next()
    wait(qtbot, lambda: not strip.notice.undo.isHidden())
    check(strip, "strip_undo", (strip.width(), strip.height()))
    centre.clock.advance(1)
    strip.notice.undo.button.click()
    stands(qtbot, window, Stage.FREE)
    assert strip.notice.isHidden()
    assert strip.height() == HEIGHT_PX


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_strip_says_what_went_wrong(
    qtbot: QtBot, centre: Centre, sit: Sit, check: Callable[..., None]
) -> None:
    centre.busy_morning()
    serve_one(centre, start=False)
    window = sit("q1")
    stands(qtbot, window, Stage.CALLED)
    window.show_strips()
    strip = window.strips.by_counter["q1"]
    shown(window).told.emit("bad", centre.office.texts("store.problem.disk_full"))
    check(strip, "strip_trouble", (strip.width(), strip.height()))
