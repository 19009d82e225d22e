"""What is said of measures: figures that come worked out, commentary, and how files are read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "column_map",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "layout",
            sa.Enum("long", "wide", name="layout", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_map")),
        sa.UniqueConstraint("name", name=op.f("uq_column_map_name")),
    )
    op.create_table(
        "column_map_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("map_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("heading", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["map_id"], ["column_map.id"], name=op.f("fk_column_map_line_map_id_column_map")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_map_line")),
        sa.UniqueConstraint("map_id", "role", name=op.f("uq_column_map_line_map_id_role")),
    )
    op.create_table(
        "commentary_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=10), nullable=False),
        sa.Column("no_surprises", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(quarter) = 10", name=op.f("ck_commentary_page_quarter_key")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["measure_group.id"], name=op.f("fk_commentary_page_group_id_measure_group")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commentary_page")),
        sa.UniqueConstraint("group_id", "quarter", name=op.f("uq_commentary_page_group_id_quarter")),
    )
    op.create_index(op.f("ix_commentary_page_quarter"), "commentary_page", ["quarter"], unique=False)
    op.create_table(
        "commentary_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column(
            "block",
            sa.Enum(
                "what",
                "so_what",
                "now_what",
                "data_summary",
                name="commentaryblock",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["commentary_page.id"], name=op.f("fk_commentary_text_page_id_commentary_page")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commentary_text")),
        sa.UniqueConstraint("page_id", "block", name=op.f("uq_commentary_text_page_id_block")),
    )
    op.create_table(
        "figure_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("sentence_digest", sa.String(length=64), nullable=False),
        sa.Column("figure", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["commentary_page.id"], name=op.f("fk_figure_confirmation_page_id_commentary_page")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_confirmation")),
        sa.UniqueConstraint(
            "page_id", "sentence_digest", "figure", name=op.f("uq_figure_confirmation_page_id_sentence_digest_figure")
        ),
    )
    op.create_table(
        "measure_context",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column(
            "peers",
            sa.Enum(
                "greater",
                "in_line_above",
                "in_line_below",
                "less",
                "does_not_trend",
                name="peerstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("peers_basis", sa.String(length=300), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(quarter) = 10", name=op.f("ck_measure_context_quarter_key")),
        sa.CheckConstraint(
            "peers IS NULL OR peers_basis IS NOT NULL", name=op.f("ck_measure_context_peers_have_a_basis")
        ),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_context_measure_id_measure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_context")),
        sa.UniqueConstraint("measure_id", "quarter", name=op.f("uq_measure_context_measure_id_quarter")),
    )
    op.create_index(op.f("ix_measure_context_quarter"), "measure_context", ["quarter"], unique=False)
    op.create_table(
        "measure_summary",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("month_value", sa.BigInteger(), nullable=True),
        sa.Column("three_months", sa.BigInteger(), nullable=True),
        sa.Column("twelve_months", sa.BigInteger(), nullable=True),
        sa.Column("margin", sa.BigInteger(), nullable=True),
        sa.Column("yoy", sa.BigInteger(), nullable=True),
        sa.Column(
            "yoy_unit",
            sa.Enum(
                "percent",
                "percentage_points",
                "duration",
                "days",
                name="yoyunit",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "trend",
            sa.Enum(
                "increasing",
                "decreasing",
                "stable",
                name="trendword",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "one",
            sa.Enum("high", "low", name="exception_one", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "two",
            sa.Enum("high", "low", name="exception_two", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "three",
            sa.Enum("high", "low", name="exception_three", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column(
            "eight",
            sa.Enum("high", "low", name="exception_eight", native_enum=False, create_constraint=True, length=40),
            nullable=True,
        ),
        sa.Column("weighting", sa.Integer(), nullable=True),
        sa.Column(
            "marking",
            sa.Enum(
                "none",
                "official_sensitive",
                name="summarymarking",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("(yoy IS NULL) = (yoy_unit IS NULL)", name=op.f("ck_measure_summary_change_with_its_unit")),
        sa.CheckConstraint("margin >= 0", name=op.f("ck_measure_summary_margin_not_below_nothing")),
        sa.CheckConstraint("weighting >= 0", name=op.f("ck_measure_summary_weighting_not_below_nothing")),
        sa.ForeignKeyConstraint(["load_id"], ["measure_load.id"], name=op.f("fk_measure_summary_load_id_measure_load")),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_summary_measure_id_measure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_summary")),
        sa.UniqueConstraint("measure_id", "month", "load_id", name=op.f("uq_measure_summary_measure_id_month_load_id")),
    )
    op.create_index("ix_measure_summary_load", "measure_summary", ["load_id"], unique=False)


def downgrade() -> None:
    op.drop_table("measure_summary")
    op.drop_table("measure_context")
    op.drop_table("figure_confirmation")
    op.drop_table("commentary_text")
    op.drop_table("commentary_page")
    op.drop_table("column_map_line")
    op.drop_table("column_map")
