"""Two PCs on one PostgreSQL: what one does the other sees, through cuts and restarts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest

from core.clock import AgendaClock
from core.errors import Problem
from core.events import Changes
from core.ids import seeded_ids
from core.ports import Act
from core.queue.calling import call_next
from core.queue.taking import take_ticket
from core.rehearsal.cast import read_cast
from core.rehearsal.furnish import furnish
from db.hosting import start
from db.postgres_store import PostgresStore, open_postgres
from tests.postgres.cluster import Cluster, kill

WAIT_S = 20
TAKE = Act(take_ticket, {"sector_id": "certification", "channel": "desk"})


@pytest.fixture
def url(cluster: Cluster) -> Iterator[str]:
    with cluster.database() as made:
        yield made


@pytest.fixture
def pcs(url: str, agenda: AgendaClock) -> Iterator[Callable[[], PostgresStore]]:
    """Opens the same store once more, as another PC does."""
    with ExitStack() as opened:
        number = iter(range(1, 99))

        def open_one() -> PostgresStore:
            store = open_postgres(url, clock=agenda, ids=seeded_ids(agenda, next(number)))
            opened.callback(store.close)
            return store

        first = open_one()
        first.execute(Act(furnish, {"cast": read_cast(), "mark": "demo"}))
        yield open_one


class Ear:
    """Keeps the numbers of the events that a store tells of."""

    def __init__(self, store: PostgresStore) -> None:
        self.heard: list[int] = []
        self._grown = threading.Condition()
        store.subscribe(self._hear)

    def _hear(self, changes: Changes) -> None:
        with self._grown:
            self.heard += [event.seq for event in changes.events]
            self._grown.notify_all()

    def wait_for(self, seq: int) -> None:
        with self._grown:
            assert self._grown.wait_for(lambda: seq in self.heard, WAIT_S), self.heard[-3:]


def test_each_pc_hears_every_commit_once_and_in_order(pcs: Callable[[], PostgresStore]) -> None:
    one, other = pcs(), pcs()
    ears = [Ear(one), Ear(other)]
    begin = one.read(lambda reader: reader.head_seq())
    with ThreadPoolExecutor(2) as hands:
        for store in (one, other):
            hands.submit(lambda store=store: [store.execute(TAKE) for _ in range(40)])
    end = one.read(lambda reader: reader.head_seq())
    for ear in ears:
        ear.wait_for(end)
        assert ear.heard == list(range(begin + 1, end + 1))


def test_no_number_twice_and_none_called_twice(pcs: Callable[[], PostgresStore]) -> None:
    stores = [pcs() for _ in range(4)]
    with ThreadPoolExecutor(4) as hands:
        taken = list(hands.map(lambda i: stores[i % 4].execute(TAKE).result.label, range(60)))
    assert sorted(taken) == [f"A{number:03}" for number in range(1, 61)]
    called = [
        event.event.ticket_id  # type: ignore[attr-defined]
        for event in stores[0].read(lambda reader: list(reader.events(kinds=("TicketCalled",))))
    ]
    assert len(called) == len(set(called))


def test_a_setting_changed_elsewhere_is_obeyed_at_once(pcs: Callable[[], PostgresStore]) -> None:
    """What a writer remembers is forgotten when another PC has written."""
    from core.setup import change_setting

    one, other = pcs(), pcs()
    one.execute(TAKE)
    other.execute(Act(change_setting, {"name": "centre.name", "value": "Ẫ"}, actor="system"))
    seen = one.execute(Act(_name_of_centre, {})).result
    assert seen == "Ẫ"


def _name_of_centre(unit: Any) -> str:
    return str(unit.settings.text("centre.name"))


@pytest.mark.parametrize("action", ["UPDATE journal SET actor = 'x'", "DELETE FROM journal",
                                    "TRUNCATE journal", "DELETE FROM reads"])  # fmt: skip
def test_the_journal_is_not_rewritten(
    cluster: Cluster, url: str, pcs: Callable[[], PostgresStore], action: str
) -> None:
    pcs()
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        cluster.execute(url, action)


def test_a_host_that_was_killed_comes_back_and_nothing_is_lost(
    cluster: Cluster, pcs: Callable[[], PostgresStore]
) -> None:
    if cluster.place is None:
        pytest.skip("a server of one's own cannot be killed")
    store, other = pcs(), pcs()
    ear = Ear(other)
    before = store.execute(TAKE)
    kill(cluster.place)
    with pytest.raises(Problem, match=r"store\.(host_away|no_answer)"):
        store.execute(TAKE)
    start(cluster.place)
    after = store.execute(TAKE)
    ear.wait_for(after.seq)
    assert ear.heard == list(range(before.seq - len(before.changes.events) + 1, after.seq + 1))


def test_a_connection_ended_while_nobody_used_it_is_made_anew(
    cluster: Cluster, url: str, pcs: Callable[[], PostgresStore]
) -> None:
    store = pcs()
    store.execute(TAKE)
    cluster.execute(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    assert store.execute(TAKE).result.label == "A002"
    assert store.read(lambda reader: reader.head_seq()) > 0


def test_a_call_from_each_counter_takes_another_ticket(pcs: Callable[[], PostgresStore]) -> None:
    from core.queue.counters import open_counter

    stores = [pcs() for _ in range(3)]
    for number, store in enumerate(stores, 1):
        store.execute(Act(open_counter, {"counter_id": f"q{number}", "officer_id": f"s0{number}"}))
    for _ in range(12):
        stores[0].execute(TAKE)
    with ThreadPoolExecutor(3) as hands:
        called = list(
            hands.map(
                lambda i: stores[i].execute(Act(call_next, {"counter_id": f"q{i + 1}"})).result,
                range(3),
            )
        )
    labels = [ticket.label for ticket in called if ticket is not None]
    assert len(labels) == len(set(labels)) >= 1
