"""What becomes of a dossier: steps, result, return (giai quyet, tra ket qua).

The clock stops when the result is at the centre, not when the citizen
collects it (domain 3.4).  Withdrawal (rut ho so), stop (form 05), refusal
after reception (form 03) and closing for no answer stop it too.
"""

from __future__ import annotations

from core.clock import Instant, local_day
from core.dossiers.entry import checked_choice, checked_number, checked_remark
from core.dossiers.model import IN_PROGRESS, Dossier, DossierState, Outcome
from core.errors import Bug, Problem
from core.events import DossierResolved, DossierReturned, DossierStateChanged
from core.people.model import Role
from core.people.rights import require
from core.ports import Reader, UnitOfWork

_S = DossierState
# Which step may follow which; the frame that forms 02, 04 and 06 will fill.
STEPS: dict[DossierState, frozenset[DossierState]] = {
    _S.RECEIVED: frozenset({_S.TRANSFERRED, _S.IN_PROCESS, _S.SUPPLEMENT_REQUESTED, _S.SUBMITTED}),
    _S.TRANSFERRED: frozenset({_S.IN_PROCESS, _S.SUPPLEMENT_REQUESTED}),
    _S.IN_PROCESS: frozenset({_S.TRANSFERRED, _S.SUPPLEMENT_REQUESTED, _S.SUBMITTED}),
    _S.SUPPLEMENT_REQUESTED: frozenset({_S.IN_PROCESS}),
    _S.SUBMITTED: frozenset({_S.IN_PROCESS, _S.APPROVED}),
    _S.APPROVED: frozenset({_S.IN_PROCESS}),
}


def resolve_dossier(
    unit: UnitOfWork,
    *,
    dossier_id: str,
    outcome: str = Outcome.RESULT,
    resolved_at: int | None = None,
    reason: str = "",
    ground: str = "",
) -> Dossier:
    """Stop the clock: result, refused, withdrawn, stopped or closed_no_answer.

    All but a result need a reason; an instant of an earlier day needs a
    ground, such as `paper 12`.  Raises `Problem` dossier.*.
    """
    require(unit, Role.OFFICER)
    dossier = found_dossier(unit, dossier_id)
    if dossier.state not in IN_PROGRESS:
        raise _not_now(dossier)
    ending = checked_choice("outcome", outcome, Outcome)
    why = checked_remark("reason", reason)
    if ending != Outcome.RESULT and not why:
        raise Problem("dossier.missing", field="reason")
    at = checked_moment(unit, "resolved_at", resolved_at, dossier.presented_at)
    rests_on = _ground(unit, ground, at)
    unit.record(DossierResolved(dossier_id, ending.value, at, rests_on, why), occurred_at=at)
    return found_dossier(unit, dossier_id)


def withdraw_dossier(
    unit: UnitOfWork, *, dossier_id: str, reason: str, withdrawn_at: int | None = None
) -> Dossier:
    """The citizen takes the dossier back (rut ho so)."""
    return resolve_dossier(
        unit,
        dossier_id=dossier_id,
        outcome=Outcome.WITHDRAWN,
        resolved_at=withdrawn_at,
        reason=reason,
    )


def return_dossier(
    unit: UnitOfWork, *, dossier_id: str, returned_at: int | None = None, ground: str = ""
) -> Dossier:
    """The citizen has the result, or the papers back; figures do not change."""
    require(unit, Role.OFFICER)
    dossier = found_dossier(unit, dossier_id)
    if dossier.state != DossierState.RESOLVED or dossier.resolved_at is None:
        raise _not_now(dossier)
    at = checked_moment(unit, "returned_at", returned_at, dossier.resolved_at)
    unit.record(DossierReturned(dossier_id, at, _ground(unit, ground, at)), occurred_at=at)
    return found_dossier(unit, dossier_id)


def change_state(
    unit: UnitOfWork, *, dossier_id: str, state: str, reason: str = "", ground: str = ""
) -> Dossier:
    """A step inside processing; a supplement request says what is missing."""
    require(unit, Role.OFFICER)
    dossier = found_dossier(unit, dossier_id)
    step = checked_choice("state", state, DossierState)
    if step not in STEPS.get(dossier.state, frozenset()):
        raise _not_now(dossier)
    why = checked_remark("reason", reason)
    if step == DossierState.SUPPLEMENT_REQUESTED and not why:
        raise Problem("dossier.missing", field="reason")
    rests_on = checked_remark("ground", ground)
    unit.record(DossierStateChanged(dossier_id, step.value, reason=why, ground=rests_on))
    return found_dossier(unit, dossier_id)


def found_dossier(reader: Reader, dossier_id: str) -> Dossier:
    """The dossier, or `Problem` dossier.none."""
    dossier = reader.dossiers.find(dossier_id)
    if dossier is None:
        raise Problem("dossier.none")
    return dossier


def checked_moment(unit: UnitOfWork, field: str, at: int | None, earliest: int) -> Instant:
    """An instant in [earliest, now]; now when none is given.

    A PC whose clock went back must not end a dossier before it began.
    """
    if at is None:
        return Instant(max(unit.now, earliest))
    checked_number(field, at, 0, 2**62)
    if at > max(unit.now, earliest):
        raise Problem("dossier.in_future", field=field)
    if at < earliest:
        raise Problem("dossier.before_start", field=field)
    return Instant(at)


def _ground(unit: UnitOfWork, ground: str, at: int) -> str:
    given = checked_remark("ground", ground)
    if not given and local_day(at) < local_day(unit.now):
        raise Problem("dossier.ground_needed", field="ground")
    return given


def _not_now(dossier: Dossier) -> Problem:
    """Why a dossier in this state does not allow the step."""
    if dossier.state in IN_PROGRESS:
        name = "wrong_step"
    elif dossier.state in _REFUSALS:
        name = _REFUSALS[dossier.state]
    else:
        raise Bug(f"state {dossier.state}")
    return Problem(f"dossier.{name}", number=dossier.local_number or dossier.dossier_code)


_REFUSALS = {
    DossierState.RESOLVED: "already_resolved",
    DossierState.RETURNED: "already_returned",
    DossierState.VOIDED: "voided",
    DossierState.REFUSED_AT_RECEPTION: "refused",
}
