"""Pictures of the windows, for who has no screen to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from core.clock import Timer, Timers
from core.services import Aside

Overview = Callable[[Mapping[str, QImage]], QImage]

_ROUND_S = 15.0
_FIRST_S = 0.5
_QUICK_PACK = 80
"""Quality of a PNG for Qt: the same picture, packed in a quarter of the time."""


class Album:
    """Saves a PNG of every window about every 15 seconds, one window at a time.

    The UI thread only draws, and never two windows in one go; packing and
    writing are done aside.  After each round `overview` makes `stage.png` of
    all of them.  `timers` are those of the real clock.
    """

    def __init__(
        self,
        windows: Mapping[str, QWidget],
        folder: Path,
        timers: Timers,
        aside: Aside,
        overview: Overview | None = None,
    ) -> None:
        self._windows = list(windows.items())
        self._folder = folder
        self._timers = timers
        self._aside = aside
        self._overview = overview
        self._pictures: dict[str, QImage] = {}
        self._next = 0
        self._pending: Timer | None = None

    def begin(self) -> None:
        """Make the folder and take the first picture soon."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._pending = self._timers.after(_FIRST_S, self._take)

    def end(self) -> None:
        """Take no more."""
        if self._pending is not None:
            self._pending.cancel()

    def _take(self) -> None:
        many = len(self._windows)
        role, window = self._windows[self._next % many]
        self._next += 1
        picture = self._pictures[role] = window.grab().toImage()
        file = self._folder / f"{role.replace(':', '-')}.png"
        self._aside(partial(picture.save, str(file), quality=_QUICK_PACK))
        if self._next % many == 0:
            self._take_overview()
        wait_s = _FIRST_S if self._next < many else _ROUND_S / many
        self._pending = self._timers.after(wait_s, self._take)

    def _take_overview(self) -> None:
        overview, pictures = self._overview, dict(self._pictures)
        if overview is not None:
            file = str(self._folder / "stage.png")
            self._aside(lambda: overview(pictures).save(file, quality=_QUICK_PACK))
