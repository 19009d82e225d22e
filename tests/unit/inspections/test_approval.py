"""Whether an approval of the comments still covers what they answer."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.inspections.rules_approval import (
    AddedBeforeTheComments,
    AdditionPublishedEarlier,
    ApprovalLapsed,
    Lapse,
    Recommendation,
    check_addition,
    check_correction_of_day,
    lapse_since,
)
from tracker.inspections.rules_response import CommentDayInTheFuture, NotApproved

COMMENTS = date(2024, 8, 20)
TODAY = date(2024, 9, 18)
TEXTS = st.sampled_from(["Check the waits", "Check the waits weekly"])

APPROVED = Recommendation("F-0003", "Check the waits", is_asked=True, is_answered=True, approved_text="Check the waits")
REWORDED = Recommendation("F-0004", "Check weekly", is_asked=True, is_answered=True, approved_text="Check the waits")
ADDED = Recommendation("F-0005", "Check the waits", is_asked=True, is_answered=False, approved_text=None)
ANSWERED = Recommendation("F-0006", "Check the waits", is_asked=True, is_answered=True, approved_text=None)
GONE = Recommendation("F-0007", "Check the waits", is_asked=False, is_answered=True, approved_text="Check the waits")
GONE_BEFORE = Recommendation("F-0008", "Check the waits", is_asked=False, is_answered=True, approved_text=None)


def test_what_is_as_it_was_approved_stays_approved() -> None:
    lapse = lapse_since([APPROVED, GONE_BEFORE])
    assert not lapse
    assert lapse.words == ""


def test_it_says_what_happened_to_which() -> None:
    lapse = lapse_since([APPROVED, REWORDED, ADDED, ANSWERED, GONE])
    assert lapse == Lapse(changed=("F-0004",), added=("F-0005", "F-0006"), gone=("F-0007",))
    assert lapse.words == (
        "The wording of F-0004 has changed since. F-0005 and F-0006 were added since. "
        "F-0007 was withdrawn since, or made a finding of another type."
    )
    assert isinstance(ApprovalLapsed(lapse), NotApproved)
    assert lapse.words in str(ApprovalLapsed(lapse))


@given(TEXTS, st.none() | TEXTS, st.booleans(), st.booleans())
def test_it_lapses_exactly_when_one_asked_is_not_approved_as_it_stands_or_one_approved_is_gone(
    text: str, approved_text: str | None, is_asked: bool, is_answered: bool
) -> None:
    each = Recommendation("F-0001", text, is_asked, is_answered, approved_text if is_answered else None)
    wanted = not each.is_approved if is_asked else each.approved_text is not None
    assert bool(lapse_since([each])) is wanted


def test_an_addition_comes_with_or_after_the_comments() -> None:
    check_addition(COMMENTS, COMMENTS, TODAY)
    with pytest.raises(AddedBeforeTheComments):
        check_addition(date(2024, 8, 19), COMMENTS, TODAY)
    with pytest.raises(CommentDayInTheFuture):
        check_addition(date(2024, 9, 19), COMMENTS, TODAY)
    check_correction_of_day(TODAY, [])
    check_correction_of_day(COMMENTS, [TODAY, COMMENTS])
    with pytest.raises(AdditionPublishedEarlier) as refusal:
        check_correction_of_day(TODAY, [TODAY, COMMENTS])
    assert refusal.value.added_on == COMMENTS
