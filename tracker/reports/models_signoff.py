"""The life of a report: its versions, what was done with each, what was signed, and what was said about it.

Nothing here is ever changed. Where a version stands is worked out from its moves, what is resolved from the answers.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key, Line, Words, enum_type
from tracker.files.models import StoredFile
from tracker.plan.models import Priority
from tracker.reports.rules_life import Move, ReportKind


class Said:
    """Who did or said something, and when: on the day that counts here, at the machine's time of day."""

    by: Mapped[str]
    # None from the command line.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Instant, default=dates.moment)


class Report(Base):
    """A report of one kind about one period, whatever its versions."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("kind", "period"),
        CheckConstraint("length(period) = CASE kind WHEN 'annual' THEN 7 ELSE 10 END", name="period_key"),
    )

    id: Mapped[Key]
    kind: Mapped[ReportKind] = mapped_column(enum_type(ReportKind))
    # The key of a quarter, "2024-25-Q2", or of an annual report's financial year, "2023-24".
    period: Mapped[str] = mapped_column(String(10))
    versions: Mapped[list[ReportVersion]] = relationship(back_populates="report", order_by="ReportVersion.number")


class ReportVersion(Base):
    """One version of a report. A revoked one stays readable; the next one has the next number."""

    __tablename__ = "report_version"
    __table_args__ = (UniqueConstraint("report_id", "number"), CheckConstraint("number >= 1", name="counts_from_one"))

    id: Mapped[Key]
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int] = mapped_column(Integer)
    opened_at: Mapped[datetime] = mapped_column(Instant, default=dates.now)
    report: Mapped[Report] = relationship(back_populates="versions")
    moves: Mapped[list[ReportMove]] = relationship(back_populates="version", order_by="ReportMove.position")
    comments: Mapped[list[ReportComment]] = relationship(back_populates="version", order_by="ReportComment.id")
    overrides: Mapped[list[ReportOverride]] = relationship(back_populates="version", order_by="ReportOverride.id")
    ready: Mapped[list[PriorityReady]] = relationship(back_populates="version", order_by="PriorityReady.id")


class ReportMove(Said, Base):
    """One act in the life of a version. Its position is taken once, so that of two acts at once only one stands."""

    __tablename__ = "report_move"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        CheckConstraint("(move = 'submit') = (as_at IS NOT NULL)", name="submitting_fixes_the_day"),
        CheckConstraint("(move IN ('submit', 'sign')) = (content_hash IS NOT NULL)", name="content_of_a_decision"),
    )

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"))
    position: Mapped[int] = mapped_column(Integer)
    move: Mapped[Move] = mapped_column(enum_type(Move))
    # The day it is dated; what was sent or published earlier may be recorded later.
    on: Mapped[date]
    # Why it was returned or revoked, or a note that goes with it.
    words: Mapped[Words | None]
    # Of a submission: the day the report is as at from then on.
    as_at: Mapped[date | None]
    # SHA-256 of the snapshot as it stood then, in hexadecimal.
    content_hash: Mapped[str | None] = mapped_column(String(64))
    version: Mapped[ReportVersion] = relationship(back_populates="moves")
    signature: Mapped[ReportSignature | None] = relationship(back_populates="move")


class ReportSignature(Base):
    """What was signed: the content, the bytes, who signed, and the end of the log at that moment (RULES 7 and 13)."""

    __tablename__ = "report_signature"
    __table_args__ = (
        UniqueConstraint("move_id"),
        CheckConstraint("(signed_pdf_id IS NULL) = (certificate IS NULL)", name="certificate_of_a_signed_pdf"),
    )

    id: Mapped[Key]
    move_id: Mapped[int] = mapped_column(ForeignKey("report_move.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    # The number of the newest load of figures that the report saw; 0 for none.
    vintage: Mapped[int] = mapped_column(Integer)
    # Before the digital signature, so that it can be drawn again and put into packs.
    pdf_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    html_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    signed_pdf_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    # Whose certificate signed the PDF.
    certificate: Mapped[Line | None]
    name: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(120))
    # The Chief Executive a deputy signed for.
    acting_for: Mapped[str | None] = mapped_column(String(120))
    signed_at: Mapped[datetime] = mapped_column(Instant)
    chain_count: Mapped[int] = mapped_column(Integer)
    chain_hash: Mapped[str] = mapped_column(String(64))
    move: Mapped[ReportMove] = relationship(back_populates="signature")
    snapshot: Mapped[StoredFile] = relationship(foreign_keys=[snapshot_id])
    pdf: Mapped[StoredFile] = relationship(foreign_keys=[pdf_id])
    html: Mapped[StoredFile] = relationship(foreign_keys=[html_id])
    signed_pdf: Mapped[StoredFile | None] = relationship(foreign_keys=[signed_pdf_id])


class ReportComment(Said, Base):
    """What somebody who reviews a version says of one of its blocks."""

    __tablename__ = "report_comment"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"), index=True)
    # The place in the report: a heading's anchor of the web page.
    place: Mapped[str] = mapped_column(String(120))
    # The heading as it read then.
    heading: Mapped[Line]
    text: Mapped[Words]
    version: Mapped[ReportVersion] = relationship(back_populates="comments")
    answers: Mapped[list[ReportAnswer]] = relationship(back_populates="comment", order_by="ReportAnswer.id")


class ReportAnswer(Said, Base):
    """What an officer did about a comment; one that resolves it closes it."""

    __tablename__ = "report_answer"

    id: Mapped[Key]
    comment_id: Mapped[int] = mapped_column(ForeignKey("report_comment.id"), index=True)
    text: Mapped[Words]
    resolves: Mapped[bool]
    comment: Mapped[ReportComment] = relationship(back_populates="answers")


class ReportOverride(Said, Base):
    """Why a version may be signed although something is wrong with it; it holds while that reads the same."""

    __tablename__ = "report_override"
    __table_args__ = (UniqueConstraint("version_id", "problem_key"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"))
    problem_key: Mapped[str] = mapped_column(String(64))
    # What was wrong, as it read then.
    problem: Mapped[Words]
    reason: Mapped[Words]
    version: Mapped[ReportVersion] = relationship(back_populates="overrides")


class PriorityReady(Said, Base):
    """A lead says that their priority is ready to be submitted, or takes it back; the newest word counts."""

    __tablename__ = "priority_ready"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"), index=True)
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"))
    is_ready: Mapped[bool]
    version: Mapped[ReportVersion] = relationship(back_populates="ready")
    priority: Mapped[Priority] = relationship()
