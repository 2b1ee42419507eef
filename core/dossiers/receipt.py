"""What stands on the receipt of a dossier (form 01, giay tiep nhan ho so va hen tra ket qua)."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.dossiers.model import Dossier, DossierState, Procedure
from core.dossiers.progress import found_dossier
from core.errors import Bug, Problem
from core.people.model import Person, Role
from core.people.rights import require, staff_of
from core.ports import Reader, UnitOfWork


@dataclass(frozen=True, slots=True)
class CentreHead:
    """The centre as it stands on its papers (settings centre.*)."""

    superior: str
    issuer: str
    name: str
    place: str
    address: str
    hotline: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything that form 01 prints; `qr` is opaque and tells nothing of the citizen.

    `mark` is what the store is for: a receipt of a rehearsal says so.
    """

    centre: CentreHead
    dossier: Dossier
    procedure: Procedure | None
    officer: str
    issued_at: int
    qr: str
    mark: str
    applicant: Person | None = field(repr=False)


def issue_receipt(unit: UnitOfWork, *, dossier_id: str) -> Receipt:
    """The content of a dossier's receipt, with the applicant's data.

    The reading of that data is recorded.  An act of this verb carries no
    attempt id, or the store would keep the answer and the name with it.
    """
    if unit.attempt_id:
        raise Bug("issue_receipt answers with personal data, which no attempt may keep")
    require(unit, Role.OFFICER)
    dossier = found_dossier(unit, dossier_id)
    if dossier.state in (DossierState.VOIDED, DossierState.REFUSED_AT_RECEPTION):
        raise Problem("dossier.no_receipt", number=dossier.local_number)
    member = staff_of(unit, unit.actor)
    person = (
        unit.persons.read(dossier.applicant_id, "receipt", dossier_id)
        if dossier.applicant_id
        else None
    )
    return Receipt(
        centre=centre_head(unit),
        dossier=dossier,
        procedure=unit.procedures.find(dossier.procedure_code),
        officer=member.name if member else "",
        issued_at=unit.now,
        qr=unit.settings.text("slip.lookup_url") + dossier.dossier_id,
        mark=unit.mark,
        applicant=person,
    )


def centre_head(reader: Reader) -> CentreHead:
    """The letterhead, set once in the centre's settings."""
    text = reader.settings.text
    return CentreHead(
        superior=text("centre.superior"),
        issuer=text("centre.issuer"),
        name=text("centre.name"),
        place=text("centre.place"),
        address=text("centre.address"),
        hotline=text("centre.hotline"),
    )
