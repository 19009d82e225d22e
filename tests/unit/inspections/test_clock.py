"""The 56 days for the Commissioner's comments (RULES 6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import DomainError
from tracker.inspections.rules import Answer
from tracker.inspections.rules_response import (
    AnswerNeedsChoice,
    AnswerNeedsText,
    AskedBeforeTheReport,
    ChiefConstableNotInvited,
    ClockState,
    CommentDayInTheFuture,
    NotApproved,
    PublishedBeforeInvited,
    PublishedBeforeTheReport,
    ReceivedBeforeInvited,
    ReceivedWhen,
    RecommendationsUnanswered,
    SentBeforePublication,
    check_answer,
    check_draft,
    check_publication,
    check_ready,
    clock_at,
    comment_deadline,
)

REPORT = date(2024, 10, 1)
DEADLINE = date(2024, 11, 25)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@dataclass(frozen=True)
class ADraft:
    invited_on: date | None = None
    received_on: date | None = None
    chief_constable_comments: str | None = None


@dataclass(frozen=True)
class APublication:
    published_on: date
    sent_to_inspectors_on: date | None = None
    sent_to_secretary_on: date | None = None


class TestTheDeadline:
    def test_a_report_of_1_october_2024_is_answered_by_25_november_2024(self) -> None:
        assert comment_deadline(REPORT) == DEADLINE

    @given(DAYS)
    def test_the_day_of_publication_is_the_first_of_56(self, published_on: date) -> None:
        days = [published_on + timedelta(days=number) for number in range(56)]
        assert comment_deadline(published_on) == days[-1]

    @pytest.mark.parametrize(
        ("on", "state", "words"),
        [
            (date(2024, 9, 18), ClockState.RUNNING, "68 days left"),
            (REPORT, ClockState.RUNNING, "55 days left"),
            (date(2024, 11, 24), ClockState.RUNNING, "1 day left"),
            (DEADLINE, ClockState.RUNNING, "Today is the last day"),
            (date(2024, 11, 26), ClockState.LATE, "1 day late"),
            (date(2028, 11, 25), ClockState.LATE, "1,461 days late"),
        ],
    )
    def test_it_says_how_many_days_are_left_or_how_late_it_is(self, on: date, state: ClockState, words: str) -> None:
        clock = clock_at(REPORT, None, on)
        assert (clock.state, clock.words, clock.deadline) == (state, words, DEADLINE)

    def test_without_a_publication_day_no_clock_runs(self) -> None:
        clock = clock_at(None, None, DEADLINE)
        assert (clock.state, clock.deadline) == (ClockState.NO_CLOCK, None)
        assert clock.words == "No clock: the publication day is not known"
        answered = clock_at(None, REPORT, DEADLINE)
        assert answered.words == (
            "Comments were published on 1 October 2024. No clock: the publication day is not known"
        )

    def test_published_comments_stop_it(self) -> None:
        in_time = clock_at(REPORT, DEADLINE, date(2030, 1, 1))
        assert (in_time.state, in_time.words) == (ClockState.PUBLISHED, "On 25 November 2024, in time")
        late = clock_at(REPORT, date(2024, 11, 27), date(2030, 1, 1))
        assert (late.state, late.words) == (ClockState.PUBLISHED_LATE, "On 27 November 2024, 2 days late")
        assert (in_time.is_late, late.is_late) == (False, True)

    @given(DAYS, st.none() | DAYS, DAYS)
    def test_it_is_late_exactly_after_the_deadline(
        self, published_on: date, answered_on: date | None, on: date
    ) -> None:
        clock = clock_at(published_on, answered_on, on)
        assert clock.is_late is ((answered_on or on) > comment_deadline(published_on))
        assert clock.days >= 0
        assert clock.words


class TestDrafting:
    def test_days_to_come_are_refused(self) -> None:
        for draft in (ADraft(invited_on=DEADLINE), ADraft(received_on=DEADLINE)):
            with pytest.raises(CommentDayInTheFuture) as refusal:
                check_draft(draft, None, REPORT)
            assert getattr(draft, str(refusal.value.field)) == DEADLINE

    def test_comments_come_after_the_invitation_and_on_a_day(self) -> None:
        with pytest.raises(ReceivedBeforeInvited):
            check_draft(ADraft(DEADLINE, REPORT), REPORT, DEADLINE)
        with pytest.raises(ReceivedWhen):
            check_draft(ADraft(REPORT, None, "We agree."), REPORT, DEADLINE)
        check_draft(ADraft(None, REPORT, "We agree."), REPORT, DEADLINE)

    def test_nobody_is_asked_about_a_report_that_is_not_out(self) -> None:
        early = REPORT - timedelta(days=1)
        for draft in (ADraft(invited_on=early), ADraft(received_on=early)):
            check_draft(draft, None, DEADLINE)
            with pytest.raises(AskedBeforeTheReport) as refusal:
                check_draft(draft, REPORT, DEADLINE)
            assert getattr(draft, str(refusal.value.field)) == early

    @pytest.mark.parametrize("answer", [None, *Answer])
    @pytest.mark.parametrize("text", [None, "A third shift is on."])
    def test_an_answer_says_which_and_what(self, answer: Answer | None, text: str | None) -> None:
        wanted: type[DomainError] | None = None
        if answer and not text:
            wanted = AnswerNeedsText
        if text and not answer:
            wanted = AnswerNeedsChoice
        if wanted is None:
            check_answer(0, answer, text)
        else:
            with pytest.raises(wanted):
                check_answer(0, answer, text)


class TestPublishing:
    sound = APublication(DEADLINE, DEADLINE, date(2024, 11, 26))

    def check(self, publication: APublication, invited_on: date | None = REPORT) -> None:
        check_publication(publication, report_on=REPORT, invited_on=invited_on, on=date(2024, 12, 1))

    def test_late_publication_is_recorded_as_it_is(self) -> None:
        self.check(APublication(date(2024, 12, 1)))
        self.check(self.sound)

    def test_every_recommendation_needs_its_answer_and_the_commissioner_approves(self) -> None:
        with pytest.raises(RecommendationsUnanswered) as refusal:
            check_ready(unanswered=("F-0003", "F-0004"), invited_on=REPORT, is_approved=True)
        assert str(refusal.value).endswith("Still without an answer: F-0003, F-0004.")
        with pytest.raises(NotApproved):
            check_ready(unanswered=(), invited_on=REPORT, is_approved=False)
        check_ready(unanswered=(), invited_on=REPORT, is_approved=True)

    def test_the_chief_constable_is_invited_first(self) -> None:
        with pytest.raises(ChiefConstableNotInvited):
            check_ready(unanswered=(), invited_on=None, is_approved=True)
        with pytest.raises(PublishedBeforeInvited):
            self.check(APublication(DEADLINE), invited_on=DEADLINE + timedelta(days=1))

    def test_the_days_follow_each_other(self) -> None:
        with pytest.raises(PublishedBeforeTheReport):
            self.check(APublication(date(2024, 9, 30)))
        with pytest.raises(CommentDayInTheFuture):
            self.check(APublication(date(2024, 12, 2)))
        for name in ("sent_to_inspectors_on", "sent_to_secretary_on"):
            with pytest.raises(SentBeforePublication) as early:
                self.check(replace(self.sound, **{name: date(2024, 11, 24)}))
            with pytest.raises(CommentDayInTheFuture) as ahead:
                self.check(replace(self.sound, **{name: date(2024, 12, 2)}))
            assert early.value.field == ahead.value.field == name
