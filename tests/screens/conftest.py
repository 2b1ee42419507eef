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
