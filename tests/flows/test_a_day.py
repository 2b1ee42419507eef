"""A day at the centre, as one citizen, one officer and the supervisor live it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from core.clock import AgendaClock, day_start
from core.dossiers.reception import receive_dossier
from core.events import DossierReceived, RatingGiven, StrayPressed, TicketPaperChanged
from core.queue.counters import close_counter, close_day, open_counter
from core.queue.model import Delivery, TicketState
from core.reporting.period import Period
from core.reporting.profiles import load_profile
from core.reporting.report import make_report
from core.supervision import day_check
from tests.flows.house import House, day_of, in_large, listed, reading
from ui.rating.window import Phase

APPLICANT = {"name": "Nguyễn Thị Hồng Ưu Ẫng", "phone": "0912 345 678"}
COPY_CERTIFICATION = "2.000815"


def read_code(png: bytes, folder: Path) -> str:
    if shutil.which("zbarimg") is None:
        pytest.skip("zbarimg is not installed")
    path = folder / "slip.png"
    path.write_bytes(png)
    command = ["zbarimg", "--quiet", "--raw", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_from_the_touch_to_the_report(house: House, agenda: AgendaClock, tmp_path: Path) -> None:
    kiosk, board, sign = house.kiosk(), house.board(), house.sign("q1")
    window, pad = house.counter("q1"), house.rating("q1")

    # A touch: the number is on the screen, the paper carries its token.
    label = house.touch(kiosk, "certification")
    assert label == "A001"
    house.until(lambda: house.ticket(label).paper == Delivery.CONFIRMED)
    paper = house.bench.printer.papers[0]
    assert paper.is_cut
    assert not paper.stray
    assert read_code(paper.png, tmp_path).endswith(house.ticket(label).token)

    # One key opens the counter, one calls: screen, sign, light and voice follow.
    house.key(window, "F9", "F9")
    house.until(lambda: listed(board) == [label])
    assert in_large(board) == f"{label} → Quầy 1"
    house.until(lambda: sign.accessibleName() == f"1 called {label}")
    house.until(lambda: house.bench.sign_of("q1") == label)
    house.until(lambda: len(house.bench.spoken()) == 1)
    spoken = house.bench.spoken()[0]
    assert (spoken.label, spoken.clips[0]) == (label, "chime")

    # Served, with a dossier written down from the ticket.
    house.key(window, "F9")
    served = house.ticket(label)
    assert served.state == TicketState.SERVING
    received = house.do(
        receive_dossier,
        by="an",
        procedure_code=COPY_CERTIFICATION,
        applicant=APPLICANT,
        ticket_id=served.ticket_id,
        counter_id="q1",
    )
    house.key(window, "F9")
    house.until(lambda: pad.phase is Phase.ARMED)

    # One press on the keypad's own line counts; another one is a stray.
    house.until(lambda: house.bench.pad.armed()["q1"])
    house.bench.pad.press("q1", 3)
    house.until(lambda: bool(house.journal(RatingGiven)))
    given = house.journal(RatingGiven)[0]
    assert (given.ticket_id, given.counter_id, given.officer_id) == (served.ticket_id, "q1", "an")
    assert (given.value, given.dossier_ids) == (3, (received.dossier_id,))
    house.bench.pad.press("q1", 1)
    house.until(lambda: bool(house.journal(StrayPressed)))
    assert len(house.journal(RatingGiven)) == 1

    # A second citizen does not come; then the supervisor closes the day.
    second = house.touch(kiosk, "certification")
    house.until(lambda: house.ticket(second).paper == Delivery.CONFIRMED)
    house.key(window, "F9", "F7")
    house.do(close_counter, by="an", counter_id="q1")
    check = house.store.read(reading(day_check, day_of(agenda)))
    assert check.holds
    counts = house.do(close_day, by="dung")
    wanted = {"issued": 2, "confirmed": 2, "called": 2, "served": 1, "missed": 1, "waiting": 0}
    assert {name: counts[name] for name in wanted} == wanted

    # The report of the one day is what the journal holds.
    day = day_of(agenda)
    report = house.store.read(
        lambda reader: make_report(
            reader, form="kstthc-06a", profile=load_profile("ii06a"), period=Period(day, day)
        )
    )
    in_journal = [d for d in house.journal(DossierReceived) if d.presented_at >= day_start(day)]
    assert report.total.counts["received_total"] == len(in_journal) == 1
    assert [line.sector for line in report.rows] == ["Chứng thực"]


def test_a_keypad_carries_a_counter_without_a_screen(house: House) -> None:
    """Figures and keys on the serial line alone: call, start, finish, a given number."""
    house.plugged_in("keypad")
    house.do(open_counter, by="an", counter_id="q2")
    house.take_many(3)
    for key, state in (("next", "called"), ("start", "serving"), ("finish", "finished")):
        house.bench.keypad.press(key)
        house.until(lambda state=state: house.ticket("A001").state == state)  # type: ignore[misc]
    house.bench.keypad.press("call:3")
    house.until(lambda: house.ticket("A003").state == TicketState.CALLED)
    assert house.ticket("A002").state == TicketState.WAITING
    assert house.ticket("A001").officer_id == "an"


def test_the_paper_of_a_ticket_is_written_down_once(house: House) -> None:
    kiosk = house.kiosk()
    label = house.touch(kiosk, "certification")
    house.until(lambda: house.ticket(label).paper == Delivery.CONFIRMED)
    assert [e.delivery for e in house.journal(TicketPaperChanged)][-1] == Delivery.CONFIRMED
    assert len(house.bench.printer.papers) == 1
