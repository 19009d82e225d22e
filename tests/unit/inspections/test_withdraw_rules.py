"""Withdrawing what was recorded by mistake, and correcting a finding's type: what is refused, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from tracker.inspections.rules import FindingType
from tracker.inspections.rules_retype import Corrected, HasRecommendations, StatusesAreRecorded, check_corrected
from tracker.inspections.rules_withdraw import (
    CommentsArePublished,
    IsWithdrawn,
    OnlyRecommendation,
    WithdrawnWithAnother,
    check_leaves_one,
    check_not_published,
)

DAY = date(2024, 9, 18)
KINDS = tuple(FindingType)


@dataclass(frozen=True)
class Row:
    withdrawn_on: date | None = DAY
    withdrawn_by: str | None = "Cara Hale"


class TestWhatPublishedCommentsAnswer:
    def test_it_stays_on_the_record(self) -> None:
        with pytest.raises(CommentsArePublished) as refused:
            check_not_published("F-0002", ["F-0003"], DAY)
        assert "comments on F-0003 were published on 18 September 2024" in str(refused.value)
        with pytest.raises(CommentsArePublished):
            check_not_published("PEEL-2024", None, DAY)

    def test_what_they_do_not_answer_may_go(self) -> None:
        check_not_published("F-0001", [], DAY)
        check_not_published("F-0001", ["F-0001"], None)
        check_not_published("PEEL-2024", None, None)


class TestTheLastRecommendation:
    def test_a_cause_of_concern_keeps_one(self) -> None:
        with pytest.raises(OnlyRecommendation, match=r"^F-0003 is the only recommendation of F-0002"):
            check_leaves_one("F-0003", "F-0002", 0, is_historic=False)
        check_leaves_one("F-0003", "F-0002", 1, is_historic=False)

    def test_one_taken_over_without_may_lose_it(self) -> None:
        check_leaves_one("F-0003", "F-0002", 0, is_historic=True)


class TestWords:
    def test_who_when_and_what_to_do(self) -> None:
        assert str(IsWithdrawn("F-0001", "F-0001", Row())) == (
            "F-0001 was withdrawn on 18 September 2024 by Cara Hale. Nothing was changed. "
            "If it was right after all, open the page of F-0001 and restore it first."
        )

    def test_what_went_with_another_names_it(self) -> None:
        assert str(IsWithdrawn("F-0001", "PEEL-2024", Row())).startswith("PEEL-2024, and F-0001 with it, was withdrawn")
        assert "Restore PEEL-2024, and F-0001 comes back with it." in str(WithdrawnWithAnother("F-0001", "PEEL-2024"))


class TestCorrectingAType:
    @pytest.mark.parametrize("before", KINDS)
    @pytest.mark.parametrize("kind", KINDS)
    def test_any_may_become_any_other_while_nothing_hangs_on_it(self, before: FindingType, kind: FindingType) -> None:
        check_corrected(Corrected("F-0001", before, kind, (), has_statuses=False))

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not FindingType.CAUSE_OF_CONCERN])
    def test_a_cause_of_concern_with_recommendations_stays_one(self, kind: FindingType) -> None:
        found = Corrected("F-0002", FindingType.CAUSE_OF_CONCERN, kind, ("F-0003", "F-0004"), has_statuses=False)
        with pytest.raises(HasRecommendations, match=r"F-0003, F-0004") as refused:
            check_corrected(found)
        assert refused.value.field == "kind"

    def test_an_observation_has_no_status(self) -> None:
        kind, before = FindingType.OBSERVATION, FindingType.AREA_FOR_IMPROVEMENT
        with pytest.raises(StatusesAreRecorded):
            check_corrected(Corrected("F-0001", before, kind, (), has_statuses=True))

    def test_one_of_older_reports_that_has_some_may_keep_them(self) -> None:
        kind = FindingType.OBSERVATION
        check_corrected(Corrected("F-0001", kind, kind, (), has_statuses=True))
