"""What if: a past day again, under another rule of who is next.

Arrivals, the time each visit took and when counters were open come from the
day's events; who is called when comes from `core.queue.next_ticket.choose`,
the very rule that the counters use.  The day is played under its own rule
too, so that two plays are compared and not a play with the real day.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from core.clock import SECOND, day_end, day_start, local_day
from core.events import (
    CounterClosed,
    CounterOpened,
    CounterPaused,
    CounterResumed,
    Event,
    Recorded,
    TicketCalled,
    TicketFinished,
    TicketMissed,
    TicketParked,
    TicketRequeued,
    TicketReserved,
    TicketVoided,
)
from core.ports import Reader
from core.queue.model import NORMAL, PRIORITY, Candidate, Counter, CounterState, line_kind
from core.queue.next_ticket import NextRule, choose, lines_of

_TURN_MAX_S = 300
_RECENT = 20
_DAYS_BACK = 15
_DEFAULT_TURN_S = 20
_KINDS = tuple(
    kind.__name__
    for kind in (
        TicketReserved,
        TicketCalled,
        TicketMissed,
        TicketFinished,
        TicketParked,
        TicketRequeued,
        TicketVoided,
        CounterOpened,
        CounterPaused,
        CounterResumed,
        CounterClosed,
    )
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One ticket of the day: when it came and how long it was at the counter."""

    ticket_id: str
    label: str
    sector_id: str
    line: str
    arrived_at: int
    appointment_at: int | None
    takes_s: float
    waited_s: float


@dataclass(frozen=True, slots=True)
class PastDay:
    """A day as it can be played again.

    `shifts` are the spans in which each counter called; `turn_s` is the
    median time from one visit's end to the next call.
    """

    day: date
    visits: tuple[Visit, ...]
    counters: tuple[Counter, ...]
    shifts: Mapping[str, tuple[tuple[int, int], ...]]
    turn_s: float


@dataclass(frozen=True, slots=True)
class Waits:
    """Waits of one class of visitors, in minutes; zeros when there were none."""

    visits: int
    mean_min: float
    p90_min: float
    longest_min: float
    most_overtaken: int
    unserved: int


@dataclass(frozen=True, slots=True)
class Played:
    """What one rule made of the day, by class: all, normal, priority."""

    waits: Mapping[str, Waits]
    histogram: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The day under its own rule and under another one; histograms count per 5 minutes."""

    day: date
    before: Played
    after: Played


HISTOGRAM_STEP_MIN = 5
HISTOGRAM_STEPS = 12
CLASSES = ("all", NORMAL, PRIORITY)


def read_day(reader: Reader, day: date) -> PastDay:
    """The day from the journal; without visits it has none to play."""
    start, end = day_start(day), day_end(day)
    first = _first_seq(reader, start)
    events = [
        recorded
        for recorded in reader.events(after=first - 1, upto=_first_seq(reader, end + 1) - 1)
        if type(recorded.event).__name__ in _KINDS
    ]
    return past_day(day, events, reader.counters.list_all())


def last_day_played(reader: Reader, before: date) -> date:
    """The last day before the given one with visits; the day before when there is none near."""
    for back in range(1, _DAYS_BACK):
        day = before - timedelta(days=back)
        if reader.tickets.count_day(day.isoformat())["called"]:
            return day
    return before - timedelta(days=1)


def past_day(day: date, events: Iterable[Recorded], counters: Iterable[Counter]) -> PastDay:
    """The same from the day's events."""
    log = _Log()
    for recorded in events:
        log.take(recorded.occurred_at, recorded.event)
    turn_s = median(log.turns_s) if log.turns_s else _DEFAULT_TURN_S
    plain = tuple(
        replace(counter, state=CounterState.OPEN, officer_id="", recent="")
        for counter in counters
        if counter.active and log.spans(counter.counter_id)
    )
    shifts = {counter.counter_id: log.spans(counter.counter_id) for counter in plain}
    return PastDay(day, tuple(log.visits()), plain, shifts, turn_s)


