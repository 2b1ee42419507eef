"""Periods: recognised, whole local days, cut while they run."""

from __future__ import annotations

from datetime import date

import pytest

from core.clock import day_end, day_start
from core.errors import Problem
from core.reporting.period import day_of, kind_of, period_of
from core.reporting.period_words import days_in_words, period_name
from core.texts import Texts


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        ("2026-06-01", "2026-06-30", "month"),
        ("2024-02-01", "2024-02-29", "month"),
        ("2026-02-01", "2026-02-28", "month"),
        ("2024-02-01", "2024-02-28", "range"),
        ("2026-04-01", "2026-06-30", "quarter"),
        ("2026-05-01", "2026-07-31", "range"),
        ("2026-01-01", "2026-06-30", "half_year"),
        ("2026-07-01", "2026-12-31", "half_year"),
        ("2026-01-01", "2026-09-30", "nine_months"),
        ("2026-01-01", "2026-12-31", "year"),
        ("2025-07-01", "2026-06-30", "range"),
        ("2026-06-15", "2026-06-21", "week"),
        ("2026-06-16", "2026-06-22", "range"),
        ("2026-06-15", "2026-07-14", "statutory"),
        ("2025-12-15", "2026-01-14", "statutory"),
        ("2025-12-15", "2026-03-14", "statutory"),
        ("2026-06-15", "2026-09-14", "statutory"),
        ("2026-05-15", "2026-08-14", "range"),
        ("2025-12-15", "2026-06-14", "statutory"),
        ("2025-12-15", "2026-09-14", "statutory"),
        ("2025-12-15", "2026-12-14", "statutory"),
        ("2026-06-15", "2026-12-14", "range"),
        ("2026-06-15", "2026-06-15", "range"),
        ("2026-07-01", "2026-07-11", "range"),
    ],
)
def test_a_period_is_called_by_its_days(first: str, last: str, kind: str) -> None:
    assert kind_of(date.fromisoformat(first), date.fromisoformat(last)) == kind
    assert period_of(first, last).kind == kind


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2026-06-15", "2026-07-14", "Kỳ báo cáo: Tháng 7 năm 2026"),
        ("2025-12-15", "2026-03-14", "Kỳ báo cáo: Quý I năm 2026"),
        ("2025-12-15", "2026-12-14", "Kỳ báo cáo: Năm 2026"),
        ("2026-07-01", "2026-12-31", "Kỳ báo cáo: 6 tháng cuối năm 2026"),
        ("2025-12-29", "2026-01-04", "Kỳ báo cáo: Tuần 1 năm 2026"),
        ("2026-07-01", "2026-07-11", "Kỳ báo cáo: Theo khoảng thời gian"),
    ],
)
def test_a_period_has_a_name_in_words(texts_vi: Texts, first: str, last: str, name: str) -> None:
    period = period_of(first, last)
    assert period_name(period, texts_vi) == name
    assert "Từ ngày" in days_in_words(period, texts_vi)


def test_days_are_local_and_whole() -> None:
    window = period_of("15/06/2026", "2026-07-14").window(now=2**60)
    assert window.start == day_start(date(2026, 6, 15))
    assert window.end == day_end(date(2026, 7, 14)) == window.cut


def test_while_a_period_runs_its_state_is_of_now() -> None:
    period, now = period_of("2026-06-15", "2026-07-14"), day_start(date(2026, 7, 1))
    assert period.window(now).cut == now
    assert not period.is_over(now)
    assert not period.is_over(day_end(date(2026, 7, 14)))
    assert period.is_over(day_start(date(2026, 7, 15)))


@pytest.mark.parametrize("text", ["31/02/2026", "", "2026-13-01", "06-15", "0001-01-01", "x" * 99])
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(Problem) as told:
        day_of(text)
    assert told.value.code == "report.bad_day"


def test_a_reversed_period_is_refused() -> None:
    with pytest.raises(Problem) as told:
        period_of("2026-07-14", "2026-06-15")
    assert told.value.code == "report.period_reversed"
