"""Fixed statements: SQLAlchemy Core, compiled once per dialect.

The hot paths run a handful of statements thousands of times.  Compiling and
type-processing each would cost more than the database, so a `Statement`
compiles on first use and then hands driver SQL to the driver's cursor.  The
tables use only types that pass unchanged (see `db.tables`).
"""

from __future__ import annotations

from typing import Any

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

    def _for(self, dialect: Dialect) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
        known = self._compiled.get(dialect.name)
        if known is None:
            compiled: Any = self._clause.compile(dialect=dialect)
            names = tuple(compiled.positiontup) if compiled.positional else None
            fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
            known = (str(compiled), names, fixed)
            self._compiled[dialect.name] = known
        return known
