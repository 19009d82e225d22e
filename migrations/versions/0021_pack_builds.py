"""Packs that are asked for and built outside the request."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "pack_build",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agenda_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seen", sa.String(length=64), nullable=False),
        sa.Column("supplement", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holder", sa.String(length=40), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("pack_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("number >= 1", name=op.f("ck_pack_build_number_from_one")),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_pack_build_percent_0_to_100")),
        sa.CheckConstraint("(started_at IS NULL) = (seen_at IS NULL)", name=op.f("ck_pack_build_started_is_seen")),
        sa.CheckConstraint(
            "ended_at IS NOT NULL OR (pack_id IS NULL AND why IS NULL)", name=op.f("ck_pack_build_result_at_the_end")
        ),
        sa.CheckConstraint("pack_id IS NULL OR why IS NULL", name=op.f("ck_pack_build_one_result")),
        sa.ForeignKeyConstraint(["agenda_id"], ["agenda.id"], name=op.f("fk_pack_build_agenda_id_agenda")),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"], name=op.f("fk_pack_build_pack_id_pack")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_pack_build_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_build")),
        sa.UniqueConstraint("agenda_id", "number", name=op.f("uq_pack_build_agenda_id_number")),
    )
    op.create_index(
        "uq_pack_build_open", "pack_build", ["agenda_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    op.drop_table("pack_build")
