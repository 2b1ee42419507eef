"""The whole queue against the real store, step by random step.

A model keeps what must be true; after every step the store must agree.  The
quick suite walks a few thousand steps; `--long` walks fifty thousand.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from core.clock import AgendaClock, local_day
from core.errors import Bug, Problem
from core.events import CounterDefined, SectorDefined, StaffDefined, TicketReserved
from core.ids import seeded_ids
from core.ports import Act, UnitOfWork
from core.queue.calling import (
    bring_back,
    call_given,
    call_next,
    miss,
    recall,
    start_service,
)
from core.queue.counters import close_counter, day_counts, open_counter, pause_counter
from core.queue.model import TicketState, sector_line
from core.queue.serving import another_service, finish, park, transfer, undo
from core.queue.taking import note_paper, take_ticket, void_ticket
from core.ratings.operations import lapse_ratings, press_rating
from db.store import SqliteStore, open_store

SECTORS = ("cert", "civil", "land")
COUNTERS = ("c1", "c2", "c3")


def furnish(unit: UnitOfWork) -> None:
    for index, sector in enumerate(SECTORS):
        unit.record(SectorDefined(sector, sector, sector, "AHK"[index]))
    unit.record(CounterDefined("c1", 1, "1", {"cert": 1}))
    unit.record(CounterDefined("c2", 2, "2", {"cert": 2, "civil": 5}))
    unit.record(CounterDefined("c3", 3, "3", {"civil": 1, "land": 1}))
    unit.record(StaffDefined("s1", "An", "supervisor"))


@pytest.fixture
def store(tmp_path: Path, agenda: AgendaClock) -> Iterator[SqliteStore]:
    agenda.advance(1800)
    opened = open_store(tmp_path / "data", clock=agenda, ids=seeded_ids(agenda, 1))
    opened.execute(Act(furnish))
    yield opened
    opened.close()


class Walk:
    """Random steps of a centre, and what must be true after each."""

    def __init__(self, store: SqliteStore, agenda: AgendaClock, seed: int) -> None:
        self.store = store
        self.agenda = agenda
        self.chance = random.Random(seed)
        self.tickets: list[str] = []
        self.done: dict[str, int] = {}
        self.numbers: dict[tuple[str, str], int] = {}

    def step(self) -> None:
        self.agenda.advance(self.chance.choice((0.2, 3, 20, 90)))
        verb, arguments = self._choice()
        actor = "citizen" if verb in (take_ticket, press_rating) else "staff:s1"
        try:
            result = self.store.execute(Act(verb, arguments, actor)).result
        except Problem:
            return
        self.done[verb.__name__] = self.done.get(verb.__name__, 0) + 1
        if verb is take_ticket:
            self._check_number(result.label)
            self.tickets.append(result.ticket_id)

    def _choice(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        counter = {"counter_id": self.chance.choice(COUNTERS)}
        known = self.chance.choice(self.tickets[-30:]) if self.tickets else ""
        choices: list[tuple[int, Callable[..., Any], dict[str, Any]]] = [
            (30, take_ticket, self._wanted()),
            (22, call_next, counter),
            (10, start_service, counter),
            (14, finish, {**counter, "may_return": self.chance.random() < 0.1}),
            (5, miss, counter),
            (3, recall, counter),
            (4, park, counter),
            (4, bring_back, {"ticket_id": known}),
            (4, undo, counter),
            (3, transfer, {**counter, **self._destination()}),
            (2, another_service, counter),
            (2, void_ticket, {"ticket_id": known, "reason": "thu"}),
            (4, press_rating, {**counter, "value": self.chance.choice((3, 2, 1))}),
            (1, lapse_ratings, {}),
            (2, call_given, {**counter, "label": f"A{self.chance.randrange(1, 60):03d}"}),
            (4, note_paper, {"ticket_id": known, "copy": 1, "delivery": "confirmed"}),
            (6, open_counter, counter),
            (1, pause_counter, {**counter, "reason": "x"}),
            (1, close_counter, counter),
        ]
        weights = [weight for weight, _, _ in choices]
        _, verb, arguments = self.chance.choices(choices, weights)[0]
        return verb, arguments

    def _wanted(self) -> dict[str, Any]:
        return {
            "sector_id": self.chance.choice(SECTORS),
            "priority": "elderly" if self.chance.random() < 0.15 else "",
            "channel": "desk",
            "is_test": self.chance.random() < 0.03,
        }

    def _destination(self) -> dict[str, str]:
        return self.chance.choice(
            (
                {"to_sector_id": self.chance.choice(SECTORS)},
                {"to_counter_id": self.chance.choice(COUNTERS)},
                {"to_officer_id": "s1"},
            )
        )

    def _check_number(self, label: str) -> None:
        series = (local_day(self.agenda.now()).isoformat(), label[0])
        self.numbers[series] = self.numbers.get(series, 0) + 1
        assert int(label[1:]) == self.numbers[series], "a gap or a repetition"

    def check(self) -> None:
        """What holds between any two steps."""
        today = local_day(self.agenda.now())
        day, *before = ((today - timedelta(days=n)).isoformat() for n in range(8))
        counts, everyone, older, ahead = self.store.read(
            lambda r: (
                day_counts(r, day),
                r.tickets.list_of_day(day, limit=10_000),
                [t for earlier in before for t in r.tickets.list_of_day(earlier, limit=10_000)],
                {s: r.tickets.count_ahead(day, s, r.now + 1) for s in SECTORS},
            )
        )
        papers = ("confirmed", "sent", "uncertain", "screen", "void")
        assert counts["issued"] == sum(counts[name] for name in papers)
        assert counts["called"] == counts["served"] + counts["missed"] + counts["open"]
        real = [ticket for ticket in everyone if not ticket.is_test]
        assert counts["issued"] == len(real)
        for sector in SECTORS:
            lines = {
                sector_line(day, sector, kind) for kind in ("normal", "priority", "appointment")
            }
            # Whoever stood at a counter at midnight and is sent on waits today.
            waiting = [
                t
                for t in (*everyone, *older)
                if not t.is_test and t.state == TicketState.WAITING and t.line in lines
            ]
            assert ahead[sector] == len(waiting)
        at_counters = [t.counter_id for t in everyone if t.state in ("called", "serving")]
        assert len(at_counters) == len(set(at_counters))


def walk(store: SqliteStore, agenda: AgendaClock, steps: int, seed: int) -> Walk:
    going = Walk(store, agenda, seed)
    for number in range(steps):
        going.step()
        if number % 50 == 0:
            going.check()
        if number % 2000 == 1999:
            agenda.advance(86_400)
    going.check()
    return going


def test_a_random_day_keeps_every_promise(store: SqliteStore, agenda: AgendaClock) -> None:
    going = walk(store, agenda, 2500, seed=7)
    assert len(going.done) >= 18, "every kind of step must have succeeded at least once"


@pytest.mark.long
@pytest.mark.parametrize("seed", [11, 12])
def test_fifty_thousand_steps(store: SqliteStore, agenda: AgendaClock, seed: int) -> None:
    walk(store, agenda, 25_000, seed)


def test_the_projections_follow_from_the_journal(
    store: SqliteStore, agenda: AgendaClock, tmp_path: Path
) -> None:
    from db.rebuild import verify

    walk(store, agenda, 400, seed=3)
    assert list(verify(tmp_path / "data", lambda _done, _all: None)) == []


def test_the_database_forbids_a_second_ticket_with_the_same_number(store: SqliteStore) -> None:
    taken = store.execute(Act(take_ticket, {"sector_id": "cert", "channel": "desk"})).result

    def cheat(unit: UnitOfWork) -> None:
        unit.record(
            TicketReserved(
                "other",
                "token",
                "2026-11-23",
                "A",
                1,
                taken.label,
                "cert",
                "2026-11-23 cert/normal",
                unit.now,
            )
        )

    with pytest.raises(Bug, match="forbids"):
        store.execute(Act(cheat))
    with sqlite3.connect(store.file) as raw:
        assert raw.execute("SELECT count(*) FROM tickets").fetchone()[0] == 1
