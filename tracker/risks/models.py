"""Risks and issues. Wording, scores, states, reviews and acceptances are append-only history (RULES 3).

`RiskStanding` says where each one stands today, so that a list need not read the history of them all.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.accounts.models import Person
from tracker.db import Base, Instant, Key, Versioned, Words, enum_type
from tracker.inspections.models_finding import Finding
from tracker.plan.models import Deliverable, Priority
from tracker.plan.rules import Precision, QuarterReading
from tracker.risks.rules import Band, RiskKind, RiskState, Scale, ScoreKind


class RiskMatrix(Base):
    """A version of the matrix: labels, the scores its bands start at, and the months between reviews of each band."""

    __tablename__ = "risk_matrix"
    __table_args__ = (
        CheckConstraint("medium_from > 1", name="low_has_room"),
        CheckConstraint("medium_from < high_from AND high_from < very_high_from", name="bands_in_order"),
        CheckConstraint("very_high_from <= 25", name="very_high_has_room"),
        CheckConstraint(
            "review_very_high BETWEEN 1 AND 24 AND review_high BETWEEN 1 AND 24 AND review_rest BETWEEN 1 AND 24",
            name="reviews_within_two_years",
        ),
    )

    id: Mapped[Key]
    number: Mapped[int] = mapped_column(Integer, unique=True)
    effective_on: Mapped[date]
    medium_from: Mapped[int] = mapped_column(Integer)
    high_from: Mapped[int] = mapped_column(Integer)
    very_high_from: Mapped[int] = mapped_column(Integer)
    review_very_high: Mapped[int] = mapped_column(Integer)
    review_high: Mapped[int] = mapped_column(Integer)
    review_rest: Mapped[int] = mapped_column(Integer)
    reason: Mapped[Words | None]
    set_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    labels: Mapped[list[RiskMatrixLabel]] = relationship(
        back_populates="matrix", order_by="RiskMatrixLabel.scale, RiskMatrixLabel.score"
    )


class RiskMatrixLabel(Base):
    """What a score from 1 to 5 is called on one scale of a matrix."""

    __tablename__ = "risk_matrix_label"
    __table_args__ = (
        UniqueConstraint("matrix_id", "scale", "score"),
        CheckConstraint("score BETWEEN 1 AND 5", name="score_1_to_5"),
    )

    id: Mapped[Key]
    matrix_id: Mapped[int] = mapped_column(ForeignKey("risk_matrix.id"))
    scale: Mapped[Scale] = mapped_column(enum_type(Scale))
    score: Mapped[int] = mapped_column(Integer)
    label: Mapped[str] = mapped_column(String(60))
    matrix: Mapped[RiskMatrix] = relationship(back_populates="labels")


class Risk(Versioned, Base):
    """A risk, or an issue: what has happened. Its version stands for its history too."""

    __tablename__ = "risk"
    __table_args__ = (
        UniqueConstraint("kind", "number"),
        CheckConstraint("from_risk_id IS NULL OR kind = 'issue'", name="only_issues_come_from_risks"),
    )

    id: Mapped[Key]
    kind: Mapped[RiskKind] = mapped_column(enum_type(RiskKind))
    # Printed as R-0001 or I-0001.
    number: Mapped[int] = mapped_column(Integer)
    # The day it was raised; reports as at an earlier day leave it out.
    began_on: Mapped[date]
    # The risk that happened.
    from_risk_id: Mapped[int | None] = mapped_column(ForeignKey("risk.id"), unique=True)
    note: Mapped[Words | None]

    from_risk: Mapped[Risk | None] = relationship(back_populates="issue", remote_side="Risk.id")
    issue: Mapped[Risk | None] = relationship(back_populates="from_risk")
    details: Mapped[list[RiskDetail]] = relationship(
        back_populates="risk", order_by="RiskDetail.effective_on, RiskDetail.id"
    )
    moves: Mapped[list[RiskMove]] = relationship(back_populates="risk", order_by="RiskMove.effective_on, RiskMove.id")
    assessments: Mapped[list[Assessment]] = relationship(
        back_populates="risk", order_by="Assessment.effective_on, Assessment.id"
    )
    reviews: Mapped[list[RiskReview]] = relationship(
        back_populates="risk", order_by="RiskReview.effective_on, RiskReview.id"
    )
    acceptances: Mapped[list[Acceptance]] = relationship(
        back_populates="risk", order_by="Acceptance.effective_on, Acceptance.id"
    )
    actions: Mapped[list[RiskAction]] = relationship(back_populates="risk", order_by="RiskAction.number")
    deliverable_links: Mapped[list[RiskDeliverable]] = relationship(
        back_populates="risk", order_by="RiskDeliverable.linked_on, RiskDeliverable.id"
    )
    finding_links: Mapped[list[RiskFinding]] = relationship(
        back_populates="risk", order_by="RiskFinding.linked_on, RiskFinding.id"
    )
    standing: Mapped[RiskStanding] = relationship(back_populates="risk")

    @property
    def reference(self) -> str:
        return f"{self.kind.letter}-{self.number:04d}"


class RiskDetail(Base):
    """Wording, place, owner and, for an issue, severity as they stand from `effective_on` on."""

    __tablename__ = "risk_detail"
    __table_args__ = (
        Index("ix_risk_detail_day", "risk_id", "effective_on", "id"),
        CheckConstraint("event IS NOT NULL OR public_wording IS NOT NULL", name="has_words"),
    )

    id: Mapped[Key]
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    effective_on: Mapped[date]
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # What may happen or has happened, why, and what it would lead to; None where it was never recorded.
    event: Mapped[Words | None]
    cause: Mapped[Words | None]
    consequence: Mapped[Words | None]
    # What reports print; without it, nothing is printed.
    public_wording: Mapped[Words | None]
    # What only the office reads.
    internal_wording: Mapped[Words | None]
    severity: Mapped[Band | None] = mapped_column(enum_type(Band, "severity"))
    reason: Mapped[Words | None]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    recorded_by: Mapped[str]
    risk: Mapped[Risk] = relationship(back_populates="details")
    priority: Mapped[Priority | None] = relationship()
    owner: Mapped[Person | None] = relationship()


class RiskMove(Base):
    """Closed, resolved, opened again, or happened, with the reason. One that has none is open."""

    __tablename__ = "risk_move"

    id: Mapped[Key]
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"), index=True)
    effective_on: Mapped[date]
    state: Mapped[RiskState] = mapped_column(enum_type(RiskState))
    reason: Mapped[Words]
    author: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    risk: Mapped[Risk] = relationship(back_populates="moves")


class Assessment(Base):
    """One of the three scores as somebody judged it on a day, on the version of the matrix in force then."""

    __tablename__ = "risk_assessment"
    __table_args__ = (
        Index("ix_risk_assessment_day", "risk_id", "effective_on", "id"),
        CheckConstraint("likelihood BETWEEN 1 AND 5", name="likelihood_1_to_5"),
        CheckConstraint("impact BETWEEN 1 AND 5", name="impact_1_to_5"),
    )

    id: Mapped[Key]
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    effective_on: Mapped[date]
    kind: Mapped[ScoreKind] = mapped_column(enum_type(ScoreKind))
    likelihood: Mapped[int] = mapped_column(Integer)
    impact: Mapped[int] = mapped_column(Integer)
    matrix_id: Mapped[int] = mapped_column(ForeignKey("risk_matrix.id"), index=True)
    # Why it is so; needed where the target is above the current score.
    explanation: Mapped[Words | None]
    author: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    risk: Mapped[Risk] = relationship(back_populates="assessments")
    matrix: Mapped[RiskMatrix] = relationship()


class RiskReview(Base):
    """Somebody looked at it on a day. Giving it a current score counts as a review too."""

    __tablename__ = "risk_review"

    id: Mapped[Key]
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"), index=True)
    effective_on: Mapped[date]
    note: Mapped[Words | None]
    reviewer: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    risk: Mapped[Risk] = relationship(back_populates="reviews")


class Acceptance(Base):
    """The office lives with the risk until `ends_on`, its last day; not accepted ends an acceptance early."""

    __tablename__ = "risk_acceptance"
    __table_args__ = (
        CheckConstraint("accepted = (ends_on IS NOT NULL)", name="acceptance_has_end"),
        CheckConstraint("ends_on >= effective_on", name="ends_after_start"),
    )

    id: Mapped[Key]
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"), index=True)
    effective_on: Mapped[date]
    accepted: Mapped[bool]
    ends_on: Mapped[date | None]
    reason: Mapped[Words]
    approver: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    risk: Mapped[Risk] = relationship(back_populates="acceptances")


class RiskAction(Versioned, Base):
    """Something that is done about it. Withdrawn, never deleted; what it said before stands in the log."""

    __tablename__ = "risk_action"
    __table_args__ = (
        UniqueConstraint("risk_id", "number"),
        CheckConstraint("due_ends >= due_starts", name="ends_after_start"),
    )

    id: Mapped[Key]
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    # Counts from 1 within its risk.
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    began_on: Mapped[date]
    due_text: Mapped[str] = mapped_column(String(200))
    due_starts: Mapped[date]
    due_ends: Mapped[date]
    due_precision: Mapped[Precision] = mapped_column(enum_type(Precision))
    due_reading: Mapped[QuarterReading | None] = mapped_column(enum_type(QuarterReading))
    withdrawn_on: Mapped[date | None]
    risk: Mapped[Risk] = relationship(back_populates="actions")
    owner: Mapped[Person | None] = relationship()
    updates: Mapped[list[RiskActionUpdate]] = relationship(
        back_populates="action", order_by="RiskActionUpdate.effective_on, RiskActionUpdate.id"
    )


class RiskActionUpdate(Base):
    """How far an action was on a day; 100 is done."""

    __tablename__ = "risk_action_update"
    __table_args__ = (CheckConstraint("percent BETWEEN 0 AND 100", name="percent_0_to_100"),)

    id: Mapped[Key]
    action_id: Mapped[int] = mapped_column(ForeignKey("risk_action.id"), index=True)
    effective_on: Mapped[date]
    percent: Mapped[int] = mapped_column(Integer)
    note: Mapped[Words | None]
    author: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    action: Mapped[RiskAction] = relationship(back_populates="updates")


class RiskDeliverable(Base):
    """A deliverable the risk may delay, from `linked_on` until the day it is unlinked."""

    __tablename__ = "risk_deliverable"
    __table_args__ = (
        CheckConstraint("unlinked_on >= linked_on", name="unlinked_after_linked"),
        UniqueConstraint("risk_id", "deliverable_id", "linked_on"),
    )

    id: Mapped[Key]
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    deliverable_id: Mapped[int] = mapped_column(ForeignKey("deliverable.id"), index=True)
    linked_on: Mapped[date]
    linked_by: Mapped[str]
    unlinked_on: Mapped[date | None]
    unlinked_by: Mapped[str | None]
    risk: Mapped[Risk] = relationship(back_populates="deliverable_links")
    deliverable: Mapped[Deliverable] = relationship()


class RiskFinding(Base):
    """A finding the risk has to do with, from `linked_on` until the day it is unlinked."""

    __tablename__ = "risk_finding"
    __table_args__ = (
        CheckConstraint("unlinked_on >= linked_on", name="unlinked_after_linked"),
        UniqueConstraint("risk_id", "finding_id", "linked_on"),
    )

    id: Mapped[Key]
    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"))
    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), index=True)
    linked_on: Mapped[date]
    linked_by: Mapped[str]
    unlinked_on: Mapped[date | None]
    unlinked_by: Mapped[str | None]
    risk: Mapped[Risk] = relationship(back_populates="finding_links")
    finding: Mapped[Finding] = relationship()


class RiskStanding(Base):
    """Where a risk stands today, worked out from its history by `commands_history.restand` in the same commit.

    It exists for lists and their filters; a test compares it with the history it came from.
    """

    __tablename__ = "risk_standing"
    __table_args__ = (
        Index("ix_risk_standing_state", "state", "score", "risk_id"),
        Index("ix_risk_standing_review", "review_due_on", "risk_id"),
    )

    risk_id: Mapped[int] = mapped_column(ForeignKey("risk.id"), primary_key=True)
    kind: Mapped[RiskKind] = mapped_column(enum_type(RiskKind, "riskstanding_kind"))
    number: Mapped[int] = mapped_column(Integer)
    # The event, or the public wording where no event is recorded.
    words: Mapped[Words]
    # The start of the words in lower case, for sorting and searching alike on both databases.
    words_sort: Mapped[str] = mapped_column(String(300))
    has_public_wording: Mapped[bool]
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[RiskState] = mapped_column(enum_type(RiskState))
    # Of the current score; all None while not yet scored.
    likelihood: Mapped[int | None]
    impact: Mapped[int | None]
    score: Mapped[int | None]
    # Of the current score, or the severity of an issue.
    band: Mapped[Band | None] = mapped_column(enum_type(Band))
    inherent_score: Mapped[int | None]
    target_score: Mapped[int | None]
    # None once it is closed.
    review_due_on: Mapped[date | None]
    reviewed_on: Mapped[date | None]
    accepted_until: Mapped[date | None]
    risk: Mapped[Risk] = relationship(back_populates="standing")
    priority: Mapped[Priority | None] = relationship()
    owner: Mapped[Person | None] = relationship()
