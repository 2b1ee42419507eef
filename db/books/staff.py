"""Reading staff and keeping their secrets."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core.people.model import Role, Secret, Staff
from db.projections.counters import keep
from db.statement import Connection, Statement
from db.tables import secrets, staff

_B = bindparam
_FIELDS = (staff.c.staff_id, staff.c.name, staff.c.role, staff.c.title, staff.c.active)
_FIND = Statement(select(*_FIELDS).where(staff.c.staff_id == _B("staff_key")))
_ALL = Statement(select(*_FIELDS).order_by(staff.c.staff_id))
_SECRET = Statement(
    select(secrets.c.staff_id, secrets.c.hash, secrets.c.failures, secrets.c.wait_until).where(
        secrets.c.staff_id == _B("staff_key")
    )
)
_KEEP = keep(secrets, "staff_id", "hash", "failures", "wait_until")


class StaffList:
    """`core.people.book.StaffBook` on a connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, staff_id: str) -> Staff | None:
        row = _FIND.one(self._connection, staff_key=staff_id)
        return Staff(row[0], row[1], Role(row[2]), row[3], bool(row[4])) if row else None

    def list_all(self) -> list[Staff]:
        rows = _ALL.all(self._connection)
        return [Staff(r[0], r[1], Role(r[2]), r[3], bool(r[4])) for r in rows]

    def secret(self, staff_id: str) -> Secret | None:
        row = _SECRET.one(self._connection, staff_key=staff_id)
        return Secret(*row) if row else None

    def keep_secret(self, secret: Secret) -> None:
        _KEEP.run(
            self._connection,
            staff_id=secret.staff_id,
            hash=secret.hash,
            failures=secret.failures,
            wait_until=secret.wait_until,
        )
