"""From the officer's key to the painted board and to the loudspeaker's hands.

How long that takes is measured in tests/speed, beside a bare window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.queue.relay import CallRelay
from tests.board.centre import Centre
from tests.screens.harness import render
from ui.board.call_list import CallList
from ui.board.window import BoardWindow

SIZE = (1920, 1080)


def test_each_call_is_handed_over_with_its_act_and_on_the_board_at_the_next_turn(
    centre: Centre, open_window: Callable[..., Any], quiet_devices: Any, qapp: Any
) -> None:
    board = open_window(BoardWindow)
    calls = board.findChild(CallList)
    relay = CallRelay(centre.store, quiet_devices)
    relay.start()
    centre.take("CT", 4)
    before = render(board, SIZE)
    for number in range(4):
        quiet_devices.told.clear()
        label = centre.call(number + 1)
        assert ("say", label) == (quiet_devices.told[0][0], quiet_devices.told[0][1].label)
        qapp.processEvents()
        assert calls.accessibleName().startswith(f"{label} ")
        painted = render(board, SIZE)
        assert painted != before
        before = painted
        centre.finish(number + 1)
    relay.stop()
