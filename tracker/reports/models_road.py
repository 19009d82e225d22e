"""What the law asks around an annual report: approvals, the Panel's review, its recommendations, and the responses.

Nothing here is ever changed. Where a report is on its road is worked out from these rows and its moves.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db import Base, Key, Words, enum_type
from tracker.panel.models import Meeting
from tracker.panel.models_plan import PanelRequest
from tracker.reports.models_signoff import ReportVersion, Said
from tracker.reports.rules_approval import Approved


class ReportApproval(Said, Base):
    """The Commissioner approved the words with this hash; it holds while the report says the same."""

    __tablename__ = "report_approval"
    __table_args__ = (UniqueConstraint("version_id", "part", "content_hash"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"))
    part: Mapped[Approved] = mapped_column(enum_type(Approved))
    # SHA-256 in hexadecimal: of the foreword, or of the whole snapshot.
    content_hash: Mapped[str] = mapped_column(String(64))
    version: Mapped[ReportVersion] = relationship()


class ReportReview(Said, Base):
    """The Panel reviewed the report at a meeting."""

    __tablename__ = "report_review"
    __table_args__ = (UniqueConstraint("version_id", "meeting_id"),)

    id: Mapped[Key]
    # The version the Panel had.
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    words: Mapped[Words | None]
    version: Mapped[ReportVersion] = relationship()
    meeting: Mapped[Meeting] = relationship()


class ReportRecommendation(Said, Base):
    """One of the Panel's recommendations is on this report. Its words and its response stand with the request."""

    __tablename__ = "report_recommendation"
    __table_args__ = (UniqueConstraint("request_id"),)

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"), index=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("panel_request.id"))
    version: Mapped[ReportVersion] = relationship()
    request: Mapped[PanelRequest] = relationship()
    publication: Mapped[ResponsePublication | None] = relationship(back_populates="recommendation")


class ReportNoneMade(Said, Base):
    """The Panel made no recommendations on this report; a recommendation recorded later counts instead."""

    __tablename__ = "report_none_made"

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"), index=True)
    # The day the Panel said so.
    on: Mapped[date]
    words: Mapped[Words | None]
    version: Mapped[ReportVersion] = relationship()


class ResponsePublication(Said, Base):
    """When and where the response to a recommendation was published, as the Panel decided."""

    __tablename__ = "response_publication"
    __table_args__ = (UniqueConstraint("recommendation_id"),)

    id: Mapped[Key]
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("report_recommendation.id"))
    on: Mapped[date]
    # An address or words: "With the minutes of the meeting".
    place: Mapped[Words]
    recommendation: Mapped[ReportRecommendation] = relationship(back_populates="publication")
