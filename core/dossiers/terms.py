"""When a dossier is due (ngay hen tra), and how that was reckoned.

A term (thoi han giai quyet) is counted from the first working moment at or
after the dossier was presented.  The reckoning is data, step by step, so
that a screen can say it in words and a dispute can be settled later.

- working_days: the day of receipt is not counted; due at the close of the
  last working day (Civil Code 2015, articles 147 and 148).
- days: calendar days; a last day without work moves to the next working day.
- same_day: the close of the same day, of the next working day when received
  after 15:00 (Decree 23/2015/ND-CP, article 7).
- hours: 8 hours are one working day, the rest runs inside working time.
- unknown: nobody has published the term, so there is no due date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.clock import Instant, day_start, local, local_day
from core.dossiers.model import TermRules
from core.dossiers.working_time import MINUTE, OFF, SATURDAY, WorkingCalendar
from core.errors import Bug
from core.texts import Texts

Facts = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of a reckoning: the text `dossier.step.<name>` and its facts."""

    name: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A due date (None when the term is unknown) and the way to it."""

    due_at: int | None
    rule_version: str
    steps: tuple[Step, ...]


class TermClock:
    """Reckons due dates; made once for a calendar and used for many dossiers.

    `confirmed_to` is the last year whose calendar is official.
    """

    def __init__(
        self, calendar: WorkingCalendar, rules: Sequence[TermRules], confirmed_to: int
    ) -> None:
        self._calendar = calendar
        self._rules = tuple(rules)
        self._confirmed_to = confirmed_to

    def reckon(self, term_kind: str, term: int, presented_at: int) -> Reckoning:
        """The due date of a dossier presented at the instant.

        `term` counts working days, days or hours, by `term_kind`.
        """
        rules = self._rules_on(local_day(presented_at))
        steps = [_at("presented", presented_at)]
        if term_kind == "unknown":
            return Reckoning(None, rules.version, (*steps, Step("unknown")))
        start = self._calendar.next_working_moment(presented_at)
        if start != presented_at:
            steps.append(_at("counts_from", start))
        due = self._due(rules, term_kind, term, start, steps)
        if term_kind != "days":
            steps += self._exceptions_between(start, due)
        steps.append(_at("due", due))
        if local(due).year > self._confirmed_to:
            steps.append(Step("unconfirmed", {"year": local(due).year}))
        return Reckoning(due, rules.version, tuple(steps))

    def _rules_on(self, day: date) -> TermRules:
        """The youngest rules in force; before the first ones, the first."""
        in_force = [rules for rules in self._rules if rules.since <= day.isoformat()]
        return in_force[-1] if in_force else self._rules[0]

    def _due(
        self, rules: TermRules, term_kind: str, term: int, start: Instant, steps: list[Step]
    ) -> Instant:
        if term_kind == "same_day":
            return self._same_day(rules, start, steps)
        if term_kind == "working_days":
            steps.append(Step("working_days", {"n": term}))
            return self._close(self._calendar.add_working_days(local_day(start), term))
        if term_kind == "days":
            return self._days(term, start, steps)
        if term_kind == "hours":
            return self._hours(rules, term, start, steps)
        raise Bug(f"term kind {term_kind!r}")

    def _same_day(self, rules: TermRules, start: Instant, steps: list[Step]) -> Instant:
        until = f"{rules.same_day_until // 60:02d}:{rules.same_day_until % 60:02d}"
        day = local_day(start)
        if start <= day_start(day) + rules.same_day_until * MINUTE:
            steps.append(Step("same_day", {"until": until}))
            return self._close(day)
        steps.append(Step("next_day", {"until": until}))
        return self._close(self._calendar.next_working_day(day))

    def _days(self, term: int, start: Instant, steps: list[Step]) -> Instant:
        last = local_day(start) + timedelta(days=term)
        steps.append(Step("days", {"n": term}))
        day = self._calendar.on_or_after(last)
        if day != last:
            steps.append(_on("moved", last))
        return self._close(day)

    def _hours(self, rules: TermRules, term: int, start: Instant, steps: list[Step]) -> Instant:
        days, rest = divmod(term, rules.hours_per_day)
        steps.append(Step("hours", {"n": term, "per_day": rules.hours_per_day}))
        day = local_day(start)
        later = self._calendar.add_working_days(day, days)
        same_time = day_start(later) + (start - day_start(day))
        return self._calendar.add_working_hours(same_time, rest)

    def _close(self, day: date) -> Instant:
        return self._calendar.closing(day)

    def _exceptions_between(self, start: int, due: int) -> list[Step]:
        """Holidays passed over and make-up days counted, in order, runs joined."""
        steps: list[Step] = []
        first, last = local_day(start), local_day(due)
        for offset in range(1, (last - first).days + 1):
            day = first + timedelta(days=offset)
            exception = self._calendar.exception(day)
            if exception is None or (exception.kind == OFF and day.weekday() >= SATURDAY):
                continue
            if exception.kind != OFF:
                steps.append(_on("makeup", day, name=exception.name))
            elif steps and steps[-1].facts["name"] == exception.name:
                steps[-1] = Step("holidays", {**steps[-1].facts, "last": f"{day:%d/%m/%Y}"})
            else:
                steps.append(_on("holiday", day, name=exception.name))
        return steps


def in_words(reckoning: Reckoning, texts: Texts) -> list[str]:
    """The steps as sentences."""
    return [_sentence(step, texts) for step in reckoning.steps]


def _sentence(step: Step, texts: Texts) -> str:
    facts: dict[str, object] = dict(step.facts)
    if "weekday" in facts:
        facts["weekday"] = texts(f"dossier.weekday.{facts['weekday']}")
    return texts(f"dossier.step.{step.name}", **facts)


def _at(name: str, instant: int) -> Step:
    moment = local(instant)
    return _on(name, moment.date(), time=f"{moment:%H:%M}")


def _on(name: str, day: date, /, **facts: str | int) -> Step:
    return Step(name, {**facts, "weekday": day.weekday(), "day": f"{day:%d/%m/%Y}"})
