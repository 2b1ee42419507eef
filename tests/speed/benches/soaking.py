"""Days of the centre with every window open, and the memory at each day's close.

Time is an agenda: it jumps from one due call to the next, so a day lasts as
long as the work in it.  An act is carried out by the writer's thread and a
query answered before the agenda goes on, and what they give comes back
through Qt's queue as always.  What has changed is painted once a second
of real time.

Memory is what the system says that this process holds (RSS), read when
Python's collector has run and the C library has given back what it holds in
reserve (`malloc_trim`): what is left is in use.  The office PC is on until
18:00 and sleeps until the next morning.  Growth is that of the last close
over the second day's: the first night, and all that is made for the first
time when a new day begins, count to the first day.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QWidget

from core.clock import SECOND, AgendaClock, Clock, SystemClock, day_end, day_start
from core.errands import AgendaErrands
from core.events import Changes
from core.ids import seeded_ids
from core.measure import Measure, at_most
from core.ports import Act, Done, Priority, Reader
from core.rehearsal.cast import Cast, counters_of_play, read_cast
from core.rehearsal.furnish import furnish
from core.rehearsal.living_centre import LivingCentre, days_between, setting_of, start_of_play
from core.working_centre import WorkingCentre
from db.store import SqliteStore, open_store
from devices.fakes.bench import demo_bench
from devices.hub import build_hub
from tests.speed.benches.rehearsed import a_folder
from tests.speed.benches.sampling import clock as real_clock
from tests.speed.benches.starting_child import resident_kib
from ui.app import make_app
from ui.bridge import Office
from ui.stage import OfficeStage
from ui.theme import load_theme
from ui.tidy import collect_what_is_due
from ui.timers import QtTimers
from ui.windows import windows

FIRST = date(2026, 6, 15)
DAYS = 30
FRAME_S = 1.0
OFFICE_HOURS_END = 18.0
OF_A_COUNTER = ("counter", "rating", "sign", "intake")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Close:
    """What the process holds at the close of a day."""

    day: date
    resident_mb: float
    objects: int
    qt_objects: int
    tickets: int


class PatientStore:
    """A store whose answers are there when the asking call returns."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    @property
    def clock(self) -> Clock:
        return self._store.clock

    def submit(self, act: Act, priority: Priority = Priority.STAFF) -> Future[Done[Any]]:
        return _done(self._store.submit(act, priority))

    def execute(self, act: Act, priority: Priority = Priority.STAFF) -> Done[Any]:
        return self._store.execute(act, priority)

    def submit_read(self, query: Callable[[Reader], T]) -> Future[T]:
        return _at_once(self._store.read, query)

    def read(self, query: Callable[[Reader], T]) -> T:
        return self._store.read(query)

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        return self._store.subscribe(listener)

    def close(self) -> None:
        self._store.close()


def _done(future: Future[T]) -> Future[T]:
    wait([future])
    return future


def _at_once(work: Callable[..., Any], *facts: Any) -> Future[Any]:
    """What a window asks to be done aside is done before the agenda goes on."""
    future: Future[Any] = Future()
    try:
        future.set_result(work(*facts))
    # Whatever went wrong belongs to the one who asked.
    except Exception as error:
        future.set_exception(error)
    return future


