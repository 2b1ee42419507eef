"""The bound on overtaking, counted by somebody who does not know the rule.

The counting knows one thing: a call by turn passes every ticket that waits in
a sector of the counter and came earlier.  It watches the real store through a
day in which visitors come back, are sent on, set aside and called by mistake.
"""

from __future__ import annotations

import random
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.clock import AgendaClock
from core.errors import Problem
from core.events import CounterDefined, SectorDefined, SettingChanged, StaffDefined
from core.ids import seeded_ids
from core.ports import Act, Reader, UnitOfWork
from core.queue.calling import bring_back, call_next, miss, start_service
from core.queue.counters import open_counter
from core.queue.model import Ticket, TicketState
from core.queue.serving import finish, park, transfer, undo
from core.queue.taking import take_ticket
from db.store import SqliteStore, open_store

DAY = "2026-11-23"
MOST = 3
SERVES = {"c1": ("a",), "c2": ("a", "b"), "c3": ("b", "c")}


def furnish(unit: UnitOfWork) -> None:
    unit.record(SettingChanged("next.overtaken_max", MOST))
    for sector in "abc":
        unit.record(SectorDefined(sector, sector, sector, sector.upper()))
    for number, (counter_id, sectors) in enumerate(SERVES.items(), 1):
        unit.record(CounterDefined(counter_id, number, counter_id, dict.fromkeys(sectors, 1)))
    unit.record(StaffDefined("s1", "An", "supervisor"))


@pytest.fixture
def store(tmp_path: Path, agenda: AgendaClock) -> Iterator[SqliteStore]:
    opened = open_store(tmp_path / "data", clock=agenda, ids=seeded_ids(agenda, 1))
    opened.execute(Act(furnish))
    for counter_id in SERVES:
        opened.execute(Act(open_counter, {"counter_id": counter_id}, "staff:s1"))
    yield opened
    opened.close()


class Watch:
    """Plays visitors and officers by chance, and counts who was passed how often."""

    def __init__(self, store: SqliteStore, agenda: AgendaClock, seed: int) -> None:
        self.store = store
        self.agenda = agenda
        self.chance = random.Random(seed)
        self.passed: Tally[str] = Tally()

    def everyone(self) -> list[Ticket]:
        def all_of(reader: Reader) -> list[Ticket]:
            return reader.tickets.list_of_day(DAY, limit=10_000)

        return self.store.read(all_of)

    def step(self) -> None:
        self.agenda.advance(self.chance.choice((1, 5, 30)))
        counter_id = self.chance.choice(list(SERVES))
        move = self.chance.choices(("take", "call", "end", "return", "undo"), (40, 34, 34, 14, 5))[
            0
        ]
        if move == "take":
            self.take()
        elif move == "call":
            self.call(counter_id)
        elif move == "end":
            self.end(counter_id)
        elif move == "return":
            away = [t for t in self.everyone() if t.state in ("missed", "parked")]
            if away:
                self.do(bring_back, ticket_id=self.chance.choice(away).ticket_id)
        else:
            self.do(undo, counter_id=counter_id)

    def take(self) -> None:
        priority = "elderly" if self.chance.random() < 0.4 else ""
        sector_id = self.chance.choice("abc")
        self.do(take_ticket, sector_id=sector_id, priority=priority, channel="desk")

    def call(self, counter_id: str) -> None:
        before = self.everyone()
        called = self.do(call_next, counter_id=counter_id)
        if called is None:
            return
        place = next(t.place for t in before if t.ticket_id == called.ticket_id)
        for ticket in before:
            _, _, line = ticket.line.partition(" ")
            in_reach = line.partition("/")[0] in SERVES[counter_id]
            if ticket.state == TicketState.WAITING and in_reach and ticket.place < place:
                self.passed[ticket.ticket_id] += 1

    def end(self, counter_id: str) -> None:
        verb, more = self.chance.choice(
            (
                (miss, {}),
                (finish, {"may_return": True}),
                (park, {}),
                (transfer, {"to_sector_id": self.chance.choice("abc")}),
                (start_service, {}),
            )
        )
        self.do(verb, counter_id=counter_id, **more)

    def do(self, verb: Callable[..., Any], **arguments: Any) -> Any:
        try:
            return self.store.execute(Act(verb, arguments, "staff:s1")).result
        except Problem:
            return None


@pytest.mark.parametrize("seed", [1, 2])
def test_whoever_comes_back_or_is_sent_on_breaks_the_bound_for_nobody(
    store: SqliteStore, agenda: AgendaClock, seed: int
) -> None:
    watch = Watch(store, agenda, seed)
    for _ in range(350):
        watch.step()
    assert max(watch.passed.values()) == MOST
