"""Who may do what, said to the database itself.

A PC signs in with a login of its own, which is a member of the roles of the
windows that it shows.  What a role was not granted it cannot do, whatever
program runs on that PC: the kiosk in the hall takes tickets and can read no
dossier, no citizen's and no officer's name; nobody rewrites the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg import sql

from core.errors import Exit, Problem
from db.postgres import problem_of
from db.tables import metadata

READ, WRITE, ADD, DROP = "SELECT", "UPDATE", "INSERT", "DELETE"
KEEP = (READ, ADD, WRITE)
ROLES = ("kiosk", "board", "rating", "lookup", "counter", "supervisor", "administrator")
PUBLIC_SCREENS = ("kiosk", "board", "rating", "lookup")
# Events that name an officer; those of a dossier have its id.
_NAMING = ("StaffDefined",)

_CENTRE = ("sectors", "settings", "calendar_days", "counters", "marks", "streams")
_LINES = (
    *("tickets", "series_days", "sector_days", "sector_pace"),
    *("calls", "services", "armed", "ratings", "rating_days", "last_actions"),
)
_DOSSIERS = ("dossiers", "dossier_days", "persons", "procedures")


def _each(tables: Sequence[str], *kinds: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(tables, kinds)


def _joined(*parts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """All rights of the parts; of a table that is named twice those of both."""
    whole: dict[str, tuple[str, ...]] = {}
    for part in parts:
        for table, kinds in part.items():
            whole[table] = tuple(dict.fromkeys((*whole.get(table, ()), *kinds)))
    return whole


_SEES_CENTRE = _each((*_CENTRE, "alembic_version", "journal"), READ)
# Appending: the events, the head behind them, and the attempt.
_APPENDS = _joined(_each(("journal",), ADD), _each(("attempts",), READ, ADD))
_SERVES = _joined(
    _SEES_CENTRE,
    _APPENDS,
    _each(_LINES, *KEEP, DROP),
    _each(("counters",), WRITE),
    _each(("staff",), READ),
    _each(_DOSSIERS, *KEEP),
    _each(("reads",), ADD),
    _each(("secrets",), READ, WRITE),
)
_MANAGES = _joined(
    _SERVES,
    _each(("persons",), DROP),
    _each((*_CENTRE, "staff", "secrets", "day_closes", "backups", "closed_reports"), *KEEP),
    _each(("reads",), READ),
)
RIGHTS: dict[str, dict[str, tuple[str, ...]]] = {
    "kiosk": _joined(
        _SEES_CENTRE, _APPENDS, _each(("tickets", "series_days", "sector_days"), *KEEP),
        _each(("sector_pace", "services"), READ),
    ),
    "board": _joined(_SEES_CENTRE, _each(("tickets", "calls", "sector_days"), READ)),
    "rating": _joined(
        _SEES_CENTRE,
        _APPENDS,
        _each(("tickets", "services"), READ),
        _each(("armed", "ratings", "rating_days"), *KEEP, DROP),
    ),
    "lookup": _each((*_CENTRE, "alembic_version"), READ),
    "counter": _SERVES,
    "supervisor": _MANAGES,
    "administrator": _joined(_MANAGES, _each(("streams",), ADD)),
}  # fmt: skip


# A rating is bound to the dossiers of the visit by their ids alone.
_COLUMNS = (
    ("rating", READ, "dossiers", ("dossier_id", "ticket_id")),
    *(
        (role, WRITE, "streams", ("head_seq", "head_at", "head_hash"))
        for role in ROLES
        if ADD in RIGHTS[role].get("journal", ())
    ),
)


def group(role: str) -> str:
    """The name of a role in the database."""
    return f"motcua_{role}"


def make_roles(url: str) -> None:
    """Make the roles and give each its rights in this database, no more and no less."""
    try:
        with psycopg.connect(url) as connection:
            for role in ROLES:
                _make_role(connection, role)
                _grant(connection, role)
            _hide_events(connection)
    except psycopg.Error as error:
        raise problem_of(error) from error


def make_login(url: str, name: str, password: str, roles: Sequence[str]) -> None:
    """A login for a PC with these roles; one that exists gets exactly them."""
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise Problem("store.no_such_role", Exit.USAGE, role=min(unknown))
    who = sql.Identifier(name)
    try:
        with psycopg.connect(url) as connection:
            kind = "ALTER" if _exists(connection, name) else "CREATE"
            connection.execute(
                sql.SQL(kind + " ROLE {} LOGIN PASSWORD {}").format(who, sql.Literal(password))
            )
            for role in ROLES:
                word = "GRANT {} TO {}" if role in roles else "REVOKE {} FROM {}"
                connection.execute(sql.SQL(word).format(sql.Identifier(group(role)), who))
    except psycopg.Error as error:
        raise problem_of(error) from error


def withdraw_login(url: str, name: str) -> None:
    """A PC is no longer one of the centre: its login is closed and its connections end."""
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(sql.SQL("ALTER ROLE {} NOLOGIN").format(sql.Identifier(name)))
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [name]
            )
    except psycopg.Error as error:
        raise problem_of(error) from error


def _make_role(connection: psycopg.Connection[Any], role: str) -> None:
    if not _exists(connection, group(role)):
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(group(role))))


def _exists(connection: psycopg.Connection[Any], name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).rowcount > 0


def _grant(connection: psycopg.Connection[Any], role: str) -> None:
    who = sql.Identifier(group(role))
    # Numbers that the database gives itself belong to whoever may add the row.
    for words in ("ALL TABLES", "ALL SEQUENCES"):
        connection.execute(sql.SQL(f"REVOKE ALL ON {words} IN SCHEMA public FROM {{}}").format(who))
    for table, kinds in RIGHTS[role].items():
        connection.execute(
            sql.SQL("GRANT {} ON {} TO {}").format(
                sql.SQL(", ").join(map(sql.SQL, kinds)), sql.Identifier(table), who
            )
        )
        if ADD in kinds and _numbered(table):
            sequence = f"{table}_{_numbered(table)}_seq"
            connection.execute(
                sql.SQL("GRANT USAGE ON SEQUENCE {} TO {}").format(sql.Identifier(sequence), who)
            )
    for of_role, kind, table, columns in _COLUMNS:
        if of_role == role:
            connection.execute(
                sql.SQL("GRANT {} ({}) ON {} TO {}").format(
                    sql.SQL(kind),
                    sql.SQL(", ").join(map(sql.Identifier, columns)),
                    sql.Identifier(table),
                    who,
                )
            )


def _numbered(table: str) -> str:
    known = metadata.tables.get(table)
    column = None if known is None else known.autoincrement_column
    return "" if column is None else column.name


def _hide_events(connection: psycopg.Connection[Any]) -> None:
    """Public screens see no event of a dossier, and none that names an officer."""
    public = [group(role) for role in PUBLIC_SCREENS]
    staff = [group(role) for role in ROLES if role not in PUBLIC_SCREENS]
    connection.execute("ALTER TABLE journal ENABLE ROW LEVEL SECURITY")
    for name, who, rule in (
        ("of_the_hall", public, "dossier_id IS NULL AND kind <> ALL({naming})"),
        ("of_staff", staff, "true"),
    ):
        connection.execute(
            sql.SQL("DROP POLICY IF EXISTS {} ON journal").format(sql.Identifier(name))
        )
        connection.execute(
            sql.SQL("CREATE POLICY {} ON journal FOR SELECT TO {} USING (" + rule + ")").format(
                sql.Identifier(name),
                sql.SQL(", ").join(map(sql.Identifier, who)),
                naming=sql.Literal(list(_NAMING)),
            )
        )
    connection.execute("DROP POLICY IF EXISTS appended ON journal")
    connection.execute("CREATE POLICY appended ON journal FOR INSERT WITH CHECK (true)")
