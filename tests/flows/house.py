"""A whole centre for a day: real store, real windows, fake devices on real lines.

The centre's time moves only when a test moves it; the devices live in a time
of their own, so that speech of minutes takes moments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.clock import AgendaClock, Instant, ShiftedClock, local_day
from core.dossiers.catalogue import install_catalogue
from core.errands import ErrandThread
from core.events import Event, SettingChanged, StaffDefined, StoreMarked
from core.people.accounts import set_secret
from core.people.sign_in import sign_in
from core.ports import Act, BenchSpeech, DeviceHealth, Reader, StaffServices, UnitOfWork
from core.queue.calling import call_next
from core.queue.counters import open_counter
from core.queue.model import Ticket
from core.queue.serving import finish
from core.queue.taking import take_ticket
from core.texts import all_texts
from core.working_centre import WorkingCentre
from db.notes import FileNotes
from db.store import open_store
from devices.fakes.bench import Bench
from devices.fakes.keypads import FakeCallKeypad, FakeRatingPad
from devices.fakes.printer import FakePrinter
from devices.hub import Hub, build_hub
from tests.counter.centre import PIN, Plain
from tests.counter.keys import press, show_active, write
from tests.devices.far_ends import FarEnd, NetworkPrinter
from tests.screens.harness import settle
from ui.board.call_list import CallList
from ui.board.call_panel import CallPanel
from ui.board.window import BoardWindow
from ui.bridge import Office
from ui.counter.window import CounterWindow
from ui.kiosk.home import HomePage
from ui.kiosk.ticket import TicketPage
from ui.kiosk.window import KioskWindow
from ui.rating.window import RatingWindow
from ui.sign.window import SignWindow
from ui.theme import Look

PATIENCE_MS = 10_000
SPEECH_SPEED = 40.0
KIOSK = (1080, 1920)
STAFF = (("an", "Nguyễn Thị Ánh Tuyết", "officer"), ("dung", "Lê Đức Dũng", "supervisor"))
COUNTERS = {"q1": 1, "q2": 2, "q3": 3}


class Bench9100:
    """The devices of the office and the lines to them: they outlive a restart of the program."""

    def __init__(self, *, answers: bool = True) -> None:
        self.clock = ShiftedClock(Instant(0), SPEECH_SPEED)
        self.bench = Bench(self.clock)
        self.printer: FakePrinter = self.bench.add_printer("printer")
        self.pad: FakeRatingPad = self.bench.add_pad("pads", COUNTERS)
        self.keypad: FakeCallKeypad = self.bench.add_keypad("keypad", "q2")
        self.bench.add_sign("signs", COUNTERS)
        self.network = NetworkPrinter(self.printer if answers else None)
        self.lines = {"pads": FarEnd(self.pad), "keypad": FarEnd(self.keypad)}

    def hub(self) -> Hub:
        """The devices as a start of the program finds them."""
        tcp = {"kind": "tcp", "host": "127.0.0.1", "port": self.network.port}
        signs = {"kind": "memory", "wire": "signs"}
        configs: list[dict[str, Any]] = [
            {"device_id": "printer", "driver": "escpos_printer", "transport": tcp},
            {
                "device_id": "pads",
                "driver": "framed_pad",
                "transport": self._serial("pads"),
                "counters": COUNTERS,
            },
            {
                "device_id": "keypad",
                "driver": "serial_keypad",
                "transport": self._serial("keypad"),
                "counter_id": "q2",
            },
            {
                "device_id": "signs",
                "driver": "framed_sign",
                "transport": signs,
                "counters": COUNTERS,
            },
            {"device_id": "voice", "driver": "pcm_speaker", "transport": {"kind": "null"}},
        ]
        wires = {"signs": self.bench.fakes["signs"].wire}
        hub = build_hub(configs, clock=self.clock, wires=wires)
        hub.listen(self.bench.heed)
        return hub

    def _serial(self, name: str) -> dict[str, Any]:
        return {"kind": "serial", "port": self.lines[name].path, "baud": 115200}

    def spoken(self) -> list[BenchSpeech]:
        return [entry for entry in self.bench.speech() if entry.moment == "started"]

    def sign_of(self, counter_id: str) -> str:
        return next(s.text for s in self.bench.signs() if s.counter_id == counter_id)

    def close(self) -> None:
        self.network.close()
        for line in self.lines.values():
            line.unplug()


class House:
    """The program from its start to its end; `restart` is a second start on the same folder."""

    def __init__(
        self, qtbot: QtBot, folder: Path, clock: AgendaClock, bench: Bench9100, theme: Any
    ) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.clock = clock
        self.bench = bench
        self.theme = theme
        self._open: list[Any] = []
        self._start()
        self.store.execute(Act(furnish))
        for staff_id, _, _ in STAFF:
            self.do(set_secret, staff_id=staff_id, hashed=Plain().hash(PIN))

    def _start(self) -> None:
        self.store = open_store(self.folder / "data", clock=self.clock)
        self.hub = self.bench.hub()
        self.aside = ThreadPoolExecutor(1)
        self.notes = FileNotes(self.folder / "notes")
        texts = all_texts()
        self.office = Office(
            self.store,
            self.hub,
            self.clock,
            self.clock,
            texts,
            station="test",
            staff=StaffServices(self._sign_in, self.notes),
        )
        self.centre = WorkingCentre(self.store, self.hub, self.clock, ErrandThread(), texts)
        self.centre.start()

    def _sign_in(self, staff_id: str, secret: str, counter_id: str = "") -> Future[Any]:
        return self.aside.submit(sign_in, self.store, Plain(), staff_id, secret, counter_id, "test")

    def close(self) -> None:
        for window in self._open:
            window.close()
            window.deleteLater()
        self._open.clear()
        self.centre.stop()
        self.office.close()
        self.aside.shutdown()
        self.notes.stop()
        self.store.close()

    def restart(self) -> None:
        """The program ends and is started again; the devices stay on."""
        self.close()
        self._start()

    # --- Windows --------------------------------------------------------------------

    def kiosk(self) -> KioskWindow:
        window = KioskWindow(self.office, self.theme)
        self._open.append(window)
        settle(window, KIOSK)
        self.until(lambda: isinstance(window.page, HomePage))
        return window

    def board(self) -> BoardWindow:
        window: BoardWindow = self._hall(BoardWindow, (1920, 1080), "")
        return window

    def sign(self, counter_id: str) -> SignWindow:
        window: SignWindow = self._hall(SignWindow, (800, 480), counter_id)
        return window

    def rating(self, counter_id: str) -> RatingWindow:
        window: RatingWindow = self._hall(RatingWindow, (1024, 600), counter_id)
        return window

    def _hall(self, factory: Callable[..., Any], size: tuple[int, int], subject: str) -> Any:
        window = factory(self.office, self.theme.with_look(Look.NIGHT), subject)
        self._open.append(window)
        settle(window, size)
        return window

    def counter(self, *counter_ids: str) -> CounterWindow:
        """The counter's window with An signed in, by keyboard."""
        window = CounterWindow(self.office, self.theme, counter_ids)
        self._open.append(window)
        show_active(self.qtbot, window)
        self.until(lambda: all(desk.picture is not None for desk in window.desks.all))
        self.until(lambda: window.panel.gate.card.names.current() is not None)
        write("anh tuyet")
        press(window, "Return", *PIN, "Return")
        current = window.desks.current
        assert current is not None
        self.until(lambda: current.officer is not None)
        return window

    def touch(self, kiosk: KioskWindow, sector_id: str) -> str:
        """A citizen touches a tile; returns the number that the screen shows."""
        kiosk.reset()
        self.clock.advance(2)  # not the same finger
        home = kiosk.page
        assert isinstance(home, HomePage)
        QTest.mouseClick(home.tiles.tiles[sector_id], Qt.MouseButton.LeftButton)
        self.until(lambda: isinstance(kiosk.page, TicketPage))
        page = kiosk.page
        assert isinstance(page, TicketPage)
        return str(page.card.number.text())

    def key(self, window: CounterWindow, *names: str) -> None:
        """Press each key when the one before has been carried out."""
        for name in names:
            self.clock.advance(1)
            press(window, name)
            self.until(lambda: window.desks.current is not None and not window.desks.current.busy)

    def plugged_in(self, device_id: str) -> None:
        """Wait until the program holds the device's line."""
        self.until(
            lambda: any(
                state.device_id == device_id and state.health is DeviceHealth.READY
                for state in self.hub.states()
            )
        )

    # --- Facts ----------------------------------------------------------------------

    def until(self, fact: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(fact, timeout=PATIENCE_MS)

    def do(self, verb: Callable[..., Any], by: str = "", **arguments: Any) -> Any:
        actor = f"staff:{by}" if by else "system"
        return self.store.execute(Act(verb, arguments, actor)).result

    def ticket(self, label: str) -> Ticket:
        def find(reader: Reader) -> Ticket | None:
            return reader.tickets.find_by_label(local_day(reader.now).isoformat(), label)

        found = self.store.read(find)
        assert found is not None
        return found

    def journal(self, *kinds: type[Event]) -> list[Any]:
        names = [kind.__name__ for kind in kinds]
        return self.store.read(lambda reader: [one.event for one in reader.events(kinds=names)])

    def call_many(self, counters: Sequence[str], many: int) -> list[str]:
        """`many` numbers taken, then called at once at the counters in turn."""
        for counter_id in counters:
            self.do(open_counter, by="an", counter_id=counter_id)
        self.take_many(many)
        return [self._call(counters[number % len(counters)]) for number in range(many)]

    def take_many(self, many: int) -> None:
        for _ in range(many):
            self.do(take_ticket, sector_id="certification", channel="desk")
            self.clock.advance(0.1)

    def _call(self, counter_id: str) -> str:
        label = self.do(call_next, by="an", counter_id=counter_id).label
        self.do(finish, by="an", counter_id=counter_id)
        return str(label)


def furnish(unit: UnitOfWork) -> None:
    """A live centre with the shipped catalogue and its staff."""
    install_catalogue(unit)
    unit.record(StoreMarked("live"))
    unit.record(SettingChanged("centre.name", "Trung tâm Phục vụ hành chính công phường Hải An"))
    for staff_id, name, role in STAFF:
        unit.record(StaffDefined(staff_id, name, role))


def listed(board: BoardWindow) -> list[str]:
    """The labels on the board's list, the newest first."""
    return [part.split(" ")[0] for part in _said(board, CallList).split(", ") if part]


def in_large(board: BoardWindow) -> str:
    """The call in the large figures, as a screen reader hears it."""
    return _said(board, CallPanel)


def _said(board: BoardWindow, kind: type[QWidget]) -> str:
    panel = board.findChild(kind)
    assert panel is not None
    return panel.accessibleName()


def day_of(clock: AgendaClock) -> Any:
    return local_day(clock.now())


def reading(query: Callable[..., Any], *facts: Any) -> Callable[[Reader], Any]:
    """A query with its further arguments, for `Store.read`."""
    return partial(_asked, query, facts)


def _asked(query: Callable[..., Any], facts: tuple[Any, ...], reader: Reader) -> Any:
    return query(reader, *facts)
