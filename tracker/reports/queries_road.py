"""Where an annual report is on the road the law lays for it, and what the Commissioner has approved of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.dates import FinancialYear
from tracker.errors import NotFound
from tracker.panel.models import Meeting
from tracker.panel.models_plan import PanelRequest
from tracker.panel.rules import MeetingState, RequestKind, RequestState
from tracker.reports.models_road import (
    ReportApproval,
    ReportNoneMade,
    ReportRecommendation,
    ReportReview,
)
from tracker.reports.models_signoff import Report, ReportMove, ReportVersion
from tracker.reports.queries_after import signed_content
from tracker.reports.queries_signoff import Standing, newest, report
from tracker.reports.rules_approval import ApprovalState, Approved, state_of_approval
from tracker.reports.rules_life import Move, ReportKind, ReportState
from tracker.reports.rules_road import Progress, missing_before_publication
from tracker.reports.snapshots_kinds import parts_to_approve


@dataclass(frozen=True)
class Road:
    """What was done with an annual report besides its versions' own moves; of all its versions together.

    `every_recommendation` are also those that were withdrawn, in the order in which they were recorded: so each keeps
    its place among them.
    """

    report: Report | None
    every_review: Sequence[ReportReview]
    """Also those that were corrected or taken back."""
    every_recommendation: Sequence[ReportRecommendation]
    every_none_made: Sequence[ReportNoneMade]
    """Also those that were taken back, the oldest first."""
    recorded: int
    """How many acts were recorded on it: a form carries that number."""

    @cached_property
    def reviews(self) -> Sequence[ReportReview]:
        """Those that stand, in the order of their meetings."""
        gone = {each.supersedes_id for each in self.every_review}
        return [each for each in self.every_review if not each.taken_back and each.id not in gone]

    @cached_property
    def recommendations(self) -> Sequence[ReportRecommendation]:
        """Those that stand."""
        return [each for each in self.every_recommendation if each.request.state is not RequestState.WITHDRAWN]

    @property
    def withdrawn(self) -> int:
        """How many recommendations were withdrawn."""
        return len(self.every_recommendation) - len(self.recommendations)

    def place_of(self, recommendation: ReportRecommendation) -> int:
        """Its number within the report."""
        return self.every_recommendation.index(recommendation) + 1

    @cached_property
    def progress(self) -> Progress:
        found = self.recommendations
        return Progress(
            reviews=len(self.reviews),
            version=self.versions[-1].number if self.versions else None,
            reviewed=max((each.version.number for each in self.reviews), default=None),
            recommendations=len(found),
            none_made=self.said_none is not None,
            responses=sum(each.request.state is RequestState.ANSWERED for each in found),
            responses_out=sum(each.publication is not None for each in found),
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """What the law asks before it is published and nobody recorded."""
        return missing_before_publication(self.progress)

    @property
    def sent(self) -> ReportMove | None:
        """When the Panel first had it, in whichever version."""
        moves = (newest(each, Move.SEND) for each in self.versions)
        return next((each for each in moves if each is not None), None)

    def version_at(self, day: date) -> ReportVersion | None:
        """The newest version that the Panel had on this day; None before it had any."""
        had = (each for each in reversed(self.versions) if _was_sent_by(each, day))
        return next(had, None)

    def is_reviewed_at(self, meeting: Meeting) -> bool:
        """Whether it is recorded that the Panel reviewed there what it had then."""
        had = self.version_at(meeting.day)
        return any(each.meeting_id == meeting.id and each.version is had for each in self.reviews)

    @property
    def versions(self) -> Sequence[ReportVersion]:
        return self.report.versions if self.report is not None else ()

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Those at which it was reviewed, each once, the first first."""
        return tuple(dict.fromkeys(each.meeting for each in self.reviews))

    @property
    def said_none(self) -> ReportNoneMade | None:
        """The newest word that the Panel made no recommendations, where it counts: at a review that stands.

        A recommendation that was recorded later made it untrue, also where that is withdrawn: it must be said anew.
        """
        gone = {each.supersedes_id for each in self.every_none_made}
        standing = [each for each in self.every_none_made if not each.taken_back and each.id not in gone]
        newest_word = standing[-1] if standing and not self.recommendations else None
        if newest_word is not None and any(each.at > newest_word.at for each in self.every_recommendation):
            return None
        if newest_word is None or not any(each.day <= newest_word.on for each in self.meetings):
            return None
        return newest_word

    def review(self, number: int) -> ReportReview:
        """One that stands, by its id. Raises NotFound."""
        for each in self.reviews:
            if each.id == number:
                return each
        raise NotFound("review of this report", str(number))

    def recommendation(self, number: int) -> ReportRecommendation:
        """By the number of what the Panel asked for. Raises NotFound."""
        for each in self.recommendations:
            if each.request.number == number:
                return each
        raise NotFound("recommendation on this report", str(number))


@dataclass(frozen=True, slots=True)
class Approval:
    """A part of the report and its newest approval, which may be of other words; None before there is any."""

    part: Approved
    content_hash: str
    state: ApprovalState
    newest: ReportApproval | None


