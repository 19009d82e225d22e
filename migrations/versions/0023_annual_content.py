"""What an office writes for a year's annual report: sections, texts, stories, pictures, figures and finance."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = (
    *("annual_picture", "annual_year", "annual_section", "annual_priority_text", "annual_objective_text"),
    *("annual_table", "finance_line", "spend_share", "annual_story", "annual_figure", "funding_fact"),
)
"""In the order in which they name each other."""


def upgrade() -> None:
    _create_annual_picture()
    _create_annual_year()
    _create_annual_section()
    _create_annual_priority_text()
    _create_annual_objective_text()
    _create_annual_table()
    _create_finance_line()
    _create_spend_share()
    _create_annual_story()
    _create_annual_figure()
    _create_funding_fact()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _versioned() -> list[sa.Column[Any]]:
    return [
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _withdrawn() -> list[sa.Column[Any]]:
    return [
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
    ]


def _withdrawn_whole(table: str) -> sa.CheckConstraint:
    rule = "(withdrawn_on IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_on IS NULL) = (withdrawn_reason IS NULL)"
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_withdrawn_whole"))


def _create_annual_picture() -> None:
    op.create_table(
        "annual_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.String(length=7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=True),
        sa.Column("credit", sa.String(length=120), nullable=True),
        sa.Column("shows_people", sa.Boolean(), nullable=False),
        sa.Column("consent_by", sa.String(length=200), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_until", sa.Date(), nullable=True),
        *_withdrawn(),
        *_versioned(),
        sa.CheckConstraint("consent_until >= consent_on", name=op.f("ck_annual_picture_consent_ends_after_start")),
        sa.CheckConstraint(
            "(shows_people AND consent_by IS NOT NULL AND consent_on IS NOT NULL) OR "
            "(NOT shows_people AND consent_by IS NULL AND consent_on IS NULL AND consent_until IS NULL)",
            name=op.f("ck_annual_picture_consent_of_people"),
        ),
        sa.CheckConstraint("width >= 1 AND height >= 1", name=op.f("ck_annual_picture_has_size")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_annual_picture_number_from_one")),
        _withdrawn_whole("annual_picture"),
        sa.CheckConstraint("length(year) = 7", name=op.f("ck_annual_picture_year_key")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_annual_picture_file_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_picture")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_annual_picture_year_number")),
    )


def _create_annual_year() -> None:
    op.create_table(
        "annual_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.String(length=7), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(length=300), nullable=False),
        sa.Column("cover_id", sa.Integer(), nullable=True),
        *_versioned(),
        sa.CheckConstraint("length(year) = 7", name=op.f("ck_annual_year_year_key")),
        sa.ForeignKeyConstraint(
            ["cover_id"], ["annual_picture.id"], name=op.f("fk_annual_year_cover_id_annual_picture")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_year")),
        sa.UniqueConstraint("year", name=op.f("uq_annual_year_year")),
    )


def _create_annual_section() -> None:
    op.create_table(
        "annual_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "foreword",
                "role",
                "plan_overview",
                "progress",
                "priorities",
                "voice",
                "finance",
                "contacts",
                "other",
                name="sectionkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=120), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("included", sa.Boolean(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        *_versioned(),
        sa.CheckConstraint("number >= 1", name=op.f("ck_annual_section_number_from_one")),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["annual_picture.id"], name=op.f("fk_annual_section_picture_id_annual_picture")
        ),
        sa.ForeignKeyConstraint(["year_id"], ["annual_year.id"], name=op.f("fk_annual_section_year_id_annual_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_section")),
        sa.UniqueConstraint("year_id", "number", name=op.f("uq_annual_section_year_id_number")),
    )


def _create_annual_priority_text() -> None:
    op.create_table(
        "annual_priority_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=True),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        *_versioned(),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["annual_picture.id"], name=op.f("fk_annual_priority_text_picture_id_annual_picture")
        ),
        sa.ForeignKeyConstraint(
            ["priority_id"], ["priority.id"], name=op.f("fk_annual_priority_text_priority_id_priority")
        ),
        sa.ForeignKeyConstraint(
            ["year_id"], ["annual_year.id"], name=op.f("fk_annual_priority_text_year_id_annual_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_priority_text")),
        sa.UniqueConstraint("year_id", "priority_id", name=op.f("uq_annual_priority_text_year_id_priority_id")),
    )
    op.create_index(op.f("ix_annual_priority_text_priority_id"), "annual_priority_text", ["priority_id"])


def _create_annual_objective_text() -> None:
    op.create_table(
        "annual_objective_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        *_versioned(),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_annual_objective_text_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["annual_picture.id"], name=op.f("fk_annual_objective_text_picture_id_annual_picture")
        ),
        sa.ForeignKeyConstraint(
            ["year_id"], ["annual_year.id"], name=op.f("fk_annual_objective_text_year_id_annual_year")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_objective_text")),
        sa.UniqueConstraint("year_id", "objective_id", name=op.f("uq_annual_objective_text_year_id_objective_id")),
    )
    op.create_index(op.f("ix_annual_objective_text_objective_id"), "annual_objective_text", ["objective_id"])


def _create_annual_table() -> None:
    op.create_table(
        "annual_table",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("finance", "shares", name="tablekind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        *_versioned(),
        sa.ForeignKeyConstraint(["year_id"], ["annual_year.id"], name=op.f("fk_annual_table_year_id_annual_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_table")),
        sa.UniqueConstraint("year_id", "kind", name=op.f("uq_annual_table_year_id_kind")),
    )


def _create_finance_line() -> None:
    op.create_table(
        "finance_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("cost", "financed_by", name="financeside", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("actual", sa.String(length=20), nullable=False),
        sa.Column("budget", sa.String(length=20), nullable=True),
        sa.Column("is_total", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["table_id"], ["annual_table.id"], name=op.f("fk_finance_line_table_id_annual_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finance_line")),
    )
    op.create_index(op.f("ix_finance_line_table_id"), "finance_line", ["table_id"])


def _create_spend_share() -> None:
    op.create_table(
        "spend_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("function", sa.String(length=120), nullable=False),
        sa.Column("percent", sa.BigInteger(), nullable=False),
        sa.Column("previous", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("percent BETWEEN -1000000000 AND 1000000000", name=op.f("ck_spend_share_percent_possible")),
        sa.CheckConstraint(
            "previous BETWEEN -1000000000 AND 1000000000", name=op.f("ck_spend_share_previous_possible")
        ),
        sa.ForeignKeyConstraint(["table_id"], ["annual_table.id"], name=op.f("fk_spend_share_table_id_annual_table")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spend_share")),
    )
    op.create_index(op.f("ix_spend_share_table_id"), "spend_share", ["table_id"])


def _create_annual_story() -> None:
    op.create_table(
        "annual_story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("case_study", "quotation", name="storykind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.String(length=120), nullable=True),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        *_withdrawn(),
        *_versioned(),
        sa.CheckConstraint(
            "kind <> 'case_study' OR title IS NOT NULL", name=op.f("ck_annual_story_case_study_has_title")
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_annual_story_number_from_one")),
        sa.CheckConstraint(
            "(section_id IS NOT NULL AND priority_id IS NULL AND objective_id IS NULL) OR "
            "(section_id IS NULL AND priority_id IS NOT NULL AND objective_id IS NULL) OR "
            "(section_id IS NULL AND priority_id IS NULL AND objective_id IS NOT NULL)",
            name=op.f("ck_annual_story_one_place"),
        ),
        _withdrawn_whole("annual_story"),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_annual_story_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["annual_picture.id"], name=op.f("fk_annual_story_picture_id_annual_picture")
        ),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_annual_story_priority_id_priority")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["annual_section.id"], name=op.f("fk_annual_story_section_id_annual_section")
        ),
        sa.ForeignKeyConstraint(["year_id"], ["annual_year.id"], name=op.f("fk_annual_story_year_id_annual_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_story")),
        sa.UniqueConstraint("year_id", "number", name=op.f("uq_annual_story_year_id_number")),
    )
    op.create_index(op.f("ix_annual_story_objective_id"), "annual_story", ["objective_id"])
    op.create_index(op.f("ix_annual_story_priority_id"), "annual_story", ["priority_id"])
    op.create_index(op.f("ix_annual_story_section_id"), "annual_story", ["section_id"])


def _create_annual_figure() -> None:
    op.create_table(
        "annual_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "place",
            sa.Enum(
                "priority",
                "plan",
                "complaints",
                "engagement",
                "digital",
                "officers",
                name="figureplace",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("period", sa.String(length=60), nullable=False),
        sa.Column("previous", sa.String(length=20), nullable=True),
        sa.Column("previous_period", sa.String(length=60), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=True),
        *_withdrawn(),
        *_versioned(),
        sa.CheckConstraint("number >= 1", name=op.f("ck_annual_figure_number_from_one")),
        sa.CheckConstraint(
            "objective_id IS NULL OR priority_id IS NOT NULL", name=op.f("ck_annual_figure_objective_of_a_priority")
        ),
        sa.CheckConstraint(
            "(previous IS NULL) = (previous_period IS NULL)", name=op.f("ck_annual_figure_previous_whole")
        ),
        sa.CheckConstraint(
            "(place = 'priority') = (priority_id IS NOT NULL)", name=op.f("ck_annual_figure_priority_of_a_chapter")
        ),
        _withdrawn_whole("annual_figure"),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_annual_figure_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_annual_figure_priority_id_priority")),
        sa.ForeignKeyConstraint(["year_id"], ["annual_year.id"], name=op.f("fk_annual_figure_year_id_annual_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_figure")),
        sa.UniqueConstraint("year_id", "number", name=op.f("uq_annual_figure_year_id_number")),
    )
    op.create_index(op.f("ix_annual_figure_objective_id"), "annual_figure", ["objective_id"])
    op.create_index(op.f("ix_annual_figure_priority_id"), "annual_figure", ["priority_id"])


def _create_funding_fact() -> None:
    op.create_table(
        "funding_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("qualifier", sa.String(length=60), nullable=True),
        sa.Column("detail", sa.String(length=300), nullable=True),
        sa.Column("period", sa.String(length=60), nullable=True),
        *_withdrawn(),
        *_versioned(),
        sa.CheckConstraint("amount > 0", name=op.f("ck_funding_fact_amount_positive")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_funding_fact_number_from_one")),
        _withdrawn_whole("funding_fact"),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_funding_fact_priority_id_priority")),
        sa.ForeignKeyConstraint(["year_id"], ["annual_year.id"], name=op.f("fk_funding_fact_year_id_annual_year")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_fact")),
        sa.UniqueConstraint("year_id", "number", name=op.f("uq_funding_fact_year_id_number")),
    )
    op.create_index(op.f("ix_funding_fact_priority_id"), "funding_fact", ["priority_id"])
