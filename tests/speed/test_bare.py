"""The baseline is fair: bare sqlite3 does the program's statements, and none besides."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.speed.benches.tickets import Hall, a_hall

_TARGET = re.compile(
    r"^(SELECT).*?FROM (\w+)|^(INSERT) INTO (\w+)|^(UPDATE) (\w+)|^(\w+)", re.DOTALL
)
CHAINED = Counter(["SELECT streams", "INSERT journal", "UPDATE streams", "COMMIT"])
Work = Callable[[Hall], object]


def told(raw: sqlite3.Connection, work: Callable[[], object]) -> list[str]:
    """The statements of a connection while it works: what is done, and to which table."""
    statements: list[str] = []
    raw.set_trace_callback(statements.append)
    work()
    raw.set_trace_callback(None)
    return [" ".join(filter(None, _TARGET.match(one).groups())) for one in statements]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("ours", "bare"), [(Hall.take, Hall.take_bare), (Hall.call, Hall.call_bare)]
)
def test_the_bare_centre_does_the_programs_statements(
    tmp_path: Path, ours: Work, bare: Work
) -> None:
    with a_hall(tmp_path) as hall:
        hall.wait(2)
        writer = hall.store._connections[0].raw
        by_us, by_bare = (
            Counter(told(raw, partial(work, hall)))
            for raw, work in ((writer, ours), (hall.bare.raw, bare))
        )
    assert by_bare <= by_us
    assert by_bare >= CHAINED
    # What the program does besides counts against it: a few small reads.
    assert all(one.startswith("SELECT") for one in by_us - by_bare)


def test_both_are_as_durable(tmp_path: Path) -> None:
    with a_hall(tmp_path) as hall:
        for raw in (hall.store._connections[0].raw, hall.bare.raw):
            assert raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
            assert raw.execute("PRAGMA synchronous").fetchone()[0] == 2
