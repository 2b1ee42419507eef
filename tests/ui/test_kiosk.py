"""The kiosk's behaviour, on the real store with the shipped catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest

from core.dossiers.catalogue import install_catalogue
from core.events import SettingChanged, TicketReserved
from core.ports import Act, Reader, UnitOfWork
from core.queue.taking import note_paper
from tests.screens.harness import settle
from ui.kiosk.grid import Room, choose_grid
from ui.kiosk.home import HomePage
from ui.kiosk.notice import NoticePage
from ui.kiosk.sheets import EasySheet, ExitSheet, IdleSheet
from ui.kiosk.ticket import TicketPage
from ui.kiosk.window import KioskWindow

SIZE = (1080, 1920)


def prepare(unit: UnitOfWork, *, code: str) -> None:
    """A centre with the shipped catalogue and a code."""
    install_catalogue(unit)
    unit.record(SettingChanged("kiosk.exit_code", code))


@pytest.fixture
def kiosk(qtbot: Any, store: Any, real_office: Any, theme: Any) -> KioskWindow:
    """A kiosk at 07:30 of a Monday, with its tiles on the screen."""
    store.execute(Act(prepare, {"code": "2468"}))
    window = KioskWindow(real_office, theme)
    qtbot.addWidget(window)
    settle(window, SIZE)
    qtbot.waitUntil(lambda: isinstance(window.page, HomePage))
    return window


@pytest.fixture
def tickets(store: Any) -> Callable[[], list[TicketReserved]]:
    """The numbers that the journal knows."""

    def reserved(reader: Reader) -> list[TicketReserved]:
        return [e.event for e in reader.events(kinds=["TicketReserved"])]  # type: ignore[misc]

    return lambda: store.read(reserved)


def home(window: KioskWindow) -> HomePage:
    assert isinstance(window.page, HomePage)
    return window.page


def touch(window: KioskWindow, sector: str) -> None:
    QTest.mouseClick(home(window).tiles.tiles[sector], Qt.MouseButton.LeftButton)


def ticket_page(qtbot: Any, window: KioskWindow) -> TicketPage:
    qtbot.waitUntil(lambda: isinstance(window.page, TicketPage))
    assert isinstance(window.page, TicketPage)
    return window.page


def test_one_touch_puts_the_number_on_the_screen(qtbot: Any, kiosk: Any, tickets: Any) -> None:
    touch(kiosk, "certification")
    page = ticket_page(qtbot, kiosk)
    assert [t.label for t in tickets()] == ["A001"]
    assert page.card.number.text() == "A001"
    assert tickets()[0].priority == ""


def test_a_storm_of_touches_gives_one_ticket(
    qtbot: Any, kiosk: Any, tickets: Any, agenda: Any
) -> None:
    tile = home(kiosk).tiles.tiles["certification"]
    for _ in range(20):
        QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
        agenda.advance(0.02)
    ticket_page(qtbot, kiosk)
    kiosk.reset()
    for _ in range(5):
        touch(kiosk, "certification")
        ticket_page(qtbot, kiosk)
        kiosk.reset()
    assert [t.label for t in tickets()] == ["A001"]


def test_after_the_moment_the_same_tile_is_the_next_citizen(
    qtbot: Any, kiosk: Any, tickets: Any, agenda: Any
) -> None:
    touch(kiosk, "certification")
    ticket_page(qtbot, kiosk)
    agenda.advance(1.6)
    kiosk.reset()
    touch(kiosk, "certification")
    qtbot.waitUntil(lambda: len(tickets()) == 2)


def test_other_tiles_are_other_citizens_at_once(qtbot: Any, kiosk: Any, tickets: Any) -> None:
    for sector in ("certification", "land"):
        touch(kiosk, sector)
        ticket_page(qtbot, kiosk)
        kiosk.reset()
    assert [t.label for t in tickets()] == ["A001", "L001"]


def test_priority_is_one_touch_more(qtbot: Any, kiosk: Any, tickets: Any) -> None:
    QTest.mouseClick(home(kiosk).priorities.buttons["elderly"], Qt.MouseButton.LeftButton)
    touch(kiosk, "certification")
    ticket_page(qtbot, kiosk)
    assert [t.priority for t in tickets()] == ["elderly"]
    kiosk.reset()
    touch(kiosk, "land")
    ticket_page(qtbot, kiosk)
    assert tickets()[1].priority == ""


def test_an_impatient_second_tap_does_not_close_the_number(
    qtbot: Any, kiosk: Any, agenda: Any
) -> None:
    touch(kiosk, "certification")
    page = ticket_page(qtbot, kiosk)
    QTest.mouseClick(page.done_button, Qt.MouseButton.LeftButton)
    assert kiosk.page is page
    agenda.advance(1.6)
    QTest.mouseClick(page.done_button, Qt.MouseButton.LeftButton)
    assert isinstance(kiosk.page, HomePage)


def test_the_number_goes_by_itself_and_stays_when_asked(
    qtbot: Any, kiosk: Any, store: Any, agenda: Any
) -> None:
    touch(kiosk, "certification")
    page = ticket_page(qtbot, kiosk)
    confirm(store, page, "confirmed")
    qtbot.waitUntil(lambda: page.delivery == "confirmed")
    agenda.advance(2)
    QTest.mouseClick(page.more_button, Qt.MouseButton.LeftButton)
    agenda.advance(28)
    assert kiosk.page is page
    agenda.advance(3)
    assert isinstance(kiosk.page, HomePage)


def confirm(store: Any, page: TicketPage, delivery: str) -> None:
    facts = {"ticket_id": page.ticket.ticket_id, "copy": 1, "delivery": delivery}
    store.execute(Act(note_paper, facts))


def test_without_paper_the_screen_serves_as_the_ticket(
    qtbot: Any, kiosk: Any, store: Any, agenda: Any, texts_vi: Any
) -> None:
    touch(kiosk, "certification")
    page = ticket_page(qtbot, kiosk)
    confirm(store, page, "failed")
    qtbot.waitUntil(lambda: page.paper.words() == texts_vi("kiosk.paper.none"))
    agenda.advance(25)
    assert kiosk.page is page


def test_a_printer_that_never_answers_is_not_waited_for(
    qtbot: Any, kiosk: Any, agenda: Any, texts_vi: Any
) -> None:
    touch(kiosk, "certification")
    page = ticket_page(qtbot, kiosk)
    agenda.advance(5)
    assert page.paper.words() == texts_vi("kiosk.paper.slow")
    agenda.advance(31)
    assert isinstance(kiosk.page, HomePage)


def test_nobody_there_takes_everything_back(qtbot: Any, kiosk: Any, agenda: Any) -> None:
    QTest.mouseClick(home(kiosk).language, Qt.MouseButton.LeftButton)
    agenda.advance(29)
    assert kiosk.sheet is None
    agenda.advance(1)
    assert isinstance(kiosk.sheet, IdleSheet)
    agenda.advance(19)
    assert kiosk.sheet.figure.text() == "1"
    agenda.advance(1)
    assert kiosk.sheet is None
    assert home(kiosk).language.text() == "English"


def test_more_time_as_often_as_one_likes(qtbot: Any, kiosk: Any, agenda: Any) -> None:
    QTest.mouseClick(home(kiosk).language, Qt.MouseButton.LeftButton)
    for _ in range(12):
        agenda.advance(45)
        assert isinstance(kiosk.sheet, IdleSheet)
        QTest.mouseClick(kiosk.sheet.more, Qt.MouseButton.LeftButton)
        assert kiosk.sheet is None
    assert home(kiosk).language.text() != "English"


def test_a_touch_anywhere_keeps_the_page(qtbot: Any, kiosk: Any, agenda: Any) -> None:
    QTest.mouseClick(home(kiosk).language, Qt.MouseButton.LeftButton)
    agenda.advance(20)
    QTest.mouseClick(kiosk.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(900, 60))
    agenda.advance(20)
    assert kiosk.sheet is None
    agenda.advance(10)
    assert isinstance(kiosk.sheet, IdleSheet)


def test_a_kiosk_at_rest_asks_nobody(kiosk: Any, agenda: Any) -> None:
    agenda.advance(600)
    assert kiosk.sheet is None


def test_news_of_the_hall_do_not_cover_the_question(
    qtbot: Any, kiosk: Any, store: Any, agenda: Any
) -> None:
    QTest.mouseClick(home(kiosk).language, Qt.MouseButton.LeftButton)
    agenda.advance(31)
    before = kiosk.page
    store.execute(Act(prepare_setting))
    qtbot.waitUntil(lambda: kiosk.page is not before)
    children = kiosk.children()
    assert children.index(kiosk.sheet) > children.index(kiosk.page)


def prepare_setting(unit: UnitOfWork) -> None:
    """Something that moves the kiosk's picture."""
    unit.record(SettingChanged("centre.name", "Trung tâm mới"))


