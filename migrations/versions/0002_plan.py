"""Plans, priorities, objectives, and deliverables with their history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deliverable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["carried_from_id"], ["deliverable.id"], name=op.f("fk_deliverable_carried_from_id_deliverable")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable")),
        sa.UniqueConstraint("carried_from_id", name=op.f("uq_deliverable_carried_from_id")),
        sa.UniqueConstraint("number", name=op.f("uq_deliverable_number")),
    )
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft", "current", "closed", name="planstatus", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_plan_ends_after_start")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("code", name=op.f("uq_plan_code")),
    )
    op.create_table(
        "due_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column(
            "precision",
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
            "reading",
            sa.Enum(
                "calendar", "financial", name="quarterreading", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("requested_by", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends >= starts", name=op.f("ck_due_date_ends_after_start")),
        sa.CheckConstraint("number = 1 OR reason IS NOT NULL", name=op.f("ck_due_date_change_has_reason")),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_due_date_deliverable_id_deliverable")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_date")),
        sa.UniqueConstraint("deliverable_id", "number", name=op.f("uq_due_date_deliverable_id_number")),
    )
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.CheckConstraint("weight >= 1", name=op.f("ck_milestone_weight_from_one")),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_milestone_deliverable_id_deliverable")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index(op.f("ix_milestone_deliverable_id"), "milestone", ["deliverable_id"], unique=False)
    op.create_table(
        "priority",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_priority_number_from_one")),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_priority_lead_id_person")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_priority_plan_id_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_priority_plan_id_number")),
    )
    op.create_index(op.f("ix_priority_lead_id"), "priority", ["lead_id"], unique=False)
    op.create_table(
        "progress_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "in_progress",
                "deferred",
                "complete",
                "stopped",
                "carried_forward",
                name="progressstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(status = 'complete') = (completed_on IS NOT NULL)", name=op.f("ck_progress_update_complete_has_day")
        ),
        sa.CheckConstraint("(status = 'complete') = (percent = 100)", name=op.f("ck_progress_update_complete_is_100")),
        sa.CheckConstraint("status <> 'not_started' OR percent = 0", name=op.f("ck_progress_update_not_started_is_0")),
        sa.CheckConstraint(
            "status <> 'stopped' OR reason IS NOT NULL", name=op.f("ck_progress_update_stopped_has_reason")
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_progress_update_percent_0_to_100")),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_progress_update_deliverable_id_deliverable")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["progress_update.id"], name=op.f("fk_progress_update_supersedes_id_progress_update")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_update")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_progress_update_supersedes_id")),
    )
    op.create_index("ix_progress_update_day", "progress_update", ["deliverable_id", "effective_on", "id"], unique=False)
    op.create_table(
        "rag_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column(
            "rag",
            sa.Enum(
                "complete", "red", "amber", "green", name="rag", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_rag_override_deliverable_id_deliverable")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rag_override")),
    )
    op.create_index(op.f("ix_rag_override_deliverable_id"), "rag_override", ["deliverable_id"], unique=False)
    op.create_table(
        "due_date_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("due_date_id", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decided_by", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["due_date_id"], ["due_date.id"], name=op.f("fk_due_date_decision_due_date_id_due_date")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_date_decision")),
        sa.UniqueConstraint("due_date_id", name=op.f("uq_due_date_decision_due_date_id")),
    )
    op.create_table(
        "milestone_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("update_id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_milestone_mark_percent_0_to_100")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_milestone_mark_milestone_id_milestone")
        ),
        sa.ForeignKeyConstraint(
            ["update_id"], ["progress_update.id"], name=op.f("fk_milestone_mark_update_id_progress_update")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_mark")),
        sa.UniqueConstraint("update_id", "milestone_id", name=op.f("uq_milestone_mark_update_id_milestone_id")),
    )
    op.create_index(op.f("ix_milestone_mark_milestone_id"), "milestone_mark", ["milestone_id"], unique=False)
    op.create_table(
        "objective",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("level_name", sa.String(length=40), nullable=False),
        sa.Column("group_heading", sa.String(length=300), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["objective.id"], name=op.f("fk_objective_parent_id_objective")),
        sa.ForeignKeyConstraint(["priority_id"], ["priority.id"], name=op.f("fk_objective_priority_id_priority")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objective")),
        sa.UniqueConstraint("priority_id", "code", name=op.f("uq_objective_priority_id_code")),
    )
    op.create_index("ix_objective_parent", "objective", ["parent_id"], unique=False)
    op.create_table(
        "deliverable_detail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_deliverable_detail_deliverable_id_deliverable")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_deliverable_detail_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_deliverable_detail_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["priority_id"], ["priority.id"], name=op.f("fk_deliverable_detail_priority_id_priority")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliverable_detail")),
    )
    op.create_index(
        "ix_deliverable_detail_day", "deliverable_detail", ["deliverable_id", "effective_on", "id"], unique=False
    )
    op.create_table(
        "deliverable_standing",
        sa.Column("deliverable_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("action_sort", sa.String(length=300), nullable=False),
        sa.Column("priority_id", sa.Integer(), nullable=False),
        sa.Column("objective_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "in_progress",
                "deferred",
                "complete",
                "stopped",
                "carried_forward",
                name="progressstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("updated_on", sa.Date(), nullable=True),
        sa.Column("due_text", sa.String(length=200), nullable=False),
        sa.Column("due_ends", sa.Date(), nullable=False),
        sa.Column("original_due_ends", sa.Date(), nullable=False),
        sa.Column("has_open_request", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("due_changed_on", sa.Date(), nullable=True),
        sa.Column(
            "rag_override",
            sa.Enum(
                "complete", "red", "amber", "green", name="rag", native_enum=False, create_constraint=True, length=40
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["deliverable_id"], ["deliverable.id"], name=op.f("fk_deliverable_standing_deliverable_id_deliverable")
        ),
        sa.ForeignKeyConstraint(
            ["objective_id"], ["objective.id"], name=op.f("fk_deliverable_standing_objective_id_objective")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_deliverable_standing_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["priority_id"], ["priority.id"], name=op.f("fk_deliverable_standing_priority_id_priority")
        ),
        sa.PrimaryKeyConstraint("deliverable_id", name=op.f("pk_deliverable_standing")),
        sa.UniqueConstraint("number", name=op.f("uq_deliverable_standing_number")),
    )
    op.create_index(
        "ix_deliverable_standing_action", "deliverable_standing", ["action_sort", "deliverable_id"], unique=False
    )
    op.create_index("ix_deliverable_standing_due", "deliverable_standing", ["due_ends", "deliverable_id"], unique=False)
    op.create_index(
        "ix_deliverable_standing_owner",
        "deliverable_standing",
        ["owner_id", "due_ends", "deliverable_id"],
        unique=False,
    )
    op.create_index(
        "ix_deliverable_standing_percent", "deliverable_standing", ["percent", "deliverable_id"], unique=False
    )
    op.create_index(
        "ix_deliverable_standing_priority",
        "deliverable_standing",
        ["priority_id", "due_ends", "deliverable_id"],
        unique=False,
    )
    op.create_index(
        "ix_deliverable_standing_status", "deliverable_standing", ["status", "due_ends", "deliverable_id"], unique=False
    )
    op.create_index(
        "ix_deliverable_standing_updated", "deliverable_standing", ["updated_on", "deliverable_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_deliverable_standing_updated", table_name="deliverable_standing")
    op.drop_index("ix_deliverable_standing_status", table_name="deliverable_standing")
    op.drop_index("ix_deliverable_standing_priority", table_name="deliverable_standing")
    op.drop_index("ix_deliverable_standing_percent", table_name="deliverable_standing")
    op.drop_index("ix_deliverable_standing_owner", table_name="deliverable_standing")
    op.drop_index("ix_deliverable_standing_due", table_name="deliverable_standing")
    op.drop_index("ix_deliverable_standing_action", table_name="deliverable_standing")
    op.drop_table("deliverable_standing")
    op.drop_index("ix_deliverable_detail_day", table_name="deliverable_detail")
    op.drop_table("deliverable_detail")
    op.drop_index("ix_objective_parent", table_name="objective")
    op.drop_table("objective")
    op.drop_index(op.f("ix_milestone_mark_milestone_id"), table_name="milestone_mark")
    op.drop_table("milestone_mark")
    op.drop_table("due_date_decision")
    op.drop_index(op.f("ix_rag_override_deliverable_id"), table_name="rag_override")
    op.drop_table("rag_override")
    op.drop_index("ix_progress_update_day", table_name="progress_update")
    op.drop_table("progress_update")
    op.drop_index(op.f("ix_priority_lead_id"), table_name="priority")
    op.drop_table("priority")
    op.drop_index(op.f("ix_milestone_deliverable_id"), table_name="milestone")
    op.drop_table("milestone")
    op.drop_table("due_date")
    op.drop_table("plan")
    op.drop_table("deliverable")
