"""Snapshots for tests: one that is empty, one as usual, one where every text is far too long, and any at all."""

from __future__ import annotations

import unicodedata
from dataclasses import fields, replace
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from hypothesis import strategies as st

from tests.unit.reports.contents_measures import A_PAGE, ONLY_WORDS, basis_of, overlong, pages
from tests.unit.reports.histories import AS_AT, QUARTER
from tracker.documents.pdf import lacking
from tracker.inspections.rules import FIVE_GRADES, UNGRADED, FindingType, ForceStatus, PanelStatus, Result
from tracker.plan.rules import ProgressStatus, Rag
from tracker.reports.rows_risks import matrix_facts
from tracker.reports.snapshots import (
    AcronymFacts,
    DeliverableRow,
    HighlightSnapshot,
    MeetingFacts,
    OfficeFacts,
    PlanFacts,
    PrioritySection,
    QuarterFacts,
    RatingRules,
)
from tracker.reports.snapshots_inspections import FindingRow, GradeRow, InspectionGrades
from tracker.reports.snapshots_risks import MatrixFacts, RiskRow
from tracker.risks.rules import DEFAULT_MATRIX, Band, Direction, RiskKind, RiskState
from tracker.risks.rules_actions import ActionStatus

A_ROW = DeliverableRow(
    reference="D-0001",
    action="Refit the custody suite",
    due_text="March 2025",
    due_start=date(2025, 3, 1),
    due_end=date(2025, 3, 31),
    original_due_text="March 2025",
    original_due_end=date(2025, 3, 31),
    revised=False,
    revised_reason=None,
    extension_requested=False,
    progress=40,
    updated_in_quarter=True,
    updated_on=None,
    note=None,
    previous_progress=None,
    previous_progress_on=None,
    status=ProgressStatus.IN_PROGRESS,
    status_word="In progress",
    completed_on=None,
    closed_reason=None,
    carried_to=None,
    rag=Rag.GREEN,
    rag_word="Green",
    rag_reasons=("No warning sign was found.",),
    rag_override_reason=None,
    overdue=False,
    days_late=0,
    days_late_from_original=0,
)
LATE = replace(
    A_ROW,
    reference="D-0002",
    action="Train the call handlers",
    due_text="June 2024",
    due_start=date(2024, 6, 1),
    due_end=date(2024, 6, 30),
    original_due_text="May 2024",
    original_due_end=date(2024, 5, 31),
    revised=True,
    revised_reason="The trainer left.",
    updated_in_quarter=False,
    updated_on=date(2024, 5, 1),
    previous_progress=40,
    rag=Rag.RED,
    rag_word="Red",
    overdue=True,
    days_late=80,
    days_late_from_original=110,
)
DONE = replace(
    A_ROW,
    reference="D-0003",
    action="Publish the estates plan",
    progress=100,
    previous_progress=80,
    status=ProgressStatus.COMPLETE,
    status_word="Complete",
    completed_on=date(2024, 7, 8),
    rag=Rag.COMPLETE,
    rag_word="Complete",
)
STOPPED = replace(
    A_ROW,
    reference="D-0004",
    status=ProgressStatus.STOPPED,
    status_word="Stopped",
    closed_reason="The money went elsewhere.",
    rag=None,
    rag_word=None,
)
A_RISK = RiskRow(
    reference="R-0001",
    kind=RiskKind.RISK,
    kind_word="Risk",
    wording="Funding **ends** in March.",
    raised_on=date(2024, 4, 2),
    state=RiskState.OPEN,
    state_word="Open",
    state_since=date(2024, 4, 2),
    score=16,
    likelihood=4,
    impact=4,
    matrix=1,
    band=Band.VERY_HIGH,
    band_word="Very high",
    previous_score=12,
    direction=Direction.UP,
    direction_word="Up",
)
UNSCORED = replace(
    A_RISK,
    reference="R-0002",
    wording="Posts are hard to fill.",
    score=None,
    likelihood=None,
    impact=None,
    matrix=None,
    band=None,
    band_word=None,
    previous_score=None,
    direction=None,
    direction_word=None,
)
AN_ISSUE = replace(
    UNSCORED,
    reference="I-0001",
    kind=RiskKind.ISSUE,
    kind_word="Issue",
    wording="The tender was paused.",
    band=Band.HIGH,
    band_word="High",
)
A_FINDING = FindingRow(
    reference="F-0001",
    kind=FindingType.AREA_FOR_IMPROVEMENT,
    kind_word="Area for improvement",
    part_of=None,
    official_reference=None,
    inspection="PEEL-2023-25",
    inspection_title="Integrated assessment",
    text="Map every group soon after it is found.",
    has_lead=True,
    force=ForceStatus.IN_PROGRESS,
    force_word="In progress",
    panel=PanelStatus.OPEN,
    panel_word="Open",
    expected_on=date(2024, 12, 31),
    overdue=False,
    days_late=0,
    result=None,
    result_word=None,
    updated_on=date(2024, 8, 1),
    closed_on=None,
)
GRADES = InspectionGrades(
    code="PEEL-2023-25",
    title="Integrated assessment",
    body="HMICFRS",
    year=2024,
    published_on=None,
    scale=(*FIVE_GRADES, UNGRADED),
    rows=(
        GradeRow(number="1", area="Preventing crime", grade="Good"),
        GradeRow(number=None, area="Leadership", grade="Requires improvement"),
    ),
)


