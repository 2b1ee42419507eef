"""The store: one writer's thread, readers beside it, listeners behind it.

Every write goes through one connection on one thread (SQLite before 3.51.3
has a rare race between two WAL writers), in the order of priority and then
of asking.  A commit is durable before anybody hears of it.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
import queue
import sqlite3
import threading
import typing
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import bindparam, insert, select

from core.clock import Clock
from core.errors import Bug, Exit, Problem
from core.events import Changes, Recorded, changes_of
from core.ids import FreshIds, Ids
from core.ports import Act, Done, Priority, Reader
from core.wire import canonical, from_wire, to_wire
from db.engine import connect, database_file, engine_for, problem_of, refuse_network_share
from db.journal import begin_own_stream
from db.lock import StoreLock, hold
from db.memory import Memory
from db.projections import load_projections
from db.schema import check_version, create_fresh
from db.statement import Connection, Statement
from db.tables import attempts
from db.unit import ReadUnit, WriteUnit

T = TypeVar("T")
_log = logging.getLogger(__name__)

_REPEATED = Statement(
    select(attempts.c.result, attempts.c.last_seq).where(
        attempts.c.attempt_id == bindparam("attempt")
    )
)
_KEEP_ATTEMPT = Statement(insert(attempts))
_READERS = 2
_LAST = 99  # behind every act: the writer's wish to end


def open_store(
    folder: Path,
    *,
    clock: Clock,
    ids: Ids | None = None,
    read_only: bool = False,
    purpose: str = "run",
) -> SqliteStore:
    """Open the store of a data folder; a new folder gets a fresh one.

    For writing it takes the folder's lock; `purpose` is the command that
    another process is told of.  Raises `Problem` (store.*) for a share, a
    store that another process writes to, a newer version, a file that is not
    ours, or one that cannot be read.
    """
    refuse_network_share(folder)
    file = database_file(folder)
    if read_only and not file.exists():
        raise Problem("store.missing", Exit.ENVIRONMENT, folder=str(folder))
    lock = None if read_only else hold(folder, purpose, clock)
    store = SqliteStore(file, clock, ids or FreshIds(clock), lock)
    try:
        if not file.exists():
            _make(file)
        store.start()
    except BaseException:
        store.close()
        raise
    return store


def _make(file: Path) -> None:
    try:
        create_fresh(engine_for(file))
    except OSError as error:
        raise Problem("store.cannot_open", Exit.ENVIRONMENT, file=str(file)) from error
    except sqlite3.Error as error:
        raise problem_of(error, file) from error


class SqliteStore:
    """`core.ports.Store` on one SQLite file."""

    def __init__(self, file: Path, clock: Clock, ids: Ids, lock: StoreLock | None) -> None:
        """Without the lock of its folder the store is for reading only."""
        self.file = file
        self._clock = clock
        self._ids = ids
        self._lock = lock
        self._asked: queue.PriorityQueue[tuple[int, int, Act | None, Future[Any] | None]]
        self._asked = queue.PriorityQueue()
        self._order = itertools.count()
        self._listeners: tuple[Callable[[Changes], None], ...] = ()
        self._memory = Memory()
        self._reading = threading.local()
        self._connections: list[Connection] = []
        self._pool = ThreadPoolExecutor(_READERS, thread_name_prefix="store-reader")
        self._writer: threading.Thread | None = None

    @property
    def clock(self) -> Clock:
        return self._clock

    def start(self) -> None:
        """Check the file and start the writer's thread."""
        load_projections()
        if self._lock is None:
            check_version(self._reader_connection())
            return
        connection = self._keep(connect(self.file))
        check_version(connection)
        with _transaction(connection):
            begin_own_stream(connection)
        self._writer = threading.Thread(
            target=self._write_all, args=(connection,), name="store-writer", daemon=True
        )
        self._writer.start()

    def submit(self, act: Act, priority: Priority = Priority.STAFF) -> Future[Done[Any]]:
        future: Future[Done[Any]] = Future()
        if self._writer is None:
            future.set_exception(Problem("store.read_only", Exit.ENVIRONMENT, file=str(self.file)))
        else:
            self._asked.put((priority, next(self._order), act, future))
        return future

    def execute(self, act: Act, priority: Priority = Priority.STAFF) -> Done[Any]:
        return self.submit(act, priority).result()

    def submit_read(self, query: Callable[[Reader], T]) -> Future[T]:
        return self._pool.submit(self.read, query)

    def read(self, query: Callable[[Reader], T]) -> T:
        connection = self._reader_connection()
        try:
            connection.script("BEGIN")
            try:
                return query(ReadUnit(connection, self._clock.now()))
            finally:
                connection.script("ROLLBACK")
        except sqlite3.Error as error:
            raise problem_of(error, self.file) from error

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        self._listeners = (*self._listeners, listener)

        def leave() -> None:
            self._listeners = tuple(one for one in self._listeners if one is not listener)

        return leave

    def close(self) -> None:
        """Let the writer finish what was asked, then close every connection."""
        if self._writer is not None:
            self._asked.put((_LAST, next(self._order), None, None))
            self._writer.join()
            self._writer = None
        self._pool.shutdown()
        for connection in self._connections:
            connection.raw.close()
        self._connections.clear()
        if self._lock is not None:
            self._lock.release()

    def _write_all(self, connection: Connection) -> None:
        while True:
            _, _, act, future = self._asked.get()
            if act is None or future is None:
                return
            try:
                done = self._carry_out(connection, act)
            # Whatever went wrong belongs to the one who asked; the writer goes on.
            except BaseException as error:
                self._memory.forget()
                future.set_exception(error)
            else:
                future.set_result(done)
            # Neither this act's facts nor its error may outlive it here.
            del act, future

    def _carry_out(self, connection: Connection, act: Act) -> Done[Any]:
        try:
            with _transaction(connection):
                if act.attempt_id and (done := _repeated(connection, act)):
                    return done
                unit = self._unit(connection, act)
                result = act.verb(unit, **act.arguments)
                recorded = unit.append_to_journal()
                seq = recorded[-1].seq if recorded else unit.head_seq()
                if act.attempt_id:
                    _keep_attempt(connection, act, result, recorded, seq)
        except sqlite3.IntegrityError as error:
            raise Bug(f"{act.verb.__name__}: the database forbids it: {error}") from error
        except sqlite3.Error as error:
            raise problem_of(error, self.file) from error
        changes = changes_of(recorded)
        self._publish(changes)
        return Done(result, changes, seq)

    def _unit(self, connection: Connection, act: Act) -> WriteUnit:
        return WriteUnit(
            connection,
            self._clock.now(),
            self._ids,
            (act.actor, act.station, act.attempt_id),
            self._memory,
        )

    def _publish(self, changes: Changes) -> None:
        if not changes.events:
            return
        for listener in self._listeners:
            try:
                listener(changes)
            # The commit stands: a listener's failure must not be told as the act's.
            except Exception:
                _log.exception("a listener of the store failed")

    def _reader_connection(self) -> Connection:
        connection: Connection | None = getattr(self._reading, "connection", None)
        if connection is None:
            connection = self._keep(connect(self.file, read_only=True))
            self._reading.connection = connection
        return connection

    def _keep(self, connection: Connection) -> Connection:
        self._connections.append(connection)
        return connection


@contextlib.contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    connection.script("BEGIN IMMEDIATE")
    try:
        yield
        connection.script("COMMIT")
    except BaseException:
        if connection.raw.in_transaction:
            connection.script("ROLLBACK")
        raise


def _repeated(connection: Connection, act: Act) -> Done[Any] | None:
    row = _REPEATED.one(connection, attempt=act.attempt_id)
    if row is None:
        return None
    result = from_wire(result_type(act.verb), json.loads(row[0]))
    return Done(result, changes_of(()), int(row[1]), repeated=True)


@cache
def result_type(verb: Callable[..., Any]) -> Any:
    """What a verb returns, to read a stored or handed-over result back."""
    return typing.get_type_hints(verb).get("return", Any)


def _keep_attempt(
    connection: Connection, act: Act, result: Any, recorded: tuple[Recorded, ...], seq: int
) -> None:
    _KEEP_ATTEMPT.run(
        connection,
        attempt_id=act.attempt_id,
        verb=act.verb.__name__,
        result=canonical(to_wire(result)),
        first_seq=recorded[0].seq if recorded else seq,
        last_seq=seq,
    )
