"""Staff, persons and rights as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a member of staff may do; each includes those before it."""

    HELPER = "helper"
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


RANK = {role: rank for rank, role in enumerate(Role)}


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff (cong chuc, vien chuc)."""

    staff_id: str
    name: str
    role: Role
    title: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class Person:
    """A citizen's personal data; it lives outside the journal and can be erased."""

    person_id: str
    name: str
    id_number: str = ""
    phone: str = ""
    address: str = ""
    birth: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Secret:
    """The argon2 hash of a PIN or password, and failed tries since the last success."""

    staff_id: str
    hash: str
    failures: int = 0
    wait_until: int = 0
