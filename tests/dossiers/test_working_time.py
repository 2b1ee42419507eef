"""Working time against a slow minute-by-minute oracle, and by known days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock import SECOND, day_start, local, local_day
from core.dossiers.model import CalendarDay
from core.dossiers.working_time import HOUR, MINUTE, WorkingCalendar, calendar_of, spans_of
from core.errors import Problem
from core.settings import Values
from tests.dossiers.desk import at, shipped_days

FIRST, LAST = date(2026, 1, 1), date(2035, 12, 31)
DAYS = st.dates(FIRST, LAST)
SECONDS = st.integers(0, 86_399)


def rule_days() -> list[CalendarDay]:
    """Ten years of holidays as the law gives them, beside the shipped years."""
    import holidays

    shipped = {day.day: day for day in shipped_days()}
    for day in holidays.country_holidays("VN", years=range(2026, 2036)):
        shipped.setdefault(day.isoformat(), CalendarDay(day.isoformat(), "off", "law"))
    shipped["2028-12-30"] = CalendarDay("2028-12-30", "work", "make-up Saturday at a year's end")
    shipped["2029-12-31"] = CalendarDay("2029-12-31", "half", "half day at a year's end")
    return list(shipped.values())


CALENDAR = calendar_of(Values(), rule_days())
KINDS = {day.day: day.kind for day in rule_days()}


def oracle_spans(day: date) -> list[tuple[int, int]]:
    kind = KINDS.get(day.isoformat())
    if kind == "off" or (kind is None and day.weekday() >= 5):
        return []
    return [(450, 690)] if kind == "half" else [(450, 690), (810, 1020)]


def worked_us(start: int, end: int) -> int:
    """Working microseconds between two instants, by the definition."""
    total, day = 0, local_day(start)
    while day <= local_day(end):
        for opens, closes in oracle_spans(day):
            begin = max(start, day_start(day) + opens * MINUTE)
            stop = min(end, day_start(day) + closes * MINUTE)
            total += max(0, stop - begin)
        day += timedelta(days=1)
    return total


@given(DAYS, st.integers(0, 60))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    end = CALENDAR.add_working_days(day, count)
    passed = (day + timedelta(days=n) for n in range(1, (end - day).days + 1))
    assert sum(bool(oracle_spans(one)) for one in passed) == count
    assert count == 0 or oracle_spans(end)


@given(DAYS, SECONDS)
def test_the_next_working_moment_is_the_first(day: date, second: int) -> None:
    instant = day_start(day) + second * SECOND
    moment = CALENDAR.next_working_moment(instant)
    assert moment >= instant
    assert worked_us(instant, moment) == 0
    minute = (moment - day_start(local_day(moment))) // MINUTE
    assert any(opens <= minute < closes for opens, closes in oracle_spans(local_day(moment)))


@given(DAYS, SECONDS, st.integers(0, 40))
@settings(deadline=None)
def test_working_hours_are_worked_hours(day: date, second: int, hours: int) -> None:
    instant = day_start(day) + second * SECOND
    end = CALENDAR.add_working_hours(instant, hours)
    assert worked_us(instant, end) == hours * HOUR
    if hours:
        assert worked_us(end - SECOND, end) == SECOND, "it ends while work is done"


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_adding_working_days_adds_up(day: date, some: int, more: int) -> None:
    once = CALENDAR.add_working_days(day, some + more)
    assert CALENDAR.add_working_days(CALENDAR.add_working_days(day, some), more) == once


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-01-02", False),
        ("2026-01-10", True),
        ("2026-02-16", False),
        ("2026-02-20", False),
        ("2026-02-23", True),
        ("2026-04-27", False),
        ("2026-08-22", True),
        ("2026-08-31", False),
        ("2026-11-21", False),
        ("2026-11-24", False),
        ("2027-05-03", False),
    ],
)
def test_known_days(calendar: WorkingCalendar, day: str, works: bool) -> None:
    assert calendar.is_working_day(date.fromisoformat(day)) is works


def test_a_saturday_morning_opens_but_no_term_counts_it() -> None:
    calendar = calendar_of(Values({"hours.saturday_morning": True}), [])
    saturday = date(2026, 9, 12)
    assert calendar.next_working_moment(at("2026-09-12 06:00")) == at("2026-09-12 07:30")
    assert not calendar.is_working_day(saturday)
    assert calendar.add_working_hours(at("2026-09-11 16:00"), 2) == at("2026-09-14 08:30")


def test_a_half_day_counts_as_a_day_and_closes_at_noon() -> None:
    half = WorkingCalendar(
        full=spans_of("07:30-11:30 13:30-17:00"),
        half=spans_of("07:30-11:30"),
        exceptions=[CalendarDay("2026-12-31", "half", "")],
    )
    assert half.add_working_days(date(2026, 12, 30), 1) == date(2026, 12, 31)
    assert f"{local(half.closing(date(2026, 12, 31))):%H:%M}" == "11:30"


def test_a_calendar_without_work_is_a_problem_and_no_endless_loop() -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(500)]
    calendar = calendar_of(Values(), [CalendarDay(day.isoformat(), "off", "") for day in days])
    for ask in (
        lambda: calendar.next_working_day(date(2026, 1, 5)),
        lambda: calendar.next_working_moment(at("2026-01-05 09:00")),
        lambda: calendar.add_working_hours(at("2026-01-05 09:00"), 1),
    ):
        with pytest.raises(Problem, match="no_working_day"):
            ask()


def test_hours_nobody_can_read_are_refused() -> None:
    with pytest.raises(Problem, match="bad_hours"):
        calendar_of(Values({"hours.working": "from eight"}), [])
    with pytest.raises(Problem, match="bad_hours"):
        calendar_of(Values({"hours.working": ""}), [])
