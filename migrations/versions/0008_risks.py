"""The risk register."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("risk", "issue", name="riskkind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("from_risk_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("from_risk_id IS NULL OR kind = 'issue'", name=op.f("ck_risk_only_issues_come_from_risks")),
        sa.ForeignKeyConstraint(["from_risk_id"], ["risk.id"], name=op.f("fk_risk_from_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
        sa.UniqueConstraint("from_risk_id", name=op.f("uq_risk_from_risk_id")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_risk_kind_number")),
    )
    op.create_table(
        "risk_matrix",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("medium_from", sa.Integer(), nullable=False),
        sa.Column("high_from", sa.Integer(), nullable=False),
        sa.Column("very_high_from", sa.Integer(), nullable=False),
        sa.Column("review_very_high", sa.Integer(), nullable=False),
        sa.Column("review_high", sa.Integer(), nullable=False),
        sa.Column("review_rest", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("set_by", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "medium_from < high_from AND high_from < very_high_from", name=op.f("ck_risk_matrix_bands_in_order")
        ),
        sa.CheckConstraint("medium_from > 1", name=op.f("ck_risk_matrix_low_has_room")),
        sa.CheckConstraint(
            "review_very_high BETWEEN 1 AND 24 AND review_high BETWEEN 1 AND 24 AND review_rest BETWEEN 1 AND 24",
            name=op.f("ck_risk_matrix_reviews_within_two_years"),
        ),
        sa.CheckConstraint("very_high_from <= 25", name=op.f("ck_risk_matrix_very_high_has_room")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_matrix")),
        sa.UniqueConstraint("number", name=op.f("uq_risk_matrix_number")),
    )
    op.create_table(
        "risk_acceptance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("accepted = (ends_on IS NOT NULL)", name=op.f("ck_risk_acceptance_acceptance_has_end")),
        sa.CheckConstraint("ends_on >= effective_on", name=op.f("ck_risk_acceptance_ends_after_start")),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_acceptance_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_acceptance")),
    )
    op.create_index(op.f("ix_risk_acceptance_risk_id"), "risk_acceptance", ["risk_id"], unique=False)
    op.create_table(
        "risk_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("due_text", sa.String(length=200), nullable=False),
        sa.Column("due_starts", sa.Date(), nullable=False),
        sa.Column("due_ends", sa.Date(), nullable=False),
        sa.Column(
            "due_precision",
            sa.Enum(
                "day",
                "month",
                "quarter",
                "year",
                name="precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "due_reading",
            sa.Enum(
                "calendar", "financial", name="quarterreading", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("due_ends >= due_starts", name=op.f("ck_risk_action_ends_after_start")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_risk_action_owner_id_person")),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_action_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_action")),
        sa.UniqueConstraint("risk_id", "number", name=op.f("uq_risk_action_risk_id_number")),
    )
    op.create_index(op.f("ix_risk_action_owner_id"), "risk_action", ["owner_id"], unique=False)
    op.create_table(
        "risk_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "inherent", "current", "target", name="scorekind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("likelihood", sa.Integer(), nullable=False),
        sa.Column("impact", sa.Integer(), nullable=False),
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("impact BETWEEN 1 AND 5", name=op.f("ck_risk_assessment_impact_1_to_5")),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 5", name=op.f("ck_risk_assessment_likelihood_1_to_5")),
        sa.ForeignKeyConstraint(
            ["matrix_id"], ["risk_matrix.id"], name=op.f("fk_risk_assessment_matrix_id_risk_matrix")
        ),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_assessment_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_assessment")),
    )
    op.create_index("ix_risk_assessment_day", "risk_assessment", ["risk_id", "effective_on", "id"], unique=False)
    op.create_index(op.f("ix_risk_assessment_matrix_id"), "risk_assessment", ["matrix_id"], unique=False)
    op.create_table(
        "risk_deliverable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("linked_on", sa.Date(), nullable=False),
        sa.Column("linked_by", sa.String(length=300), nullable=False),
        sa.Column("unlinked_on", sa.Date(), nullable=True),
        sa.Column("unlinked_by", sa.String(length=300), nullable=True),
        sa.CheckConstraint("unlinked_on >= linked_on", name=op.f("ck_risk_deliverable_unlinked_after_linked")),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_risk_deliverable_deliverable_id_deliverable")
        ),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_deliverable_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_deliverable")),
        sa.UniqueConstraint(
            "risk_id", "deliverable_id", "linked_on", name=op.f("uq_risk_deliverable_risk_id_deliverable_id_linked_on")
        ),
    )
    op.create_index(op.f("ix_risk_deliverable_deliverable_id"), "risk_deliverable", ["deliverable_id"], unique=False)
    op.create_table(
        "risk_matrix_label",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column(
            "scale",
            sa.Enum("likelihood", "impact", name="scale", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.CheckConstraint("score BETWEEN 1 AND 5", name=op.f("ck_risk_matrix_label_score_1_to_5")),
        sa.ForeignKeyConstraint(
            ["matrix_id"], ["risk_matrix.id"], name=op.f("fk_risk_matrix_label_matrix_id_risk_matrix")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_matrix_label")),
        sa.UniqueConstraint("matrix_id", "scale", "score", name=op.f("uq_risk_matrix_label_matrix_id_scale_score")),
    )
    op.create_table(
        "risk_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "happened",
                "closed",
                "resolved",
                name="riskstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_move_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_move")),
    )
    op.create_index(op.f("ix_risk_move_risk_id"), "risk_move", ["risk_id"], unique=False)
    op.create_table(
        "risk_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("reviewer", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_review_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_review")),
    )
    op.create_index(op.f("ix_risk_review_risk_id"), "risk_review", ["risk_id"], unique=False)
    op.create_table(
        "risk_action_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_risk_action_update_percent_0_to_100")),
        sa.ForeignKeyConstraint(
            ["action_id"], ["risk_action.id"], name=op.f("fk_risk_action_update_action_id_risk_action")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_action_update")),
    )
    op.create_index(op.f("ix_risk_action_update_action_id"), "risk_action_update", ["action_id"], unique=False)
    op.create_table(
        "risk_detail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("event", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("consequence", sa.Text(), nullable=True),
        sa.Column("public_wording", sa.Text(), nullable=True),
        sa.Column("internal_wording", sa.Text(), nullable=True),
        sa.Column(
            "severity",
            sa.Enum(
                "low",
                "medium",
                "high",
                "very_high",
                name="severity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=300), nullable=False),
        sa.CheckConstraint("event IS NOT NULL OR public_wording IS NOT NULL", name=op.f("ck_risk_detail_has_words")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_risk_detail_owner_id_person")),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_risk_detail_priority_id_priority")),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_detail_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_detail")),
    )
    op.create_index("ix_risk_detail_day", "risk_detail", ["risk_id", "effective_on", "id"], unique=False)
    op.create_table(
        "risk_standing",
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("risk", "issue", name="riskstanding_kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_sort", sa.String(length=300), nullable=False),
        sa.Column("has_public_wording", sa.Boolean(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "happened",
                "closed",
                "resolved",
                name="riskstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("likelihood", sa.Integer(), nullable=True),
        sa.Column("impact", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column(
            "band",
            sa.Enum(
                "low", "medium", "high", "very_high", name="band", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("inherent_score", sa.Integer(), nullable=True),
        sa.Column("target_score", sa.Integer(), nullable=True),
        sa.Column("review_due_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("accepted_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_risk_standing_owner_id_person")),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_risk_standing_priority_id_priority")),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_standing_risk_id_risk")),
        sa.PrimaryKeyConstraint("risk_id", name=op.f("pk_risk_standing")),
    )
    op.create_index(op.f("ix_risk_standing_owner_id"), "risk_standing", ["owner_id"], unique=False)
    op.create_index(op.f("ix_risk_standing_priority_id"), "risk_standing", ["priority_id"], unique=False)
    op.create_index("ix_risk_standing_review", "risk_standing", ["review_due_on", "risk_id"], unique=False)
    op.create_index("ix_risk_standing_state", "risk_standing", ["state", "score", "risk_id"], unique=False)
    op.create_table(
        "quarter_risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("chosen_by", sa.String(length=300), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["page_id"], ["quarter_page.id"], name=op.f("fk_quarter_risk_page_id_quarter_page")),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_quarter_risk_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarter_risk")),
        sa.UniqueConstraint("page_id", "risk_id", name=op.f("uq_quarter_risk_page_id_risk_id")),
    )
    op.create_index(op.f("ix_quarter_risk_risk_id"), "quarter_risk", ["risk_id"], unique=False)
    op.create_table(
        "risk_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("linked_on", sa.Date(), nullable=False),
        sa.Column("linked_by", sa.String(length=300), nullable=False),
        sa.Column("unlinked_on", sa.Date(), nullable=True),
        sa.Column("unlinked_by", sa.String(length=300), nullable=True),
        sa.CheckConstraint("unlinked_on >= linked_on", name=op.f("ck_risk_finding_unlinked_after_linked")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_risk_finding_finding_id_finding")),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_finding_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_finding")),
        sa.UniqueConstraint(
            "risk_id", "finding_id", "linked_on", name=op.f("uq_risk_finding_risk_id_finding_id_linked_on")
        ),
    )
    op.create_index(op.f("ix_risk_finding_finding_id"), "risk_finding", ["finding_id"], unique=False)

    with op.batch_alter_table("deliverable_standing") as batch_op:
        batch_op.add_column(sa.Column("linked_risk_is_red", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("deliverable_standing") as batch_op:
        # Only for the rows that stood there: the model always says which.
        batch_op.alter_column("linked_risk_is_red", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("deliverable_standing") as batch_op:
        batch_op.drop_column("linked_risk_is_red")
    op.drop_table("risk_finding")
    op.drop_table("quarter_risk")
    op.drop_table("risk_standing")
    op.drop_table("risk_detail")
    op.drop_table("risk_action_update")
    op.drop_table("risk_review")
    op.drop_table("risk_move")
    op.drop_table("risk_matrix_label")
    op.drop_table("risk_deliverable")
    op.drop_table("risk_assessment")
    op.drop_table("risk_action")
    op.drop_table("risk_acceptance")
    op.drop_table("risk_matrix")
    op.drop_table("risk")
