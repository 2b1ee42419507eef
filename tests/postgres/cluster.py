"""A real PostgreSQL server for tests, from the wheel; each test has a database of its own.

With `MOT_CUA_TEST_POSTGRES` set to the URL of a server (one whose user may
make databases) that one is used instead.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from db.hosting import Place, make, new_password, postmaster, stop
from db.postgres import engine_for
from db.postgres_schema import create_fresh

_TEMPLATE = "motcua_template"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Cluster:
    """A server, and a template that has every table."""

    def __init__(self, url: str, place: Place | None = None) -> None:
        self.place = place
        self._url = url
        self._numbers = count(1)
        self._name = f"{_TEMPLATE}_{os.getpid()}"
        self._execute(f"DROP DATABASE IF EXISTS {self._name}")
        self._execute(f"CREATE DATABASE {self._name} TEMPLATE template0 ENCODING 'UTF8'")
        create_fresh(engine_for(self.url(self._name)))

    def url(self, database: str) -> str:
        return f"{self._url.rpartition('/')[0]}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a fresh database; it is dropped afterwards."""
        name = f"motcua_{os.getpid()}_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {self._name}")
        try:
            yield self.url(name)
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, url: str, sql: str) -> list[Any]:
        """What a stranger's client gets for a statement."""
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(sql)
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        self._execute(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")

    def _execute(self, sql: str) -> None:
        self.execute(self._url, sql)


def kill(place: Place) -> None:
    """End the server's first process as a crash would."""
    pid = postmaster(place)
    assert pid is not None
    os.kill(pid, signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)


@contextmanager
def a_cluster() -> Iterator[Cluster]:
    """The server named by the environment, or one made for these tests."""
    named = os.environ.get("MOT_CUA_TEST_POSTGRES", "")
    if named:
        cluster = Cluster(named)
        yield cluster
        cluster.close()
        return
    folder = Path(tempfile.mkdtemp(prefix="mot-cua-pg-"))
    folder.chmod(0o755)  # as root the server runs as another user
    place, password = Place(folder / "server", free_port()), new_password()
    try:
        make(place, password)
        yield Cluster(place.url(password), place)
    finally:
        stop(place)
        shutil.rmtree(folder, ignore_errors=True)
