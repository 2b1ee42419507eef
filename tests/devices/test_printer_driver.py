"""The printer driver says of each paper what is known, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from core.clock import AgendaClock
from core.ports import DeviceHealth
from devices.fakes.printer import FakePrinter
from tests.devices.device_harness import Bench, a_slip

Expect = Callable[[str], None]


@pytest.fixture
def printer(agenda: AgendaClock) -> FakePrinter:
    return FakePrinter(agenda)


def bench(agenda: AgendaClock, printer: FakePrinter, **options: Any) -> Bench:
    made = Bench(agenda, printer.wire, "escpos_printer", options={"poll_s": 0.0, **options})
    agenda.advance(1)
    return made


def test_a_slip_comes_out_and_is_confirmed(agenda: AgendaClock, printer: FakePrinter) -> None:
    desk = bench(agenda, printer)
    desk.hub.print_slip(a_slip())
    agenda.advance(1)
    assert desk.outcomes() == [("sending", ""), ("confirmed", "fence")]
    (paper,) = printer.papers
    assert paper.is_cut
    assert not paper.stray


def test_a_process_id_confirms_too(agenda: AgendaClock, printer: FakePrinter) -> None:
    desk = bench(agenda, printer, confirm="process_id")
    for number in (1, 2):
        desk.hub.print_slip(a_slip(f"t{number}"))
    agenda.advance(1)
    assert desk.last("t1") == desk.last("t2") == ("confirmed", "process_id")
    assert [bytes(p.stray) for p in printer.papers] == [b"", b""]


def test_without_confirmation_it_is_only_sent(agenda: AgendaClock, printer: FakePrinter) -> None:
    desk = bench(agenda, printer, confirm="none")
    desk.hub.print_slip(a_slip())
    agenda.advance(1)
    assert desk.last() == ("sent", "written")


def test_a_one_way_printer_prints_within_three_seconds_and_is_only_sent(
    agenda: AgendaClock, printer: FakePrinter
) -> None:
    printer.fault = "silent"
    desk = bench(agenda, printer)
    desk.hub.print_slip(a_slip())
    agenda.advance(3)
    assert desk.last() == ("sent", "no_answer")
    assert desk.state.fault == "one_way"
    assert len(printer.papers) == 1


@pytest.mark.parametrize("fault", ["paper_out", "cover_open", "cutter_jam"])
def test_a_fault_is_known_at_once_and_printing_goes_on_after_it(
    agenda: AgendaClock, printer: FakePrinter, fault: str
) -> None:
    desk = bench(agenda, printer)
    printer.misbehave(fault)
    desk.hub.print_slip(a_slip())
    agenda.advance(2)
    assert desk.outcomes() == [("queued", fault)]
    assert (desk.state.health, desk.state.fault) == (DeviceHealth.LOST, fault)
    printer.misbehave("")
    agenda.advance(2)
    assert desk.last() == ("confirmed", "fence")
    assert desk.state.health == DeviceHealth.READY
    assert len(printer.papers) == 1


def test_low_paper_warns_and_prints(agenda: AgendaClock, printer: FakePrinter) -> None:
    printer.fault = "paper_near_end"
    desk = bench(agenda, printer)
    desk.hub.print_slip(a_slip())
    agenda.advance(1)
    assert desk.last() == ("confirmed", "fence")
    assert (desk.state.health, desk.state.fault) == (DeviceHealth.DEGRADED, "paper_near_end")


def test_pushed_status_is_heard_without_asking(agenda: AgendaClock, printer: FakePrinter) -> None:
    desk = bench(agenda, printer, push_status=True)
    printer.misbehave("paper_out")
    assert desk.state.fault == "paper_out"
    printer.misbehave("")
    assert desk.state.health == DeviceHealth.READY


def test_idle_polling_finds_an_empty_roll(agenda: AgendaClock, printer: FakePrinter) -> None:
    desk = bench(agenda, printer, poll_s=5.0)
    printer.misbehave("paper_out")
    agenda.advance(6)
    assert desk.state.fault == "paper_out"


def test_a_slip_too_old_is_never_printed(agenda: AgendaClock, printer: FakePrinter) -> None:
    desk = bench(agenda, printer)
    printer.misbehave("paper_out")
    desk.hub.print_slip(a_slip())
    agenda.advance(121)
    assert desk.last() == ("failed", "expired")
    printer.misbehave("")
    agenda.advance(10)
    assert not printer.papers


def test_paper_out_in_the_middle_is_uncertain_within_two_seconds(
    agenda: AgendaClock, printer: FakePrinter
) -> None:
    desk = bench(agenda, printer)
    printer.fail_at(3000, "paper_out")
    desk.hub.print_slip(a_slip())
    agenda.advance(2)
    assert desk.last() == ("uncertain", "paper_out")
    assert desk.state.fault == "paper_out"


def test_a_late_answer_turns_uncertain_into_confirmed(
    agenda: AgendaClock, printer: FakePrinter
) -> None:
    desk = bench(agenda, printer)
    printer.fail_at(3000, "paper_out")
    desk.hub.print_slip(a_slip())
    agenda.advance(5)
    printer.misbehave("")
    agenda.advance(2)
    assert desk.outcomes()[-2:] == [("uncertain", "paper_out"), ("confirmed", "fence_late")]
    assert len(printer.papers) == 1


def test_an_answer_that_never_comes_leaves_it_uncertain_and_the_next_slip_its_own(
    agenda: AgendaClock, printer: FakePrinter
) -> None:
    desk = bench(agenda, printer)
    printer.hold_answers()
    desk.hub.print_slip(a_slip("t1"))
    agenda.advance(10)
    assert desk.last("t1") == ("uncertain", "no_confirmation")
    printer._late = None
    desk.hub.print_slip(a_slip("t2"))
    agenda.advance(5)
    assert desk.last("t1") == ("uncertain", "no_confirmation")
    assert desk.last("t2") == ("confirmed", "fence")


def test_two_answers_to_two_fences_confirm_the_earlier_slip_too(
    agenda: AgendaClock, printer: FakePrinter
) -> None:
    desk = bench(agenda, printer)
    printer.hold_answers()
    desk.hub.print_slip(a_slip("t1"))
    agenda.advance(10)
    desk.hub.print_slip(a_slip("t2"))
    printer.give_answers()
    agenda.advance(5)
    assert desk.last("t1") == ("confirmed", "fence_late")
    assert desk.last("t2") == ("confirmed", "fence")


def test_a_noisy_line_confirms_nothing(agenda: AgendaClock, printer: FakePrinter) -> None:
    desk = bench(agenda, printer)
    printer.hold_answers()
    desk.hub.print_slip(a_slip())
    agenda.advance(0.1)
    printer.wire.reply(b"\xff\xa5")
    printer.give_answers()
    agenda.advance(1)
    assert desk.last() == ("uncertain", "garbled")


def test_a_printer_that_used_to_answer_is_waited_for(
    agenda: AgendaClock, printer: FakePrinter
) -> None:
    desk = bench(agenda, printer)
    printer.misbehave("power_off")
    desk.hub.print_slip(a_slip())
    agenda.advance(10)
    assert desk.last() == ("queued", "no_answer")
    printer.misbehave("")
    agenda.advance(3)
    assert desk.last() == ("confirmed", "fence")
    assert len(printer.papers) == 1


def test_unplugged_before_the_first_byte_it_is_sent_when_the_cable_is_back(
    agenda: AgendaClock, printer: FakePrinter, expected_logs: Expect
) -> None:
    expected_logs("is lost")
    desk = bench(agenda, printer)
    printer.misbehave("unplugged")
    desk.hub.print_slip(a_slip())
    agenda.advance(10)
    assert desk.last() == ("queued", "unplugged")
    printer.misbehave("")
    agenda.advance(6)
    assert desk.last() == ("confirmed", "fence")


def test_half_a_slip_is_cut_off_before_the_next_one(
    agenda: AgendaClock, printer: FakePrinter, expected_logs: Expect
) -> None:
    expected_logs("is lost")
    desk = bench(agenda, printer)
    printer.wire.cut_after(5000)
    desk.hub.print_slip(a_slip("t1"))
    agenda.advance(1)
    assert desk.last("t1") == ("uncertain", "unplugged")
    printer.wire.plug()
    desk.hub.print_slip(a_slip("t2"))
    agenda.advance(8)
    assert desk.last("t2") == ("confirmed", "fence")
    half, whole = printer.papers
    assert bytes(half.rows[3:4]) == b"\x01"
    assert bytes(whole.rows[3:4]) == b"\x02"
    assert not whole.stray
    assert not half.stray


def test_the_same_paper_twice_is_one(agenda: AgendaClock, printer: FakePrinter) -> None:
    desk = bench(agenda, printer)
    for _ in range(3):
        desk.hub.print_slip(a_slip())
        agenda.advance(1)
    desk.hub.print_slip(a_slip(copy=2))
    agenda.advance(1)
    assert [paper.rows[4] for paper in printer.papers] == [1, 2]


def test_a_slip_that_cannot_be_drawn_fails_alone(agenda: AgendaClock, printer: FakePrinter) -> None:
    desk = bench(agenda, printer)
    desk.hub.print_slip(a_slip("not a number"))
    desk.hub.print_slip(a_slip("t2"))
    agenda.advance(2)
    assert desk.last("not a number") == ("failed", "drawing_failed")
    assert desk.last("t2") == ("confirmed", "fence")


def test_stopping_says_what_became_of_the_rest(agenda: AgendaClock, printer: FakePrinter) -> None:
    desk = bench(agenda, printer)
    printer.hold_answers()
    desk.hub.print_slip(a_slip("t1"))
    desk.hub.print_slip(a_slip("t2"))
    agenda.advance(0.1)
    desk.hub.stop()
    assert desk.last("t1") == ("uncertain", "stopped")
    assert desk.last("t2") == ("failed", "stopped")


def test_a_lost_printer_heals_within_five_seconds_and_logs_once_each_way(
    agenda: AgendaClock,
    printer: FakePrinter,
    expected_logs: Expect,
    caplog: pytest.LogCaptureFixture,
) -> None:
    expected_logs("is lost")
    caplog.set_level("INFO", "devices")
    desk = bench(agenda, printer)
    printer.misbehave("unplugged")
    assert desk.state.health == DeviceHealth.LOST
    agenda.advance(60)
    printer.misbehave("")
    agenda.advance(5)
    assert desk.state.health == DeviceHealth.READY
    assert [r.message.partition(" on ")[0] for r in caplog.records] == [
        "device-1 is lost",
        "device-1 is back",
    ]
