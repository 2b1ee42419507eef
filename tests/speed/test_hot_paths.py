"""Taking and calling a number do not look through tables, however full they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.speed.benches.sampling import in_turns
from tests.speed.benches.tickets import Hall, a_hall, calls_of

FEW, MANY = 300, 30_000
# Thirty times the rows may cost what noise costs; a scan of them costs tenfold.
GROWTH = 2.0
# A third of the bare engine's speed where 0.4 is the goal: the PC does other things too.
SHARE = 0.3
ROUNDS = 60


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A centre with many finished visits behind it and some people waiting."""
    with a_hall(tmp_path_factory.mktemp("big"), MANY) as hall:
        hall.wait()
        yield hall


def plans(raw: sqlite3.Connection, work: Callable[[], object]) -> list[str]:
    """How the engine finds the rows of every statement of a piece of work."""
    statements: list[str] = []
    raw.set_trace_callback(statements.append)
    work()
    raw.set_trace_callback(None)
    return [
        step[3]
        for statement in statements
        if statement.startswith(("SELECT", "UPDATE", "DELETE"))
        for step in raw.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]


def scans(found: list[str]) -> list[str]:
    """Steps that look through a table that grows; one row a stream is no such table."""
    return [step for step in found if step.startswith("SCAN") and "streams" not in step]


def test_no_table_is_looked_through(big: Hall) -> None:
    raw = big.store._connections[0].raw
    found = plans(raw, big.take) + plans(raw, big.call)
    big.call_bare()
    big.go_on()
    assert found
    assert scans(found) == []


def test_a_scan_would_be_noticed(big: Hall) -> None:
    """The negative control."""
    raw = big.store._connections[0].raw
    slow = "SELECT count(*) FROM tickets WHERE language = 'en'"
    assert scans(plans(raw, lambda: raw.execute(slow).fetchall()))


def test_a_call_costs_the_same_in_a_full_store(tmp_path: Path, big: Hall) -> None:
    with a_hall(tmp_path, FEW) as small:
        small.wait()
        calls_of(small, big, 5)
        taken = calls_of(small, big, ROUNDS)
    assert taken["many"].at_best < GROWTH * taken["few"].at_best


def test_a_number_is_taken_nearly_as_fast_as_by_the_bare_engine(big: Hall) -> None:
    in_turns(10, big.take, big.take_bare)
    ours, bare = in_turns(5 * ROUNDS, big.take, big.take_bare)
    assert bare.at_best > SHARE * ours.at_best
