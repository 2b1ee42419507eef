"""Cuts in the middle: the caller sees success or failure, never both, and nothing hangs."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from core.clock import AgendaClock, SystemClock
from core.errors import Problem
from core.ids import seeded_ids
from core.ports import Act
from core.queue.taking import take_ticket
from core.rehearsal.cast import read_cast
from core.rehearsal.furnish import furnish
from db.postgres_store import PostgresStore, open_postgres
from tests.postgres.cable import Cable
from tests.postgres.cluster import Cluster

LONGEST_S = 6.0  # twice the promise: the PC of a test is busy with others


def take(attempt: str = "") -> Act:
    return Act(take_ticket, {"sector_id": "certification", "channel": "desk"}, attempt_id=attempt)


@pytest.fixture
def url(cluster: Cluster, agenda: AgendaClock) -> Iterator[str]:
    with cluster.database() as made:
        store = open_postgres(made, clock=agenda, ids=seeded_ids(agenda, 1))
        store.execute(Act(furnish, {"cast": read_cast(), "mark": "demo"}))
        store.close()
        yield made


@pytest.fixture
def cable(url: str) -> Iterator[Cable]:
    made = Cable(int(url.rpartition(":")[2].partition("/")[0]))
    yield made
    made.close()


@pytest.fixture
def store(url: str, cable: Cable, agenda: AgendaClock) -> Iterator[PostgresStore]:
    head, _, rest = url.rpartition(":")
    through = f"{head}:{cable.port}/{rest.partition('/')[2]}?sslmode=disable"
    opened = open_postgres(through, clock=agenda, ids=seeded_ids(agenda, 2))
    yield opened
    opened.close()


def labels(cluster: Cluster, url: str) -> list[str]:
    """The numbers that stand, as a stranger sees them."""
    return [row[0] for row in cluster.execute(url, "SELECT label FROM tickets ORDER BY number")]


def test_a_commit_whose_answer_was_lost_is_a_success(
    cluster: Cluster, url: str, cable: Cable, store: PostgresStore
) -> None:
    cable.cut_after(b"COMMIT")
    assert store.execute(take()).result.label == "A001"
    assert cable.cuts == 1
    assert labels(cluster, url) == ["A001"]


def test_a_commit_that_never_arrived_is_a_failure_and_leaves_nothing(
    cluster: Cluster, url: str, cable: Cable, store: PostgresStore
) -> None:
    cable.cut_before(b"COMMIT")
    with pytest.raises(Problem, match="host_away"):
        store.execute(take("touch-1"))
    assert labels(cluster, url) == []
    assert store.execute(take("touch-1")).result.label == "A001"
    assert store.execute(take("touch-1")).repeated
    assert labels(cluster, url) == ["A001"]


@pytest.mark.parametrize("word", [b"INSERT INTO tickets", b"FOR UPDATE", b"INSERT INTO journal"])
def test_a_line_that_broke_before_the_commit_is_made_anew(
    cluster: Cluster, url: str, cable: Cable, store: PostgresStore, word: bytes
) -> None:
    cable.cut_before(word)
    assert store.execute(take()).result.label == "A001"
    assert cable.cuts == 1
    assert labels(cluster, url) == ["A001"]


def test_an_outcome_that_nobody_can_tell_is_told_as_such(
    cluster: Cluster, url: str, cable: Cable, store: PostgresStore, monkeypatch: Any
) -> None:
    """The host takes the commit and is then gone: the same attempt later finds it done."""
    stands = PostgresStore._stands

    def gone(self: PostgresStore, done: Any) -> bool:
        cable.tear()
        return stands(self, done)

    monkeypatch.setattr(PostgresStore, "_stands", gone)
    cable.cut_after(b"COMMIT")
    with pytest.raises(Problem, match="no_answer"):
        store.execute(take("touch-1"))
    cable.mend()
    again = store.execute(take("touch-1"))
    assert again.repeated
    assert labels(cluster, url) == [again.result.label] == ["A001"]


def test_a_cut_line_is_a_failure_at_once_and_recovers_by_itself(
    cable: Cable, store: PostgresStore
) -> None:
    cable.tear()
    with pytest.raises(Problem, match="host_away"):
        store.execute(take())
    with pytest.raises(Problem, match="host_away"):
        store.read(lambda reader: reader.head_seq())
    cable.mend()
    assert store.execute(take()).result.label == "A001"
    assert store.read(lambda reader: reader.head_seq()) > 0


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped there")
def test_a_line_that_fell_silent_is_given_up_for_another(
    cluster: Cluster, url: str, store: PostgresStore
) -> None:
    clock = SystemClock()
    found = cluster.execute(
        url,
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()",
    )
    pids = [row[0] for row in found]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        began_s = clock.monotonic_s()
        assert store.execute(take("touch-1")).result.label == "A001"
        assert clock.monotonic_s() - began_s < LONGEST_S
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
    assert store.execute(take("touch-1")).repeated
    assert labels(cluster, url) == ["A001"]
