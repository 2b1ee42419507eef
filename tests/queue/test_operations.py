"""The verbs of the queue, one promise each, against the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from core.clock import VIETNAM, AgendaClock, instant_of
from core.errors import Problem
from core.events import CounterDefined, SectorDefined, StaffDefined, TicketReserved
from core.ids import seeded_ids
from core.ports import Act, UnitOfWork
from core.queue.calling import bring_back, call_given, call_next, miss, recall, start_service
from core.queue.counters import (
    close_counter,
    close_day,
    confirm_clock,
    day_counts,
    open_counter,
    pause_counter,
)
from core.queue.serving import another_service, finish, park, transfer, undo
from core.queue.taking import note_paper, reprint_ticket, take_ticket, void_ticket
from core.ratings.operations import lapse_ratings, press_rating
from db.store import SqliteStore, open_store

Do = Callable[..., Any]


def furnish(unit: UnitOfWork) -> None:
    unit.record(SectorDefined("cert", "Cert", "Cert", "A", capacity_am=3))
    unit.record(SectorDefined("civil", "Civil", "Civil", "H"))
    unit.record(CounterDefined("c1", 1, "1", {"cert": 1, "civil": 1}))
    unit.record(CounterDefined("c2", 2, "2", {"civil": 1}))
    unit.record(StaffDefined("s1", "An", "officer"))
    unit.record(StaffDefined("s2", "Binh", "supervisor"))


@pytest.fixture
def store(tmp_path: Path, agenda: AgendaClock) -> Iterator[SqliteStore]:
    agenda.advance(1800)
    opened = open_store(tmp_path / "data", clock=agenda, ids=seeded_ids(agenda, 1))
    opened.execute(Act(furnish))
    yield opened
    opened.close()


@pytest.fixture
def do(store: SqliteStore, agenda: AgendaClock) -> Do:
    """Carry out a verb as an officer and let three seconds pass."""

    def carry_out(verb: Callable[..., Any], actor: str = "staff:s1", **arguments: Any) -> Any:
        agenda.advance(3)
        return store.execute(Act(verb, arguments, actor)).result

    carry_out(open_counter, counter_id="c1")
    carry_out(open_counter, counter_id="c2", actor="staff:s2")
    return carry_out


def refused(do: Do, verb: Callable[..., Any], **arguments: Any) -> str:
    with pytest.raises(Problem) as caught:
        do(verb, **arguments)
    return caught.value.code


def test_a_series_per_sector_starts_at_one_each_day(do: Do, agenda: AgendaClock) -> None:
    labels = [do(take_ticket, sector_id=s).label for s in ("cert", "civil", "cert")]
    agenda.advance(86_400)
    assert [*labels, do(take_ticket, sector_id="cert").label] == ["A001", "H001", "A002", "A001"]


def test_numbers_widen_after_999(do: Do, store: SqliteStore) -> None:
    def almost_full(unit: UnitOfWork) -> None:
        unit.record(
            TicketReserved(
                "t998", "k", "2026-11-23", "H", 999, "H999", "civil", "2026-11-23 civil/normal", 1
            )
        )

    store.execute(Act(almost_full))
    assert do(take_ticket, sector_id="civil").label == "H1000"


def test_capacity_of_a_half_day_counts_neither_void_nor_test(do: Do) -> None:
    first = do(take_ticket, sector_id="cert")
    do(take_ticket, sector_id="cert", is_test=True)
    do(void_ticket, ticket_id=first.ticket_id, reason="mistake")
    for _ in range(3):
        do(take_ticket, sector_id="cert")
    assert refused(do, take_ticket, sector_id="cert") == "queue.full"
    assert do(take_ticket, sector_id="cert", channel="desk").ahead == 3


def test_the_kiosk_is_closed_outside_hours_and_the_desk_is_not(do: Do, agenda: AgendaClock) -> None:
    agenda.advance(4 * 3600)
    assert refused(do, take_ticket, sector_id="civil") == "queue.closed"
    assert do(take_ticket, sector_id="civil", channel="desk").label == "H001"


def test_a_clock_set_back_within_the_day_goes_on_without_reusing_numbers(
    do: Do, agenda: AgendaClock
) -> None:
    do(take_ticket, sector_id="civil")
    agenda.jump(instant_of(datetime(2026, 11, 23, 7, 45, tzinfo=VIETNAM)))
    taken = do(take_ticket, sector_id="civil")
    assert (taken.label, taken.ahead) == ("H002", 1)


def test_a_clock_in_2009_asks_the_supervisor(do: Do, agenda: AgendaClock) -> None:
    do(take_ticket, sector_id="civil")
    agenda.jump(instant_of(datetime(2009, 1, 1, 8, 0, tzinfo=VIETNAM)))
    assert refused(do, take_ticket, sector_id="civil") == "queue.clock_behind"


def test_a_day_too_far_ahead_is_put_right_by_the_supervisor(do: Do, agenda: AgendaClock) -> None:
    do(take_ticket, sector_id="civil")
    today = agenda.now()
    agenda.advance(86_400)
    do(take_ticket, sector_id="civil")
    agenda.jump(today)
    assert refused(do, take_ticket, sector_id="civil") == "queue.clock_behind"
    do(confirm_clock, actor="staff:s2")
    assert do(take_ticket, sector_id="civil").label == "H002"


def test_people_of_yesterday_are_neither_called_nor_counted(do: Do, agenda: AgendaClock) -> None:
    left = do(take_ticket, sector_id="civil")
    agenda.advance(86_400)
    assert do(take_ticket, sector_id="civil").ahead == 0
    assert do(call_next, counter_id="c1").ticket_id != left.ticket_id
    do(bring_back, ticket_id=left.ticket_id)
    assert do(call_next, counter_id="c2", actor="staff:s2").ticket_id == left.ticket_id


def test_a_visit_from_call_to_rating(do: Do, store: SqliteStore) -> None:
    taken = do(take_ticket, sector_id="civil")
    called = do(call_next, counter_id="c1")
    assert (called.label, called.reason) == (taken.label, "only")
    do(start_service, counter_id="c1")
    do(finish, counter_id="c1")
    armed = store.read(lambda reader: reader.ratings.armed("c1"))
    assert armed is not None
    assert armed.ticket_id == taken.ticket_id
    assert do(press_rating, counter_id="c1", value=3, actor="citizen").counted
    assert not do(press_rating, counter_id="c1", value=1, actor="citizen").counted


def test_a_press_after_the_window_is_stray(do: Do, agenda: AgendaClock) -> None:
    do(take_ticket, sector_id="civil")
    do(call_next, counter_id="c1")
    do(finish, counter_id="c1")
    agenda.advance(61)
    assert not do(press_rating, counter_id="c1", value=3).counted
    assert do(lapse_ratings) == 1


def test_one_counter_holds_one_ticket(do: Do) -> None:
    do(take_ticket, sector_id="civil")
    do(take_ticket, sector_id="civil")
    do(call_next, counter_id="c1")
    assert refused(do, call_next, counter_id="c1") == "queue.counter_busy"


def test_a_called_ticket_names_its_counter_to_others(do: Do) -> None:
    taken = do(take_ticket, sector_id="civil")
    do(call_next, counter_id="c1")
    code = refused(do, call_given, counter_id="c2", label=taken.label)
    assert code == "queue.called_elsewhere"


def test_recalls_are_bounded_and_missing_keeps_the_turn(do: Do) -> None:
    first = do(take_ticket, sector_id="civil")
    do(take_ticket, sector_id="civil")
    do(call_next, counter_id="c1")
    for _ in range(3):
        do(recall, counter_id="c1")
    assert refused(do, recall, counter_id="c1") == "queue.recalled_enough"
    do(miss, counter_id="c1")
    do(bring_back, ticket_id=first.ticket_id)
    assert do(call_next, counter_id="c1").ticket_id == first.ticket_id


def test_transfer_keeps_number_and_turn(do: Do) -> None:
    first = do(take_ticket, sector_id="cert")
    do(take_ticket, sector_id="civil")
    do(call_next, counter_id="c1")
    do(start_service, counter_id="c1")
    do(transfer, counter_id="c1", to_sector_id="civil")
    assert do(call_next, counter_id="c2", actor="staff:s2").ticket_id == first.ticket_id


def test_transfer_to_a_person_and_to_a_counter(do: Do) -> None:
    taken = do(take_ticket, sector_id="cert")
    do(call_next, counter_id="c1")
    do(transfer, counter_id="c1", to_officer_id="s2")
    assert do(call_next, counter_id="c2", actor="staff:s2").reason == "only"
    do(transfer, counter_id="c2", to_counter_id="c1", actor="staff:s2")
    assert do(call_next, counter_id="c1").ticket_id == taken.ticket_id


def test_parked_and_returning_visitors_come_first(do: Do) -> None:
    parked = do(take_ticket, sector_id="civil")
    do(call_next, counter_id="c1")
    do(park, counter_id="c1")
    do(take_ticket, sector_id="civil")
    do(bring_back, ticket_id=parked.ticket_id)
    called = do(call_next, counter_id="c1")
    assert (called.ticket_id, called.reason) == (parked.ticket_id, "returning")
    do(finish, counter_id="c1", may_return=True)
    do(bring_back, ticket_id=parked.ticket_id)
    assert do(call_next, counter_id="c1").ticket_id == parked.ticket_id


def test_figures_alone_name_a_number_of_the_counters_sectors(do: Do) -> None:
    for sector in ("cert", "civil", "civil"):
        do(take_ticket, sector_id=sector)
    assert do(call_given, counter_id="c1", label="2").label == "H002"
    do(miss, counter_id="c1")
    # A001 and H001 both wait: the keypad must not guess.
    assert refused(do, call_given, counter_id="c1", label="001") == "queue.several_numbers"
    assert do(call_given, counter_id="c2", label="1", actor="staff:s2").label == "H001"
    assert do(call_given, counter_id="c1", label="1").label == "A001"
    assert refused(do, call_given, counter_id="c2", label="77") == "queue.counter_busy"
    do(finish, counter_id="c1")
    assert refused(do, call_given, counter_id="c1", label="77") == "queue.no_such_number"


def test_priority_goes_with_a_transferred_ticket(do: Do, store: SqliteStore) -> None:
    taken = do(take_ticket, sector_id="cert", priority="elderly")
    do(call_next, counter_id="c1")
    do(transfer, counter_id="c1", to_sector_id="civil")
    ticket = store.read(lambda reader: reader.tickets.find(taken.ticket_id))
    assert ticket is not None
    assert ticket.line == "2026-11-23 civil/priority"


def test_nobody_is_sent_to_where_nobody_calls(do: Do) -> None:
    do(take_ticket, sector_id="civil")
    do(close_counter, counter_id="c2", actor="staff:s2")
    do(call_next, counter_id="c1")
    for closed in ({"to_counter_id": "c2"}, {"to_officer_id": "s2"}):
        assert refused(do, transfer, counter_id="c1", **closed).endswith("_off")
    do(open_counter, counter_id="c2", actor="staff:s2")
    do(transfer, counter_id="c1", to_officer_id="s2")
    assert do(call_next, counter_id="c2", actor="staff:s2").label == "H001"


def test_whoever_waits_for_a_counter_that_closes_goes_first_elsewhere(
    do: Do, store: SqliteStore
) -> None:
    tickets = [do(take_ticket, sector_id="civil") for _ in range(4)]
    for end in (park, finish):
        do(call_next, counter_id="c2", actor="staff:s2")
        more = {"may_return": True} if end is finish else {}
        do(end, counter_id="c2", actor="staff:s2", **more)
    do(bring_back, ticket_id=tickets[1].ticket_id)
    do(close_counter, counter_id="c2", actor="staff:s2")
    do(bring_back, ticket_id=tickets[0].ticket_id)
    called = []
    for _ in range(3):
        called.append(do(call_next, counter_id="c1").label)
        do(finish, counter_id="c1")
    assert called == ["H001", "H002", "H003"]


def test_several_services_in_one_visit(do: Do, store: SqliteStore) -> None:
    taken = do(take_ticket, sector_id="cert")
    do(call_next, counter_id="c1")
    first = do(start_service, counter_id="c1")
    second = do(another_service, counter_id="c1", sector_id="civil")
    do(finish, counter_id="c1")
    services = [store.read(lambda r, s=s: r.tickets.service(s)) for s in (first, second)]
    assert [service.sector_id for service in services] == ["cert", "civil"]
    assert all(service.ended_at and service.ticket_id == taken.ticket_id for service in services)


@pytest.mark.parametrize(
    ("verb", "name", "state"),
    [
        (miss, "miss", "called"),
        (start_service, "start", "called"),
        (finish, "finish", "called"),
        (park, "park", "called"),
    ],
)
def test_undo_takes_the_last_action_back(
    do: Do, store: SqliteStore, verb: Callable[..., Any], name: str, state: str
) -> None:
    taken = do(take_ticket, sector_id="civil")
    do(call_next, counter_id="c1")
    before = store.read(lambda r: r.tickets.find(taken.ticket_id))
    do(verb, counter_id="c1")
    assert do(undo, counter_id="c1") == name
    after = store.read(lambda r: r.tickets.find(taken.ticket_id))
    assert after == before
    assert after.state == state
    assert refused(do, undo, counter_id="c1") == "queue.nothing_to_undo"


def test_undoing_a_call_gives_the_turn_back(do: Do, store: SqliteStore) -> None:
    taken = do(take_ticket, sector_id="civil")
    do(call_next, counter_id="c1")
    do(undo, counter_id="c1")
    assert store.read(lambda r: r.tickets.latest_calls("2026-11-23", 5)) == []
    assert do(call_next, counter_id="c2", actor="staff:s2").ticket_id == taken.ticket_id


def test_undo_ends_after_ten_seconds_and_with_the_rating(do: Do, agenda: AgendaClock) -> None:
    do(take_ticket, sector_id="civil")
    do(call_next, counter_id="c1")
    agenda.advance(11)
    assert refused(do, undo, counter_id="c1") == "queue.nothing_to_undo"
    do(finish, counter_id="c1")
    do(press_rating, counter_id="c1", value=2)
    assert refused(do, undo, counter_id="c1") == "queue.undo_too_late"


def test_undo_leaves_alone_what_another_counter_did_since(do: Do) -> None:
    do(take_ticket, sector_id="civil")
    do(call_next, counter_id="c1")
    do(miss, counter_id="c1")
    do(call_given, counter_id="c2", label="H001", actor="staff:s2")
    do(miss, counter_id="c2", actor="staff:s2")
    assert refused(do, undo, counter_id="c1") == "queue.undo_too_late"
    assert do(undo, counter_id="c2", actor="staff:s2") == "miss"


def test_paused_counters_do_not_call(do: Do) -> None:
    do(pause_counter, counter_id="c1", reason="lunch")
    assert refused(do, call_next, counter_id="c1") == "queue.counter_closed"


def test_officers_only(do: Do) -> None:
    assert refused(do, call_next, counter_id="c1", actor="citizen") == "people.not_allowed"
    assert refused(do, close_day) == "people.not_allowed"


def test_a_confirmed_paper_stays_confirmed_and_a_reprint_starts_anew(
    do: Do, store: SqliteStore
) -> None:
    taken = do(take_ticket, sector_id="civil")
    paper = {"ticket_id": taken.ticket_id, "copy": 1}
    do(note_paper, **paper, delivery="confirmed", actor="device:p")
    assert do(note_paper, **paper, delivery="uncertain", actor="device:p") == "confirmed"
    assert do(reprint_ticket, ticket_id=taken.ticket_id) == 2
    assert store.read(lambda r: r.tickets.find(taken.ticket_id)).paper == "queued"
    assert do(note_paper, **paper, delivery="confirmed", actor="device:p") == "queued"


def test_the_three_way_count_adds_up(do: Do, store: SqliteStore) -> None:
    tickets = [do(take_ticket, sector_id="civil") for _ in range(6)]
    for ticket, paper in zip(tickets, ("confirmed", "sent", "uncertain", "screen"), strict=False):
        do(note_paper, ticket_id=ticket.ticket_id, copy=1, delivery=paper)
    do(void_ticket, ticket_id=tickets[5].ticket_id, reason="test")
    do(call_next, counter_id="c1")
    do(finish, counter_id="c1")
    do(call_next, counter_id="c1")
    do(miss, counter_id="c1")
    do(call_next, counter_id="c1")
    counts = store.read(lambda reader: day_counts(reader, "2026-11-23"))
    assert counts["issued"] == 6 == 1 + 1 + 2 + 1 + 1
    assert counts["called"] == 3 == counts["served"] + counts["missed"] + counts["open"]
    assert do(close_day, actor="staff:s2") == counts


@pytest.mark.parametrize("day", ["2026-11-24", "2126-01-01", "today", "2026-13-01"])
def test_only_days_that_were_are_closed(do: Do, day: str) -> None:
    assert refused(do, close_day, actor="staff:s2", day=day) == "queue.no_such_day"


def test_yesterday_is_closed_as_well(do: Do) -> None:
    assert do(close_day, actor="staff:s2", day="2026-11-22")["issued"] == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  lunch \n soon\t", "lunch soon"),
        ("a\x00b\ud83d c", "a b c"),
        ("Tra\u0302\u0300n \U0001f35a", "Tr\u1ea7n \U0001f35a"),
        ("x" * 1_000_000, "x" * 100),
    ],
)
def test_a_reason_is_kept_as_words(do: Do, store: SqliteStore, typed: str, kept: str) -> None:
    do(pause_counter, counter_id="c1", reason=typed)
    (paused,) = store.read(lambda reader: list(reader.events(kinds=("CounterPaused",))))
    assert paused.event.reason == kept  # type: ignore[attr-defined]


def test_the_pace_of_a_sector_follows_its_services(do: Do, store: SqliteStore) -> None:
    for _ in range(12):
        do(take_ticket, sector_id="civil")
        do(call_next, counter_id="c1")
        do(start_service, counter_id="c1")
        do(finish, counter_id="c1")
    assert store.read(lambda r: r.tickets.pace_s("civil")) == pytest.approx(3.0)
