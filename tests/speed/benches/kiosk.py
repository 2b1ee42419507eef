"""From the finger on the glass to the number on the screen and the first byte of its paper."""

from __future__ import annotations

import itertools
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QImage, QPainter

from core.clock import SystemClock
from core.measure import Measure, at_most
from core.ports import DeviceNews, PrintOutcome, Slip
from core.qr import qr_matrix
from core.queue.model import Delivery
from devices.fakes.printer import FakePrinter
from devices.slip import draw_slip
from tests.speed.benches.rehearsed import a_centre, a_folder, monday_morning
from tests.speed.benches.sampling import Samples, clock, in_turns
from tests.speed.benches.windows import BareWindow, Finger, Painted, Screens, screens
from ui.kiosk.first_sight import FirstSight
from ui.kiosk.home import HomePage
from ui.kiosk.ticket import NumberCard, TicketPage
from ui.kiosk.window import KioskWindow
from ui.widgets.tile import Tile

SIZE = (1080, 1920)
WIDTH_DOTS = 576
RASTER = b"\x1dv0"
"""How a raster begins (Epson, GS v 0): what comes before it prints nothing."""
WARM_UP = 5
SLIP = Slip(
    ticket_id="t1",
    copy=1,
    centre="TRUNG TAM PHUC VU HANH CHINH CONG",
    label="A015",
    sector="Chung thuc",
    counters="Quay so 1, 2, 3",
    ahead="Con 5 nguoi truoc ban",
    estimate="Cho khoang 15 phut",
    printed_at="In luc 08:15 ngay 23/11/2026",
    papers=("Ban chinh giay to can chung thuc", "Can cuoc cong dan"),
    hotline="Hoi dap: 1900 1234",
    qr="0123456789abcdefghjk",
    headline="SO THU TU CUA BAN",
    qr_caption="Quet ma de xem luot cho",
    papers_caption="Giay to can chuan bi",
    footer="Vui long cho den khi so hien tren man hinh.",
)


