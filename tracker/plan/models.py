"""Plans, priorities, objectives and deliverables.

A deliverable's wording, place, owner, due date and progress are append-only history; nothing in them is ever edited.
`DeliverableStanding` says where each one stands today, so that a list need not read the history of them all.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.accounts.models import Person
from tracker.db import Base, Instant, Key, Versioned, Words, enum_type
from tracker.plan.rules import PlanStatus, Precision, ProgressStatus, QuarterReading, Rag


class Plan(Versioned, Base):
    """A Police and Crime Plan. `starts` and `ends` are its first and last day; plans may overlap."""

    __tablename__ = "plan"
    __table_args__ = (CheckConstraint("ends >= starts", name="ends_after_start"),)

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]
    status: Mapped[PlanStatus] = mapped_column(enum_type(PlanStatus))
    note: Mapped[Words | None]
    priorities: Mapped[list[Priority]] = relationship(back_populates="plan", order_by="Priority.number")


class Priority(Versioned, Base):
    """One of a plan's priorities. Its lead is the strategic lead who decides about its deliverables."""

    __tablename__ = "priority"
    __table_args__ = (UniqueConstraint("plan_id", "number"), CheckConstraint("number >= 1", name="number_from_one"))

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    note: Mapped[Words | None]
    plan: Mapped[Plan] = relationship(back_populates="priorities")
    lead: Mapped[Person | None] = relationship()
    objectives: Mapped[list[Objective]] = relationship(back_populates="priority", order_by="Objective.position")


class Objective(Versioned, Base):
    """An objective, theme or topic under a priority: at most two levels (DESIGN section 7)."""

    __tablename__ = "objective"
    __table_args__ = (UniqueConstraint("priority_id", "code"), Index("ix_objective_parent", "parent_id"))

    id: Mapped[Key]
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"))
    position: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(String(20))
    # The word the plan itself prints: "Objective", "Theme", "Topic".
    level_name: Mapped[str] = mapped_column(String(40))
    group_heading: Mapped[str | None]
    title: Mapped[str]
    priority: Mapped[Priority] = relationship(back_populates="objectives")


class Deliverable(Versioned, Base):
    """A piece of work. Everything about it that can change over time stands in its history below."""

    __tablename__ = "deliverable"

    id: Mapped[Key]
    # Printed as D-0007.
    number: Mapped[int] = mapped_column(Integer, unique=True)
    # The first day it is on the record; reports as at an earlier day leave it out.
    began_on: Mapped[date]
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("deliverable.id"), unique=True)
    note: Mapped[Words | None]

    details: Mapped[list[DeliverableDetail]] = relationship(
        back_populates="deliverable", order_by="DeliverableDetail.effective_on, DeliverableDetail.id"
    )
    due_dates: Mapped[list[DueDate]] = relationship(back_populates="deliverable", order_by="DueDate.number")
    updates: Mapped[list[ProgressUpdate]] = relationship(
        back_populates="deliverable", order_by="ProgressUpdate.effective_on, ProgressUpdate.id"
    )
    milestones: Mapped[list[Milestone]] = relationship(back_populates="deliverable", order_by="Milestone.position")
    overrides: Mapped[list[RagOverride]] = relationship(
        back_populates="deliverable", order_by="RagOverride.effective_on, RagOverride.id"
    )
    standing: Mapped[DeliverableStanding] = relationship(back_populates="deliverable")
    carried_from: Mapped[Deliverable | None] = relationship(remote_side="Deliverable.id")

    @property
    def reference(self) -> str:
        return f"D-{self.number:04d}"


class DeliverableDetail(Base):
    """Wording, place, owner and start as they stand from `effective_on` on."""

    __tablename__ = "deliverable_detail"
    __table_args__ = (Index("ix_deliverable_detail_day", "deliverable_id", "effective_on", "id"),)

    id: Mapped[Key]
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"))
    effective_on: Mapped[date]
    action: Mapped[Words]
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"))
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # The day work starts, when it is known; only then is a % expected of it (RULES 2).
    starts_on: Mapped[date | None]
    # Its place among the deliverables of its priority in a report.
    position: Mapped[int] = mapped_column(Integer, default=0)
    reason: Mapped[Words | None]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    recorded_by: Mapped[str]
    deliverable: Mapped[Deliverable] = relationship(back_populates="details")
    priority: Mapped[Priority] = relationship()
    objective: Mapped[Objective | None] = relationship()
    owner: Mapped[Person] = relationship()


class DueDate(Base):
    """A due period as typed. Number 1 is the original and never changes; a later one stands once it is accepted."""

    __tablename__ = "due_date"
    __table_args__ = (
        UniqueConstraint("deliverable_id", "number"),
        CheckConstraint("ends >= starts", name="ends_after_start"),
        CheckConstraint("number = 1 OR reason IS NOT NULL", name="change_has_reason"),
    )

    id: Mapped[Key]
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"))
    number: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(String(200))
    starts: Mapped[date]
    ends: Mapped[date]
    precision: Mapped[Precision] = mapped_column(enum_type(Precision))
    # Which year's quarter "Q4 2023" was said to mean; None where there was nothing to ask.
    reading: Mapped[QuarterReading | None] = mapped_column(enum_type(QuarterReading))
    reason: Mapped[Words | None]
    requested_on: Mapped[date]
    requested_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    deliverable: Mapped[Deliverable] = relationship(back_populates="due_dates")
    decision: Mapped[DueDateDecision | None] = relationship(back_populates="due_date")


