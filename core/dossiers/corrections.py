"""Putting right what was entered wrongly; every trace stays in the journal.

On the day of entry the officer may correct and void; later only a supervisor,
because closed figures may change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from core.clock import local_day
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
from core.dossiers.model import (
    Channel,
    Digitised,
    Dossier,
    DossierState,
    Outcome,
    ReturnChannel,
    ServiceLevel,
)
from core.dossiers.progress import found_dossier
from core.dossiers.reception import active_procedure, free_code
from core.errors import Problem
from core.events import DossierCodeJoined, DossierCorrected, DossierVoided, PersonErased
from core.people.model import Role
from core.people.rights import require
from core.ports import UnitOfWork
from core.wire import to_wire

_FINAL = (DossierState.VOIDED, DossierState.REFUSED_AT_RECEPTION)


def correct_dossier(
    unit: UnitOfWork,
    *,
    dossier_id: str,
    fields: Mapping[str, Any],
    reason: str,
    ground: str = "",
) -> Dossier:
    """Put facts right; `fields` maps names of `CORRECTABLE` to new values.

    With another procedure or another time of presenting, our reckoning of
    the due date is made anew; the due date follows unless it is given too or
    had been set by hand.  Nothing is recorded when nothing differs.
    """
    dossier = _correctable(unit, dossier_id)
    why = _reason(reason)
    wanted = {name: _checked_field(unit, dossier, name, value) for name, value in fields.items()}
    wanted |= _consequences(unit, dossier, wanted)
    changed = {name: value for name, value in wanted.items() if getattr(dossier, name) != value}
    if changed:
        _check_order(unit, replace(dossier, **changed))
        rests_on = checked_remark("ground", ground)
        unit.record(DossierCorrected(dossier_id, to_wire(changed), why, rests_on))
    return found_dossier(unit, dossier_id)


def correct_applicant(
    unit: UnitOfWork, *, dossier_id: str, applicant: Mapping[str, object], reason: str
) -> Dossier:
    """Put the applicant's data right: the wrong data is erased, not kept beside."""
    dossier = _correctable(unit, dossier_id)
    person = checked_person(unit.ids.new(), applicant)
    why = _reason(reason)
    commitment = unit.persons.keep(person)
    fields = {"applicant_id": person.person_id}
    unit.record(DossierCorrected(dossier_id, fields, why, applicant_commitment=commitment))
    if dossier.applicant_id:
        unit.persons.erase(dossier.applicant_id)
        unit.record(PersonErased(dossier.applicant_id, "corrected"))
    return found_dossier(unit, dossier_id)


def erase_applicant(unit: UnitOfWork, *, dossier_id: str, reason: str) -> bool:
    """Erase the applicant's data and with its salt every way back; figures stay.

    False when there was nobody to erase.
    """
    require(unit, Role.SUPERVISOR)
    dossier = found_dossier(unit, dossier_id)
    why = _reason(reason)
    if not dossier.applicant_id:
        return False
    unit.persons.erase(dossier.applicant_id)
    unit.record(PersonErased(dossier.applicant_id, why))
    return True


def void_dossier(unit: UnitOfWork, *, dossier_id: str, reason: str) -> Dossier:
    """Entered in error: out of every figure; its official code is free again."""
    _correctable(unit, dossier_id)
    unit.record(DossierVoided(dossier_id, _reason(reason)))
    return found_dossier(unit, dossier_id)


def join_code(unit: UnitOfWork, *, dossier_id: str, dossier_code: str) -> Dossier:
    """Join the official code that came later to the dossier.

    The same code again changes nothing.  Raises `Problem`
    dossier.code_taken, naming the other dossier, or dossier.code_known when
    this one has another code already.
    """
    require(unit, Role.OFFICER)
    dossier = found_dossier(unit, dossier_id)
    _check_open_to_change(dossier)
    code = free_code(unit, dossier_code, dossier_id)
    if dossier.dossier_code not in ("", code):
        raise Problem("dossier.code_known", field="dossier_code", known=dossier.dossier_code)
    if not dossier.dossier_code:
        unit.record(DossierCodeJoined(dossier_id, code))
    return found_dossier(unit, dossier_id)


def _correctable(unit: UnitOfWork, dossier_id: str) -> Dossier:
    """The dossier, which the actor may correct; who may depends on the day of entry."""
    require(unit, Role.OFFICER)
    dossier = found_dossier(unit, dossier_id)
    if local_day(dossier.entered_at) != local_day(unit.now):
        require(unit, Role.SUPERVISOR)
    _check_open_to_change(dossier)
    return dossier


