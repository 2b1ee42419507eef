"""The counter sign on a screen follows its counter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.clock import AgendaClock
from core.queue.sign import SignView, short_name, sign_view
from tests.board.centre import Centre
from ui.sign.window import SignWindow

Settle = Callable[[], None]


def view(centre: Centre) -> SignView:
    found: SignView = centre.store.read(lambda reader: sign_view(reader, "q3"))
    return found


def test_a_sign_tells_the_state_of_its_counter(centre: Centre) -> None:
    assert (view(centre).state, view(centre).officer) == ("ready", "Ánh Nguyệt")
    centre.take()
    centre.call(3)
    centre.recall(3)
    assert (view(centre).state, view(centre).label, view(centre).call) == ("called", "A001", 2)
    centre.start(3)
    assert view(centre).state == "serving"
    centre.finish(3)
    centre.pause(3)
    assert (view(centre).state, view(centre).reason, view(centre).officer) == ("paused", "họp", "")
    centre.close(3)
    assert view(centre).state == "closed"


def test_a_short_name_is_middle_and_given_name() -> None:
    assert short_name("Nguyễn Thị Ánh Nguyệt") == "Ánh Nguyệt"
    assert short_name("An") == "An"


def test_the_sign_pulses_on_a_call_and_on_a_recall(
    centre: Centre, open_window: Callable[..., Any], settle: Settle, agenda: AgendaClock
) -> None:
    from ui.theme import Look, load_theme

    sign = open_window(SignWindow, (800, 480), "q3", theme=load_theme(Look.NIGHT))
    centre.take()
    centre.call(3)
    settle()
    assert sign._lit
    agenda.advance(10)
    assert not sign._lit
    centre.recall(3)
    settle()
    assert sign._lit
    centre.start(3)
    settle()
    assert not sign._lit
    sign.close()
    assert agenda.next_due() is None