def section(*rows: DeliverableRow, **changes: object) -> PrioritySection:
    empty = PrioritySection(
        plan_code="PCP-2022-25",
        number=1,
        title="A police service that meets the needs of its community",
        lead="Lena Marsh",
        outcomes=(),
        focus=(),
        deliverables=rows,
        risks_and_issues=(),
        grades=(),
        measures=(),
    )
    return replace(empty, **changes)  # type: ignore[arg-type]  # the fields are the caller's


EMPTY = HighlightSnapshot(
    as_at=AS_AT,
    quarter=QuarterFacts(
        key=QUARTER.key, label=QUARTER.label, months=QUARTER.months_label, start=QUARTER.start, end=QUARTER.end
    ),
    office=OfficeFacts(
        name="Office of the Police and Crime Commissioner",
        panel="Police and Crime Panel",
        notice="",
    ),
    commissioner=None,
    meeting=None,
    rating_rules=RatingRules(behind_by=15, due_within_days=30, nearly_done=80),
    plans=(),
    priorities=(),
    findings=None,
    matrices=(),
    measure_basis=basis_of(),
    acronyms=(),
)
TYPICAL = replace(
    EMPTY,
    office=replace(EMPTY.office, notice="Demonstration – not issued by any office"),
    commissioner="Col Whitmore",
    meeting=MeetingFacts(day=date(2024, 9, 26), starts_at=time(13, 30), venue="Committee Room 6"),
    plans=(PlanFacts(code="PCP-2022-25", title="The plan", start=date(2022, 4, 1), end=date(2025, 3, 31)),),
    priorities=(
        section(
            A_ROW,
            LATE,
            outcomes=("The survey drew **1,125** replies.",),
            focus=("Launch the plan.",),
            grades=(GRADES,),
            measures=(A_PAGE, ONLY_WORDS),
        ),
        section(DONE, number=2, title="Reduce violence", lead=None, risks_and_issues=(A_RISK, UNSCORED, AN_ISSUE)),
    ),
    findings=(A_FINDING,),
    matrices=(matrix_facts(DEFAULT_MATRIX),),
    measure_basis=basis_of(*A_PAGE.rows),
    acronyms=(AcronymFacts(acronym="PCC", meaning="Police and Crime Commissioner"),),
)
LONG = "An unusually long sentence that goes on and on about custody. " * 9
OVERLONG = replace(
    TYPICAL,
    priorities=tuple(
        section(
            *(
                replace(LATE, reference=f"D-{number:04d}", action=LONG, note=LONG, revised_reason=LONG)
                for number in range(30)
            ),
            number=place,
            title=LONG[:290],
            outcomes=(LONG,) * 25,
            focus=(LONG,) * 3,
            risks_and_issues=tuple(
                replace(kind, reference=f"R-{number:04d}", wording=LONG)
                for number, kind in enumerate((A_RISK, UNSCORED, AN_ISSUE) * 4)
            ),
            grades=(
                replace(
                    GRADES,
                    title=LONG[:290],
                    body=LONG[:110],
                    scale=tuple(f"{LONG[:50]} {number}" for number in range(12)),
                    rows=tuple(
                        GradeRow(number="W" * 10, area=f"{LONG[:280]}{number}", grade=f"{LONG[:50]} {number}")
                        for number in range(12)
                    ),
                ),
            ),
            measures=(overlong(LONG), A_PAGE, overlong(LONG, 2)),
        )
        for place in range(1, 7)
    ),
    findings=tuple(
        replace(
            A_FINDING,
            reference=f"F-{number:04d}",
            text=LONG * 4,
            inspection=f"{'W' * 38}{number // 9}",
            inspection_title=LONG[:290],
            official_reference="W" * 60,
            overdue=True,
            days_late=number,
        )
        for number in range(40)
    ),
    acronyms=tuple(AcronymFacts(acronym=f"{'W' * 18}{number:02d}", meaning=LONG[:290]) for number in range(99)),
)

