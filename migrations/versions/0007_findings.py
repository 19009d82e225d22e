"""Findings of inspections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cause_of_concern",
                "recommendation",
                "area_for_improvement",
                "observation",
                name="findingtype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("official_reference", sa.String(length=60), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("is_historic", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name=op.f("fk_finding_inspection_id_inspection")),
        sa.ForeignKeyConstraint(["parent_id"], ["finding.id"], name=op.f("fk_finding_parent_id_finding")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["graded_question.id"], name=op.f("fk_finding_question_id_graded_question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("number", name=op.f("uq_finding_number")),
    )
    op.create_index(op.f("ix_finding_inspection_id"), "finding", ["inspection_id"], unique=False)
    op.create_index(op.f("ix_finding_parent_id"), "finding", ["parent_id"], unique=False)
    op.create_index(op.f("ix_finding_question_id"), "finding", ["question_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=300), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("added_by", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=300), nullable=True),
        sa.CheckConstraint("(file_id IS NULL) = (file_name IS NULL)", name=op.f("ck_evidence_file_has_name")),
        sa.CheckConstraint("(link IS NULL) <> (file_id IS NULL)", name=op.f("ck_evidence_link_or_file")),
        sa.CheckConstraint("withdrawn_on >= added_on", name=op.f("ck_evidence_withdrawn_after_added")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_evidence_file_id_stored_file")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_evidence_finding_id_finding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_file_id"), "evidence", ["file_id"], unique=False)
    op.create_index(op.f("ix_evidence_finding_id"), "evidence", ["finding_id"], unique=False)
    op.create_table(
        "finding_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column(
            "answer",
            sa.Enum(
                "taken", "proposed", "none", name="finding_answer", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_answer_finding_id_finding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_answer")),
        sa.UniqueConstraint("finding_id", name=op.f("uq_finding_answer_finding_id")),
    )
    op.create_table(
        "finding_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_comment_finding_id_finding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_comment")),
    )
    op.create_index(op.f("ix_finding_comment_finding_id"), "finding_comment", ["finding_id"], unique=False)
    op.create_table(
        "finding_deliverable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("linked_on", sa.Date(), nullable=False),
        sa.Column("linked_by", sa.String(length=300), nullable=False),
        sa.Column("unlinked_on", sa.Date(), nullable=True),
        sa.Column("unlinked_by", sa.String(length=300), nullable=True),
        sa.CheckConstraint("unlinked_on >= linked_on", name=op.f("ck_finding_deliverable_unlinked_after_linked")),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_finding_deliverable_deliverable_id_deliverable")
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_deliverable_finding_id_finding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_deliverable")),
        sa.UniqueConstraint(
            "finding_id",
            "deliverable_id",
            "linked_on",
            name=op.f("uq_finding_deliverable_finding_id_deliverable_id_linked_on"),
        ),
    )
    op.create_index(
        op.f("ix_finding_deliverable_deliverable_id"), "finding_deliverable", ["deliverable_id"], unique=False
    )
    op.create_table(
        "finding_detail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_detail_finding_id_finding")),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_finding_detail_lead_id_person")),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_finding_detail_priority_id_priority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_detail")),
    )
    op.create_index("ix_finding_detail_day", "finding_detail", ["finding_id", "effective_on", "id"], unique=False)
    op.create_table(
        "finding_standing",
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cause_of_concern",
                "recommendation",
                "area_for_improvement",
                "observation",
                name="findingstanding_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("inspection_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sort", sa.String(length=300), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column(
            "force_status",
            sa.Enum(
                "not_started",
                "in_progress",
                "ready_for_closure",
                "closed_by_force",
                name="forcestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "inspectorate_status",
            sa.Enum(
                "awaiting_review",
                "being_progressed",
                "complete",
                name="inspectoratestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "result",
            sa.Enum(
                "persists", "improved", "closed", name="result", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("has_evidence", sa.Boolean(), nullable=False),
        sa.Column("updated_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_finding_standing_finding_id_finding")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_finding_standing_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_finding_standing_lead_id_person")),
        sa.ForeignKeyConstraint(
            ["priority_id"], ["priority.id"], name=op.f("fk_finding_standing_priority_id_priority")
        ),
        sa.PrimaryKeyConstraint("finding_id", name=op.f("pk_finding_standing")),
        sa.UniqueConstraint("number", name=op.f("uq_finding_standing_number")),
    )
    op.create_index(op.f("ix_finding_standing_inspection_id"), "finding_standing", ["inspection_id"], unique=False)
    op.create_index("ix_finding_standing_lead", "finding_standing", ["lead_id", "is_open"], unique=False)
    op.create_index("ix_finding_standing_open", "finding_standing", ["is_open", "expected_on"], unique=False)
    op.create_index(op.f("ix_finding_standing_priority_id"), "finding_standing", ["priority_id"], unique=False)
    op.create_table(
        "force_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "in_progress",
                "ready_for_closure",
                "closed_by_force",
                name="forcestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_force_mark_finding_id_finding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_force_mark")),
    )
    op.create_index("ix_force_mark_day", "force_mark", ["finding_id", "effective_on", "id"], unique=False)
    op.create_table(
        "inspectorate_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "awaiting_review",
                "being_progressed",
                "complete",
                name="inspectoratestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("told_by", sa.String(length=300), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status <> 'complete' OR told_by IS NOT NULL", name=op.f("ck_inspectorate_mark_complete_has_source")
        ),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_inspectorate_mark_finding_id_finding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspectorate_mark")),
    )
    op.create_index("ix_inspectorate_mark_day", "inspectorate_mark", ["finding_id", "effective_on", "id"], unique=False)
    op.create_table(
        "reassessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("inspection_id", sa.Integer(), nullable=True),
        sa.Column(
            "result",
            sa.Enum(
                "persists",
                "improved",
                "closed",
                name="reassessment_result",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_reassessment_finding_id_finding")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_reassessment_inspection_id_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reassessment")),
    )
    op.create_index(op.f("ix_reassessment_finding_id"), "reassessment", ["finding_id"], unique=False)
    op.create_index(op.f("ix_reassessment_inspection_id"), "reassessment", ["inspection_id"], unique=False)


def downgrade() -> None:
    op.drop_table("reassessment")
    op.drop_table("inspectorate_mark")
    op.drop_table("force_mark")
    op.drop_table("finding_standing")
    op.drop_table("finding_detail")
    op.drop_table("finding_deliverable")
    op.drop_table("finding_comment")
    op.drop_table("finding_answer")
    op.drop_table("evidence")
    op.drop_table("finding")
