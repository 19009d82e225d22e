"""What the law asks around an annual report: approvals, the Panel's review, its recommendations, and the responses.

Nothing here is ever changed. Where a report is on its road is worked out from these rows and its moves.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.dates import london
from tracker.db import Base, Key, Words, enum_type
from tracker.panel.models import Meeting
from tracker.panel.models_plan import PanelRequest
from tracker.reports.models_signoff import ReportVersion, Said
from tracker.reports.rules_approval import Approved
from tracker.reports.rules_road import is_address

CORRECTIONS: Final = {
    "correction_has_reason": "(supersedes_id IS NULL) = (reason IS NULL)",
    "taken_back_was_there": "NOT taken_back OR supersedes_id IS NOT NULL",
}
"""What a row must say that takes the place of another, by the names of the rules."""


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
    """The Panel reviewed the report at a meeting. A correction names the row it takes the place of."""

    __tablename__ = "report_review"
    __table_args__ = tuple(CheckConstraint(text, name=name) for name, text in CORRECTIONS.items())

    id: Mapped[Key]
    # The version the Panel had.
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    words: Mapped[Words | None]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("report_review.id"), unique=True)
    # The earlier row was a mistake: nothing was reviewed there.
    taken_back: Mapped[bool] = mapped_column(default=False)
    # Why it was corrected or taken back.
    reason: Mapped[Words | None]
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
    publications: Mapped[list[ResponsePublication]] = relationship(
        back_populates="recommendation", order_by="ResponsePublication.id"
    )
    corrections: Mapped[list[ResponseCorrection]] = relationship(
        back_populates="recommendation", order_by="ResponseCorrection.id"
    )
    # What it said before, the oldest first.
    earlier: Mapped[list[RecommendationCorrection]] = relationship(
        back_populates="recommendation", order_by="RecommendationCorrection.id"
    )

    @property
    def publication(self) -> ResponsePublication | None:
        """Where its response was published, as it was last recorded; None where it is not, or was taken back."""
        newest = self.publications[-1] if self.publications else None
        return newest if newest is not None and not newest.taken_back else None

    @property
    def response_withdrawn(self) -> tuple[date, date] | None:
        """The day of a response that everybody could read, and the day since when nobody can; None where one is out."""
        newest = self.publications[-1] if self.publications else None
        if newest is None or not newest.taken_back:
            return None
        # A response is corrected or taken back after its publication is: what it was then is kept there.
        since = (each.was_on for each in self.corrections if each.at >= newest.at)
        given = next(since, self.request.answered_on)
        return (given, london(newest.at).date()) if given is not None else None


class ReportNoneMade(Said, Base):
    """The Panel made no recommendations on this report; a recommendation recorded later counts instead.

    That it was a mistake is a row of its own, which names the row it takes back.
    """

    __tablename__ = "report_none_made"
    __table_args__ = tuple(CheckConstraint(text, name=name) for name, text in CORRECTIONS.items())

    id: Mapped[Key]
    version_id: Mapped[int] = mapped_column(ForeignKey("report_version.id"), index=True)
    # The day the Panel said so.
    on: Mapped[date]
    words: Mapped[Words | None]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("report_none_made.id"), unique=True)
    # The earlier row was a mistake: nobody said so.
    taken_back: Mapped[bool] = mapped_column(default=False)
    # Why it was taken back.
    reason: Mapped[Words | None]
    version: Mapped[ReportVersion] = relationship()


class ResponsePublication(Said, Base):
    """When and where the response to a recommendation was published, as the Panel decided.

    The newest row of a recommendation counts; after the first each says why it takes the place of the one before.
    """

    __tablename__ = "response_publication"
    __table_args__ = tuple(CheckConstraint(text, name=name) for name, text in CORRECTIONS.items())

    id: Mapped[Key]
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("report_recommendation.id"), index=True)
    on: Mapped[date]
    # An address or words: "With the minutes of the meeting".
    place: Mapped[Words]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("response_publication.id"), unique=True)
    # The earlier row was a mistake: the response was not published.
    taken_back: Mapped[bool] = mapped_column(default=False)
    # Why it was corrected or taken back.
    reason: Mapped[Words | None]
    recommendation: Mapped[ReportRecommendation] = relationship(back_populates="publications")

    @property
    def has_address(self) -> bool:
        """Whether the place is a page that can be opened."""
        return is_address(self.place)


class ResponseCorrection(Said, Base):
    """A response was corrected or taken back. The words that count stand with the request; here is what they were."""

    __tablename__ = "response_correction"

    id: Mapped[Key]
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("report_recommendation.id"), index=True)
    # The day and the words of the response before.
    was_on: Mapped[date]
    was: Mapped[Words]
    # There is no response any more.
    taken_back: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Words]
    recommendation: Mapped[ReportRecommendation] = relationship(back_populates="corrections")


class RecommendationCorrection(Said, Base):
    """A recommendation was corrected or taken back. What counts stands with the request; here is what it said."""

    __tablename__ = "recommendation_correction"

    id: Mapped[Key]
    recommendation_id: Mapped[int] = mapped_column(
        # The name that follows from the tables' is longer than PostgreSQL takes.
        ForeignKey("report_recommendation.id", name="fk_recommendation_correction_recommendation"),
        index=True,
    )
    was: Mapped[Words]
    was_minute: Mapped[int | None] = mapped_column(Integer)
    was_due_on: Mapped[date | None]
    # It does not count any more.
    taken_back: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Words]
    recommendation: Mapped[ReportRecommendation] = relationship(back_populates="earlier")