def road_of(session: Session, year: FinancialYear) -> Road:
    """Eleven queries, however much was recorded."""
    found = report(session, ReportKind.ANNUAL, year)
    if found is None:
        return Road(None, (), (), (), 0)
    ids = [each.id for each in found.versions]
    reviews = session.scalars(
        select(ReportReview)
        .join(ReportReview.meeting)
        .where(ReportReview.version_id.in_(ids))
        .options(joinedload(ReportReview.meeting), joinedload(ReportReview.version))
        .order_by(Meeting.day, Meeting.number, ReportReview.id)
        .execution_options(populate_existing=True)
    ).all()
    recommended = _recommended(session, ids)
    none_made = session.scalars(
        select(ReportNoneMade).where(ReportNoneMade.version_id.in_(ids)).order_by(ReportNoneMade.id)
    ).all()
    # An answer, its correction and whatever else becomes of a request counts up its version.
    changed = sum(each.request.version - 1 + len(each.publications) for each in recommended)
    return Road(
        report=found,
        every_review=reviews,
        every_recommendation=recommended,
        every_none_made=none_made,
        recorded=len(reviews) + len(recommended) + len(none_made) + changed,
    )


def _recommended(session: Session, version_ids: Collection[int]) -> Sequence[ReportRecommendation]:
    return session.scalars(
        select(ReportRecommendation)
        .join(ReportRecommendation.request)
        .where(ReportRecommendation.version_id.in_(version_ids))
        .options(
            joinedload(ReportRecommendation.request).joinedload(PanelRequest.meeting),
            selectinload(ReportRecommendation.publications),
            selectinload(ReportRecommendation.corrections),
            selectinload(ReportRecommendation.earlier),
        )
        .order_by(ReportRecommendation.id)
        .execution_options(populate_existing=True)
    ).all()


def recommendable(session: Session, road: Road) -> Sequence[PanelRequest]:
    """The Panel's recommendations of the meetings that reviewed the report which no report has yet, oldest first."""
    linked = select(ReportRecommendation.request_id)
    return session.scalars(
        select(PanelRequest)
        .where(
            PanelRequest.kind == RequestKind.RECOMMENDATION,
            PanelRequest.meeting_id.in_([each.id for each in road.meetings]),
            PanelRequest.withdrawn_on.is_(None),
            PanelRequest.id.not_in(linked),
        )
        .options(joinedload(PanelRequest.meeting))
        .order_by(PanelRequest.number)
    ).all()


def year_recommended_on(session: Session, request: PanelRequest) -> FinancialYear | None:
    """The year of the annual report this is a recommendation on; None where it is on none."""
    key = session.scalar(
        select(Report.period)
        .join(Report.versions)
        .join(ReportRecommendation, ReportRecommendation.version_id == ReportVersion.id)
        .where(ReportRecommendation.request_id == request.id)
    )
    return FinancialYear.parse(key) if key is not None else None


def reviewing_meetings(session: Session, road: Road, on: date, *, recorded: bool = False) -> Sequence[Meeting]:
    """The meetings at which the Panel can have reviewed it, the latest first; with those `recorded` if asked."""
    sent = road.sent
    if sent is None:
        return ()
    meetings = session.scalars(
        select(Meeting)
        .where(
            Meeting.day >= sent.on,
            Meeting.day <= on,
            Meeting.state == MeetingState.PLANNED,
        )
        .order_by(Meeting.day.desc(), Meeting.number.desc())
    ).all()
    return [each for each in meetings if recorded or not road.is_reviewed_at(each)]


def _was_sent_by(version: ReportVersion, day: date) -> bool:
    sent = newest(version, Move.SEND)
    return sent is not None and sent.on <= day


def given_approvals(session: Session, found: Standing | None) -> Mapping[Approved, Sequence[ReportApproval]]:
    """Every approval of this version, the oldest first: what was approved of another one counts for that one only."""
    given: dict[Approved, list[ReportApproval]] = defaultdict(list)
    if found is not None:
        for each in session.scalars(
            select(ReportApproval).where(ReportApproval.version_id == found.version.id).order_by(ReportApproval.id)
        ):
            given[each.part].append(each)
    return given


def approved_hashes(session: Session, found: Standing | None) -> Mapping[Approved, frozenset[str]]:
    """The hashes of what was approved of each part of this version."""
    given = given_approvals(session, found)
    return {part: frozenset(each.content_hash for each in rows) for part, rows in given.items()}


def approvals(session: Session, found: Standing | None, wanted: Mapping[Approved, str]) -> tuple[Approval, ...]:
    """Each part that the version has with where its approval is. `wanted` are the hashes of its content as it is now,
    of a signed one those of what was signed.
    """
    given = given_approvals(session, found)
    state = found.state if found is not None else ReportState.DRAFT
    return tuple(
        Approval(
            part,
            content,
            state_of_approval(content, {each.content_hash for each in given.get(part, ())}, part, state),
            _newest(given.get(part, ()), content),
        )
        for part, content in wanted.items()
    )


def signed_approvals(session: Session, found: Standing) -> tuple[Approval, ...]:
    """The approvals that a signed version was signed with; none of a kind of report that nobody approves."""
    if found.version.report.kind is not ReportKind.ANNUAL:
        return ()
    wanted = parts_to_approve(signed_content(session, ReportKind.ANNUAL, found))
    return tuple(each for each in approvals(session, found, wanted) if each.state is ApprovalState.GIVEN)


def _newest(given: Sequence[ReportApproval], content_hash: str) -> ReportApproval | None:
    """The approval of these words, else the last of others."""
    same = (each for each in reversed(given) if each.content_hash == content_hash)
    return next(same, given[-1] if given else None)
