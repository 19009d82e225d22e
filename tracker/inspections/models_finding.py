"""Findings of inspections. Their wording, lead and both statuses are append-only history (RULES 6).

`FindingStanding` says where each one stands today, so that a list need not read the history of them all.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.accounts.models import Person
from tracker.db import Base, Instant, Key, Versioned, Words, enum_type
from tracker.files.models import StoredFile
from tracker.inspections.models import WITHDRAWN_WHOLE, GradedQuestion, Inspection
from tracker.inspections.rules import Answer, FindingType, ForceStatus, InspectorateStatus, PanelStatus, Result
from tracker.plan.models import Deliverable, Priority


class Finding(Versioned, Base):
    """A cause of concern, recommendation, area for improvement or observation.

    One recorded by mistake is withdrawn; it counts as withdrawn too while its cause of concern or its inspection is.
    """

    __tablename__ = "finding"
    __table_args__ = (CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),)

    id: Mapped[Key]
    # Printed as F-0001.
    number: Mapped[int] = mapped_column(Integer, unique=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    kind: Mapped[FindingType] = mapped_column(enum_type(FindingType))
    # What the inspectorate's register calls it.
    official_reference: Mapped[str | None] = mapped_column(String(60))
    # The cause of concern a recommendation belongs to.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("finding.id"), index=True)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("graded_question.id"), index=True)
    # Its place among the findings of its inspection.
    position: Mapped[int] = mapped_column(Integer)
    # The first day it is on the record; reports as at an earlier day leave it out.
    began_on: Mapped[date]
    # Taken over from before this register: a cause of concern may then lack its recommendations.
    is_historic: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Words | None]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]

    inspection: Mapped[Inspection] = relationship()
    question: Mapped[GradedQuestion | None] = relationship()
    parent: Mapped[Finding | None] = relationship(back_populates="recorded_recommendations", remote_side="Finding.id")
    # Withdrawn or not; those that stand are `recommendations`.
    recorded_recommendations: Mapped[list[Finding]] = relationship(
        back_populates="parent", order_by="Finding.position, Finding.id"
    )
    details: Mapped[list[FindingDetail]] = relationship(
        back_populates="finding", order_by="FindingDetail.effective_on, FindingDetail.id"
    )
    force_marks: Mapped[list[ForceMark]] = relationship(
        back_populates="finding", order_by="ForceMark.effective_on, ForceMark.id"
    )
    inspectorate_marks: Mapped[list[InspectorateMark]] = relationship(
        back_populates="finding", order_by="InspectorateMark.effective_on, InspectorateMark.id"
    )
    # By whichever inspection; those that count are `reassessments`.
    recorded_reassessments: Mapped[list[Reassessment]] = relationship(
        back_populates="finding", order_by="Reassessment.effective_on, Reassessment.id"
    )
    comments: Mapped[list[FindingComment]] = relationship(
        back_populates="finding", order_by="FindingComment.effective_on, FindingComment.id"
    )
    evidence: Mapped[list[Evidence]] = relationship(back_populates="finding", order_by="Evidence.id")
    # Withdrawn or not; the answer that stands is `answer`.
    recorded_answer: Mapped[FindingAnswer | None] = relationship(back_populates="finding")
    deliverable_links: Mapped[list[FindingDeliverable]] = relationship(
        back_populates="finding", order_by="FindingDeliverable.linked_on, FindingDeliverable.id"
    )
    standing: Mapped[FindingStanding] = relationship(back_populates="finding")

    @property
    def reference(self) -> str:
        return f"F-{self.number:04d}"

    @property
    def recommendations(self) -> list[Finding]:
        """Those under a cause of concern that were not withdrawn by themselves."""
        return [each for each in self.recorded_recommendations if each.withdrawn_on is None]

    @property
    def open_under(self) -> list[Finding]:
        """The recommendations under a cause of concern that are open to the Panel."""
        return [each for each in self.recommendations if each.standing.is_open]

    @property
    def reassessments(self) -> list[Reassessment]:
        """What later inspections said of it, but for those withdrawn since."""
        return [
            each for each in self.recorded_reassessments if each.inspection is None or not each.inspection.is_withdrawn
        ]

    @property
    def withdrawn_with(self) -> Finding | Inspection | None:
        """What was withdrawn so that this is: itself, its inspection or its cause of concern. None: it stands."""
        if self.withdrawn_on is not None:
            return self
        if self.inspection.is_withdrawn:
            return self.inspection
        return self.parent if self.parent is not None and self.parent.withdrawn_on is not None else None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_with is not None

    @property
    def answer(self) -> FindingAnswer | None:
        """What the Commissioner's comments say of it; None for nothing yet, or no longer."""
        recorded = self.recorded_answer
        return recorded if recorded is not None and recorded.withdrawn_at is None else None


