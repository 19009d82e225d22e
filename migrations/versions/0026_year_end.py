"""The closing of a financial year: what was decided of each open deliverable, and when it was closed and reopened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

APPEND_ONLY = ("year_decision", "year_close")
"""A later revision that rebuilds one of these tables on SQLite must make its triggers again."""


def upgrade() -> None:
    _create_decision()
    _create_close()
    if op.get_bind().dialect.name == "postgresql":
        _guard_on_postgresql()
    else:
        _guard_on_sqlite()


def downgrade() -> None:
    for table in ("year_close", "year_decision"):
        op.drop_table(table)


def _create_decision() -> None:
    op.create_table(
        "year_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.String(length=7), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("choice", _choice("yearchoice", "carry_forward", "stop", "leave_open"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("due_text", sa.String(length=200), nullable=True),
        sa.Column("due_starts", sa.Date(), nullable=True),
        sa.Column("due_ends", sa.Date(), nullable=True),
        sa.Column("due_precision", _choice("precision", "day", "month", "quarter", "year"), nullable=True),
        sa.Column("due_reading", _choice("quarterreading", "calendar", "financial"), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(year) = 7", name=op.f("ck_year_decision_year_key")),
        sa.CheckConstraint(
            "choice = 'leave_open' OR reason IS NOT NULL", name=op.f("ck_year_decision_choice_has_reason")
        ),
        sa.CheckConstraint(
            "(choice = 'carry_forward') = (priority_id IS NOT NULL) AND (priority_id IS NULL) = (due_text IS NULL) "
            "AND (due_text IS NULL) = (due_starts IS NULL) AND (due_text IS NULL) = (due_ends IS NULL) "
            "AND (due_text IS NULL OR due_precision IS NOT NULL)",
            name=op.f("ck_year_decision_carried_whole"),
        ),
        sa.CheckConstraint("due_ends >= due_starts", name=op.f("ck_year_decision_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_year_decision_deliverable_id_deliverable")
        ),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_year_decision_priority_id_priority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_decision")),
    )
    op.create_index("ix_year_decision_year", "year_decision", ["year", "deliverable_id", "id"])
    for column in ("deliverable_id", "priority_id"):
        op.create_index(op.f(f"ix_year_decision_{column}"), "year_decision", [column])


def _create_close() -> None:
    op.create_table(
        "year_close",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.String(length=7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", _choice("yearact", "closed", "reopened"), nullable=False),
        sa.Column("acted_on", sa.Date(), nullable=False),
        sa.Column("acted_by", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(year) = 7", name=op.f("ck_year_close_year_key")),
        sa.CheckConstraint(
            "number >= 1 AND (act = 'closed') = (number % 2 = 1)", name=op.f("ck_year_close_acts_take_turns")
        ),
        sa.CheckConstraint("act = 'closed' OR reason IS NOT NULL", name=op.f("ck_year_close_reopened_has_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_close")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_year_close_year_number")),
    )


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


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
