"""Impatient keys, a store that does not answer, the lock, the strip, the global key."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.errors import Exit, Problem
from core.ports import KeypadKey
from core.queue.calling import call_next
from core.queue.model import TicketState
from tests.counter.centre import PIN, Centre, wait
from tests.counter.keys import press, show_active
from ui.counter.desk import Desk
from ui.counter.hotkey import GlobalKey
from ui.counter.picture import Stage
from ui.counter.window import CounterWindow


@pytest.fixture
def window(qtbot: QtBot, centre: Centre, theme: Any) -> Iterator[CounterWindow]:
    """Counter q1 with two visitors waiting, An signed in and the counter open."""
    centre.arrive("certification", "certification")
    made = CounterWindow(centre.office, theme, ("q1",))
    show_active(qtbot, made)
    desk = desk_of(made)
    wait(qtbot, lambda: desk.picture is not None)
    desk.sign_in("an", PIN, pytest.fail)
    wait(qtbot, lambda: desk.officer is not None)
    centre.clock.advance(1)
    desk.main()
    wait(qtbot, lambda: desk.stage is Stage.FREE and not desk.busy)
    centre.clock.advance(1)
    yield made
    made.close()


def desk_of(window: CounterWindow) -> Desk:
    assert window.desks.current is not None
    return window.desks.current


def called_labels(centre: Centre) -> list[str]:
    tickets = centre.store.read(
        lambda r: r.tickets.list_of_day("2026-11-23", (TicketState.CALLED, TicketState.SERVING))
    )
    return [ticket.label for ticket in tickets]


def test_a_double_strike_is_one_call_and_shows_its_mark(
    qtbot: QtBot, centre: Centre, window: CounterWindow
) -> None:
    press(window, "F9", "F9")
    assert window.panel.main.marked
    wait(qtbot, lambda: not desk_of(window).busy)
    assert desk_of(window).stage is Stage.CALLED
    press(window, "F9")
    assert desk_of(window).stage is Stage.CALLED, "still inside 300 ms"
    centre.clock.advance(0.31)
    press(window, "F9")
    wait(qtbot, lambda: desk_of(window).stage is Stage.SERVING)


def test_a_key_held_down_acts_once(qtbot: QtBot, centre: Centre, window: CounterWindow) -> None:
    handle = window.windowHandle()
    assert handle is not None
    for _ in range(5):
        QTest.keyPress(handle, Qt.Key.Key_F9)
    QTest.keyRelease(handle, Qt.Key.Key_F9)
    wait(qtbot, lambda: not desk_of(window).busy)
    assert called_labels(centre) == ["A001"]
    assert desk_of(window).stage is Stage.CALLED


def test_what_could_not_be_written_is_tried_again_once(
    qtbot: QtBot, centre: Centre, window: CounterWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit = centre.store.submit
    attempts: list[str] = []

    def broken(act: Any, priority: Any) -> Future[Any]:
        attempts.append(act.attempt_id)
        done = submit(act, priority)
        if len(attempts) > 1:
            return done
        done.result()  # it was written, but the answer gets lost
        lost: Future[Any] = Future()
        lost.set_exception(Problem("store.busy", Exit.ENVIRONMENT))
        return lost

    monkeypatch.setattr(centre.store, "submit", broken)
    press(window, "F9")
    wait(qtbot, lambda: desk_of(window).troubled)
    assert "đang thử lại" in window.foot.toast.text()
    press(window, "F9")
    centre.clock.advance(2)
    wait(qtbot, lambda: not desk_of(window).busy)
    assert attempts == [attempts[0]] * 2
    assert called_labels(centre) == ["A001"]


def test_the_idle_lock_keeps_the_number_in_sight_and_the_keys_inert(
    qtbot: QtBot, centre: Centre, window: CounterWindow
) -> None:
    press(window, "F9")
    wait(qtbot, lambda: desk_of(window).stage is Stage.CALLED)
    centre.clock.advance(200)
    press(window, "Right")
    centre.clock.advance(299)
    assert not desk_of(window).locked
    centre.clock.advance(2)
    assert desk_of(window).locked
    assert window.panel.present._number.text() == "A001"
    press(window, "F9")
    desk_of(window).main()
    assert "khóa" in window.foot.toast.text()
    press(window, *PIN, "Return")
    wait(qtbot, lambda: not desk_of(window).locked)
    assert desk_of(window).stage is Stage.CALLED


def test_another_officer_may_unlock_and_takes_over(
    qtbot: QtBot, centre: Centre, window: CounterWindow
) -> None:
    press(window, "Ctrl+L")
    desk = desk_of(window)
    assert desk.locked
    window.panel.gate.card.entered.emit("binh", PIN)
    wait(qtbot, lambda: not desk.locked)
    assert desk.stage is Stage.TAKEN
    centre.clock.advance(1)
    press(window, "F9")
    wait(qtbot, lambda: desk.stage is Stage.FREE)


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_strip_is_small_does_the_same_and_remembers_its_place(
    qtbot: QtBot, centre: Centre, window: CounterWindow
) -> None:
    press(window, "F12")
    strip = window.strips.by_counter["q1"]
    assert strip.isVisible()
    assert not window.isVisible()
    assert strip.width() <= 360
    assert strip.height() <= 120
    qtbot.mouseClick(strip.main, Qt.MouseButton.LeftButton)
    wait(qtbot, lambda: desk_of(window).stage is Stage.CALLED)
    assert strip._number.text() == "A001"
    before = strip.pos()
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    QTest.mouseMove(strip, QPoint(-56, 44))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert strip.pos() == before + QPoint(-60, 40)
    kept = centre.notes.load("strip.q1").result()
    assert kept == {"x": strip.x(), "y": strip.y()}
    press(strip, "F12")
    assert window.isVisible()
    assert not strip.isVisible()


def test_a_keypad_drives_the_counter_and_the_panel_shows_it(
    qtbot: QtBot, centre: Centre, quiet_devices: Any, window: CounterWindow
) -> None:
    centre.do(call_next, by="an", counter_id="q1")
    quiet_devices.tell(KeypadKey("q1", "next", "keypad-1"))
    wait(qtbot, lambda: window.panel.present._number.text() == "A001")
    assert window.foot.toast.text() == "Bàn phím số của quầy: gọi tiếp."


@pytest.mark.parametrize(
    ("environment", "reason"),
    [({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, "wayland"), ({}, "no_screen")],
)
def test_where_no_global_key_can_be_held_one_line_says_so(
    environment: dict[str, str], reason: str, texts_vi: Any
) -> None:
    key = GlobalKey(lambda: None)
    key.start(environment)
    assert not key.held
    assert key.reason == reason
    assert "F9" in texts_vi(f"counter.hotkey.{key.reason}")


@pytest.fixture
def display() -> Iterator[str]:
    """A virtual X11 screen."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        pytest.skip("Xvfb or xdotool is not installed")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert server.stdout is not None
    yield f":{server.stdout.readline().decode().strip()}"
    server.terminate()
    server.wait()
    server.stdout.close()