class FindingDetail(Base):
    """Wording, place, lead and expected closure as they stand from `effective_on` on."""

    __tablename__ = "finding_detail"
    __table_args__ = (Index("ix_finding_detail_day", "finding_id", "effective_on", "id"),)

    id: Mapped[Key]
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    effective_on: Mapped[date]
    text: Mapped[Words]
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"))
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expected_on: Mapped[date | None]
    reason: Mapped[Words | None]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    recorded_by: Mapped[str]
    finding: Mapped[Finding] = relationship(back_populates="details")
    priority: Mapped[Priority | None] = relationship()
    lead: Mapped[Person | None] = relationship()


class ForceMark(Base):
    """What the force said of the finding, from a day on."""

    __tablename__ = "force_mark"
    __table_args__ = (Index("ix_force_mark_day", "finding_id", "effective_on", "id"),)

    id: Mapped[Key]
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    effective_on: Mapped[date]
    status: Mapped[ForceStatus] = mapped_column(enum_type(ForceStatus))
    comment: Mapped[Words | None]
    author: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    finding: Mapped[Finding] = relationship(back_populates="force_marks")


class InspectorateMark(Base):
    """What the inspectorate said of the finding, on the day it said so. "Complete" names who told us."""

    __tablename__ = "inspectorate_mark"
    __table_args__ = (
        Index("ix_inspectorate_mark_day", "finding_id", "effective_on", "id"),
        CheckConstraint("status <> 'complete' OR told_by IS NOT NULL", name="complete_has_source"),
    )

    id: Mapped[Key]
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    effective_on: Mapped[date]
    status: Mapped[InspectorateStatus] = mapped_column(enum_type(InspectorateStatus))
    # Who told us, and how: "Force liaison lead, letter of 3 May 2024".
    told_by: Mapped[str | None]
    comment: Mapped[Words | None]
    author: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    finding: Mapped[Finding] = relationship(back_populates="inspectorate_marks")


class Reassessment(Base):
    """What a later inspection said of the finding."""

    __tablename__ = "reassessment"

    id: Mapped[Key]
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    effective_on: Mapped[date]
    # The inspection that looked again, where it is on the record.
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspection.id"), index=True)
    result: Mapped[Result] = mapped_column(enum_type(Result, "reassessment_result"))
    text: Mapped[Words | None]
    author: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    finding: Mapped[Finding] = relationship(back_populates="recorded_reassessments")
    inspection: Mapped[Inspection | None] = relationship()


class FindingComment(Base):
    """A remark of the office, never printed."""

    __tablename__ = "finding_comment"

    id: Mapped[Key]
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    effective_on: Mapped[date]
    text: Mapped[Words]
    author: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    finding: Mapped[Finding] = relationship(back_populates="comments")


