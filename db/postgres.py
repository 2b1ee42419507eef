"""Connections to a PostgreSQL store, and what its refusals mean.

The driver is psycopg 3.  Nothing may hang: libpq gives up connecting after
two seconds, the server a statement a little earlier, and `db.watchdog`
ends a connection whose other side has fallen silent.
"""

from __future__ import annotations

from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.pool import NullPool

from core.errors import Exit, Problem
from db.statement import Connection

PATIENCE_S = 2.0
"""After so long without an answer a line is given up."""
_SERVER_OPTIONS = (
    "-c statement_timeout=1900 -c lock_timeout=1900 "
    "-c idle_in_transaction_session_timeout=3000 -c timezone=UTC"
)
# libpq's own watch on a line that is cut: seconds, and milliseconds for data not acknowledged.
_LINE: dict[str, Any] = {
    "connect_timeout": 2,
    "keepalives": 1,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 2000,
}
DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call]


def connect(url: str) -> Connection:
    """One driver connection; raises `Problem` (store.host_*) when there is none to be had."""
    try:
        raw = _dial(url)
    except psycopg.Error as error:
        raise problem_of(error) from error
    return Connection(raw, DIALECT)


def _dial(url: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(
        url,
        autocommit=True,  # transactions are begun and ended by name, as on SQLite
        prepare_threshold=2,
        application_name="mot-cua",
        options=_SERVER_OPTIONS,
        **_LINE,
    )


def engine_for(url: str) -> Engine:
    """A SQLAlchemy engine, for making tables; without a limit to a statement's time."""
    return create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(url, **_LINE),
        poolclass=NullPool,
    )


def is_lost(connection: Connection) -> bool:
    """Whether a connection is of no more use."""
    return bool(connection.raw.closed or connection.raw.broken)


def problem_of(error: psycopg.Error) -> Problem:
    """The plain problem behind a driver error."""
    state = error.sqlstate or ""
    if state.startswith("28"):
        return Problem("store.host_refuses", Exit.ENVIRONMENT)
    if state in ("53100", "58030"):
        return Problem("store.disk_full", Exit.ENVIRONMENT)
    if state == "25006":
        return Problem("store.read_only", Exit.ENVIRONMENT, file="PostgreSQL")
    if state == "42501":
        return Problem("store.not_allowed", Exit.ENVIRONMENT)
    if state in ("55P03", "57014", "40001", "40P01"):
        return Problem("store.busy", Exit.ENVIRONMENT)
    if isinstance(error, psycopg.OperationalError):
        return Problem("store.host_away", Exit.ENVIRONMENT)
    return Problem("store.failed", Exit.ENVIRONMENT, reason=state or type(error).__name__)
