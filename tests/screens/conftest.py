"""Pictures: `check` holds a window against its approved picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget


@pytest.fixture
def check(request: pytest.FixtureRequest, qtbot: Any) -> Callable[..., None]:
    """`check(widget, name, size, ...)`: see `harness.check_screen`."""
    from tests.screens.harness import approving, check_screen

    def checked(widget: QWidget, name: str, size: tuple[int, int], **more: Any) -> None:
        check_screen(widget, name, size, approve=approving(request.config), **more)

    return checked


@pytest.fixture
def staff_sizes(request: pytest.FixtureRequest) -> tuple[tuple[int, int], ...]:
    """The sizes of a clerk's screen; the quick suite draws the smaller, where room is short."""
    from tests.screens.harness import STAFF_SIZES, approving

    whole = request.config.getoption("--long") or approving(request.config)
    return STAFF_SIZES if whole else STAFF_SIZES[:1]