class Evidence(Base):
    """What shows that the work was done: a link or a file, never both. Withdrawn, never deleted."""

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("(link IS NULL) <> (file_id IS NULL)", name="link_or_file"),
        CheckConstraint("(file_id IS NULL) = (file_name IS NULL)", name="file_has_name"),
        CheckConstraint("withdrawn_on >= added_on", name="withdrawn_after_added"),
    )

    id: Mapped[Key]
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    title: Mapped[str]
    link: Mapped[str | None] = mapped_column(String(500))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"), index=True)
    file_name: Mapped[str | None]
    added_on: Mapped[date]
    added_by: Mapped[str]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    finding: Mapped[Finding] = relationship(back_populates="evidence")
    file: Mapped[StoredFile | None] = relationship()


class FindingAnswer(Versioned, Base):
    """What the Commissioner's comments say of this one; what it said before stands in the log.

    Withdrawn, never deleted; given again it is the same row. Once published it never changes.
    """

    __tablename__ = "finding_answer"

    id: Mapped[Key]
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), unique=True)
    answer: Mapped[Answer] = mapped_column(enum_type(Answer, "finding_answer"))
    text: Mapped[Words]
    author: Mapped[str]
    # The finding's wording as it stood when the Commissioner approved this answer; other words since end the approval.
    approved_wording: Mapped[Words | None]
    approved_on: Mapped[date | None]
    approved_by: Mapped[str | None]
    # With the comments, or on a later day in addition to them.
    published_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    finding: Mapped[Finding] = relationship(back_populates="recorded_answer")


class FindingDeliverable(Base):
    """A deliverable that answers a finding, from `linked_on` until the day it is unlinked."""

    __tablename__ = "finding_deliverable"
    __table_args__ = (
        CheckConstraint("unlinked_on >= linked_on", name="unlinked_after_linked"),
        UniqueConstraint("finding_id", "deliverable_id", "linked_on"),
    )

    id: Mapped[Key]
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"))
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), index=True)
    linked_on: Mapped[date]
    linked_by: Mapped[str]
    unlinked_on: Mapped[date | None]
    unlinked_by: Mapped[str | None]
    finding: Mapped[Finding] = relationship(back_populates="deliverable_links")
    deliverable: Mapped[Deliverable] = relationship()


class FindingStanding(Base):
    """Where a finding stands today, worked out from its history by `commands_history.restand` in the same commit.

    It exists for lists and their filters; a test compares it with the history it came from.
    """

    __tablename__ = "finding_standing"
    __table_args__ = (
        Index("ix_finding_standing_lead", "lead_id", "is_open"),
        Index("ix_finding_standing_open", "is_open", "expected_on"),
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, unique=True)
    kind: Mapped[FindingType] = mapped_column(enum_type(FindingType, "findingstanding_kind"))
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspection.id"), index=True)
    text: Mapped[Words]
    # The start of the text in lower case, for sorting and searching alike on both databases.
    text_sort: Mapped[str] = mapped_column(String(300))
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    expected_on: Mapped[date | None]
    force_status: Mapped[ForceStatus] = mapped_column(enum_type(ForceStatus))
    inspectorate_status: Mapped[InspectorateStatus] = mapped_column(enum_type(InspectorateStatus))
    result: Mapped[Result | None] = mapped_column(enum_type(Result))
    # Open to the Panel (rules.panel_status); False for observations and for what is withdrawn.
    is_open: Mapped[bool]
    # By itself, with its cause of concern or with its inspection.
    is_withdrawn: Mapped[bool]
    has_evidence: Mapped[bool]
    updated_on: Mapped[date | None]
    finding: Mapped[Finding] = relationship(back_populates="standing")
    inspection: Mapped[Inspection] = relationship()
    priority: Mapped[Priority | None] = relationship()
    lead: Mapped[Person | None] = relationship()

    @property
    def panel(self) -> PanelStatus:
        """What the Panel is shown."""
        if self.is_withdrawn:
            return PanelStatus.WITHDRAWN
        if not self.kind.asks_for_work:
            return PanelStatus.NOTED
        return PanelStatus.OPEN if self.is_open else PanelStatus.CLOSED

    def is_overdue(self, on: date) -> bool:
        """Whether it is open after the day it was expected to be closed."""
        return self.is_open and self.expected_on is not None and self.expected_on < on
