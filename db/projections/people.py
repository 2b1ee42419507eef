"""Staff, settings and care from their events."""

from __future__ import annotations

from sqlalchemy import bindparam, insert

from core.events import (
    BackupMade,
    ClockConfirmed,
    DayClosed,
    FileImported,
    SecretChanged,
    SettingChanged,
    SignedIn,
    SignedOut,
    SignInFailed,
    StaffDefined,
    StoreMarked,
)
from core.wire import canonical
from db.projections import EventStamp, nothing_to_project, projects
from db.projections.counters import keep
from db.statement import Connection, Statement
from db.tables import backups, day_closes, marks, settings, staff

_B = bindparam

_KEEP_STAFF = keep(staff, "staff_id", "name", "role", "title", "active")
_KEEP_SETTING = keep(settings, "name", "value")
_KEEP_MARK = keep(marks, "name", "value")
_KEEP_CLOSE = keep(day_closes, "day", "at", "counts")
_INSERT_BACKUP = Statement(
    insert(backups).values(
        at=_B("at"), file_name=_B("file_name"), events=_B("events"), verified=_B("verified")
    )
)

nothing_to_project(SecretChanged, SignedIn, SignedOut, SignInFailed, FileImported)


@projects(StaffDefined)
def define_staff(connection: Connection, event: StaffDefined, _stamp: EventStamp) -> None:
    _KEEP_STAFF.run(
        connection,
        staff_id=event.staff_id,
        name=event.name,
        role=event.role,
        title=event.title,
        active=int(event.active),
    )


@projects(SettingChanged)
def change_setting(connection: Connection, event: SettingChanged, _stamp: EventStamp) -> None:
    _KEEP_SETTING.run(connection, name=event.name, value=canonical(event.value))


@projects(StoreMarked)
def mark_store(connection: Connection, event: StoreMarked, _stamp: EventStamp) -> None:
    _KEEP_MARK.run(connection, name="mark", value=event.mark)


@projects(ClockConfirmed)
def confirm_clock(connection: Connection, event: ClockConfirmed, _stamp: EventStamp) -> None:
    _KEEP_MARK.run(connection, name="clock_confirmed_at", value=str(event.seen_at))


@projects(DayClosed)
def close_day(connection: Connection, event: DayClosed, stamp: EventStamp) -> None:
    _KEEP_CLOSE.run(connection, day=event.day, at=stamp.occurred_at, counts=canonical(event.counts))


@projects(BackupMade)
def note_backup(connection: Connection, event: BackupMade, stamp: EventStamp) -> None:
    _INSERT_BACKUP.run(
        connection,
        at=stamp.occurred_at,
        file_name=event.file_name,
        events=event.events,
        verified=int(event.verified),
    )
