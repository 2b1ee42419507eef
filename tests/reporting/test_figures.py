"""The definitions of design 7, case by case, reckoned by hand for June 2026."""

from __future__ import annotations

from typing import Any

import pytest

from core.reporting.figures import ALL, classes_of, count, total_of
from core.reporting.period import period_of
from tests.reporting.cases import JUNE, at, dossier, end_of

_RECEIVED = {"received_total", "received_new", "received_direct_postal"}
_OPEN = {"in_progress_total", "in_progress_within_due"}
_LATE = {"in_progress_total", "in_progress_overdue"}


@pytest.mark.parametrize(
    ("presented", "counts"),
    [
        ("05-31 23:59:59", {"received_total", "carried_over"}),
        ("1 00:00:00", _RECEIVED),
        ("30 23:59:59", _RECEIVED),
        ("07-1 00:00:00", set()),
    ],
)
def test_the_bounds_of_reception_are_local_midnights(presented: str, counts: set[str]) -> None:
    assert classes_of(dossier(presented), JUNE) == counts | (_OPEN if counts else set())


@pytest.mark.parametrize(
    ("due", "resolved", "kind"),
    [
        # A due time is kept to the minute.
        ("15 17:00", "15 16:59", "on_time"),
        ("15 17:00", "15 17:00:59", "on_time"),
        ("15 17:00", "15 17:01", "overdue"),
        ("15 17:00", "16 08:00", "overdue"),
        # The day decides between early and on time, in Vietnam's time.
        ("15 17:00", "14 23:59:59", "early"),
        ("15 17:00", "15 00:00:00", "on_time"),
        ("15 06:00", "14 23:00", "early"),
        # A due day without a time means its end.
        (end_of(15), "15 23:59:59", "on_time"),
        (end_of(15), "16 00:00", "overdue"),
        (end_of(15), "14 23:59", "early"),
        # Without a due date and without a term nothing is overdue or early.
        (None, "15 12:00", "on_time"),
    ],
)
def test_resolved_is_early_on_time_or_overdue(due: Any, resolved: str, kind: str) -> None:
    names = classes_of(dossier("10 08:00", due=due, resolved=resolved), JUNE)
    assert names == _RECEIVED | {"resolved_total", f"resolved_{kind}"}


@pytest.mark.parametrize(
    ("due", "counts"),
    [
        ("30 17:00", _LATE),
        ("30 23:59", _LATE),
        (end_of(30), _OPEN),
        ("07-1 00:00", _OPEN),
        (None, _OPEN),
    ],
)
def test_unresolved_is_overdue_when_due_before_the_cut(due: Any, counts: set[str]) -> None:
    assert classes_of(dossier("10 08:00", due=due), JUNE) == _RECEIVED | counts


def test_while_the_period_runs_the_cut_is_now() -> None:
    now = at("15 10:00")
    running = period_of("2026-06-01", "2026-06-30").window(now)
    assert classes_of(dossier("10 08:00", due="15 09:59"), running) >= _LATE
    assert classes_of(dossier("10 08:00", due="15 10:00"), running) >= _OPEN
    assert classes_of(dossier("10 08:00", due="15 10:00"), JUNE) >= _LATE


@pytest.mark.parametrize(
    ("resolved", "counts"),
    [
        ("05-31 23:59:59", set()),
        ("1 00:00", {"received_total", "carried_over", "resolved_total", "resolved_overdue"}),
        ("30 23:59:59", {"received_total", "carried_over", "resolved_total", "resolved_overdue"}),
        ("07-1 00:00", {"received_total", "carried_over", *_LATE}),
    ],
)
def test_carried_over_is_what_was_open_when_the_period_began(
    resolved: str, counts: set[str]
) -> None:
    assert classes_of(dossier("05-20 08:00", due="05-25 17:00", resolved=resolved), JUNE) == counts


@pytest.mark.parametrize("outcome", ["withdrawn", "refused"])
def test_withdrawn_and_refused_stand_inside_the_resolved_by_their_date(outcome: str) -> None:
    one = dossier("10 08:00", due="12 17:00", resolved="11 09:00", outcome=outcome)
    assert classes_of(one, JUNE) == _RECEIVED | {"resolved_total", "resolved_early", outcome}
    late = dossier("10 08:00", due="12 17:00", resolved="13 09:00", outcome=outcome)
    assert {"resolved_overdue", outcome} <= classes_of(late, JUNE)


@pytest.mark.parametrize("outcome", ["stopped", "closed_no_answer", "result"])
def test_other_ends_are_resolved_and_nothing_else(outcome: str) -> None:
    one = dossier("10 08:00", due="12 17:00", resolved="12 09:00", outcome=outcome)
    assert classes_of(one, JUNE) == _RECEIVED | {"resolved_total", "resolved_on_time"}


@pytest.mark.parametrize(
    ("channel", "presented", "entered", "late"),
    [
        ("in_person", "10 23:59", "11 00:00", True),
        ("in_person", "10 00:00", "10 23:59", False),
        ("postal", "10 08:00", "12 08:00", True),
        ("online", "10 08:00", "12 08:00", False),
        ("in_person", "05-31 08:00", "1 08:00", False),
    ],
)
def test_late_entry_is_a_later_local_day_and_never_online(
    channel: str, presented: str, entered: str, late: bool
) -> None:
    names = classes_of(dossier(presented, channel=channel, entered=entered), JUNE)
    assert ("late_entry" in names) is late


def test_channels_and_levels() -> None:
    online = classes_of(dossier("10", channel="online", service_level="full_online"), JUNE)
    assert {"received_online", "received_full_online"} <= online
    assert "received_direct_postal" not in online
    partial = classes_of(dossier("10", channel="postal", service_level="partial_online"), JUNE)
    assert {"received_direct_postal", "received_partial_online"} <= partial


def test_digitised_counts_what_was_resolved() -> None:
    assert "resolved_digitised" in classes_of(dossier("10", resolved="11", digitised="yes"), JUNE)
    assert "resolved_digitised" not in classes_of(dossier("10", digitised="yes"), JUNE)
    assert "resolved_digitised" not in classes_of(
        dossier("10", resolved="11", digitised="no"), JUNE
    )


@pytest.mark.parametrize(
    "one",
    [
        dossier("10", channel="fax"),
        dossier("10", resolved="05-20"),
        dossier("07-10", resolved="20"),
    ],
)
def test_a_dossier_that_contradicts_itself_is_broken(one: Any) -> None:
    assert "broken" in classes_of(one, JUNE)


def test_counts_by_unit_and_sector_add_up() -> None:
    figures = count(
        [
            dossier("10", code="A", sector="S", due="12", resolved="11"),
            dossier("10", code="B", sector="T", channel="online", procedure_code="1.000002"),
            dossier("05-10", code="C", sector="T", due="05-12"),
            dossier("05-10", code="D", sector="T", due="05-12", resolved="05-11"),
        ],
        JUNE,
    )
    assert {line.sector for line in figures.lines} == {"S", "T"}
    assert figures.no_due == ("B",)
    assert figures.procedures == {"none": 2}
    total = total_of(figures.lines).counts
    assert set(total) == set(ALL)
    assert (total["received_total"], total["carried_over"], total["in_progress_total"]) == (3, 1, 2)
