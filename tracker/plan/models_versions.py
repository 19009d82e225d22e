"""Versions of a plan, the steps the law asks of each, and which version a deliverable belongs to."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key, Versioned, Words, enum_type
from tracker.files.models import StoredFile
from tracker.panel.models import WITHDRAWN_WHOLE, Meeting
from tracker.plan.models import Deliverable, Plan
from tracker.plan.rules_version_kinds import StepKind, VersionKind
from tracker.plan.rules_versions import PlanLine, standing_steps


class PlanVersion(Versioned, Base):
    """A plan as it was first issued, or a variation of it. A draft until its publication is among its steps."""

    __tablename__ = "plan_version"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("elected_on IS NULL OR kind = 'plan'", name="election_before_plan"),
        CheckConstraint("kind = 'plan' OR changes IS NOT NULL", name="variation_says_what"),
        CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),
    )

    id: Mapped[Key]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[VersionKind] = mapped_column(enum_type(VersionKind))
    title: Mapped[str]
    changes: Mapped[Words | None]
    # The day of the election after which the plan is issued; where it is known, the plan has a last day (RULES 10).
    elected_on: Mapped[date | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]
    plan: Mapped[Plan] = relationship()
    # Every step as it was recorded, corrected ones too.
    steps: Mapped[list[PlanVersionStep]] = relationship(back_populates="of", order_by="PlanVersionStep.id")
    # Empty until it is published.
    lines: Mapped[list[PlanVersionLine]] = relationship(back_populates="of", order_by="PlanVersionLine.position")

    @property
    def standing(self) -> dict[StepKind, PlanVersionStep]:
        """The steps that hold, in the order of the law."""
        return standing_steps(self.steps)

    @property
    def published_on(self) -> date | None:
        found = self.standing.get(StepKind.PUBLISHED)
        return found.day if found else None

    @property
    def frozen(self) -> tuple[PlanLine, ...]:
        """Its priorities and objectives as they were published."""
        return tuple(line.as_line for line in self.lines)

    @property
    def subject(self) -> str:
        """What the log calls it; `plan` must be loaded."""
        return f"{self.plan.code}/versions/{self.number}"


class PlanVersionStep(Base):
    """One step as somebody recorded it. Append-only: a correction names the one it takes the place of."""

    __tablename__ = "plan_version_step"
    __table_args__ = (
        CheckConstraint("(file_id IS NULL) = (file_name IS NULL)", name="file_has_name"),
        CheckConstraint("(kind = 'reviewed') = (meeting_id IS NOT NULL)", name="reviewed_at_meeting"),
        CheckConstraint("override_reason IS NULL OR kind = 'published'", name="override_of_publication"),
        CheckConstraint("(supersedes_id IS NULL) = (reason IS NULL)", name="correction_has_reason"),
        CheckConstraint("NOT taken_back OR supersedes_id IS NOT NULL", name="taken_back_was_there"),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    kind: Mapped[StepKind] = mapped_column(enum_type(StepKind))
    day: Mapped[date]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    note: Mapped[Words | None]
    # Where its document can be read, and the document itself.
    link: Mapped[str | None] = mapped_column(String(500))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str | None]
    # Why it was published although a step before it was missing.
    override_reason: Mapped[Words | None]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("plan_version_step.id"), unique=True)
    # The earlier record was a mistake: the step was not taken.
    taken_back: Mapped[bool] = mapped_column(default=False)
    # Why it was corrected or taken back.
    reason: Mapped[Words | None]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    of: Mapped[PlanVersion] = relationship(back_populates="steps")
    meeting: Mapped[Meeting | None] = relationship()
    file: Mapped[StoredFile | None] = relationship()


class PlanVersionLine(Base):
    """A priority or an objective as a version had it when it was published. Append-only."""

    __tablename__ = "plan_version_line"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        CheckConstraint("position >= 1", name="position_from_one"),
        CheckConstraint("priority_number >= 1", name="priority_from_one"),
        CheckConstraint("(code IS NULL) = (level_name IS NULL)", name="objective_whole"),
        CheckConstraint("code IS NOT NULL OR (parent_code IS NULL AND group_heading IS NULL)", name="priority_plain"),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"))
    position: Mapped[int] = mapped_column(Integer)
    priority_number: Mapped[int] = mapped_column(Integer)
    # Without a code it is the priority itself.
    code: Mapped[str | None] = mapped_column(String(20))
    parent_code: Mapped[str | None] = mapped_column(String(20))
    level_name: Mapped[str | None] = mapped_column(String(40))
    group_heading: Mapped[str | None]
    title: Mapped[str]
    of: Mapped[PlanVersion] = relationship(back_populates="lines")

    @property
    def as_line(self) -> PlanLine:
        return PlanLine(
            self.priority_number, self.code, self.parent_code, self.level_name, self.group_heading, self.title
        )


class DeliverableVersion(Base):
    """Which version of the plan a deliverable belongs to from a day on. Append-only."""

    __tablename__ = "deliverable_version"
    __table_args__ = (Index("ix_deliverable_version_day", "deliverable_id", "effective_on", "id"),)

    id: Mapped[Key]
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"))
    effective_on: Mapped[date]
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id"), index=True)
    reason: Mapped[Words | None]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    deliverable: Mapped[Deliverable] = relationship()
    of: Mapped[PlanVersion] = relationship()
