"""One run of the windows: the application, the office, the centre at work, the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from core.awake import AwakeThread, awake_for
from core.care_watch import CareWatch
from core.clock import Clock, SystemClock
from core.errands import ErrandThread
from core.events import ALL_KINDS, Changes
from core.guardian import AGAIN
from core.ports import Devices, StaffServices, Store
from core.rehearsal.cast import Cast
from core.services import Services
from core.station import Station
from core.texts import Texts
from core.working_centre import WorkingCentre
from ui.album import Album
from ui.app import catch_everything, make_app, open_roles
from ui.bridge import Office, StallWatch
from ui.guard import require_sound_qt
from ui.stage import OfficeStage
from ui.theme import load_theme
from ui.tidy import Tidy
from ui.timers import QtTimers
from ui.windows import window_of_role


@dataclass(frozen=True)
class Parts:
    """What main puts together for a run."""

    store: Store
    devices: Devices
    clock: Clock
    texts: Mapping[str, Texts]
    services: Services
    staff: StaffServices
    station: Station


class Session:
    """Made, used and ended on the UI thread."""

    def __init__(self, parts: Parts) -> None:
        require_sound_qt()
        here = parts.station.values()
        self._code = 0
        self.theme = load_theme(motion=here.flag("look.motion"))
        self.app = make_app(self.theme)
        self.timers = QtTimers(parts.clock)
        self.office = Office(
            parts.store,
            parts.devices,
            parts.clock,
            self.timers,
            parts.texts,
            station=parts.station.name,
            here=here,
            staff=parts.staff,
            services=replace(
                parts.services, clock_turned=self._clock_turned, restart=self.start_again
            ),
        )
        self.centre = WorkingCentre(
            parts.store, parts.devices, self.timers, ErrandThread(), parts.texts
        )
        self.watch = StallWatch(SystemClock())
        self.windows: dict[str, QWidget] = {}
        self._store = parts.store
        self._care: CareWatch | None = None
        self._awake: AwakeThread | None = None
        self._album: Album | None = None
        self._real_timers = QtTimers(SystemClock())
        self._tidy = Tidy(self._real_timers)
        catch_everything(self._tell)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, Exception):
            self.office.problem.emit(self.office.sentence(error))

    def open(self, roles: Sequence[str]) -> None:
        """Start the centre's work and open a window for each role."""
        self.centre.start()
        opened = open_roles(self.office, self.theme, roles)
        self.windows = dict(zip(roles, opened, strict=True))

    def open_stage(self) -> None:
        """Start the centre's work and show all its screens in one window."""
        from ui.demo_stage import DemoStage

        self.centre.start()
        stage = DemoStage(self.office, self.theme)
        self.windows = {"stage": stage, **stage.windows}
        stage.resize(1600, 900)
        stage.showMaximized()

    def play(self, cast: Cast, seed: int) -> None:
        """Let citizens come and officers work, from now to the end of the day."""
        from core.clock import day_end, local_day
        from core.rehearsal.living_centre import LivingCentre, setting_of

        stage = OfficeStage(self.office)
        now = self.office.clock.now()
        self.office.ask(
            setting_of,
            then=lambda setting: LivingCentre(
                stage, cast, setting, seed, day_end(local_day(now))
            ).play_day(local_day(now)),
        )

    def keep_watch(self) -> None:
        """Copies at close and each night; the screens of the public stay awake."""
        services = self.office.services
        if services.care is not None:
            clock, aside = self.office.clock, services.aside
            self._care = CareWatch(self._store, clock, self.timers, aside, services.care)
            self._care.start()
        if any(window_of_role(role).public for role in self.windows):
            self._awake = AwakeThread(awake_for)
            self._awake.start()

    def start_again(self) -> None:
        """End so that the guardian starts the program afresh."""
        self._code = AGAIN
        QApplication.quit()

    def _clock_turned(self) -> None:
        """Pending calls come at the new speed, and every window reckons anew."""
        self.timers.clock_turned()
        self.office.changed.emit(Changes(ALL_KINDS, ()))

    def answer(self, wish: str) -> object:
        """What another process of this PC asks the running program for (any thread)."""
        if wish == "devices":
            return self.office.devices.states()
        self.office.bring(self._show)
        return True

    def _show(self) -> None:
        for window in self.windows.values():
            window.show()
            window.raise_()
            window.activateWindow()

    def take_pictures(self, folder: Path) -> None:
        """Save a picture of every window now and then, for who has no screen."""
        from ui.demo_stage import overview

        single = {role: window for role, window in self.windows.items() if role != "stage"}
        whole = partial(overview, self.theme) if "stage" in self.windows else None
        aside = self.office.services.aside
        self._album = Album(single, folder, self._real_timers, aside, whole)
        self._album.begin()

    def end_after(self, real_s: float, then: Callable[[], None]) -> None:
        """End after so many seconds of the real clock."""

        def end() -> None:
            then()
            QApplication.quit()

        self._real_timers.after(real_s, end)

    def run(self) -> int:
        """Run until the last window is closed; returns the exit code."""
        self.watch.start()
        self._tidy.start()
        try:
            return self.app.exec() or self._code
        finally:
            self.close()

    def close(self) -> None:
        self.watch.stop()
        self._tidy.stop()
        if self._care is not None:
            self._care.stop()
        if self._album is not None:
            self._album.end()
        self.centre.stop()
        if self._awake is not None:
            self._awake.stop()
        self.office.close()
        for window in self.windows.values():
            window.close()
