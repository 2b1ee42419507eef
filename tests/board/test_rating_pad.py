"""The pad on a screen: one press, thanks, lock; everything else is a stray press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.clock import AgendaClock
from core.errors import Problem
from core.ratings.model import RatingTally
from tests.board.centre import Centre
from ui.rating.face_button import FaceButton
from ui.rating.window import Phase, RatingWindow

Settle = Callable[[], None]


@pytest.fixture
def pad(centre: Centre, open_window: Callable[..., Any]) -> Any:
    return open_window(RatingWindow, (1024, 600), "q3")


def press(pad: RatingWindow, level: int) -> None:
    next(face for face in pad.findChildren(FaceButton) if face.level == level).click()


def serve(centre: Centre, settle: Settle) -> None:
    centre.take()
    centre.call_and_finish(3)
    settle()


def tally(centre: Centre) -> RatingTally:
    found: RatingTally = centre.store.read(lambda reader: reader.ratings.tally("2026-11-23", "q3"))
    return found


def test_one_press_is_counted_thanked_for_and_locked(
    pad: RatingWindow, centre: Centre, settle: Settle, agenda: AgendaClock
) -> None:
    serve(centre, settle)
    assert pad.phase is Phase.ARMED
    press(pad, 1)
    assert pad.phase is Phase.THANKS
    settle()
    assert tally(centre) == RatingTally(1, {3: 0, 2: 0, 1: 1}, 0)
    agenda.advance(2.1)
    assert pad.phase is Phase.REST


def test_a_second_press_changes_nothing(
    pad: RatingWindow, centre: Centre, settle: Settle, agenda: AgendaClock
) -> None:
    serve(centre, settle)
    press(pad, 3)
    press(pad, 1)
    settle()
    assert tally(centre).by_value == {3: 1, 2: 0, 1: 0}
    assert tally(centre).stray == 0


def test_a_press_at_rest_is_a_stray_one(pad: RatingWindow, centre: Centre, settle: Settle) -> None:
    press(pad, 3)
    settle()
    assert tally(centre) == RatingTally(0, {3: 0, 2: 0, 1: 0}, 1)
    assert pad.phase is Phase.REST


def test_the_next_citizen_within_the_lock_waits_for_its_end(
    pad: RatingWindow, centre: Centre, settle: Settle, agenda: AgendaClock
) -> None:
    serve(centre, settle)
    press(pad, 3)
    settle()
    agenda.advance(3)
    serve(centre, settle)
    assert pad.phase is Phase.REST
    agenda.advance(2.1)
    assert pad.phase is Phase.ARMED
    press(pad, 2)
    settle()
    assert tally(centre) == RatingTally(2, {3: 1, 2: 1, 1: 0}, 0)


def test_a_window_that_nobody_used_closes_by_itself(
    pad: RatingWindow, centre: Centre, settle: Settle, agenda: AgendaClock
) -> None:
    serve(centre, settle)
    agenda.advance(61)
    assert pad.phase is Phase.REST
    settle()
    assert centre.store.read(lambda reader: reader.ratings.list_armed()) == []


def test_the_next_call_disarms(pad: RatingWindow, centre: Centre, settle: Settle) -> None:
    serve(centre, settle)
    centre.take()
    centre.call(3)
    settle()
    assert pad.phase is Phase.REST


def test_another_counter_does_not_arm_this_pad(
    pad: RatingWindow, centre: Centre, settle: Settle
) -> None:
    centre.take()
    centre.call_and_finish(4)
    settle()
    assert pad.phase is Phase.REST


def test_the_pad_speaks_the_tickets_language(
    pad: RatingWindow, centre: Centre, settle: Settle
) -> None:
    centre.take(language="en")
    centre.call_and_finish(3)
    settle()
    words = [face.text() for face in pad.findChildren(FaceButton)]
    assert words == ["Very satisfied", "Satisfied", "Not satisfied"]


def test_without_the_store_the_citizen_is_still_thanked(
    office: Any, scripted_store: Any, agenda: AgendaClock, centre: Centre, open_window: Any,
    qapp: Any,
) -> None:  # fmt: skip
    from dataclasses import replace

    from core.ratings.model import Armed
    from core.ratings.views import PadView

    armed = Armed("s1", "t1", "q3", "nv1", "CT", "A001", agenda.now() + 60_000_000)
    office.ask = lambda query, then, failed: then(PadView(3, armed))
    scripted_store.answers["press_rating"] = Problem("store.cannot_open")
    pad = open_window(RatingWindow, (1024, 600), "q3", office=office)
    assert pad.phase is Phase.ARMED
    press(pad, 3)
    qapp.processEvents()
    assert pad.phase is Phase.THANKS
    agenda.advance(3)
    assert pad.phase is Phase.REST
    assert scripted_store.acts[0].attempt_id == "rating/s1"
    pad._stand(PadView(3, replace(armed, service_id="s2")))
    assert pad.phase is Phase.ARMED


def test_a_closed_pad_leaves_no_timer(
    pad: RatingWindow, centre: Centre, settle: Settle, agenda: AgendaClock
) -> None:
    serve(centre, settle)
    assert agenda.next_due() is not None
    pad.close()
    assert agenda.next_due() is None