def what_if(
    past: PastDay,
    before: NextRule,
    after: NextRule,
    weights: Mapping[str, Mapping[str, int]] | None = None,
) -> WhatIf:
    """Play the day twice.  `weights` gives counters other weights of sectors for the second."""
    other = past
    if weights:
        other = replace(
            past,
            counters=tuple(
                replace(counter, sectors=dict(weights.get(counter.counter_id, counter.sectors)))
                for counter in past.counters
            ),
        )
    return WhatIf(past.day, play(past, before), play(other, after))


def play(past: PastDay, rule: NextRule) -> Played:
    """One play of the day under a rule; a pure function."""
    stage = _Stage(past, rule)
    stage.run()
    return stage.result()


class _Log:
    """Collects visits and shifts while the events of a day go by."""

    def __init__(self) -> None:
        self._taken: dict[str, TicketReserved] = {}
        self._came: dict[str, int] = {}
        self._called: dict[str, int] = {}
        self._first_called: dict[str, int] = {}
        self._takes: dict[str, float] = {}
        self._void: set[str] = set()
        self._opened: dict[str, int] = {}
        self._spans: dict[str, list[tuple[int, int]]] = {}
        self._ended: dict[str, int] = {}
        self.turns_s: list[float] = []

    def take(self, at: int, event: Event) -> None:
        match event:
            case TicketReserved() if not event.is_test:
                self._taken[event.ticket_id] = event
                self._came[event.ticket_id] = at
            case TicketVoided():
                self._void.add(event.ticket_id)
            case TicketCalled():
                self._call(at, event)
            case TicketFinished() | TicketMissed() | TicketParked():
                self._end(at, event.ticket_id, event.counter_id)
            case TicketRequeued() if event.why == "transferred":
                self._end(at, event.ticket_id, event.from_counter_id)
            case CounterOpened() | CounterResumed():
                self._opened.setdefault(event.counter_id, at)
            case CounterPaused() | CounterClosed():
                self._shut(at, event.counter_id)
            case _:
                pass

    def spans(self, counter_id: str) -> tuple[tuple[int, int], ...]:
        """When the counter was open; the last span lasts until everybody has been served."""
        spans = list(self._spans.get(counter_id, ()))
        if (since := self._opened.get(counter_id)) is not None:
            spans.append((since, since))
        if spans:
            spans[-1] = (spans[-1][0], spans[-1][0] + 24 * 3600 * SECOND)
        return tuple(spans)

    def visits(self) -> Iterable[Visit]:
        """Tickets that were at a counter, in the order of coming."""
        for ticket_id, event in self._taken.items():
            if ticket_id in self._void or ticket_id not in self._takes:
                continue
            came = self._came[ticket_id]
            yield Visit(
                ticket_id,
                event.label,
                event.sector_id,
                event.line,
                came,
                event.appointment_at,
                self._takes[ticket_id],
                max(0, self._first_called[ticket_id] - came) / SECOND,
            )

    def _call(self, at: int, event: TicketCalled) -> None:
        self._called[event.ticket_id] = at
        self._first_called.setdefault(event.ticket_id, at)
        self._opened.setdefault(event.counter_id, at)
        ended = self._ended.pop(event.counter_id, None)
        if ended is not None and self._came.get(event.ticket_id, at) <= ended:
            turn_s = (at - ended) / SECOND
            if turn_s <= _TURN_MAX_S:
                self.turns_s.append(turn_s)

    def _end(self, at: int, ticket_id: str, counter_id: str) -> None:
        called = self._called.pop(ticket_id, None)
        if called is not None and ticket_id in self._taken:
            spent_s = max(0, at - called) / SECOND
            self._takes[ticket_id] = self._takes.get(ticket_id, 0.0) + spent_s
        self._ended[counter_id] = at

    def _shut(self, at: int, counter_id: str) -> None:
        since = self._opened.pop(counter_id, None)
        self._ended.pop(counter_id, None)
        if since is not None and at > since:
            self._spans.setdefault(counter_id, []).append((since, at))


@dataclass(slots=True)
class _Waiting:
    visit: Visit
    overtaken: int = 0

    def candidate(self) -> Candidate:
        visit = self.visit
        return Candidate(
            visit.ticket_id,
            visit.label,
            visit.sector_id,
            visit.line,
            visit.arrived_at,
            visit.arrived_at,
            self.overtaken,
            visit.appointment_at,
        )


