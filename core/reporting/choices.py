"""The periods that a centre reports, to be chosen from a list (domain 3.6)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from core.reporting.period import Period, PeriodKind

# How many parts of each kind a year has, and the months of one part.
PARTS = {
    PeriodKind.MONTH: 12,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF_YEAR: 2,
    PeriodKind.NINE_MONTHS: 1,
    PeriodKind.YEAR: 1,
    PeriodKind.WEEK: 53,
    PeriodKind.STATUTORY: 12,
}
_CUT_DAY = 15


def period_in(kind: PeriodKind, year: int, part: int) -> Period:
    """The part (from 1) of a year, such as the second quarter.

    The statutory month is called after the month it ends in: the seventh of
    2026 runs from 15 June to 14 July.
    """
    match kind:
        case PeriodKind.WEEK:
            first = date.fromisocalendar(year, part, 1)
            return Period(first, first + timedelta(days=6))
        case PeriodKind.STATUTORY:
            before = (year, part - 1) if part > 1 else (year - 1, 12)
            return Period(date(*before, _CUT_DAY), date(year, part, _CUT_DAY - 1))
        case PeriodKind.NINE_MONTHS:
            return _months(year, 1, 9)
        case _:
            many = 12 // PARTS[kind]
            return _months(year, (part - 1) * many + 1, many)


def parts_of(kind: PeriodKind, year: int) -> int:
    """How many periods of the kind the year has."""
    if kind is PeriodKind.WEEK:
        return date(year, 12, 28).isocalendar().week
    return PARTS[kind]


def last_finished(kind: PeriodKind, today: date) -> tuple[int, int]:
    """Year and part of the newest period that is over before today."""
    for year in (today.year, today.year - 1):
        for part in range(parts_of(kind, year), 0, -1):
            if period_in(kind, year, part).last < today:
                return year, part
    return today.year - 1, 1


def _months(year: int, first: int, many: int) -> Period:
    last = first + many - 1
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
