"""Measures: their figures in vintages, targets, baselines and peers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
    op.drop_table("measure_baseline")
    op.drop_table("measure")
    op.drop_table("measure_group")
    op.drop_table("measure_load")
