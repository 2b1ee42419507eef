"""A store made by migrations is the store made fresh from the tables, and Alembic agrees."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, MetaData, Table, Text, create_engine

from core.errors import Problem
from db.engine import engine_for
from db.migrations import run_to_head, upgrade
from db.schema import HEAD, REVISIONS, create_fresh
from db.tables import metadata

VERSIONS = Path(__file__).parents[2] / "db" / "migrations" / "versions"


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[Path]:
    """An empty file brought to the newest revision."""
    file = tmp_path / "migrated.sqlite3"
    engine = engine_for(file)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        run_to_head(connection)
        connection.commit()
    yield file
    engine.dispose()


def shape(file: Path) -> dict[str, Any]:
    """Every table with its columns and keys, every index and trigger, as SQLite knows them."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        names = connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        ).fetchall()
        found: dict[str, Any] = {}
        for kind, name, table, sql in names:
            found[f"{kind} {name}"] = (
                _table(connection, name, sql) if kind == "table" else (table, _folded(sql))
            )
        return found


def _table(connection: sqlite3.Connection, name: str, sql: str) -> object:
    columns = connection.execute(f"PRAGMA table_xinfo({name})").fetchall()
    indexes = connection.execute(f"PRAGMA index_list({name})").fetchall()
    unique = {
        tuple(column[2] for column in connection.execute(f"PRAGMA index_info({index[1]})"))
        for index in indexes
        if index[3] != "c"
    }
    names = set(re.findall(r"CONSTRAINT (\w+)", sql))
    return sorted(column[1:] for column in columns), unique, names, "WITHOUT ROWID" in sql


def _folded(sql: str) -> str:
    return re.sub(r"\s+|\"", "", sql).lower()


def test_both_ways_make_the_same_store(migrated: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.sqlite3"
    create_fresh(engine_for(fresh))
    made, migrated_shape = shape(fresh), shape(migrated)
    assert set(made) == set(migrated_shape)
    for name, facts in made.items():
        if name != "table alembic_version":
            assert migrated_shape[name] == facts, name


def test_alembic_finds_nothing_to_change(migrated: Path) -> None:
    assert differences(migrated, metadata) == []


def test_alembic_would_find_a_forgotten_table(migrated: Path) -> None:
    """The control: what no revision makes is noticed."""
    wished = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.tables.values():
        table.to_metadata(wished)
    Table("forgotten", wished, Column("name", Text))
    assert [change[0] for change in differences(migrated, wished)] == ["add_table"]


def differences(file: Path, wished: MetaData) -> list[Any]:
    """What Alembic would change; the table that holds its own stamp is not ours."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, wished)
    engine.dispose()
    return found


def test_the_list_of_revisions_is_that_of_the_files() -> None:
    files = [file.read_text("utf-8") for file in sorted(VERSIONS.glob("[0-9]*.py"))]
    revisions = [re.search(r'^revision = "(.+)"$', text, re.MULTILINE) for text in files]
    before = [re.search(r'^down_revision = (?:"(.+)"|None)$', text, re.MULTILINE) for text in files]
    assert tuple(found[1] for found in revisions if found) == REVISIONS
    assert tuple(found[1] for found in before if found) == (None, *REVISIONS[:-1])


def test_an_upgrade_of_an_empty_file_ends_at_the_head(tmp_path: Path) -> None:
    file = tmp_path / "empty.sqlite3"
    assert upgrade(file) == ("", HEAD)
    assert upgrade(file) == (HEAD, HEAD)


def test_a_newer_store_is_left_alone(migrated: Path) -> None:
    with contextlib.closing(sqlite3.connect(migrated)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = shape(migrated)
    with pytest.raises(Problem, match="newer_version"):
        upgrade(migrated)
    assert shape(migrated) == before
