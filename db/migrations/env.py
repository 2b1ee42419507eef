"""Alembic's entry: runs the revisions on the connection that it is given.

A developer's `alembic revision --autogenerate` gives none: it then compares
the tables with an empty store brought to the newest revision in memory.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

from db.migrations import run_to_head
from db.tables import metadata


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        # One transaction, begun and ended by whoever called.
        transactional_ddl=False,
    )
    context.run_migrations()


def run_in_memory() -> None:
    with create_engine("sqlite://").connect() as connection:
        run_to_head(connection)
        run(connection)


given = context.config.attributes.get("connection")
if isinstance(given, Connection):
    run(given)
else:
    run_in_memory()
