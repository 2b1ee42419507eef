"""The application: its clothes, its windows on their screens, its last resort."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any

from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget

from ui.bridge import Office
from ui.theme import Theme, dress
from ui.windows import Placement, Window, window_of_role

_log = logging.getLogger(__name__)
_TURN_S = 0.0005
"""How long another thread may compute before this one has its turn.

A window gives Python's lock away with each stroke it paints and wants it back;
at the usual 5 ms a busy thread would hold up a picture of fifty strokes by a
quarter of a second.
"""


def make_app(theme: Theme, arguments: Sequence[str] = ()) -> QApplication:
    """The one application object, dressed in the theme."""
    sys.setswitchinterval(_TURN_S)
    app = QApplication(["mot-cua", *arguments])
    app.setApplicationName("mot-cua")
    app.setQuitOnLastWindowClosed(True)
    dress(app, theme)
    return app


def open_roles(office: Office, theme: Theme, roles: Sequence[str]) -> list[QWidget]:
    """Open the window of each role; full-screen ones take one screen each.

    With fewer screens than public windows the later ones open as windows of
    half the screen, so that everything can be seen on one PC.
    """
    opened = []
    free = _screens_for_public()
    for role in roles:
        window = window_of_role(role)
        widget = window.open(office, theme, role.partition(":")[2])
        place(widget, window, free.pop(0) if window.public and free else None)
        opened.append(widget)
    return opened


def place(widget: QWidget, window: Window, screen: QScreen | None) -> None:
    """Show a window where it belongs; a full-screen one without a screen is shown normally."""
    if window.placement is Placement.FULL_SCREEN and screen is not None:
        widget.setScreen(screen)
        widget.setGeometry(screen.geometry())
        widget.showFullScreen()
    elif window.placement is Placement.MAXIMISED:
        widget.showMaximized()
    else:
        widget.show()


def _screens_for_public() -> list[QScreen]:
    """The second and later screens first: staff work on the first one."""
    screens = QApplication.screens()
    return [*screens[1:], *screens[:1]]


def catch_everything(tell: Callable[[BaseException], None]) -> None:
    """Log what no slot and no thread caught, and tell it; the program goes on.

    An exception inside a Qt slot would otherwise be printed and forgotten.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.critical("nobody caught this", exc_info=(kind, error, trace))
        tell(error)

    def thread_hook(facts: Any) -> None:
        hook(facts.exc_type, facts.exc_value, facts.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
