"""The month's figures look at the month, however many years lie before it."""

from __future__ import annotations

from pathlib import Path

from db.engine import database_file
from db.store import open_store
from tests.speed.benches.rehearsed import monday_morning
from tests.speed.benches.reports import fill, make_month, scan
from tests.speed.benches.sampling import in_turns
from tests.speed.test_hot_paths import plans, scans

DOSSIERS = 30_000
# With its PDF it is quicker than counting every dossier once where there are
# ten times as many; here it may cost some of such counts.
COUNTS = 6.0


def test_the_figures_start_from_the_period(tmp_path: Path) -> None:
    fill(tmp_path, 200)
    store = open_store(tmp_path, clock=monday_morning(), read_only=True)
    found = plans(store._reader_connection().raw, lambda: make_month(store, tmp_path))
    store.close()
    steps = [step for step in found if " dossiers" in step]
    assert steps
    assert scans(steps) == []
    assert not [step for step in steps if step.endswith("(presented_at<?)")]


def test_a_month_costs_little_more_than_counting_once(tmp_path: Path) -> None:
    fill(tmp_path, DOSSIERS)
    store = open_store(tmp_path, clock=monday_morning(), read_only=True)
    make_month(store, tmp_path)
    file = database_file(tmp_path)
    ours, bare = in_turns(6, lambda: make_month(store, tmp_path), lambda: scan(file))
    store.close()
    assert ours.at_best < COUNTS * bare.at_best
