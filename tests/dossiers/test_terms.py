"""Due dates by table: the 15:00 rule, Fridays, Tet, make-up days, year ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.clock import local
from core.dossiers.catalogue import read_term_rules
from core.dossiers.terms import TermClock, in_words
from core.dossiers.working_time import WorkingCalendar
from core.texts import Texts
from tests.dossiers.desk import at


@pytest.fixture
def clock(calendar: WorkingCalendar) -> TermClock:
    return TermClock(calendar, read_term_rules(), 2026)


@pytest.mark.parametrize(
    ("kind", "term", "presented", "due"),
    [
        # the 15:00 rule: at 15:00 sharp still the same day
        ("same_day", 0, "2026-06-17 08:05", "2026-06-17 17:00"),
        ("same_day", 0, "2026-06-17 15:00", "2026-06-17 17:00"),
        ("same_day", 0, "2026-06-17 15:01", "2026-06-18 17:00"),
        ("same_day", 0, "2026-06-17 12:00", "2026-06-17 17:00"),
        # a Friday afternoon, a Friday evening, a Sunday
        ("same_day", 0, "2026-06-19 15:30", "2026-06-22 17:00"),
        ("same_day", 0, "2026-06-19 18:00", "2026-06-22 17:00"),
        ("same_day", 0, "2026-06-21 10:00", "2026-06-22 17:00"),
        # a Friday before the make-up Saturday 22/8/2026
        ("same_day", 0, "2026-08-21 15:30", "2026-08-22 17:00"),
        ("working_days", 3, "2026-08-21 15:30", "2026-08-25 17:00"),
        ("working_days", 5, "2026-08-27 10:00", "2026-09-08 17:00"),
        # New Year 2026: Friday 2/1 off, Saturday 10/1 worked
        ("same_day", 0, "2025-12-31 15:30", "2026-01-05 17:00"),
        ("working_days", 1, "2025-12-31 09:00", "2026-01-05 17:00"),
        ("working_days", 5, "2026-01-05 09:00", "2026-01-10 17:00"),
        ("working_days", 6, "2026-01-05 09:00", "2026-01-12 17:00"),
        # Tet 2026: 16/2 to 20/2
        ("working_days", 3, "2026-02-12 14:00", "2026-02-24 17:00"),
        ("same_day", 0, "2026-02-13 16:00", "2026-02-23 17:00"),
        ("days", 3, "2026-02-13 09:00", "2026-02-23 17:00"),
        # a Sunday commemoration makes Monday 27/4 a day off
        ("working_days", 2, "2026-04-24 09:00", "2026-04-29 17:00"),
        # calendar days
        ("days", 15, "2026-06-01 09:00", "2026-06-16 17:00"),
        ("days", 15, "2026-06-05 09:00", "2026-06-22 17:00"),
        # hours: eight are one working day, the rest runs in working time
        ("hours", 1, "2026-06-17 11:00", "2026-06-17 14:00"),
        ("hours", 8, "2026-06-17 09:15", "2026-06-18 09:15"),
        ("hours", 10, "2026-06-19 16:00", "2026-06-23 08:30"),
        ("hours", 4, "2026-06-17 07:30", "2026-06-17 11:30"),
    ],
)
def test_due(clock: TermClock, kind: str, term: int, presented: str, due: str) -> None:
    reckoning = clock.reckon(kind, term, at(presented))
    assert reckoning.due_at is not None
    assert f"{local(reckoning.due_at):%Y-%m-%d %H:%M}" == due
    assert reckoning.rule_version == "2025-07-01"


def test_no_term_no_due_date(clock: TermClock) -> None:
    assert clock.reckon("unknown", 0, at("2026-06-17 08:00")).due_at is None


def test_rules_are_dated(calendar: WorkingCalendar) -> None:
    old, new = read_term_rules()
    later = replace(new, version="2027-01-01", since="2027-01-01", same_day_until=16 * 60)
    clock = TermClock(calendar, (old, new, later), 2027)
    before = clock.reckon("same_day", 0, at("2026-12-31 15:30"))
    after = clock.reckon("same_day", 0, at("2027-01-04 15:30"))
    assert (before.rule_version, after.rule_version) == ("2025-07-01", "2027-01-01")
    assert before.due_at == at("2027-01-04 17:00")
    assert after.due_at == at("2027-01-04 17:00")
    assert clock.reckon("same_day", 0, at("2014-06-02 09:00")).rule_version == old.version


def test_the_reckoning_in_words(clock: TermClock, texts_vi: Texts, texts_en: Texts) -> None:
    reckoning = clock.reckon("working_days", 8, at("2026-08-23 10:00"))
    assert in_words(reckoning, texts_vi) == [
        "Nộp lúc 10:00, Chủ nhật ngày 23/08/2026.",
        "Ngoài giờ làm việc nên tính từ 07:30, thứ Hai ngày 24/08/2026.",
        "Thời hạn 8 ngày làm việc, không tính ngày nộp, thứ Bảy, Chủ nhật và ngày nghỉ lễ.",
        "Không tính thứ Hai 31/08/2026: Nghỉ hoán đổi.",
        "Không tính từ 01/09/2026 đến 02/09/2026: Quốc khánh.",
        "Hẹn trả lúc 17:00, thứ Ba ngày 08/09/2026.",
    ]
    assert in_words(reckoning, texts_en)[-1] == "Due at 17:00, Tuesday 08/09/2026."


def test_every_step_has_words(clock: TermClock, texts_vi: Texts, texts_en: Texts) -> None:
    cases = [
        ("same_day", 0, "2026-06-17 16:00"),
        ("same_day", 0, "2026-06-17 08:00"),
        ("working_days", 2, "2026-08-21 16:00"),
        ("working_days", 9, "2026-12-30 16:00"),
        ("days", 3, "2026-02-13 09:00"),
        ("hours", 9, "2026-06-17 06:00"),
        ("unknown", 0, "2026-06-17 06:00"),
    ]
    for kind, term, presented in cases:
        reckoning = clock.reckon(kind, term, at(presented))
        for texts in (texts_vi, texts_en):
            lines = in_words(reckoning, texts)
            assert len(lines) == len(reckoning.steps)
            assert not any("{" in line for line in lines)


def test_an_unconfirmed_year_is_said(clock: TermClock) -> None:
    reckoning = clock.reckon("working_days", 5, at("2026-12-30 09:00"))
    assert [step.name for step in reckoning.steps][-1] == "unconfirmed"
