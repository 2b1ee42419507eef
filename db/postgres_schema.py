"""The shape of a PostgreSQL store: the same tables, its own triggers.

What is append-only is held by a trigger besides the rights, so that not even
the owner rewrites it by mistake.  A moved head wakes every reader.
"""

from __future__ import annotations

import psycopg
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from core.errors import Exit, Problem
from db.postgres import problem_of
from db.schema import APPEND_ONLY, HEAD, REVISIONS
from db.statement import Connection
from db.tables import metadata

CHANNEL = "mot_cua"

_FUNCTIONS = (
    """
    CREATE FUNCTION forbid_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
    END $$
    """,
    f"""
    CREATE FUNCTION tell_of_head() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_notify('{CHANNEL}', NEW.head_seq::text);
        RETURN NULL;
    END $$
    """,
)
_TELLING = (
    "CREATE TRIGGER tell_of_head AFTER UPDATE OF head_seq ON streams "
    "FOR EACH ROW WHEN (NEW.is_own = 1) EXECUTE FUNCTION tell_of_head()"
)
_VERSION_TABLE = "CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"


def create_fresh(engine: Engine) -> None:
    """Make every table, trigger and the version stamp, or nothing of it; an old store stays."""
    try:
        _create(engine)
    except DBAPIError as error:
        if isinstance(error.orig, psycopg.Error):
            raise problem_of(error.orig) from error
        raise


def _create(engine: Engine) -> None:
    with engine.begin() as connection:
        # Two PCs that open an empty store at once: the second finds it made.
        connection.execute(text("SELECT pg_advisory_xact_lock(20260615)"))
        if inspect(connection).has_table("alembic_version"):
            return
        _make_tables(connection)
        for function in _FUNCTIONS:
            connection.exec_driver_sql(function.replace("%", "%%"))
        for table in APPEND_ONLY:
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_forbid BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "EXECUTE FUNCTION forbid_rewriting()"
            )
        connection.exec_driver_sql(_TELLING)
        connection.exec_driver_sql(_VERSION_TABLE)
        connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def _make_tables(connection: SqlConnection) -> None:
    for table in metadata.tables.values():
        for index in table.indexes:
            if "rows" in index.info:
                index.dialect_options["postgresql"]["where"] = index.info["rows"]
    metadata.create_all(connection, checkfirst=False)


def check_version(connection: Connection) -> None:
    """Raise unless the store has exactly the shape that this program knows."""
    connection.script("SELECT to_regclass('alembic_version')")
    if connection.cursor.fetchone()[0] is None:
        raise Problem("store.not_a_store", Exit.ENVIRONMENT, file="PostgreSQL")
    connection.script("SELECT version_num FROM alembic_version")
    found = str(connection.cursor.fetchone()[0])
    if found == HEAD:
        return
    code = "store.older_version" if found in REVISIONS else "store.newer_version"
    raise Problem(code, Exit.ENVIRONMENT, found=found, known=HEAD)
