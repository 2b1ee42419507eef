"""Staff, secrets and settings for a rehearsal's store."""

from __future__ import annotations

from core.dossiers.catalogue import install_catalogue
from core.errors import Exit, Problem
from core.events import SettingChanged, StaffDefined, StoreMarked
from core.people.accounts import Hasher, set_secret
from core.people.model import RANK, Role
from core.ports import Reader, UnitOfWork
from core.rehearsal.cast import Cast

_REAL = ("TicketReserved", "DossierReceived")


def furnish(
    unit: UnitOfWork, *, cast: Cast, mark: str, secrets: dict[str, str] | None = None
) -> None:
    """Make an empty store a centre to play in, marked as demo or simulated.

    `secrets` are hashes by member of staff; without any nobody can sign in.
    """
    install_catalogue(unit)
    unit.record(StoreMarked(mark))
    for staff_id, name, role, title in cast.staff:
        unit.record(StaffDefined(staff_id, name, role, title))
    for staff_id, hashed in (secrets or {}).items():
        set_secret(unit, staff_id=staff_id, hashed=hashed)
    for name, value in cast.centre.items():
        unit.record(SettingChanged(name, value))


def secrets_of_play(cast: Cast, hasher: Hasher) -> dict[str, str]:
    """A hash for each of the cast; all who share a PIN or password share its hash."""
    pin, password = hasher.hash(cast.keys.pin), hasher.hash(cast.keys.password)
    return {
        staff_id: password if RANK[Role(role)] >= RANK[Role.SUPERVISOR] else pin
        for staff_id, _name, role, _title in cast.staff
    }


def refuse_real_store(reader: Reader, mark: str) -> None:
    """Play never mixes with real work: `rehearsal.real_store`."""
    if reader.mark == mark:
        return
    real = next(iter(reader.events(kinds=_REAL)), None)
    if real is not None or reader.mark != "empty":
        raise Problem("rehearsal.real_store", Exit.REFUSED)
