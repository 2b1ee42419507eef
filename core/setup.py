"""Making an empty store a working centre, and changing what was set.

The wizard's answers become events in one transaction.  A practice store is
never emptied: its staff, catalogue and settings are read out (`carried_over`)
and begin a fresh store (`begin_live`), while the old file is set aside.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from core.dossiers.catalogue import Installed, install_catalogue
from core.errors import Exit, Problem
from core.events import (
    CalendarDayDefined,
    CounterDefined,
    Event,
    ProcedureDefined,
    SectorDefined,
    SettingChanged,
    StaffDefined,
    StoreMarked,
)
from core.people.accounts import define_staff, set_secret
from core.people.model import RANK, Role, Secret
from core.people.rights import require, staff_of
from core.ports import Reader, UnitOfWork
from core.settings import BY_NAME
from core.texts import nfc

LIVE, PRACTICE = "live", "practice"
PIN_DIGITS = 4
MARKS = (LIVE, PRACTICE, "demo", "simulated")
FIRST_SUPERVISOR = "s01"
_WHO = {"supervisor": Role.SUPERVISOR, "administrator": Role.ADMINISTRATOR}

# What a live store takes over: the newest event per key of these kinds.
_CARRIED: dict[type[Event], str] = {
    SectorDefined: "sector_id",
    CounterDefined: "counter_id",
    ProcedureDefined: "procedure_code",
    CalendarDayDefined: "day",
    StaffDefined: "staff_id",
    SettingChanged: "name",
}


@dataclass(frozen=True, slots=True)
class NewStaff:
    """A member of staff to be written down, with the hash of the PIN or password."""

    staff_id: str
    name: str
    role: str
    title: str = ""
    hashed: str = field(default="", repr=False)


def fresh_pin() -> str:
    """Four digits for a new officer, who gets them from the supervisor."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}"


@dataclass(frozen=True, slots=True)
class Carried:
    """What goes from a practice store into the live one; secrets are hashes."""

    events: tuple[Event, ...]
    secrets: tuple[Secret, ...] = field(repr=False)


def is_set_up(reader: Reader) -> bool:
    """Whether the wizard's work is done: somebody may supervise here."""
    return any(member.active and _supervises(member.role) for member in reader.staff.list_all())


def set_up_centre(
    unit: UnitOfWork,
    *,
    settings: dict[str, Any],
    staff: Sequence[dict[str, Any]],
    mark: str,
    counters: Sequence[dict[str, Any]] = (),
) -> Installed:
    """Catalogue, counters, settings, staff and the store's mark in one go.

    `staff` are the fields of `NewStaff`, `counters` those of `CounterDefined`;
    without any the shipped ones stand.  Raises `setup.already` when the
    store has a supervisor, and `setup.nobody` when the answers name none.
    """
    if is_set_up(unit):
        raise Problem("setup.already")
    members = [NewStaff(**member) for member in staff]
    if not any(_supervises(Role(member.role)) for member in members):
        raise Problem("setup.nobody", Exit.USAGE)
    installed = install_catalogue(unit)
    for counter in counters:
        unit.record(CounterDefined(**counter))
    for name, value in settings.items():
        _change(unit, name, value)
    for member in members:
        define_staff(
            unit,
            staff_id=member.staff_id,
            name=member.name,
            role=member.role,
            title=member.title,
        )
        if member.hashed:
            set_secret(unit, staff_id=member.staff_id, hashed=member.hashed)
    mark_store(unit, mark=mark)
    return installed


def mark_store(unit: UnitOfWork, *, mark: str) -> str:
    """Say what the store is for; a store with another mark than empty keeps it."""
    require(unit, Role.ADMINISTRATOR)
    if mark not in MARKS:
        raise Problem("setup.bad_mark", Exit.USAGE, mark=mark[:40])
    if unit.mark == mark:
        return mark
    if unit.mark in MARKS:
        raise Problem("setup.marked_otherwise", mark=unit.mark)
    unit.record(StoreMarked(mark))
    return mark


def change_setting(unit: UnitOfWork, *, name: str, value: Any) -> Any:
    """Change a setting of the centre; returns the value that stands.

    Raises `settings.bad_value` for one that does not fit, and
    `settings.unknown` for a name that there is not or that belongs to one PC.
    """
    setting = BY_NAME.get(name)
    if setting is None or setting.scope != "centre":
        raise Problem("settings.unknown", Exit.USAGE, name=name[:60])
    require(unit, _WHO[setting.who])
    return _change(unit, name, value)


def carried_over(reader: Reader) -> Carried:
    """What a live store takes over from this one, in an order that can be recorded."""
    order = list(_CARRIED)
    newest: dict[tuple[int, str], Event] = {}
    for recorded in reader.events(kinds=[kind.__name__ for kind in order]):
        kind = type(recorded.event)
        key = order.index(kind), str(getattr(recorded.event, _CARRIED[kind]))
        newest[key] = recorded.event
    secrets = (reader.staff.secret(member.staff_id) for member in reader.staff.list_all())
    return Carried(
        tuple(newest[key] for key in sorted(newest, key=lambda key: key[0])),
        tuple(Secret(secret.staff_id, secret.hash) for secret in secrets if secret is not None),
    )


def carry_into_live(reader: Reader, actor: str) -> Carried:
    """What goes into the live store, for an actor who may end the practice.

    Raises `setup.not_practice` and `people.not_allowed`.
    """
    member = staff_of(reader, actor)
    if member is None or not member.active or not _supervises(member.role):
        raise Problem("people.not_allowed", role=Role.SUPERVISOR.value)
    if reader.mark != PRACTICE:
        raise Problem("setup.not_practice")
    return carried_over(reader)


def begin_live(unit: UnitOfWork, carried: Carried) -> int:
    """Begin a fresh live store with what a practice store had learned (in this process only).

    Returns the number of facts taken over; raises `setup.already` when the
    store is not fresh.
    """
    require(unit, Role.ADMINISTRATOR)
    if is_set_up(unit):
        raise Problem("setup.already")
    for event in carried.events:
        unit.record(event)
    for secret in carried.secrets:
        set_secret(unit, staff_id=secret.staff_id, hashed=secret.hash)
    unit.record(StoreMarked(LIVE))
    return len(carried.events)


def _change(unit: UnitOfWork, name: str, value: Any) -> Any:
    checked = BY_NAME[name].checked(nfc(value) if isinstance(value, str) else value)
    if unit.settings[name] != checked:
        unit.record(SettingChanged(name, checked))
    return checked


def _supervises(role: Role) -> bool:
    return RANK[role] >= RANK[Role.SUPERVISOR]
