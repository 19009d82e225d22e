"""Inspections and findings recorded by mistake can be withdrawn: when, by whom and why; answers to recommendations say
when they were approved and published.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WITHDRAWABLE = ("inspection", "finding")
WHOLE = "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)"
ANSWERED = ("published_on", "approved_by", "approved_on", "approved_wording")
OF_ITS_INSPECTION = (
    "SELECT inspection_response.{column} FROM inspection_response "
    "JOIN finding ON finding.inspection_id = inspection_response.inspection_id "
    "WHERE finding.id = finding_answer.finding_id AND finding_answer.withdrawn_at IS NULL"
)


def upgrade() -> None:
    for table in WITHDRAWABLE:
        op.add_column(table, sa.Column("withdrawn_on", sa.Date(), nullable=True))
        op.add_column(table, sa.Column("withdrawn_by", sa.String(length=300), nullable=True))
        # With its rule, in words both databases know: SQLite could add the rule by itself only by making the table
        # anew, which others refer to.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN withdrawn_reason TEXT "
            f"CONSTRAINT ck_{table}_withdrawn_whole CHECK ({WHOLE})"
        )
    with op.batch_alter_table("finding_standing") as batch_op:
        batch_op.add_column(sa.Column("is_withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("finding_standing") as batch_op:
        # Only for the rows that stood there: the model always says which.
        batch_op.alter_column("is_withdrawn", server_default=None)

    op.add_column("finding_answer", sa.Column("approved_wording", sa.Text(), nullable=True))
    op.add_column("finding_answer", sa.Column("approved_on", sa.Date(), nullable=True))
    op.add_column("finding_answer", sa.Column("approved_by", sa.String(length=300), nullable=True))
    op.add_column("finding_answer", sa.Column("published_on", sa.Date(), nullable=True))
    # What was approved until now was approved as a whole, so each answer was, with the wording it has today.
    for column in ("approved_on", "approved_by", "published_on"):
        op.execute(f"UPDATE finding_answer SET {column} = ({OF_ITS_INSPECTION.format(column=column)})")  # noqa: S608  # three names of columns
    op.execute(
        "UPDATE finding_answer SET approved_wording = (SELECT text FROM finding_standing "
        "WHERE finding_standing.finding_id = finding_answer.finding_id) WHERE approved_on IS NOT NULL"
    )


def downgrade() -> None:
    for column in ANSWERED:
        op.execute(f"ALTER TABLE finding_answer DROP COLUMN {column}")
    with op.batch_alter_table("finding_standing") as batch_op:
        batch_op.drop_column("is_withdrawn")
    for table in reversed(WITHDRAWABLE):
        for column in ("withdrawn_reason", "withdrawn_by", "withdrawn_on"):
            op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
