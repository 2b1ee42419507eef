"""Days with every window open: nothing is held for longer than it is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.speed.benches.soaking import DAYS, OFFICE_HOURS_END, Close, a_soak, growth

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc"),
]
# Of the first day's; what a day leaves for good is a thousandth of it.
MORE_OBJECTS = 1.1
MORE_WIDGETS = 1.02


def soaked(folder: Path, days: int, *, until_h: float = 24.0) -> list[Close]:
    with a_soak(folder, days, until_h=until_h) as soak:
        return soak.run()


def test_two_mornings_leave_no_more_than_one(tmp_path: Path) -> None:
    """Between them the PC sleeps: every timer that was due meanwhile comes at once."""
    first, second = soaked(tmp_path, 2, until_h=8.0)
    assert second.tickets > first.tickets > 0
    assert second.objects < MORE_OBJECTS * first.objects
    assert second.qt_objects < MORE_WIDGETS * first.qt_objects


def test_something_held_is_noticed(tmp_path: Path, theme: Any) -> None:
    """The negative control: a window that gains a child with every call."""
    from PySide6.QtCore import QObject

    with a_soak(tmp_path, 2, until_h=7.75) as soak:
        window = soak.windows[0]
        soak.office.changed.connect(lambda _changes: QObject(window))
        first, second = soak.run()
    assert second.qt_objects > MORE_WIDGETS * first.qt_objects


@pytest.mark.long
def test_thirty_days_hold_no_more_memory_than_one(tmp_path: Path) -> None:
    closes = soaked(tmp_path, DAYS, until_h=OFFICE_HOURS_END)
    assert len(closes) == DAYS
    assert growth(closes) <= 2, [close.resident_mb for close in closes]
    assert closes[-1].qt_objects < MORE_WIDGETS * closes[0].qt_objects