class Soak:
    """A centre with all windows, made on the UI thread."""

    def __init__(self, folder: Path, first: date, last: date, until_h: float) -> None:
        self._until_us = round(until_h * 3600 * SECOND)
        self.agenda = AgendaClock(start_of_play(first))
        self._days = days_between(first, last)
        self._app = QApplication.instance() or make_app(load_theme())
        self._loop = QEventLoop()
        self._real = QtTimers(SystemClock())
        self._kept = open_store(folder, clock=self.agenda, ids=seeded_ids(self.agenda, 1))
        self._cast = read_cast()
        self._kept.execute(Act(furnish, {"cast": self._cast, "mark": "demo"}))
        store = PatientStore(self._kept)
        bench = demo_bench(counters_of_play(), clock=self.agenda, is_rehearsal=True)
        hub = build_hub(bench.configs, clock=self.agenda, timers=self.agenda, wires=bench.wires)
        hub.listen(bench.bench.heed)
        self.office = _office(folder, store, hub, self.agenda, bench.bench)
        self.centre = WorkingCentre(
            store, hub, self.agenda, AgendaErrands(self.agenda), self.office._texts
        )
        self.windows = _open_all(self.office)
        self.closes: list[Close] = []
        self._play = _play(self.office, self._cast, store.read(setting_of), last)
        self._left = iter(self._days)
        self._end = 0

    def run(self) -> list[Close]:
        """Live through all days; what is held at the close of each."""
        self.centre.start()
        # Windows are taken apart on this thread, as in a session (`ui.tidy`).
        gc.disable()
        gc.freeze()
        try:
            self._begin_day()
            # A loop of its own: a process whose application was told to quit starts no other.
            self._loop.exec()
        finally:
            gc.unfreeze()
            gc.enable()
        return self.closes

    def close(self) -> None:
        self.centre.stop()
        self.office.close()
        for window in self.windows:
            window.close()
            window.deleteLater()
        QApplication.processEvents()
        self._kept.close()

    def _begin_day(self) -> None:
        day = next(self._left, None)
        if day is None:
            self._loop.quit()
            return
        self._day = day
        self._end = min(day_end(day), day_start(day) + self._until_us)
        if self.agenda.now() < start_of_play(day):
            # The PC has slept; whoever was due meanwhile comes now.
            self.agenda.jump(start_of_play(day))
        self._play.play_day(day)
        self._real.after(0.0, self._step)

    def _step(self) -> None:
        """Due calls, each with all its answers; then the screens may paint what has changed."""
        until_s = real_clock.monotonic_s() + FRAME_S
        while real_clock.monotonic_s() < until_s:
            due = self.agenda.next_due()
            if due is None or due > self._end:
                self.agenda.run_until(self._end)
                self._real.after(0.0, self._close_day)
                return
            self.agenda.run_next()
            QCoreApplication.sendPostedEvents(self.office, QEvent.Type.MetaCall.value)
            collect_what_is_due()
        self._real.after(0.0, self._step)

    def _close_day(self) -> None:
        self.closes.append(self._measured())
        self._begin_day()

    def _measured(self) -> Close:
        gc.unfreeze()
        gc.collect()
        _give_back()
        close = Close(
            self._day,
            resident_kib() / 1024,
            len(gc.get_objects()),
            sum(len(window.findChildren(QObject)) for window in self.windows),
            self._kept.read(_tickets),
        )
        gc.freeze()
        return close


def _office(folder: Path, store: Any, hub: Any, agenda: AgendaClock, bench: Any) -> Office:
    """The office as main makes it for a demonstration, on the agenda."""
    import main

    parts = main.parts_of(folder, store, hub, agenda, bench)
    return Office(
        store,
        hub,
        agenda,
        agenda,
        parts.texts,
        station="bench",
        staff=parts.staff,
        services=replace(parts.services, aside=_at_once, clock=None),
    )


def _open_all(office: Office) -> list[QWidget]:
    """Every window that the program has."""
    theme, opened = load_theme(), []
    for window in windows().values():
        subject = counters_of_play()[0] if window.name in OF_A_COUNTER else ""
        opened.append(window.open(office, theme, subject))
        opened[-1].show()
    return opened


def _play(office: Office, cast: Cast, setting: Any, last: date) -> LivingCentre:
    return LivingCentre(OfficeStage(office), cast, setting, 1, day_end(last))


def _tickets(reader: Reader) -> int:
    return sum(1 for _ in reader.events(kinds=("TicketReserved",)))


def _give_back() -> None:
    """Let the C library return what it holds in reserve (glibc only)."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


@contextlib.contextmanager
def a_soak(folder: Path, days: int, *, until_h: float = 24.0) -> Iterator[Soak]:
    """A centre ready to live through so many days, each until an hour of it.

    A PC that is not on until midnight sleeps until the next morning.
    """
    soak = Soak(folder, FIRST, FIRST + timedelta(days=days - 1), until_h)
    try:
        yield soak
    finally:
        soak.close()


def growth(closes: list[Close]) -> float:
    """How much more is held at the last close than after the first day and night, in per cent."""
    return _more(closes[1], closes[-1])


def _more(before: Close, after: Close) -> float:
    return (after.resident_mb / before.resident_mb - 1) * 100


def measure_soak(days: int = DAYS) -> list[Measure]:
    """Thirty days; the baseline is what the process held when the first was over."""
    with a_folder() as folder, a_soak(folder, days, until_h=OFFICE_HOURS_END) as soak:
        closes = soak.run()
    first, last = closes[1], closes[-1]
    return [
        Measure("soak_growth", growth(closes), "%", at_most(2, "%")),
        # Without the first night: what a new day makes for the first time counts as growth.
        Measure("soak_growth_with_first_night", _more(closes[0], last), "%", None),
        Measure("soak_memory", last.resident_mb, "MB", None, first.resident_mb, "first_day"),
    ]
