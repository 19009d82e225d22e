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


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _other_rules_on_postgresql("quarter_key", KIND, "period_key", PERIOD)
    else:
        _report_anew_on_sqlite(KIND, "period_key", PERIOD)


def downgrade() -> None:
    """A database that holds an annual report refuses it: nothing that was signed is thrown away."""
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
    for act in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER report_refuses_{act} BEFORE {act.upper()} ON report BEGIN "
            "SELECT RAISE(ABORT, 'report is append-only: its rows cannot be changed or removed'); END"
        )
