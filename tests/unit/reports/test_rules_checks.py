"""What is wrong with a report before it is signed: each thing once, in words, with a key that lasts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reports.contents import A_ROW, DONE, EMPTY, LATE, OVERLONG, TYPICAL, section, snapshots
from tests.unit.reports.contents_measures import HIDDEN, JULY, ONLY_WORDS, SUPPLIED, USUAL
from tracker.dates import Quarter
from tracker.measures.rules import CommentaryBlock, Engine, TrendWord
from tracker.measures.rules_commentary import mark_of
from tracker.measures.rules_exceptions import Direction
from tracker.plan.rules import ProgressStatus
from tracker.reports.rules_checks import Problem, ProblemKind, Severity, problems, standing_blocks
from tracker.reports.rules_checks_figures import figure_rows
from tracker.reports.snapshots import AcronymFacts, HighlightSnapshot, PrioritySection
from tracker.reports.snapshots_measures import CommentaryFacts, MeasurePage, MeasureRow

EARLIER = replace(TYPICAL.quarter, key="2024-25-Q1", label="Quarter 1, 2024-25")
QUARTER_LINES = ("The survey was sent to every household.",)
PLANS = ("Launch the plan in every town.",)
QUARTER = Quarter.parse("2024-25-Q2")
K = ProblemKind


def page_of(text: str, *rows: MeasureRow) -> MeasurePage:
    return MeasurePage(
        group="999",
        month=JULY,
        rows=rows or (USUAL,),
        without_figures=(),
        no_surprises=None,
        commentary=(CommentaryFacts(block=CommentaryBlock.WHAT, text=text),),
    )


CLEAN_PART = section(A_ROW, outcomes=QUARTER_LINES, focus=PLANS, measures=(page_of("Calls answered went down."),))
CLEAN = replace(TYPICAL, priorities=(CLEAN_PART,))


def part(**changes: object) -> HighlightSnapshot:
    return replace(CLEAN, priorities=(replace(CLEAN_PART, **changes),))  # type: ignore[arg-type]  # the fields are the caller's


def only(snapshot: HighlightSnapshot, previous: HighlightSnapshot | None = None) -> Problem:
    (problem,) = problems(snapshot, previous)
    return problem


def said(text: str, *rows: MeasureRow) -> HighlightSnapshot:
    return part(measures=(page_of(text, *rows),))


def test_a_report_with_everything_in_its_place_has_no_problem() -> None:
    assert problems(CLEAN, None) == ()


class TestOverdue:
    BARE = replace(LATE, revised=False, revised_reason=None, note=None)

    def test_overdue_work_without_a_word_blocks(self) -> None:
        found = only(part(deliverables=(self.BARE,)))
        assert (found.kind, found.severity) == (K.OVERDUE, Severity.BLOCK)
        assert found.place.words == "Priority 1, Deliverables, D-0002"
        assert found.words == (
            "D-0002 Train the call handlers was due by 30 June 2024, is 80 days overdue, and nothing says why. Ask for "
            "an update with a note, or for another due date."
        )

    @pytest.mark.parametrize(
        "row",
        [
            replace(BARE, revised_reason="The trainer left."),
            replace(BARE, extension_requested=True),
            replace(BARE, updated_in_quarter=True, note="The trainer left."),
            replace(BARE, overdue=False),
        ],
    )
    def test_a_reason_a_note_or_a_request_is_enough(self, row: object) -> None:
        assert problems(part(deliverables=(row,)), None) == ()

    @pytest.mark.parametrize("row", [replace(BARE, note="Of last year."), replace(BARE, revised_reason="  ")])
    def test_an_old_note_and_blanks_are_not(self, row: object) -> None:
        assert only(part(deliverables=(row,))).kind is K.OVERDUE

    def test_an_override_stays_though_it_is_a_day_later_and_falls_when_the_date_moves(self) -> None:
        key = only(part(deliverables=(self.BARE,))).key
        later = replace(self.BARE, days_late=81, days_late_from_original=111)
        assert only(part(deliverables=(later,))).key == key
        moved = replace(self.BARE, due_end=date(2024, 8, 31))
        assert only(part(deliverables=(moved,))).key != key


def test_all_done_without_a_date_blocks() -> None:
    undated = replace(DONE, completed_on=None)
    at_the_end = replace(A_ROW, progress=100, status=ProgressStatus.IN_PROGRESS)
    assert [problem.kind for problem in problems(part(deliverables=(undated, at_the_end)), None)] == [K.COMPLETION] * 2
    assert problems(part(deliverables=(DONE,)), None) == ()


class TestFigures:
    def test_a_text_that_contradicts_its_table_blocks(self) -> None:
        found = only(said("Calls answered: 95 in July."))
        assert (found.kind, found.severity, found.place.block) == (K.CONTRADICTION, Severity.BLOCK, "999, WHAT")
        assert found.words == (
            "“Calls answered: 95 in July.” says 95; the table says 90 (Calls answered, Jul-24). "
            "Mend the text, or the figure if the table is wrong."
        )

    def test_a_text_that_agrees_does_not(self) -> None:
        assert (
            problems(said("Calls answered: 90 in July, 1,080 in 12 months. It is a one and eight month low."), None)
            == ()
        )

    def test_a_figure_from_elsewhere_blocks_until_somebody_gives_its_source(self) -> None:
        text = "The national average was 47 in July."
        found = only(said(text))
        assert found.kind is K.NO_SOURCE
        assert problems(said(text), None, {mark_of(text, "47")}) == ()
        assert problems(said(text), None, {mark_of(f"  {text}\n", "47")}) == ()
        assert problems(said(text), None, {mark_of(text, "48")}) == (found,)

    def test_the_figures_of_one_sentence_are_one_problem_with_one_reason_for_all(self) -> None:
        text = "The panel met 41 of 44 members."
        found = only(said(text))
        assert (found.kind, found.blocks) == (K.NO_SOURCE, True)
        assert found.words == (
            "“The panel met 41 of 44 members.” says 41 and 44, which are not in the table beside it. Confirm them with "
            "their sources on the page of the commentary, or take them out."
        )
        assert standing_blocks((found,), {found.key: "The minutes say so."}) == ()
        assert [each.words for each in problems(said(f"{text} The national average was 47."), None)] == [
            found.words,
            "“The national average was 47.” says 47, which is not in the table beside it. Confirm it with its source "
            "on the page of the commentary, or take it out.",
        ]

    def test_a_figure_of_it_that_was_confirmed_is_left_out(self) -> None:
        text = "The panel met 41 of 44 members."
        (found,) = problems(said(text), None, {mark_of(text, "41")})
        assert found.words.startswith(f"“{text}” says 44, which is not in the table beside it.")
        assert problems(said(text), None, {mark_of(text, "41"), mark_of(text, "44")}) == ()

    def test_contradictions_of_one_sentence_are_one_problem_too(self) -> None:
        found = only(said("Calls answered: 95 in July, 1,234 in 12 months."))
        assert found.kind is K.CONTRADICTION
        assert "says 95; the table says 90 (" in found.words
        assert " and says 1,234; the table says 1,080 (" in found.words

    def test_an_exception_that_the_table_prints_is_known_though_another_name_stands_in_the_sentence(self) -> None:
        high = replace(USUAL, exceptions="Eight-Month High", exceptions_directions=(Direction.HIGH,))
        text = "Calls answered are an eight month high, yet July was good; CCH triage keeps risk small."
        assert problems(said(text, high), None) == ()
        assert only(said(text.replace("high", "low"), high)).kind is K.NO_SOURCE
        assert only(said("CCH calls answered are an eight month high.", high)).kind is K.NO_SOURCE

    def test_numerals_of_names_are_no_figures(self) -> None:
        assert problems(said("Courses, Op Soteria pillars 1 and 2, and phases 2 to 4 of the plan."), None) == ()

    def test_beside_a_group_without_a_table_every_figure_needs_a_source(self) -> None:
        bare = replace(ONLY_WORDS, commentary=(CommentaryFacts(block=CommentaryBlock.WHAT, text="Trust is at 61%."),))
        assert only(part(measures=(bare,))).kind is K.NO_SOURCE

    def test_outcomes_focus_and_notes_must_only_not_contradict(self) -> None:
        assert problems(part(outcomes=("We filled 12 posts and held 7 events.",)), None) == ()
        wrong = "Calls answered were 95 in July."
        noted = replace(A_ROW, note=wrong)
        for snapshot, block in (
            (part(outcomes=(wrong,)), "Outcomes achieved this quarter"),
            (part(focus=(wrong,)), "PCC focus next quarter"),
            (part(deliverables=(noted,)), "Deliverables"),
        ):
            found = only(snapshot)
            assert (found.kind, found.place.block) == (K.CONTRADICTION, block)

    def test_rows_are_read_back_from_their_printed_words(self) -> None:
        mixed = replace(USUAL, exceptions="One, Two-Month High; Eight-Month Low")
        rows = figure_rows(page_of("", mixed, SUPPLIED, HIDDEN, replace(USUAL, engine=Engine.XMR)), QUARTER)
        assert [row.exceptions for row in rows] == [{1: 1, 2: 1, 8: -1}, {}, None, None]
        assert [row.weighting for row in rows] == [18, 4, None, 18]
        assert (rows[0].month_value, rows[0].yoy, rows[0].section) == (Decimal(90), Decimal("-11.4"), "999")
        assert rows[2].month_value is None


def test_a_withheld_figure_blocks() -> None:
    found = only(said("Something was withheld.", HIDDEN))
    assert (found.kind, found.severity, found.place.reference) == (K.MARKING, Severity.BLOCK, "SECRET")


def test_a_trend_against_the_change_is_a_warning() -> None:
    found = only(said("All is well.", replace(USUAL, trend=TrendWord.INCREASING)))
    assert (found.kind, found.severity) == (K.TREND, Severity.WARN)


class TestMissing:
    @pytest.mark.parametrize(
        ("snapshot", "block"),
        [
            (part(outcomes=()), "Outcomes achieved this quarter"),
            (part(focus=("  ",)), "PCC focus next quarter"),
            (part(measures=(replace(page_of(""), commentary=()),)), "999, commentary"),
        ],
    )
    def test_a_priority_without_a_section_blocks(self, snapshot: HighlightSnapshot, block: str) -> None:
        found = only(snapshot)
        assert (found.kind, found.severity, found.place.block) == (K.MISSING, Severity.BLOCK, block)

    def test_a_priority_without_deliverables_blocks_and_a_report_without_any_only_once(self) -> None:
        bare: PrioritySection = replace(CLEAN_PART, number=2, deliverables=())
        assert only(replace(CLEAN, priorities=(CLEAN_PART, bare))).place.words == "Priority 2, Deliverables"
        found = only(replace(CLEAN, priorities=(bare, bare)))
        assert (found.kind, found.place.words) == (K.EMPTY, "The whole report")

    def test_what_is_left_of_a_plan_that_is_over_lacks_nothing(self) -> None:
        old = section(A_ROW, plan_code="PCP-2017-21")
        over = replace(TYPICAL.plans[0], code="PCP-2017-21", start=date(2017, 4, 1), end=date(2022, 3, 31))
        assert problems(replace(CLEAN, plans=(over, *CLEAN.plans), priorities=(old, CLEAN_PART)), None) == ()

    def test_an_empty_report_has_nothing_to_report(self) -> None:
        assert [problem.kind for problem in problems(EMPTY, None)] == [K.EMPTY]

    def test_nothing_about_inspections_is_no_problem(self) -> None:
        assert problems(replace(CLEAN, findings=None), None) == ()


class TestOtherQuarters:
    def test_last_quarter_s_name_blocks_and_a_comparison_warns(self) -> None:
        left = only(part(outcomes=("In Quarter 1 the survey was sent out.",)))
        assert (left.kind, left.severity) == (K.OTHER_QUARTER, Severity.BLOCK)
        assert left.words == (
            "“In Quarter 1 the survey was sent out.” names Quarter 1, and this report is of Quarter 2, 2024-25, July "
            "to September 2024. Write it anew for this quarter, or say what it is compared with."
        )
        compared = only(part(outcomes=("More replies came than in Quarter 1.",)))
        assert (compared.kind, compared.severity) == (K.OTHER_QUARTER, Severity.WARN)

    def test_commentary_and_notes_are_read_too(self) -> None:
        assert only(said("Q1 was calm.")).place.block == "999, WHAT"
        assert only(part(deliverables=(replace(A_ROW, note="Done in Q1."),))).place.reference == "D-0001"


class TestRepeated:
    def test_an_outcome_of_the_last_report_blocks_and_a_plan_of_it_warns(self) -> None:
        found = problems(CLEAN, replace(CLEAN, quarter=EARLIER))
        assert [(problem.kind, problem.severity) for problem in found] == [
            (K.REPEATED, Severity.BLOCK),
            (K.REPEATED, Severity.WARN),
        ]
        assert found[0].words == (
            "“The survey was sent to every household.” stands in the last report too, word for word. "
            "Say what is new, or take it out."
        )

    def test_a_corrected_version_of_the_same_quarter_may_say_the_same(self) -> None:
        assert problems(CLEAN, CLEAN) == ()

    def test_markup_and_capitals_do_not_hide_it_and_short_lines_do_not_count(self) -> None:
        loud = part(outcomes=("The **survey** was sent to EVERY household.",), focus=("Launch the plan soon.",))
        before = part(focus=("Launch the plan soon.",))
        assert [problem.kind for problem in problems(loud, replace(before, quarter=EARLIER))] == [K.REPEATED]

    def test_each_line_of_a_commentary_is_compared(self) -> None:
        old = said("- Calls are answered by a new team now\n- More to follow")
        new = said("- All posts are filled again since then\n- Calls are answered by a new team now")
        (found,) = (
            problem for problem in problems(new, replace(old, quarter=EARLIER)) if problem.place.block == "999, WHAT"
        )
        assert "new team" in found.words


def test_an_acronym_that_stands_for_nothing_is_a_warning() -> None:
    found = only(replace(CLEAN, acronyms=(AcronymFacts(acronym="PCC", meaning=" "),)))
    assert (found.kind, found.severity) == (K.ACRONYM, Severity.WARN)


def test_a_block_stands_until_it_is_overridden_with_a_reason_and_warnings_never_do() -> None:
    found = problems(replace(TYPICAL, priorities=(section(TestOverdue.BARE),)), None)
    blocks = standing_blocks(found, {})
    assert [problem.kind for problem in blocks] == [K.MISSING, K.MISSING, K.OVERDUE]
    overrides = {blocks[0].key: "Not in the published report.", blocks[1].key: " "}
    assert standing_blocks(found, overrides) == blocks[1:]
    assert standing_blocks(problems(said("x", replace(USUAL, trend=TrendWord.INCREASING)), None), {}) == ()


@settings(max_examples=40)
@given(snapshots(), st.none() | snapshots(), st.integers(1, 400))
def test_keys_tell_problems_apart_and_stay_while_time_passes(
    snapshot: HighlightSnapshot, previous: HighlightSnapshot | None, days: int
) -> None:
    found = problems(snapshot, previous)
    assert found == problems(snapshot, previous)
    assert len({problem.key for problem in found}) == len(found)
    assert standing_blocks(found, {problem.key: "It is so." for problem in found}) == ()
    later = replace(
        snapshot,
        as_at=snapshot.as_at + timedelta(days=days),
        priorities=tuple(
            replace(each, deliverables=tuple(replace(row, days_late=row.days_late + days) for row in each.deliverables))
            for each in snapshot.priorities
        ),
    )
    assert [problem.key for problem in problems(later, previous)] == [problem.key for problem in found]


def test_a_long_report_is_read_in_its_own_order() -> None:
    first = replace(OVERLONG.priorities[0], outcomes=(), measures=(replace(CLEAN_PART.measures[0], commentary=()),))
    found = problems(replace(OVERLONG, priorities=(first, replace(first, number=2))), TYPICAL)
    assert [(problem.place.number, problem.place.block) for problem in found] == [
        (1, "Outcomes achieved this quarter"),
        (1, "999, commentary"),
        (2, "Outcomes achieved this quarter"),
        (2, "999, commentary"),
    ]
