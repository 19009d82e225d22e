"""What changed since the last signed report: nothing is missed, nothing is said twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reports.contents import (
    A_FINDING,
    A_RISK,
    A_ROW,
    AN_ISSUE,
    DONE,
    GRADES,
    LATE,
    TYPICAL,
    UNSCORED,
    rows,
    section,
    snapshots,
)
from tests.unit.reports.contents_measures import A_PAGE, HIDDEN, JULY, NOTHING, TEXTS, USUAL
from tracker.documents.text import plain_text
from tracker.inspections.rules import ForceStatus, PanelStatus, Result
from tracker.measures.rules import CommentaryBlock, TrendWord, months_on
from tracker.measures.rules_exceptions import Direction
from tracker.measures.rules_rows import WITHHELD
from tracker.plan.rules import ProgressStatus, Rag
from tracker.reports.rules_compare import Change, ChangeKind, Comparison, RunKind, Topic, compare
from tracker.reports.rules_compare_words import word_runs
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_measures import CommentaryFacts, TrendLine
from tracker.risks.rules import Band, RiskState

BEFORE = replace(
    TYPICAL,
    as_at=date(2024, 6, 30),
    quarter=replace(TYPICAL.quarter, key="2024-25-Q1", label="Quarter 1, 2024-25"),
    priorities=(
        section(
            A_ROW,
            LATE,
            replace(DONE, reference="D-0008"),
            replace(A_ROW, reference="D-0004", action="Buy radios"),
            outcomes=("The survey drew **1,125** replies.", "Two posts were filled."),
            focus=("Launch the plan.",),
            risks_and_issues=(A_RISK, UNSCORED, AN_ISSUE),
            grades=(GRADES,),
            measures=(A_PAGE,),
        ),
        section(replace(A_ROW, reference="D-0005"), number=2, title="Reduce violence", lead=None),
    ),
    findings=(A_FINDING, replace(A_FINDING, reference="F-0002")),
)

Expected = tuple[ChangeKind, str]


def first(snapshot: HighlightSnapshot, **changes: Any) -> HighlightSnapshot:  # noqa: ANN401  # the fields are the caller's
    return replace(snapshot, priorities=(replace(snapshot.priorities[0], **changes), *snapshot.priorities[1:]))


def deliverable(reference: str, **changes: object) -> Callable[[HighlightSnapshot], HighlightSnapshot]:
    """Changes a row wherever it stands."""

    def change(snapshot: HighlightSnapshot) -> HighlightSnapshot:
        return replace(
            snapshot,
            priorities=tuple(
                replace(
                    part,
                    deliverables=tuple(
                        replace(row, **changes) if row.reference == reference else row  # type: ignore[arg-type]  # the caller's
                        for row in part.deliverables
                    ),
                )
                for part in snapshot.priorities
            ),
        )

    return change


def without(reference: str) -> Callable[[HighlightSnapshot], HighlightSnapshot]:
    def change(snapshot: HighlightSnapshot) -> HighlightSnapshot:
        kept = [tuple(row for row in part.deliverables if row.reference != reference) for part in snapshot.priorities]
        return replace(
            snapshot,
            priorities=tuple(
                replace(part, deliverables=rows_of) for part, rows_of in zip(snapshot.priorities, kept, strict=True)
            ),
        )

    return change


def risk(reference: str, **changes: object) -> Callable[[HighlightSnapshot], HighlightSnapshot]:
    return lambda snapshot: first(
        snapshot,
        risks_and_issues=tuple(
            replace(row, **changes) if row.reference == reference else row  # type: ignore[arg-type]  # the caller's
            for row in snapshot.priorities[0].risks_and_issues
        ),
    )


def measure(code: str, **changes: object) -> Callable[[HighlightSnapshot], HighlightSnapshot]:
    def change(snapshot: HighlightSnapshot) -> HighlightSnapshot:
        page = snapshot.priorities[0].measures[0]
        changed = tuple(replace(row, **changes) if row.code == code else row for row in page.rows)  # type: ignore[arg-type]  # the caller's
        return first(snapshot, measures=(replace(page, rows=changed),))

    return change


def page(**changes: object) -> Callable[[HighlightSnapshot], HighlightSnapshot]:
    return lambda snapshot: first(
        snapshot,
        measures=(replace(snapshot.priorities[0].measures[0], **changes),),  # type: ignore[arg-type]  # the caller's
    )


def finding(reference: str, **changes: object) -> Callable[[HighlightSnapshot], HighlightSnapshot]:
    return lambda snapshot: replace(
        snapshot,
        findings=tuple(
            replace(row, **changes) if row.reference == reference else row  # type: ignore[arg-type]  # the caller's
            for row in snapshot.findings or ()
        ),
    )


def line(month_value: int) -> TrendLine:
    """The usual line with another figure in its last month but two."""
    usual = USUAL.trend_line
    assert usual is not None
    values = [*usual.values]
    values[-3] = Decimal(month_value)
    return replace(usual, values=tuple(values))


@dataclass(frozen=True)
class Edit:
    """A difference put into a report, and what must be said of it. Of two with one `room` only one is made."""

    room: str
    make: Callable[[HighlightSnapshot], HighlightSnapshot]
    expected: tuple[Expected, ...]


K = ChangeKind
EDITS = (
    Edit("D1 %", deliverable("D-0001", progress=55), ((K.UP, "D-0001"),)),
    Edit("D1 %", deliverable("D-0001", progress=10), ((K.DOWN, "D-0001"),)),
    Edit("D1 %", deliverable("D-0001", status=ProgressStatus.DEFERRED), ((K.STATUS, "D-0001"),)),
    Edit("D1 due", deliverable("D-0001", due_end=date(2025, 6, 30), revised=True), ((K.SLIPPED, "D-0001"),)),
    Edit("D1 due", deliverable("D-0001", due_end=date(2025, 1, 31), revised=True), ((K.EARLIER, "D-0001"),)),
    Edit("D1 due", deliverable("D-0001", due_text="By March 2025"), ((K.DUE_REWORDED, "D-0001"),)),
    Edit("D1 due", deliverable("D-0001", extension_requested=True), ((K.EXTENSION, "D-0001"),)),
    Edit("D1 late", deliverable("D-0001", overdue=True, days_late=3), ((K.OVERDUE, "D-0001"),)),
    Edit("D1 silent", deliverable("D-0001", updated_in_quarter=False), ((K.SILENT, "D-0001"),)),
    Edit("D1 rating", deliverable("D-0001", rag=Rag.RED, rag_word="Red"), ((K.RATING, "D-0001"),)),
    Edit("D1 words", deliverable("D-0001", action="Refit the custody wing"), ((K.REWORDED, "D-0001"),)),
    Edit("D2", deliverable("D-0002", days_late=160), ((K.STILL_OVERDUE, "D-0002"),)),
    Edit("D2", without("D-0002"), ((K.GONE, "D-0002"),)),
    Edit("D8", deliverable("D-0008", status=ProgressStatus.IN_PROGRESS, rag=Rag.RED), ((K.REOPENED, "D-0008"),)),
    Edit("D8", without("D-0008"), ()),
    Edit("D4", deliverable("D-0004", status=ProgressStatus.COMPLETE, progress=100), ((K.FINISHED, "D-0004"),)),
    Edit("D4", deliverable("D-0004", status=ProgressStatus.STOPPED), ((K.STOPPED, "D-0004"),)),
    Edit("D4", deliverable("D-0004", status=ProgressStatus.CARRIED_FORWARD), ((K.CARRIED_FORWARD, "D-0004"),)),
    Edit("D5", without("D-0005"), ((K.GONE, "D-0005"),)),
    Edit(
        "new",
        lambda now: first(now, deliverables=(*now.priorities[0].deliverables, replace(A_ROW, reference="D-0009"))),
        ((K.NEW, "D-0009"),),
    ),
    Edit("R1 score", risk("R-0001", score=20), ((K.RISK_UP, "R-0001"),)),
    Edit("R1 score", risk("R-0001", score=4, band=Band.LOW), ((K.RISK_DOWN, "R-0001"),)),
    Edit("R1 score", risk("R-0001", score=None, band=None), ((K.RISK_UNSCORED, "R-0001"),)),
    Edit("R1 state", risk("R-0001", state=RiskState.CLOSED), ((K.RISK_STATE, "R-0001"),)),
    Edit("R1 words", risk("R-0001", wording="Funding may end in March."), ((K.RISK_REWORDED, "R-0001"),)),
    Edit("R2", risk("R-0002", score=6, band=Band.MEDIUM), ((K.RISK_SCORED, "R-0002"),)),
    Edit("I1", risk("I-0001", band=Band.LOW, band_word="Low"), ((K.RISK_BAND, "I-0001"),)),
    Edit("M1 trend", measure("CALLS", trend=TrendWord.INCREASING), ((K.TREND, "CALLS"),)),
    Edit("M1 weight", measure("CALLS", weighting="25"), ((K.WEIGHT_UP, "CALLS"),)),
    Edit("M1 weight", measure("CALLS", weighting="4"), ((K.WEIGHT_DOWN, "CALLS"),)),
    Edit("M1 signs", measure("CALLS", exceptions="None", exceptions_directions=()), ((K.EXCEPTION_OVER, "CALLS"),)),
    Edit("M1 signs", measure("CALLS", exceptions="Eight-Month Low"), ((K.EXCEPTION_CHANGED, "CALLS"),)),
    Edit("M1 months", measure("CALLS", trend_line=line(95)), ((K.REVISED, "CALLS"),)),
    Edit("M1 months", measure("CALLS", twelve_months="1,085"), ((K.REVISED, "CALLS"),)),
    Edit("M1 name", measure("CALLS", name="Calls taken"), ((K.MEASURE_RENAMED, "CALLS"),)),
    Edit(
        "M2 signs",
        measure("WAIT", exceptions="One-Month High", exceptions_directions=(Direction.HIGH,)),
        ((K.EXCEPTION, "WAIT"),),
    ),
    Edit("M3", measure("SECRET", withheld=()), ((K.MEASURE_RELEASED, "SECRET"),)),
    Edit("words", page(no_surprises=None), ((K.TEXT_REMOVED, "999, No surprises"),)),
    Edit("words", page(commentary=TEXTS[:1]), ((K.TEXT_REMOVED, "999, NOW WHAT"),)),
    Edit(
        "words",
        page(commentary=(replace(TEXTS[0], text="Many more calls were answered."), TEXTS[1])),
        ((K.TEXT_CHANGED, "999, WHAT"),),
    ),
    Edit(
        "words",
        page(commentary=(*TEXTS, CommentaryFacts(block=CommentaryBlock.DATA_SUMMARY, text="Volumes fell."))),
        ((K.TEXT_ADDED, "999, DATA SUMMARY"),),
    ),
    Edit(
        "outcomes",
        lambda now: first(now, outcomes=("Two posts were filled.", "A van was bought.")),
        ((K.TEXT_ADDED, "Outcomes achieved this quarter"), (K.TEXT_REMOVED, "Outcomes achieved this quarter")),
    ),
    Edit("focus", lambda now: first(now, focus=()), ((K.TEXT_REMOVED, "PCC focus next quarter"),)),
    Edit("lead", lambda now: first(now, lead="Ann Other"), ((K.PRIORITY_LEAD, "PCP-2022-25/1"),)),
    Edit("title", lambda now: first(now, title="Serve"), ((K.PRIORITY_RENAMED, "PCP-2022-25/1"),)),
    Edit("grades", lambda now: first(now, grades=()), ((K.GRADES_GONE, "PEEL-2023-25"),)),
    Edit(
        "grades",
        lambda now: first(
            now, grades=(replace(GRADES, rows=(replace(GRADES.rows[0], grade="Adequate"), GRADES.rows[1])),)
        ),
        ((K.GRADE_CHANGED, "PEEL-2023-25"),),
    ),
    Edit("F1 force", finding("F-0001", force=ForceStatus.CLOSED_BY_FORCE), ((K.FINDING_FORCE, "F-0001"),)),
    Edit("F1 panel", finding("F-0001", panel=PanelStatus.CLOSED), ((K.FINDING_CLOSED, "F-0001"),)),
    Edit("F1 late", finding("F-0001", overdue=True, days_late=9), ((K.FINDING_OVERDUE, "F-0001"),)),
    Edit("F1 date", finding("F-0001", expected_on=date(2025, 3, 31)), ((K.FINDING_EXPECTED, "F-0001"),)),
    Edit("F1 lead", finding("F-0001", has_lead=False), ((K.FINDING_LEAD, "F-0001"),)),
    Edit("F1 text", finding("F-0001", text="Map every group."), ((K.FINDING_REWORDED, "F-0001"),)),
    Edit("F2", lambda now: replace(now, findings=(now.findings or ())[:1]), ((K.FINDING_GONE, "F-0002"),)),
    Edit("F2", finding("F-0002", result=Result.PERSISTS, result_word="Persists"), ((K.FINDING_RESULT, "F-0002"),)),
)


def named(found: Comparison) -> Counter[Expected]:
    return Counter((change.kind, change.subject) for change in found.changes)


def only(before: HighlightSnapshot, now: HighlightSnapshot) -> Change:
    (change,) = compare(before, now).changes
    return change


@settings(max_examples=40)
@given(snapshots())
def test_a_report_compared_with_itself_has_no_change(snapshot: HighlightSnapshot) -> None:
    found = compare(snapshot, snapshot)
    assert found.is_empty
    assert len(found.priorities) == len(snapshot.priorities)
    assert found.summary.startswith("Nothing has changed since the report of")


@settings(max_examples=40)
@given(snapshots(), snapshots())
def test_any_two_reports_can_be_compared(before: HighlightSnapshot, now: HighlightSnapshot) -> None:
    found = compare(before, now)
    assert all((change.words and change.said.endswith((".", "”", "…"))) or change.runs for change in found.changes)
    assert sum(count for _, count in (each for part in found.priorities for each in part.counts)) == sum(
        change.counts for part in found.priorities for change in part.changes
    )


@given(st.lists(st.sampled_from(EDITS), unique_by=lambda edit: edit.room))
def test_every_difference_is_named_exactly_once(edits: list[Edit]) -> None:
    now = BEFORE
    for edit in edits:
        now = edit.make(now)
    assert named(compare(BEFORE, now)) == Counter(each for edit in edits for each in edit.expected)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: f"{edit.room} {[kind.name for kind, _ in edit.expected]}")
def test_a_single_difference_is_the_only_one_named(edit: Edit) -> None:
    assert named(compare(BEFORE, edit.make(BEFORE))) == Counter(edit.expected)


def test_every_kind_of_change_belongs_to_a_topic() -> None:
    assert {kind.topic for kind in ChangeKind} == set(Topic)


@given(rows(), rows())
def test_a_row_is_the_same_one_wherever_it_moved(there: Any, here: Any) -> None:  # noqa: ANN401  # rows of any kind
    there, here = (replace(row, reference="D-0001") for row in (there, here))
    before = replace(BEFORE, priorities=(section(there), section(number=2)))
    now = replace(BEFORE, priorities=(section(), section(here, number=2)))
    found = named(compare(before, now))
    assert found[ChangeKind.MOVED, "D-0001"] == 1
    assert not found[ChangeKind.NEW, "D-0001"]
    assert not found[ChangeKind.GONE, "D-0001"]


def test_what_an_older_plan_took_with_it_is_listed_last() -> None:
    old = section(A_ROW, plan_code="PCP-2017-21", number=3, title="The old one", outcomes=("A line.",))
    found = compare(
        replace(BEFORE, priorities=(old, *BEFORE.priorities[1:])), replace(BEFORE, priorities=BEFORE.priorities[1:])
    )
    (*_, last) = found.priorities
    assert (last.plan_code, last.number, last.gone) == ("PCP-2017-21", 3, True)
    assert [change.kind for change in last.changes] == [K.PRIORITY_GONE, K.GONE, K.TEXT_REMOVED]
    assert last.summary == (
        "Priority: 1 no longer in the report. Deliverables: 1 gone without a word. Text: 1 removed."
    )


def test_measures_of_a_group_come_and_go_in_one_sentence() -> None:
    bare = first(BEFORE, measures=(replace(A_PAGE, rows=(USUAL,)),))
    added, dropped = only(bare, BEFORE), only(BEFORE, bare)
    assert (added.counts, added.words) == (3, "999 – added: Time to answer; Informants paid; Days to charge.")
    assert (dropped.kind, dropped.counts) == (K.MEASURE_DROPPED, 3)
    assert compare(bare, BEFORE).priorities[0].summary == "Measures: 3 added."


def test_newer_months_are_one_change_of_the_group_and_no_revision() -> None:
    newer = replace(
        USUAL,
        month="91",
        three_months="271",
        trend_line=replace(line(90), first=months_on(JULY, -34), last=months_on(JULY, 1)),
    )
    then = first(BEFORE, measures=(replace(A_PAGE, rows=(replace(USUAL, trend_line=None),)),))
    now = first(BEFORE, measures=(replace(A_PAGE, month=months_on(JULY, 1), rows=(newer,)),))
    assert only(then, now).words == "999 – figures are of August 2024; the previous report’s were of July 2024."


def test_a_revised_month_is_told_with_both_figures() -> None:
    change = only(BEFORE, measure("CALLS", trend_line=line(95))(BEFORE))
    assert change.words == "Calls answered – earlier figures were revised: May 2024 from 90 to 95."


def test_what_is_newly_withheld_is_not_called_unexceptional() -> None:
    hidden = replace(HIDDEN, code=USUAL.code, name=USUAL.name, trend_line=USUAL.trend_line, figures=NOTHING)
    now = first(BEFORE, measures=(replace(A_PAGE, rows=(hidden, *A_PAGE.rows[1:])),))
    assert hidden.exceptions == WITHHELD
    assert only(BEFORE, now).words == "Calls answered – figures are newly withheld: July 2024."


def test_changed_commentary_shows_which_words_were_kept_added_and_removed() -> None:
    text = "Far fewer calls were lost."
    change = only(BEFORE, page(commentary=(replace(TEXTS[0], text=text), TEXTS[1]))(BEFORE))
    assert [(run.kind, run.text) for run in change.runs] == [
        (RunKind.REMOVED, "Fewer"),
        (RunKind.ADDED, "Far fewer"),
        (RunKind.KEPT, "calls were"),
        (RunKind.REMOVED, "answered."),
        (RunKind.ADDED, "lost."),
    ]


@given(st.text(st.characters(codec="utf-8")), st.text("ab \n*-", max_size=40))
def test_what_is_kept_and_added_is_the_new_text_and_what_is_kept_and_removed_the_old(before: str, after: str) -> None:
    runs = word_runs(before, after)

    def words(*kinds: RunKind) -> list[str]:
        return " ".join(run.text for run in runs if run.kind in kinds).split()

    assert words(RunKind.KEPT, RunKind.ADDED) == plain_text(after).split()
    assert words(RunKind.KEPT, RunKind.REMOVED) == plain_text(before).split()


def test_long_texts_of_few_words_are_compared_too() -> None:
    before, after = "the " * 4999 + "end", "the a " * 2499 + "end"
    runs = word_runs(before, after)
    assert " ".join(run.text for run in runs if run.kind is not RunKind.REMOVED).split() == after.split()
    assert runs[-1].text.endswith("end")
    assert runs[-1].kind is RunKind.KEPT


def test_a_line_that_only_looks_otherwise_is_the_same_line() -> None:
    assert compare(
        BEFORE, first(BEFORE, outcomes=("two posts were  filled.", "The survey drew 1,125 replies."))
    ).is_empty


class TestDueDates:
    """Slips with both dates, how far, why, and whether more time was asked for."""

    START = replace(
        A_ROW,
        action="Swindon domestic abuse service",
        due_text="New contract to start April 2024",
        due_start=date(2024, 4, 1),
        due_end=date(2024, 4, 30),
        original_due_text="New contract to start April 2024",
        original_due_end=date(2024, 4, 30),
    )
    SLIPPED = replace(
        START, due_text="October 2024", due_start=date(2024, 10, 1), due_end=date(2024, 10, 31), revised=True
    )

    def said(self, then: Any, now: Any) -> str:  # noqa: ANN401  # rows
        return only(replace(BEFORE, priorities=(section(then),)), replace(BEFORE, priorities=(section(now),))).words

    def test_a_slip_names_both_dates_and_that_nobody_said_why(self) -> None:
        assert self.said(self.START, self.SLIPPED) == (
            "D-0001 Swindon domestic abuse service – due date moved from April 2024 to October 2024 "
            "(6 months later than first planned). No reason is on record."
        )

    def test_a_second_slip_is_measured_from_the_first_date_too(self) -> None:
        third = replace(
            self.SLIPPED,
            due_text="Q4",
            due_start=date(2024, 10, 1),
            due_end=date(2024, 12, 31),
            revised_reason="The tender **failed**.",
            extension_requested=True,
        )
        assert self.said(self.SLIPPED, third) == (
            "D-0001 Swindon domestic abuse service – due date moved from October 2024 to October to December 2024 "
            "(2 months later than in the previous report, 8 months later than first planned for “New contract to start "
            "April 2024”). The reason on record: “The tender failed”. A further extension has been asked for."
        )

    def test_back_to_the_first_date_is_earlier_and_as_first_planned(self) -> None:
        assert "(6 months earlier than in the previous report, as first planned)" in self.said(self.SLIPPED, self.START)

    def test_days_that_do_not_end_a_month_are_counted(self) -> None:
        day = replace(self.SLIPPED, due_start=date(2024, 5, 12), due_end=date(2024, 5, 12))
        assert "from April 2024 to 12 May 2024 (12 days later than first planned)" in self.said(self.START, day)