def xdotool(display: str, *what: str) -> None:
    subprocess.run(["xdotool", *what], env={**os.environ, "DISPLAY": display}, check=True)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_key_pressed_in_another_window_calls_next(
    qtbot: QtBot, centre: Centre, window: CounterWindow, display: str
) -> None:
    from Xlib import X
    from Xlib.display import Display

    screen = Display(display)
    other = screen.screen().root.create_window(
        0, 0, 200, 100, 0, X.CopyFromParent, event_mask=X.KeyPressMask
    )
    other.map()
    screen.sync()
    other.set_input_focus(X.RevertToParent, X.CurrentTime)
    screen.sync()
    key = window.desks.global_key
    key.start({"DISPLAY": display})
    assert key.held
    second = GlobalKey(lambda: None)
    second.start({"DISPLAY": display})
    assert second.reason == "taken"
    xdotool(display, "key", "F9")
    wait(qtbot, lambda: desk_of(window).stage is Stage.CALLED)
    assert called_labels(centre) == ["A001"]
    key.stop()
    centre.clock.advance(1)
    xdotool(display, "key", "F9")
    screen.sync()
    pressed = [screen.next_event() for _ in range(screen.pending_events())]
    assert any(event.type == X.KeyPress for event in pressed), "let go, the key is theirs again"
    screen.close()
    assert desk_of(window).stage is Stage.CALLED
