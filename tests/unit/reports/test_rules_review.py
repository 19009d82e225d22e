"""When a report is commented on, answered for and let stand; and where on the page a problem is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.reports.contents import A_ROW, TYPICAL, section
from tracker.documents.places import Place, places
from tracker.reports.layout_highlight import highlight_document
from tracker.reports.rules_checks_types import Problem, ProblemKind, ProblemPlace, Severity
from tracker.reports.rules_life import ReportState
from tracker.reports.rules_review import (
    WHOLE,
    AnswersClosed,
    CommentsClosed,
    OverridesClosed,
    check_answering,
    check_commenting,
    check_overriding,
    part_words,
    place_in,
    problems_under,
)

WRITTEN = {ReportState.DRAFT, ReportState.CHANGES_REQUESTED}


@pytest.mark.parametrize("state", ReportState)
def test_a_report_is_commented_on_while_it_is_submitted(state: ReportState) -> None:
    if state is ReportState.SUBMITTED:
        check_commenting(state)
        return
    with pytest.raises(CommentsClosed) as refused:
        check_commenting(state)
    assert ("with the officers" in str(refused.value)) == (state in WRITTEN)


@pytest.mark.parametrize("state", ReportState)
def test_comments_are_answered_and_reasons_given_until_it_is_signed(state: ReportState) -> None:
    if state in WRITTEN | {ReportState.SUBMITTED}:
        check_answering(state)
        check_overriding(state)
        return
    with pytest.raises(AnswersClosed):
        check_answering(state)
    with pytest.raises(OverridesClosed):
        check_overriding(state)


def problem(number: int | None, block: str, plan_code: str | None = "PCP-2022-25") -> Problem:
    place = ProblemPlace(plan_code=plan_code if number else None, number=number, block=block)
    return Problem(kind=ProblemKind.MISSING, severity=Severity.BLOCK, place=place, about=block, words="Wrong.")


@pytest.mark.parametrize(
    ("number", "block", "heading"),
    [
        (1, "Outcomes achieved this quarter", "Outcomes achieved this quarter"),
        (2, "PCC focus next quarter", "PCC focus next quarter"),
        (1, "Deliverables", "Deliverables progress"),
        (1, "999, SO WHAT", "Measures: 999, July 2024"),
        (1, "CSEW, commentary", "Measures: CSEW"),
        (1, "999", "Measures: 999, July 2024"),
        (2, "Something else", "Priority 2: Reduce violence"),
        (None, "Acronyms", "Acronyms used"),
    ],
)
def test_a_problem_is_found_under_its_heading_or_else_under_its_priority(
    number: int | None, block: str, heading: str
) -> None:
    found = place_in(problem(number, block).place, TYPICAL, places(highlight_document(TYPICAL).blocks))
    assert found is not None
    assert found.words == heading
    assert number is None or found.anchor.startswith(f"priority-{number}-{number}")


def test_a_problem_of_the_whole_report_or_of_a_priority_it_does_not_print_has_no_heading() -> None:
    headings = places(highlight_document(TYPICAL).blocks)
    assert place_in(problem(None, "The whole report").place, TYPICAL, headings) is None
    assert place_in(problem(3, "Deliverables").place, TYPICAL, headings) is None
    assert place_in(problem(1, "Deliverables", "PCP-2025-29").place, TYPICAL, headings) is None


def test_the_problems_of_one_priority_are_its_own() -> None:
    mine, others, all_over = problem(1, "Deliverables"), problem(2, "Deliverables"), problem(None, "Acronyms")
    assert problems_under((mine, others, all_over), "PCP-2022-25", 1) == (mine,)


def test_a_part_is_named_with_its_priority_and_with_its_plan_where_there_are_several() -> None:
    two = replace(TYPICAL, priorities=(section(A_ROW), section(A_ROW, number=2)))
    assert part_words(Place("priority-2-2-deliverables-progress", "Deliverables progress"), two) == (
        "Priority 2 › Deliverables progress"
    )
    assert part_words(Place("priority-2-2", "Priority 2: Its title"), two) == "Priority 2: Its title"
    assert part_words(WHOLE, two) == "The whole report"
    older = replace(two, priorities=(section(A_ROW, plan_code="PCP-2017-21"), section(A_ROW)))
    assert part_words(Place("priority-1-1-deliverables-progress", "Deliverables progress"), older) == (
        "Priority 1 of PCP-2017-21 › Deliverables progress"
    )
