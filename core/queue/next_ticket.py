"""Who is next, and why.

The rule, in the order in which it is asked, over the heads of the lines that
a counter serves:

1. Bound: a ticket that has been overtaken `overtaken_max` times is next,
   the earliest of them first.
2. Whoever must come back to this counter or officer.
3. An appointment inside its window, the earliest appointment first.
4. Priority (nguoi cao tuoi, khuyet tat, mang thai ...), unless the last
   `priority_window` calls of this counter hold `priority_calls` of it while
   others wait.
5. Otherwise the normal ticket with the largest weight x waiting time.

Why nobody is overtaken more than `overtaken_max` times by tickets that this
rule chooses: a call overtakes the waiting tickets of the counter's sector
lines whose place is earlier than the called one's.  In one line the head has
been overtaken at least as often as anyone behind it, because whatever passed
those passed the head.  So as soon as any ticket of a line reaches the bound
its head has reached it too, rule 1 applies, and it takes the earliest such
head: everybody else at the bound has a later place and is not overtaken by
that call.  Whoever steps into a line at an earlier place (back after a
no-show, sent on, a call taken back) takes on the largest count behind, and
those before take on the count of whoever stepped in, so that this stays true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.clock import elapsed_s
from core.queue.model import (
    APPOINTMENT,
    LINE_KINDS,
    NORMAL,
    PRIORITY,
    Candidate,
    Counter,
    counter_line,
    line_kind,
    officer_line,
    sector_line,
)
from core.settings import Values

BOUND, RETURNING, BOOKED, FIRST_PRIORITY, TURN, ONLY = (
    "bound",
    "returning",
    "appointment",
    "priority",
    "turn",
    "only",
)
_MINUTE_S = 60


@dataclass(frozen=True, slots=True)
class NextRule:
    """The numbers of the rule; see the settings `next.*`."""

    priority_calls: int = 2
    priority_window: int = 3
    overtaken_max: int = 6
    appointment_early_min: int = 10
    appointment_late_min: int = 15


@dataclass(frozen=True, slots=True)
class Choice:
    """The next ticket, why, and the lines in which it overtakes somebody.

    `reason` is bound, returning, appointment, priority, turn or only; the
    text `queue.why.<reason>` makes a sentence of it with `facts`.
    """

    ticket: Candidate
    reason: str
    facts: dict[str, int] = field(default_factory=dict)
    overtook: tuple[str, ...] = ()


def rule_of(values: Values) -> NextRule:
    return NextRule(
        values.integer("next.priority_calls"),
        values.integer("next.priority_window"),
        values.integer("next.overtaken_max"),
        values.integer("next.appointment_early_min"),
        values.integer("next.appointment_late_min"),
    )


def lines_of(counter: Counter, day: str, officer_id: str = "") -> tuple[str, ...]:
    """Every line that the counter serves on a day (ISO)."""
    own = [counter_line(day, counter.counter_id)]
    if officer_id or counter.officer_id:
        own.append(officer_line(day, officer_id or counter.officer_id))
    of_sectors = [
        sector_line(day, sector_id, kind) for sector_id in counter.sectors for kind in LINE_KINDS
    ]
    return (*own, *of_sectors)


def choose(counter: Counter, heads: Sequence[Candidate], rule: NextRule, now: int) -> Choice | None:
    """The next ticket among the heads of the counter's lines; None when nobody waits.

    A pure function of its arguments; `now` is an instant.
    """
    if not heads:
        return None
    chosen, reason, facts = _pick(counter, heads, rule, now)
    passed = tuple(
        head.line
        for head in heads
        if head.place < chosen.place and line_kind(head.line) in LINE_KINDS
    )
    return Choice(chosen, reason, facts, passed)


def _pick(
    counter: Counter, heads: Sequence[Candidate], rule: NextRule, now: int
) -> tuple[Candidate, str, dict[str, int]]:
    if len(heads) == 1:
        return heads[0], ONLY, _waited(heads[0], now)
    at_bound = [head for head in heads if head.overtaken >= rule.overtaken_max]
    if at_bound:
        first = _earliest(at_bound)
        return first, BOUND, {"times": first.overtaken}
    by_kind = _by_kind(heads)
    if returning := by_kind["counter"] + by_kind["officer"]:
        return _earliest(returning), RETURNING, {}
    if booked := _in_window(by_kind[APPOINTMENT], rule, now):
        return min(booked, key=lambda head: head.appointment_at or 0), BOOKED, {}
    # Too early for its window or too late, an appointment takes its turn with the others.
    others = by_kind[NORMAL] + by_kind[APPOINTMENT]
    if by_kind[PRIORITY]:
        used = counter.recent[len(counter.recent) - _others_in_window(counter, rule) :].count("P")
        facts = {"n": rule.priority_calls, "m": rule.priority_window}
        if not others or used < rule.priority_calls:
            return _earliest(by_kind[PRIORITY]), FIRST_PRIORITY, facts
    turn = max(others, key=lambda head: _claim(counter, head, now))
    return turn, TURN, _waited(turn, now)


def _others_in_window(counter: Counter, rule: NextRule) -> int:
    """How many past calls share a window with the next one."""
    return min(len(counter.recent), rule.priority_window - 1)


def _by_kind(heads: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    kinds: dict[str, list[Candidate]] = {
        kind: [] for kind in (NORMAL, PRIORITY, APPOINTMENT, "counter", "officer")
    }
    for head in heads:
        kinds[line_kind(head.line)].append(head)
    return kinds


def _earliest(heads: Sequence[Candidate]) -> Candidate:
    return min(heads, key=lambda head: (head.place, head.ticket_id))


def _in_window(heads: Sequence[Candidate], rule: NextRule, now: int) -> list[Candidate]:
    early = rule.appointment_early_min * _MINUTE_S * 1_000_000
    late = rule.appointment_late_min * _MINUTE_S * 1_000_000
    return [
        head
        for head in heads
        if head.appointment_at is not None
        and head.appointment_at - early <= now <= head.appointment_at + late
    ]


def _claim(counter: Counter, head: Candidate, now: int) -> tuple[float, int, str]:
    weight = counter.sectors.get(head.sector_id, 1)
    return weight * elapsed_s(head.place, now), -head.place, head.ticket_id


def _waited(head: Candidate, now: int) -> dict[str, int]:
    return {"minutes": int(elapsed_s(head.taken_at, now) // _MINUTE_S)}
