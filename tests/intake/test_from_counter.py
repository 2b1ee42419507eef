"""From the ticket being served: one key at the counter, one key back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.counter.keys import press, show_active, write
from tests.intake.office import PIN, Centre, wait
from ui.counter.picture import Stage
from ui.counter.window import CounterWindow
from ui.intake.verbs import Page
from ui.intake.window import IntakeWindow


@pytest.fixture
def counter(qtbot: QtBot, centre: Centre, theme: Any) -> Iterator[CounterWindow]:
    """Counter q1, An signed in, a visitor being served."""
    centre.serve()
    made = CounterWindow(centre.office, theme, ("q1",))
    show_active(qtbot, made)
    desk = made.desks.all[0]
    wait(qtbot, lambda: desk.picture is not None)
    desk.sign_in("an", PIN, pytest.fail)
    wait(qtbot, lambda: desk.stage is Stage.SERVING)
    centre.clock.advance(1)
    yield made
    made.close()


def open_intake(qtbot: QtBot, counter: CounterWindow) -> IntakeWindow:
    press(counter, "F2")
    window = counter.intake.windows["q1"]
    with qtbot.waitActive(window):
        window.activateWindow()
    wait(qtbot, lambda: bool(window.writing._procedures))
    wait(qtbot, lambda: bool(window.writing.entry().attempt_id))
    return window


@pytest.mark.qt_log_ignore("does not support raise")
def test_one_key_brings_the_visit_along_and_one_key_back(
    qtbot: QtBot, centre: Centre, counter: CounterWindow
) -> None:
    window = open_intake(qtbot, counter)
    assert window.head.visit() == "Số A001"
    write("ban chinh")
    press(window, "Return")
    write("Lê An")
    press(window, "F9")
    wait(qtbot, lambda: window.page is Page.SAVED)
    wait(qtbot, lambda: "PDF" in window.saved.file_words())
    press(window, "Esc")
    assert not window.isVisible()
    desk = counter.desks.all[0]
    wait(qtbot, lambda: desk.picture is not None and len(desk.picture.view.dossiers) == 1)
    saved = centre.dossiers()[0]
    assert saved.ticket_id == window.clerk.visit.ticket_id
    assert saved.counter_id == "q1"


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_dossier_of_the_visit_opens_among_the_found(
    qtbot: QtBot, centre: Centre, counter: CounterWindow
) -> None:
    window = open_intake(qtbot, counter)
    write("ban chinh")
    press(window, "Return")
    write("Lê An")
    press(window, "F9")
    wait(qtbot, lambda: window.page is Page.SAVED)
    counter.panel.dossier_wanted.emit(centre.dossiers()[0])
    wait(qtbot, lambda: window.finder.chosen() is not None)
    assert window.page is Page.FINDING


def test_a_locked_counter_opens_nothing(
    qtbot: QtBot, centre: Centre, counter: CounterWindow
) -> None:
    press(counter, "Ctrl+L")
    press(counter, "F2")
    counter.intake.open()
    assert counter.intake.windows == {}
