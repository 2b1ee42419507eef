"""The shape of a store: made fresh in one transaction, and told apart by version.

A fresh store is made straight from `db.tables`, without Alembic, because that
takes 30 ms instead of half a second; a test holds the two ways equal.  The
version stands where Alembic expects it, in `alembic_version`.
"""

from __future__ import annotations

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine, inspect, text

from core.errors import Exit, Problem
from db.statement import Connection
from db.tables import metadata

# Every revision of `db/migrations/versions`, oldest first.
REVISIONS = ("0001",)
HEAD = REVISIONS[-1]

# Tables in which a row, once written, stays as it is.
APPEND_ONLY = ("journal", "reads")

_VERSION_TABLE = (
    "CREATE TABLE alembic_version ("
    "version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)


def create_fresh(engine: Engine) -> None:
    """Make every table, trigger and the version stamp, or nothing of it.

    A store that has its tables is left as it is.  The first row of `streams`
    belongs to whoever opens the store.
    """
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        if not inspect(connection).has_table("alembic_version"):
            metadata.create_all(connection, checkfirst=False)
            forbid_rewriting(connection)
            connection.exec_driver_sql(_VERSION_TABLE)
            connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
        connection.commit()


def forbid_rewriting(connection: SqlConnection) -> None:
    """Triggers that abort any change of what is append-only (SQLite)."""
    for table in APPEND_ONLY:
        for action in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def version_of(connection: Connection) -> str:
    """The revision of a store; empty when it has no tables yet."""
    found = connection.cursor.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    ).fetchone()
    if found is None:
        return ""
    row = connection.cursor.execute("SELECT version_num FROM alembic_version").fetchone()
    return "" if row is None else str(row[0])


def check_version(connection: Connection) -> None:
    """Raise unless the store has exactly the shape that this program knows."""
    version = version_of(connection)
    if version == HEAD:
        return
    if version in REVISIONS:
        raise Problem("store.older_version", Exit.ENVIRONMENT, found=version, known=HEAD)
    if not version:
        raise Problem("store.not_a_store", Exit.ENVIRONMENT, file="")
    raise Problem("store.newer_version", Exit.ENVIRONMENT, found=version, known=HEAD)
