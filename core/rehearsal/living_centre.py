"""A centre that lives: officers, citizens and papers of one day after another."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import pairwise

from core.clock import VIETNAM, Instant, instant_of
from core.dossiers.model import Procedure
from core.people.rights import staff_actor
from core.ports import Reader
from core.queue.counters import close_day
from core.queue.hours import hours_of_day
from core.queue.model import Counter
from core.queue.taking import take_ticket
from core.rehearsal.arrivals import Arrival, arrivals_of
from core.rehearsal.cast import Cast
from core.rehearsal.clerk import Clerk
from core.rehearsal.paper_life import PaperLife
from core.rehearsal.stage import Stage
from core.settings import Values

_BEFORE_OPENING = timedelta(minutes=4)
_AFTER_CLOSING = timedelta(minutes=12)
_DAY_CLOSE = timedelta(minutes=35)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the play needs to know of its centre."""

    sectors: tuple[str, ...]
    counters: tuple[Counter, ...]
    procedures: tuple[Procedure, ...]
    calendar: Mapping[str, str]
    values: Values


def setting_of(reader: Reader) -> Setting:
    """The query that a play starts from."""
    return Setting(
        tuple(s.sector_id for s in reader.counters.list_sectors() if s.active),
        tuple(c for c in reader.counters.list_all() if c.active),
        tuple(reader.procedures.list_all()),
        reader.procedures.calendar_days(),
        reader.settings,
    )


class LivingCentre:
    """Plays days on a stage; the same seed on an agenda gives the same days."""

    def __init__(
        self, stage: Stage, cast: Cast, setting: Setting, seed: int, horizon: Instant
    ) -> None:
        self._stage = stage
        self._cast = cast
        self._setting = setting
        self._seed = seed
        self._papers = PaperLife(
            stage, cast, setting.procedures, random.Random(f"papers {seed}"), horizon
        )
        self._at_work: list[Clerk] = []
        self._officers = [member[0] for member in cast.staff if member[2] == "officer"]
        self._supervisor = next(m[0] for m in cast.staff if m[2] == "supervisor")

    def play_day(self, day: date) -> None:
        """Put a whole day on the timers; a day off stays empty.

        In the middle of a day what is past is left out, and counters open at once.
        """
        hours = hours_of_day(day, self._setting.values, self._setting.calendar)
        if not hours:
            return
        chance = random.Random(f"{self._seed} {day.isoformat()}")
        clerks = self._at_work = self._clerks(day)
        opens, closes = _at(day, hours[0][0]), _at(day, hours[-1][1])
        self._at(opens, lambda: self._begin(clerks), -_BEFORE_OPENING)
        for (_, stops), (resumes, _) in pairwise(hours):
            self._at(_at(day, stops), lambda: self._break(clerks))
            self._at(_at(day, resumes), lambda: self._resume(clerks), -_BEFORE_OPENING)
        self._at(closes, lambda: self._end(clerks), _AFTER_CLOSING)
        self._at(closes, self._close_day, _DAY_CLOSE)
        self._arrivals(day, chance, half=len(hours) == 1)
        self._online(opens, closes, chance)

    def _arrivals(self, day: date, chance: random.Random, *, half: bool) -> None:
        habits = self._cast.habits
        for arrival in arrivals_of(day, habits, self._setting.sectors, chance, half=half):
            if arrival.at >= self._stage.clock.now():
                self._at(arrival.at, partial(self._arrive, arrival))

    def _arrive(self, arrival: Arrival) -> None:
        self._stage.do(
            take_ticket,
            lambda taken: self._notice(taken.sector_id),
            actor="citizen",
            sector_id=arrival.sector_id,
            priority=arrival.priority,
            language=arrival.language,
        )

    def _notice(self, sector_id: str) -> None:
        for clerk in self._at_work:
            clerk.notice(sector_id)

    def _online(self, opens: Instant, closes: Instant, chance: random.Random) -> None:
        many = max(0, round(chance.gauss(self._cast.habits.online_a_day, 4)))
        for _ in range(many):
            seen = Instant(chance.randint(opens, closes))
            filed = Instant(seen - chance.randint(60, 3600) * 1_000_000)
            staff_id = chance.choice(self._officers)
            if seen >= self._stage.clock.now():
                self._at(seen, partial(self._papers.receive_online, filed, staff_id))

    def _clerks(self, day: date) -> list[Clerk]:
        habits = self._cast.habits
        return [
            Clerk(
                self._stage,
                counter.counter_id,
                self._officers[index % len(self._officers)],
                habits,
                random.Random(f"{self._seed} {day.isoformat()} {counter.counter_id}"),
                self._papers,
            )
            for index, counter in enumerate(self._setting.counters)
        ]

    def _begin(self, clerks: Sequence[Clerk]) -> None:
        for clerk, counter in zip(clerks, self._setting.counters, strict=True):
            clerk.begin(tuple(counter.sectors))

    def _break(self, clerks: Sequence[Clerk]) -> None:
        for clerk in clerks:
            clerk.take_break(self._cast.habits.words["break_reason"])

    def _resume(self, clerks: Sequence[Clerk]) -> None:
        for clerk in clerks:
            clerk.resume()

    def _end(self, clerks: Sequence[Clerk]) -> None:
        for clerk in clerks:
            clerk.end()

    def _close_day(self) -> None:
        self._stage.do(close_day, actor=staff_actor(self._supervisor))

    def _at(
        self, instant: Instant, then: Callable[[], None], shift: timedelta = timedelta()
    ) -> None:
        seconds = (instant - self._stage.clock.now()) / 1_000_000 + shift.total_seconds()
        self._stage.timers.after(max(0.0, seconds), then)


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def start_of_play(day: date) -> Instant:
    """Half an hour before the usual opening."""
    return _at(day, time(7, 0))


def _at(day: date, moment: time) -> Instant:
    return instant_of(datetime.combine(day, moment, VIETNAM))
