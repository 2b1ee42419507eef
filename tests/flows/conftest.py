"""The house of each flow, with a printer that answers or one that never does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from core.clock import AgendaClock
from tests.flows.house import Bench9100, House

pytest.importorskip("pty", reason="pseudo terminals are a POSIX thing")


@pytest.fixture
def open_house(
    qtbot: QtBot, tmp_path: Path, agenda: AgendaClock, theme: Any
) -> Iterator[Callable[[Bench9100], House]]:
    """Starts the program on the devices of a bench; ends both after the test."""
    houses: list[House] = []

    def start(bench: Bench9100) -> House:
        houses.append(House(qtbot, tmp_path, agenda, bench, theme))
        return houses[-1]

    yield start
    for house in houses:
        house.close()
        house.bench.close()


@pytest.fixture
def house(open_house: Callable[[Bench9100], House]) -> House:
    return open_house(Bench9100())
