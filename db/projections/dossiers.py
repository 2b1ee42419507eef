"""Dossiers and closed reports from their events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from core.clock import local_day
from core.dossiers.model import Channel, DossierState
from core.dossiers.numbers import parsed_local_number
from core.events import (
    DossierCodeJoined,
    DossierCorrected,
    DossierReceived,
    DossierRefusedAtReception,
    DossierResolved,
    DossierReturned,
    DossierStateChanged,
    DossierVoided,
    PersonErased,
    ReportClosed,
)
from core.texts import folded
from core.wire import canonical
from db.projections import EventStamp, nothing_to_project, projects
from db.statement import Connection, Statement, Upsert, larger
from db.tables import closed_reports, dossier_days, dossiers, procedures

_B = bindparam
_this = dossiers.c.dossier_id == _B("dossier")
_AS_IN_EVENT = (
    "dossier_id",
    "dossier_code",
    "local_number",
    "procedure_code",
    "procedure_name",
    "sector",
    "channel",
    "service_level",
    "presented_at",
    "entered_at",
    "due_at",
    "reckoned_due_at",
    "applicant_id",
    "ticket_id",
    "service_id",
    "counter_id",
    "unit",
    "host_system",
    "system_status",
    "digitised",
    "return_channel",
    "copies",
    "fee_dong",
    "rule_version",
    "ground",
    "note",
)
_MADE_HERE = ("folded", "state", "fee_paid", "guest", "papers", "late_entry", "counted")
_ENDED = (DossierState.RESOLVED, DossierState.RETURNED)

# Persons stand outside the journal: whoever erases one does it in the book.
nothing_to_project(PersonErased)

_INSERT = Statement(
    insert(dossiers).values({name: _B(name) for name in (*_AS_IN_EVENT, *_MADE_HERE)})
)
KEEP_NUMBER = Upsert(
    dossier_days,
    ["day"],
    {"day": _B("on_day"), "last_number": _B("serial")},
    {"last_number": larger(dossier_days.c.last_number, _B("serial"))},
)
_REFUSE = Statement(
    insert(dossiers).values(
        {
            name: _B(name)
            for name in (
                *("dossier_id", "local_number", "procedure_code", "procedure_name", "folded"),
                *("sector", "channel", "service_level", "state", "presented_at", "entered_at"),
                *("ticket_id", "counter_id", "note", "counted"),
            )
        }
    )
)
_PROCEDURE_NAME = Statement(
    select(procedures.c.name).where(procedures.c.procedure_code == _B("code"))
)
_RESOLVE = Statement(
    update(dossiers)
    .where(_this)
    .values(state=_B("new_state"), outcome=_B("new_outcome"), resolved_at=_B("instant"))
)
_RETURN = Statement(
    update(dossiers).where(_this).values(state=_B("new_state"), returned_at=_B("instant"))
)
_VOID = Statement(update(dossiers).where(_this).values(state=_B("new_state"), counted=0))
_STATE = Statement(
    update(dossiers)
    .where(_this)
    .values(state=_B("new_state"), due_at=func.coalesce(_B("new_due"), dossiers.c.due_at))
)
_DERIVED_FROM = Statement(
    select(
        *(
            dossiers.c[name]
            for name in (
                *("procedure_name", "sector", "procedure_code", "dossier_code", "local_number"),
                *("state", "resolved_at", "returned_at", "channel", "presented_at", "entered_at"),
            )
        )
    ).where(_this)
)
_DERIVE = Statement(
    update(dossiers)
    .where(_this)
    .values(folded=_B("new_folded"), state=_B("new_state"), late_entry=_B("late"))
)
_CLOSE_REPORT = Statement(
    insert(closed_reports).values(
        {
            name: _B(name)
            for name in (
                *("report_id", "form", "profile", "period_from", "period_to", "number"),
                *("signed_on", "fingerprint", "as_of_seq", "amends", "closed_at"),
            )
        }
    )
)


@projects(DossierReceived)
def receive(connection: Connection, event: DossierReceived, _stamp: EventStamp) -> None:
    _INSERT.run(
        connection,
        **{name: getattr(event, name) for name in _AS_IN_EVENT},
        folded=_search_text(
            event.procedure_name,
            event.sector,
            event.procedure_code,
            event.dossier_code,
            event.local_number,
        ),
        state=DossierState.RECEIVED.value,
        fee_paid=int(event.fee_paid),
        guest=int(event.guest),
        papers=canonical(list(event.papers)),
        late_entry=_is_late_entry(event.channel, event.presented_at, event.entered_at),
        counted=1,
    )
    numbered = parsed_local_number(event.local_number)
    if numbered is not None:
        KEEP_NUMBER.run(connection, on_day=numbered[0].isoformat(), serial=numbered[1])


@projects(DossierRefusedAtReception)
def refuse(connection: Connection, event: DossierRefusedAtReception, stamp: EventStamp) -> None:
    name = str(_PROCEDURE_NAME.value(connection, code=event.procedure_code) or "")
    _REFUSE.run(
        connection,
        dossier_id=event.dossier_id,
        local_number="",
        procedure_code=event.procedure_code,
        procedure_name=name,
        folded=_search_text(name, event.sector, event.procedure_code),
        sector=event.sector,
        channel=Channel.IN_PERSON.value,
        service_level="",
        state=DossierState.REFUSED_AT_RECEPTION.value,
        presented_at=stamp.occurred_at,
        entered_at=stamp.at,
        ticket_id=event.ticket_id,
        counter_id=event.counter_id,
        note=event.reason,
        counted=0,
    )


@projects(DossierResolved)
def resolve(connection: Connection, event: DossierResolved, _stamp: EventStamp) -> None:
    _RESOLVE.run(
        connection,
        dossier=event.dossier_id,
        new_state=DossierState.RESOLVED.value,
        new_outcome=event.outcome,
        instant=event.resolved_at,
    )


@projects(DossierReturned)
def return_(connection: Connection, event: DossierReturned, _stamp: EventStamp) -> None:
    _RETURN.run(
        connection,
        dossier=event.dossier_id,
        new_state=DossierState.RETURNED.value,
        instant=event.returned_at,
    )


@projects(DossierCorrected)
def correct(connection: Connection, event: DossierCorrected, _stamp: EventStamp) -> None:
    names = tuple(sorted(event.fields))
    _correction(names).run(connection, dossier=event.dossier_id, **_as_columns(event.fields))
    _derive(connection, event.dossier_id)


@projects(DossierVoided)
def void(connection: Connection, event: DossierVoided, _stamp: EventStamp) -> None:
    _VOID.run(connection, dossier=event.dossier_id, new_state=DossierState.VOIDED.value)


@projects(DossierCodeJoined)
def join_code(connection: Connection, event: DossierCodeJoined, _stamp: EventStamp) -> None:
    fields = {"dossier_code": event.dossier_code}
    _correction(tuple(fields)).run(connection, dossier=event.dossier_id, **_as_columns(fields))
    _derive(connection, event.dossier_id)


@projects(DossierStateChanged)
def change_state(connection: Connection, event: DossierStateChanged, _stamp: EventStamp) -> None:
    _STATE.run(connection, dossier=event.dossier_id, new_state=event.state, new_due=event.due_at)


@projects(ReportClosed)
def close_report(connection: Connection, event: ReportClosed, stamp: EventStamp) -> None:
    _CLOSE_REPORT.run(
        connection,
        report_id=event.report_id,
        form=event.form,
        profile=event.profile,
        period_from=event.period_from,
        period_to=event.period_to,
        number=event.number,
        signed_on=event.signed_on,
        fingerprint=event.fingerprint,
        as_of_seq=event.as_of_seq,
        amends=event.amends,
        closed_at=stamp.occurred_at,
    )


@cache
def _correction(names: tuple[str, ...]) -> Statement:
    """The update of just these columns; there are few combinations in a centre's life."""
    return Statement(
        update(dossiers).where(_this).values({name: _B(f"new_{name}") for name in names})
    )


