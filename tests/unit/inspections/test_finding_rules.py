"""What may be recorded about a finding, and what is refused in words (RULES 6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.access import Role
from tracker.inspections.rules import FindingType, ForceStatus, InspectorateStatus
from tracker.inspections.rules_changes import (
    CAN_LEAD,
    LONGEST_FINDING,
    MOST_RECOMMENDATIONS,
    BeforeItsInspection,
    BeforeTheRecord,
    BeganToCome,
    CannotLeadFinding,
    ChangeNeedsReason,
    CompleteNeedsDay,
    CompleteNeedsSource,
    ConcernNeedsRecommendation,
    DayToCome,
    LinkOrFile,
    NoAddress,
    NotUnderThat,
    OnlyConcernsCanLackThem,
    OnlyConcernsHaveRecommendations,
    Proposed,
    RecommendationTooLong,
    TooManyRecommendations,
    UnknownDeliverables,
    check_began,
    check_day,
    check_finding,
    check_inspectorate,
    check_lead,
    check_link,
    check_reason,
    is_later,
    lacks_recommendations,
    split_recommendations,
    split_references,
    warns_without_evidence,
)

TODAY = date(2024, 9, 18)
BEGAN = date(2024, 8, 5)
CONCERN = FindingType.CAUSE_OF_CONCERN
OTHERS = [kind for kind in FindingType if kind is not CONCERN]
days = st.dates(date(2010, 1, 1), date(2040, 1, 1))
wordless = st.one_of(st.none(), st.sampled_from(["", " ", "\n\t"]))


class TestRecommendations:
    def test_a_cause_of_concern_needs_one(self) -> None:
        with pytest.raises(ConcernNeedsRecommendation) as refused:
            check_finding(Proposed(CONCERN, (), is_historic=False, has_parent=False))
        assert refused.value.field == "recommendations"
        check_finding(Proposed(CONCERN, ("Check them.",), is_historic=False, has_parent=False))

    def test_one_that_was_taken_over_may_lack_them(self) -> None:
        check_finding(Proposed(CONCERN, (), is_historic=True, has_parent=False))
        assert lacks_recommendations(CONCERN, 0)
        assert not lacks_recommendations(CONCERN, 1)

    @pytest.mark.parametrize("kind", OTHERS)
    def test_nothing_else_has_any_or_can_lack_them(self, kind: FindingType) -> None:
        with pytest.raises(OnlyConcernsHaveRecommendations):
            check_finding(Proposed(kind, ("Check them.",), is_historic=False, has_parent=False))
        with pytest.raises(OnlyConcernsCanLackThem):
            check_finding(Proposed(kind, (), is_historic=True, has_parent=False))
        assert not lacks_recommendations(kind, 0)

    @pytest.mark.parametrize("kind", FindingType)
    def test_only_a_recommendation_stands_under_a_cause_of_concern(self, kind: FindingType) -> None:
        proposed = Proposed(kind, (), is_historic=False, has_parent=True)
        if kind is FindingType.RECOMMENDATION:
            check_finding(proposed)
        else:
            with pytest.raises(NotUnderThat):
                check_finding(proposed)

    def test_each_line_is_one_without_the_bullets_of_a_copied_list(self) -> None:
        typed = "- Check every condition.\n\n  • Tell the victims. \r\n* Report monthly.\nA - B"
        assert split_recommendations(typed) == (
            "Check every condition.",
            "Tell the victims.",
            "Report monthly.",
            "A - B",
        )
        assert split_recommendations(None) == ()
        assert split_recommendations(" \n - ") == ()

    def test_too_long_or_too_many_are_refused(self) -> None:
        with pytest.raises(RecommendationTooLong, match="Recommendation 2 is 2,001 characters"):
            split_recommendations("Short.\n" + "x" * (LONGEST_FINDING + 1))
        with pytest.raises(TooManyRecommendations):
            split_recommendations("x\n" * (MOST_RECOMMENDATIONS + 1))
        assert len(split_recommendations("x\n" * MOST_RECOMMENDATIONS)) == MOST_RECOMMENDATIONS

    @given(st.text(max_size=400))
    def test_no_line_is_empty_and_none_is_lost(self, typed: str) -> None:
        found = split_recommendations(typed)
        assert all(line and line == line.strip() for line in found)
        assert len(found) <= len(typed.splitlines())
        assert all(line in typed for line in found)


class TestComplete:
    @given(wordless)
    def test_it_needs_who_told_us(self, told_by: str | None) -> None:
        with pytest.raises(CompleteNeedsSource) as refused:
            check_inspectorate(InspectorateStatus.COMPLETE, TODAY, told_by)
        assert refused.value.field == "told_by"

    def test_it_needs_the_inspectorates_day(self) -> None:
        with pytest.raises(CompleteNeedsDay) as refused:
            check_inspectorate(InspectorateStatus.COMPLETE, None, "Letter")
        assert refused.value.field == "effective_on"

    @given(days, st.text(min_size=1).filter(str.strip))
    def test_with_both_it_stands(self, day: date, told_by: str) -> None:
        check_inspectorate(InspectorateStatus.COMPLETE, day, told_by)

    @given(st.sampled_from([InspectorateStatus.AWAITING_REVIEW, InspectorateStatus.BEING_PROGRESSED]), wordless)
    def test_the_other_words_need_neither(self, status: InspectorateStatus, told_by: str | None) -> None:
        check_inspectorate(status, None, told_by)


class TestDays:
    @given(days, days, days)
    def test_what_was_said_lies_between_the_record_and_today(self, day: date, began: date, today: date) -> None:
        if day > today:
            with pytest.raises(DayToCome):
                check_day(day, began, today)
        elif day < began:
            with pytest.raises(BeforeTheRecord):
                check_day(day, began, today)
        else:
            check_day(day, began, today)

    @given(days)
    def test_a_finding_begins_with_its_inspection_at_the_earliest_and_today_at_the_latest(self, day: date) -> None:
        if day > TODAY:
            with pytest.raises(BeganToCome) as refused:
                check_began(day, BEGAN, TODAY)
            assert refused.value.field == "began_on"
        elif day < BEGAN:
            with pytest.raises(BeforeItsInspection):
                check_began(day, BEGAN, TODAY)
        else:
            check_began(day, BEGAN, TODAY)

    def test_only_a_later_inspection_looks_again(self) -> None:
        assert is_later((2016, None), (2023, TODAY))
        assert is_later((2023, None), (2023, TODAY)), "without both days the year decides"
        assert not is_later((2023, TODAY), (2016, None))
        assert not is_later((2023, TODAY), (2023, TODAY))
        assert is_later((2023, TODAY), (2022, TODAY + timedelta(days=1))), "the days say more than the years"


class TestEvidence:
    def test_it_is_a_link_or_a_file_never_both_or_neither(self) -> None:
        check_link("https://example.org/minutes", has_file=False)
        check_link(None, has_file=True)
        for link, has_file in ((None, False), ("https://example.org", True)):
            with pytest.raises(LinkOrFile) as refused:
                check_link(link, has_file=has_file)
            assert refused.value.both is has_file

    @pytest.mark.parametrize("link", ["example.org", "javascript:alert(1)", "mailto:a@example.org", "C:\\plan.pdf"])
    def test_a_link_a_browser_could_not_follow_is_refused(self, link: str) -> None:
        with pytest.raises(NoAddress):
            check_link(link, has_file=False)

    @given(st.sampled_from(list(ForceStatus)), st.booleans())
    def test_work_said_to_be_done_without_any_is_warned_about(self, status: ForceStatus, has_evidence: bool) -> None:
        done = status in (ForceStatus.READY_FOR_CLOSURE, ForceStatus.CLOSED_BY_FORCE)
        assert warns_without_evidence(status, has_evidence=has_evidence) == (done and not has_evidence)


class TestReasons:
    @given(st.lists(st.tuples(st.sampled_from(["Lead", "Text"]), st.one_of(st.none(), st.just("Before")))), wordless)
    def test_filling_in_needs_none_and_changing_does(
        self, changed: list[tuple[str, str | None]], reason: str | None
    ) -> None:
        if any(before is not None for _, before in changed):
            with pytest.raises(ChangeNeedsReason) as refused:
                check_reason(changed, reason)
            assert refused.value.field == "reason"
        else:
            check_reason(changed, reason)
        check_reason(changed, "It moved.")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("is_active", [True, False])
def test_officers_leads_and_the_chief_executive_lead_findings(role: Role, is_active: bool) -> None:
    assert frozenset({Role.OFFICER, Role.LEAD, Role.CHIEF_EXECUTIVE}) == CAN_LEAD
    if is_active and role in CAN_LEAD:
        check_lead("Pat", role, is_active=is_active)
    else:
        with pytest.raises(CannotLeadFinding):
            check_lead("Pat", role, is_active=is_active)


def test_references_are_read_however_they_are_set_apart() -> None:
    assert split_references("D-0007, d-0012;D-0007\n D-10000") == ("D-0007", "D-0012", "D-10000")
    assert split_references(None) == ()
    with pytest.raises(UnknownDeliverables) as refused:
        split_references("D-0007, R-0001, 7")
    assert refused.value.references == ("R-0001", "7")
