"""The guard against a build of Qt that loses references to None."""

from __future__ import annotations

import itertools
import sys

import pytest

from core.errors import Exit, Problem
from ui.guard import loses_references, require_sound_qt


def test_this_build_is_sound() -> None:
    assert not loses_references()
    require_sound_qt()


def test_thousands_of_calls_cost_no_reference(qapp: object) -> None:
    """The same at length, on a widget: what a display does all day."""
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(5000):
        label.setText(str(number))
    assert before - sys.getrefcount(None) < 1000


def test_a_losing_build_is_noticed() -> None:
    falling = itertools.count(10_000, -500)
    assert loses_references(lambda: None, lambda _thing: next(falling))


def test_a_losing_build_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.guard.loses_references", lambda: True)
    with pytest.raises(Problem) as refused:
        require_sound_qt()
    assert (refused.value.code, refused.value.exit_code) == ("command.qt_unsound", Exit.ENVIRONMENT)
