"""One feed for board, sign and voice: in order, none lost, none twice."""

from __future__ import annotations

from core.clock import AgendaClock, Instant
from core.events import (
    ActionUndone,
    Changes,
    CounterDefined,
    Event,
    Recorded,
    SettingChanged,
    TicketCalled,
    TicketRecalled,
    changes_of,
)
from core.queue.board import CallBoard
from core.queue.callfeed import CallFeed, CallNews, Heard, Place, Standing, Withdrawn
from core.queue.model import BoardCall
from core.queue.turns import Turns
from core.settings import Values

KNOWN = Standing(10, Values(), {"q1": Place(1, "Quầy 1"), "q2": Place(2, "Quầy 2")})


def called(label: str, counter_id: str = "q1") -> TicketCalled:
    return TicketCalled(label, label, "CT", counter_id, "nv1", "CT/normal", 0, 0, "turn")


def commit(seq: int, *events: Event) -> Changes:
    return changes_of(
        tuple(Recorded(seq + i, 100 + seq, 100 + seq, "a", "s", e) for i, e in enumerate(events))
    )


def labels(news: tuple[CallNews, ...]) -> list[str]:
    return [item.call.label for item in news if isinstance(item, Heard)]


def test_calls_come_out_in_order_with_their_counter() -> None:
    feed = CallFeed()
    feed.learn(KNOWN)
    news = feed.hear(commit(11, called("A001"), called("A002", "q2")))
    assert labels(news) == ["A001", "A002"]
    first = news[0]
    assert isinstance(first, Heard)
    assert (first.call.counter_number, first.call.seq, first.call.at) == (1, 11, 111)
    assert first.words is not None
    assert first.words.label == "A001"


def test_commits_before_the_answer_wait_and_known_ones_are_not_repeated() -> None:
    feed = CallFeed()
    assert feed.hear(commit(10, called("A001"))) == ()
    assert feed.hear(commit(11, called("A002"))) == ()
    assert labels(feed.learn(KNOWN)) == ["A002"]
    assert labels(feed.hear(commit(12, called("A003")))) == ["A003"]


def test_settings_and_counters_are_followed() -> None:
    feed = CallFeed()
    feed.learn(KNOWN)
    feed.hear(commit(11, SettingChanged("voice.on", False), SettingChanged("gone.setting", 1)))
    feed.hear(commit(13, CounterDefined("q1", 9, "Quầy 9")))
    (news,) = feed.hear(commit(14, called("A001")))
    assert isinstance(news, Heard)
    assert (news.words, news.call.counter_number) == (None, 9)


def test_a_recall_and_a_call_taken_back() -> None:
    feed = CallFeed()
    feed.learn(KNOWN)
    (again,) = feed.hear(commit(11, TicketRecalled("A001", "A001", "q1", 2)))
    assert isinstance(again, Heard)
    assert again.call.recall
    undone = ActionUndone("A001", "q1", "call", {"label": "A001"})
    assert feed.hear(commit(12, undone)) == (Withdrawn("A001", "q1"),)
    assert feed.hear(commit(13, ActionUndone("A001", "q1", "finish", {"label": "A001"}))) == ()


def call(label: str, counter: int = 1, *, recall: bool = False) -> BoardCall:
    return BoardCall(0, 0, label, counter, "", f"q{counter}", recall, "vi")


def agenda() -> AgendaClock:
    return AgendaClock(Instant(0))


def test_each_call_has_its_turn() -> None:
    clock, shown = agenda(), list[str]()
    turns = Turns(clock, 6, lambda one: shown.append(one.label))
    for number in range(20):
        turns.add(call(f"A{number:03d}"))
    assert shown == ["A000"]
    clock.advance(6)
    assert shown == ["A000", "A001"]
    clock.advance(1000)
    assert shown == [f"A{number:03d}" for number in range(20)]
    assert turns.current == call("A019")


def test_a_recall_takes_the_waiting_turn_instead_of_a_second_one() -> None:
    clock, shown = agenda(), list[BoardCall]()
    turns = Turns(clock, 6, shown.append)
    for label in ("A001", "A002", "A003"):
        turns.add(call(label))
    turns.add(call("A002", recall=True))
    clock.advance(100)
    assert shown == [call("A001"), call("A002", recall=True), call("A003")]


def test_a_burst_is_listed_at_once_and_shrinks_when_all_had_their_turn() -> None:
    clock, turned = agenda(), list[int]()
    board = CallBoard(clock, lambda: turned.append(1))
    for number in range(20):
        board.hear(Heard(call(f"A{number:03d}"), None))
    assert [one.label for one in board.listed] == [f"A{n:03d}" for n in reversed(range(20))]
    clock.advance(6 * 20)
    assert len(turned) == 20
    assert [one.label for one in board.listed] == ["A019", "A018", "A017", "A016", "A015"]
    assert board.current == call("A019")


def test_a_call_taken_back_leaves_the_board_and_an_older_one_stands_again() -> None:
    board = CallBoard(agenda(), lambda: None)
    board.stand([call("A001", 2)])
    board.hear(Heard(call("A001", 1), None))
    board.hear(Heard(call("A002", 1), None))
    board.hear(Withdrawn("A001", "q1"))
    assert board.listed == (call("A002", 1), call("A001", 2))
    board.hear(Withdrawn("A002", "q1"))
    assert (board.current, board.listed) == (call("A001", 2), (call("A001", 2),))


def test_a_turn_that_is_taken_back_passes_on() -> None:
    board = CallBoard(agenda(), lambda: None)
    for label in ("A001", "A002"):
        board.hear(Heard(call(label), None))
    board.hear(Withdrawn("A001", "q1"))
    assert board.current == call("A002")
