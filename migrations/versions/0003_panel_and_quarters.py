"""The Panel, its meetings, and what is written for a quarter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=True),
        sa.Column("venue", sa.String(length=300), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_meeting_number_from_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("day", "number", name=op.f("uq_meeting_day_number")),
    )
    op.create_table(
        "panel_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "chairman",
                "vice_chairman",
                "member",
                "co_opted",
                "substitute",
                name="panelrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("as_at", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_member")),
        sa.UniqueConstraint("as_at", "seat", name=op.f("uq_panel_member_as_at_seat")),
    )
    op.create_table(
        "quarter_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(quarter) = 10", name=op.f("ck_quarter_page_quarter_key")),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_quarter_page_priority_id_priority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarter_page")),
        sa.UniqueConstraint("priority_id", "quarter", name=op.f("uq_quarter_page_priority_id_quarter")),
    )
    op.create_index(op.f("ix_quarter_page_quarter"), "quarter_page", ["quarter"], unique=False)
    op.create_table(
        "quarter_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "outcome",
                "focus",
                "risk_or_issue",
                name="entrykind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["quarter_page.id"], name=op.f("fk_quarter_entry_page_id_quarter_page")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarter_entry")),
    )
    op.create_index("ix_quarter_entry_place", "quarter_entry", ["page_id", "kind", "position"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_quarter_entry_place", table_name="quarter_entry")
    op.drop_table("quarter_entry")
    op.drop_index(op.f("ix_quarter_page_quarter"), table_name="quarter_page")
    op.drop_table("quarter_page")
    op.drop_table("panel_member")
    op.drop_table("meeting")
