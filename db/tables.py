"""The tables.

The journal is the truth; every other table except `attempts`, `secrets`,
`persons` and the read log is a projection that `verify` can rebuild from it.
Column types are text, integer and blob only, so that values pass both
engines unchanged: instants are integer microseconds UTC, days ISO text,
booleans 0 and 1, lists and maps JSON text.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    and_,
    literal_column,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, null: bool = False, default: str | None = "") -> Column[str]:
    server = None if null or default is None else text(f"'{default}'")
    return Column(name, Text, nullable=null, server_default=server)


def _instant(name: str, *, null: bool = True) -> Column[int]:
    return Column(name, BigInteger, nullable=null)


def _number(name: str, default: int = 0) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=text(str(default)))


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _only(rows: ColumnElement[bool]) -> dict[str, Any]:
    """The rows that a partial index holds.

    PostgreSQL's own keyword would load that engine's whole dialect into every
    start of the program; the rows stand in `info` for whoever makes its tables.
    """
    return {"sqlite_where": rows, "info": {"rows": rows}}


# --- Journal ---------------------------------------------------------------

streams = Table(
    "streams",
    metadata,
    Column("stream_id", Integer, primary_key=True),
    _text("site", default=None),
    _text("origin", default=None),
    Column("epoch", Integer, nullable=False),
    Column("head_seq", BigInteger, nullable=False, server_default=text("0")),
    Column("head_at", BigInteger, nullable=False, server_default=text("0")),
    Column("head_hash", LargeBinary, nullable=False),
    _number("is_own", 1),
    UniqueConstraint("site", "origin", "epoch"),
)

journal = Table(
    "journal",
    metadata,
    Column("stream_id", Integer, nullable=False),
    Column("seq", BigInteger, nullable=False),
    _instant("at", null=False),
    _instant("occurred_at", null=False),
    _text("kind", default=None),
    _number("version", 1),
    _text("actor", default=None),
    _text("station", default=None),
    _text("ticket_id", null=True),
    _text("dossier_id", null=True),
    _text("payload", default=None),
    _text("attempt_id", default=None),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("stream_id", "seq"),
    sqlite_with_rowid=False,
)
Index(
    "ix_journal_ticket_id",
    journal.c.ticket_id,
    **_only(journal.c.ticket_id.is_not(None)),
)
Index(
    "ix_journal_dossier_id",
    journal.c.dossier_id,
    **_only(journal.c.dossier_id.is_not(None)),
)

attempts = Table(
    "attempts",
    metadata,
    _key("attempt_id"),
    _text("verb", default=None),
    _text("result", default=None),
    Column("first_seq", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# --- Tickets ---------------------------------------------------------------

series_days = Table(
    "series_days",
    metadata,
    Column("series", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    _number("last_number"),
    sqlite_with_rowid=False,
)

sector_days = Table(
    "sector_days",
    metadata,
    Column("sector_id", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    _number("issued_am"),
    _number("issued_pm"),
    sqlite_with_rowid=False,
)

sector_pace = Table(
    "sector_pace",
    metadata,
    _key("sector_id"),
    _number("services"),
    _number("mean_ms"),
)

tickets = Table(
    "tickets",
    metadata,
    _key("ticket_id"),
    _text("token", default=None),
    _text("day", default=None),
    _text("series", default=None),
    Column("number", Integer, nullable=False),
    _text("label", default=None),
    _text("sector_id", default=None),
    _text("state", default=None),
    _text("line", default=None),
    _instant("place", null=False),
    _instant("taken_at", null=False),
    _text("priority"),
    _text("channel"),
    _text("language"),
    _instant("appointment_at"),
    _number("is_test"),
    _text("half", default="am"),
    _text("paper", default="queued"),
    _number("copies", 1),
    _text("counter_id"),
    _text("officer_id"),
    _instant("first_called_at"),
    _instant("called_at"),
    _instant("started_at"),
    _instant("ended_at"),
    _number("calls"),
    _number("overtaken"),
    _text("service_id"),
    _number("may_return"),
    # One number per series and day, whatever the code above forgets.
    UniqueConstraint("series", "day", "number"),
    UniqueConstraint("token"),
    sqlite_with_rowid=False,
)
# Literals, not parameters: SQLite matches a partial index by its very words.
IS_WAITING = tickets.c.state == text("'waiting'")
Index(
    "ix_tickets_waiting",
    tickets.c.line,
    tickets.c.place,
    # Test tickets are left out of every count; with this the index alone answers.
    tickets.c.is_test,
    **_only(IS_WAITING),
)
IS_PRESENT = tickets.c.state.in_([literal_column("'called'"), literal_column("'serving'")])
# One ticket at a counter, and so one active call per ticket and per counter.
Index(
    "uq_tickets_at_counter",
    tickets.c.counter_id,
    unique=True,
    **_only(IS_PRESENT),
)
Index("ix_tickets_day", tickets.c.day, tickets.c.state)
IS_PARKED = tickets.c.state == text("'parked'")
Index(
    "ix_tickets_parked",
    tickets.c.counter_id,
    **_only(IS_PARKED),
)

calls = Table(
    "calls",
    metadata,
    Column("call_id", Integer, primary_key=True),
    _text("day", default=None),
    _text("ticket_id", default=None),
    _text("label", default=None),
    _text("counter_id", default=None),
    _instant("at", null=False),
    _number("recall"),
    _text("language"),
    _number("withdrawn"),
)
Index("ix_calls_day", calls.c.day, calls.c.at)
Index("ix_calls_ticket", calls.c.ticket_id)

services = Table(
    "services",
    metadata,
    _key("service_id"),
    _text("ticket_id", default=None),
    _text("counter_id", default=None),
    _text("officer_id", default=None),
    _text("sector_id", default=None),
    _text("day", default=None),
    _instant("started_at", null=False),
    _instant("ended_at"),
    _text("outcome"),
    sqlite_with_rowid=False,
)
IS_RUNNING = services.c.ended_at.is_(None)
# One ticket in service per counter.
Index(
    "uq_services_running",
    services.c.counter_id,
    unique=True,
    **_only(IS_RUNNING),
)
Index("ix_services_counter", services.c.counter_id, services.c.started_at)
Index("ix_services_ticket", services.c.ticket_id)
Index("ix_services_day", services.c.day)

# --- Ratings ---------------------------------------------------------------

armed = Table(
    "armed",
    metadata,
    _key("counter_id"),
    _text("service_id", default=None),
    _text("ticket_id", default=None),
    _text("officer_id", default=None),
    _text("sector_id", default=None),
    _text("label", default=None),
    _text("language"),
    _instant("until", null=False),
)

ratings = Table(
    "ratings",
    metadata,
    _key("rating_id"),
    _text("service_id", default=None),
    _text("ticket_id", default=None),
    _text("counter_id", default=None),
    _text("officer_id", default=None),
    _text("sector_id", default=None),
    _text("day", default=None),
    _number("value"),
    _text("source"),
    _instant("at", null=False),
    # One rating per service.
    UniqueConstraint("service_id"),
    sqlite_with_rowid=False,
)
Index("ix_ratings_day", ratings.c.day, ratings.c.counter_id)
Index("ix_ratings_counter", ratings.c.counter_id, ratings.c.at)

rating_days = Table(
    "rating_days",
    metadata,
    Column("day", Text, primary_key=True),
    Column("counter_id", Text, primary_key=True),
    _number("asked"),
    _number("stray"),
    sqlite_with_rowid=False,
)

# --- Catalogue, people, settings --------------------------------------------

sectors = Table(
    "sectors",
    metadata,
    _key("sector_id"),
    _text("name", default=None),
    _text("name_en"),
    _text("prefix", default=None),
    _text("icon"),
    _number("position"),
    _number("active", 1),
    _number("guest"),
    _number("capacity_am"),
    _number("capacity_pm"),
    _text("opens"),
    _text("papers", default="[]"),
)

counters = Table(
    "counters",
    metadata,
    _key("counter_id"),
    _number("number"),
    _text("name", default=None),
    _text("sectors", default="{}"),
    _text("group_name"),
    _number("active", 1),
    _text("state", default="closed"),
    _text("officer_id"),
    _text("pause_reason"),
    _instant("since"),
    _text("recent"),
)

# Kept for the ten seconds of undo; not a projection.
last_actions = Table(
    "last_actions",
    metadata,
    _key("counter_id"),
    _text("action", default=None),
)

procedures = Table(
    "procedures",
    metadata,
    _key("procedure_code"),
    _text("name", default=None),
    _text("sector_id"),
    _text("sector"),
    _text("term_kind"),
    _number("term"),
    _text("term_text"),
    _text("fee_kind"),
    Column("fee_dong", BigInteger),
    _text("fee_text"),
    _text("service_level"),
    _text("papers", default="[]"),
    _number("verified"),
    _number("active", 1),
    _text("since"),
)

calendar_days = Table(
    "calendar_days",
    metadata,
    _key("day"),
    _text("kind", default=None),
    _text("name"),
)

staff = Table(
    "staff",
    metadata,
    _key("staff_id"),
    _text("name", default=None),
    _text("role", default=None),
    _text("title"),
    _number("active", 1),
)

secrets = Table(
    "secrets",
    metadata,
    _key("staff_id"),
    _text("hash", default=None),
    _number("failures"),
    Column("wait_until", BigInteger, nullable=False, server_default=text("0")),
)

settings = Table("settings", metadata, _key("name"), _text("value", default=None))

marks = Table("marks", metadata, _key("name"), _text("value", default=None))

# --- Personal data -----------------------------------------------------------

persons = Table(
    "persons",
    metadata,
    _key("person_id"),
    _text("name"),
    _text("folded"),
    _text("id_number"),
    _text("phone"),
    _text("address"),
    _text("birth"),
    _text("email"),
    _text("salt", default=None),
    sqlite_with_rowid=False,
)

reads = Table(
    "reads",
    metadata,
    Column("read_id", Integer, primary_key=True),
    _instant("at", null=False),
    _text("actor", default=None),
    _text("station", default=None),
    _text("person_id", default=None),
    _text("dossier_id"),
    _text("purpose", default=None),
)
Index("ix_reads_person", reads.c.person_id)

# --- Dossiers ----------------------------------------------------------------

dossier_days = Table(
    "dossier_days", metadata, _key("day"), _number("last_number"), sqlite_with_rowid=False
)

dossiers = Table(
    "dossiers",
    metadata,
    _key("dossier_id"),
    _text("dossier_code"),
    _text("local_number", default=None),
    _text("procedure_code"),
    _text("procedure_name"),
    _text("folded"),
    _text("sector", default=None),
    _text("channel", default=None),
    _text("service_level", default=None),
    _text("state", default=None),
    _instant("presented_at", null=False),
    _instant("entered_at", null=False),
    _instant("due_at"),
    _instant("reckoned_due_at"),
    _instant("resolved_at"),
    _text("outcome"),
    _instant("returned_at"),
    _text("applicant_id"),
    _text("ticket_id"),
    _text("service_id"),
    _text("counter_id"),
    _text("unit"),
    _text("host_system"),
    _text("system_status"),
    _text("digitised"),
    _text("return_channel"),
    _number("copies", 1),
    Column("fee_dong", BigInteger),
    _number("fee_paid"),
    _number("guest"),
    _text("rule_version"),
    _text("ground"),
    _text("note"),
    _text("papers", default="[]"),
    _number("late_entry"),
    # 1 while the dossier counts: received and neither refused at reception nor voided.
    _number("counted", 1),
    sqlite_with_rowid=False,
)
# A dossier entered in error sets its code free again.
_coded = and_(dossiers.c.dossier_code != text("''"), dossiers.c.counted == text("1"))
Index(
    "uq_dossiers_code",
    dossiers.c.dossier_code,
    unique=True,
    **_only(_coded),
)
# Whoever was refused at reception has no number.
_numbered = dossiers.c.local_number != text("''")
Index(
    "uq_dossiers_local_number",
    dossiers.c.local_number,
    unique=True,
    **_only(_numbered),
)
Index("ix_dossiers_presented", dossiers.c.presented_at)
# With the time of presentation, and with those not yet resolved: a report finds
# the few dossiers carried over among all that were resolved since.
Index("ix_dossiers_resolved", dossiers.c.resolved_at, dossiers.c.presented_at)
_open = dossiers.c.resolved_at.is_(None)
Index(
    "ix_dossiers_open",
    dossiers.c.due_at,
    **_only(_open),
)
_of_ticket = dossiers.c.ticket_id != text("''")
Index(
    "ix_dossiers_ticket",
    dossiers.c.ticket_id,
    **_only(_of_ticket),
)

closed_reports = Table(
    "closed_reports",
    metadata,
    _key("report_id"),
    _text("form", default=None),
    _text("profile", default=None),
    _text("period_from", default=None),
    _text("period_to", default=None),
    _text("number"),
    _text("signed_on"),
    _text("fingerprint", default=None),
    Column("as_of_seq", BigInteger, nullable=False),
    _text("amends"),
    _instant("closed_at", null=False),
)

backups = Table(
    "backups",
    metadata,
    Column("backup_id", Integer, primary_key=True),
    _instant("at", null=False),
    _text("file_name", default=None),
    Column("events", BigInteger, nullable=False),
    _number("verified"),
)

day_closes = Table(
    "day_closes", metadata, _key("day"), _instant("at", null=False), _text("counts", default="{}")
)

PROJECTIONS = tuple(
    table
    for table in metadata.sorted_tables
    if table.name
    not in {"streams", "journal", "attempts", "secrets", "persons", "reads", "last_actions"}
)
