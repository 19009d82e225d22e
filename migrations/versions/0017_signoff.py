"""The life of a report: its versions, what was done with each, signatures, comments and answers; all append-only.

A later revision that rebuilds one of these tables on SQLite must make its triggers again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "report",
    "report_version",
    "report_move",
    "report_signature",
    "report_comment",
    "report_answer",
    "report_override",
    "priority_ready",
)


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("highlight", "dashboard", name="reportkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.CheckConstraint("length(period) = 10", name=op.f("ck_report_quarter_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("kind", "period", name=op.f("uq_report_kind_period")),
    )
    op.create_table(
        "report_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_report_version_counts_from_one")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_version_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_version")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_report_version_report_id_number")),
    )
    op.create_table(
        "report_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "move",
            sa.Enum(
                "submit",
                "take_back",
                "return",
                "sign",
                "send",
                "publish",
                "revoke",
                name="move",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("as_at", sa.Date(), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "(move = 'submit') = (as_at IS NOT NULL)", name=op.f("ck_report_move_submitting_fixes_the_day")
        ),
        sa.CheckConstraint(
            "(move IN ('submit', 'sign')) = (content_hash IS NOT NULL)",
            name=op.f("ck_report_move_content_of_a_decision"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_move_person_id_person")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["report_version.id"], name=op.f("fk_report_move_version_id_report_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_move")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_report_move_version_id_position")),
    )
    op.create_table(
        "report_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("move_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("vintage", sa.Integer(), nullable=False),
        sa.Column("pdf_id", sa.Integer(), nullable=False),
        sa.Column("html_id", sa.Integer(), nullable=False),
        sa.Column("signed_pdf_id", sa.Integer(), nullable=True),
        sa.Column("certificate", sa.String(length=300), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("acting_for", sa.String(length=120), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chain_count", sa.Integer(), nullable=False),
        sa.Column("chain_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "(signed_pdf_id IS NULL) = (certificate IS NULL)",
            name=op.f("ck_report_signature_certificate_of_a_signed_pdf"),
        ),
        sa.ForeignKeyConstraint(["html_id"], ["stored_file.id"], name=op.f("fk_report_signature_html_id_stored_file")),
        sa.ForeignKeyConstraint(["move_id"], ["report_move.id"], name=op.f("fk_report_signature_move_id_report_move")),
        sa.ForeignKeyConstraint(["pdf_id"], ["stored_file.id"], name=op.f("fk_report_signature_pdf_id_stored_file")),
        sa.ForeignKeyConstraint(
            ["signed_pdf_id"], ["stored_file.id"], name=op.f("fk_report_signature_signed_pdf_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["stored_file.id"], name=op.f("fk_report_signature_snapshot_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_signature")),
        sa.UniqueConstraint("move_id", name=op.f("uq_report_signature_move_id")),
    )
    op.create_table(
        "report_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("heading", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_comment_person_id_person")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["report_version.id"], name=op.f("fk_report_comment_version_id_report_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_comment")),
    )
    op.create_index(op.f("ix_report_comment_version_id"), "report_comment", ["version_id"])
    op.create_table(
        "report_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("resolves", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["report_comment.id"], name=op.f("fk_report_answer_comment_id_report_comment")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_answer_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_answer")),
    )
    op.create_index(op.f("ix_report_answer_comment_id"), "report_answer", ["comment_id"])
    op.create_table(
        "report_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("problem_key", sa.String(length=64), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_override_person_id_person")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["report_version.id"], name=op.f("fk_report_override_version_id_report_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_override")),
        sa.UniqueConstraint("version_id", "problem_key", name=op.f("uq_report_override_version_id_problem_key")),
    )
    op.create_table(
        "priority_ready",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("is_ready", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_priority_ready_person_id_person")),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_priority_ready_priority_id_priority")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["report_version.id"], name=op.f("fk_priority_ready_version_id_report_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_ready")),
    )
    op.create_index(op.f("ix_priority_ready_version_id"), "priority_ready", ["version_id"])
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def downgrade() -> None:
    for table in reversed(APPEND_ONLY):
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
