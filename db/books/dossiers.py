"""Reading dossiers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, text

from core.dossiers.model import Dossier, DossierState
from core.dossiers.numbers import parsed_local_number
from core.texts import folded
from db.statement import Connection, Statement, Upsert
from db.tables import dossier_days, dossiers, persons, services

_B = bindparam
_LEAST_FIGURES = 4
_NAMES = tuple(field.name for field in fields(Dossier))
_FIELDS = tuple(dossiers.c[name] for name in _NAMES)
_STATE, _FEE_PAID, _GUEST, _PAPERS, _LATE = (
    _NAMES.index(name) for name in ("state", "fee_paid", "guest", "papers", "late_entry")
)
_counted = dossiers.c.counted == text("1")
# Spelt as in the partial indexes, so that the engine uses them.
_has_ticket = dossiers.c.ticket_id != text("''")
_has_code = and_(dossiers.c.dossier_code != text("''"), _counted)
_has_number = dossiers.c.local_number != text("''")

_NEXT = Upsert(
    dossier_days,
    ["day"],
    {"day": _B("on_day"), "last_number": 1},
    {"last_number": dossier_days.c.last_number + 1},
    dossier_days.c.last_number,
)
_FIND = Statement(select(*_FIELDS).where(dossiers.c.dossier_id == _B("dossier")))
_BY_CODE = Statement(select(*_FIELDS).where(dossiers.c.dossier_code == _B("code"), _has_code))
_BY_NUMBER = Statement(select(*_FIELDS).where(dossiers.c.local_number == _B("number"), _has_number))
_OF_TICKET = Statement(
    select(*_FIELDS)
    .where(dossiers.c.ticket_id == _B("ticket"), _has_ticket)
    .order_by(dossiers.c.dossier_id)
)
_IDS_OF_TICKET = Statement(
    select(dossiers.c.dossier_id)
    .where(dossiers.c.ticket_id == _B("ticket"), _has_ticket)
    .order_by(dossiers.c.dossier_id)
)
_OF_SERVICE = Statement(
    select(*_FIELDS)
    .where(
        dossiers.c.ticket_id
        == select(services.c.ticket_id)
        .where(services.c.service_id == _B("service"))
        .scalar_subquery(),
        dossiers.c.service_id == _B("service"),
        _has_ticket,
    )
    .order_by(dossiers.c.dossier_id)
)
_is_due = and_(
    dossiers.c.resolved_at.is_(None),
    dossiers.c.due_at >= _B("since_due"),
    dossiers.c.due_at < _B("before_due"),
    _counted,
)
_COUNT_DUE = Statement(select(func.count()).select_from(dossiers).where(_is_due))
_DUE = Statement(
    select(*_FIELDS)
    .where(_is_due)
    .order_by(dossiers.c.due_at, dossiers.c.dossier_id)
    .limit(_B("many"))
)
_RECENT = Statement(select(*_FIELDS).order_by(dossiers.c.dossier_id.desc()).limit(_B("many")))
_SIMILAR = Statement(
    select(*_FIELDS)
    .join(persons, persons.c.person_id == dossiers.c.applicant_id)
    .where(
        dossiers.c.presented_at >= _B("since"),
        dossiers.c.procedure_code == _B("code"),
        _counted,
        or_(
            and_(persons.c.id_number == _B("id_number"), _B("id_number") != ""),
            and_(persons.c.folded == _B("folded_name"), _B("folded_name") != ""),
        ),
    )
    .order_by(dossiers.c.presented_at.desc())
    .limit(5)
)
_phone: ColumnElement[str] = persons.c.phone
for _gap in (" ", ".", "-", "(", ")"):
    _phone = func.replace(_phone, _gap, "")
_is_person = or_(
    persons.c.folded.like(_B("pattern"), escape="\\"),
    and_(
        _B("figures") != "",
        or_(persons.c.id_number == _B("figures"), _phone.like(_B("figures_pattern"))),
    ),
)
_SEARCH = Statement(
    select(*_FIELDS)
    .where(
        or_(
            dossiers.c.folded.like(_B("pattern"), escape="\\"),
            dossiers.c.applicant_id.in_(select(persons.c.person_id).where(_is_person)),
        )
    )
    .order_by(dossiers.c.dossier_id.desc())
    .limit(_B("many"))
)
_BY_PROCEDURE = Statement(
    select(dossiers.c.procedure_code, func.count())
    .where(dossiers.c.presented_at >= _B("since"), _counted)
    .group_by(dossiers.c.procedure_code)
)
_RECEIVED = Statement(
    select(func.count())
    .select_from(dossiers)
    .where(
        dossiers.c.presented_at >= _B("start"),
        dossiers.c.presented_at <= _B("stop"),
        _counted,
        dossiers.c.guest == text("0"),
    )
)


class Dossiers:
    """`core.dossiers.book.DossierBook` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_local_number(self, day: str) -> int:
        return int(_NEXT.value(self._connection, on_day=day))

    def find(self, dossier_id: str) -> Dossier | None:
        row = _FIND.one(self._connection, dossier=dossier_id)
        return _dossier(row) if row else None

    def find_by_code(self, code: str) -> Dossier | None:
        row = _BY_CODE.one(self._connection, code=code)
        if row is None and parsed_local_number(code) is not None:
            row = _BY_NUMBER.one(self._connection, number=code)
        return _dossier(row) if row else None

    def find_by_codes(self, codes: Sequence[str]) -> dict[str, Dossier]:
        found = ((code, self.find_by_code(code)) for code in codes)
        return {code: dossier for code, dossier in found if dossier is not None}

    def list_of_ticket(self, ticket_id: str) -> list[Dossier]:
        return self._many(_OF_TICKET, ticket=ticket_id)

    def ids_of_ticket(self, ticket_id: str) -> tuple[str, ...]:
        return tuple(row[0] for row in _IDS_OF_TICKET.all(self._connection, ticket=ticket_id))

    def list_of_service(self, service_id: str) -> list[Dossier]:
        return self._many(_OF_SERVICE, service=service_id)

    def list_due(self, before: int, limit: int = 200, since: int = 0) -> list[Dossier]:
        return self._many(_DUE, since_due=since, before_due=before, many=limit)

    def count_due(self, before: int, since: int = 0) -> int:
        return int(_COUNT_DUE.value(self._connection, since_due=since, before_due=before))

    def list_recent(self, limit: int = 50) -> list[Dossier]:
        return self._many(_RECENT, many=limit)

    def list_similar(
        self, procedure_code: str, since: int, id_number: str, folded_name: str
    ) -> list[Dossier]:
        return self._many(
            _SIMILAR,
            code=procedure_code,
            since=since,
            id_number=id_number,
            folded_name=folded_name,
        )

    def search(self, words: str, limit: int = 50) -> list[Dossier]:
        exact = self.find_by_code(words.strip().upper()) or self.find(words.strip())
        if exact is not None:
            return [exact]
        wanted = folded(" ".join(words.split()))
        if not wanted:
            return []
        escaped = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        figures = _figures(wanted)
        return self._many(
            _SEARCH,
            pattern=f"%{escaped}%",
            figures=figures,
            figures_pattern=f"%{figures}%",
            many=limit,
        )

    def count_by_procedure(self, since: int) -> dict[str, int]:
        rows = _BY_PROCEDURE.all(self._connection, since=since)
        return {str(code): int(many) for code, many in rows}

    def count_received(self, start: int, end: int) -> int:
        return int(_RECEIVED.value(self._connection, start=start, stop=end))

    def _many(self, statement: Statement, **values: object) -> list[Dossier]:
        return [_dossier(row) for row in statement.all(self._connection, **values)]


def _figures(words: str) -> str:
    """The figures of a telephone or identity number; empty for anything else."""
    plain = "".join(one for one in words if one not in " .-()+")
    return plain if plain.isdigit() and len(plain) >= _LEAST_FIGURES else ""


def _dossier(row: Sequence[Any]) -> Dossier:
    values = list(row)
    values[_STATE] = DossierState(values[_STATE])
    for flag in (_FEE_PAID, _GUEST, _LATE):
        values[flag] = bool(values[flag])
    values[_PAPERS] = tuple(json.loads(values[_PAPERS]))
    return Dossier(*values)
