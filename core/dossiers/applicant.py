"""The applicant of a dossier (nguoi nop ho so): looked at on purpose, put right in one change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.dossiers.corrections import correct_applicant, correct_dossier
from core.dossiers.model import Dossier
from core.dossiers.progress import found_dossier
from core.errors import Bug
from core.people.model import Person, Role
from core.people.rights import require
from core.ports import UnitOfWork


def read_applicant(unit: UnitOfWork, *, dossier_id: str, purpose: str = "look") -> Person | None:
    """The applicant's data; the reading is recorded with its purpose.

    None when nobody is known or the data was erased.  An act of this verb
    carries no attempt id, or the store would keep the answer.
    """
    if unit.attempt_id:
        raise Bug("read_applicant answers with personal data, which no attempt may keep")
    require(unit, Role.OFFICER)
    dossier = found_dossier(unit, dossier_id)
    if not dossier.applicant_id:
        return None
    return unit.persons.read(dossier.applicant_id, purpose, dossier_id)


def correct_entry(
    unit: UnitOfWork,
    *,
    dossier_id: str,
    fields: Mapping[str, Any],
    applicant: Mapping[str, object] | None,
    reason: str,
    ground: str = "",
) -> Dossier:
    """Put an entry right, facts and applicant (None = as it was), all or nothing."""
    if applicant is not None:
        correct_applicant(unit, dossier_id=dossier_id, applicant=applicant, reason=reason)
    return correct_dossier(unit, dossier_id=dossier_id, fields=fields, reason=reason, ground=ground)
