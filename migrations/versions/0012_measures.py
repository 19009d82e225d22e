"""Measures: their figures in vintages, and what analysts write about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
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
        "measure_load",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("file", "hand", "seed", name="loadsource", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("origin", sa.String(length=300), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("loaded_on", sa.Date(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_measure_load_file_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_load")),
        sa.UniqueConstraint("number", name=op.f("uq_measure_load_number")),
    )
    op.create_table(
        "measure_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_measure_group_priority_id_priority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_group")),
        sa.UniqueConstraint("priority_id", "name", name=op.f("uq_measure_group_priority_id_name")),
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
        "measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "count",
                "rate",
                "mean_time",
                "median",
                "stock",
                "supplied_rate",
                "survey",
                name="measuretype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "unit",
            sa.Enum(
                "count",
                "percent",
                "duration",
                "hours",
                "days",
                name="unit",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "polarity",
            sa.Enum("higher", "lower", "none", name="polarity", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("polarity_basis", sa.String(length=300), nullable=True),
        sa.Column("data_source", sa.String(length=300), nullable=True),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("area", sa.String(length=60), nullable=True),
        sa.Column("areas_note", sa.Text(), nullable=True),
        sa.Column("related_id", sa.Integer(), nullable=True),
        sa.Column(
            "engine",
            sa.Enum("exceptions", "xmr", name="measureengine", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(parent_id IS NULL) = (area IS NULL)", name=op.f("ck_measure_areas_have_a_whole")),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name=op.f("ck_measure_withdrawn_with_reason")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["measure_group.id"], name=op.f("fk_measure_group_id_measure_group")),
        sa.ForeignKeyConstraint(["parent_id"], ["measure.id"], name=op.f("fk_measure_parent_id_measure")),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_measure_priority_id_priority")),
        sa.ForeignKeyConstraint(["related_id"], ["measure.id"], name=op.f("fk_measure_related_id_measure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("code", name=op.f("uq_measure_code")),
        sa.UniqueConstraint("parent_id", "area", name=op.f("uq_measure_parent_id_area")),
    )
    op.create_index(op.f("ix_measure_group_id"), "measure", ["group_id"], unique=False)
    op.create_index(op.f("ix_measure_priority_id"), "measure", ["priority_id"], unique=False)
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
        "measure_baseline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_month", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)",
            name=op.f("ck_measure_baseline_withdrawn_with_reason"),
        ),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_baseline_measure_id_measure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_baseline")),
        sa.UniqueConstraint("measure_id", "number", name=op.f("uq_measure_baseline_measure_id_number")),
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
    op.create_table(
        "measure_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "sense",
            sa.Enum("at_least", "at_most", name="targetsense", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("from_month", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=True),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_reason IS NULL)", name=op.f("ck_measure_target_withdrawn_with_reason")
        ),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_target_measure_id_measure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_target")),
        sa.UniqueConstraint("measure_id", "number", name=op.f("uq_measure_target_measure_id_number")),
    )
    op.create_table(
        "measure_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("numerator", sa.BigInteger(), nullable=True),
        sa.Column("denominator", sa.BigInteger(), nullable=True),
        sa.Column("margin", sa.BigInteger(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "provisional",
                "final",
                "not_comparable",
                "withdrawn",
                name="valuestate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "marking",
            sa.Enum("none", "official_sensitive", name="marking", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (value IS NULL)", name=op.f("ck_measure_value_withdrawn_has_no_value")
        ),
        sa.CheckConstraint(
            "state NOT IN ('withdrawn', 'not_comparable') OR reason IS NOT NULL", name=op.f("ck_measure_value_says_why")
        ),
        sa.CheckConstraint("(numerator IS NULL) = (denominator IS NULL)", name=op.f("ck_measure_value_parts_together")),
        sa.CheckConstraint("denominator > 0", name=op.f("ck_measure_value_denominator_above_nothing")),
        sa.CheckConstraint("margin >= 0", name=op.f("ck_measure_value_margin_not_below_nothing")),
        sa.ForeignKeyConstraint(["load_id"], ["measure_load.id"], name=op.f("fk_measure_value_load_id_measure_load")),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_value_measure_id_measure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_value")),
        sa.UniqueConstraint("measure_id", "month", "load_id", name=op.f("uq_measure_value_measure_id_month_load_id")),
    )
    op.create_index(op.f("ix_measure_value_load_id"), "measure_value", ["load_id"], unique=False)
    op.create_table(
        "peer_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=False),
        sa.Column("load_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("peer_group", sa.String(length=120), nullable=False),
        sa.Column("own", sa.BigInteger(), nullable=True),
        sa.Column("lower", sa.BigInteger(), nullable=False),
        sa.Column("average", sa.BigInteger(), nullable=False),
        sa.Column("upper", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("lower <= average AND average <= upper", name=op.f("ck_peer_figure_bounds_in_order")),
        sa.ForeignKeyConstraint(["load_id"], ["measure_load.id"], name=op.f("fk_peer_figure_load_id_measure_load")),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_peer_figure_measure_id_measure")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_peer_figure")),
        sa.UniqueConstraint("measure_id", "month", "load_id", name=op.f("uq_peer_figure_measure_id_month_load_id")),
    )
    op.create_index("ix_peer_figure_load", "peer_figure", ["load_id"], unique=False)
    op.create_table(
        "marking_clearance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cleared_on", sa.Date(), nullable=False),
        sa.Column("cleared_by", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["value_id"], ["measure_value.id"], name=op.f("fk_marking_clearance_value_id_measure_value")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marking_clearance")),
        sa.UniqueConstraint("value_id", name=op.f("uq_marking_clearance_value_id")),
    )


def downgrade() -> None:
    op.drop_table("marking_clearance")
    op.drop_table("peer_figure")
    op.drop_table("measure_value")
    op.drop_table("measure_target")
    op.drop_table("measure_summary")
    op.drop_table("measure_context")
    op.drop_table("measure_baseline")
    op.drop_table("figure_confirmation")
    op.drop_table("commentary_text")
    op.drop_table("measure")
    op.drop_table("commentary_page")
    op.drop_table("measure_group")
    op.drop_table("measure_load")
    op.drop_table("column_map_line")
    op.drop_table("column_map")
