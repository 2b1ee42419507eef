"""Reading the catalogue of procedures and the working calendar."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import bindparam, select

from core.dossiers.model import CalendarDay, Procedure
from db.memory import Memory
from db.statement import Connection, Statement
from db.tables import calendar_days, procedures

_NAMES = tuple(field.name for field in fields(Procedure))
_FIELDS = tuple(procedures.c[name] for name in _NAMES)
_PAPERS, _VERIFIED, _ACTIVE = (_NAMES.index(name) for name in ("papers", "verified", "active"))
_FIND = Statement(select(*_FIELDS).where(procedures.c.procedure_code == bindparam("code")))
_ALL = Statement(select(*_FIELDS).order_by(procedures.c.sector_id, procedures.c.procedure_code))
_DAYS = Statement(
    select(calendar_days.c.day, calendar_days.c.kind, calendar_days.c.name).order_by(
        calendar_days.c.day
    )
)


class Procedures:
    """`core.dossiers.book.ProcedureBook` on a connection."""

    def __init__(self, connection: Connection, memory: Memory | None = None) -> None:
        self._connection = connection
        self._memory = Memory() if memory is None else memory

    def find(self, procedure_code: str) -> Procedure | None:
        row = _FIND.one(self._connection, code=procedure_code)
        return _procedure(row) if row else None

    def list_all(self) -> list[Procedure]:
        return [_procedure(row) for row in _ALL.all(self._connection)]

    def calendar_days(self) -> dict[str, str]:
        return {day.day: day.kind for day in self.list_calendar()}

    def list_calendar(self) -> list[CalendarDay]:
        return self._memory.keep(
            "calendar", lambda: [CalendarDay(*row) for row in _DAYS.all(self._connection)]
        )


def _procedure(row: Sequence[Any]) -> Procedure:
    values = list(row)
    values[_PAPERS] = tuple(json.loads(values[_PAPERS]))
    values[_VERIFIED], values[_ACTIVE] = bool(values[_VERIFIED]), bool(values[_ACTIVE])
    return Procedure(*values)
