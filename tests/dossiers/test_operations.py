"""Dossiers through the real store, from reception to return."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.clock import SECOND
from core.dossiers.corrections import (
    correct_applicant,
    correct_dossier,
    erase_applicant,
    join_code,
    void_dossier,
)
from core.dossiers.model import DossierState
from core.dossiers.progress import (
    STEPS,
    change_state,
    resolve_dossier,
    return_dossier,
    withdraw_dossier,
)
from core.dossiers.reception import receive_dossier, refuse_at_reception
from core.dossiers.views import (
    DueCounts,
    dossiers_of_ticket,
    due_lists,
    possible_duplicates,
    preview_due,
    received_on,
    recent_dossiers,
    search_dossiers,
)
from core.errors import Problem
from core.people.model import Person
from core.ports import Act, UnitOfWork
from core.queue.calling import call_next, start_service
from core.queue.counters import open_counter
from core.queue.taking import take_ticket
from core.texts import Texts
from core.wire import canonical, to_wire
from tests.dossiers.desk import APPLICANT, Desk, at
from tests.rows import rows_of

COPY = "2.000815"
HOUSE = "1.013225"
SHOP = "1.001612"


def problem_of(desk: Desk, verb: Any, **values: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        desk.do(verb, **values)
    for language in ("vi", "en"):
        assert "{" not in Texts(language).problem(caught.value)
    return caught.value


def test_a_dossier_from_reception_to_return(desk: Desk) -> None:
    received = desk.do(receive_dossier, procedure_code=SHOP, applicant=APPLICANT, copies=2)
    assert received.local_number == "D.H24.00-260821-0001"
    assert received.due_at == at("2026-08-25 17:00")
    assert received.needs_receipt
    dossier = desk.find(received.dossier_id)
    assert (dossier.state, dossier.sector, dossier.ground) == ("received", "Kinh tế", "desk")
    assert (dossier.copies, dossier.rule_version) == (2, "2025-07-01")

    desk.clock.jump(at("2026-08-24 10:00"))
    done = desk.do(resolve_dossier, dossier_id=received.dossier_id)
    assert (done.state, done.outcome, done.resolved_at) == ("resolved", "result", desk.clock.now())
    desk.clock.jump(at("2026-08-25 08:00"))
    back = desk.do(return_dossier, dossier_id=received.dossier_id)
    assert (back.state, back.returned_at) == ("returned", desk.clock.now())
    assert back.resolved_at == at("2026-08-24 10:00"), "collection changes no figure"
    assert desk.kinds()[-3:] == ["DossierReceived", "DossierResolved", "DossierReturned"]


def test_numbers_are_dense_by_the_day_of_presenting(desk: Desk) -> None:
    first = desk.do(receive_dossier, procedure_code=COPY)
    late = desk.do(
        receive_dossier,
        procedure_code=COPY,
        presented_at=at("2026-08-20 16:00"),
        ground="paper 12",
    )
    second = desk.do(receive_dossier, procedure_code=COPY)
    numbers = [one.local_number[-11:] for one in (first, late, second)]
    assert numbers == ["260821-0001", "260820-0001", "260821-0002"]


def test_typing_in_after_an_outage_needs_a_ground(desk: Desk) -> None:
    yesterday = at("2026-08-20 16:00")
    found = problem_of(desk, receive_dossier, procedure_code=COPY, presented_at=yesterday)
    assert (found.code, found.facts["field"]) == ("dossier.ground_needed", "ground")
    typed = desk.do(receive_dossier, procedure_code=COPY, presented_at=yesterday, ground="paper 12")
    online = desk.do(receive_dossier, procedure_code=COPY, presented_at=yesterday, channel="online")
    dossier = desk.find(typed.dossier_id)
    assert dossier.late_entry
    assert dossier.ground == "paper 12"
    assert typed.due_at == at("2026-08-21 17:00"), "by when it was presented"
    assert not desk.find(online.dossier_id).late_entry
    assert desk.ask(received_on, yesterday) == 2


def test_a_dossier_of_the_visit_being_served(desk: Desk) -> None:
    desk.do(open_counter, counter_id="q1")
    ticket = desk.as_("citizen").do(take_ticket, sector_id="certification")
    desk.do(call_next, counter_id="q1")
    desk.do(start_service, counter_id="q1")
    received = desk.do(receive_dossier, procedure_code=COPY, ticket_id=ticket.ticket_id)
    dossier = desk.find(received.dossier_id)
    assert (dossier.ticket_id, dossier.counter_id, dossier.ground) == (
        ticket.ticket_id,
        "q1",
        "ticket",
    )
    of_service = desk.store.read(lambda r: r.dossiers.list_of_service(dossier.service_id))
    assert dossier.service_id
    assert [one.dossier_id for one in of_service] == [received.dossier_id]
    lines = desk.ask(dossiers_of_ticket, ticket.ticket_id)
    assert [line.dossier.dossier_id for line in lines] == [received.dossier_id]


def test_refused_at_reception_never_counts(desk: Desk) -> None:
    dossier_id = desk.do(refuse_at_reception, procedure_code=SHOP, reason="Không thuộc phạm vi")
    assert desk.find(dossier_id).state == DossierState.REFUSED_AT_RECEPTION
    assert desk.ask(received_on, desk.clock.now()) == 0
    assert problem_of(desk, resolve_dossier, dossier_id=dossier_id).code == "dossier.refused"
    assert problem_of(desk, refuse_at_reception, procedure_code=SHOP, reason=" ").code == (
        "dossier.missing"
    )


@pytest.mark.parametrize("outcome", ["refused", "withdrawn", "stopped", "closed_no_answer"])
def test_other_endings_need_a_reason(desk: Desk, outcome: str) -> None:
    received = desk.do(receive_dossier, procedure_code=SHOP)
    found = problem_of(desk, resolve_dossier, dossier_id=received.dossier_id, outcome=outcome)
    assert (found.code, found.facts["field"]) == ("dossier.missing", "reason")
    done = desk.do(
        resolve_dossier, dossier_id=received.dossier_id, outcome=outcome, reason="Theo đơn"
    )
    assert (done.outcome, done.state) == (outcome, "resolved")


def test_withdrawal_and_its_end(desk: Desk) -> None:
    received = desk.do(receive_dossier, procedure_code=SHOP)
    values = {"dossier_id": received.dossier_id, "reason": "Người nộp đề nghị rút"}
    assert desk.do(withdraw_dossier, **values).outcome == "withdrawn"
    assert problem_of(desk, withdraw_dossier, **values).code == "dossier.already_resolved"
    desk.do(return_dossier, dossier_id=received.dossier_id)
    again = problem_of(desk, return_dossier, dossier_id=received.dossier_id)
    assert again.code == "dossier.already_returned"


def test_moments_keep_their_order(desk: Desk) -> None:
    received = desk.do(receive_dossier, procedure_code=SHOP)
    now = desk.clock.now()
    for moment, code in ((now - SECOND, "before_start"), (now + SECOND, "in_future")):
        found = problem_of(
            desk, resolve_dossier, dossier_id=received.dossier_id, resolved_at=moment
        )
        assert found.code == f"dossier.{code}"
    later = problem_of(desk, receive_dossier, procedure_code=SHOP, presented_at=now + SECOND)
    assert later.code == "dossier.in_future"
    old = problem_of(
        desk, receive_dossier, procedure_code=SHOP, presented_at=at("2009-01-01 08:00")
    )
    assert old.code == "dossier.too_long_ago"


def test_a_clock_that_went_back_receives_nothing(desk: Desk) -> None:
    desk.clock.jump(at("2009-01-01 08:00"))
    assert problem_of(desk, receive_dossier, procedure_code=SHOP).code == "dossier.clock_behind"


def test_steps_inside_processing(desk: Desk) -> None:
    dossier_id = desk.do(receive_dossier, procedure_code=SHOP).dossier_id
    assert problem_of(desk, change_state, dossier_id=dossier_id, state="approved").code == (
        "dossier.wrong_step"
    )
    wanting = problem_of(desk, change_state, dossier_id=dossier_id, state="supplement_requested")
    assert wanting.code == "dossier.missing"
    for state in ("supplement_requested", "in_process", "submitted", "approved"):
        moved = desk.do(change_state, dossier_id=dossier_id, state=state, reason="Thiếu bản vẽ")
        assert moved.state == state
    assert desk.do(resolve_dossier, dossier_id=dossier_id).state == "resolved"
    assert problem_of(desk, change_state, dossier_id=dossier_id, state="in_process").code == (
        "dossier.already_resolved"
    )


def test_steps_lead_only_inside_processing() -> None:
    from core.dossiers.model import IN_PROGRESS

    assert set(STEPS) == IN_PROGRESS
    assert frozenset().union(*STEPS.values()) <= IN_PROGRESS


def test_another_procedure_brings_its_own_due_date(desk: Desk) -> None:
    received = desk.do(receive_dossier, procedure_code=SHOP)
    fixed = desk.do(
        correct_dossier,
        dossier_id=received.dossier_id,
        fields={"procedure_code": COPY, "copies": 3},
        reason="Chọn nhầm thủ tục",
    )
    assert (fixed.procedure_code, fixed.sector, fixed.copies) == (COPY, "Chứng thực", 3)
    assert fixed.due_at == fixed.reckoned_due_at == at("2026-08-21 17:00")
    assert [line.dossier.dossier_id for line in desk.ask(search_dossiers, "chung thuc")] == [
        received.dossier_id
    ]


def test_a_due_date_given_by_hand_stays(desk: Desk) -> None:
    agreed = at("2026-09-10 17:00")
    received = desk.do(receive_dossier, procedure_code=SHOP, due_at=agreed)
    fixed = desk.do(
        correct_dossier,
        dossier_id=received.dossier_id,
        fields={"procedure_code": COPY},
        reason="Chọn nhầm thủ tục",
    )
    assert (fixed.due_at, fixed.reckoned_due_at) == (agreed, at("2026-08-21 17:00"))


def test_a_result_entered_by_mistake_is_taken_back(desk: Desk) -> None:
    dossier_id = desk.do(receive_dossier, procedure_code=SHOP).dossier_id
    desk.do(resolve_dossier, dossier_id=dossier_id)
    desk.do(return_dossier, dossier_id=dossier_id)
    half = {"resolved_at": None, "returned_at": None}
    bad = problem_of(desk, correct_dossier, dossier_id=dossier_id, fields=half, reason="Bấm nhầm")
    assert bad.code == "dossier.outcome_without_time"
    fixed = desk.do(
        correct_dossier, dossier_id=dossier_id, fields={**half, "outcome": ""}, reason="Bấm nhầm"
    )
    assert (fixed.state, fixed.resolved_at, fixed.outcome) == ("in_process", None, "")


def test_a_correction_without_difference_records_nothing(desk: Desk) -> None:
    dossier_id = desk.do(receive_dossier, procedure_code=SHOP).dossier_id
    before = len(desk.kinds())
    desk.do(correct_dossier, dossier_id=dossier_id, fields={"copies": 1}, reason="Kiểm tra")
    assert len(desk.kinds()) == before


def test_only_listed_facts_are_corrected(desk: Desk) -> None:
    dossier_id = desk.do(receive_dossier, procedure_code=SHOP).dossier_id
    for fields in ({"local_number": "X"}, {"dossier_id": "x"}, {"counted": 0}, {"fee_paid": 1}):
        found = problem_of(
            desk, correct_dossier, dossier_id=dossier_id, fields=fields, reason="Thử"
        )
        assert found.code == "dossier.bad_choice"


def test_later_days_belong_to_the_supervisor(desk: Desk) -> None:
    dossier_id = desk.do(receive_dossier, procedure_code=SHOP).dossier_id
    desk.clock.jump(at("2026-08-22 09:00"))
    values = {"dossier_id": dossier_id, "reason": "Nhập trùng"}
    assert problem_of(desk, void_dossier, **values).code == "people.not_allowed"
    assert desk.as_("staff:s2").do(void_dossier, **values).state == "voided"
    assert desk.ask(received_on, at("2026-08-21 09:00")) == 0
    assert problem_of(desk.as_("staff:s2"), void_dossier, **values).code == "dossier.voided"


@pytest.mark.parametrize("actor", ["citizen", "staff:s3", "staff:nobody"])
def test_only_officers_receive(desk: Desk, actor: str) -> None:
    found = problem_of(desk.as_(actor), receive_dossier, procedure_code=SHOP)
    assert found.code == "people.not_allowed"


def test_the_official_code_comes_later(desk: Desk) -> None:
    one = desk.do(receive_dossier, procedure_code=SHOP).dossier_id
    two = desk.do(receive_dossier, procedure_code=SHOP, dossier_code="H24.12-260821-0008")
    joined = desk.do(join_code, dossier_id=one, dossier_code=" h24.12-260821-0007 ")
    assert joined.dossier_code == "H24.12-260821-0007"
    before = len(desk.kinds())
    desk.do(join_code, dossier_id=one, dossier_code="H24.12-260821-0007")
    assert len(desk.kinds()) == before, "the same again is no change"
    other = problem_of(desk, join_code, dossier_id=one, dossier_code="H24.12-260821-0008")
    assert (other.code, other.facts["other"]) == ("dossier.code_taken", two.local_number)
    known = problem_of(desk, join_code, dossier_id=one, dossier_code="H24.12-260821-0009")
    assert known.code == "dossier.code_known"
    own = problem_of(desk, join_code, dossier_id=one, dossier_code=two.local_number)
    assert own.code == "dossier.bad_code"
    found = desk.ask(search_dossiers, "h24.12-260821-0007")
    assert [line.dossier.dossier_id for line in found] == [one]


def test_a_voided_dossier_gives_its_code_back(desk: Desk) -> None:
    code = "H24.12-260821-0007"
    wrong = desk.do(receive_dossier, procedure_code=SHOP, dossier_code=code)
    taken = problem_of(desk, receive_dossier, procedure_code=SHOP, dossier_code=code)
    assert taken.code == "dossier.code_taken"
    desk.do(void_dossier, dossier_id=wrong.dossier_id, reason="Nhập nhầm thủ tục")
    right = desk.do(receive_dossier, procedure_code=COPY, dossier_code=code)
    assert desk.find(right.dossier_id).dossier_code == code


def test_lists_of_what_is_due(desk: Desk) -> None:
    late = desk.do(
        receive_dossier, procedure_code=COPY, presented_at=at("2026-08-19 09:00"), ground="paper 3"
    )
    today = desk.do(receive_dossier, procedure_code=COPY)
    soon = desk.do(
        receive_dossier,
        procedure_code=COPY,
        presented_at=at("2026-08-21 08:59"),
        due_at=at("2026-08-22 17:00"),
    )
    desk.do(receive_dossier, procedure_code=HOUSE)
    lists = desk.ask(due_lists)
    ids = [[one.dossier_id for one in part] for part in (lists.late, lists.today, lists.soon)]
    assert ids == [[late.dossier_id], [today.dossier_id], [soon.dossier_id]]
    assert lists.counts == DueCounts(late=1, today=1)


def test_a_likely_duplicate_is_hinted(desk: Desk) -> None:
    first = desk.do(receive_dossier, procedure_code=SHOP, applicant=APPLICANT)
    by_name = desk.ask(possible_duplicates, SHOP, "nguyen thi hong uu  ang")
    by_number = desk.ask(possible_duplicates, SHOP, "", "0311 9000 1234")
    assert [line.dossier.dossier_id for line in by_name] == [first.dossier_id]
    assert by_number == by_name
    assert by_name[0].applicant == "Nguyễn T. H. Ư. Ẫ"
    assert desk.ask(possible_duplicates, SHOP, "", "") == []
    assert desk.ask(possible_duplicates, COPY, APPLICANT["name"]) == []


def test_the_preview_is_what_is_given(desk: Desk) -> None:
    preview = desk.ask(preview_due, SHOP)
    assert preview.due_at == desk.do(receive_dossier, procedure_code=SHOP).due_at


# --- Personal data -------------------------------------------------------------


def test_the_journal_names_nobody(desk: Desk) -> None:
    desk.do(receive_dossier, procedure_code=SHOP, applicant=APPLICANT)
    desk.store.execute(
        Act(
            receive_dossier,
            {"procedure_code": COPY, "applicant": APPLICANT},
            actor="staff:s1",
            attempt_id="touch-1",
        )
    )
    events = desk.store.read(lambda r: [canonical(to_wire(e.event)) for e in r.events()])
    attempts = rows_of(desk.store, "SELECT result FROM attempts")
    kept = " ".join(events) + json.dumps(attempts, ensure_ascii=False)
    for secret in (*APPLICANT.values(), "Ẫng", "031190001234"):
        assert secret not in kept


def test_remarks_name_nobody(desk: Desk) -> None:
    for note in ("Gọi 0912 345 678", "CCCD 031190001234", "Chị Nguyễn thi hong UU Ẫng hẹn chiều"):
        found = problem_of(
            desk, receive_dossier, procedure_code=SHOP, applicant=APPLICANT, note=note
        )
        assert (found.code, found.facts["field"]) == ("dossier.personal_data", "note")
    assert desk.do(
        receive_dossier, procedure_code=SHOP, applicant=APPLICANT, note="Hẹn chiều 25/08/2026 15:00"
    )


def read_person(unit: UnitOfWork, *, dossier_id: str) -> Person | None:
    dossier = unit.dossiers.find(dossier_id)
    assert dossier is not None
    return unit.persons.read(dossier.applicant_id, "test", dossier_id)


def test_reading_leaves_a_trace_and_erasing_leaves_nobody(desk: Desk) -> None:
    dossier_id = desk.do(receive_dossier, procedure_code=SHOP, applicant=APPLICANT).dossier_id
    person = desk.do(read_person, dossier_id=dossier_id)
    assert person.name == APPLICANT["name"]
    count = desk.store.read(lambda r: r.persons.count_reads(person.person_id))
    assert count == 1
    assert problem_of(desk, erase_applicant, dossier_id=dossier_id, reason="x").code == (
        "people.not_allowed"
    )
    assert desk.as_("staff:s2").do(erase_applicant, dossier_id=dossier_id, reason="Hết hạn lưu")
    assert desk.do(read_person, dossier_id=dossier_id) is None
    assert desk.ask(recent_dossiers)[0].applicant == ""
    assert desk.ask(received_on, desk.clock.now()) == 1, "figures stay"


def test_a_corrected_applicant_replaces_the_wrong_one(desk: Desk) -> None:
    dossier_id = desk.do(receive_dossier, procedure_code=SHOP, applicant=APPLICANT).dossier_id
    wrong = desk.find(dossier_id).applicant_id
    better = {**APPLICANT, "name": "Nguyễn Thị Hồng Ưu Ẩn"}
    right = desk.do(
        correct_applicant, dossier_id=dossier_id, applicant=better, reason="Gõ nhầm tên"
    ).applicant_id
    assert right != wrong
    assert desk.do(read_person, dossier_id=dossier_id).name == better["name"]
    assert rows_of(desk.store, "SELECT person_id FROM persons") == [(right,)]