Made = TypeVar("Made")
_ENUMS: tuple[type[StrEnum], ...] = (
    *(ProgressStatus, Rag),
    *(RiskKind, RiskState, Band, Direction),
    *(FindingType, ForceStatus, PanelStatus, Result, ActionStatus),
)
_words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)
_letters = [chr(code) for code in range(0x20, 0x2800) if unicodedata.category(chr(code)) != "Cc"]
_drawable = st.sampled_from([letter for letter in _letters if lacking(letter) is None])
# A letter and an accent that each can be drawn may compose to one that cannot.
printable = st.text(_drawable, max_size=40).filter(lambda text: lacking(text) is None)
_days = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def rows(words: st.SearchStrategy[str] = _words) -> st.SearchStrategy[DeliverableRow]:
    """Any row at all, consistent or not: a snapshot keeps what it was given."""
    return any_of(DeliverableRow, words)


def any_of(
    made: type[Made], words: st.SearchStrategy[str], **others: st.SearchStrategy[object]
) -> st.SearchStrategy[Made]:
    """Any value at all for each field; `others` are made as told."""
    by_type: dict[str, st.SearchStrategy[object]] = {
        "str": words,
        "str | None": st.none() | words,
        "date": _days,
        "date | None": st.none() | _days,
        "bool": st.booleans(),
        "int": st.integers(0, 100),
        "int | None": st.none() | st.integers(0, 100),
        "tuple[str, ...]": st.lists(words, max_size=3).map(tuple),
        **{each.__name__: st.sampled_from(each) for each in _ENUMS},
        **{f"{each.__name__} | None": st.none() | st.sampled_from(each) for each in _ENUMS},
    }
    usual = {field.name: by_type[str(field.type)] for field in fields(made) if field.name not in others}  # type: ignore[arg-type]  # dataclasses all
    return st.builds(made, **usual, **others)


def matrices(words: st.SearchStrategy[str] = _words) -> st.SearchStrategy[MatrixFacts]:
    labels = st.lists(words, min_size=5, max_size=5).map(tuple)
    starts = st.lists(st.integers(2, 25), min_size=3, max_size=3, unique=True).map(sorted)
    return st.builds(
        lambda number, likelihoods, impacts, bands: MatrixFacts(
            number=number,
            likelihoods=likelihoods,
            impacts=impacts,
            medium_from=bands[0],
            high_from=bands[1],
            very_high_from=bands[2],
        ),
        st.integers(1, 9),
        labels,
        labels,
        starts,
    )


def _parts(words: st.SearchStrategy[str]) -> st.SearchStrategy[PrioritySection]:
    lines = st.lists(words, max_size=3).map(tuple)
    grades = st.builds(
        replace,
        st.just(GRADES),
        title=words,
        scale=lines,
        rows=st.lists(any_of(GradeRow, words), max_size=3).map(tuple),
    )
    return st.builds(
        PrioritySection,
        plan_code=words,
        number=st.integers(1, 9),
        title=words,
        lead=st.none() | words,
        outcomes=lines,
        focus=lines,
        deliverables=st.lists(rows(words), max_size=3).map(tuple),
        risks_and_issues=st.lists(any_of(RiskRow, words), max_size=3).map(tuple),
        grades=st.lists(grades, max_size=2).map(tuple),
        measures=st.lists(pages(words), max_size=2).map(tuple),
    )


def snapshots(words: st.SearchStrategy[str] = _words) -> st.SearchStrategy[HighlightSnapshot]:
    meetings = st.builds(
        MeetingFacts, day=_days, starts_at=st.none() | st.times().map(_to_the_minute), venue=st.none() | words
    )
    return st.builds(
        HighlightSnapshot,
        as_at=_days,
        quarter=st.just(EMPTY.quarter),
        office=st.builds(replace, st.just(EMPTY.office), notice=words, name=words.map(lambda name: f"Office {name}")),
        commissioner=st.none() | words,
        meeting=st.none() | meetings,
        rating_rules=st.builds(
            RatingRules,
            behind_by=st.integers(1, 100),
            due_within_days=st.integers(0, 366),
            nearly_done=st.integers(1, 100),
        ),
        plans=st.just(TYPICAL.plans),
        priorities=st.lists(_parts(words), max_size=3).map(tuple),
        findings=st.none() | st.lists(any_of(FindingRow, words), max_size=4).map(tuple),
        matrices=st.lists(matrices(words), max_size=2).map(tuple),
        measure_basis=st.just(TYPICAL.measure_basis),
        acronyms=st.lists(st.builds(AcronymFacts, acronym=words, meaning=words), max_size=20).map(tuple),
    )


def printable_snapshots() -> st.SearchStrategy[HighlightSnapshot]:
    """Any snapshot whose characters the reports' fonts have."""
    return snapshots(printable)


def _to_the_minute(moment: time) -> time:
    return moment.replace(second=0, microsecond=0)
