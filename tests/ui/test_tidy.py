"""Windows in circles of objects end on the UI thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from core.clock import AgendaClock
from ui.tidy import Tidy


class _Circle:
    """Writes down on which thread it ends."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        self.myself = self
        self._ended = ended

    def __del__(self) -> None:
        self._ended.append(threading.current_thread())


@pytest.fixture
def ended() -> Iterator[list[threading.Thread]]:
    yield []
    gc.collect()


def elsewhere(work: Any) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def make_much() -> list[list[int]]:
    """More than Python lets stand without looking for circles."""
    return [[] for _ in range(5000)]


def test_a_circle_ends_on_the_thread_of_the_timers(
    agenda: AgendaClock, ended: list[threading.Thread]
) -> None:
    tidy = Tidy(agenda)
    tidy.start()
    _Circle(ended)
    much = make_much()
    assert ended == []
    agenda.advance(3)
    del much
    assert ended == [threading.main_thread()]
    tidy.stop()


def test_without_it_a_circle_may_end_anywhere(ended: list[threading.Thread]) -> None:
    """The negative control."""
    gc.collect()
    gc.enable()
    _Circle(ended)
    elsewhere(make_much)
    assert len(ended) == 1
    assert ended[0] is not threading.main_thread()


def test_what_has_grown_old_is_found_as_well(
    agenda: AgendaClock, ended: list[threading.Thread]
) -> None:
    tidy = Tidy(agenda)
    tidy.start()
    circle = _Circle(ended)
    grown = [make_much()]
    agenda.advance(3)
    del circle
    while not ended and len(grown) < 1000:
        grown.append(make_much())
        agenda.advance(3)
    assert ended == [threading.main_thread()]
    tidy.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