def _check_open_to_change(dossier: Dossier) -> None:
    if dossier.state in _FINAL:
        name = "voided" if dossier.state == DossierState.VOIDED else "refused"
        raise Problem(f"dossier.{name}", number=dossier.local_number)


def _reason(reason: str) -> str:
    why = checked_remark("reason", reason)
    if not why:
        raise Problem("dossier.missing", field="reason")
    return why


def _checked_field(unit: UnitOfWork, dossier: Dossier, name: str, value: Any) -> Any:
    if name == "procedure_code":
        return active_procedure(unit, str(value)).procedure_code
    if name == "dossier_code":
        return free_code(unit, str(value), dossier.dossier_id)
    if name not in CORRECTABLE:
        raise Problem("dossier.bad_choice", field=name[:40])
    return CORRECTABLE[name](name, value)


def _consequences(unit: UnitOfWork, dossier: Dossier, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from another procedure or time of presenting."""
    follows: dict[str, Any] = {}
    code = wanted.get("procedure_code", dossier.procedure_code)
    presented = wanted.get("presented_at", dossier.presented_at)
    if (code, presented) == (dossier.procedure_code, dossier.presented_at):
        return follows
    procedure = active_procedure(unit, code)
    if code != dossier.procedure_code:
        follows["procedure_name"] = procedure.name
        follows["sector"] = procedure.sector
        follows["service_level"] = wanted.get("service_level", procedure.service_level)
    reckoning = reckon_due(unit, procedure, presented)
    follows["reckoned_due_at"] = reckoning.due_at
    follows["rule_version"] = reckoning.rule_version
    if "due_at" not in wanted and dossier.due_at == dossier.reckoned_due_at:
        follows["due_at"] = reckoning.due_at
    return follows


def _check_order(unit: UnitOfWork, dossier: Dossier) -> None:
    """Presented, resolved, returned: in this order, and none of it in the future."""
    moments = [
        (field, at)
        for field, at in (
            ("presented_at", dossier.presented_at),
            ("resolved_at", dossier.resolved_at),
            ("returned_at", dossier.returned_at),
        )
        if at is not None
    ]
    for field, at in moments:
        if at > max(unit.now, dossier.entered_at):
            raise Problem("dossier.in_future", field=field)
    for (_, earlier), (field, later) in pairwise(moments):
        if later < earlier:
            raise Problem("dossier.before_start", field=field)
    if (dossier.resolved_at is None) != (dossier.outcome == ""):
        raise Problem("dossier.outcome_without_time", field="outcome")
    if dossier.returned_at is not None and dossier.resolved_at is None:
        raise Problem("dossier.before_start", field="returned_at")
    if dossier.due_at is not None and dossier.due_at <= dossier.presented_at:
        raise Problem("dossier.due_too_early", field="due_at")


def _instant(field: str, value: Any) -> int:
    return checked_number(field, value, 0, 2**62)


def _instant_or_none(field: str, value: Any) -> int | None:
    return None if value is None else _instant(field, value)


def _flag(field: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Problem("dossier.bad_choice", field=field)
    return value


# Beside procedure_code and dossier_code, which need the store to be checked.
CORRECTABLE: dict[str, Callable[[str, Any], Any]] = {
    "channel": lambda field, value: checked_choice(field, value, Channel),
    "service_level": lambda field, value: checked_choice(field, value, ServiceLevel),
    "presented_at": _instant,
    "due_at": _instant_or_none,
    "resolved_at": _instant_or_none,
    "outcome": lambda field, value: value and checked_choice(field, value, Outcome),
    "returned_at": _instant_or_none,
    "copies": lambda field, value: checked_number(field, value, 1, MAX_COPIES),
    "fee_dong": lambda _field, value: checked_fee(value),
    "fee_paid": _flag,
    "papers": lambda _field, value: checked_papers(value),
    "return_channel": lambda field, value: checked_choice(field, value, ReturnChannel),
    "digitised": lambda field, value: checked_choice(field, value, Digitised),
    "host_system": lambda field, value: checked_text(field, value, MAX_NAME),
    "unit": lambda field, value: checked_text(field, value, MAX_NAME),
    "note": checked_remark,
}
