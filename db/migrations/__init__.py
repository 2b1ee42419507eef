"""Schema upgrades, by Alembic and without its ini file.

The whole way to the newest shape is one transaction: after a power cut the
store is either as it was or upgraded, never between.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from core.errors import Exit, Problem
from db.engine import engine_for, problem_of
from db.schema import HEAD, REVISIONS


def upgrade(file: Path) -> tuple[str, str]:
    """Bring a store to the newest shape; returns its revisions before and after.

    Raises `Problem` store.newer_version for a store of a newer program.
    """
    try:
        with engine_for(file).connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            before = _revision_of(connection)
            if before and before not in REVISIONS:
                raise Problem("store.newer_version", Exit.ENVIRONMENT, found=before, known=HEAD)
            if before != HEAD:
                run_to_head(connection)
            connection.commit()
    except sqlite3.Error as error:
        raise problem_of(error, file) from error
    return before, HEAD


def run_to_head(connection: Connection) -> None:
    """Run every revision that the store lacks, inside the caller's transaction."""
    # Half a second to import, and nearly every start needs none of it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _revision_of(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")
