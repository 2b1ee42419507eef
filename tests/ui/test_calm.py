"""Nothing is built or drawn anew that did not change: what keeps the UI thread free."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from core.dossiers.catalogue import install_catalogue
from core.ports import Act
from core.queue.taking import take_ticket
from tests.screens.harness import settle
from ui.album import Album
from ui.demo_stage import SPOTS, overview
from ui.kiosk.home import HomePage
from ui.kiosk.ticket import TicketPage
from ui.kiosk.window import KioskWindow
from ui.widgets.watermark import Watermark

TOUCHES = 30


class Paints(QObject):
    """Counts the paintings of the widgets that it watches."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.painted: list[QObject] = []
        for widget in widgets:
            self.watch(widget)

    def watch(self, widget: QWidget) -> None:
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.painted.append(watched)
        return False


@pytest.fixture
def kiosk(qtbot: Any, store: Any, real_office: Any, theme: Any) -> KioskWindow:
    """A kiosk with its tiles on the screen."""
    store.execute(Act(install_catalogue))
    window = KioskWindow(real_office, theme)
    qtbot.addWidget(window)
    settle(window, (1080, 1920))
    qtbot.waitUntil(lambda: isinstance(window.page, HomePage))
    settle(window, (1080, 1920))
    return window


def waiting(window: KioskWindow, sector: str) -> int:
    assert window.feed.view is not None
    return next(t.waiting for t in window.feed.view.tiles if t.sector.sector_id == sector)


def test_people_in_the_hall_build_nothing_and_repaint_one_tile(
    qtbot: Any, kiosk: KioskWindow, store: Any
) -> None:
    page = kiosk.page
    assert isinstance(page, HomePage)
    tiles = page.tiles.tiles

    def take(count: int) -> None:
        store.execute(Act(take_ticket, {"sector_id": "land"}, attempt_id=f"t{count}"))
        qtbot.waitUntil(lambda: waiting(kiosk, "land") == count)
        QApplication.processEvents()

    take(1)  # from "no waiting" to figures: other words, another width
    before = set(kiosk.findChildren(QWidget))
    paints = Paints(*tiles.values())
    for count in range(2, 8):
        take(count)
    assert kiosk.page is page
    assert set(kiosk.findChildren(QWidget)) == before
    assert paints.painted
    assert set(paints.painted) == {tiles["land"]}


def test_from_touch_to_number_is_little_work(qtbot: Any, kiosk: KioskWindow) -> None:
    """A real press and release, to the painted number.

    Counted in the UI thread's own time, so that a busy test machine does not matter.
    """
    took_ms = []
    for _ in range(TOUCHES):
        page = kiosk.page
        assert isinstance(page, HomePage)
        sector = next(name for name in page.tiles.tiles if _fresh(kiosk, name))
        shown = Paints()
        kiosk.clerk.given.connect(lambda _ticket, seen=shown: seen.watch(number_of(kiosk)))
        began = thread_time()
        QTest.mouseClick(page.tiles.tiles[sector], Qt.MouseButton.LeftButton)
        while not shown.painted:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        took_ms.append((thread_time() - began) * 1000)
        kiosk.clerk.given.disconnect()
        kiosk.clerk.given.connect(kiosk._show_ticket)
        kiosk.reset()
        QApplication.processEvents()
    assert median(took_ms) <= 50


def number_of(kiosk: KioskWindow) -> QWidget:
    assert isinstance(kiosk.page, TicketPage)
    return kiosk.page.card.number


def _fresh(kiosk: KioskWindow, sector: str) -> bool:
    """Whether a touch on it is another citizen's, not an impatient second one."""
    last = kiosk.clerk._last
    return last is None or last.sector_id != sector


def test_a_watermark_draws_its_letters_once(qtbot: Any, theme: Any) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    mark = Watermark(theme, ground)
    mark.resize(400, 300)
    mark.show_text("DEMO")
    mark.grab()
    first = mark._drawn
    mark.show_text("DEMO")
    mark.grab()
    assert mark._drawn is first
    mark.show_text("TRIAL")
    mark.grab()
    assert mark._drawn is not first


def test_the_album_takes_one_window_at_a_time(
    qtbot: Any, agenda: Any, theme: Any, tmp_path: Path
) -> None:
    windows = {"kiosk": QWidget(), "counter:q1": QWidget()}
    for window in windows.values():
        qtbot.addWidget(window)
        window.resize(90, 60)
    works: list[Any] = []

    def aside(work: Any) -> Future[Any]:
        works.append(work)
        return Future()

    album = Album(windows, tmp_path, agenda, aside, lambda p: overview(theme, p))
    album.begin()
    for wanted in (1, 3):  # the second round brings the overview too
        agenda.advance(0.5)
        assert len(works) == wanted
    for work in works:
        assert work()
    names = {file.name for file in tmp_path.iterdir()}
    assert names == {"kiosk.png", "counter-q1.png", "stage.png"}
    album.end()
    agenda.advance(60)
    assert len(works) == 3


def test_the_overview_shows_every_window_where_it_stands(theme: Any) -> None:
    red = QImage(1080, 1920, QImage.Format.Format_RGB32)
    red.fill(QColor("red"))
    stage = overview(theme, {"kiosk": red})
    kiosk, board = SPOTS[0], SPOTS[1]
    assert stage.pixelColor(kiosk.shown.center().toPoint()) == QColor("red")
    assert stage.pixelColor(board.shown.center().toPoint()) == theme.color("line")
