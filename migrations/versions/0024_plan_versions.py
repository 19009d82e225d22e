"""Versions of a plan, the steps the law asks of each, and which version a deliverable belongs to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

APPEND_ONLY = ("plan_version_step", "plan_version_line", "deliverable_version")
"""A later revision that rebuilds one of these tables on SQLite must make its triggers again."""

STEPS = ("drafted", "consulted", "sent", "reviewed", "reported", "responded", "published")


def upgrade() -> None:
    _create_version()
    _create_step()
    _create_line()
    _create_deliverable_version()
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def downgrade() -> None:
    for table in ("deliverable_version", "plan_version_line", "plan_version_step", "plan_version"):
        op.drop_table(table)


def _create_version() -> None:
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("plan", "variation", name="versionkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.Column("elected_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_plan_version_number_from_one")),
        sa.CheckConstraint("elected_on IS NULL OR kind = 'plan'", name=op.f("ck_plan_version_election_before_plan")),
        sa.CheckConstraint("kind = 'plan' OR changes IS NOT NULL", name=op.f("ck_plan_version_variation_says_what")),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_plan_version_withdrawn_whole"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_version_plan_id_number")),
    )


def _create_step() -> None:
    op.create_table(
        "plan_version_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*STEPS, name="stepkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=300), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(file_id IS NULL) = (file_name IS NULL)", name=op.f("ck_plan_version_step_file_has_name")),
        sa.CheckConstraint(
            "(kind = 'reviewed') = (meeting_id IS NOT NULL)", name=op.f("ck_plan_version_step_reviewed_at_meeting")
        ),
        sa.CheckConstraint(
            "override_reason IS NULL OR kind = 'published'",
            name=op.f("ck_plan_version_step_override_of_publication"),
        ),
        sa.CheckConstraint(
            "(supersedes_id IS NULL) = (reason IS NULL)", name=op.f("ck_plan_version_step_correction_has_reason")
        ),
        sa.CheckConstraint(
            "NOT taken_back OR supersedes_id IS NOT NULL", name=op.f("ck_plan_version_step_taken_back_was_there")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_plan_version_step_file_id_stored_file")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_plan_version_step_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"],
            ["plan_version_step.id"],
            name=op.f("fk_plan_version_step_supersedes_id_plan_version_step"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_plan_version_step_version_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version_step")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_plan_version_step_supersedes_id")),
    )
    for column in ("version_id", "meeting_id", "file_id"):
        op.create_index(op.f(f"ix_plan_version_step_{column}"), "plan_version_step", [column])


def _create_line() -> None:
    op.create_table(
        "plan_version_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("priority_number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("parent_code", sa.String(length=20), nullable=True),
        sa.Column("level_name", sa.String(length=40), nullable=True),
        sa.Column("group_heading", sa.String(length=300), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.CheckConstraint("position >= 1", name=op.f("ck_plan_version_line_position_from_one")),
        sa.CheckConstraint("priority_number >= 1", name=op.f("ck_plan_version_line_priority_from_one")),
        sa.CheckConstraint("(code IS NULL) = (level_name IS NULL)", name=op.f("ck_plan_version_line_objective_whole")),
        sa.CheckConstraint(
            "code IS NOT NULL OR (parent_code IS NULL AND group_heading IS NULL)",
            name=op.f("ck_plan_version_line_priority_plain"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_plan_version_line_version_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version_line")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_plan_version_line_version_id_position")),
    )


def _create_deliverable_version() -> None:
    op.create_table(
        "deliverable_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_deliverable_version_deliverable_id_deliverable")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_deliverable_version_version_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable_version")),
    )
    op.create_index("ix_deliverable_version_day", "deliverable_version", ["deliverable_id", "effective_on", "id"])
    op.create_index(op.f("ix_deliverable_version_version_id"), "deliverable_version", ["version_id"])


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
