"""Receiving a dossier (tiep nhan ho so), or refusing it at the counter.

A dossier is written down once: from the ticket being served, or without one
when it came online or by post, or later from paper after an outage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.clock import SECOND, Instant, local_day
from core.dossiers.due import reckon_due
from core.dossiers.entry import (
    MAX_COPIES,
    MAX_NAME,
    checked_choice,
    checked_fee,
    checked_number,
    checked_papers,
    checked_person,
    checked_remark,
    checked_text,
)
from core.dossiers.model import Channel, Digitised, Procedure, ReturnChannel
from core.dossiers.numbers import checked_code, local_number
from core.errors import Problem
from core.events import DossierReceived, DossierRefusedAtReception
from core.people.model import Person, Role
from core.people.rights import require
from core.ports import Reader, UnitOfWork
from core.queue.model import TicketState
from core.queue.taking import found_ticket

# What an entry rests on when nobody says otherwise.
GROUNDS = {Channel.IN_PERSON: "desk", Channel.ONLINE: "portal", Channel.POSTAL: "post"}
GROUND_TICKET = "ticket"
_OLDEST_DAYS = 400
_DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class ReceivedDossier:
    """What the officer is told.

    `needs_receipt`: the result does not come on the same day, so the law
    wants an appointment slip with hour and day (form 01).
    """

    dossier_id: str
    local_number: str
    dossier_code: str
    due_at: int | None
    needs_receipt: bool


def receive_dossier(
    unit: UnitOfWork,
    *,
    procedure_code: str,
    channel: str = Channel.IN_PERSON,
    applicant: Mapping[str, object] | None = None,
    presented_at: int | None = None,
    due_at: int | None = None,
    ticket_id: str = "",
    counter_id: str = "",
    dossier_code: str = "",
    copies: int = 1,
    fee_dong: int | None = None,
    fee_paid: bool = False,
    papers: Sequence[Mapping[str, object]] = (),
    return_channel: str = ReturnChannel.COUNTER,
    digitised: str = Digitised.UNKNOWN,
    host_system: str = "",
    org_unit: str = "",
    ground: str = "",
    note: str = "",
) -> ReceivedDossier:
    """Write a dossier down.

    `presented_at` is when the citizen handed it in (now when not given); an
    entry on a later day names its `ground`, such as `paper 12`, except for
    online filing.  `due_at` overrules our reckoning, as by written agreement.
    Raises `Problem` dossier.*, queue.no_ticket or people.not_allowed.
    """
    require(unit, Role.OFFICER)
    _check_clock(unit)
    procedure = active_procedure(unit, procedure_code)
    way = checked_choice("channel", channel, Channel)
    presented = checked_presented(unit, presented_at)
    person = checked_person(unit.ids.new(), applicant) if applicant else None
    visit = _visit(unit, ticket_id, counter_id)
    event = DossierReceived(
        dossier_id=unit.ids.new(),
        dossier_code=free_code(unit, dossier_code) if dossier_code else "",
        local_number=_new_number(unit, presented),
        channel=way.value,
        presented_at=presented,
        entered_at=unit.now,
        unit=checked_text("unit", org_unit, MAX_NAME),
        host_system=checked_text("host_system", host_system, MAX_NAME),
        digitised=checked_choice("digitised", digitised, Digitised).value,
        return_channel=checked_choice("return_channel", return_channel, ReturnChannel).value,
        copies=checked_number("copies", copies, 1, MAX_COPIES),
        fee_dong=checked_fee(procedure.fee_dong if fee_dong is None else fee_dong),
        fee_paid=fee_paid,
        papers=checked_papers(papers),
        ground=_ground(unit, ground, way, presented, person, visit["ticket_id"]),
        note=checked_remark("note", note, person),
        **_of_applicant(unit, person),
        **visit,
        **_of_procedure(unit, procedure),
        **_term(unit, procedure, presented, due_at),
    )
    unit.record(event, occurred_at=presented)
    return _told(event)


def refuse_at_reception(
    unit: UnitOfWork,
    *,
    procedure_code: str,
    reason: str,
    ticket_id: str = "",
    counter_id: str = "",
) -> str:
    """Turn a dossier away before it is received (form 03); returns its id.

    It never counts as received.  The reason is one of law, and must be there.
    """
    require(unit, Role.OFFICER)
    procedure = active_procedure(unit, procedure_code)
    why = checked_remark("reason", reason)
    if not why:
        raise Problem("dossier.missing", field="reason")
    visit = _visit(unit, ticket_id, counter_id)
    event = DossierRefusedAtReception(
        unit.ids.new(),
        procedure.procedure_code,
        procedure.sector,
        why,
        visit["ticket_id"],
        visit["counter_id"],
    )
    unit.record(event)
    return event.dossier_id


def active_procedure(reader: Reader, procedure_code: str) -> Procedure:
    """The procedure, or `Problem` dossier.no_procedure."""
    procedure = reader.procedures.find(procedure_code)
    if procedure is None or not procedure.active:
        raise Problem(
            "dossier.no_procedure", field="procedure_code", procedure_code=procedure_code[:40]
        )
    return procedure


def checked_presented(unit: UnitOfWork, presented_at: int | None) -> Instant:
    """When it was handed in: not after now, and not so long ago that it is a slip."""
    if presented_at is None:
        return unit.now
    oldest = unit.now - _OLDEST_DAYS * _DAY_S * SECOND
    at = checked_number("presented_at", presented_at, 0, 2**62)
    if at > unit.now:
        raise Problem("dossier.in_future", field="presented_at")
    if at < oldest:
        raise Problem("dossier.too_long_ago", field="presented_at", days=_OLDEST_DAYS)
    return Instant(at)


def checked_due(due_at: int, presented_at: int) -> Instant:
    """A due date given by hand: after the dossier came."""
    if checked_number("due_at", due_at, 0, 2**62) <= presented_at:
        raise Problem("dossier.due_too_early", field="due_at")
    return Instant(due_at)


def free_code(reader: Reader, dossier_code: str, own_id: str = "") -> str:
    """An official code that no other dossier has; the `Problem` names the other."""
    code = checked_code(dossier_code)
    other = reader.dossiers.find_by_code(code)
    if other is not None and other.dossier_id != own_id:
        raise Problem(
            "dossier.code_taken", field="dossier_code", dossier_code=code, other=other.local_number
        )
    return code


def _check_clock(unit: UnitOfWork) -> None:
    if unit.clock_is_behind:
        raise Problem("dossier.clock_behind", day=f"{local_day(unit.now):%d/%m/%Y}")


def _of_applicant(unit: UnitOfWork, person: Person | None) -> dict[str, Any]:
    """The journal holds who it is only as an id and a commitment."""
    if person is None:
        return {}
    return {
        "applicant_id": person.person_id,
        "applicant_commitment": unit.persons.keep(person),
    }


def _visit(unit: UnitOfWork, ticket_id: str, counter_id: str) -> dict[str, Any]:
    """Ticket, service and counter of the visit in which the dossier was handed in."""
    if not ticket_id:
        at = checked_text("counter_id", counter_id, 40)
        return {"ticket_id": "", "service_id": "", "counter_id": at}
    ticket = found_ticket(unit, ticket_id)
    if ticket.state == TicketState.VOID:
        raise Problem("queue.ticket_void", label=ticket.label)
    return {
        "ticket_id": ticket_id,
        "service_id": ticket.service_id,
        "counter_id": counter_id or ticket.counter_id,
    }


def _term(
    unit: UnitOfWork, procedure: Procedure, presented_at: int, due_at: int | None
) -> dict[str, Any]:
    """When it is due: as given, else as we reckon; our reckoning stands beside."""
    reckoning = reckon_due(unit, procedure, presented_at)
    return {
        "due_at": reckoning.due_at if due_at is None else checked_due(due_at, presented_at),
        "reckoned_due_at": reckoning.due_at,
        "rule_version": reckoning.rule_version,
    }


def _new_number(unit: UnitOfWork, presented_at: int) -> str:
    day = local_day(presented_at)
    serial = unit.dossiers.next_local_number(day.isoformat())
    return local_number(unit.settings.text("centre.agency_code"), day, serial)


def _of_procedure(reader: Reader, procedure: Procedure) -> dict[str, Any]:
    """What a dossier keeps of its procedure as it stood on the day."""
    sector = reader.counters.sector(procedure.sector_id)
    return {
        "procedure_code": procedure.procedure_code,
        "procedure_name": procedure.name,
        "sector": procedure.sector,
        "service_level": procedure.service_level,
        "guest": sector is not None and sector.guest,
    }


def _told(event: DossierReceived) -> ReceivedDossier:
    due = event.due_at
    later = due is not None and local_day(due) != local_day(event.presented_at)
    return ReceivedDossier(
        event.dossier_id, event.local_number, event.dossier_code, due, needs_receipt=later
    )


def _ground(
    unit: UnitOfWork,
    ground: str,
    channel: Channel,
    presented_at: int,
    person: Person | None,
    ticket_id: str,
) -> str:
    given = checked_remark("ground", ground, person)
    if given:
        return given
    if channel != Channel.ONLINE and local_day(presented_at) < local_day(unit.now):
        raise Problem("dossier.ground_needed", field="ground")
    return GROUND_TICKET if ticket_id else GROUNDS[channel]
