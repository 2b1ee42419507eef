"""A counter's morning wholly by keyboard, against the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from core.queue.counters import open_counter
from core.queue.model import CounterState, TicketState
from tests.counter.centre import PASSWORD, PIN, Centre, wait
from tests.counter.keys import press, show_active, write
from ui.counter.desk import Desk
from ui.counter.picture import Stage
from ui.counter.window import CounterWindow

Seat = Callable[..., CounterWindow]


@pytest.fixture
def sit(qtbot: QtBot, centre: Centre, theme: object) -> Iterator[Seat]:
    """Open the window of counters and sign An in at the first one by keyboard."""
    opened: list[CounterWindow] = []

    def seat(*counter_ids: str) -> CounterWindow:
        window = CounterWindow(centre.office, theme, counter_ids or ("q1",))  # type: ignore[arg-type]
        opened.append(window)
        show_active(qtbot, window)
        wait(qtbot, lambda: all(desk.picture is not None for desk in window.desks.all))
        sign_in(qtbot, window)
        return window

    yield seat
    for window in opened:
        window.close()


def sign_in(qtbot: QtBot, window: CounterWindow, name: str = "anh tuyet") -> None:
    desk = current(window)
    wait(qtbot, lambda: window.panel.gate.card.names.current() is not None)
    write(name)
    press(window, "Return", *PIN, "Return")
    wait(qtbot, lambda: desk.officer is not None)


def current(window: CounterWindow) -> Desk:
    assert window.desks.current is not None
    return window.desks.current


def keys(qtbot: QtBot, centre: Centre, window: CounterWindow, *names: str) -> None:
    """Press each key when the one before has been carried out."""
    for name in names:
        centre.clock.advance(1)
        press(window, name)
        wait(qtbot, lambda: not current(window).busy)


def ticket_state(window: CounterWindow) -> TicketState | None:
    picture = current(window).picture
    assert picture is not None
    return picture.view.ticket.state if picture.view.ticket else None


def test_one_key_opens_calls_starts_and_finishes(qtbot: QtBot, centre: Centre, sit: Seat) -> None:
    centre.arrive("certification")
    window = sit()
    seen = []
    for _ in range(4):
        keys(qtbot, centre, window, "F9")
        seen.append(current(window).stage)
    assert seen == [Stage.FREE, Stage.CALLED, Stage.SERVING, Stage.FREE]
    day = centre.clock.now()
    states = centre.store.read(lambda r: [t.state for t in r.tickets.list_of_day("2026-11-23")])
    assert states == [TicketState.FINISHED], day


def test_recall_then_no_show_then_back(qtbot: QtBot, centre: Centre, sit: Seat) -> None:
    centre.arrive("certification")
    window = sit()
    keys(qtbot, centre, window, "F9", "F9", "F8")
    assert "lần 2" in window.foot.toast.text()
    keys(qtbot, centre, window, "F7")
    assert window.panel.aside.table.rows_model.rows[0].ticket.state == TicketState.MISSED
    window.panel.aside.table.setFocus()
    window.panel.aside.table.selectRow(0)
    keys(qtbot, centre, window, "Return")
    picture = current(window).picture
    assert picture is not None
    assert [t.label for t in picture.view.waiting] == ["A001"]


def test_a_given_number_is_called(qtbot: QtBot, centre: Centre, sit: Seat) -> None:
    centre.arrive("certification", "certification", "certification")
    window = sit()
    keys(qtbot, centre, window, "F9", "F6")
    write("a003")
    keys(qtbot, centre, window, "Return")
    assert window.panel.present._number.text() == "A003"


def test_an_unknown_number_is_said_in_one_sentence(qtbot: QtBot, centre: Centre, sit: Seat) -> None:
    window = sit()
    keys(qtbot, centre, window, "F9", "F6")
    write("Z999")
    keys(qtbot, centre, window, "Return")
    assert window.foot.toast.text() == "Hôm nay không có số Z999; kiểm tra lại số trên phiếu."
    assert current(window).stage is Stage.FREE


def test_transfer_to_a_person_with_a_note(qtbot: QtBot, centre: Centre, sit: Seat) -> None:
    centre.arrive("certification")
    centre.do(open_counter, by="binh", counter_id="q2")
    window = sit()
    keys(qtbot, centre, window, "F9", "F9", "F9", "F5")
    write("quoc binh")
    press(window, "Tab")
    write("thiếu bản chính")
    keys(qtbot, centre, window, "Return")
    ticket = centre.store.read(lambda r: r.tickets.find_by_label("2026-11-23", "A001"))
    assert (ticket.state, ticket.line.endswith("#binh")) == (TicketState.WAITING, True)


def test_park_and_another_service(qtbot: QtBot, centre: Centre, sit: Seat) -> None:
    centre.arrive("certification")
    window = sit()
    keys(qtbot, centre, window, "F9", "F9", "F9", "F3")
    write("ho tich")
    keys(qtbot, centre, window, "Return")
    ticket = current(window).picture.view.ticket  # type: ignore[union-attr]
    service = centre.store.read(lambda r: r.tickets.service(ticket.service_id))  # type: ignore[union-attr]
    assert service.sector_id == "civil_status"
    keys(qtbot, centre, window, "F4", "Return")
    assert ticket_state(window) is None
    assert window.panel.aside.table.rows_model.rows[0].ticket.state == TicketState.PARKED


def test_pause_by_a_figure_key_and_resume(qtbot: QtBot, centre: Centre, sit: Seat) -> None:
    window = sit()
    keys(qtbot, centre, window, "F9", "F11", "1")
    counter = centre.store.read(lambda r: r.counters.find("q1"))
    assert (counter.state, counter.pause_reason) == (CounterState.PAUSED, "Nghỉ trưa")
    keys(qtbot, centre, window, "F9", "Shift+F11")
    assert current(window).stage is Stage.CLOSED


def test_undo_by_key_within_ten_seconds(qtbot: QtBot, centre: Centre, sit: Seat) -> None:
    centre.arrive("certification")
    window = sit()
    keys(qtbot, centre, window, "F9", "F9")
    assert window.foot.undo.isVisible()
    centre.clock.advance(1)
    press(window, "Ctrl+Z")
    wait(qtbot, lambda: current(window).stage is Stage.FREE and not current(window).busy)
    keys(qtbot, centre, window, "F9")
    centre.clock.advance(11)
    assert not window.foot.undo.isVisible()


def test_whoever_may_return_comes_back_to_this_counter(
    qtbot: QtBot, centre: Centre, sit: Seat
) -> None:
    centre.arrive("certification")
    window = sit()
    keys(qtbot, centre, window, "F9", "F9", "F9", "F10")
    ticket = centre.store.read(lambda r: r.tickets.find_by_label("2026-11-23", "A001"))
    assert ticket.may_return


def test_nobody_waits_is_said_without_a_box(qtbot: QtBot, centre: Centre, sit: Seat) -> None:
    window = sit()
    keys(qtbot, centre, window, "F9", "F9")
    assert window.foot.toast.text() == "Không có ai chờ"


def test_a_wrong_pin_is_answered_kindly_and_the_cursor_stays(
    qtbot: QtBot, centre: Centre, theme: object
) -> None:
    window = CounterWindow(centre.office, theme, ("q1",))  # type: ignore[arg-type]
    show_active(qtbot, window)
    wait(qtbot, lambda: window.panel.gate.card.names.current() is not None)
    write("binh")
    press(window, "Return", *"9999", "Return")
    wait(qtbot, lambda: bool(window.panel.gate.card.told()))
    assert window.panel.gate.card.told() == "Mã PIN hoặc mật khẩu không đúng; nhập lại."
    press(window, *PIN, "Return")
    wait(qtbot, lambda: current(window).officer is not None)
    window.close()


def test_a_supervisor_types_a_password(qtbot: QtBot, centre: Centre, theme: object) -> None:
    window = CounterWindow(centre.office, theme, ("q1",))  # type: ignore[arg-type]
    show_active(qtbot, window)
    wait(qtbot, lambda: window.panel.gate.card.names.current() is not None)
    write("duc dung")
    press(window, "Return")
    window.panel.gate.card.secret.password.setText(PASSWORD)
    press(window, "Return")
    wait(qtbot, lambda: current(window).officer is not None)
    window.close()


def test_two_counters_on_one_pc_are_turned_by_key(qtbot: QtBot, centre: Centre, sit: Seat) -> None:
    centre.arrive("civil_status")
    window = sit("q2", "q1")
    second = current(window)
    assert second.counter_id == "q1"
    press(window, "Ctrl+1")
    assert current(window).counter_id == "q2"
    sign_in(qtbot, window, "quoc binh")
    keys(qtbot, centre, window, "F9", "F9")
    assert ticket_state(window) is TicketState.CALLED
    assert second.officer is not None
    assert second.officer.staff_id == "an"


def test_a_verb_that_does_not_fit_says_what_to_do(qtbot: QtBot, centre: Centre, sit: Seat) -> None:
    window = sit()
    press(window, "F8")
    assert window.foot.toast.text() == "Quầy đang đóng; bấm F9 để mở quầy trước."


def test_the_help_sheet_lists_the_keys_and_escape_closes_it(
    qtbot: QtBot, centre: Centre, sit: Seat
) -> None:
    window = sit()
    press(window, "F1")
    assert window.talk.sheet is not None
    press(window, "F9")
    assert current(window).stage is Stage.CLOSED, "keys rest while a sheet is open"
    press(window, "Escape")
    assert window.talk.sheet is None
    keys(qtbot, centre, window, "F9")
    assert current(window).stage is Stage.FREE
