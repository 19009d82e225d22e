"""The approval follows the recommendations; what is recorded after the publication is answered in addition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, last_entry
from tests.factories_inspections import make_finding, make_inspection
from tracker.access import Actor
from tracker.audit.rules import Event
from tracker.errors import Stale
from tracker.inspections.commands_additions import (
    DraftAdditions,
    PublishAdditions,
    approve_additions,
    draft_additions,
    publish_additions,
)
from tracker.inspections.commands_finding import EditFinding, edit_finding
from tracker.inspections.commands_response import (
    AnswerLine,
    ApproveComments,
    DraftComments,
    PublishComments,
    approve_comments,
    draft_comments,
    lapse_of,
    publish_comments,
    seal_of,
)
from tracker.inspections.commands_withdraw import Restore, Withdraw, restore_finding, withdraw_finding
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.inspections.queries_response import commented_on
from tracker.inspections.rules import Answer, FindingType
from tracker.inspections.rules_approval import (
    AddedBeforeTheComments,
    AdditionPublishedEarlier,
    ApprovalLapsed,
    Lapse,
    NothingToAdd,
    NothingToApprove,
)
from tracker.inspections.rules_response import (
    AlreadyApproved,
    AnswerNeedsText,
    CommentsStandAsPublished,
    NoCommentsYet,
    UnknownRecommendation,
)

SUBJECT = "inspections/PEEL-2024"
BY = Actor("Col Whitmore")
INVITED = date(2024, 8, 6)
PUBLISHED = date(2024, 9, 2)


@pytest.fixture
def inspection(session: Session) -> Inspection:
    return make_inspection(session, "PEEL-2024")


@pytest.fixture
def first(session: Session, inspection: Inspection) -> Finding:
    return recommendation(session, inspection)


@pytest.fixture
def approved(session: Session, inspection: Inspection, first: Finding) -> Inspection:
    """Its comments are drafted and approved."""
    draft = DraftComments(version=0, invited_on=INVITED, comments="The force acts.", answers=(line(first),))
    draft_comments(session, inspection, draft, by=BY, on=TODAY)
    approve(session, inspection)
    return inspection


@pytest.fixture
def published(session: Session, approved: Inspection) -> Inspection:
    publish(session, approved)
    return approved


def recommendation(session: Session, inspection: Inspection, text: str = "Check the waits") -> Finding:
    return make_finding(session, inspection, kind=FindingType.RECOMMENDATION, text=text)


def line(finding: Finding, text: str = "A third shift is on.") -> AnswerLine:
    return AnswerLine(finding.id, Answer.TAKEN, text)


def version_of(inspection: Inspection) -> int:
    assert inspection.response is not None
    return inspection.response.version


def approve(session: Session, inspection: Inspection) -> None:
    approve_comments(session, inspection, ApproveComments(version_of(inspection)), by=BY, on=TODAY)


def publish(session: Session, inspection: Inspection, day: date = PUBLISHED) -> None:
    command = PublishComments(version=version_of(inspection), published_on=day)
    publish_comments(session, inspection, command, by=BY, on=TODAY)


def add(session: Session, inspection: Inspection, *lines: AnswerLine) -> bool:
    command = DraftAdditions(version_of(inspection), lines)
    return draft_additions(session, inspection, command, by=BY, on=TODAY)


def approve_added(session: Session, inspection: Inspection) -> None:
    approve_additions(session, inspection, ApproveComments(version_of(inspection)), by=BY, on=TODAY)


def publish_added(session: Session, inspection: Inspection, day: date = TODAY) -> None:
    publish_additions(session, inspection, PublishAdditions(version_of(inspection), day), by=BY, on=TODAY)


def reword(session: Session, finding: Finding, text: str) -> None:
    last = finding.details[-1]
    command = EditFinding(
        version=finding.version,
        kind=finding.kind,
        text=text,
        official_reference=None,
        question_id=None,
        priority_id=last.priority_id,
        lead_id=last.lead_id,
        expected_on=last.expected_on,
        note=None,
        reason="As the report has it",
    )
    edit_finding(session, finding, command, by=BY, on=TODAY)


def lapse(session: Session, inspection: Inspection) -> Lapse:
    return lapse_of(commented_on(session, inspection.id))


class TestTheApprovalLapses:
    def test_when_a_recommendation_is_reworded_until_it_is_as_it_was(
        self, session: Session, approved: Inspection, first: Finding
    ) -> None:
        before = version_of(approved)
        reword(session, first, "Check the waits weekly")
        assert lapse(session, approved) == Lapse(changed=(first.reference,))
        assert version_of(approved) == before
        with pytest.raises(ApprovalLapsed):
            publish(session, approved)
        reword(session, first, "Check the waits")
        publish(session, approved)

    def test_when_one_is_added(self, session: Session, approved: Inspection) -> None:
        second = recommendation(session, approved)
        assert lapse(session, approved) == Lapse(added=(second.reference,))

    def test_when_one_is_withdrawn_and_stands_again_when_it_is_restored(
        self, session: Session, approved: Inspection, first: Finding
    ) -> None:
        withdraw_finding(session, first, Withdraw(first.version, "Recorded twice"), by=BY, on=TODAY)
        assert lapse(session, approved) == Lapse(gone=(first.reference,))
        with pytest.raises(ApprovalLapsed):
            publish(session, approved)
        restore_finding(session, first, Restore(first.version, "It was not"), by=BY, on=TODAY)
        publish(session, approved)

    def test_and_is_given_again_for_what_is_there(self, session: Session, approved: Inspection, first: Finding) -> None:
        with pytest.raises(AlreadyApproved):
            approve(session, approved)
        reword(session, first, "Check the waits weekly")
        approve(session, approved)
        assert not lapse(session, approved)
        publish(session, approved)

    def test_one_that_was_withdrawn_when_the_rest_was_approved_counts_as_added_when_it_comes_back(
        self, session: Session, approved: Inspection, first: Finding
    ) -> None:
        withdraw_finding(session, first, Withdraw(first.version, "Recorded twice"), by=BY, on=TODAY)
        approve(session, approved)
        assert not lapse(session, approved)
        restore_finding(session, first, Restore(first.version, "It was not"), by=BY, on=TODAY)
        assert lapse(session, approved) == Lapse(added=(first.reference,))

    def test_after_the_publication_nothing_lapses(
        self, session: Session, published: Inspection, first: Finding
    ) -> None:
        reword(session, first, "Check the waits weekly")
        publish(session, published, date(2024, 9, 3))
        assert first.answer is not None
        assert (first.answer.approved_wording, first.answer.published_on) == ("Check the waits", date(2024, 9, 3))

    def test_nobody_approves_what_they_have_not_read(
        self, session: Session, approved: Inspection, first: Finding
    ) -> None:
        seal = seal_of(session, approved)
        reword(session, first, "Check the waits weekly")
        with pytest.raises(Stale):
            approve_comments(session, approved, ApproveComments(version_of(approved), seal), by=BY, on=TODAY)
        with pytest.raises(Stale):
            approve_comments(session, approved, ApproveComments(version_of(approved), ""), by=BY, on=TODAY)
        again = ApproveComments(version_of(approved), seal_of(session, approved))
        approve_comments(session, approved, again, by=BY, on=TODAY)


class TestAdditions:
    def test_they_are_answered_approved_and_published_by_themselves(
        self, session: Session, published: Inspection, first: Finding
    ) -> None:
        second, third = recommendation(session, published, "Count them"), recommendation(session, published, "Name one")
        assert add(session, published, line(second, "Counted since May."), AnswerLine(third.id, None, None))
        name = f"Answer to {second.reference}"
        assert last_entry(session, SUBJECT)[:2] == (
            Event.COMMENTS_CHANGED,
            {name: (None, "Action taken: Counted since May.")},
        )
        assert not add(session, published, line(second, "Counted since May."))
        approve_added(session, published)
        assert last_entry(session, SUBJECT)[:2] == (
            Event.COMMENTS_APPROVED,
            {
                f"Approval of the answer to {second.reference}": (
                    None,
                    "By Col Whitmore on 18 September 2024, of “Count them”",
                )
            },
        )
        publish_added(session, published)
        assert last_entry(session, SUBJECT)[:2] == (
            Event.COMMENTS_PUBLISHED,
            {f"{name} published on": (None, "18 September 2024")},
        )
        assert first.answer is not None
        assert second.answer is not None
        assert (first.answer.published_on, second.answer.published_on) == (PUBLISHED, TODAY)
        assert third.answer is None

    def test_what_is_published_never_changes(self, session: Session, published: Inspection, first: Finding) -> None:
        for lines in ((), (line(first, "Other words."),), (AnswerLine(first.id, None, None),)):
            with pytest.raises(CommentsStandAsPublished):
                add(session, published, *lines)
        second = recommendation(session, published)
        add(session, published, line(second))
        approve_added(session, published)
        publish_added(session, published)
        with pytest.raises(CommentsStandAsPublished):
            add(session, published, line(second, "Other words."))

    def test_other_words_end_the_approval_of_their_own_answer(self, session: Session, published: Inspection) -> None:
        second, third = recommendation(session, published), recommendation(session, published)
        add(session, published, line(second), line(third))
        approve_added(session, published)
        with pytest.raises(NothingToApprove):
            approve_added(session, published)
        add(session, published, line(second, "Other words."), line(third))
        assert last_entry(session, SUBJECT)[1][f"Approval of the answer to {second.reference}"][1] is None
        publish_added(session, published)
        assert third.answer is not None
        assert third.answer.published_on == TODAY
        with pytest.raises(NothingToAdd):
            publish_added(session, published)
        reword(session, second, "Check the waits weekly")
        approve_added(session, published)
        reword(session, second, "Check the waits daily")
        with pytest.raises(NothingToAdd):
            publish_added(session, published)

    def test_the_days_follow_each_other(self, session: Session, published: Inspection) -> None:
        second = recommendation(session, published)
        add(session, published, line(second))
        approve_added(session, published)
        with pytest.raises(AddedBeforeTheComments):
            publish_added(session, published, date(2024, 9, 1))
        publish_added(session, published, date(2024, 9, 10))
        with pytest.raises(AdditionPublishedEarlier):
            publish(session, published, date(2024, 9, 11))
        publish(session, published, date(2024, 9, 9))
        assert second.answer is not None
        assert second.answer.published_on == date(2024, 9, 10)

    def test_before_the_publication_there_is_nothing_to_add_to(
        self, session: Session, approved: Inspection, first: Finding
    ) -> None:
        with pytest.raises(NoCommentsYet):
            add(session, approved, line(first))

    def test_an_answer_says_which_and_what_and_of_which_inspection(
        self, session: Session, published: Inspection
    ) -> None:
        second = recommendation(session, published)
        with pytest.raises(AnswerNeedsText):
            add(session, published, replace(line(second), text=None))
        other = recommendation(session, make_inspection(session, "OTHER"))
        with pytest.raises(UnknownRecommendation):
            add(session, published, line(other))
