"""What may be raised, changed, closed, opened again and happen, in the words of those who are refused."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.access import Role
from tracker.risks.rules import PUBLIC_LIMIT, Band, RiskKind, RiskState, headline
from tracker.risks.rules_changes import (
    RISK_OWNERS,
    CannotOwnRisk,
    ClosedKeepsItsRecord,
    ClosingNeedsReason,
    DayNotYetCome,
    DayTooEarly,
    EventMissing,
    HappenedBefore,
    HappeningNeedsReason,
    IssuesHaveHappened,
    ItsIssueIsOpen,
    NothingToReopen,
    NotOpen,
    PublicWordingNeedsReason,
    PublicWordingTooLong,
    ReopeningNeedsReason,
    SeverityIsForIssues,
    SeverityMissing,
    check_close,
    check_editable,
    check_happened,
    check_may_happen,
    check_may_reopen,
    check_move_day,
    check_public_wording,
    check_raised_on,
    check_reopen,
    check_risk_owner,
    check_severity,
    check_words,
)

RISK, ISSUE = RiskKind.RISK, RiskKind.ISSUE
OPEN, CLOSED, HAPPENED, RESOLVED = RiskState.OPEN, RiskState.CLOSED, RiskState.HAPPENED, RiskState.RESOLVED
TODAY = date(2024, 9, 18)


class TestWords:
    @pytest.mark.parametrize(("kind", "says"), [(RISK, "Enter what may happen"), (ISSUE, "Enter what has happened")])
    @pytest.mark.parametrize("event", [None, "", " \n"])
    def test_nothing_is_raised_without_what_it_is(self, kind: RiskKind, says: str, event: str | None) -> None:
        with pytest.raises(EventMissing, match=says):
            check_words(kind, event, "Public words do not stand for it", never_had_event=False)

    def test_one_taken_over_with_its_public_wording_alone_may_stay_so(self) -> None:
        check_words(RISK, None, "As printed in 2023", never_had_event=True)
        with pytest.raises(EventMissing):
            check_words(RISK, None, None, never_had_event=True)

    def test_the_public_wording_has_600_characters_at_most(self) -> None:
        check_words(RISK, "It rains", "x" * PUBLIC_LIMIT, never_had_event=False)
        with pytest.raises(PublicWordingTooLong, match=r"601 characters long. Shorten it to 600 or fewer"):
            check_words(RISK, "It rains", "x" * 601, never_had_event=False)

    def test_a_heading_is_one_line_cut_between_words(self) -> None:
        assert headline("The **custody** suite\n- is late") == "The custody suite • is late"
        long = headline("word " * 60)
        assert len(long) <= 140
        assert long.endswith("word …")


class TestSeverity:
    def test_an_issue_has_one_and_a_risk_has_none(self) -> None:
        check_severity(ISSUE, Band.LOW, may_stay_unknown=False)
        check_severity(RISK, None, may_stay_unknown=False)
        with pytest.raises(SeverityMissing, match="Select how severe the issue is"):
            check_severity(ISSUE, None, may_stay_unknown=False)
        with pytest.raises(SeverityIsForIssues):
            check_severity(RISK, Band.LOW, may_stay_unknown=True)

    def test_one_that_was_never_recorded_is_not_invented(self) -> None:
        check_severity(ISSUE, None, may_stay_unknown=True)


class TestOwner:
    def test_officers_leads_and_the_chief_executive_own_risks(self) -> None:
        assert {Role.OFFICER, Role.LEAD, Role.CHIEF_EXECUTIVE} == RISK_OWNERS
        for role in RISK_OWNERS:
            check_risk_owner("Pat", role, is_active=True)

    @pytest.mark.parametrize("role", sorted(set(Role) - RISK_OWNERS))
    def test_nobody_else_does(self, role: Role) -> None:
        with pytest.raises(CannotOwnRisk, match="Pat cannot own a risk or issue"):
            check_risk_owner("Pat", role, is_active=True)

    def test_nor_does_somebody_who_cannot_sign_in(self) -> None:
        with pytest.raises(CannotOwnRisk):
            check_risk_owner("Pat", Role.OFFICER, is_active=False)


class TestDays:
    def test_it_was_raised_today_or_earlier_and_not_before_there_was_an_office(self) -> None:
        check_raised_on(TODAY, TODAY)
        check_raised_on(date(2012, 11, 22), TODAY)
        with pytest.raises(DayNotYetCome, match="19 September 2024 is yet to come"):
            check_raised_on(date(2024, 9, 19), TODAY)
        with pytest.raises(DayTooEarly, match=r"took office on 22 November 2012. Enter that date or a later one"):
            check_raised_on(date(204, 9, 18), TODAY)

    def test_it_is_closed_from_the_day_it_was_raised_until_today(self) -> None:
        began = date(2024, 5, 1)
        for day in (began, TODAY):
            check_move_day(day, began_on=began, last_move=None, today=TODAY)
        with pytest.raises(DayTooEarly, match="on the record since 1 May 2024"):
            check_move_day(date(2024, 4, 30), began_on=began, last_move=None, today=TODAY)
        with pytest.raises(DayNotYetCome) as refused:
            check_move_day(date(2024, 9, 19), began_on=began, last_move=None, today=TODAY)
        assert refused.value.field == "effective_on"

    def test_no_move_is_slipped_in_before_the_last_one(self) -> None:
        last = date(2024, 8, 1)
        check_move_day(last, began_on=date(2024, 5, 1), last_move=last, today=TODAY)
        with pytest.raises(DayTooEarly, match="last closed or opened again on 1 August 2024"):
            check_move_day(date(2024, 7, 31), began_on=date(2024, 5, 1), last_move=last, today=TODAY)


class TestPublicWording:
    def test_a_change_of_it_needs_a_reason(self) -> None:
        for after in ("It may rain.", None, " "):
            check_public_wording("It may flood.", after, "The pump is mended.")
            with pytest.raises(PublicWordingNeedsReason, match="Enter why the public wording changes") as refused:
                check_public_wording("It may flood.", after, " ")
            assert refused.value.field == "reason"

    def test_the_first_one_and_one_that_stays_need_none(self) -> None:
        check_public_wording(None, "It may flood.", None)
        check_public_wording("It may flood.", "It may flood.", None)


class TestStates:
    def test_only_what_is_open_changes(self) -> None:
        check_editable(RISK, OPEN)
        with pytest.raises(ClosedKeepsItsRecord, match=r"This risk is closed, so .* Open it again first"):
            check_editable(RISK, CLOSED)
        with pytest.raises(ClosedKeepsItsRecord, match=r"This risk became an issue, so .* Change the issue instead"):
            check_editable(RISK, HAPPENED)
        with pytest.raises(ClosedKeepsItsRecord, match="This issue is resolved"):
            check_editable(ISSUE, RESOLVED)

    def test_closing_needs_a_reason_and_something_open(self) -> None:
        check_close(RISK, OPEN, "It passed.")
        with pytest.raises(ClosingNeedsReason, match="Enter why the risk is closed"):
            check_close(RISK, OPEN, " ")
        with pytest.raises(ClosingNeedsReason, match="Enter how the issue was resolved"):
            check_close(ISSUE, OPEN, None)
        with pytest.raises(NotOpen, match="This issue is resolved already"):
            check_close(ISSUE, RESOLVED, "Again")

    def test_opening_again_needs_a_reason_and_something_closed(self) -> None:
        check_reopen(RISK, CLOSED, "It is back.", open_issue=None)
        with pytest.raises(ReopeningNeedsReason):
            check_reopen(RISK, CLOSED, "", open_issue=None)
        with pytest.raises(NothingToReopen, match="This issue is open, so there is nothing to open again"):
            check_reopen(ISSUE, OPEN, "Why", open_issue=None)

    def test_a_risk_that_happened_is_opened_again_once_its_issue_is_resolved(self) -> None:
        check_reopen(RISK, HAPPENED, "It may happen again.", open_issue=None)
        with pytest.raises(ItsIssueIsOpen, match=r"became issue I-0007, which is open. Resolve I-0007 first"):
            check_reopen(RISK, HAPPENED, "It may happen again.", open_issue="I-0007")

    def test_both_are_known_before_a_reason_is_asked_for(self) -> None:
        check_may_reopen(RISK, HAPPENED, open_issue=None)
        check_may_happen("R-0001", RISK, issue=None)
        with pytest.raises(NothingToReopen):
            check_may_reopen(RISK, OPEN, open_issue=None)
        with pytest.raises(HappenedBefore):
            check_may_happen("R-0001", RISK, issue="I-0001")

    def test_only_an_open_risk_happens_and_only_once(self) -> None:
        check_happened("R-0001", RISK, OPEN, "The roof fell in.", issue=None)
        with pytest.raises(HappeningNeedsReason, match="Enter what happened"):
            check_happened("R-0001", RISK, OPEN, " ", issue=None)
        with pytest.raises(IssuesHaveHappened, match="I-0001 is an issue"):
            check_happened("I-0001", ISSUE, OPEN, "Again", issue=None)
        with pytest.raises(NotOpen, match="This risk became an issue already"):
            check_happened("R-0001", RISK, HAPPENED, "Again", issue="I-0001")
        with pytest.raises(HappenedBefore, match=r"became issue I-0001 before. Open I-0001 again"):
            check_happened("R-0001", RISK, OPEN, "Again", issue="I-0001")