class DueDateDecision(Base):
    """The lead's answer to a request for another due date; the new date stands from `decided_on` if accepted."""

    __tablename__ = "due_date_decision"

    id: Mapped[Key]
    due_date_id: Mapped[int] = mapped_column(ForeignKey("due_date.id"), unique=True)
    accepted: Mapped[bool]
    decided_on: Mapped[date]
    decided_by: Mapped[str]
    note: Mapped[Words | None]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    due_date: Mapped[DueDate] = relationship(back_populates="decision")


class ProgressUpdate(Base):
    """What was reported of a deliverable on a day. A correction names the update it takes the place of."""

    __tablename__ = "progress_update"
    __table_args__ = (
        Index("ix_progress_update_day", "deliverable_id", "effective_on", "id"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_0_to_100"),
        CheckConstraint("(status = 'complete') = (percent = 100)", name="complete_is_100"),
        CheckConstraint("(status = 'complete') = (completed_on IS NOT NULL)", name="complete_has_day"),
        CheckConstraint("status <> 'not_started' OR percent = 0", name="not_started_is_0"),
        CheckConstraint("status <> 'stopped' OR reason IS NOT NULL", name="stopped_has_reason"),
    )

    id: Mapped[Key]
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"))
    effective_on: Mapped[date]
    percent: Mapped[int] = mapped_column(Integer)
    status: Mapped[ProgressStatus] = mapped_column(enum_type(ProgressStatus))
    completed_on: Mapped[date | None]
    note: Mapped[Words | None]
    # Why the % went down, or why the work was stopped, reopened or carried forward, or the update corrected.
    reason: Mapped[Words | None]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("progress_update.id"), unique=True)
    author: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    deliverable: Mapped[Deliverable] = relationship(back_populates="updates")
    milestone_marks: Mapped[list[MilestoneMark]] = relationship(back_populates="update")


class Milestone(Base):
    """A step of a deliverable with its weight. Withdrawn, never deleted; where any stand, the % is computed."""

    __tablename__ = "milestone"
    __table_args__ = (CheckConstraint("weight >= 1", name="weight_from_one"),)

    id: Mapped[Key]
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    title: Mapped[str]
    weight: Mapped[int] = mapped_column(Integer)
    withdrawn_on: Mapped[date | None]
    deliverable: Mapped[Deliverable] = relationship(back_populates="milestones")


class MilestoneMark(Base):
    """The % of one milestone in one progress update."""

    __tablename__ = "milestone_mark"
    __table_args__ = (
        UniqueConstraint("update_id", "milestone_id"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_0_to_100"),
    )

    id: Mapped[Key]
    update_id: Mapped[int] = mapped_column(ForeignKey("progress_update.id"))
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    percent: Mapped[int] = mapped_column(Integer)
    update: Mapped[ProgressUpdate] = relationship(back_populates="milestone_marks")
    milestone: Mapped[Milestone] = relationship()


class RagOverride(Base):
    """A RAG rating set by hand from a day on, with its reason; `rag` None gives the rating back to the rules."""

    __tablename__ = "rag_override"

    id: Mapped[Key]
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), index=True)
    effective_on: Mapped[date]
    rag: Mapped[Rag | None] = mapped_column(enum_type(Rag))
    reason: Mapped[Words]
    author: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    deliverable: Mapped[Deliverable] = relationship(back_populates="overrides")


class DeliverableStanding(Base):
    """Where a deliverable stands today, worked out from its history by `commands_history.restand` in the same commit.

    It exists for lists and their filters; a test compares it with the history it came from.
    """

    __tablename__ = "deliverable_standing"
    __table_args__ = (
        Index("ix_deliverable_standing_due", "due_ends", "deliverable_id"),
        Index("ix_deliverable_standing_owner", "owner_id", "due_ends", "deliverable_id"),
        Index("ix_deliverable_standing_priority", "priority_id", "due_ends", "deliverable_id"),
        Index("ix_deliverable_standing_status", "status", "due_ends", "deliverable_id"),
        Index("ix_deliverable_standing_percent", "percent", "deliverable_id"),
        Index("ix_deliverable_standing_updated", "updated_on", "deliverable_id"),
        Index("ix_deliverable_standing_action", "action_sort", "deliverable_id"),
    )

    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    action: Mapped[Words]
    # The start of the action in lower case, for sorting and searching alike on both databases.
    action_sort: Mapped[str] = mapped_column(String(300))
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"))
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objective.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    status: Mapped[ProgressStatus] = mapped_column(enum_type(ProgressStatus))
    percent: Mapped[int] = mapped_column(Integer)
    updated_on: Mapped[date | None]
    due_text: Mapped[str] = mapped_column(String(200))
    due_ends: Mapped[date]
    original_due_ends: Mapped[date]
    has_open_request: Mapped[bool] = mapped_column(default=False)
    # What the RAG rating also needs (RULES 2): the day work starts, when the due date changed, a rating by hand.
    starts_on: Mapped[date | None]
    due_changed_on: Mapped[date | None]
    rag_override: Mapped[Rag | None] = mapped_column(enum_type(Rag))
    # Whether an open risk linked to it is very high; the commands of risks say so, `restand` leaves it as it is.
    linked_risk_is_red: Mapped[bool] = mapped_column(default=False)
    deliverable: Mapped[Deliverable] = relationship(back_populates="standing")
    priority: Mapped[Priority] = relationship()
    owner: Mapped[Person] = relationship()
