"""Fixed statements: SQLAlchemy Core, compiled once per dialect.

The hot paths run a handful of statements thousands of times.  Compiling and
type-processing each would cost more than the database, so a `Statement`
compiles on first use and then hands driver SQL to the driver's cursor.  The
tables use only types that pass unchanged (see `db.tables`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, case
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.elements import ClauseElement


class Connection:
    """A driver connection with its cursor and dialect; owned by one thread."""

    def __init__(self, raw: Any, dialect: Dialect) -> None:
        self.raw = raw
        self.dialect = dialect
        self.cursor = raw.cursor()

    def script(self, sql: str) -> None:
        self.cursor.execute(sql)


class Statement:
    """One statement of the program."""

    def __init__(self, clause: ClauseElement) -> None:
        self._clause = clause
        self._compiled: dict[str, tuple[str, tuple[str, ...] | None, dict[str, Any]]] = {}

    def run(self, connection: Connection, **values: Any) -> Any:
        """Execute; returns the driver's cursor."""
        sql, names, fixed = self._for(connection.dialect)
        if fixed:
            values = {**fixed, **values}
        arguments: Any = values if names is None else [values[name] for name in names]
        return connection.cursor.execute(sql, arguments)

    def one(self, connection: Connection, **values: Any) -> Any:
        """The first row as a tuple, or None."""
        self.run(connection, **values)
        return connection.cursor.fetchone()

    def value(self, connection: Connection, **values: Any) -> Any:
        row = self.one(connection, **values)
        return None if row is None else row[0]

    def all(self, connection: Connection, **values: Any) -> list[Any]:
        self.run(connection, **values)
        rows: list[Any] = connection.cursor.fetchall()
        return rows

    def _clause_for(self, _dialect: Dialect) -> ClauseElement:
        return self._clause

    def _for(self, dialect: Dialect) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
        known = self._compiled.get(dialect.name)
        if known is None:
            compiled: Any = self._clause_for(dialect).compile(dialect=dialect)
            names = tuple(compiled.positiontup) if compiled.positional else None
            fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
            known = (str(compiled), names, fixed)
            self._compiled[dialect.name] = known
        return known


class Upsert(Statement):
    """Insert a row, or change the one that has its keys.

    Each engine has an `insert` of its own for this; only the one in use is loaded.
    """

    def __init__(
        self,
        table: Table,
        keys: Sequence[str],
        values: dict[str, Any],
        changes: dict[str, Any],
        *returned: ColumnElement[Any],
    ) -> None:
        super().__init__(table)
        self._facts = (table, list(keys), values, changes, returned)

    def _clause_for(self, dialect: Dialect) -> ClauseElement:
        table, keys, values, changes, returned = self._facts
        clause: Any = _insert_of(dialect)(table).values(values)
        clause = clause.on_conflict_do_update(index_elements=keys, set_=changes)
        return clause.returning(*returned) if returned else clause  # type: ignore[no-any-return]


def larger(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    """The larger of two values, which the engines have no common word for."""
    return case((one < other, other), else_=one)


def _insert_of(dialect: Dialect) -> Any:
    if dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert
    from sqlalchemy.dialects import sqlite

    return sqlite.insert
