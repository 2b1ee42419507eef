"""Two implementations, one truth: the fold over events and the SQL over tables.

Random histories go through the real store; whatever happened to the
dossiers, both count the same, and so do two reports of adjoining periods.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.clock import AgendaClock, Instant
from core.events import (
    DossierCorrected,
    DossierResolved,
    DossierReturned,
    DossierStateChanged,
    DossierVoided,
    Event,
)
from core.ids import seeded_ids
from core.ports import Act, Reader, UnitOfWork
from core.reporting.figures import Figures, classes_of, count
from core.reporting.fold import KINDS, fold
from core.reporting.period import Period, Window, period_of
from db.store import SqliteStore, open_store
from tests.reporting.cases import at, received

_HOUR = 3_600_000_000
_START = at("05-25 07:00")
_PERIODS = (
    period_of("2026-06-01", "2026-06-05"),
    period_of("2026-05-26", "2026-06-02"),
    period_of("2026-06-03", "2026-06-03"),
)
# Times crowd around midnights and due times, where mistakes live.
_times = st.one_of(
    st.integers(0, 24 * 20).map(lambda hours: _START + hours * _HOUR),
    st.builds(
        lambda day, us: at(f"{day} 00:00") + us,
        st.integers(1, 6),
        st.sampled_from([-60_000_000, -1, 0, 1, 59_999_999, 60_000_000]),
    ),
)
_maybe = st.one_of(st.none(), _times)


@st.composite
def _reception(draw: Any, number: int) -> Event:
    return received(
        f"d{number}",
        draw(_times),
        unit=draw(st.sampled_from(["", "U"])),
        sector=draw(st.sampled_from(["S", "T"])),
        channel=draw(st.sampled_from(["online", "in_person", "postal", "fax"])),
        service_level=draw(st.sampled_from(["full_online", "partial_online", "none"])),
        procedure_code=draw(st.sampled_from(["1.000001", "1.000002"])),
        entered_at=draw(_times),
        due_at=draw(_maybe),
        reckoned_due_at=draw(_maybe),
        digitised=draw(st.sampled_from(["yes", "no", ""])),
        guest=draw(st.booleans()) and draw(st.booleans()),
    )


_outcomes = st.sampled_from(["result", "refused", "withdrawn", "stopped"])


def _step(dossier_id: str) -> st.SearchStrategy[Event]:
    fields = st.fixed_dictionaries(
        {},
        optional={
            "presented_at": _times,
            "due_at": _maybe,
            "resolved_at": _maybe,
            "sector": st.sampled_from(["S", "T", "Z"]),
            "channel": st.sampled_from(["online", "in_person"]),
            "outcome": _outcomes,
        },
    ).filter(bool)
    return st.one_of(
        st.builds(DossierResolved, st.just(dossier_id), _outcomes, _times),
        st.builds(DossierReturned, st.just(dossier_id), _times),
        st.builds(DossierCorrected, st.just(dossier_id), fields, st.just("test")),
        st.builds(DossierVoided, st.just(dossier_id), st.just("test")),
        st.builds(
            DossierStateChanged, st.just(dossier_id), st.just("supplement_requested"), _maybe
        ),
    )


@st.composite
def _histories(draw: Any) -> list[Event]:
    events: list[Event] = []
    for number in range(draw(st.integers(1, 8))):
        events.append(draw(_reception(number)))
        steps = range(draw(st.integers(0, 3)))
        events.extend(draw(_step(f"d{draw(st.integers(0, number))}")) for _ in steps)
    return events


def _record(unit: UnitOfWork, *, events: list[Event]) -> None:
    for event in events:
        unit.record(event)


def _store_with(folder: str, events: list[Event]) -> SqliteStore:
    clock = AgendaClock(Instant(at("07-1 08:00")))
    store = open_store(Path(folder), clock=clock, ids=seeded_ids(clock, 1))
    store.execute(Act(_record, {"events": events}))
    return store


def _plain(figures: Figures) -> Any:
    lines = {(line.unit, line.sector): dict(line.counts) for line in figures.lines}
    return lines, dict(figures.procedures), sorted(figures.no_due)


def _both(reader: Reader, window: Window) -> tuple[Figures, Figures]:
    return count(fold(reader.events(kinds=KINDS)), window), reader.figures.count(window)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_histories(), st.sampled_from(_PERIODS), _times)
def test_fold_and_sql_count_the_same(events: list[Event], period: Period, now: int) -> None:
    window = period.window(now)
    with tempfile.TemporaryDirectory() as folder:
        store = _store_with(folder, events)
        try:
            by_fold, by_sql = store.read(lambda reader: _both(reader, window))
            listed = store.read(lambda reader: reader.figures.list_facts(window))
        finally:
            store.close()
    assert _plain(by_sql) == _plain(by_fold)
    # The dossiers behind the numbers are the ones that the numbers count.
    assert _plain(count(listed, window)) == _plain(by_fold)
    assert all(classes_of(one, window) or one.channel == "fax" for one in listed)


@settings(max_examples=30, deadline=None)
@given(_histories())
def test_what_one_period_leaves_open_the_next_carries_over(events: list[Event]) -> None:
    from core.events import Recorded

    dossiers = fold(Recorded(seq, 0, 0, "", "", event) for seq, event in enumerate(events))
    first = period_of("2026-06-01", "2026-06-02").window(2**60)
    second = period_of("2026-06-03", "2026-06-05").window(2**60)
    left = {d.dossier_id for d in dossiers if "in_progress_total" in classes_of(d, first)}
    carried = {d.dossier_id for d in dossiers if "carried_over" in classes_of(d, second)}
    assert left == carried
