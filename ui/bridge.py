"""Where threads and Qt meet, and nowhere else.

Windows ask through an `Office` and go on at once; results, commits and device
news come back on the UI thread.  Nothing here waits.
"""

from __future__ import annotations

import _thread
import logging
import signal
import threading
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from functools import partial
from types import CellType, FrameType
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from core.clock import Clock, Timers
from core.errors import Problem
from core.events import Changes
from core.ports import (
    Act,
    DeviceHealth,
    DeviceNews,
    Devices,
    Done,
    Priority,
    Reader,
    StaffServices,
    Store,
)
from core.services import Services
from core.settings import Values
from core.texts import Texts

T = TypeVar("T")
_log = logging.getLogger(__name__)

STALL_S = 0.05
_BEAT_S = 0.02
# The signal by which a thread is asked where it stands; Windows has no SIGUSR2.
_ASK: signal.Signals = getattr(signal, "SIGUSR2", None) or getattr(signal, "SIGBREAK")  # noqa: B009


class Office(QObject):
    """What a window may ask of the centre, and how it hears of news.

    `changed` carries every commit (`core.events.Changes`) in order, `news`
    every `DeviceNews`, `problem` the sentence of a failure that nobody
    handles, `data_health` whether the store answers.  All signals and
    callbacks arrive on the UI thread; a callback whose widget has died
    meanwhile is dropped.
    """

    changed = Signal(object)
    news = Signal(object)
    problem = Signal(str)
    data_health = Signal(DeviceHealth)
    _arrived = Signal(object)

    def __init__(
        self,
        store: Store,
        devices: Devices,
        clock: Clock,
        timers: Timers,
        texts: Mapping[str, Texts],
        *,
        station: str = "",
        actor: str = "system",
        here: Values | None = None,
        staff: StaffServices | None = None,
        services: Services | None = None,
    ) -> None:
        super().__init__()
        self.clock = clock
        self.timers = timers
        self.station = station
        self.actor = actor
        self.here = here or Values()
        """Settings of this PC (`scope == "station"`)."""
        self.services = services or Services(aside=_at_once)
        self.staff = staff
        """What the windows of a counter need of this PC; None where there is none."""
        self._store = store
        self._devices = devices
        self._texts = texts
        self._open = True
        self._data = DeviceHealth.READY
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._leave = (
            store.subscribe(lambda changes: self._post(self._tell_changes, changes)),
            devices.listen(lambda news: self._post(self._tell_news, news)),
        )

    @property
    def texts(self) -> Texts:
        """The words in the centre's own language."""
        return self._texts["vi"]

    def texts_in(self, language: str) -> Texts:
        """The words in `vi` or `en`."""
        return self._texts[language]

    @property
    def devices(self) -> Devices:
        """The devices of this PC; every method returns at once."""
        return self._devices

    def do(
        self,
        verb: Callable[..., Any],
        *,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        priority: Priority = Priority.STAFF,
        attempt_id: str = "",
        actor: str | None = None,
        facts: Mapping[str, Any] | None = None,
        **arguments: Any,
    ) -> None:
        """Carry out an operation; `then` gets its result, `failed` its error.

        `facts` holds arguments whose names are words of this call, such as a
        ticket's `priority`.
        """
        arguments.update(facts or {})
        act = Act(verb, arguments, actor or self.actor, self.station, attempt_id)
        future = self._store.submit(act, priority)
        future.add_done_callback(lambda f: self._post(self._settle, f, _result_of, then, failed))

    def ask(
        self,
        query: Callable[[Reader], T],
        *,
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a query on a reader's thread; `then` gets its value."""
        future = self._store.submit_read(query)
        future.add_done_callback(lambda f: self._post(self._settle, f, _value_of, then, failed))

    def follow(
        self,
        future: Future[T],
        *,
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Hear of a service's answer as of one's own operations."""
        settle = partial(self._settle, of_store=False)
        future.add_done_callback(lambda f: self._post(settle, f, _value_of, then, failed))

    def bring(self, call: Callable[[], None]) -> None:
        """Make a call on the UI thread; for threads that hear of keys and the like."""
        self._post(self._make, call)

    def aside(
        self,
        work: Callable[[], T],
        *,
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do work that takes time off the UI thread; `then` gets its value."""
        self.follow(self.services.aside(work), then=then, failed=failed)

    def on_ui(self, callback: Callable[[T], None]) -> Callable[[T], None]:
        """The callback as others may call it on any thread; it runs on the UI thread."""
        return lambda fact: self._post(_tell_if_alive, callback, fact)

    def sentence(self, error: Exception) -> str:
        """What happened and what to do, in the centre's language."""
        return sentence_of(error, self.texts)

    def close(self) -> None:
        """Hear nothing more; what still arrives is dropped."""
        self._open = False
        for leave in self._leave:
            leave()

    # Any thread from here ...

    def _post(self, call: Callable[..., None], *facts: Any) -> None:
        if self._open and shiboken6.isValid(self):
            self._arrived.emit((call, facts))

    # ... to the UI thread.

    def _deliver(self, parcel: tuple[Callable[..., None], tuple[Any, ...]]) -> None:
        if self._open:
            call, facts = parcel
            call(*facts)

    def _make(self, call: Callable[[], None]) -> None:
        if alive(call):
            call()

    def _tell_changes(self, changes: Changes) -> None:
        self.changed.emit(changes)

    def _tell_news(self, news: DeviceNews) -> None:
        self.news.emit(news)

    def _settle(
        self,
        future: Future[Any],
        unpack: Callable[[Any], Any],
        then: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
        *,
        of_store: bool = True,
    ) -> None:
        try:
            value = future.result()
        except CancelledError:
            return
        # Every failure is shown to the one who asked, or told as a problem.
        except Exception as error:
            self._fail(error, failed)
            return
        if of_store:
            self._note_data(DeviceHealth.READY)
        if then is not None and alive(then):
            then(unpack(value))

    def _fail(self, error: Exception, failed: Callable[[Exception], None] | None) -> None:
        if not isinstance(error, Problem):
            _log.error("an operation failed", exc_info=error)
        elif error.code.startswith("store."):
            self._note_data(DeviceHealth.LOST)
        if failed is None:
            self.problem.emit(self.sentence(error))
        elif alive(failed):
            failed(error)

    def _note_data(self, health: DeviceHealth) -> None:
        if health is not self._data:
            self._data = health
            self.data_health.emit(health)


def sentence_of(error: Exception, texts: Texts) -> str:
    """A problem's sentence; our own faults share one that blames nobody."""
    if isinstance(error, Problem):
        return texts.problem(error)
    return texts("common.problem.bug")


def alive(callback: Callable[..., Any]) -> bool:
    """Whether every Qt object that a callback holds still exists."""
    return all(shiboken6.isValid(held) for held in _held(callback) if isinstance(held, QObject))


def _held(callback: Callable[..., Any]) -> tuple[object, ...]:
    owner = getattr(callback, "__self__", None)
    if owner is not None:
        return (owner,)
    cells = getattr(callback, "__closure__", None) or ()
    inner = getattr(callback, "func", None)  # functools.partial
    held = tuple(_content(cell) for cell in cells) + tuple(getattr(callback, "args", ()))
    return held + (_held(inner) if callable(inner) else ())


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # a name that is not bound yet
        return None


def _tell_if_alive(callback: Callable[[Any], None], fact: Any) -> None:
    if alive(callback):
        callback(fact)


def _at_once(work: Callable[[], Any]) -> Future[Any]:
    """Where main wired no thread for it: rehearsed windows whose work is a trifle."""
    future: Future[Any] = Future()
    try:
        future.set_result(work())
    # Whatever went wrong belongs to the one who asked.
    except Exception as error:
        future.set_exception(error)
    return future


def _result_of(done: Done[Any]) -> Any:
    return done.result


def _value_of(value: Any) -> Any:
    return value


class StallWatch(QObject):
    """Notices when the UI thread does not answer for more than 50 ms.

    A thread of its own sends a beat through the event queue and waits for the
    answer; a late one is logged with the stack of the UI thread, which that
    thread writes down itself as soon as it is back in Python.  Looked at from
    here it would crash now and then: a frame that we held would keep its
    painter alive and destroy it on the wrong thread, and the interpreter's
    fault handler falls over running threads (seen on Python 3.13).  `clock`
    must be a real one, whatever time the centre plays.
    """

    _beat = Signal()

    def __init__(self, clock: Clock, limit_s: float = STALL_S) -> None:
        super().__init__()
        self.stalls = 0
        self.longest_s = 0.0
        self._clock = clock
        self._limit_s = limit_s
        self._answered = threading.Event()
        self._stopping = threading.Event()
        self._stack = ""
        self._beat.connect(self._answered.set, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._watch, name="stall-watch", daemon=True)

    def start(self) -> None:
        """Begin to watch the thread that calls this, which must be the main one."""
        self._before = signal.signal(_ASK, self._write_down)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._answered.set()
        self._thread.join()
        signal.signal(_ASK, self._before)

    def _write_down(self, _number: int, frame: FrameType | None) -> None:
        self._stack = _lines(frame)

    def _watch(self) -> None:
        while not self._stopping.wait(_BEAT_S):
            self._answered.clear()
            asked_s = self._clock.monotonic_s()
            self._beat.emit()
            if not self._answered.wait(self._limit_s) and not self._stopping.is_set():
                self._note(asked_s)

    def _note(self, asked_s: float) -> None:
        # No signal of the system is sent: Python calls the handler on its main thread.
        _thread.interrupt_main(_ASK)
        self._answered.wait()
        if self._stopping.is_set():
            return
        lasted_s = self._clock.monotonic_s() - asked_s
        self.stalls += 1
        self.longest_s = max(self.longest_s, lasted_s)
        _log.warning("the screen stood still for %.0f ms in\n%s", lasted_s * 1000, self._stack)


def _lines(frame: FrameType | None) -> str:
    """Where a thread stands, the innermost call first, without reading the sources."""
    return "\n".join(
        f'  File "{there.f_code.co_filename}", line {line} in {there.f_code.co_name}'
        for there, line in traceback.walk_stack(frame)
    )
