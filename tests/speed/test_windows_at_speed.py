"""Kiosk, board and slip against bare windows and pictures, in the same minutes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.speed.benches import hall, kiosk
from tests.speed.benches.rehearsed import a_centre, a_folder, monday_morning
from tests.speed.benches.sampling import Samples
from tests.speed.benches.starting import CHILD, Started, start
from tests.speed.benches.windows import screens

pytestmark = pytest.mark.usefixtures("qapp")
ROUNDS = 12


@pytest.fixture
def touched() -> Iterator[tuple[kiosk.Kiosk, Any]]:
    """A kiosk with a printer on the network, and the store behind it."""
    centre_clock = monday_morning()
    with (
        closing(kiosk.LoopbackPrinter()) as printer,
        a_folder() as folder,
        a_centre(folder, centre_clock) as store,
        screens(store, centre_clock, [kiosk.config_of(printer.port)]) as stage,
    ):
        yield kiosk.Kiosk(stage, printer), store


def test_a_touch_shows_its_number_and_prints_it(touched: tuple[kiosk.Kiosk, Any]) -> None:
    one, store = touched
    shown, page, printed = Samples(), Samples(), Samples()
    for _ in range(ROUNDS):
        one.measure_touch(shown, page, printed)
    assert shown.at_best < 50
    assert printed.at_best < 100
    assert store.read(lambda reader: len(list(reader.events(kinds=["TicketReserved"])))) == ROUNDS


def test_a_call_is_painted_and_spoken_and_a_burst_is_whole() -> None:
    painted, voiced = Samples(), Samples()
    with hall.a_hall(waiting=ROUNDS + hall.BURST) as (made, _):
        for _ in range(ROUNDS):
            made.measure_call(painted, voiced)
        assert made.burst(hall.BURST) == (hall.BURST, hall.BURST)
    assert painted.at_best < 100
    assert voiced.at_best < 300


def test_a_slip_is_drawn_as_fast_as_a_plain_picture() -> None:
    (raster,) = kiosk.measure_raster(40)
    assert raster.ratio is not None
    assert raster.ratio < 3


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_a_role_holds_little_memory(tmp_path: Path) -> None:
    with a_centre(tmp_path):
        pass
    board = Started()
    start("board", tmp_path, board)
    assert board.memory_mb < 200


def test_a_child_that_ends_badly_is_noticed(tmp_path: Path) -> None:
    """The negative control of every figure that a child tells."""
    words = [sys.executable, str(CHILD), "run", "--role", "nobody", "--data", str(tmp_path)]
    assert subprocess.run(words, capture_output=True, check=False).returncode != 0
