"""The store: one writer's thread, readers beside it, listeners behind it.

Every write goes through one connection on one thread (SQLite before 3.51.3
has a rare race between two WAL writers), in the order of priority and then
of asking.  A commit is durable before anybody hears of it.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from core.clock import Clock
from core.errors import Bug, Exit, Problem
from core.events import Changes
from core.ids import FreshIds, Ids
from core.ports import Act, Done, Priority, Reader
from db.deed import do
from db.engine import connect, database_file, engine_for, problem_of, refuse_network_share
from db.journal import begin_own_stream
from db.listeners import Listeners
from db.lock import StoreLock, hold
from db.memory import Memory
from db.projections import load_projections
from db.schema import check_version, create_fresh
from db.statement import Connection
from db.unit import ReadUnit, WriteUnit
from db.writer import Writer

T = TypeVar("T")

_READERS = 2


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
        self._listeners = Listeners()
        self._memory = Memory()
        self._reading = threading.local()
        self._connections: list[Connection] = []
        self._pool = ThreadPoolExecutor(_READERS, thread_name_prefix="store-reader")
        self._writer: Writer | None = None

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
        self._writer = Writer(partial(self._carry_out, connection))
        self._writer.start()

    def submit(self, act: Act, priority: Priority = Priority.STAFF) -> Future[Done[Any]]:
        if self._writer is not None:
            return self._writer.submit(act, priority)
        future: Future[Done[Any]] = Future()
        future.set_exception(Problem("store.read_only", Exit.ENVIRONMENT, file=str(self.file)))
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
        return self._listeners.add(listener)

    def close(self) -> None:
        """Let the writer finish what was asked, then close every connection."""
        if self._writer is not None:
            self._writer.stop()
            self._writer = None
        self._pool.shutdown()
        for connection in self._connections:
            connection.raw.close()
        self._connections.clear()
        if self._lock is not None:
            self._lock.release()

    def _carry_out(self, connection: Connection, act: Act) -> Done[Any]:
        try:
            with _transaction(connection):
                done = do(connection, act, partial(self._unit, connection))
        except BaseException as error:
            self._memory.forget()
            if isinstance(error, sqlite3.IntegrityError):
                raise Bug(f"{act.verb.__name__}: the database forbids it: {error}") from error
            if isinstance(error, sqlite3.Error):
                raise problem_of(error, self.file) from error
            raise
        self._listeners.tell(done.changes)
        return done

    def _unit(self, connection: Connection, act: Act) -> WriteUnit:
        return WriteUnit(
            connection,
            self._clock.now(),
            self._ids,
            (act.actor, act.station, act.attempt_id),
            self._memory,
        )

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
