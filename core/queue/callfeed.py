"""One feed of calls for board, sign and voice.

The journal is the feed: commits come in order, and nobody can miss one.  A
`CallFeed` turns them into calls.  It learns counters and settings from one
query and follows the journal from there, so a call reaches the board and
the loudspeaker without another query.  Commits that arrive before the
answer of that query wait for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from core.clock import local_day
from core.events import (
    ActionUndone,
    Changes,
    CounterDefined,
    Event,
    Recorded,
    SettingChanged,
    TicketCalled,
    TicketRecalled,
)
from core.ports import Announcement, Reader
from core.queue.announcing import Speech, announcement
from core.queue.model import BoardCall
from core.settings import BY_NAME, Values

MOST_CALLS = 40
"""How many calls a board can list at once."""

_UNDONE_CALL = "call"


@dataclass(frozen=True, slots=True)
class Heard:
    """A call, and what is said for it; `words` is None when the voice is silent."""

    call: BoardCall
    words: Announcement | None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A counter took its call of this ticket back: it leaves the board."""

    label: str
    counter_id: str


CallNews = Heard | Withdrawn


@dataclass(frozen=True, slots=True)
class Place:
    """A counter as a call names it."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand at one point of the journal."""

    head_seq: int
    values: Values
    places: dict[str, Place] = field(default_factory=dict)
    calls: tuple[BoardCall, ...] = ()


def standing(reader: Reader) -> Standing:
    """The query that a feed starts from; `calls` are today's, newest first."""
    values = reader.settings
    places = {c.counter_id: Place(c.number, c.name) for c in reader.counters.list_all()}
    calls = reader.tickets.latest_calls(local_day(reader.now).isoformat(), MOST_CALLS)
    return Standing(reader.head_seq(), values, places, tuple(calls))


class CallFeed:
    """The calls of a journal, in order; one thread at a time."""

    def __init__(self) -> None:
        self._head_seq: int | None = None
        self._early: list[Changes] = []
        self._places: dict[str, Place] = {}
        self._values = Values()
        self._speech = Speech()

    def learn(self, known: Standing) -> tuple[CallNews, ...]:
        """Start from a standing; returns the calls that were made after it."""
        self._head_seq = known.head_seq
        self._places = dict(known.places)
        self._values = known.values
        self._speech = Speech.chosen(known.values)
        early, self._early = self._early, []
        return tuple(news for changes in early for news in self.hear(changes))

    def hear(self, changes: Changes) -> tuple[CallNews, ...]:
        """The calls of one commit."""
        if self._head_seq is None:
            self._early.append(changes)
            return ()
        fresh = [recorded for recorded in changes.events if recorded.seq > self._head_seq]
        return tuple(news for recorded in fresh for news in self._news_of(recorded))

    def _news_of(self, recorded: Recorded) -> tuple[CallNews, ...]:
        event = recorded.event
        if isinstance(event, TicketCalled | TicketRecalled):
            call = self._call(recorded, event)
            heard = self._speech.is_heard(call.at)
            return (Heard(call, announcement(call, self._speech) if heard else None),)
        if isinstance(event, ActionUndone) and event.action == _UNDONE_CALL:
            return (Withdrawn(str(event.ticket["label"]), event.counter_id),)
        self._follow(event)
        return ()

    def _call(self, recorded: Recorded, event: TicketCalled | TicketRecalled) -> BoardCall:
        place = self._places.get(event.counter_id, Place(0, ""))
        return BoardCall(
            seq=recorded.seq,
            at=recorded.occurred_at,
            label=event.label,
            counter_number=place.number,
            counter_name=place.name,
            counter_id=event.counter_id,
            recall=isinstance(event, TicketRecalled),
            language=event.language,
        )

    def _follow(self, event: Event) -> None:
        """Counters and settings may change while the centre is open."""
        if isinstance(event, CounterDefined):
            self._places[event.counter_id] = Place(event.number, event.name)
        elif isinstance(event, SettingChanged) and event.name in BY_NAME:
            self._values = self._values.with_(event.name, event.value)
            self._speech = Speech.chosen(self._values)
