"""Counter signs, rating keypads and call keypads on their lines."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from core.clock import AgendaClock
from core.ports import DeviceHealth, KeypadKey, PadPress
from devices.fakes.keypads import FakeCallKeypad, FakeRatingPad
from devices.fakes.sign import Face, FakeSign
from devices.transports.memory import MemoryTransport
from tests.devices.device_harness import Bench

COUNTERS = {"q1": 1, "q2": 2, "q3": 3}
Expect = Callable[[str], None]


def quiet() -> None: ...


@pytest.fixture
def sign() -> FakeSign:
    return FakeSign(COUNTERS, quiet)


@pytest.fixture
def pad() -> FakeRatingPad:
    return FakeRatingPad(COUNTERS, quiet)


def test_each_counter_shows_its_own_text(agenda: AgendaClock, sign: FakeSign) -> None:
    desk = Bench(agenda, sign.wire, "framed_sign", counters=COUNTERS)
    desk.hub.show("q2", "A015", blink=True)
    desk.hub.show("q3", "B002", blink=False)
    agenda.advance(1)
    assert sign.faces() == {"q1": Face(), "q2": Face("A015", blink=True), "q3": Face("B002")}
    desk.hub.clear("q2")
    agenda.advance(1)
    assert sign.faces()["q2"] == Face()
    assert desk.state.health == DeviceHealth.READY


def test_a_sign_that_lost_its_power_heals_by_itself(agenda: AgendaClock, sign: FakeSign) -> None:
    desk = Bench(agenda, sign.wire, "framed_sign", counters=COUNTERS)
    desk.hub.show("q1", "A015", blink=False)
    agenda.advance(1)
    sign.misbehave("silent")
    agenda.advance(25)
    assert (desk.state.health, desk.state.fault) == (DeviceHealth.LOST, "no_answer")
    sign.misbehave("")
    agenda.advance(25)
    assert sign.faces()["q1"] == Face("A015")
    assert desk.state.health == DeviceHealth.READY


def test_a_dead_sign_costs_only_its_own_time(agenda: AgendaClock) -> None:
    sign = FakeSign({"q1": 1, "q3": 3}, quiet)
    desk = Bench(agenda, sign.wire, "framed_sign", counters=COUNTERS)
    agenda.advance(5)
    for counter in COUNTERS:
        desk.hub.show(counter, "C007", blink=False)
    agenda.advance(1.5)
    assert [face.text for face in sign.faces().values()] == ["C007", "C007"]
    assert (desk.state.fault, desk.state.facts["silent"]) == ("sign_silent", "q2")


def test_texts_of_a_lost_line_are_shown_when_it_is_back(
    agenda: AgendaClock, sign: FakeSign, expected_logs: Expect
) -> None:
    expected_logs("is lost")
    desk = Bench(agenda, sign.wire, "framed_sign", counters=COUNTERS)
    sign.misbehave("unplugged")
    desk.hub.show("q1", "A020", blink=False)
    agenda.advance(10)
    assert desk.state.fault == "unplugged"
    sign.misbehave("")
    agenda.advance(6)
    assert sign.faces()["q1"] == Face("A020")


def test_twenty_quick_texts_end_in_the_last_one(agenda: AgendaClock, sign: FakeSign) -> None:
    desk = Bench(agenda, sign.wire, "framed_sign", counters=COUNTERS)
    for number in range(20):
        desk.hub.show("q1", f"A{number:03d}", blink=False)
    agenda.advance(1)
    assert sign.faces()["q1"] == Face("A019")


def test_a_noisy_sign_is_reported_and_recovers(agenda: AgendaClock, sign: FakeSign) -> None:
    desk = Bench(agenda, sign.wire, "framed_sign", counters=COUNTERS)
    sign.misbehave("garbage")
    desk.hub.show("q1", "A001", blink=False)
    agenda.advance(2)
    assert desk.state.health == DeviceHealth.LOST
    sign.misbehave("")
    agenda.advance(25)
    assert desk.state.health == DeviceHealth.READY


# --- Rating pads ------------------------------------------------------------------------


def test_armed_it_takes_one_press_and_is_mute_again(
    agenda: AgendaClock, pad: FakeRatingPad
) -> None:
    desk = Bench(agenda, pad.wire, "framed_pad", counters=COUNTERS)
    desk.hub.arm("q2", 60)
    agenda.advance(1)
    assert pad.armed() == {"q1": False, "q2": True, "q3": False}
    pad.press("q2", 3)
    agenda.advance(1)
    assert desk.of(PadPress) == [PadPress("q2", 3, "device-1")]
    assert not pad.armed()["q2"]


def test_the_window_closes_by_itself(agenda: AgendaClock, pad: FakeRatingPad) -> None:
    desk = Bench(agenda, pad.wire, "framed_pad", counters=COUNTERS)
    desk.hub.arm("q2", 30)
    agenda.advance(31)
    assert not pad.armed()["q2"]
    assert desk.of(PadPress) == []


@pytest.mark.parametrize("gap_ms", [1, 20, 100, 300, 500, 900, 1400])
def test_a_bouncing_button_is_one_press(
    agenda: AgendaClock, pad: FakeRatingPad, gap_ms: int
) -> None:
    desk = Bench(agenda, pad.wire, "framed_pad", counters=COUNTERS)
    desk.hub.arm("q1", 60)
    agenda.advance(1)
    pad.press("q1", 2)
    agenda.advance(gap_ms / 1000)
    pad.press("q1", 2)
    agenda.advance(1)
    assert [press.value for press in desk.of(PadPress)] == [2]


def test_a_press_outside_the_window_is_told_for_the_count_of_strays(
    agenda: AgendaClock, pad: FakeRatingPad
) -> None:
    desk = Bench(agenda, pad.wire, "framed_pad", counters=COUNTERS)
    agenda.advance(1)
    pad.press("q3", 1)
    assert desk.of(PadPress) == [PadPress("q3", 1, "device-1")]


def test_a_window_survives_a_pulled_cable(
    agenda: AgendaClock, pad: FakeRatingPad, expected_logs: Expect
) -> None:
    expected_logs("is lost")
    desk = Bench(agenda, pad.wire, "framed_pad", counters=COUNTERS)
    pad.misbehave("unplugged")
    desk.hub.arm("q1", 60)
    agenda.advance(5)
    pad.misbehave("")
    agenda.advance(6)
    assert pad.armed()["q1"]


def test_noise_is_no_vote(agenda: AgendaClock, pad: FakeRatingPad) -> None:
    desk = Bench(agenda, pad.wire, "framed_pad", counters=COUNTERS)
    desk.hub.arm("q1", 60)
    agenda.advance(1)
    chance = random.Random(11)
    for _ in range(100):
        pad.wire.reply(chance.randbytes(200))
    assert desk.of(PadPress) == []
    pad.wire.reply(b"\x00" * 300)
    pad.press("q1", 3)
    assert [press.value for press in desk.of(PadPress)] == [3]


def test_a_silent_pad_is_reported(agenda: AgendaClock, pad: FakeRatingPad) -> None:
    desk = Bench(agenda, pad.wire, "framed_pad", counters=COUNTERS)
    agenda.advance(1)
    pad.misbehave("silent")
    desk.hub.arm("q2", 10)
    agenda.advance(2)
    assert (desk.state.fault, desk.state.facts["silent"]) == ("pad_silent", "q2")


# --- Call keypads --------------------------------------------------------------------------


@pytest.mark.parametrize("key", FakeCallKeypad("q1").keys)
def test_every_key_is_known(agenda: AgendaClock, key: str) -> None:
    keypad = FakeCallKeypad("q1")
    desk = Bench(agenda, keypad.wire, "serial_keypad", counters={"q1": 1})
    keypad.press(key)
    assert desk.of(KeypadKey) == [KeypadKey("q1", key, "device-1")]


def test_figures_before_enter_call_that_number(agenda: AgendaClock) -> None:
    keypad = FakeCallKeypad("q1")
    desk = Bench(agenda, keypad.wire, "serial_keypad", counters={"q1": 1})
    keypad.press("call:015")
    keypad.wire.reply(b"9\b\r")
    agenda.advance(1)
    keypad.wire.reply(b"77")
    agenda.advance(6)
    keypad.press("next")
    assert [key.key for key in desk.of(KeypadKey)] == ["call:15", "next", "next"]


def test_a_key_held_down_is_one_key(agenda: AgendaClock) -> None:
    keypad = FakeCallKeypad("q1")
    desk = Bench(agenda, keypad.wire, "serial_keypad", counters={"q1": 1})
    for _ in range(5):
        keypad.press("next")
        agenda.advance(0.03)
    assert len(desk.of(KeypadKey)) == 1


def test_a_burst_of_noise_presses_nothing(agenda: AgendaClock) -> None:
    keypad = FakeCallKeypad("q1")
    wire: MemoryTransport = keypad.wire
    desk = Bench(agenda, wire, "serial_keypad", counters={"q1": 1})
    wire.reply(bytes(range(128, 256)) * 8000)
    assert desk.of(KeypadKey) == []
    assert desk.state.health == DeviceHealth.READY
