"""Agendas: the template they begin with, items and the words they had, papers and their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

APPEND_ONLY = ("agenda_wording", "paper_version")
"""A later revision that rebuilds one of these tables on SQLite must make its triggers again."""

NEW = ("agenda_template_line", "agenda", "agenda_item", "agenda_wording", "agenda_paper", "paper_version")


def upgrade() -> None:
    op.create_table(
        "agenda_template_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "standing",
                "minutes",
                "participation",
                "update",
                "report",
                "dates",
                name="itemkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("presenter", sa.String(length=200), nullable=True),
        sa.Column("paper_expected", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_agenda_template_line_withdrawn_whole"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_agenda_template_line_number_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_template_line")),
        sa.UniqueConstraint("number", name=op.f("uq_agenda_template_line_number")),
    )
    op.create_table(
        "agenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_agenda_meeting_id")),
    )
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Integer(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_agenda_item_withdrawn_whole"),
        ),
        sa.CheckConstraint("printed >= 1", name=op.f("ck_agenda_item_printed_from_one")),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_agenda_item_serial_from_one")),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_agenda_item_agenda_id_agenda")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
        sa.UniqueConstraint("agenda_id", "printed", name=op.f("uq_agenda_item_agenda_id_printed")),
        sa.UniqueConstraint("agenda_id", "serial", name=op.f("uq_agenda_item_agenda_id_serial")),
    )
    op.create_table(
        "agenda_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum("I", "II", name="part", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "standing",
                "minutes",
                "participation",
                "update",
                "report",
                "dates",
                name="itemkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("presenter", sa.String(length=200), nullable=True),
        sa.Column("paper_expected", sa.Boolean(), nullable=False),
        sa.Column("owed_by", sa.String(length=200), nullable=True),
        sa.Column("paragraph", sa.Integer(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("public_interest", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(part = 'II') = (paragraph IS NOT NULL) AND (part = 'II') = (description IS NOT NULL) AND "
            "(part = 'II') = (public_interest IS NOT NULL)",
            name=op.f("ck_agenda_wording_exempt_whole"),
        ),
        sa.CheckConstraint("paragraph BETWEEN 1 AND 7", name=op.f("ck_agenda_wording_paragraph_1_to_7")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_wording_item_id_agenda_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_wording")),
    )
    op.create_index(op.f("ix_agenda_wording_item_id"), "agenda_wording", ["item_id"], unique=False)
    op.create_table(
        "agenda_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_agenda_paper_withdrawn_whole"),
        ),
        sa.CheckConstraint("serial >= 1", name=op.f("ck_agenda_paper_serial_from_one")),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_agenda_paper_item_id_agenda_item")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_paper")),
        sa.UniqueConstraint("item_id", "serial", name=op.f("uq_agenda_paper_item_id_serial")),
    )
    op.create_table(
        "paper_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "upload",
                "report",
                "minutes",
                "forward_plan",
                "requests",
                name="paperkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("prepared_id", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("judgement", sa.Text(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.Column("background", sa.Text(), nullable=True),
        sa.Column("signature_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'report') = (signature_id IS NOT NULL)", name=op.f("ck_paper_version_report_is_signed")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_paper_version_number_from_one")),
        sa.CheckConstraint("pages >= 1", name=op.f("ck_paper_version_pages_from_one")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_paper_version_file_id_stored_file")),
        sa.ForeignKeyConstraint(["paper_id"], ["agenda_paper.id"], name=op.f("fk_paper_version_paper_id_agenda_paper")),
        sa.ForeignKeyConstraint(
            ["prepared_id"], ["stored_file.id"], name=op.f("fk_paper_version_prepared_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["report_signature.id"], name=op.f("fk_paper_version_signature_id_report_signature")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_version")),
        sa.UniqueConstraint("paper_id", "number", name=op.f("uq_paper_version_paper_id_number")),
    )
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def downgrade() -> None:
    for table in reversed(NEW):
        op.drop_table(table)


def _guard_on_postgresql() -> None:
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION tracker_refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tracker_refuse_change()"
        )


def _guard_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{act} BEFORE {act.upper()} ON {table} BEGIN "
                f"SELECT RAISE(ABORT, '{table} is append-only: its rows cannot be changed or removed'); END"
            )