class LoopbackPrinter:
    """A network printer on this PC; knows when the picture of each job began to arrive."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.began_s: list[float] = []
        self._device = FakePrinter(SystemClock())
        threading.Thread(target=self._serve, name="printer", daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        try:
            while True:
                connection, _ = self._listener.accept()
                with connection:
                    self._talk(connection)
        except OSError:
            return  # closed

    def _talk(self, connection: socket.socket) -> None:
        self._device.plugged(connection.sendall)
        heard, is_known = b"", False
        while data := connection.recv(4096):
            arrived_s = clock.monotonic_s()
            heard = (heard + data)[-2 * len(data) - len(RASTER) :]
            if not is_known and RASTER in heard:
                is_known = True
                self.began_s.append(arrived_s)
            self._device.heard(data)


class Kiosk:
    """A kiosk with its printer, and a finger."""

    def __init__(self, stage: Screens, printer: LoopbackPrinter) -> None:
        self._stage = stage
        self._printer = printer
        self._finger = Finger()
        self._papers = 0
        self.window = KioskWindow(stage.office, stage.theme)
        stage.show(self.window, SIZE)
        stage.hub.listen(self._hear)
        self._watch_first_sight()
        stage.until(lambda: isinstance(self.window.page, HomePage))
        # Not the same tile twice within the time of impatient fingers.
        self._turn = itertools.cycle(range(len(self._tiles())))

    def _watch_first_sight(self) -> None:
        """Note when the number has been painted, which is when `show_number` returns."""
        sight = self.window.findChild(FirstSight)
        self._sight, self._seen_s = Painted(sight), 0.0
        show_number = sight.show_number

        def watched(*facts: Any) -> None:
            show_number(*facts)
            self._seen_s = clock.monotonic_s()

        sight.show_number = watched

    def _tiles(self) -> list[Tile]:
        return [tile for tile in self.window.page.findChildren(Tile) if tile.isVisible()]

    def _hear(self, news: DeviceNews) -> None:
        over = (Delivery.CONFIRMED, Delivery.SENT, Delivery.UNCERTAIN, Delivery.FAILED)
        self._papers += isinstance(news, PrintOutcome) and news.delivery in over

    def measure_touch(self, shown: Samples, page: Samples, printed: Samples) -> None:
        """One touch, its number, its paper; then the next citizen."""
        tile = self._tiles()[next(self._turn)]
        printed_before, papers_before = len(self._printer.began_s), self._papers
        began_s = clock.monotonic_s()
        seen = self._sight.times
        self._finger.touch(tile)
        self._stage.until(lambda: isinstance(self.window.page, TicketPage))
        self._stage.until_painted(self.window.page.findChild(NumberCard))
        page.since(began_s)
        if self._sight.times == seen:
            raise AssertionError("the number was not painted by itself")
        shown.ms.append((self._seen_s - began_s) * 1000)
        self._stage.until(lambda: self._papers > papers_before)
        printed.ms.append((self._printer.began_s[printed_before] - began_s) * 1000)
        self.window.reset()
        self._stage.until_painted(self.window.page)


def measure_kiosk(rounds: int = 200) -> list[Measure]:
    """Touches one after the other, each with its paper."""
    shown, page, printed = Samples(), Samples(), Samples()
    bare_shown, bare_printed = Samples(), Samples()
    centre_clock = monday_morning()
    with (
        closing(LoopbackPrinter()) as printer,
        closing(LoopbackPrinter()) as bare_printer,
        a_folder() as folder,
        a_centre(folder, centre_clock) as store,
        screens(store, centre_clock, [config_of(printer.port)]) as stage,
    ):
        kiosk, bare, finger = Kiosk(stage, printer), BareWindow(), Finger()
        stage.show(bare, SIZE)
        for _ in range(WARM_UP):
            kiosk.measure_touch(Samples(), Samples(), Samples())
        for _ in range(rounds):
            kiosk.measure_touch(shown, page, printed)
            bare_shown.time(partial(_touch_bare, stage, bare, finger))
            bare_printed.ms.append(_print_bare(bare_printer))
    screen, paper = at_most(50, "ms"), at_most(100, "ms")
    return [
        Measure("touch_to_number", shown.p99, "ms", screen, bare_shown.p99, "bare_window"),
        Measure("touch_to_page", page.p99, "ms", None, bare_shown.p99, "bare_window"),
        Measure("touch_to_printer", printed.p99, "ms", paper, bare_printed.p99, "bare_socket"),
    ]


def measure_raster(rounds: int = 200) -> list[Measure]:
    """A slip as black dots, beside a picture of a few words and the code alone."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from ui.app import make_app
    from ui.theme import load_theme

    QGuiApplication.instance() or make_app(load_theme())
    assert QApplication.instance() is not None
    slips = _slips()
    in_turns(WARM_UP, lambda: draw_slip(next(slips), WIDTH_DOTS), _draw_bare)
    ours, bare = in_turns(rounds, lambda: draw_slip(next(slips), WIDTH_DOTS), _draw_bare)
    return [Measure("raster", ours.median, "ms", at_most(10, "ms"), bare.median, "bare_picture")]


def _slips() -> Iterator[Slip]:
    """No two alike: nothing that is remembered of one helps the next."""
    for number in itertools.count(1):
        label, code = f"A{number:03d}", f"{number:020d}"
        yield replace(SLIP, ticket_id=f"t{number}", label=label, qr=code)


def _draw_bare() -> None:
    image = QImage(WIDTH_DOTS, 800, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    font = QFont("Source Sans 3")
    for line, size in enumerate((28, 120, 38, 30, 27, 26, 24, 24)):
        font.setPixelSize(size)
        painter.setFont(font)
        painter.drawText(QPointF(20, 60 + 60 * line), "A015 Quay so 1, 2, 3")
    for y, row in enumerate(qr_matrix("0123456789abcdefghjk", 2)):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(QRectF(20 + 6 * x, 560 + 6 * y, 6, 6), 0)
    painter.end()
    image.convertToFormat(QImage.Format.Format_Mono)


def config_of(port: int) -> dict[str, object]:
    """A network printer at a port of this PC, as `station.json` describes it."""
    return {
        "device_id": "printer",
        "driver": "escpos_printer",
        "transport": {"kind": "tcp", "host": "127.0.0.1", "port": port},
    }


def _touch_bare(stage: Screens, bare: BareWindow, finger: Finger) -> None:
    before = bare.painted
    finger.touch(bare)
    stage.until(lambda: bare.painted > before)


def _print_bare(printer: LoopbackPrinter) -> float:
    """Milliseconds from opening a connection until a raster's first bytes are there."""
    before, began_s = len(printer.began_s), clock.monotonic_s()
    with socket.create_connection(("127.0.0.1", printer.port)) as line:
        line.sendall(RASTER + bytes(1024))
        line.shutdown(socket.SHUT_WR)
        while line.recv(64):
            pass
    return (printer.began_s[before] - began_s) * 1000