def test_easy_wishes_act_at_once_and_are_taken_back(kiosk: Any) -> None:
    QTest.mouseClick(home(kiosk).easy, Qt.MouseButton.LeftButton)
    assert isinstance(kiosk.sheet, EasySheet)
    small = kiosk._means().look.body().pixelSize()
    QTest.mouseClick(kiosk.sheet.large, Qt.MouseButton.LeftButton)
    assert kiosk._means().look.body().pixelSize() > small
    QTest.mouseClick(kiosk.sheet.low, Qt.MouseButton.LeftButton)
    page = home(kiosk)
    settle(kiosk, SIZE)
    tops = [t.mapTo(kiosk, QPoint(0, 0)).y() for t in page.tiles.tiles.values() if t.isVisible()]
    assert min(tops) >= SIZE[1] // 2
    kiosk.reset()
    assert kiosk._means().look.body().pixelSize() == small


def test_only_the_code_leaves_full_screen(qtbot: Any, kiosk: Any, texts_vi: Any) -> None:
    kiosk.leaving.ask_code()
    sheet = kiosk.sheet
    assert isinstance(sheet, ExitSheet)
    type_code(sheet, "1111")
    assert kiosk.isVisible()
    type_code(sheet, "2468")
    assert not kiosk.isVisible()


