"""Staff, secrets and settings for a rehearsal's store."""

from __future__ import annotations

from core.dossiers.catalogue import install_catalogue
from core.errors import Exit, Problem
from core.events import SettingChanged, StaffDefined, StoreMarked
from core.ports import Reader, UnitOfWork
from core.rehearsal.cast import Cast

_REAL = ("TicketReserved", "DossierReceived")


def furnish(unit: UnitOfWork, *, cast: Cast, mark: str) -> None:
    """Make an empty store a centre to play in, marked as demo or simulated."""
    install_catalogue(unit)
    unit.record(StoreMarked(mark))
    for staff_id, name, role, title in cast.staff:
        unit.record(StaffDefined(staff_id, name, role, title))
    for name, value in cast.centre.items():
        unit.record(SettingChanged(name, value))


def refuse_real_store(reader: Reader, mark: str) -> None:
    """Play never mixes with real work: `rehearsal.real_store`."""
    if reader.mark == mark:
        return
    real = next(iter(reader.events(kinds=_REAL)), None)
    if real is not None or reader.mark != "empty":
        raise Problem("rehearsal.real_store", Exit.REFUSED)
