"""Threads and Qt meet in one place, and nothing gets lost or crashes there."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from core.clock import SystemClock
from core.errors import Exit, Problem
from core.events import SETTINGS, Changes, SettingChanged
from core.ports import DeviceHealth, DeviceState, Reader, UnitOfWork
from ui.bridge import StallWatch, alive


def note(unit: UnitOfWork, *, name: str, value: int) -> int:
    """An operation of this test."""
    unit.record(SettingChanged(name, value))
    return value


def many(reader: Reader) -> int:
    """A query of this test."""
    return reader.head_seq()


def test_results_come_back_on_the_ui_thread(qtbot: Any, real_office: Any) -> None:
    seen: list[tuple[int, int]] = []
    real_office.do(
        note,
        then=lambda value: seen.append((value, threading.get_ident())),
        name="kiosk.idle_s",
        value=40,
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(40, threading.get_ident())]


def test_every_commit_arrives_in_order(qtbot: Any, real_office: Any) -> None:
    heard: list[Changes] = []
    real_office.changed.connect(heard.append)
    for value in range(30, 60):
        real_office.do(note, name="kiosk.idle_s", value=value)
    qtbot.waitUntil(lambda: len(heard) == 30)
    assert [c.events[0].event.value for c in heard] == list(range(30, 60))
    assert all(SETTINGS in c.kinds for c in heard)


def test_queries_read_without_waiting(qtbot: Any, real_office: Any) -> None:
    got: list[int] = []
    real_office.do(
        note, then=lambda _: real_office.ask(many, then=got.append), name="kiosk.idle_s", value=31
    )
    qtbot.waitUntil(lambda: got == [1])


def test_a_failure_goes_to_who_asked_else_to_everybody(
    qtbot: Any, office: Any, scripted_store: Any
) -> None:
    scripted_store.answers["note"] = Problem("queue.no_ticket")
    failures: list[Exception] = []
    sentences: list[str] = []
    office.problem.connect(sentences.append)
    office.do(note, failed=failures.append)
    office.do(note)
    qtbot.waitUntil(lambda: bool(sentences) and bool(failures))
    assert sentences == [office.texts("queue.problem.no_ticket")]
    assert isinstance(failures[0], Problem)


def test_our_own_fault_is_logged_and_told_kindly(
    qtbot: Any, office: Any, scripted_store: Any, expected_logs: Any
) -> None:
    expected_logs("an operation failed")
    scripted_store.answers["note"] = ZeroDivisionError("secret detail")
    sentences: list[str] = []
    office.problem.connect(sentences.append)
    office.do(note)
    qtbot.waitUntil(lambda: bool(sentences))
    assert sentences == [office.texts("common.problem.bug")]


def test_a_widget_that_died_is_not_called(qtbot: Any, office: Any, scripted_store: Any) -> None:
    answer: Future[Any] = Future()
    scripted_store.answers["many"] = answer
    label = QLabel()
    office.ask(many, then=label.setNum)
    office.ask(many, then=lambda value: label.setText(str(value)))
    delete(label)
    answer.set_result(3)
    done: list[int] = []
    scripted_store.answers["many"] = 4
    office.ask(many, then=done.append)
    qtbot.waitUntil(lambda: done == [4])


def test_a_callback_is_alive_while_all_it_holds_is() -> None:
    thing = QObject()

    def closure() -> QObject:
        return thing

    assert alive(closure)
    delete(thing)
    assert not alive(closure)


def test_a_store_that_does_not_answer_darkens_the_lamp(
    qtbot: Any, office: Any, scripted_store: Any
) -> None:
    lamps: list[DeviceHealth] = []
    office.data_health.connect(lamps.append)
    for answer in (Problem("store.full", Exit.ENVIRONMENT), Problem("store.full"), 1):
        scripted_store.answers["many"] = answer
        office.ask(many, then=lambda _: None, failed=lambda _: None)
    qtbot.waitUntil(lambda: lamps == [DeviceHealth.LOST, DeviceHealth.READY])


def test_device_news_crosses_from_its_thread(qtbot: Any, office: Any, quiet_devices: Any) -> None:
    state = DeviceState("p1", "printer", "Máy in phiếu", DeviceHealth.LOST, "printer.paper_out")
    heard: list[tuple[object, int]] = []
    office.news.connect(lambda news: heard.append((news, threading.get_ident())))
    threading.Thread(target=quiet_devices.tell, args=(state,)).start()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(state, threading.get_ident())]


def test_a_closed_office_is_silent(qtbot: Any, office: Any, scripted_store: Any) -> None:
    heard: list[object] = []
    office.changed.connect(heard.append)
    office.ask(many, then=heard.append)
    office.close()
    scripted_store.tell(Changes(frozenset(), ()))
    assert heard == []
    office._leave = ()


@pytest.mark.parametrize("held_ms", [0, 120])
def test_the_stall_watch_counts_only_stalls(
    qtbot: Any, caplog: pytest.LogCaptureFixture, expected_logs: Any, held_ms: int
) -> None:
    expected_logs("the screen stood still")
    watch = StallWatch(SystemClock())
    watch.start()
    clock = SystemClock()
    try:
        with caplog.at_level(logging.WARNING):
            until = clock.monotonic_s() + held_ms / 1000
            while clock.monotonic_s() < until:
                pass
            if held_ms:
                qtbot.waitUntil(lambda: watch.stalls >= 1)
                assert watch.longest_s >= 0.05
                assert "test_the_stall_watch_counts_only_stalls" in caplog.text
            else:
                assert watch.stalls == 0
    finally:
        watch.stop()
