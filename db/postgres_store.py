"""The store that many PCs share: PostgreSQL.

Each PC has one writer's thread.  An act locks the head of the journal first,
so that the writers of all PCs go one after another, as on SQLite; whatever a
verb reads is then the last word.  Other PCs hear of a commit by a
notification, and read on from their cursor.

The caller is told success or failure, never both: when the line breaks
during a commit, the journal is asked whether it holds the act's events.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

import psycopg

from core.clock import Clock, SystemClock
from core.errors import Bug, Exit, Problem
from core.events import Changes
from core.ids import FreshIds, Ids
from core.ports import Act, Done, Priority, Reader
from db.deed import do
from db.feed import Feed
from db.journal import begin_own_stream, read_events, read_head
from db.listeners import Listeners
from db.memory import Memory
from db.postgres import PATIENCE_S, connect, engine_for, is_lost, problem_of
from db.postgres_schema import check_version, create_fresh
from db.projections import load_projections
from db.statement import Connection
from db.unit import ReadUnit, WriteUnit
from db.watchdog import Watchdog
from db.writer import Writer

T = TypeVar("T")
_READERS = 2
_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


def open_postgres(
    url: str, *, clock: Clock, ids: Ids | None = None, make: bool = False
) -> PostgresStore:
    """Open the store behind a URL; with `make` an empty database gets its tables.

    Raises `Problem`: store.host_away, store.host_refuses, store.not_a_store,
    store.newer_version.
    """
    load_projections()
    if make:
        create_fresh(engine_for(url))
    store = PostgresStore(url, clock, ids or FreshIds(clock))
    try:
        store.start()
    except BaseException:
        store.close()
        raise
    return store


class Line:
    """A connection that is made when it is needed, and made anew when it was lost."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection: Connection | None = None
        self._watchdog = Watchdog(SystemClock(), PATIENCE_S)

    @contextlib.contextmanager
    def ready(self) -> Iterator[Connection]:
        """The connection, for no longer than the patience; a broken one is dropped."""
        if self._connection is None:
            self._connection = connect(self._url)
        connection = self._connection
        try:
            with self._watchdog.limit(connection.raw):
                yield connection
        except psycopg.Error:
            if is_lost(connection):
                self.drop()
            raise

    @property
    def is_up(self) -> bool:
        return self._connection is not None

    def drop(self) -> None:
        if self._connection is not None:
            self._connection.raw.close()
            self._connection = None

    def close(self) -> None:
        self.drop()
        self._watchdog.stop()


class PostgresStore:
    """`core.ports.Store` on a PostgreSQL database."""

    def __init__(self, url: str, clock: Clock, ids: Ids) -> None:
        self._url = url
        self._clock = clock
        self._ids = ids
        self._memory = Memory()
        self._remembered_seq = -1
        self._listeners = Listeners()
        self._writing = Line(url)
        self._reading = threading.local()
        self._lines = [self._writing]
        self._pool = ThreadPoolExecutor(_READERS, thread_name_prefix="store-reader")
        self._writer = Writer(self._carry_out)
        self._feed = Feed(url, self._listeners.tell)
        self._is_open = False

    @property
    def clock(self) -> Clock:
        return self._clock

    def start(self) -> None:
        """Check the store, then begin to write and to hear."""
        with self._translated(), self._writing.ready() as connection:
            check_version(connection)
            with _transaction(connection, "BEGIN"):
                begin_own_stream(connection)
            head = read_head(connection)
        self._is_open = True
        self._writer.start()
        self._feed.start(head.seq)

    def submit(self, act: Act, priority: Priority = Priority.STAFF) -> Future[Done[Any]]:
        return self._writer.submit(act, priority)

    def execute(self, act: Act, priority: Priority = Priority.STAFF) -> Done[Any]:
        return self.submit(act, priority).result()

    def submit_read(self, query: Callable[[Reader], T]) -> Future[T]:
        return self._pool.submit(self.read, query)

    def read(self, query: Callable[[Reader], T]) -> T:
        line = self._reader_line()
        was_up = line.is_up
        try:
            return self._read_once(line, query)
        except Problem as problem:
            # A line that broke while nobody used it is made anew without a word.
            if problem.code != "store.host_away" or not was_up or line.is_up:
                raise
            return self._read_once(line, query)

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        return self._listeners.add(listener)

    def close(self) -> None:
        """Let the writer finish what was asked, then close every connection."""
        if self._is_open:
            self._writer.stop()
            self._feed.stop()
            self._is_open = False
        self._pool.shutdown()
        for line in self._lines:
            line.close()
        self._lines.clear()

    def _read_once(self, line: Line, query: Callable[[Reader], T]) -> T:
        with (
            self._translated(),
            line.ready() as connection,
            _transaction(connection, _READING, "ROLLBACK"),
        ):
            return query(ReadUnit(connection, self._clock.now()))

    def _reader_line(self) -> Line:
        line: Line | None = getattr(self._reading, "line", None)
        if line is None:
            line = self._reading.line = Line(self._url)
            self._lines.append(line)
        return line

    # --- Writing ---------------------------------------------------------------------

    def _carry_out(self, act: Act) -> Done[Any]:
        was_up = self._writing.is_up
        try:
            return self._write_once(act)
        except Problem as problem:
            if problem.code != "store.host_away" or not was_up or self._writing.is_up:
                raise
            # The line was dead before the act began: nothing of it has been done.
            return self._write_once(act)

    def _write_once(self, act: Act) -> Done[Any]:
        done: Done[Any] | None = None
        try:
            with self._translated(act), self._writing.ready() as connection:
                with _transaction(connection, "BEGIN", ""):
                    done = do(connection, act, partial(self._unit, connection))
                connection.script("COMMIT")
        except Problem as problem:
            self._memory.forget()
            if done is None or problem.code != "store.host_away" or not self._stands(done):
                raise
        except BaseException:
            self._memory.forget()
            raise
        self._remembered_seq = done.seq
        self._feed.published(done.changes)
        return done

    def _stands(self, done: Done[Any]) -> bool:
        """Whether an act whose commit got no answer is in the journal."""
        if not done.changes.events:
            return True
        try:
            with self._translated(), self._writing.ready() as connection:
                found = read_events(connection, done.seq - 1, done.seq)
                return tuple(found) == done.changes.events[-1:]
        except Problem as problem:
            # Not "away", which is tried again: the act may stand.
            raise Problem("store.no_answer", Exit.ENVIRONMENT) from problem

    def _unit(self, connection: Connection, act: Act) -> WriteUnit:
        unit = WriteUnit(
            connection,
            self._clock.now(),
            self._ids,
            (act.actor, act.station, act.attempt_id),
            self._memory,
        )
        if unit.head_seq() != self._remembered_seq:
            # Another PC has written meanwhile.
            self._memory.forget()
            self._remembered_seq = unit.head_seq()
        return unit

    @contextlib.contextmanager
    def _translated(self, act: Act | None = None) -> Iterator[None]:
        try:
            yield
        except psycopg.IntegrityError as error:
            name = act.verb.__name__ if act is not None else "a query"
            raise Bug(f"{name}: the database forbids it: {error}") from error
        except psycopg.Error as error:
            raise problem_of(error) from error


@contextlib.contextmanager
def _transaction(connection: Connection, begin: str, end: str = "COMMIT") -> Iterator[None]:
    """A transaction; with an empty `end` it is left open for the caller to commit."""
    connection.script(begin)
    try:
        yield
    except BaseException:
        if not is_lost(connection):
            connection.script("ROLLBACK")
        raise
    if end:
        connection.script(end)