def type_code(sheet: ExitSheet, code: str) -> None:
    for digit in code:
        QTest.mouseClick(sheet.pin.pad.keys[digit], Qt.MouseButton.LeftButton)
    QTest.mouseClick(sheet.pin.enter, Qt.MouseButton.LeftButton)


def test_the_hidden_corner_must_be_held(kiosk: Any, agenda: Any) -> None:
    glass = kiosk.windowHandle()
    QTest.mousePress(glass, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    agenda.advance(1)
    QTest.mouseRelease(glass, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    agenda.advance(5)
    assert kiosk.sheet is None
    QTest.mousePress(glass, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    agenda.advance(2)
    assert isinstance(kiosk.sheet, ExitSheet)


def test_the_window_system_cannot_close_it(kiosk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    event = QCloseEvent()
    monkeypatch.setattr(QCloseEvent, "spontaneous", lambda _self: True)
    kiosk.closeEvent(event)
    assert not event.isAccepted()
    assert isinstance(kiosk.sheet, ExitSheet)


def test_after_hours_it_says_when_it_opens(qtbot: Any, kiosk: Any, agenda: Any) -> None:
    agenda.advance(4 * 3600 + 60)  # 11:31, the noon break
    qtbot.waitUntil(lambda: isinstance(kiosk.page, NoticePage))
    assert "13:30" in kiosk.page.words
    agenda.advance(2 * 3600)
    qtbot.waitUntil(lambda: isinstance(kiosk.page, HomePage))


def test_a_clock_set_back_stops_the_kiosk_kindly(
    qtbot: Any, kiosk: Any, agenda: Any, texts_vi: Any
) -> None:
    touch(kiosk, "certification")
    ticket_page(qtbot, kiosk)
    agenda.jump(agenda.now() - 17 * 365 * 86_400_000_000)
    kiosk.reset()
    touch(kiosk, "land")
    qtbot.waitUntil(lambda: isinstance(kiosk.page, NoticePage))
    assert kiosk.page.title == texts_vi("kiosk.clock.title")


def test_a_closed_kiosk_leaves_no_timer(kiosk: Any, agenda: Any) -> None:
    kiosk.close()
    assert agenda.next_due() is None or not kiosk.feed._asking


@pytest.mark.parametrize(
    ("count", "size", "columns", "pages"),
    [
        (10, (1040, 1300), 1, 1),
        (10, (1880, 780), 2, 1),
        (3, (1040, 1300), 1, 1),
        (1, (500, 90), 1, 1),
    ],
)
def test_tiles_take_the_fewest_pages_then_columns(
    count: int, size: tuple[int, int], columns: int, pages: int
) -> None:
    room = Room(*size, gap=12, least_width=190, least_height=81, most_height=200)
    grid = choose_grid(count, room, lambda _grid: True)
    assert (grid.columns, grid.pages) == (columns, pages)
    assert grid.per_page * grid.pages >= count


def test_names_that_do_not_fit_take_another_page() -> None:
    room = Room(1040, 600, gap=12, least_width=190, least_height=81, most_height=200)
    grid = choose_grid(10, room, lambda grid: grid.tile_width >= 500 and grid.tile_height >= 140)
    assert grid.pages == 2
    assert grid.per_page * grid.pages >= 10
    assert grid.tile_width >= 500
