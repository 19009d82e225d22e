"""Inspections, findings and risks of a seed set in a database: where each stands, files, random histories."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests.integration.test_seeds import ON, WILTSHIRE, files, load, maybe_words, some_lines, some_words, undone
from tests.offices import full_office
from tests.offices_inspections import (
    FILES_OF_OFFICE,
    LEAD,
    LETTER,
    RECORDED,
    answers,
    evidence,
    finding,
    finding_detail,
    grade,
    happening,
    inspection,
    scale,
)
from tests.offices_risks import RAISED, action, labels, matrix, moved, risk, risk_detail, score
from tracker.files.models import StoredFile
from tracker.inspections import queries as inspections
from tracker.inspections.models_finding import FindingStanding
from tracker.inspections.rules import UNGRADED, FindingType, ForceStatus, InspectorateStatus, Result
from tracker.inspections.rules_standing import standing_at as finding_at
from tracker.plan.models import DeliverableStanding
from tracker.risks import queries as risks
from tracker.risks.models import RiskStanding
from tracker.risks.rules import Band, RiskState, ScoreKind
from tracker.risks.rules_standing import standing_at as risk_at
from tracker.seeds import read_folder, seeds_of, write_folder
from tracker.seeds.tables import FILES, SeedSet
from tracker.seeds.tables_findings import (
    CommentRow,
    FindingRow,
    ForceMarkRow,
    InspectorateMarkRow,
    ReassessmentRow,
    StoredFileRow,
)
from tracker.seeds.tables_inspections import ScaleRow
from tracker.seeds.tables_office import PersonRow
from tracker.seeds.tables_plan import (
    DeliverableRow,
    DetailRow,
    DueDateRow,
    ObjectiveRow,
    PlanRow,
    PriorityRow,
    ProgressRow,
)
from tracker.seeds.tables_quarters import QuarterRiskRow
from tracker.seeds.tables_risks import RiskActionUpdateRow, RiskDeliverableRow, RiskFindingRow, RiskReviewRow, RiskRow
from tracker.seeds.tables_row import SeedRow


@pytest.fixture(params=["everything", "wiltshire"])
def loaded(request: pytest.FixtureRequest, session: Session) -> Session:
    load(session, full_office() if request.param == "everything" else read_folder(WILTSHIRE))
    session.expire_all()
    return session


def test_where_each_finding_stands_follows_from_its_history(loaded: Session) -> None:
    rows = loaded.scalars(select(FindingStanding)).all()
    assert len(rows) in (7, 25)
    for row in rows:
        state = finding_at(inspections.finding(loaded, row.finding.reference), ON)
        assert state is not None
        assert (row.text, row.priority_id, row.lead_id, row.expected_on, row.force_status, row.inspectorate_status) == (
            *(state.text, state.priority_id, state.lead_id, state.expected_on, state.force, state.inspectorate),
        )
        assert row.is_withdrawn is row.finding.is_withdrawn
        assert (row.result, row.is_open, row.has_evidence, row.updated_on) == (
            *(state.result, state.is_open and not row.is_withdrawn, state.has_evidence, state.updated_on),
        )


def test_where_each_risk_stands_follows_from_its_history(loaded: Session) -> None:
    matrices = risks.matrices(loaded)
    rows = loaded.scalars(select(RiskStanding)).all()
    assert len(rows) in (5, 16)
    for row in rows:
        position = risk_at(risks.risk(loaded, row.risk.reference), matrices, ON)
        assert position is not None
        assert (row.words, row.priority_id, row.owner_id, row.state, row.band, row.review_due_on) == (
            *(position.words, position.priority_id, position.owner_id, position.state, position.band),
            position.review_due_on,
        )
        assert row.score == (position.current.value if position.current else None)
        assert (row.reviewed_on, row.accepted_until) == (position.reviewed_on, position.accepted_until)


def test_a_deliverable_knows_of_a_very_high_risk_that_may_delay_it(session: Session) -> None:
    load(session, full_office())
    session.expire_all()
    red = {row.number for row in session.scalars(select(DeliverableStanding)) if row.linked_risk_is_red}
    # D-0002 is linked to an issue that is resolved.
    assert red == {1}


def test_the_published_findings_of_2016_are_still_open_and_those_of_2015_partly(session: Session) -> None:
    load(session, read_folder(WILTSHIRE))
    session.expire_all()
    rows = session.scalars(select(FindingStanding)).all()
    still_open = {row.number for row in rows if row.is_open}
    assert still_open >= set(range(1, 7))
    assert {row.result for row in rows if row.number in still_open} == {None, Result.IMPROVED, Result.PERSISTS}
    assert len(still_open) == 9


def test_stored_files_are_the_bytes_they_were(session: Session) -> None:
    load(session, full_office())
    session.expire_all()
    stored = {row.digest: (row.size, row.content) for row in session.scalars(select(StoredFile))}
    assert stored == {digest: (len(content), content) for digest, content in FILES_OF_OFFICE.items()}


def test_stored_files_pass_through_a_folder_into_another_database(engine: Engine, tmp_path: Path) -> None:
    with undone(engine) as session:
        load(session, full_office())
        session.expire_all()
        write_folder(tmp_path / "out", seeds_of(session))
    with undone(engine) as session:
        load(session, read_folder(tmp_path / "out"))
        session.expire_all()
        assert files(seeds_of(session)) == files(full_office())
        # Over what was written before.
        write_folder(tmp_path / "out", seeds_of(session))
    assert files(read_folder(tmp_path / "out")) == files(full_office())
    assert (tmp_path / "out" / "files" / LETTER).read_bytes() == FILES_OF_OFFICE[LETTER]


def test_a_stored_file_nothing_names_is_kept(session: Session) -> None:
    alone = hashlib.sha256(b"x").hexdigest()
    row = StoredFileRow(digest=alone, size=1, media_type="text/plain")
    load(session, SeedSet({StoredFileRow: [row]}, {alone: b"x"}.get))
    assert session.scalar(select(func.count()).select_from(StoredFile)) == 1
    assert files(seeds_of(session))[alone] == b"x"


# Records made at random, always sound, in an office that has what they name.
BASE = (PersonRow, PlanRow, PriorityRow, ObjectiveRow, DeliverableRow, DetailRow, DueDateRow, ProgressRow)
days = st.integers(0, 3).map(lambda number: RECORDED + timedelta(days=number))
places = st.sampled_from([{}, {"plan": "P-1", "priority": 1}, {"plan": "P-1", "priority": 2}])
leads = st.none() | st.just(LEAD)


@st.composite
def inspected(draw: st.DrawFn) -> Iterator[SeedRow]:
    """An inspection with grades on its own scale, some withdrawn, and events, some of them of no inspection."""
    grades = ["Good", "Bad"][: draw(st.integers(0, 2))]
    areas = draw(st.lists(some_lines, max_size=3, unique=True))
    rows: list[SeedRow] = [inspection("INS", title=draw(some_lines), note=draw(maybe_words)), *scale("INS", *grades)]
    rows.append(ScaleRow(inspection="INS", position=draw(st.integers(1, 4)), label="Fair", withdrawn=True))
    for area in areas:
        given_grade = draw(st.sampled_from([*grades, UNGRADED]))
        place = st.integers(0, 2)
        rows.append(grade("INS", draw(place), area, given_grade, note=draw(maybe_words), withdrawn=draw(st.booleans())))
        rows += [grade("INS", draw(place), area, "Fair", withdrawn=True) for _ in range(draw(st.integers(0, 2)))]
    rows += [
        happening(draw(some_words), inspection=draw(st.sampled_from([None, "INS"])), withdrawn=draw(st.booleans()))
        for _ in range(draw(st.integers(0, 2)))
    ]
    return iter(rows)


@st.composite
def found(draw: st.DrawFn, reference: str) -> Iterator[SeedRow]:
    """A finding with its wording, both statuses, re-assessments, comments, evidence and links."""
    kind = draw(st.sampled_from(FindingType))
    rows: list[SeedRow] = [finding(reference, "INS", kind, draw(st.integers(0, 2)), historic=True)]
    rows.append(finding_detail(reference, text=draw(some_words), lead=draw(leads), **draw(places)))
    for _ in range(draw(st.integers(0, 2))):
        rows.append(finding_detail(reference, effective_on=draw(days), text=draw(some_words), reason=draw(maybe_words)))
    said = {"finding": reference, "comment": draw(maybe_words), "author": "Olivia"}
    for force in draw(st.lists(st.sampled_from(ForceStatus), max_size=2)):
        rows.append(ForceMarkRow(effective_on=draw(days), status=force, **said))  # type: ignore[arg-type]  # as written
    for status in draw(st.lists(st.sampled_from(InspectorateStatus), max_size=2)):
        told = draw(some_lines)
        rows.append(InspectorateMarkRow(effective_on=draw(days), status=status, told_by=told, **said))  # type: ignore[arg-type]  # as written
    for result in draw(st.lists(st.sampled_from(Result), max_size=2)):
        again = {"finding": reference, "inspection": None, "text": draw(maybe_words), "author": "Leon"}
        rows.append(ReassessmentRow(effective_on=draw(days), result=result, **again))  # type: ignore[arg-type]  # as written
    for text in draw(st.lists(some_words, max_size=2)):
        rows.append(CommentRow(finding=reference, effective_on=draw(days), text=text, author="Leon"))
    shown = st.sampled_from([{"link": "https://example.org"}, {"file": LETTER, "file_name": "=a.csv"}])
    rows += [evidence(reference, draw(some_lines), **draw(shown)) for _ in range(draw(st.integers(0, 2)))]
    linked = draw(st.sets(days, max_size=2))
    return iter([*rows, *(answers(reference, "D-0001", linked_on=day) for day in sorted(linked))])


@st.composite
def raised(draw: st.DrawFn, reference: str) -> Iterator[SeedRow]:
    """A risk with its wording, moves, scores on two matrices, reviews, actions and links."""
    rows: list[SeedRow] = [risk(reference, note=draw(maybe_words))]
    rows.append(risk_detail(reference, event=draw(some_words), owner=draw(leads), **draw(places)))
    for _ in range(draw(st.integers(0, 2))):
        rows.append(risk_detail(reference, effective_on=draw(days), internal_wording=draw(maybe_words)))
    turns = (RiskState.CLOSED, RiskState.OPEN, RiskState.HAPPENED)[: draw(st.integers(0, 3))]
    when = sorted(draw(days) for _ in turns)
    rows += [moved(reference, state, day, draw(some_words)) for state, day in zip(turns, when, strict=True)]
    points = st.integers(1, 5)
    for kind in draw(st.lists(st.sampled_from(ScoreKind), max_size=4)):
        about = {"effective_on": draw(days), "matrix": draw(st.integers(1, 2)), "explanation": draw(some_words)}
        rows.append(score(reference, kind, draw(points), draw(points), **about))
    for note in draw(st.lists(maybe_words, max_size=2)):
        rows.append(RiskReviewRow(risk=reference, effective_on=draw(days), note=note, reviewer="Leon"))
    if draw(st.booleans()):
        rows.append(action(reference, 1, title=draw(some_lines)))
        for percent in draw(st.lists(st.integers(0, 100), max_size=2)):
            about = {"risk": reference, "action": 1, "effective_on": draw(days), "note": None, "author": "Leon"}
            rows.append(RiskActionUpdateRow(percent=percent, **about))  # type: ignore[arg-type]  # as written
    link = {"risk": reference, "linked_by": "Leon", "unlinked_on": None, "unlinked_by": None}
    for day in sorted(draw(st.sets(days, max_size=1))):
        rows.append(RiskDeliverableRow(deliverable="D-0001", linked_on=day, **link))  # type: ignore[arg-type]  # as written
    if draw(st.booleans()):
        about = {"plan": "P-1", "priority": 1, "quarter": "2022-23-Q1", "chosen_by": "Leon"}
        rows.append(QuarterRiskRow(risk=reference, withdrawn=draw(st.booleans()), **about))  # type: ignore[arg-type]  # as written
    return iter(rows)


@st.composite
def records(draw: st.DrawFn) -> SeedSet:
    rows: dict[type[SeedRow], list[SeedRow]] = {kind: [*full_office().of(kind)] for kind in BASE}
    made = [*draw(inspected()), StoredFileRow(digest=LETTER, size=len(FILES_OF_OFFICE[LETTER]), media_type="text/x")]
    for number in range(1, draw(st.integers(0, 3)) + 1):
        made += draw(found(f"F-{number:04d}"))
    made += [matrix(1), matrix(2, very_high_from=25), *labels(1), *labels(2)]
    for number in range(1, draw(st.integers(0, 3)) + 1):
        made += draw(raised(f"R-{number:04d}"))
    if any(isinstance(row, FindingRow) for row in made) and any(isinstance(row, RiskRow) for row in made):
        link = {"linked_on": RAISED, "linked_by": "Leon", "unlinked_on": None, "unlinked_by": None}
        made.append(RiskFindingRow(risk="R-0001", finding="F-0001", **link))  # type: ignore[arg-type]  # as written
    for row in made:
        rows.setdefault(type(row), []).append(row)
    return SeedSet(rows, FILES_OF_OFFICE.get)


@settings(max_examples=20)
@given(office=records())
def test_any_records_come_back_from_their_export(engine: Engine, office: SeedSet) -> None:
    with undone(engine) as session:
        load(session, office)
        session.expire_all()
        exported = seeds_of(session)
        content = {row.digest: exported.content(row.digest) for row in exported.of(StoredFileRow)}
    assert {kind: len(exported.of(kind)) for kind in FILES} == {kind: len(office.of(kind)) for kind in FILES}
    again = SeedSet({kind: exported.of(kind) for kind in FILES}, content.get)
    with undone(engine) as session:
        load(session, again)
        session.expire_all()
        assert files(seeds_of(session)) == files(again)


@settings(max_examples=20)
@given(office=records(), day=days)
def test_a_deliverable_is_red_when_an_open_risk_of_it_is_very_high(engine: Engine, office: SeedSet, day: date) -> None:
    with undone(engine) as session:
        load(session, office, on=day)
        session.expire_all()
        linked = {row.risk for row in office.of(RiskDeliverableRow)}
        rows = session.scalars(select(RiskStanding)).all()
        red = any(
            row.risk.reference in linked and row.state is RiskState.OPEN and row.band is Band.VERY_HIGH for row in rows
        )
        standing = session.scalars(select(DeliverableStanding).where(DeliverableStanding.number == 1)).one()
        assert standing.linked_risk_is_red == red
