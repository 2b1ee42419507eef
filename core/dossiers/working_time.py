"""Working time of the centre (gio lam viec, ngay lam viec, lam bu, nghi bu).

Terms of procedures are counted in working days (domain 3.4).  Monday to
Friday work by the centre's hours; the calendar of the store holds what
differs: `off` (holiday, day in lieu), `work` (make-up Saturday) and `half`.
A regular Saturday morning opens the doors but no term counts it: the
agencies that process the dossier are at home.  All of it is Vietnam's time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from core.clock import SECOND, Instant, day_start, local_day
from core.dossiers.model import CalendarDay
from core.errors import Problem
from core.queue.hours import parse_hours
from core.settings import Values

MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
SATURDAY = 5
OFF, WORK, HALF = "off", "work", "half"
# Longer than any run of days off: a calendar without work must not hang us.
_FAR_DAYS = 400
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a day in minutes since midnight, the end not included."""

    start: int
    end: int


def spans_of(text: str) -> tuple[Span, ...]:
    """Ranges such as `07:30-11:30 13:30-17:00`; `Problem` queue.bad_hours for other text."""
    return tuple(
        Span(opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute)
        for opens, closes in parse_hours(text)
    )


class WorkingCalendar:
    """Which moments are working time; pure, made once for many reckonings."""

    def __init__(
        self,
        *,
        full: tuple[Span, ...],
        half: tuple[Span, ...],
        saturday_morning: bool = False,
        exceptions: Iterable[CalendarDay] = (),
    ) -> None:
        if not full or not half:
            raise Problem("queue.bad_hours", hours="")
        self._full = full
        self._half = half
        self._saturday_morning = saturday_morning
        self._exceptions = {date.fromisoformat(e.day): e for e in exceptions}

    def exception(self, day: date) -> CalendarDay | None:
        """What the calendar says of the day beyond its weekday."""
        return self._exceptions.get(day)

    def is_working_day(self, day: date) -> bool:
        """Counted in terms: not a weekend, not off, or a make-up day."""
        exception = self._exceptions.get(day)
        if exception is not None:
            return exception.kind != OFF
        return day.weekday() < SATURDAY

    def open_spans(self, day: date) -> tuple[Span, ...]:
        """When the centre is open; empty on a day off."""
        exception = self._exceptions.get(day)
        if exception is not None:
            return {OFF: (), HALF: self._half}.get(exception.kind, self._full)
        if day.weekday() < SATURDAY:
            return self._full
        opens = self._saturday_morning and day.weekday() == SATURDAY
        return self._half if opens else ()

    def next_working_day(self, day: date) -> date:
        """The first working day after the day."""
        for following in _days_from(day + _ONE_DAY):
            if self.is_working_day(following):
                return following
        raise Problem("dossier.no_working_day", day=f"{day:%d/%m/%Y}")

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def add_working_days(self, day: date, count: int) -> date:
        """`count` working days later; the day itself is not counted.

        First day out, last day in: Civil Code 2015, articles 147 and 148.
        """
        for _ in range(count):
            day = self.next_working_day(day)
        return day

    def opening(self, day: date) -> Instant:
        """When an open day begins."""
        return _moment(day, self.open_spans(day)[0].start)

    def closing(self, day: date) -> Instant:
        """When an open day ends."""
        return _moment(day, self.open_spans(day)[-1].end)

    def next_working_moment(self, instant: int) -> Instant:
        """The instant itself inside opening hours, else the next opening."""
        first = local_day(instant)
        for day in _days_from(first):
            for span in self.open_spans(day):
                if instant < _moment(day, span.end):
                    return Instant(max(instant, _moment(day, span.start)))
        raise Problem("dossier.no_working_day", day=f"{first:%d/%m/%Y}")

    def add_working_hours(self, instant: int, hours: int) -> Instant:
        """The end of so many hours of counted working time after the instant.

        An hour that ends with a half day ends there, not at the next opening.
        """
        left = hours * HOUR
        first = local_day(instant)
        for day in _days_from(first):
            if not self.is_working_day(day):
                continue
            for span in self.open_spans(day):
                begin = max(instant, _moment(day, span.start))
                room = _moment(day, span.end) - begin
                if left <= room:
                    return Instant(begin + left)
                left -= max(0, room)
        raise Problem("dossier.no_working_day", day=f"{first:%d/%m/%Y}")


def calendar_of(values: Values, exceptions: Iterable[CalendarDay]) -> WorkingCalendar:
    """The centre's calendar by its settings and the days in the store."""
    return WorkingCalendar(
        full=spans_of(values.text("hours.working")),
        half=spans_of(values.text("hours.half_day")),
        saturday_morning=values.flag("hours.saturday_morning"),
        exceptions=exceptions,
    )


def _moment(day: date, minute: int) -> Instant:
    return Instant(day_start(day) + minute * MINUTE)


def _days_from(day: date) -> Iterator[date]:
    for offset in range(_FAR_DAYS):
        yield day + timedelta(days=offset)
