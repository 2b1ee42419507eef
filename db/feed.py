"""What other PCs have written: a cursor on the journal, woken by notifications.

A notification is only a wake-up.  Whoever was cut off reads on from the
cursor, so that nothing is lost and nothing told twice.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import psycopg

from core.clock import SystemClock
from core.errors import Problem
from core.events import Changes, Recorded, changes_of
from db.journal import read_events
from db.postgres import PATIENCE_S, connect
from db.postgres_schema import CHANNEL
from db.statement import Connection
from db.watchdog import Watchdog, shut

_LOOK_S = 2.0
"""How often a silent line is asked whether it still lives."""
_AGAIN_S = 0.5


class Feed:
    """Tells every commit of the journal once and in order, our own and the others'."""

    def __init__(self, url: str, tell: Callable[[Changes], None]) -> None:
        self._url = url
        self._tell = tell
        self._cursor = 0
        self._telling = threading.Lock()
        self._over = threading.Event()
        self._connection: Connection | None = None
        self._watchdog: Watchdog | None = None
        self._thread = threading.Thread(target=self._run, name="store-feed", daemon=True)

    def start(self, seq: int) -> None:
        """Tell what comes behind `seq`."""
        self._cursor = seq
        self._watchdog = Watchdog(SystemClock(), PATIENCE_S)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        connection = self._connection
        if connection is not None:
            shut(connection.raw)
        self._thread.join()
        if self._watchdog is not None:
            self._watchdog.stop()

    def published(self, changes: Changes) -> None:
        """Our own commit is told at once, unless others come before it."""
        with self._telling:
            if changes.events and changes.events[0].seq == self._cursor + 1:
                self._tell_all(changes.events)

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                self._hear()
            except (psycopg.Error, Problem):
                # The host is away: whoever reads says so; here it is only asked again.
                self._over.wait(_AGAIN_S)

    def _hear(self) -> None:
        connection = self._connection = connect(self._url)
        try:
            connection.script(f"LISTEN {CHANNEL}")
            while not self._over.is_set():
                self._catch_up(connection)
                for _ in connection.raw.notifies(timeout=_LOOK_S, stop_after=1):
                    pass
        finally:
            self._connection = None
            connection.raw.close()

    def _catch_up(self, connection: Connection) -> None:
        assert self._watchdog is not None
        with self._watchdog.limit(connection.raw):
            found = tuple(read_events(connection, self._cursor))
        with self._telling:
            fresh = tuple(event for event in found if event.seq > self._cursor)
            if fresh:
                self._tell_all(fresh)

    def _tell_all(self, events: tuple[Recorded, ...]) -> None:
        self._cursor = events[-1].seq
        self._tell(changes_of(events))
