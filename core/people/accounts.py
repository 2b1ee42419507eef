"""Signing in: a name and a PIN for officers, a password for supervisors.

Hashes are argon2id.  A wrong PIN makes the next try wait, doubling to a
minute, and never locks a counter out (study of reliability, OWASP ASVS 5.0).
"""

from __future__ import annotations

import re
from typing import Protocol

from core.clock import SECOND
from core.errors import Exit, Problem
from core.events import SecretChanged, SignedIn, SignedOut, SignInFailed, StaffDefined
from core.people.model import RANK, Role, Secret, Staff
from core.people.rights import require
from core.ports import UnitOfWork
from core.texts import kept_words, nfc

PIN = re.compile(r"[0-9]{4,8}")
_MIN_PASSWORD = 8
_MAX_PASSWORD = 200
_FREE_TRIES = 3
_MAX_WAIT_S = 60
_MAX_NAME = 120


class Hasher(Protocol):
    """Makes and checks hashes; slow on purpose (30-150 ms)."""

    def hash(self, secret: str) -> str: ...

    def fits(self, hashed: str, secret: str) -> bool: ...


def argon2_hasher() -> Hasher:
    """The hasher of the product: argon2id with the library's present defaults."""
    return _Argon2()


class _Argon2:
    def __init__(self) -> None:
        from argon2 import PasswordHasher

        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

    def hash(self, secret: str) -> str:
        return self._hasher.hash(secret)

    def fits(self, hashed: str, secret: str) -> bool:
        from argon2.exceptions import VerificationError

        try:
            return self._hasher.verify(hashed, secret)
        except VerificationError:
            return False


def define_staff(
    unit: UnitOfWork, *, staff_id: str, name: str, role: str, title: str = "", active: bool = True
) -> str:
    """Add a member of staff or change one; the administrator's work."""
    require(unit, Role.SUPERVISOR)
    clean = kept_words(name, _MAX_NAME + 1)
    if not clean or len(clean) > _MAX_NAME:
        raise Problem("people.bad_name", Exit.USAGE)
    words = kept_words(title, _MAX_NAME)
    unit.record(StaffDefined(staff_id, clean, Role(role).value, words, active))
    return staff_id


def set_secret(unit: UnitOfWork, *, staff_id: str, hashed: str) -> str:
    """Keep a new PIN or password hash; one's own, or a supervisor's for others."""
    if unit.actor != f"staff:{staff_id}":
        require(unit, Role.SUPERVISOR)
    unit.staff.keep_secret(Secret(staff_id, hashed))
    unit.record(SecretChanged(staff_id))
    return staff_id


def check_secret(secret: str, role: Role) -> str:
    """The secret if it is good enough for the role; else a `Problem`."""
    if RANK[role] >= RANK[Role.SUPERVISOR]:
        if not _MIN_PASSWORD <= len(secret) <= _MAX_PASSWORD:
            raise Problem("people.weak_password", Exit.USAGE, least=_MIN_PASSWORD)
    elif not PIN.fullmatch(secret):
        raise Problem("people.bad_pin", Exit.USAGE)
    return nfc(secret)


def may_try(unit: UnitOfWork, *, staff_id: str) -> str:
    """The stored hash of a member of staff who may try now.

    Raises `people.wait` while the delay of wrong tries runs, and
    `people.no_secret` when none was ever set.
    """
    secret = unit.staff.secret(staff_id)
    if secret is None:
        raise Problem("people.no_secret")
    if secret.wait_until > unit.now:
        seconds = -(-(secret.wait_until - unit.now) // SECOND)
        raise Problem("people.wait", seconds=seconds)
    return secret.hash


def note_sign_in(unit: UnitOfWork, *, staff_id: str, fits: bool, counter_id: str = "") -> Staff:
    """Record a try whose hash was checked outside the transaction.

    The hash takes too long to be computed while the store waits.  Returns
    the member of staff; a wrong secret is recorded by `note_failure`.
    """
    member = unit.staff.find(staff_id)
    if member is None or not member.active or not fits:
        raise Problem("people.wrong_secret")
    secret = unit.staff.secret(staff_id)
    if secret is not None and secret.failures:
        unit.staff.keep_secret(Secret(staff_id, secret.hash))
    unit.record(SignedIn(staff_id, counter_id))
    return member


def note_failure(unit: UnitOfWork, *, staff_id: str) -> int:
    """Count a wrong try; returns the seconds until the next one is allowed."""
    secret = unit.staff.secret(staff_id)
    if secret is None:
        return 0
    failures = secret.failures + 1
    over = failures - _FREE_TRIES
    wait_s = min(_MAX_WAIT_S, 2**over) if over > 0 else 0
    unit.staff.keep_secret(Secret(staff_id, secret.hash, failures, unit.now + wait_s * SECOND))
    unit.record(SignInFailed(staff_id))
    return wait_s


def sign_out(unit: UnitOfWork, *, staff_id: str, counter_id: str = "") -> str:
    unit.record(SignedOut(staff_id, counter_id))
    return staff_id
