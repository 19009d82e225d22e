"""The outcomes of a year's quarters that its annual report prints."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_annual_outcome_page()
    _create_annual_outcome()


def downgrade() -> None:
    op.drop_table("annual_outcome")
    op.drop_table("annual_outcome_page")


def _create_annual_outcome_page() -> None:
    op.create_table(
        "annual_outcome_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.String(length=7), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(year) = 7", name=op.f("ck_annual_outcome_page_year_key")),
        sa.ForeignKeyConstraint(
            ["priority_id"], ["priority.id"], name=op.f("fk_annual_outcome_page_priority_id_priority")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_outcome_page")),
        sa.UniqueConstraint("priority_id", "year", name=op.f("uq_annual_outcome_page_priority_id_year")),
    )
    op.create_index(op.f("ix_annual_outcome_page_year"), "annual_outcome_page", ["year"], unique=False)


def _create_annual_outcome() -> None:
    op.create_table(
        "annual_outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("chosen_by", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["quarter_entry.id"], name=op.f("fk_annual_outcome_entry_id_quarter_entry")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_annual_outcome_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["annual_outcome_page.id"], name=op.f("fk_annual_outcome_page_id_annual_outcome_page")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_outcome")),
        sa.UniqueConstraint("page_id", "entry_id", name=op.f("uq_annual_outcome_page_id_entry_id")),
    )
    op.create_index(op.f("ix_annual_outcome_entry_id"), "annual_outcome", ["entry_id"], unique=False)
    op.create_index(op.f("ix_annual_outcome_objective_id"), "annual_outcome", ["objective_id"], unique=False)
    op.create_index("ix_annual_outcome_place", "annual_outcome", ["page_id", "position"], unique=False)
