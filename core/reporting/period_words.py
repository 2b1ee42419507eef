"""How a period is called on paper."""

from __future__ import annotations

from core.reporting.period import Period, PeriodKind
from core.texts import Texts


def period_name(period: Period, texts: Texts) -> str:
    """`Quarter II of 2026` and the like; a free range is only a range."""
    last = period.last
    facts = {
        "month": last.month,
        "quarter": _roman((last.month + 2) // 3),
        "week": last.isocalendar().week,
        "year": last.isocalendar().year if period.kind is PeriodKind.WEEK else last.year,
    }
    return texts(f"report.period.{_name(period)}", **facts)


def days_in_words(period: Period, texts: Texts) -> str:
    """`(from 15/6/2026 to 14/7/2026)`: always printed, whatever the name."""
    first, last = period.first, period.last
    return texts(
        "report.period.days",
        first=f"{first.day}/{first.month}/{first.year}",
        last=f"{last.day}/{last.month}/{last.year}",
    )


def _name(period: Period) -> str:
    """A statutory period is called after the calendar period that it reports."""
    by_months = {1: "month", 3: "quarter", 6: "half_year", 9: "nine_months", 12: "year"}
    if period.kind is PeriodKind.STATUTORY:
        return by_months[period.months]
    if period.kind is PeriodKind.HALF_YEAR and period.first.month == 7:
        return "second_half_year"
    return period.kind.value


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV")[number - 1]