class _Stage:
    """Arrivals and free counters in the order of time."""

    def __init__(self, past: PastDay, rule: NextRule) -> None:
        self._past = past
        self._rule = rule
        self._lines: dict[str, list[_Waiting]] = {}
        self._counters = {counter.counter_id: counter for counter in past.counters}
        self._idle: set[str] = set()
        self._busy_until: dict[str, int] = {}
        self._order = itertools.count()
        self._due: list[tuple[int, int, int, str, Visit | None]] = []
        self._waits: list[tuple[Visit, float, int]] = []
        for visit in past.visits:
            self._put(visit.arrived_at, "", visit)
        for counter_id, spans in past.shifts.items():
            for start, _ in spans:
                self._put(start, counter_id, None)

    def run(self) -> None:
        while self._due:
            at, _, _, counter_id, visit = heapq.heappop(self._due)
            if visit is None:
                self._call(at, counter_id)
                continue
            self._lines.setdefault(visit.line, []).append(_Waiting(visit))
            for idle in sorted(self._idle):
                self._call(at, idle)

    def result(self) -> Played:
        waits = {name: self._summary(name) for name in CLASSES}
        histogram = [0] * HISTOGRAM_STEPS
        for _, waited_s, _ in self._waits:
            step = int(waited_s // 60) // HISTOGRAM_STEP_MIN
            histogram[min(step, HISTOGRAM_STEPS - 1)] += 1
        return Played(waits, tuple(histogram))

    def _call(self, at: int, counter_id: str) -> None:
        self._idle.discard(counter_id)
        if not self._is_open(counter_id, at) or self._busy_until.get(counter_id, 0) > at:
            return
        counter = self._counters[counter_id]
        names = lines_of(counter, local_day(at).isoformat())
        heads = [line[0].candidate() for name in names if (line := self._lines.get(name))]
        choice = choose(counter, heads, self._rule, at)
        if choice is None:
            self._idle.add(counter_id)
            return
        called = self._lines[choice.ticket.line].pop(0)
        for name in choice.overtook:
            for other in self._lines[name]:
                other.overtaken += other.visit.arrived_at < choice.ticket.place
        mark = {PRIORITY: "P", NORMAL: "N"}.get(line_kind(choice.ticket.line), "O")
        self._counters[counter_id] = replace(counter, recent=(counter.recent + mark)[-_RECENT:])
        visit = called.visit
        self._waits.append((visit, (at - visit.arrived_at) / SECOND, called.overtaken))
        free_at = at + round((visit.takes_s + self._past.turn_s) * SECOND)
        self._busy_until[counter_id] = free_at
        self._put(free_at, counter_id, None)

    def _is_open(self, counter_id: str, at: int) -> bool:
        return any(start <= at < end for start, end in self._past.shifts[counter_id])

    def _put(self, at: int, counter_id: str, visit: Visit | None) -> None:
        # At one instant people come before counters get free.
        rank = 0 if visit else 1
        heapq.heappush(self._due, (at, rank, next(self._order), counter_id, visit))

    def _summary(self, name: str) -> Waits:
        chosen = [one for one in self._waits if name in ("all", line_kind(one[0].line))]
        left = [w for line in self._lines.values() for w in line]
        unserved = sum(name in ("all", line_kind(w.visit.line)) for w in left)
        minutes = sorted(waited_s / 60 for _, waited_s, _ in chosen)
        overtaken = max((times for _, _, times in chosen), default=0)
        if not minutes:
            return Waits(0, 0.0, 0.0, 0.0, overtaken, unserved)
        p90 = minutes[min(len(minutes) - 1, round(0.9 * (len(minutes) - 1)))]
        mean = sum(minutes) / len(minutes)
        return Waits(len(minutes), mean, p90, minutes[-1], overtaken, unserved)


def _first_seq(reader: Reader, instant: int) -> int:
    """The first event recorded at the instant or later; one past the head when none was."""
    low, high = 1, reader.head_seq() + 1
    while low < high:
        middle = (low + high) // 2
        recorded = next(iter(reader.events(after=middle - 1, upto=middle)), None)
        if recorded is None or recorded.at < instant:
            low = middle + 1
        else:
            high = middle
    return low
