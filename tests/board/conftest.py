"""A centre, windows of the hall, and waiting until all that was asked has arrived."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt

from core.ports import Act, Priority, UnitOfWork
from tests.board.centre import Centre
from tests.screens.conftest import check

__all__ = ["check"]

_READERS = 2
_LIMIT_S = 10


def _nothing(_unit: UnitOfWork) -> None:
    """An act behind all others."""


def _stand_at(barrier: threading.Barrier, _reader: Any) -> None:
    barrier.wait(_LIMIT_S)


@pytest.fixture
def centre(store: Any) -> Centre:
    made = Centre(store)
    made.furnish()
    return made


@pytest.fixture
def night(theme: Any) -> Any:
    from ui.theme import Look

    return theme.with_look(Look.NIGHT)


@pytest.fixture
def open_window(
    qtbot: Any, real_office: Any, night: Any, settle: Callable[[], None]
) -> Iterator[Callable[..., Any]]:
    """Opens a window of the hall and closes it after the test."""
    opened: list[Any] = []

    def open_one(
        factory: Callable[..., Any],
        size: tuple[int, int] = (1920, 1080),
        subject: str = "",
        *,
        office: Any = None,
        theme: Any = None,
    ) -> Any:
        window = factory(office or real_office, theme or night, subject)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        opened.append(window)
        settle()
        return window

    yield open_one
    for window in opened:
        window.close()


@pytest.fixture
def settle(qapp: Any, store: Any) -> Callable[[], None]:
    """Waits until every act and query asked so far has been answered and taken in.

    When each reader's thread stands at the barrier, all earlier answers have
    been posted to the UI thread.
    """

    def wait() -> None:
        for _ in range(2):
            qapp.processEvents()
            store.execute(Act(_nothing), Priority.BACKGROUND)
            barrier = threading.Barrier(_READERS + 1)
            for _reader in range(_READERS):
                store.submit_read(partial(_stand_at, barrier))
            barrier.wait(_LIMIT_S)
            qapp.processEvents()

    return wait
