"""Hostile and clumsy input at the boundary of a dossier."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.dossiers.entry import (
    checked_fee,
    checked_number,
    checked_papers,
    checked_person,
    checked_remark,
    checked_text,
)
from core.dossiers.numbers import checked_code, local_number, parsed_local_number
from core.dossiers.reception import receive_dossier
from core.errors import Problem
from core.people.names import masked_name
from tests.dossiers.desk import Desk
from tests.rows import rows_of

SQL = "Robert'); DROP TABLE dossiers;--"
EMOJI = "Trần Thị 🌸 Hoa 👩‍👧"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("A" * 1_000_000, "too_long"),
        ("a\u0302" * 200, "too_long"),
        ("Lan\x00", "bad_characters"),
        ("Lan\x1b[2J", "bad_characters"),
        ("Lan\ud800", "bad_characters"),
        ("Lan\u202enaL", "bad_characters"),
        (12, "bad_characters"),
        (None, "bad_characters"),
        ("   ", "missing"),
    ],
)
def test_names_that_are_refused(name: Any, code: str) -> None:
    with pytest.raises(Problem) as caught:
        checked_person("p", {"name": name})
    assert caught.value.code == f"dossier.{code}"
    assert caught.value.facts["field"] == "name"


@pytest.mark.parametrize("name", [SQL, EMOJI, "Đỗ Ẫ Ế Ỗ Ự", "  Lê\t\n  Thu ", "أحمد", "王小明"])
def test_names_that_are_kept(desk: Desk, name: str) -> None:
    received = desk.do(receive_dossier, procedure_code="2.000815", applicant={"name": name})
    ((kept,),) = rows_of(desk.store, "SELECT name FROM persons")
    assert kept == unicodedata.normalize("NFC", " ".join(name.split()))
    assert desk.find(received.dossier_id) is not None


def test_decomposed_text_is_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Nguyễn Thị Ẫng")
    assert checked_person("p", {"name": decomposed}).name == "Nguyễn Thị Ẫng"


@given(st.text(max_size=400))
def test_text_is_clean_or_refused(text: str) -> None:
    try:
        kept = checked_text("note", text, 100)
    except Problem:
        return
    assert len(kept) <= 100
    assert kept == unicodedata.normalize("NFC", kept).strip()
    kept.encode()
    assert not any(unicodedata.category(character) == "Cc" for character in kept)
    assert checked_text("note", kept, 100) == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id_number", "031-190"),
        ("id_number", "1; DROP"),
        ("phone", "gọi cho tôi"),
        ("phone", "12"),
        ("birth", "hôm qua"),
        ("email", "a@b"),
        ("email", "a b@c.vn"),
    ],
)
def test_shapes_of_a_person(field: str, value: str) -> None:
    with pytest.raises(Problem) as caught:
        checked_person("p", {"name": "Lê Thu", field: value})
    assert caught.value.code == f"dossier.bad_{field}"


def test_unknown_facts_of_a_person_are_refused() -> None:
    with pytest.raises(Problem):
        checked_person("p", {"name": "Lê Thu", "person_id": "other"})


def test_an_identity_number_loses_its_spaces() -> None:
    assert checked_person("p", {"name": "Lê Thu", "id_number": "0311 9000 1234"}).id_number == (
        "031190001234"
    )


@pytest.mark.parametrize("value", [0, -1, 10_000, True, "3", 2.5, None])
def test_numbers_out_of_range(value: Any) -> None:
    with pytest.raises(Problem):
        checked_number("copies", value, 1, 9999)


def test_fees() -> None:
    assert checked_fee(None) is None
    assert checked_fee(0) == 0
    with pytest.raises(Problem):
        checked_fee(-1)


@pytest.mark.parametrize(
    "row",
    [
        {"name": ""},
        {"name": "Đơn", "form": "stone"},
        {"name": "Đơn", "count": 0},
        {"name": "CCCD 031190001234"},
        {"name": "Đơn", "note": "x" * 301},
    ],
)
def test_papers_that_are_refused(row: dict[str, Any]) -> None:
    with pytest.raises(Problem):
        checked_papers([row])


def test_too_many_papers() -> None:
    with pytest.raises(Problem):
        checked_papers([{"name": "Đơn"}] * 51)


def test_remarks_may_hold_dates_and_codes() -> None:
    for text in ("Hẹn 15:00 ngày 21/08/2026", "Hồ sơ H24.12-260821-0007", "Điều 147, khoản 2"):
        assert checked_remark("note", text) == text


@pytest.mark.parametrize("code", ["", "x", "mã số", "D.H24.00-260821-0001", "A" * 300, "A;B", "-A"])
def test_codes_that_are_refused(code: str) -> None:
    with pytest.raises(Problem):
        checked_code(code)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.integers(1, 99_999))
def test_own_numbers_are_read_back(day: Any, serial: int) -> None:
    assert parsed_local_number(local_number("H24.12.01", day, serial)) == (day, serial)


@pytest.mark.parametrize(
    "number", ["D.H24-261331-0001", "H24.00-260821-0001", "", "D.H24-260821-1"]
)
def test_other_numbers_are_not_ours(number: str) -> None:
    assert parsed_local_number(number) is None


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Nguyễn Văn An", "Nguyễn V. A"),
        ("Lê Thu", "Lê T"),
        ("đỗ thị ánh nguyệt", "đỗ T. Á. N"),
        ("Lan", "L"),
        ("", ""),
    ],
)
def test_masked_names(name: str, masked: str) -> None:
    assert masked_name(name) == masked
