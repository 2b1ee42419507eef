"""What every test stands on: no screen, no network, no home folder, our own time."""

from __future__ import annotations

import gc
import logging
import os
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

# Before Qt is loaded: draw off the screen, at one scale, with no system fonts.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("MOT_CUA_TEST_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).parent / "screens" / "fonts.conf")

from core.clock import VIETNAM, AgendaClock, instant_of
from core.events import Changes
from core.ports import Act, DeviceNews, DeviceState, Done, Priority, Reader
from core.texts import LANGUAGES, Texts


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--approve", action="store_true", help="rewrite the approved pictures")
    parser.addoption("--long", action="store_true", help="also the full-length runs")


@pytest.hookimpl(trylast=True)  # after the order has been shuffled
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        # The longest run begins first, beside all the others.
        items.sort(key=lambda item: not item.name.startswith("test_thirty_days"))
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="full-length run: main.py test --long"))


@pytest.fixture(autouse=True)
def _tidy(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test leaves behind in circles goes on the main thread, as in the product.

    Python's own collector would destroy a window on whatever thread a later
    test happens to run.  The full-length runs make too much to go without it.
    """
    if request.node.get_closest_marker("long"):
        gc.collect()
        gc.enable()
    else:
        gc.disable()
    yield
    gc.collect(0)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir(exist_ok=True)
    for name in (
        "HOME",
        "USERPROFILE",
        "APPDATA",
        "LOCALAPPDATA",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
        "XDG_STATE_HOME",
    ):
        monkeypatch.setenv(name, str(home))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be reached: emulated devices listen on loopback."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in ("", "127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test reached for the network: {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


@pytest.fixture(autouse=True)
def _no_surprising_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning that no test expected fails it; `expected_logs` takes what it expects."""
    catcher = _Catcher()
    logging.getLogger().addHandler(catcher)
    yield
    logging.getLogger().removeHandler(catcher)
    expected: list[str] = getattr(request.node, "expected_logs", [])
    surprising = [line for line in catcher.lines if not any(part in line for part in expected)]
    assert not surprising, f"unexpected log lines: {surprising}"


@pytest.fixture
def expected_logs(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say that a warning with these words is part of the test."""
    request.node.expected_logs = []
    return request.node.expected_logs.append


class _Catcher(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture
def agenda() -> AgendaClock:
    """Monday 23 November 2026, 07:30 in Vietnam; moves only when told to."""
    from datetime import datetime

    return AgendaClock(instant_of(datetime(2026, 11, 23, 7, 30, tzinfo=VIETNAM)))


@pytest.fixture(scope="session")
def texts_vi() -> Texts:
    return Texts("vi")


@pytest.fixture(scope="session")
def texts_en() -> Texts:
    return Texts("en")


@pytest.fixture(scope="session")
def qapp_cls() -> Any:
    from PySide6.QtWidgets import QApplication

    return QApplication


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: Any, pytestconfig: pytest.Config) -> Any:
    """The application in the program's own clothes."""
    from ui.app import make_app
    from ui.theme import load_theme

    return qapp_cls.instance() or make_app(load_theme(motion=False))


@pytest.fixture(scope="session")
def theme() -> Any:
    from ui.theme import load_theme

    return load_theme(motion=False)


class ScriptedStore:
    """A store of answers: acts and queries are answered by functions of the test.

    An answer may be a value, an exception, or a `Future` that the test keeps
    open to look at the window while it waits.
    """

    def __init__(self, clock: AgendaClock) -> None:
        self.clock = clock
        self.acts: list[Act] = []
        self.answers: dict[str, Any] = {}
        self.listeners: list[Callable[[Changes], None]] = []

    def submit(self, act: Act, priority: Priority = Priority.STAFF) -> Future[Done[Any]]:
        self.acts.append(act)
        answer = self.answers.get(act.verb.__name__)
        value = answer(**act.arguments) if callable(answer) else answer
        return _future(value, lambda result: Done(result, Changes(frozenset(), ()), len(self.acts)))

    def execute(self, act: Act, priority: Priority = Priority.STAFF) -> Done[Any]:
        return self.submit(act, priority).result()

    def submit_read(self, query: Callable[[Reader], Any]) -> Future[Any]:
        answer = self.answers.get(getattr(query, "__name__", ""))
        return _future(answer() if callable(answer) else answer, lambda value: value)

    def read(self, query: Callable[[Reader], Any]) -> Any:
        return self.submit_read(query).result()

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def tell(self, changes: Changes) -> None:
        for listener in list(self.listeners):
            listener(changes)

    def close(self) -> None: ...


class QuietDevices:
    """Devices that keep what they are told, and say what a test makes them say."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []
        self.listeners: list[Callable[[DeviceNews], None]] = []
        self.present: tuple[DeviceState, ...] = ()

    def print_slip(self, slip: Any) -> None:
        self.told.append(("slip", slip))

    def show(self, counter_id: str, text: str, blink: bool) -> None:
        self.told.append(("show", counter_id, text, blink))

    def clear(self, counter_id: str) -> None:
        self.told.append(("clear", counter_id))

    def arm(self, counter_id: str, window_s: int) -> None:
        self.told.append(("arm", counter_id, window_s))

    def disarm(self, counter_id: str) -> None:
        self.told.append(("disarm", counter_id))

    def say(self, announcement: Any) -> None:
        self.told.append(("say", announcement))

    def states(self) -> tuple[DeviceState, ...]:
        return self.present

    def listen(self, listener: Callable[[DeviceNews], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def tell(self, news: DeviceNews) -> None:
        for listener in list(self.listeners):
            listener(news)

    def start(self) -> None: ...

    def stop(self) -> None: ...


def _future(value: Any, wrap: Callable[[Any], Any]) -> Future[Any]:
    if isinstance(value, Future):
        return value
    future: Future[Any] = Future()
    if isinstance(value, Exception):
        future.set_exception(value)
    else:
        future.set_result(wrap(value))
    return future


@pytest.fixture
def scripted_store(agenda: AgendaClock) -> ScriptedStore:
    return ScriptedStore(agenda)


@pytest.fixture
def quiet_devices() -> QuietDevices:
    return QuietDevices()


@pytest.fixture
def office(
    qapp: Any, scripted_store: ScriptedStore, quiet_devices: QuietDevices, agenda: AgendaClock
) -> Iterator[Any]:
    """An office on scripted answers; `office_on` makes one on the real store."""
    made = _office(scripted_store, quiet_devices, agenda)
    yield made
    made.close()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """A real PostgreSQL server, started by whoever asks first."""
    from tests.postgres.cluster import a_cluster

    with a_cluster() as made:
        yield made


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path, agenda: AgendaClock) -> Iterator[Any]:
    """A fresh real store; `MOT_CUA_TEST_STORE=postgres` asks for the other engine."""
    from core.ids import seeded_ids

    ids = seeded_ids(agenda, 1)
    if os.environ.get("MOT_CUA_TEST_STORE") == "postgres":
        from db.postgres_store import open_postgres

        with request.getfixturevalue("cluster").database() as url:
            shared = open_postgres(url, clock=agenda, ids=ids)
            yield shared
            shared.close()
        return
    from db.store import open_store

    opened = open_store(tmp_path / "data", clock=agenda, ids=ids)
    yield opened
    opened.close()


@pytest.fixture
def real_office(
    qapp: Any, store: Any, quiet_devices: QuietDevices, agenda: AgendaClock
) -> Iterator[Any]:
    """An office on a fresh real store."""
    made = _office(store, quiet_devices, agenda)
    yield made
    made.close()


def _office(store: Any, devices: QuietDevices, agenda: AgendaClock) -> Any:
    from ui.bridge import Office

    texts = {language: Texts(language) for language in LANGUAGES}
    return Office(store, devices, agenda, agenda, texts, station="test", actor="test")
