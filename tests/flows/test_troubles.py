"""A day on which something goes wrong: printer, restart, a rush."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from core.clock import VIETNAM, AgendaClock, instant_of
from core.events import RatingGiven
from core.queue.calling import call_next
from core.queue.counters import open_counter
from core.queue.model import Delivery, TicketState
from core.queue.serving import finish
from core.supervision import day_check
from tests.flows.house import Bench9100, House, day_of, in_large, listed, reading
from ui.kiosk.home import HomePage
from ui.kiosk.notice import NoticePage
from ui.kiosk.ticket import TicketPage


def test_a_printer_that_never_answers_stops_nobody(
    open_house: Callable[[Bench9100], House], agenda: AgendaClock
) -> None:
    house = open_house(Bench9100(answers=False))
    kiosk, window = house.kiosk(), house.counter("q1")
    labels = [house.touch(kiosk, "certification") for _ in range(2)]
    assert isinstance(kiosk.page, TicketPage)
    house.key(window, "F9", "F9", "F9", "F9")
    assert house.ticket(labels[0]).state == TicketState.FINISHED
    house.until(lambda: house.ticket(labels[0]).paper in (Delivery.SENT, Delivery.UNCERTAIN))
    check = house.store.read(reading(day_check, day_of(agenda)))
    assert check.holds
    assert not house.bench.printer.papers


def test_a_rush_of_twenty_is_shown_and_spoken_in_order(house: House) -> None:
    board = house.board()
    called = house.call_many(["q1", "q2"], 20)
    house.until(lambda: listed(board) == called[::-1])
    house.until(lambda: len(house.bench.spoken()) == 20)
    assert [entry.label for entry in house.bench.spoken()] == called
    assert all(entry.clips[0] == "chime" for entry in house.bench.spoken())


def test_a_restart_in_the_middle_of_the_day_changes_nothing(
    house: House, agenda: AgendaClock
) -> None:
    board = house.board()
    house.call_many(["q1", "q3"], 4)
    house.do(open_counter, by="an", counter_id="q3")
    called = house.call_many(["q1"], 1)
    house.until(lambda: listed(board)[:1] == called)
    agenda.advance(60 * 6)
    stood = (listed(board), in_large(board))
    agenda.advance(1)
    last = house.call_many(["q1"], 1)[0]
    agenda.advance(7)
    house.until(lambda: in_large(board).startswith(last))
    stood = (listed(board), in_large(board))

    house.restart()
    again = house.board()
    house.until(lambda: (listed(again), in_large(again)) == stood)
    # The pad that was armed before still takes its one press.
    house.until(lambda: house.bench.pad.armed()["q1"])
    house.bench.pad.press("q1", 2)
    house.until(lambda: bool(house.journal(RatingGiven)))
    assert house.journal(RatingGiven)[0].ticket_id == house.ticket(last).ticket_id


def test_windows_left_on_over_night_begin_the_new_day(house: House, agenda: AgendaClock) -> None:
    kiosk, board = house.kiosk(), house.board()
    house.do(open_counter, by="an", counter_id="q1")
    left = [house.touch(kiosk, "certification") for _ in range(2)]
    house.do(call_next, by="an", counter_id="q1")
    house.until(lambda: listed(board) == left[:1])

    agenda.run_until(instant_of(datetime(2026, 11, 23, 22, 0, tzinfo=VIETNAM)))
    house.until(lambda: isinstance(kiosk.page, NoticePage))
    # 24 November is the Day of Vietnamese Culture, a holiday.
    agenda.run_until(instant_of(datetime(2026, 11, 24, 8, 0, tzinfo=VIETNAM)))
    house.until(lambda: not listed(board))
    assert isinstance(kiosk.page, NoticePage)
    agenda.run_until(instant_of(datetime(2026, 11, 25, 7, 31, tzinfo=VIETNAM)))
    house.until(lambda: isinstance(kiosk.page, HomePage))
    assert house.touch(kiosk, "certification") == "A001"
    # The visitor of the last day may still stand at the counter; the one who waits is not called.
    house.do(finish, by="an", counter_id="q1")
    called = house.do(call_next, by="an", counter_id="q1")
    assert house.ticket("A001").ticket_id == called.ticket_id
    house.until(lambda: listed(board) == ["A001"])
