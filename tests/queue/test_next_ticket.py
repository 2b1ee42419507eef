"""The rule of who is next: its parts by example, its promises by property."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from core.queue.model import Candidate, Counter, CounterState, line_kind, sector_line
from core.queue.next_ticket import (
    BOOKED,
    BOUND,
    FIRST_PRIORITY,
    ONLY,
    RETURNING,
    TURN,
    NextRule,
    choose,
)

MINUTE = 60_000_000
DAY = "2027-01-15"
NOW = 1_800_000_000_000_000
RULE = NextRule()


def counter(**sectors: int) -> Counter:
    served = sectors or {"a": 1}
    return Counter("c1", 1, "Quay 1", served, state=CounterState.OPEN, officer_id="s1")


def waiting(
    name: str, line: str = "a/normal", minutes: float = 10, overtaken: int = 0, **more: int
) -> Candidate:
    joined = NOW - round(minutes * MINUTE)
    sector = line.partition("/")[0]
    return Candidate(
        name, name, sector, f"{DAY} {line}", joined, joined, overtaken, more.get("appointment_at")
    )


def test_nobody_waits() -> None:
    assert choose(counter(), [], RULE, NOW) is None


def test_the_only_one_is_next_whatever_the_rule() -> None:
    chosen = choose(replace(counter(), recent="PPP"), [waiting("p", "a/priority")], RULE, NOW)
    assert chosen is not None
    assert (chosen.ticket.ticket_id, chosen.reason) == ("p", ONLY)


def test_priority_goes_first_and_names_its_cap() -> None:
    heads = [waiting("n", minutes=30), waiting("p", "a/priority", minutes=1)]
    chosen = choose(counter(), heads, RULE, NOW)
    assert chosen is not None
    assert (chosen.ticket.ticket_id, chosen.reason) == ("p", FIRST_PRIORITY)
    assert chosen.facts == {"n": 2, "m": 3}
    assert chosen.overtook == (f"{DAY} a/normal",)


def test_priority_waits_when_its_share_is_used_up() -> None:
    heads = [waiting("n", minutes=1), waiting("p", "a/priority", minutes=9)]
    chosen = choose(replace(counter(), recent="NPP"), heads, RULE, NOW)
    assert chosen is not None
    assert (chosen.ticket.ticket_id, chosen.reason) == ("n", TURN)


def test_whoever_gave_way_often_enough_is_next() -> None:
    heads = [
        waiting("late", "a/priority", minutes=1),
        waiting("bound", minutes=20, overtaken=6),
        waiting("bound-later", "b/normal", minutes=10, overtaken=9),
    ]
    chosen = choose(counter(a=1, b=1), heads, RULE, NOW)
    assert chosen is not None
    assert (chosen.ticket.ticket_id, chosen.reason) == ("bound", BOUND)


def test_returning_visitors_do_not_queue_again() -> None:
    heads = [waiting("p", "a/priority", minutes=40), waiting("r", "@c1", minutes=1)]
    chosen = choose(counter(), heads, RULE, NOW)
    assert chosen is not None
    assert (chosen.ticket.ticket_id, chosen.reason) == ("r", RETURNING)


def test_an_appointment_counts_only_inside_its_window() -> None:
    normal = waiting("n", minutes=30)
    for offset_min, expected in ((9, BOOKED), (-14, BOOKED), (11, TURN), (-16, TURN)):
        booked = waiting("b", "a/appointment", minutes=2, appointment_at=NOW + offset_min * MINUTE)
        chosen = choose(counter(), [normal, booked], RULE, NOW)
        assert chosen is not None
        assert chosen.reason == expected, offset_min


def test_weight_multiplies_waiting_time() -> None:
    heads = [waiting("a", "a/normal", minutes=10), waiting("b", "b/normal", minutes=4)]
    light = choose(counter(a=1, b=2), heads, RULE, NOW)
    heavy = choose(counter(a=1, b=3), heads, RULE, NOW)
    assert light is not None
    assert heavy is not None
    assert (light.ticket.ticket_id, heavy.ticket.ticket_id) == ("a", "b")


# --- Promises ---------------------------------------------------------------

_RULES = st.builds(
    NextRule,
    priority_calls=st.integers(0, 4),
    priority_window=st.integers(1, 6),
    overtaken_max=st.integers(1, 8),
)
_ARRIVES = st.tuples(
    st.just("arrives"),
    st.sampled_from("abc"),
    st.sampled_from(("normal", "priority", "appointment")),
)
_CALLS = st.tuples(st.just("calls"), st.sampled_from(("c1", "c2", "c3")), st.just(""))
_STEPS = st.lists(st.one_of(_ARRIVES, _CALLS), min_size=20, max_size=160)
_SERVES = {"c1": {"a": 1, "b": 5}, "c2": {"b": 1, "c": 9}, "c3": {"a": 2, "b": 1, "c": 1}}


class Hall:
    """A model of the hall that counts overtaking for every single ticket."""

    def __init__(self, rule: NextRule) -> None:
        self.rule = rule
        self.now = NOW
        self.waiting: list[Candidate] = []
        self.truly_overtaken: dict[str, int] = {}
        self.recent = dict.fromkeys(_SERVES, "")
        self.contested: dict[str, list[tuple[str, str]]] = {name: [] for name in _SERVES}

    def arrive(self, sector: str, kind: str) -> None:
        self.now += MINUTE
        name = f"t{len(self.truly_overtaken)}"
        booked = self.now if kind == "appointment" else None
        line = sector_line(DAY, sector, kind)
        self.waiting.append(Candidate(name, name, sector, line, self.now, self.now, 0, booked))
        self.truly_overtaken[name] = 0

    def call(self, name: str) -> None:
        served = _SERVES[name]
        mine = [ticket for ticket in self.waiting if ticket.sector_id in served]
        heads = {ticket.line: ticket for ticket in reversed(mine)}
        at = Counter(name, 1, name, served, state=CounterState.OPEN, recent=self.recent[name])
        chosen = choose(at, list(heads.values()), self.rule, self.now)
        assert (chosen is None) == (not mine)
        if chosen is None:
            return
        self._note(name, chosen.reason, chosen.ticket, mine)
        self.waiting = [
            replace(ticket, overtaken=ticket.overtaken + 1)
            if ticket.line in chosen.overtook and ticket.place < chosen.ticket.place
            else ticket
            for ticket in self.waiting
            if ticket.ticket_id != chosen.ticket.ticket_id
        ]

    def _note(self, name: str, reason: str, called: Candidate, mine: list[Candidate]) -> None:
        for ticket in mine:
            if ticket.place < called.place:
                self.truly_overtaken[ticket.ticket_id] += 1
        others = any(line_kind(ticket.line) != "priority" for ticket in mine)
        letter = {"normal": "N", "priority": "P"}.get(line_kind(called.line), "O")
        self.recent[name] = (self.recent[name] + letter)[-20:]
        self.contested[name].append((letter if others else "-", reason))


@settings(max_examples=150, deadline=None)
@given(rule=_RULES, steps=_STEPS)
def test_nobody_is_overtaken_more_often_than_the_bound(
    rule: NextRule, steps: list[tuple[str, str, str]]
) -> None:
    hall = Hall(rule)
    for step, first, second in steps:
        if step == "arrives":
            hall.arrive(first, second)
        else:
            hall.call(first)
    assert max(hall.truly_overtaken.values(), default=0) <= rule.overtaken_max


@settings(max_examples=150, deadline=None)
@given(rule=_RULES, steps=_STEPS)
def test_priority_keeps_to_its_share_while_others_wait(
    rule: NextRule, steps: list[tuple[str, str, str]]
) -> None:
    hall = Hall(rule)
    for step, first, second in steps:
        if step == "arrives":
            hall.arrive(first, second)
        else:
            hall.call(first)
    for calls in hall.contested.values():
        for index, (letter, reason) in enumerate(calls):
            if letter == "P" and reason == FIRST_PRIORITY:
                window = calls[max(0, index - rule.priority_window + 1) : index + 1]
                assert sum(one == "P" for one, _ in window) <= rule.priority_calls


def test_without_the_bound_normal_tickets_starve() -> None:
    """The control: take rule 1 away and the promise above breaks."""
    hall = Hall(NextRule(priority_calls=1, priority_window=1, overtaken_max=10**6))
    hall.arrive("a", "normal")
    for _ in range(12):
        hall.arrive("a", "priority")
        hall.call("c1")
    assert max(hall.truly_overtaken.values()) > 6
