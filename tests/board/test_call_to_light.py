"""From the officer's key to the painted board and to the loudspeaker's hands."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from typing import Any

from core.clock import SystemClock
from core.queue.relay import CallRelay
from tests.board.centre import Centre
from tests.screens.harness import render
from ui.board.call_panel import CallPanel
from ui.board.window import BoardWindow

SIZE = (1920, 1080)
LIMIT_S = 0.100


def test_a_call_is_painted_and_handed_over_within_a_tenth_of_a_second(
    centre: Centre, open_window: Callable[..., Any], quiet_devices: Any, qapp: Any
) -> None:
    board = open_window(BoardWindow)
    panel = board.findChild(CallPanel)
    relay = CallRelay(centre.store, quiet_devices)
    relay.start()
    clock = SystemClock()
    centre.take("CT", 15)
    taken = []
    for number in range(15):
        quiet_devices.told.clear()
        began_s = clock.monotonic_s()
        label = centre.call(number % 8 + 1)
        assert ("say", label) == (quiet_devices.told[0][0], quiet_devices.told[0][1].label)
        qapp.processEvents()
        render(board, SIZE)
        taken.append(clock.monotonic_s() - began_s)
        centre.finish(number % 8 + 1)
    assert panel.accessibleName()
    assert median(taken) < LIMIT_S
    relay.stop()
