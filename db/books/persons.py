"""Keeping, reading and erasing citizens' personal data.

Reading is recorded in `reads` with who, when and for what (Law 91/2025/QH15:
data for a stated purpose only).  The commitment binds the journal to the
person without telling who it is: SHA-256 of salt and canonical JSON.  The
salt goes with the person, and with it the last way to prove a guess.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Protocol

from sqlalchemy import bindparam, delete, func, insert, select

from core.clock import Instant
from core.errors import Bug
from core.people.model import Person
from core.people.names import masked_name
from core.texts import folded
from core.wire import canonical, to_wire
from db.projections.counters import keep
from db.statement import Connection, Statement
from db.tables import persons, reads

_B = bindparam
_SALT_BYTES = 16
_NAMES = ("person_id", "name", "id_number", "phone", "address", "birth", "email")
_KEEP = keep(persons, *_NAMES, "folded", "salt")
_FIND = Statement(
    select(*(persons.c[name] for name in _NAMES)).where(persons.c.person_id == _B("person"))
)
_NAME = Statement(select(persons.c.name).where(persons.c.person_id == _B("person")))
_ERASE = Statement(delete(persons).where(persons.c.person_id == _B("person")))
_NOTE_READ = Statement(
    insert(reads).values(
        at=_B("at"),
        actor=_B("actor"),
        station=_B("station"),
        person_id=_B("person_id"),
        dossier_id=_B("dossier_id"),
        purpose=_B("purpose"),
    )
)
_COUNT_READS = Statement(
    select(func.count()).select_from(reads).where(reads.c.person_id == _B("person"))
)


class Acting(Protocol):
    """Who reads, and when: the unit of work."""

    @property
    def now(self) -> Instant: ...

    @property
    def actor(self) -> str: ...

    @property
    def station(self) -> str: ...


class Persons:
    """`core.people.book.PersonBook` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._acting: Acting | None = None

    def bind(self, acting: Acting) -> None:
        """From now on whoever reads is known; only a unit of work binds."""
        self._acting = acting

    def keep(self, person: Person) -> str:
        salt = secrets.token_hex(_SALT_BYTES)
        facts = to_wire(person)
        _KEEP.run(self._connection, **facts, folded=folded(person.name), salt=salt)
        return hashlib.sha256((salt + canonical(facts)).encode()).hexdigest()

    def read(self, person_id: str, purpose: str, dossier_id: str = "") -> Person | None:
        if self._acting is None:
            raise Bug("personal data is read in a unit of work only, which records it")
        row = _FIND.one(self._connection, person=person_id)
        if row is None:
            return None
        _NOTE_READ.run(
            self._connection,
            at=self._acting.now,
            actor=self._acting.actor,
            station=self._acting.station,
            person_id=person_id,
            dossier_id=dossier_id,
            purpose=purpose,
        )
        return Person(*row)

    def has_name(self, person_id: str, name: str) -> bool:
        return bool(_NAME.value(self._connection, person=person_id) == name)

    def masked_name(self, person_id: str) -> str:
        return masked_name(str(_NAME.value(self._connection, person=person_id) or ""))

    def erase(self, person_id: str) -> None:
        _ERASE.run(self._connection, person=person_id)

    def count_reads(self, person_id: str) -> int:
        return int(_COUNT_READS.value(self._connection, person=person_id))
