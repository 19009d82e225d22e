"""What the law asks around the annual report: approvals, the Panel's review, recommendations and responses.

A later revision that rebuilds one of these tables on SQLite must make its triggers again.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

REPORT_KIND = "kind IN ('highlight', 'dashboard'{})"
REPORT_PERIOD = {
    "quarter_key": "length(period) = 10",
    "period_key": "length(period) = CASE kind WHEN 'annual' THEN 7 ELSE 10 END",
}
PAPER_KIND = "kind IN ('upload', 'report', 'minutes', 'forward_plan', 'requests'{})"
KEPT_SQL = sa.text(
    "SELECT sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL "
    "ORDER BY CASE type WHEN 'table' THEN 0 ELSE 1 END, name"
)
"""A table of SQLite, then its indexes and triggers, as they were made."""

APPEND_ONLY = (
    "report_approval",
    "report_review",
    "report_recommendation",
    "report_none_made",
    "response_publication",
    "response_correction",
)


def upgrade() -> None:
    _report_is_of("quarter_key", "", "period_key", ", 'annual'")
    _other_rules("paper_version", {"paperkind": (PAPER_KIND.format(""), PAPER_KIND.format(", 'cover'"))})
    _make_tables()
    for table in APPEND_ONLY:
        _guard(table)


def downgrade() -> None:
    """A database that holds an annual report refuses it: nothing that was signed is thrown away."""
    for table in reversed(APPEND_ONLY):
        op.drop_table(table)
    _other_rules("paper_version", {"paperkind": (PAPER_KIND.format(", 'cover'"), PAPER_KIND.format(""))})
    _report_is_of("period_key", ", 'annual'", "quarter_key", "")


def _report_is_of(old: str, old_kinds: str, new: str, new_kinds: str) -> None:
    """Reports of these kinds, each with the key of its period."""
    kinds = (REPORT_KIND.format(old_kinds), REPORT_KIND.format(new_kinds))
    _other_rules("report", {"reportkind": kinds})
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(f"ck_report_{old}"), "report", type_="check")
        op.create_check_constraint(op.f(f"ck_report_{new}"), "report", REPORT_PERIOD[new])
    else:
        names = {f"ck_report_{old}": f"ck_report_{new}", REPORT_PERIOD[old]: REPORT_PERIOD[new]}
        _other_rules_on_sqlite("report", names)


def _other_rules(table: str, rules: Mapping[str, tuple[str, str]]) -> None:
    """The CHECK constraints of these names, each as it was and as it is from now on."""
    if op.get_bind().dialect.name != "postgresql":
        _other_rules_on_sqlite(table, dict(rules.values()))
        return
    for name, (_, rule) in rules.items():
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, rule)


def _other_rules_on_sqlite(table: str, replaced: Mapping[str, str]) -> None:
    """SQLite changes a rule only by making the table anew. Others refer to it, so its rows are gone for a moment and
    back before that is asked about.
    """
    bind = op.get_bind()
    made = bind.execute(KEPT_SQL, {"table": table}).scalars().all()
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table}")  # noqa: S608  # our own names
    op.execute(f"DROP TABLE {table}")
    for sql in made:
        for old, new in replaced.items():
            sql = sql.replace(old, new)  # noqa: PLW2901  # the same statement, with other rules
        bind.exec_driver_sql(sql)
    op.execute(f"INSERT INTO {table} SELECT * FROM kept")  # noqa: S608  # our own names
    op.execute("DROP TABLE kept")


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
        *_corrected("report_review"),
    )
    op.create_index(op.f("ix_report_review_version_id"), "report_review", ["version_id"])
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
        *_corrected("response_publication"),
    )
    op.create_index(op.f("ix_response_publication_recommendation_id"), "response_publication", ["recommendation_id"])
    op.create_table(
        "response_correction",
        *_said("response_correction"),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("was_on", sa.Date(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["report_recommendation.id"],
            name=op.f("fk_response_correction_recommendation_id_report_recommendation"),
        ),
    )
    op.create_index(op.f("ix_response_correction_recommendation_id"), "response_correction", ["recommendation_id"])


def _of_a_version(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """The columns of what was done with a version."""
    foreign = sa.ForeignKeyConstraint(
        ["version_id"], ["report_version.id"], name=op.f(f"fk_{table}_version_id_report_version")
    )
    return (*_said(table), sa.Column("version_id", sa.Integer(), nullable=False), foreign)


def _corrected(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """The columns by which a row takes the place of another of its table."""
    return (
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(supersedes_id IS NULL) = (reason IS NULL)", name=op.f(f"ck_{table}_correction_has_reason")
        ),
        sa.CheckConstraint(
            "NOT taken_back OR supersedes_id IS NOT NULL", name=op.f(f"ck_{table}_taken_back_was_there")
        ),
        sa.ForeignKeyConstraint(["supersedes_id"], [f"{table}.id"], name=op.f(f"fk_{table}_supersedes_id_{table}")),
        sa.UniqueConstraint("supersedes_id", name=op.f(f"uq_{table}_supersedes_id")),
    )


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
