"""The reporting period (ky bao cao): whole local days, both ends included.

Its kind is recognised, never typed.  The statutory cut-offs run from the 15th
to the 14th (domain 3.6): a month, a quarter, and from 15 December the half
year, the nine months and the year.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.clock import day_end, day_start
from core.errors import Exit, Problem

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_CUT_DAY = 15
_DAYS_OF_WEEK = 7
_VIETNAMESE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class PeriodKind(StrEnum):
    """How a period is called."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    WEEK = "week"
    STATUTORY = "statutory"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Window:
    """The instants that the figures need, microseconds UTC.

    `start` and `end` are the first and last of the period; `cut` is when the
    state of unresolved dossiers is taken.
    """

    start: int
    end: int
    cut: int


@dataclass(frozen=True, slots=True)
class Period:
    """From one local day to another, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Problem(
                "report.period_reversed",
                Exit.USAGE,
                first=f"{self.first:%d/%m/%Y}",
                last=f"{self.last:%d/%m/%Y}",
            )

    @property
    def kind(self) -> PeriodKind:
        return kind_of(self.first, self.last)

    @property
    def months(self) -> int:
        """Months that a period by cut-offs or calendar spans; 0 for a week or free range."""
        following = self.last + timedelta(days=1)
        if self.first.day != following.day or self.first.day not in (1, _CUT_DAY):
            return 0
        return (following.year - self.first.year) * 12 + following.month - self.first.month

    def window(self, now: int) -> Window:
        """The instants of the period, its cut being now while it is not over."""
        end = day_end(self.last)
        return Window(day_start(self.first), end, min(end, now))

    def is_over(self, now: int) -> bool:
        return now > day_end(self.last)


def period_of(first: str, last: str) -> Period:
    """The period of two days as typed: `2026-06-15` or `15/06/2026`.

    Raises `Problem` report.bad_day or report.period_reversed (wrong usage).
    """
    return Period(day_of(first), day_of(last))


def day_of(text: str) -> date:
    """A day as ISO text or dd/mm/yyyy."""
    match = _VIETNAMESE.fullmatch(text.strip())
    try:
        if match:
            day, month, year = (int(part) for part in match.groups())
            found = date(year, month, day)
        else:
            found = date.fromisoformat(text.strip())
    except ValueError:
        raise Problem("report.bad_day", Exit.USAGE, day=text[:40]) from None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise Problem("report.bad_day", Exit.USAGE, day=text[:40])
    return found


def kind_of(first: date, last: date) -> PeriodKind:
    """What a period is called, by its two days alone."""
    if first.day == _CUT_DAY and last.day == _CUT_DAY - 1:
        return PeriodKind.STATUTORY if _is_statutory(first, last) else PeriodKind.RANGE
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        return _calendar_kind(first, last)
    if first.weekday() == 0 and (last - first).days == _DAYS_OF_WEEK - 1:
        return PeriodKind.WEEK
    return PeriodKind.RANGE


def _calendar_kind(first: date, last: date) -> PeriodKind:
    if first.year != last.year:
        return PeriodKind.RANGE
    if first.month == last.month:
        return PeriodKind.MONTH
    return {
        (1, 3): PeriodKind.QUARTER,
        (4, 6): PeriodKind.QUARTER,
        (7, 9): PeriodKind.QUARTER,
        (10, 12): PeriodKind.QUARTER,
        (1, 6): PeriodKind.HALF_YEAR,
        (7, 12): PeriodKind.HALF_YEAR,
        (1, 9): PeriodKind.NINE_MONTHS,
        (1, 12): PeriodKind.YEAR,
    }.get((first.month, last.month), PeriodKind.RANGE)


def _is_statutory(first: date, last: date) -> bool:
    months = (last.year - first.year) * 12 + last.month - first.month
    if months == 1:
        return True
    if months == 3:
        return first.month % 3 == 0
    return first.month == 12 and months in (6, 9, 12)
