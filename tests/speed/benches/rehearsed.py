"""A centre to measure: the shipped catalogue and staff, on a Monday morning."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from core.clock import VIETNAM, Clock, ShiftedClock, instant_of
from core.events import SettingChanged
from core.people.rights import staff_actor
from core.ports import Act, UnitOfWork
from core.queue.counters import open_counter
from core.rehearsal.cast import counters_of_play, read_cast
from core.rehearsal.furnish import furnish
from db.store import SqliteStore, open_store

MORNING = instant_of(datetime(2026, 11, 23, 8, 0, tzinfo=VIETNAM))
OFFICER, CHIEF = staff_actor("s02"), staff_actor("s01")


def monday_morning(speed: float = 1.0) -> ShiftedClock:
    """Monday 23 November 2026, 08:00 in Vietnam, going on from there."""
    return ShiftedClock(MORNING, speed)


@contextlib.contextmanager
def a_folder() -> Iterator[Path]:
    """A folder that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="mot-cua-bench-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextlib.contextmanager
def a_centre(
    folder: Path,
    clock: Clock | None = None,
    *,
    is_new: bool = True,
    settings: Mapping[str, Any] | None = None,
) -> Iterator[SqliteStore]:
    """A store; a new one gets catalogue, staff, settings and open counters."""
    store = open_store(folder, clock=clock or monday_morning())
    try:
        if is_new:
            _open_centre(store, settings or {})
        yield store
    finally:
        store.close()


def _open_centre(store: SqliteStore, settings: Mapping[str, Any]) -> None:
    store.execute(Act(furnish, {"cast": read_cast(), "mark": "demo"}))
    for name, value in settings.items():
        store.execute(Act(change, {"name": name, "value": value}))
    for counter_id in counters_of_play():
        do(store, open_counter, CHIEF, counter_id=counter_id, officer_id="s02")


def change(unit: UnitOfWork, *, name: str, value: Any) -> None:
    """Set one of the centre's settings."""
    unit.record(SettingChanged(name, value))


def do(store: SqliteStore, verb: Callable[..., Any], actor: str = OFFICER, **facts: Any) -> Any:
    """Carry out an operation and wait for its result."""
    return store.execute(Act(verb, facts, actor, "bench")).result
