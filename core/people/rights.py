"""Who may do what.

An actor is `staff:<id>` for a person who signed in, `citizen` at the kiosk,
`device:<id>`, `import`, or `system` for the program itself and whoever cares
for it on the command line.
"""

from __future__ import annotations

from core.errors import Problem
from core.people.model import RANK, Role, Staff
from core.ports import Reader, UnitOfWork

CITIZEN = "citizen"
SYSTEM = "system"


def staff_actor(staff_id: str) -> str:
    return f"staff:{staff_id}"


def staff_of(reader: Reader, actor: str) -> Staff | None:
    """The member of staff behind an actor; None for others."""
    kind, _, staff_id = actor.partition(":")
    return reader.staff.find(staff_id) if kind == "staff" else None


def require(unit: UnitOfWork, role: Role) -> str:
    """The id of the acting member of staff, who must have at least this role.

    The program itself may do everything.  Raises `people.not_allowed`.
    """
    if unit.actor == SYSTEM:
        return ""
    member = staff_of(unit, unit.actor)
    if member is None or not member.active or RANK[member.role] < RANK[role]:
        raise Problem("people.not_allowed", role=role.value)
    return member.staff_id
