"""Many hands at once: one number each, one call a ticket; and a control that bites."""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.clock import AgendaClock
from core.events import CounterDefined, SectorDefined, StaffDefined
from core.ids import seeded_ids
from core.ports import Act, UnitOfWork
from core.queue.calling import call_next
from core.queue.counters import open_counter
from core.queue.serving import finish
from core.queue.taking import take_ticket
from db.store import SqliteStore, open_store

COUNTERS = tuple(f"c{number}" for number in range(6))


def furnish(unit: UnitOfWork) -> None:
    unit.record(SectorDefined("cert", "cert", "cert", "A"))
    unit.record(StaffDefined("s1", "An", "supervisor"))
    for number, counter in enumerate(COUNTERS):
        unit.record(CounterDefined(counter, number, counter, {"cert": 1}))


@pytest.fixture
def store(tmp_path: Path, agenda: AgendaClock) -> Iterator[SqliteStore]:
    agenda.advance(1800)
    opened = open_store(tmp_path / "data", clock=agenda, ids=seeded_ids(agenda, 1))
    opened.execute(Act(furnish))
    for counter in COUNTERS:
        opened.execute(Act(open_counter, {"counter_id": counter}, "staff:s1"))
    yield opened
    opened.close()


def at_once(work: Callable[[int], object], many: int) -> list[object]:
    """The results of the same work on many threads that start together."""
    gate = threading.Barrier(many)

    def go(number: int) -> object:
        gate.wait()
        return work(number)

    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(go, range(many)))


def test_eight_kiosks_never_give_one_number_twice(store: SqliteStore) -> None:
    def take(_kiosk: int) -> list[str]:
        act = Act(take_ticket, {"sector_id": "cert"}, "citizen")
        return [store.execute(act).result.label for _ in range(40)]

    labels = [label for taken in at_once(take, 8) for label in taken]  # type: ignore[attr-defined]
    assert sorted(labels) == [f"A{number:03d}" for number in range(1, 321)]


def test_six_counters_never_call_one_ticket_twice(store: SqliteStore) -> None:
    for _ in range(120):
        store.execute(Act(take_ticket, {"sector_id": "cert"}, "citizen"))

    def serve(number: int) -> list[str]:
        counter = {"counter_id": COUNTERS[number]}
        called = []
        while (found := store.execute(Act(call_next, counter, "staff:s1")).result) is not None:
            called.append(found.label)
            store.execute(Act(finish, counter, "staff:s1"))
        return called

    labels = [label for called in at_once(serve, 6) for label in called]  # type: ignore[attr-defined]
    assert Tally(labels).most_common(1)[0][1] == 1
    assert len(labels) == 120


def test_impatient_fingers_repeat_one_attempt(store: SqliteStore) -> None:
    act = Act(take_ticket, {"sector_id": "cert"}, "citizen", attempt_id="one-finger")
    taken = at_once(lambda _finger: store.execute(act).result, 12)
    assert len(set(taken)) == 1
    assert store.read(lambda r: r.tickets.issued("cert", "2026-11-23", "am")) == 1


def number_twice(file: Path, *, keys: bool) -> list[int]:
    """Two kiosks read the last number before either writes: what a store without locks does."""
    unique = ", UNIQUE (series, number)" if keys else ""
    kiosks = [sqlite3.connect(file, isolation_level=None) for _ in range(2)]
    try:
        kiosks[0].execute(f"CREATE TABLE tickets (series TEXT, number INTEGER{unique})")
        last = "SELECT coalesce(max(number), 0) + 1 FROM tickets WHERE series = 'A'"
        read = [kiosk.execute(last).fetchone()[0] for kiosk in kiosks]
        for kiosk, number in zip(kiosks, read, strict=True):
            kiosk.execute("INSERT INTO tickets VALUES ('A', ?)", (number,))
        return [row[0] for row in kiosks[0].execute("SELECT number FROM tickets")]
    finally:
        for kiosk in kiosks:
            kiosk.close()


def test_the_race_is_real_without_locks_and_keys(tmp_path: Path) -> None:
    """The control: reading outside the lock gives one number twice; a key forbids it."""
    assert number_twice(tmp_path / "bare.sqlite3", keys=False) == [1, 1]
    with pytest.raises(sqlite3.IntegrityError):
        number_twice(tmp_path / "keyed.sqlite3", keys=True)
