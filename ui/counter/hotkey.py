"""One key of the counter that works in every program.

Windows: a low-level hook (pynput).  X11: the server gives us the key
(XGrabKey).  Wayland lets no program take a key: the window says so in one
line, and its own key still works while it has the focus.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Protocol

KEY = "F9"


class Grip(Protocol):
    """A key held by us until it is let go."""

    def stop(self) -> None:
        """Let the key go; returns when no press can arrive any more."""
        ...


class GlobalKey:
    """Holds one key while it is on; presses arrive on another thread.

    `reason` is empty while the key is held, else `taken` (another program has
    it), `wayland`, `no_screen` or `not_supported`: the text
    `counter.hotkey.<reason>` says it in one line.
    """

    def __init__(self, pressed: Callable[[], None], key: str = KEY) -> None:
        self._pressed = pressed
        self._key = key
        self._grip: Grip | None = None
        self.reason = "not_supported"

    @property
    def held(self) -> bool:
        return self._grip is not None

    def start(self, environment: Mapping[str, str] = os.environ) -> None:
        """Take the key where that can be done."""
        self.stop()
        self.reason = _obstacle(sys.platform, environment)
        if self.reason:
            return
        try:
            self._grip = self._take(environment.get("DISPLAY", ""))
        except KeyTakenError:
            self.reason = "taken"
        # A screen that went away or a missing library must not stop the counter.
        except (OSError, ImportError):
            self.reason = "not_supported"

    def stop(self) -> None:
        grip, self._grip = self._grip, None
        if grip is not None:
            grip.stop()

    def _take(self, display: str) -> Grip:
        if sys.platform == "win32":
            from ui.counter.hotkey_windows import WindowsGrip

            return WindowsGrip(self._key, self._pressed)
        from ui.counter.hotkey_x11 import X11Grip

        return X11Grip(display, self._key, self._pressed)


class KeyTakenError(OSError):
    """Another program holds the key."""


def _obstacle(platform: str, environment: Mapping[str, str]) -> str:
    """Why the key cannot be taken here; empty when it can be tried."""
    if platform == "win32":
        return ""
    if not platform.startswith("linux"):
        return "not_supported"
    if environment.get("WAYLAND_DISPLAY"):
        return "wayland"
    return "" if environment.get("DISPLAY") else "no_screen"
