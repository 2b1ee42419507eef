"""The first shape of a store.

Revision 0001.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "armed",
        sa.Column("counter_id", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("sector_id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("counter_id", name=op.f("pk_armed")),
    )
    op.create_table(
        "attempts",
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_attempts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "backups",
        sa.Column("backup_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("events", sa.BigInteger(), nullable=False),
        sa.Column("verified", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("backup_id", name=op.f("pk_backups")),
    )
    op.create_table(
        "calendar_days",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_days")),
    )
    op.create_table(
        "calls",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("counter_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("recall", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("language", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("withdrawn", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_calls")),
    )
    op.create_index("ix_calls_day", "calls", ["day", "at"], unique=False)
    op.create_index("ix_calls_ticket", "calls", ["ticket_id"], unique=False)
    op.create_table(
        "closed_reports",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Text(), nullable=False),
        sa.Column("period_to", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("signed_on", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("as_of_seq", sa.BigInteger(), nullable=False),
        sa.Column("amends", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_closed_reports")),
    )
    op.create_table(
        "counters",
        sa.Column("counter_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sectors", sa.Text(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("group_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("active", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'closed'"), nullable=False),
        sa.Column("officer_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("pause_reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=True),
        sa.Column("recent", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("counter_id", name=op.f("pk_counters")),
    )
    op.create_table(
        "day_closes",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("counts", sa.Text(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_closes")),
    )
    op.create_table(
        "dossier_days",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("last_number", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_dossier_days")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dossiers",
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("dossier_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("local_number", sa.Text(), nullable=False),
        sa.Column("procedure_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("procedure_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("folded", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("service_level", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("presented_at", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("reckoned_due_at", sa.BigInteger(), nullable=True),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("returned_at", sa.BigInteger(), nullable=True),
        sa.Column("applicant_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("ticket_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("service_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("counter_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("host_system", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("system_status", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("digitised", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("return_channel", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("copies", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("fee_dong", sa.BigInteger(), nullable=True),
        sa.Column("fee_paid", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("guest", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("rule_version", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("ground", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("papers", sa.Text(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("late_entry", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("counted", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("pk_dossiers")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_dossiers_open",
        "dossiers",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_index("ix_dossiers_presented", "dossiers", ["presented_at"], unique=False)
    op.create_index(
        "ix_dossiers_resolved", "dossiers", ["resolved_at", "presented_at"], unique=False
    )
    op.create_index(
        "ix_dossiers_ticket",
        "dossiers",
        ["ticket_id"],
        unique=False,
        sqlite_where=sa.text("ticket_id != ''"),
        postgresql_where=sa.text("ticket_id != ''"),
    )
    op.create_index(
        "uq_dossiers_code",
        "dossiers",
        ["dossier_code"],
        unique=True,
        sqlite_where=sa.text("dossier_code != '' AND counted = 1"),
        postgresql_where=sa.text("dossier_code != '' AND counted = 1"),
    )
    op.create_index(
        "uq_dossiers_local_number",
        "dossiers",
        ["local_number"],
        unique=True,
        sqlite_where=sa.text("local_number != ''"),
        postgresql_where=sa.text("local_number != ''"),
    )
    op.create_table(
        "journal",
        sa.Column("stream_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("occurred_at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=True),
        sa.Column("dossier_id", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("attempt_id", sa.Text(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", "seq", name=op.f("pk_journal")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_journal_dossier_id",
        "journal",
        ["dossier_id"],
        unique=False,
        sqlite_where=sa.text("dossier_id IS NOT NULL"),
        postgresql_where=sa.text("dossier_id IS NOT NULL"),
    )
    op.create_index(
        "ix_journal_ticket_id",
        "journal",
        ["ticket_id"],
        unique=False,
        sqlite_where=sa.text("ticket_id IS NOT NULL"),
        postgresql_where=sa.text("ticket_id IS NOT NULL"),
    )
    op.create_table(
        "last_actions",
        sa.Column("counter_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("counter_id", name=op.f("pk_last_actions")),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )
    op.create_table(
        "persons",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("folded", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id_number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("address", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("birth", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("email", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_persons")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "procedures",
        sa.Column("procedure_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sector_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sector", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("term_kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("term", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("term_text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("fee_kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("fee_dong", sa.BigInteger(), nullable=True),
        sa.Column("fee_text", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("service_level", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("papers", sa.Text(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("verified", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("active", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("since", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("procedure_code", name=op.f("pk_procedures")),
    )
    op.create_table(
        "rating_days",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("counter_id", sa.Text(), nullable=False),
        sa.Column("asked", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("stray", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("day", "counter_id", name=op.f("pk_rating_days")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ratings",
        sa.Column("rating_id", sa.Text(), nullable=False),
        sa.Column("service_id", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("counter_id", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("sector_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("source", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("rating_id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("service_id", name=op.f("uq_ratings_service_id")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ratings_counter", "ratings", ["counter_id", "at"], unique=False)
    op.create_index("ix_ratings_day", "ratings", ["day", "counter_id"], unique=False)
    op.create_table(
        "reads",
        sa.Column("read_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("station", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("read_id", name=op.f("pk_reads")),
    )
    op.create_index("ix_reads_person", "reads", ["person_id"], unique=False)
    op.create_table(
        "secrets",
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("wait_until", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_secrets")),
    )
    op.create_table(
        "sector_days",
        sa.Column("sector_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("issued_am", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("issued_pm", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("sector_id", "day", name=op.f("pk_sector_days")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sector_pace",
        sa.Column("sector_id", sa.Text(), nullable=False),
        sa.Column("services", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("mean_ms", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("sector_id", name=op.f("pk_sector_pace")),
    )
    op.create_table(
        "sectors",
        sa.Column("sector_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("icon", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("active", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("guest", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("capacity_am", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("capacity_pm", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("opens", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("papers", sa.Text(), server_default=sa.text("'[]'"), nullable=False),
        sa.PrimaryKeyConstraint("sector_id", name=op.f("pk_sectors")),
    )
    op.create_table(
        "series_days",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("last_number", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("series", "day", name=op.f("pk_series_days")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "services",
        sa.Column("service_id", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("counter_id", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Text(), nullable=False),
        sa.Column("sector_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.PrimaryKeyConstraint("service_id", name=op.f("pk_services")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_services_counter", "services", ["counter_id", "started_at"], unique=False)
    op.create_index("ix_services_day", "services", ["day"], unique=False)
    op.create_index("ix_services_ticket", "services", ["ticket_id"], unique=False)
    op.create_index(
        "uq_services_running",
        "services",
        ["counter_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "staff",
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("active", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff")),
    )
    op.create_table(
        "streams",
        sa.Column("stream_id", sa.Integer(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("head_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("head_at", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("head_hash", sa.LargeBinary(), nullable=False),
        sa.Column("is_own", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("stream_id", name=op.f("pk_streams")),
        sa.UniqueConstraint("site", "origin", "epoch", name=op.f("uq_streams_site_origin_epoch")),
    )
    op.create_table(
        "tickets",
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("sector_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("priority", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("channel", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("language", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("appointment_at", sa.BigInteger(), nullable=True),
        sa.Column("is_test", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("half", sa.Text(), server_default=sa.text("'am'"), nullable=False),
        sa.Column("paper", sa.Text(), server_default=sa.text("'queued'"), nullable=False),
        sa.Column("copies", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("counter_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("officer_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("first_called_at", sa.BigInteger(), nullable=True),
        sa.Column("called_at", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("calls", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("overtaken", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("service_id", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("may_return", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_tickets")),
        sa.UniqueConstraint("series", "day", "number", name=op.f("uq_tickets_series_day_number")),
        sa.UniqueConstraint("token", name=op.f("uq_tickets_token")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tickets_day", "tickets", ["day", "state"], unique=False)
    op.create_index(
        "ix_tickets_parked",
        "tickets",
        ["counter_id"],
        unique=False,
        sqlite_where=sa.text("state = 'parked'"),
        postgresql_where=sa.text("state = 'parked'"),
    )
    op.create_index(
        "ix_tickets_waiting",
        "tickets",
        ["line", "place", "is_test"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "uq_tickets_at_counter",
        "tickets",
        ["counter_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('called', 'serving')"),
        postgresql_where=sa.text("state IN ('called', 'serving')"),
    )
    for table in ("journal", "reads"):
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
