"""The windows of the program, found by looking into the folders of `ui`.

A window describes itself once, as `WINDOW` in the `__init__` of its folder;
nothing else names it.  Its code is imported when it is opened, so a kiosk
never loads the counter's.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import cast

from PySide6.QtWidgets import QWidget

import ui
from core.errors import Exit, Problem
from ui.bridge import Office
from ui.theme import Look, Theme

Factory = Callable[[Office, Theme, str], QWidget]


class Placement(StrEnum):
    """Where a window stands when it opens."""

    FULL_SCREEN = "full_screen"
    MAXIMISED = "maximised"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Window:
    """One window.

    `factory` is `module:name` of a callable `(office, theme, subject) ->
    QWidget`; the subject is what stands after the colon of a role, such as the
    counter in `counter:Q3`.  `role` is the word of `run --role`; a window
    without one is opened from others.  `title` is a key of the catalogue.
    """

    name: str
    title: str
    factory: str
    role: str = ""
    placement: Placement = Placement.NORMAL
    look: Look = Look.DAY
    public: bool = False
    icon: str = ""

    def open(self, office: Office, theme: Theme, subject: str = "") -> QWidget:
        """Build the window, importing its code now."""
        module, _, attribute = self.factory.partition(":")
        factory = cast("Factory", getattr(importlib.import_module(module), attribute))
        widget = factory(office, theme.with_look(self.look), subject)
        widget.setWindowTitle(office.texts(self.title))
        return widget


@cache
def windows() -> Mapping[str, Window]:
    """Every window by name."""
    found: dict[str, Window] = {}
    for module in pkgutil.iter_modules(ui.__path__):
        if module.ispkg:
            described = getattr(importlib.import_module(f"ui.{module.name}"), "WINDOW", ())
            for window in described if isinstance(described, tuple) else (described,):
                found[window.name] = window
    return found


def window_of_role(role: str) -> Window:
    """The window that a role opens; a `Problem` for an unknown role."""
    word = role.partition(":")[0]
    for window in windows().values():
        if window.role == word:
            return window
    raise Problem("common.unknown_role", Exit.USAGE, role=role[:40])
