"""Calls reach loudspeaker and signs from the journal alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from core.queue.relay import CallRelay
from core.queue.taking import void_ticket
from tests.board.centre import Centre


@pytest.fixture
def centre(store: Any) -> Centre:
    made = Centre(store)
    made.furnish()
    return made


@pytest.fixture
def relay(centre: Centre, quiet_devices: Any) -> Iterator[CallRelay]:
    made = CallRelay(centre.store, quiet_devices)
    made.start()
    yield made
    made.stop()


def signs(devices: Any) -> list[tuple[Any, ...]]:
    return [told for told in devices.told if told[0] in ("show", "clear")]


def spoken(devices: Any) -> list[str]:
    return [told[1].label for told in devices.told if told[0] == "say"]


def test_a_burst_of_twenty_is_spoken_in_order(
    relay: CallRelay, centre: Centre, quiet_devices: Any
) -> None:
    centre.take("CT", 20)
    labels = [centre.call_and_finish(number % 8 + 1) for number in range(20)]
    assert spoken(quiet_devices) == labels
    assert len(set(labels)) == 20


def test_a_sign_blinks_stands_and_goes_dark(
    relay: CallRelay, centre: Centre, quiet_devices: Any
) -> None:
    centre.take("CT", 1)
    centre.call(3)
    centre.recall(3)
    centre.start(3)
    centre.finish(3)
    assert signs(quiet_devices) == [
        ("show", "q3", "A001", True),
        ("show", "q3", "A001", True),
        ("show", "q3", "A001", False),
        ("clear", "q3"),
    ]


def test_no_show_undo_and_pause(relay: CallRelay, centre: Centre, quiet_devices: Any) -> None:
    centre.take("CT", 1)
    centre.call(3)
    centre.miss(3)
    centre.undo(3)
    centre.pause(4)
    assert signs(quiet_devices)[1:] == [
        ("clear", "q3"),
        ("show", "q3", "A001", True),
        ("clear", "q4"),
    ]


def test_a_call_taken_back_darkens_the_sign(
    relay: CallRelay, centre: Centre, quiet_devices: Any
) -> None:
    centre.take("CT", 1)
    centre.call(3)
    centre.undo(3)
    assert signs(quiet_devices) == [("show", "q3", "A001", True), ("clear", "q3")]


def test_someone_elses_ticket_does_not_darken_a_sign(
    relay: CallRelay, centre: Centre, quiet_devices: Any
) -> None:
    """Bringing a missed ticket back names the counter that has another by now."""
    centre.take("CT", 2)
    missed = centre.call(3)
    centre.miss(3)
    centre.call(3)
    ticket = centre.store.read(lambda reader: reader.tickets.find_by_label("2026-11-23", missed))
    centre.do(void_ticket, ticket_id=ticket.ticket_id, reason="thử")
    assert signs(quiet_devices)[-1][0] == "show"


def test_after_a_restart_the_signs_stand_as_they_were(centre: Centre, quiet_devices: Any) -> None:
    centre.take("CT", 2)
    first, second = centre.call(1), centre.call(2)
    centre.start(2)
    relay = CallRelay(centre.store, quiet_devices)
    relay.start()
    assert sorted(signs(quiet_devices)) == [
        ("show", "q1", first, True),
        ("show", "q2", second, False),
    ]
    assert spoken(quiet_devices) == []
    relay.stop()
    centre.recall(1)
    assert spoken(quiet_devices) == []
