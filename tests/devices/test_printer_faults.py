"""Every fault at every class of byte offset: what is said of a paper is true.

CONFIRMED means that the whole paper came out and was cut, FAILED that
nothing of it came out, and no fault makes a second paper of a number
without IN LAI, because a second paper is only ever another copy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from core.clock import AgendaClock
from devices.fakes.printer import FAULTS, FakePrinter, Paper
from devices.protocols.escpos import slip_bytes
from tests.devices.device_harness import Bench, a_slip, marked_raster

SIZE = len(slip_bytes(marked_raster(a_slip(), 576)))
# In the reset, in a band's head, in its first and last row, at the joint of
# two bands, in the feed, in the cut, in the question after it, behind it all.
OFFSETS = (1, 2, 5, 10, 12, 80, 5000, 9226, 9230, SIZE - 6, SIZE - 2, SIZE, SIZE + 1, SIZE + 3)
QUERIES = 6


def whole(paper: Paper) -> bool:
    return paper.is_cut and len(paper.rows) >= 160 * 72 and not paper.stray


def papers_of(printer: FakePrinter, number: int) -> list[Paper]:
    """The papers on which a ticket's number can be read at all."""
    return [p for p in printer.papers if bytes(p.rows[:4]) == number.to_bytes(4, "big")]


def assert_true(desk: Bench, printer: FakePrinter, tickets: int) -> None:
    for number in range(1, tickets + 1):
        delivery, evidence = desk.last(f"t{number}")
        papers = papers_of(printer, number)
        assert delivery in ("confirmed", "sent", "uncertain", "failed"), (number, delivery)
        if delivery == "confirmed":
            assert [whole(p) for p in papers] == [True], (number, evidence)
        if delivery == "failed":
            assert not papers, (number, evidence)
    seen = Counter((bytes(p.rows[:4]), p.rows[4]) for p in printer.papers if len(p.rows) > 4)
    readable = {key: count for key, count in seen.items() if any(key[0])}
    assert all(count == 1 for count in readable.values())


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("confirm", ["fence", "process_id"])
def test_a_fault_at_any_byte_is_told_truly(
    agenda: AgendaClock, fault: str, confirm: str, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("is lost")
    for offset in OFFSETS:
        printer = FakePrinter(agenda)
        desk = Bench(
            agenda, printer.wire, "escpos_printer", options={"poll_s": 0.0, "confirm": confirm}
        )
        agenda.advance(1)
        printer.fail_at(QUERIES + offset, fault)
        for number in (1, 2):
            desk.hub.print_slip(a_slip(f"t{number}"))
        agenda.advance(15)
        printer.misbehave("")
        agenda.advance(15)
        desk.hub.print_slip(a_slip("t3"))
        agenda.advance(140)
        assert_true(desk, printer, 3)
        if fault not in ("power_off", "garbage", "stalled"):
            assert desk.last("t3")[0] in ("confirmed", "sent"), (fault, offset)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("code", ["unplugged", "stalled", "connection_lost"])
def test_a_half_write_is_told_truly(
    agenda: AgendaClock, code: str, known: bool, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("is lost")
    for offset in (0, *OFFSETS):
        printer = FakePrinter(agenda)
        desk = Bench(agenda, printer.wire, "escpos_printer", options={"poll_s": 0.0})
        agenda.advance(1)
        printer.wire.cut_after(QUERIES + offset, code, known=known)
        desk.hub.print_slip(a_slip("t1"))
        agenda.advance(3)
        printer.wire.plug()
        agenda.advance(10)
        desk.hub.print_slip(a_slip("t2"))
        agenda.advance(140)
        assert_true(desk, printer, 2)
        assert desk.last("t2") == ("confirmed", "fence"), offset
        if offset == 0 and known:
            assert desk.last("t1") == ("confirmed", "fence")


def test_answers_that_come_at_any_time_are_never_another_papers(agenda: AgendaClock) -> None:
    for delay_s in (0.1, 1.0, 5.9, 6.1, 8.0, 30.0):
        printer = FakePrinter(agenda)
        desk = Bench(agenda, printer.wire, "escpos_printer", options={"poll_s": 0.0})
        agenda.advance(1)
        printer.hold_answers()
        desk.hub.print_slip(a_slip("t1"))
        agenda.advance(delay_s)
        printer.give_answers()
        desk.hub.print_slip(a_slip("t2"))
        agenda.advance(30)
        assert_true(desk, printer, 2)
        assert desk.last("t2") == ("confirmed", "fence")


@pytest.mark.long
def test_ten_thousand_tickets_through_a_printer_that_misbehaves(
    agenda: AgendaClock, expected_logs: Callable[[str], None]
) -> None:
    import random

    chance = random.Random(7)
    expected_logs("is lost")
    printer = FakePrinter(agenda)
    printer.papers = type(printer.papers)()
    desk = Bench(agenda, printer.wire, "escpos_printer", options={"poll_s": 0.0})
    for number in range(1, 10_001):
        if chance.random() < 0.2:
            fault = chance.choice([f for f in FAULTS if f not in ("garbage", "silent")])
            printer.fail_at(chance.randrange(1, SIZE + 10), fault)
        desk.hub.print_slip(a_slip(f"t{number}"))
        agenda.advance(chance.choice((1, 5, 30)))
        if printer.fault and chance.random() < 0.7:
            printer.misbehave("")
            agenda.advance(6)
    printer.misbehave("")
    agenda.advance(300)
    final = {n.ticket_id: n for n in desk.news if hasattr(n, "ticket_id")}
    assert len(final) == 10_000
    by_number = Counter(bytes(p.rows[:4]) for p in printer.papers)
    for ticket_id, outcome in final.items():
        count = by_number[int(ticket_id[1:]).to_bytes(4, "big")]
        assert count <= 1
        assert outcome.delivery != "confirmed" or count == 1
        assert outcome.delivery != "failed" or count == 0
