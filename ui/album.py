"""Pictures of the windows, for who has no screen to look at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core.clock import Timer, Timers
from core.services import Aside

_ROUND_S = 15.0
_FIRST_S = 1.0


class Album:
    """Saves a PNG of every window about every 15 seconds, one window at a time.

    The UI thread only draws, and never two windows in one go; packing and
    writing are done aside.  `timers` are those of the real clock.
    """

    def __init__(
        self, windows: Mapping[str, QWidget], folder: Path, timers: Timers, aside: Aside
    ) -> None:
        self._windows = list(windows.items())
        self._folder = folder
        self._timers = timers
        self._aside = aside
        self._next = 0
        self._pending: Timer | None = None

    def begin(self) -> None:
        """Make the folder and take the first picture in a second."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._pending = self._timers.after(_FIRST_S, self._take)

    def end(self) -> None:
        """Take no more."""
        if self._pending is not None:
            self._pending.cancel()

    def _take(self) -> None:
        role, window = self._windows[self._next % len(self._windows)]
        self._next += 1
        picture = window.grab().toImage()
        file = self._folder / f"{role.replace(':', '-')}.png"
        self._aside(partial(picture.save, str(file)))
        is_first_round = self._next < len(self._windows)
        wait_s = 0.1 if is_first_round else _ROUND_S / len(self._windows)
        self._pending = self._timers.after(wait_s, self._take)
