"""Readers and units of work on a connection."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

from sqlalchemy import bindparam, select

from core.clock import VIETNAM, Instant, elapsed_s, instant_of, local_day
from core.events import Event, Recorded
from core.ids import Ids
from core.settings import Values
from db.books.counters import Counters
from db.books.dossiers import Dossiers
from db.books.persons import Persons
from db.books.procedures import Procedures
from db.books.ratings import Ratings
from db.books.staff import StaffList
from db.books.tickets import Tickets
from db.figures import PeriodFigures
from db.journal import (
    Head,
    Stamp,
    append,
    hash_of,
    lock_head,
    read_events,
    read_events_of,
    read_head,
    site_of,
)
from db.memory import Memory
from db.projections import EventStamp, apply_event
from db.statement import Connection, Statement
from db.tables import marks, settings

_SETTINGS = Statement(select(settings.c.name, settings.c.value))
_MARK = Statement(select(marks.c.value).where(marks.c.name == bindparam("mark_name")))

# No centre of this program was open before; an older date is a dead clock battery.
_EARLIEST = instant_of(datetime(2025, 1, 1, tzinfo=VIETNAM))
# A zone or a summer time set wrongly; more than that, and somebody must look.
_UNNOTICED_S = 2 * 3600


class ReadUnit:
    """`core.ports.Reader`: one consistent picture."""

    def __init__(self, connection: Connection, now: Instant, memory: Memory | None = None) -> None:
        self._connection = connection
        self._now = now
        self._memory = Memory() if memory is None else memory

    @property
    def now(self) -> Instant:
        return self._now

    @cached_property
    def tickets(self) -> Tickets:
        return Tickets(self._connection)

    @cached_property
    def counters(self) -> Counters:
        return Counters(self._connection, self._memory)

    @cached_property
    def ratings(self) -> Ratings:
        return Ratings(self._connection)

    @cached_property
    def dossiers(self) -> Dossiers:
        return Dossiers(self._connection)

    @cached_property
    def procedures(self) -> Procedures:
        return Procedures(self._connection, self._memory)

    @cached_property
    def staff(self) -> StaffList:
        return StaffList(self._connection)

    @cached_property
    def persons(self) -> Persons:
        return Persons(self._connection)

    @cached_property
    def figures(self) -> PeriodFigures:
        return PeriodFigures(self._connection)

    @property
    def settings(self) -> Values:
        return self._memory.keep("settings", self._read_settings)

    def _read_settings(self) -> Values:
        rows = _SETTINGS.all(self._connection)
        return Values({name: json.loads(value) for name, value in rows})

    @cached_property
    def site(self) -> str:
        return site_of(self._connection, self._head.stream_id)

    @cached_property
    def mark(self) -> str:
        return str(_MARK.value(self._connection, mark_name="mark") or "empty")

    @cached_property
    def _head(self) -> Head:
        return read_head(self._connection)

    def head_seq(self) -> int:
        return self._head.seq

    def head_at(self) -> int:
        return self._head.at

    def hash_at(self, seq: int) -> str:
        return hash_of(self._connection, seq)

    def events(
        self, after: int = 0, upto: int | None = None, kinds: Sequence[str] = ()
    ) -> Iterable[Recorded]:
        return read_events(self._connection, after, upto, kinds)

    def events_of(self, *, ticket_id: str = "", dossier_id: str = "") -> list[Recorded]:
        return read_events_of(self._connection, ticket_id=ticket_id, dossier_id=dossier_id)

    @cached_property
    def clock_is_behind(self) -> bool:
        if self._now < _EARLIEST:
            return True
        if elapsed_s(self._now, self._head.at) <= self._unnoticed_s():
            return False
        return not self.clock_is_confirmed

    def _unnoticed_s(self) -> float:
        """How far back a clock may go without a word: a little, within the day."""
        return _UNNOTICED_S if local_day(self._now) >= local_day(self._head.at) else 0

    @cached_property
    def clock_is_confirmed(self) -> bool:
        """The supervisor knows that the clock went back behind all that is recorded."""
        confirmed = _MARK.value(self._connection, mark_name="clock_confirmed_at")
        return int(confirmed or 0) >= self._head.at


class WriteUnit(ReadUnit):
    """`core.ports.UnitOfWork`: one write transaction.

    While a clock that was set back within the day has not caught up, time
    creeps on from the journal's last moment by a microsecond an act: nothing
    happens before what has already happened, or at the same instant, so that
    whoever comes later stands later in the queue.  Once the supervisor has
    confirmed the clock, its time is taken as it is.
    """

    def __init__(
        self,
        connection: Connection,
        now: Instant,
        ids: Ids,
        stamp_of: tuple[str, str, str],
        memory: Memory | None = None,
    ) -> None:
        super().__init__(connection, now, memory)
        self._ids = ids
        self._actor, self._station, self._attempt_id = stamp_of
        self._events: list[tuple[Event, int]] = []
        if now < self._head.at and not self.clock_is_confirmed:
            self._stand_still()
        self.persons.bind(self)

    @cached_property
    def _head(self) -> Head:
        return lock_head(self._connection)

    @property
    def ids(self) -> Ids:
        return self._ids

    @property
    def actor(self) -> str:
        return self._actor

    @property
    def station(self) -> str:
        return self._station

    @property
    def attempt_id(self) -> str:
        return self._attempt_id

    def record(self, event: Event, occurred_at: int | None = None) -> None:
        when = self._now if occurred_at is None else occurred_at
        self._events.append((event, when))
        apply_event(self._connection, event, EventStamp(self._now, when, self._actor))
        self._memory.follow(event)

    def _stand_still(self) -> None:
        if local_day(self._now) == local_day(self._head.at):
            # Whether the clock is behind is asked of the clock, not of the time it is given.
            _ = self.clock_is_behind
            self._now = Instant(self._head.at + 1)

    def append_to_journal(self) -> tuple[Recorded, ...]:
        """Write what was recorded behind the head; called once, before the commit."""
        stamp = Stamp(self._now, self._actor, self._station, self._attempt_id)
        return append(self._connection, self._head, stamp, self._events) if self._events else ()
