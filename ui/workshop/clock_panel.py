"""The clock to turn: speed, pause, winding on, and a jump such as a wrong PC clock makes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.clock import VIETNAM, Instant, Timer, Timers, instant_of, local, local_day
from core.services import TurnableClock
from core.texts import Texts
from ui.theme import BOLD, SEMIBOLD, Theme
from ui.widgets.buttons import StaffButton
from ui.widgets.labels import FittedLabel, plain_label

SPEEDS = (1.0, 5.0, 20.0, 60.0, 120.0)
PAUSED = 1e-6
"""A speed at which nothing happens while anybody watches; 0 would have no next moment."""

_WINDING = 240.0
_MARKS = (time(9, 0), time(10, 30), time(13, 30), time(16, 30))
_HOUR = 3_600_000_000
_TICK_S = 0.5


class ClockPanel(QWidget):
    """Time and date large, speeds below, and how far to wind on."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        clock: TurnableClock,
        timers: Timers,
        turned: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._clock = clock
        self._timers = timers
        self._turned = turned
        self._before = clock.speed
        self._winding: Timer | None = None
        self._ticking: Timer | None = None
        self.time = FittedLabel(theme, theme.font("figure", BOLD), " ", color="action")
        self.date = FittedLabel(theme, theme.font("body"), " ", color="ink_soft")
        self.speeds: dict[float, StaffButton] = {}
        self.marks: list[StaffButton] = []
        self._lay_out()
        self._tick()

    def set_speed(self, speed: float) -> None:
        self._stop_winding()
        self._turn(speed=speed)

    def wind_to(self, mark: time) -> None:
        """Run fast until a time of today, then as before; everything on the way happens."""
        day = local_day(self._clock.now())
        to = instant_of(datetime.combine(day, mark, VIETNAM))
        left_s = (to - self._clock.now()) / 1_000_000
        if left_s <= 0:
            return
        self._stop_winding()
        self._before = self._clock.speed
        self._turn(speed=_WINDING)
        self._winding = self._timers.after(left_s, self._arrived)

    def jump(self, hours: int) -> None:
        """Set the clock forward or back as a wrong PC clock does; nothing in between happens."""
        self._turn(to=Instant(self._clock.now() + hours * _HOUR))

    def stop(self) -> None:
        """Forget every pending call; for the window that closes."""
        self._stop_winding()
        if self._ticking is not None:
            self._ticking.cancel()
            self._ticking = None

    def _lay_out(self) -> None:
        theme, texts = self._theme, self._texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("near"))
        face = QHBoxLayout()
        face.addWidget(self.time)
        face.addStretch(1)
        face.addWidget(self.date)
        column.addLayout(face)
        speeds = QHBoxLayout()
        speeds.setSpacing(theme.space("tight"))
        for speed in (PAUSED, *SPEEDS):
            name = "pause" if speed == PAUSED else "speed"
            word = texts(f"workshop.clock.{name}", n=round(speed))
            button = _small(theme, word, partial(self.set_speed, speed))
            button.setCheckable(True)
            speeds.addWidget(button, 1)
            self.speeds[speed] = button
        column.addLayout(speeds)
        wind = texts("workshop.clock.wind")
        column.addWidget(plain_label(theme, wind, "small", SEMIBOLD, color="ink_soft"))
        marks = QHBoxLayout()
        marks.setSpacing(theme.space("tight"))
        for mark in _MARKS:
            button = _small(theme, f"{mark:%H:%M}", partial(self.wind_to, mark))
            marks.addWidget(button, 1)
            self.marks.append(button)
        for name, hours in (("back", -1), ("ahead", 1)):
            word = texts(f"workshop.clock.{name}")
            marks.addWidget(_small(theme, word, partial(self.jump, hours)), 1)
        column.addLayout(marks)

    def _turn(self, to: Instant | None = None, speed: float | None = None) -> None:
        self._clock.turn(to, speed)
        if self._turned is not None:
            self._turned()
        self._show()

    def _arrived(self) -> None:
        self._winding = None
        self._turn(speed=self._before)

    def _stop_winding(self) -> None:
        if self._winding is not None:
            self._winding.cancel()
            self._winding = None

    def _tick(self) -> None:
        self._show()
        self._ticking = self._timers.after(_TICK_S * max(1.0, self._clock.speed), self._tick)

    def _show(self) -> None:
        now = local(self._clock.now())
        self.time.setText(f"{now:%H:%M:%S}")
        weekday = self._texts(f"common.weekday.{now.weekday()}")
        self.date.setText(f"{weekday}, {now:%d/%m/%Y}")
        for speed, button in self.speeds.items():
            button.setChecked(speed == self._clock.speed)
        for mark, button in zip(_MARKS, self.marks, strict=True):
            button.setEnabled(mark > now.time())


def _small(theme: Theme, word: str, act: Callable[[], None]) -> StaffButton:
    """A narrow button; six stand in a row."""
    button = StaffButton(theme, word)
    button.setFont(theme.font("small", SEMIBOLD))
    button.setProperty("narrow", "yes")
    button.clicked.connect(lambda _checked=False: act())
    return button
