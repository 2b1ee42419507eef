"""What stands in the tables, for tests that look past the program."""

from __future__ import annotations

from typing import Any


def rows_of(store: Any, sql: str) -> list[Any]:
    """The rows of a statement, on either engine."""

    def query(reader: Any) -> list[Any]:
        connection = reader._connection
        connection.script(sql)
        found: list[Any] = connection.cursor.fetchall()
        return found

    result: list[Any] = store.read(query)
    return result