def _as_columns(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {f"new_{name}": _column_value(value) for name, value in fields.items()}


def _column_value(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (list, tuple)):
        return canonical(list(value))
    return value


def _derive(connection: Connection, dossier_id: str) -> None:
    """What follows from other columns, after some of those changed."""
    row = _DERIVED_FROM.one(connection, dossier=dossier_id)
    words, (state, resolved_at, returned_at, channel, presented_at, entered_at) = row[:5], row[5:]
    _DERIVE.run(
        connection,
        dossier=dossier_id,
        new_folded=_search_text(*words),
        new_state=_state_now(DossierState(state), resolved_at, returned_at).value,
        late=_is_late_entry(channel, presented_at, entered_at),
    )


def _state_now(
    state: DossierState, resolved_at: int | None, returned_at: int | None
) -> DossierState:
    """The state after a correction; a result taken back reopens the dossier."""
    if state in (DossierState.VOIDED, DossierState.REFUSED_AT_RECEPTION):
        return state
    if resolved_at is None:
        return DossierState.IN_PROCESS if state in _ENDED else state
    return DossierState.RESOLVED if returned_at is None else DossierState.RETURNED


def _is_late_entry(channel: str, presented_at: int, entered_at: int) -> int:
    """Entered on a later local day than presented; online filing excluded."""
    late = channel != Channel.ONLINE and local_day(entered_at) > local_day(presented_at)
    return int(late)


def _search_text(*words: Iterable[str]) -> str:
    return folded(" ".join(str(word) for word in words if word))
