"""The PC's clock goes wrong: numbers stay unique, time does not run back, 2009 is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.clock import VIETNAM, AgendaClock, instant_of, local
from core.errors import Problem
from core.ports import Act
from core.queue.calling import call_next
from core.queue.counters import confirm_clock, open_counter
from core.queue.serving import finish
from core.queue.taking import take_ticket
from db.care import StoreCare
from db.store import SqliteStore, open_store
from tests.faults.victim import furnish

TAKE = Act(take_ticket, {"sector_id": "cert"})


@pytest.fixture
def centre(tmp_path: Path, agenda: AgendaClock) -> Iterator[SqliteStore]:
    agenda.advance(2 * 3600)
    store = open_store(tmp_path / "data", clock=agenda)
    store.execute(Act(furnish))
    yield store
    store.close()


def test_an_hour_back_changes_no_order(centre: SqliteStore, agenda: AgendaClock) -> None:
    before = []
    for _ in range(3):
        before.append(centre.execute(TAKE).result.label)
        agenda.advance(1)
    agenda.jump(agenda.now() - 3600 * 1_000_000)
    after = [centre.execute(TAKE).result.label for _ in range(3)]
    assert len({*before, *after}) == 6
    centre.execute(Act(open_counter, {"counter_id": "c1"}, "staff:s1"))
    called = []
    for _ in (*before, *after):
        called.append(centre.execute(Act(call_next, {"counter_id": "c1"}, "staff:s1")).result.label)
        centre.execute(Act(finish, {"counter_id": "c1"}, "staff:s1"))
    assert called == [*before, *after]
    times = centre.read(lambda reader: [recorded.at for recorded in reader.events()])
    assert times == sorted(times)


def test_the_self_check_is_red_while_the_clock_is_behind(
    centre: SqliteStore, tmp_path: Path, agenda: AgendaClock
) -> None:
    centre.execute(TAKE)
    agenda.jump(agenda.now() - 3600 * 1_000_000)
    lamps = {one.check: one.lamp for one in StoreCare(tmp_path / "data", agenda).findings()}
    assert lamps["clock"] == "red"


def test_a_dead_battery_gives_no_numbers_until_someone_confirms(
    centre: SqliteStore, agenda: AgendaClock
) -> None:
    centre.execute(TAKE)
    right = agenda.now()
    agenda.jump(instant_of(datetime(2009, 1, 1, 8, 0, tzinfo=VIETNAM)))
    with pytest.raises(Problem, match=r"queue\.clock_behind"):
        centre.execute(TAKE)
    # The clock is set right again: work goes on, the number follows.
    agenda.jump(right)
    assert centre.execute(TAKE).result.label.endswith("2")


def test_half_a_day_wrong_and_put_right_goes_on_when_the_supervisor_says_so(
    centre: SqliteStore, tmp_path: Path, agenda: AgendaClock
) -> None:
    """19:30 instead of 07:30: a clock that was set in the wrong half of the day."""
    right = agenda.now()
    agenda.jump(instant_of(local(right) + timedelta(hours=10)))
    centre.execute(Act(open_counter, {"counter_id": "c1"}, "staff:s1"))
    agenda.jump(right)
    assert centre.read(lambda reader: reader.clock_is_behind)
    with pytest.raises(Problem, match=r"queue\.clock_behind"):
        centre.execute(TAKE)
    centre.execute(Act(confirm_clock, {}, "staff:s1"))
    agenda.advance(60)
    taken = centre.execute(TAKE).result
    assert local(taken.taken_at) == local(agenda.now())
    assert not centre.read(lambda reader: reader.clock_is_behind)
    lamps = {one.check: one.lamp for one in StoreCare(tmp_path / "data", agenda).findings()}
    assert lamps["clock"] == "green"


def test_a_day_forward_and_back_closes_nothing_twice(
    centre: SqliteStore, agenda: AgendaClock
) -> None:
    today = centre.execute(TAKE).result.label
    tomorrow = instant_of(local(agenda.now()) + timedelta(days=1))
    here = agenda.now()
    agenda.jump(tomorrow)
    assert centre.execute(TAKE).result.label == today  # tomorrow's own first number
    agenda.jump(here)
    with pytest.raises(Problem, match=r"queue\.clock_behind"):
        centre.execute(TAKE)
    centre.execute(Act(confirm_clock, {}, "staff:s1"))
    assert centre.execute(TAKE).result.label != today
