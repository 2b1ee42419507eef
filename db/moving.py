"""A centre's data from the one file of one PC to a server that many share.

Everything goes over in one transaction, table by table, and is then counted
and compared with the journal's head: the other side has all of it or
nothing.  The file stays as it was, so a move that failed is made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Table, func, select

from core.errors import Exit, Problem
from db.engine import connect as connect_file
from db.engine import database_file
from db.journal import epochs
from db.postgres import DIALECT, engine_for, problem_of
from db.postgres_schema import create_fresh
from db.schema import check_version
from db.statement import Connection, Statement
from db.tables import metadata, streams

Progress = Callable[[int, int], None]
_BATCH = 5000
_STREAMS = Statement(select(func.count()).select_from(streams))


@dataclass(frozen=True, slots=True)
class Moved:
    """What went over: rows in all tables, and the journal's head."""

    rows: int
    events: int
    head_hash: str


def move_to_postgres(folder: Path, url: str, progress: Progress) -> Moved:
    """Copy the store of a folder into an empty database.

    Nobody may write to the folder meanwhile.  Raises `Problem`:
    store.host_not_empty for a database in which a centre has its data,
    store.moved_differently when the copy is not the same, store.host_*.
    """
    source = connect_file(database_file(folder), read_only=True)
    try:
        check_version(source)
        create_fresh(engine_for(url))
        with psycopg.connect(url) as target:
            return _move(source, target, progress)
    except psycopg.Error as error:
        raise problem_of(error) from error
    finally:
        source.raw.close()


def _move(source: Connection, target: psycopg.Connection[Any], progress: Progress) -> Moved:
    source.script("BEGIN")
    there = Connection(target, DIALECT)
    if _STREAMS.value(there):
        raise Problem("store.host_not_empty", Exit.REFUSED)
    tables = metadata.sorted_tables
    rows = 0
    for number, table in enumerate(tables):
        rows += _copy(source, target, table)
        _count_on(target, table)
        progress(number + 1, len(tables))
    _compare(source, there, tables)
    last = epochs(there)[-1]
    return Moved(rows, last.head_seq, last.head_hash.hex())


def _copy(source: Connection, target: psycopg.Connection[Any], table: Table) -> int:
    names = [column.name for column in table.columns]
    source.script(f"SELECT {', '.join(names)} FROM {table.name}")  # noqa: S608 - names of our own
    words = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    many = 0
    with target.cursor() as cursor, cursor.copy(words) as copy:
        for row in _rows(source):
            copy.write_row(row)
            many += 1
    return many


def _rows(source: Connection) -> Iterator[tuple[Any, ...]]:
    while batch := source.cursor.fetchmany(_BATCH):
        yield from batch


def _count_on(target: psycopg.Connection[Any], table: Table) -> None:
    """Let numbers that the database gives itself go on behind those that came over."""
    column = table.autoincrement_column
    if column is not None:
        target.execute(
            sql.SQL(
                "SELECT setval(pg_get_serial_sequence({name}, {column}), "
                "(SELECT coalesce(max({key}), 0) + 1 FROM {table}), false)"
            ).format(
                name=sql.Literal(table.name),
                column=sql.Literal(column.name),
                key=sql.Identifier(column.name),
                table=sql.Identifier(table.name),
            )
        )


def _compare(source: Connection, there: Connection, tables: list[Table]) -> None:
    for table in tables:
        count = Statement(select(func.count()).select_from(table))
        _same(table.name, count.value(source), count.value(there))
    _same("journal", epochs(source), epochs(there))


def _same(what: str, here: object, there: object) -> None:
    if here != there:
        raise Problem("store.moved_differently", what=what, here=here, there=there)
