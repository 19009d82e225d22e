"""What the law asks around the annual report: approvals, the Panel's review, recommendations and responses.

A later revision that rebuilds one of these tables on SQLite must make its triggers again.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KIND = "kind IN ('highlight', 'dashboard', 'annual')"
KIND_BEFORE = "kind IN ('highlight', 'dashboard')"
PERIOD = "length(period) = CASE kind WHEN 'annual' THEN 7 ELSE 10 END"
PERIOD_BEFORE = "length(period) = 10"

APPEND_ONLY = (
    "report_approval",
    "report_review",
    "report_recommendation",
    "report_none_made",
    "response_publication",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _other_rules_on_postgresql("quarter_key", KIND, "period_key", PERIOD)
    else:
        _report_anew_on_sqlite(KIND, "period_key", PERIOD)
    _make_tables()
    for table in APPEND_ONLY:
        _guard(table)


def downgrade() -> None:
    """A database that holds an annual report refuses it: nothing that was signed is thrown away."""
    for table in reversed(APPEND_ONLY):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        _other_rules_on_postgresql("period_key", KIND_BEFORE, "quarter_key", PERIOD_BEFORE)
    else:
        _report_anew_on_sqlite(KIND_BEFORE, "quarter_key", PERIOD_BEFORE)


def _other_rules_on_postgresql(old: str, kind: str, name: str, period: str) -> None:
    for constraint in ("ck_report_reportkind", f"ck_report_{old}"):
        op.drop_constraint(op.f(constraint), "report", type_="check")
    op.create_check_constraint(op.f("ck_report_reportkind"), "report", kind)
    op.create_check_constraint(op.f(f"ck_report_{name}"), "report", period)


def _report_anew_on_sqlite(kind: str, name: str, period: str) -> None:
    """SQLite changes a rule only by making the table anew. Versions refer to it, so its rows are gone for a moment and
    back before that is asked about.
    """
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("CREATE TEMPORARY TABLE report_kept AS SELECT id, kind, period FROM report")
    op.execute("DROP TABLE report")
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.CheckConstraint(kind, name=op.f("ck_report_reportkind")),
        sa.CheckConstraint(period, name=op.f(f"ck_report_{name}")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("kind", "period", name=op.f("uq_report_kind_period")),
    )
    op.execute("INSERT INTO report (id, kind, period) SELECT id, kind, period FROM report_kept")
    op.execute("DROP TABLE report_kept")
    _guard_on_sqlite("report")


def _make_tables() -> None:
    op.create_table(
        "report_approval",
        *_of_a_version("report_approval"),
        sa.Column(
            "part",
            sa.Enum("foreword", "report", name="approved", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.UniqueConstraint(
            "version_id", "part", "content_hash", name=op.f("uq_report_approval_version_id_part_content_hash")
        ),
    )
    op.create_table(
        "report_review",
        *_of_a_version("report_review"),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_report_review_meeting_id_meeting")),
        sa.UniqueConstraint("version_id", "meeting_id", name=op.f("uq_report_review_version_id_meeting_id")),
    )
    op.create_index(op.f("ix_report_review_meeting_id"), "report_review", ["meeting_id"])
    op.create_table(
        "report_recommendation",
        *_of_a_version("report_recommendation"),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["panel_request.id"], name=op.f("fk_report_recommendation_request_id_panel_request")
        ),
        sa.UniqueConstraint("request_id", name=op.f("uq_report_recommendation_request_id")),
    )
    op.create_index(op.f("ix_report_recommendation_version_id"), "report_recommendation", ["version_id"])
    op.create_table(
        "report_none_made",
        *_of_a_version("report_none_made"),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
    )
    op.create_index(op.f("ix_report_none_made_version_id"), "report_none_made", ["version_id"])
    op.create_table(
        "response_publication",
        *_said("response_publication"),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["report_recommendation.id"],
            name=op.f("fk_response_publication_recommendation_id_report_recommendation"),
        ),
        sa.UniqueConstraint("recommendation_id", name=op.f("uq_response_publication_recommendation_id")),
    )


def _of_a_version(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """The columns of what was done with a version."""
    foreign = sa.ForeignKeyConstraint(
        ["version_id"], ["report_version.id"], name=op.f(f"fk_{table}_version_id_report_version")
    )
    return (*_said(table), sa.Column("version_id", sa.Integer(), nullable=False), foreign)


def _said(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Who did it and when."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _guard(table: str) -> None:
    if op.get_bind().dialect.name != "postgresql":
        _guard_on_sqlite(table)
        return
    op.execute(
        f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION tracker_refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_refuses_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION tracker_refuse_change()"
    )


def _guard_on_sqlite(table: str) -> None:
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{act} BEFORE {act.upper()} ON {table} BEGIN "
            f"SELECT RAISE(ABORT, '{table} is append-only: its rows cannot be changed or removed'); END"
        )
