"""What the Commissioner approves before an annual report is signed: it lapses when the words change."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.rules_approval import (
    ApprovalState,
    Approved,
    NotApproved,
    NotToBeApprovedNow,
    approved_words,
    check_approved,
    check_approving,
    not_approved,
    state_of_approval,
)
from tracker.reports.rules_life import ReportState

WANTED = {Approved.FOREWORD: "a", Approved.REPORT: "b"}
HASHES = st.sampled_from("abcd")


@given(HASHES, st.sets(HASHES))
def test_an_approval_holds_for_the_words_that_were_approved_and_no_others(now: str, given_: set[str]) -> None:
    for part in Approved:
        state = state_of_approval(now, given_, part, ReportState.SUBMITTED)
        assert (state is ApprovalState.GIVEN) is (now in given_)
        assert (state is ApprovalState.NONE) is (not given_)


def test_a_draft_has_no_report_as_submitted_to_be_approved() -> None:
    for state in (ReportState.DRAFT, ReportState.CHANGES_REQUESTED):
        assert state_of_approval("a", {"a"}, Approved.REPORT, state) is ApprovalState.LATER
        assert state_of_approval("a", {"a"}, Approved.FOREWORD, state) is ApprovalState.GIVEN


def test_everybody_reads_on_which_days_it_was_approved() -> None:
    first, later = date(2024, 9, 17), date(2024, 9, 18)
    assert approved_words({}) == ""
    assert approved_words({Approved.REPORT: later}) == "The Commissioner approved the report on 18 September 2024."
    assert approved_words({Approved.FOREWORD: later, Approved.REPORT: later}) == (
        "The Commissioner approved the foreword and the report on 18 September 2024."
    )
    assert approved_words({Approved.FOREWORD: first, Approved.REPORT: later}) == (
        "The Commissioner approved the foreword on 17 September 2024 and the report on 18 September 2024."
    )


def test_the_signature_waits_for_both() -> None:
    with pytest.raises(NotApproved, match="has not approved the foreword and the report as submitted as it is now"):
        check_approved(WANTED, {})
    with pytest.raises(NotApproved, match="has not approved the report as submitted") as refused:
        check_approved(WANTED, {Approved.FOREWORD: {"a"}, Approved.REPORT: {"a"}})
    assert refused.value.parts == (Approved.REPORT,)
    check_approved(WANTED, {Approved.FOREWORD: {"a"}, Approved.REPORT: {"a", "b"}})


def test_a_report_without_a_foreword_waits_for_the_other_alone() -> None:
    assert not_approved({Approved.REPORT: "b"}, {}) == (Approved.REPORT,)


@pytest.mark.parametrize("state", ReportState)
def test_the_foreword_is_approved_until_the_signature_and_the_report_while_it_is_submitted(state: ReportState) -> None:
    allowed = {
        Approved.FOREWORD: not state.is_signed,
        Approved.REPORT: state is ReportState.SUBMITTED,
    }
    for part, may in allowed.items():
        if may:
            check_approving(part, state)
        else:
            with pytest.raises(NotToBeApprovedNow):
                check_approving(part, state)
