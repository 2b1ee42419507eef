"""Every deed of a visit from the strip alone, by keyboard, on the real store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from core.queue.counters import open_counter
from core.queue.model import CounterState, TicketState
from tests.counter.centre import PIN, Centre, wait
from tests.counter.keys import press, show_active, write
from ui.counter.desk import Desk
from ui.counter.picture import Stage
from ui.counter.strip import CounterStrip
from ui.counter.window import CounterWindow

pytestmark = pytest.mark.qt_log_ignore("does not support raise")


@pytest.fixture
def window(qtbot: QtBot, centre: Centre, theme: object) -> Iterator[CounterWindow]:
    """The window behind a strip at which An is signed in; the counter is still closed."""
    opened = CounterWindow(centre.office, theme, ("q1",))  # type: ignore[arg-type]
    show_active(qtbot, opened)
    desk = opened.desks.all[0]
    wait(qtbot, lambda: desk.picture is not None)
    desk.sign_in("an", PIN, lambda _error: None)
    wait(qtbot, lambda: desk.officer is not None)
    opened.show_strips()
    yield opened
    opened.close()


@pytest.fixture
def strip(window: CounterWindow) -> CounterStrip:
    return window.strips.by_counter["q1"]


def keys(qtbot: QtBot, centre: Centre, strip: CounterStrip, *names: str) -> None:
    desk: Desk = strip.desk
    for name in names:
        centre.clock.advance(1)
        press(strip, name)
        wait(qtbot, lambda: not desk.busy)


def state(centre: Centre, label: str) -> TicketState:
    found = centre.store.read(lambda r: r.tickets.find_by_label("2026-11-23", label))
    return found.state  # type: ignore[no-any-return]


def test_a_visit_without_the_panel(
    qtbot: QtBot, centre: Centre, window: CounterWindow, strip: CounterStrip
) -> None:
    centre.arrive("certification", "certification", "certification")
    keys(qtbot, centre, strip, "F9", "F9", "F8")
    assert "lần 2" in strip.notice.toast.text()
    keys(qtbot, centre, strip, "F7", "F9", "F9", "F10", "F9", "F9", "F9")
    assert [state(centre, f"A00{n}") for n in (1, 2, 3)] == [
        TicketState.MISSED,
        TicketState.FINISHED,
        TicketState.FINISHED,
    ]
    assert not window.isVisible()


def test_what_is_undone_from_the_strip(
    qtbot: QtBot, centre: Centre, window: CounterWindow, strip: CounterStrip
) -> None:
    centre.arrive("certification")
    keys(qtbot, centre, strip, "F9", "F9", "Ctrl+Z")
    wait(qtbot, lambda: strip.desk.stage is Stage.FREE and not strip.desk.busy)
    assert state(centre, "A001") is TicketState.WAITING


def test_nobody_waits_is_said_at_the_strip(
    qtbot: QtBot, centre: Centre, strip: CounterStrip
) -> None:
    keys(qtbot, centre, strip, "F9", "F9")
    assert strip.notice.toast.text() == "Không có ai chờ"
    centre.clock.advance(30)
    assert strip.notice.isHidden()


@pytest.mark.parametrize(
    ("key", "words", "ends"),
    [
        ("F5", "quoc binh", TicketState.WAITING),
        ("F4", "lấy bản chính", TicketState.PARKED),
    ],
)
def test_a_question_brings_the_panel_back(
    qtbot: QtBot,
    centre: Centre,
    window: CounterWindow,
    strip: CounterStrip,
    key: str,
    words: str,
    ends: TicketState,
) -> None:
    centre.do(open_counter, by="binh", counter_id="q2")
    centre.arrive("certification")
    keys(qtbot, centre, strip, "F9", "F9", "F9", key)
    assert window.isVisible()
    with qtbot.waitActive(window):
        window.activateWindow()
    write(words)
    press(window, "Return")
    wait(qtbot, lambda: not strip.desk.busy)
    assert state(centre, "A001") is ends


def test_the_counter_is_closed_from_the_strip(
    qtbot: QtBot, centre: Centre, strip: CounterStrip
) -> None:
    keys(qtbot, centre, strip, "F9", "Shift+F11")
    assert centre.store.read(lambda r: r.counters.find("q1")).state is CounterState.CLOSED
