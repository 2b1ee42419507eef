"""However many counters a new centre has, every sector is served."""

from __future__ import annotations

import pytest

from core.first_counters import MOST_COUNTERS, plan_counters, shipped_counters


@pytest.mark.parametrize("count", range(1, MOST_COUNTERS + 1))
def test_every_sector_has_a_counter(count: int) -> None:
    plan = [counter for counter in plan_counters(count, "Tiếp nhận") if counter.active]
    assert [counter.number for counter in plan] == list(range(1, count + 1))
    served = {sector for counter in plan for sector in counter.sectors}
    assert served == {sector for counter in shipped_counters() for sector in counter.sectors}
    assert all(counter.sectors and len(counter.name) <= 40 for counter in plan)


def test_counters_that_are_too_many_are_put_away() -> None:
    plan = plan_counters(4, "Tiếp nhận")
    assert [counter.counter_id for counter in plan if not counter.active] == ["q5", "q6"]


def test_six_counters_are_the_shipped_ones() -> None:
    assert plan_counters(6, "Tiếp nhận") == list(shipped_counters())
