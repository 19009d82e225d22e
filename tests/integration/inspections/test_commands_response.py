"""The Commissioner's comments: drafted, approved, published and sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import TODAY, last_entry
from tests.factories_inspections import make_finding, make_inspection
from tracker.access import Actor
from tracker.audit.rules import Event
from tracker.errors import DomainError, Stale
from tracker.inspections.commands import EditInspection, edit_inspection
from tracker.inspections.commands_response import (
    AnswerLine,
    ApproveComments,
    DraftComments,
    PublishComments,
    approve_comments,
    draft_comments,
    publish_comments,
)
from tracker.inspections.models import Inspection, InspectionResponse
from tracker.inspections.models_finding import Finding, FindingAnswer
from tracker.inspections.rules import Answer, FindingType
from tracker.inspections.rules_record import CommentsAlreadyPublished, NoWebAddress, PublishedAfterTheInvitation
from tracker.inspections.rules_response import (
    AlreadyApproved,
    AnswerNeedsText,
    ChiefConstableNotInvited,
    CommentsStandAsPublished,
    NoCommentsYet,
    NotApproved,
    RecommendationsUnanswered,
    UnknownRecommendation,
)

SUBJECT = "inspections/PEEL-2024"
INVITED = date(2024, 8, 6)
BY = Actor("Col Whitmore")
PUBLICATION = PublishComments(version=0, published_on=TODAY)


@pytest.fixture
def inspection(session: Session) -> Inspection:
    return make_inspection(session, "PEEL-2024")


@pytest.fixture
def recommendation(session: Session, inspection: Inspection) -> Finding:
    return make_finding(session, inspection, kind=FindingType.RECOMMENDATION)


def response_of(inspection: Inspection) -> InspectionResponse:
    assert inspection.response is not None
    return inspection.response


def version_of(inspection: Inspection) -> int:
    return inspection.response.version if inspection.response else 0


def drafted(session: Session, inspection: Inspection, command: DraftComments) -> None:
    draft_comments(session, inspection, replace(command, version=version_of(inspection)), by=BY, on=TODAY)


def approved(session: Session, inspection: Inspection) -> None:
    approve_comments(session, inspection, ApproveComments(version_of(inspection)), by=BY, on=TODAY)


def published(session: Session, inspection: Inspection, command: PublishComments = PUBLICATION) -> None:
    publish_comments(session, inspection, replace(command, version=version_of(inspection)), by=BY, on=TODAY)


def taken(finding: Finding, text: str = "A third shift is on.") -> AnswerLine:
    return AnswerLine(finding.id, Answer.TAKEN, text)


def sound(finding: Finding) -> DraftComments:
    return DraftComments(version=0, invited_on=INVITED, comments="The force acts.", answers=(taken(finding),))


class TestDrafting:
    def test_texts_days_and_answers_are_logged(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        drafted(session, inspection, sound(recommendation))
        assert last_entry(session, SUBJECT) == (
            Event.COMMENTS_CHANGED,
            {
                "Commissioner’s comments": (None, "The force acts."),
                f"Answer to {recommendation.reference}": (None, "Action taken: A third shift is on."),
                "Chief constable invited on": (None, "6 August 2024"),
            },
            None,
        )

    def test_sent_back_as_it_came_nothing_changes(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        for _ in range(2):
            drafted(session, inspection, sound(recommendation))
        assert version_of(inspection) == 1

    def test_nothing_typed_makes_nothing(self, session: Session, inspection: Inspection) -> None:
        drafted(session, inspection, DraftComments(version=0))
        session.flush()
        session.expire_all()
        assert inspection.response is None

    def test_an_answer_is_changed_and_taken_back(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        drafted(session, inspection, sound(recommendation))
        none = AnswerLine(recommendation.id, None, None)
        drafted(session, inspection, replace(sound(recommendation), answers=(none,)))
        session.expire_all()
        assert recommendation.answer is None
        assert version_of(inspection) == 2

    def test_an_answer_taken_back_stays_on_record_and_is_given_again_on_the_same_row(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        drafted(session, inspection, sound(recommendation))
        none = AnswerLine(recommendation.id, None, None)
        for _ in range(2):
            drafted(session, inspection, replace(sound(recommendation), answers=(none,)))
        session.expire_all()
        (kept,) = session.scalars(select(FindingAnswer))
        assert (kept.text, kept.withdrawn_at is None, kept.version) == ("A third shift is on.", False, 2)
        assert last_entry(session, SUBJECT)[1] == {
            f"Answer to {recommendation.reference}": ("Action taken: A third shift is on.", None)
        }
        with pytest.raises(RecommendationsUnanswered):
            approved(session, inspection)
        drafted(session, inspection, sound(recommendation))
        session.expire_all()
        assert recommendation.answer == kept
        assert last_entry(session, SUBJECT)[1] == {
            f"Answer to {recommendation.reference}": (None, "Action taken: A third shift is on.")
        }
        assert session.scalar(select(func.count()).select_from(FindingAnswer)) == 1
        approved(session, inspection)

    def test_answers_are_whole_and_about_recommendations_of_this_inspection(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        half = AnswerLine(recommendation.id, Answer.NONE, None)
        with pytest.raises(AnswerNeedsText):
            drafted(session, inspection, replace(sound(recommendation), answers=(half,)))
        improvement = make_finding(session, inspection)
        elsewhere = make_finding(session, make_inspection(session), kind=FindingType.RECOMMENDATION)
        for finding in (improvement, elsewhere):
            with pytest.raises(UnknownRecommendation):
                drafted(session, inspection, DraftComments(version=0, answers=(taken(finding),)))

    def test_whoever_began_second_sees_the_first(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        draft_comments(session, inspection, sound(recommendation), by=BY, on=TODAY)
        with pytest.raises(Stale):
            draft_comments(session, inspection, sound(recommendation), by=BY, on=TODAY)

    def test_an_answer_alone_makes_an_open_form_stale(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        drafted(session, inspection, sound(recommendation))
        opened = ApproveComments(version_of(inspection))
        drafted(session, inspection, replace(sound(recommendation), answers=(taken(recommendation, "Other words."),)))
        with pytest.raises(Stale):
            approve_comments(session, inspection, opened, by=BY, on=TODAY)


class TestApproval:
    def test_it_names_who_and_when(self, session: Session, inspection: Inspection, recommendation: Finding) -> None:
        drafted(session, inspection, sound(recommendation))
        approved(session, inspection)
        assert last_entry(session, SUBJECT) == (
            Event.COMMENTS_APPROVED,
            {"Approval": (None, "By Col Whitmore on 18 September 2024")},
            None,
        )
        with pytest.raises(AlreadyApproved):
            approved(session, inspection)

    def test_it_needs_comments_and_every_answer(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        with pytest.raises(NoCommentsYet):
            approved(session, inspection)
        drafted(session, inspection, DraftComments(version=0, answers=(taken(recommendation),)))
        with pytest.raises(NoCommentsYet):
            approved(session, inspection)
        drafted(session, inspection, sound(recommendation))
        other = make_finding(session, inspection, kind=FindingType.RECOMMENDATION)
        with pytest.raises(RecommendationsUnanswered) as refusal:
            approved(session, inspection)
        assert refusal.value.references == (other.reference,)

    @pytest.mark.parametrize("what", ["comments", "chief_constable_comments", "answers"])
    def test_it_lapses_when_any_text_changes(
        self, session: Session, inspection: Inspection, recommendation: Finding, what: str
    ) -> None:
        received = replace(sound(recommendation), received_on=TODAY)
        drafted(session, inspection, received)
        approved(session, inspection)
        changed = {
            "comments": replace(received, comments="The force acts at last."),
            "chief_constable_comments": replace(received, chief_constable_comments="We agree."),
            "answers": replace(received, answers=(taken(recommendation, "Other words."),)),
        }
        drafted(session, inspection, changed[what])
        assert response_of(inspection).approved_on is None
        assert last_entry(session, SUBJECT)[1]["Approval"] == ("By Col Whitmore on 18 September 2024", None)

    def test_days_alone_leave_it_standing(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        drafted(session, inspection, sound(recommendation))
        approved(session, inspection)
        drafted(session, inspection, replace(sound(recommendation), invited_on=TODAY))
        assert response_of(inspection).approved_by == "Col Whitmore"


class TestPublication:
    def test_it_waits_for_the_approval(self, session: Session, inspection: Inspection, recommendation: Finding) -> None:
        with pytest.raises(NoCommentsYet):
            published(session, inspection)
        drafted(session, inspection, sound(recommendation))
        with pytest.raises(NotApproved):
            published(session, inspection)

    def test_it_waits_for_the_invitation(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        drafted(session, inspection, replace(sound(recommendation), invited_on=None))
        approved(session, inspection)
        with pytest.raises(ChiefConstableNotInvited):
            published(session, inspection)
        drafted(session, inspection, sound(recommendation))
        published(session, inspection)

    def test_it_waits_for_a_recommendation_recorded_since(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        drafted(session, inspection, sound(recommendation))
        approved(session, inspection)
        make_finding(session, inspection, kind=FindingType.RECOMMENDATION)
        with pytest.raises(RecommendationsUnanswered):
            published(session, inspection)

    def test_it_is_logged_and_corrected(
        self, session: Session, inspection: Inspection, recommendation: Finding
    ) -> None:
        drafted(session, inspection, sound(recommendation))
        approved(session, inspection)
        published(session, inspection, replace(PUBLICATION, link="https://example.org/comments"))
        published(
            session, inspection, replace(PUBLICATION, link="https://example.org/comments", sent_to_secretary_on=TODAY)
        )
        assert last_entry(session, SUBJECT) == (
            Event.COMMENTS_PUBLISHED,
            {"Copy sent to the Secretary of State on": (None, "18 September 2024")},
            None,
        )

    def test_then_the_text_stands(self, session: Session, inspection: Inspection, recommendation: Finding) -> None:
        drafted(session, inspection, sound(recommendation))
        approved(session, inspection)
        published(session, inspection)
        with pytest.raises(CommentsStandAsPublished):
            drafted(session, inspection, sound(recommendation))
        names = ("version", "title", "body", "year", "recorded_on")
        later = EditInspection(
            **{name: getattr(inspection, name) for name in names}, published_on=date(2024, 9, 19), reason="A slip"
        )
        with pytest.raises(CommentsAlreadyPublished):
            edit_inspection(session, inspection, later, by=BY, on=date(2024, 9, 20))

    @pytest.mark.parametrize(("received_on", "day"), [(None, INVITED), (date(2024, 8, 8), date(2024, 8, 8))])
    def test_the_report_was_out_before_the_chief_constable_was_asked_and_answered(
        self, session: Session, inspection: Inspection, recommendation: Finding, received_on: date | None, day: date
    ) -> None:
        invited_on = None if received_on else INVITED
        drafted(session, inspection, replace(sound(recommendation), invited_on=invited_on, received_on=received_on))
        names = ("version", "title", "body", "year", "recorded_on")
        said = {name: getattr(inspection, name) for name in names}
        later = EditInspection(**said, published_on=date(2024, 8, 9), reason="A slip")
        with pytest.raises(PublishedAfterTheInvitation) as refusal:
            edit_inspection(session, inspection, later, by=BY, on=TODAY)
        assert (refusal.value.day, refusal.value.was_invited) == (day, received_on is None)
        edit_inspection(session, inspection, replace(later, published_on=day), by=BY, on=TODAY)

    def test_its_link_leads_to_a_page(self, session: Session, inspection: Inspection, recommendation: Finding) -> None:
        drafted(session, inspection, sound(recommendation))
        approved(session, inspection)
        with pytest.raises(NoWebAddress) as refusal:
            published(session, inspection, replace(PUBLICATION, link="ftp://example.org"))
        assert isinstance(refusal.value, DomainError)
        assert refusal.value.field == "published_link"
