"""A seed set in a database: a load then an export gives no diff, and a broken set leaves no trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from tests.offices import BEGAN, OFFICER, deliverable, detail, due, full_office, update
from tests.offices_inspections import LEAD
from tests.unit.test_seed_files import formulas, lines, words
from tracker import writing
from tracker.access import SYSTEM, Role
from tracker.accounts.models import OfficeSetting
from tracker.audit.models import AuditEvent
from tracker.audit.queries import first_broken
from tracker.config import project_file
from tracker.db import make_engine, make_sessions
from tracker.plan import queries
from tracker.plan.models import Deliverable, DeliverableStanding, Plan
from tracker.plan.rules import PlanStatus, ProgressStatus, Rag
from tracker.plan.rules_standing import standing_at
from tracker.reports.rules import EntryKind
from tracker.seeds import BrokenSeeds, load_seeds, read_folder, seeds_of, write_folder
from tracker.seeds.files import file_content
from tracker.seeds.tables import FILES, SeedSet
from tracker.seeds.tables_findings import EvidenceRow, StoredFileRow
from tracker.seeds.tables_inspections import GradeRow
from tracker.seeds.tables_office import OfficeSettingRow, PersonRow
from tracker.seeds.tables_panel import MeetingRow
from tracker.seeds.tables_plan import (
    DeliverableRow,
    MarkRow,
    MilestoneRow,
    OverrideRow,
    PlanRow,
    PriorityRow,
    ProgressRow,
)
from tracker.seeds.tables_quarters import AcronymRow, EntryRow
from tracker.seeds.tables_risks import AssessmentRow
from tracker.seeds.tables_row import SeedRow

WILTSHIRE = project_file("seeds", "wiltshire")
ON = date(2024, 9, 18)


@pytest.fixture
def sessions(database_url: str) -> Iterator[sessionmaker[Session]]:
    """Sessions that commit, on an empty database of the test's own."""
    engine = make_engine(database_url)
    yield make_sessions(engine)
    engine.dispose()


def files(seeds: SeedSet) -> dict[str, bytes | None]:
    """Every file of the folder by its name, stored files by their hash."""
    stored = {row.digest: seeds.content(row.digest) for row in seeds.of(StoredFileRow)}
    return {**{kind.FILE: file_content(kind, seeds.of(kind)) for kind in FILES}, **stored}


def load(session: Session, seeds: SeedSet, on: date = ON) -> None:
    load_seeds(session, seeds, by=SYSTEM, on=on)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_load_then_an_export_of_the_demonstration_gives_no_diff(
    sessions: sessionmaker[Session], tmp_path: Path
) -> None:
    with writing.transaction(sessions) as session:
        load(session, read_folder(WILTSHIRE))
    with sessions() as session:
        write_folder(tmp_path / "out", seeds_of(session))
    assert contents(tmp_path / "out") == contents(WILTSHIRE)


def test_everything_a_running_office_can_have_comes_back(session: Session) -> None:
    load(session, full_office())
    session.expire_all()
    assert files(seeds_of(session)) == files(full_office())


def test_loading_records_one_act_in_the_log(session: Session) -> None:
    load(session, full_office())
    (event,) = session.scalars(select(AuditEvent))
    assert (event.event, event.actor_name) == ("seeds:loaded", SYSTEM.name)
    assert '"deliverables.csv":[null,"3"]' in event.changes
    assert first_broken(session) is None


def test_where_each_deliverable_stands_follows_from_its_history(session: Session) -> None:
    load(session, read_folder(WILTSHIRE))
    session.expire_all()
    rows = session.scalars(select(DeliverableStanding)).all()
    assert len(rows) == 23
    for row in rows:
        standing = standing_at(queries.deliverable(session, row.deliverable.reference), ON)
        assert standing is not None
        assert (row.action, row.percent, row.status, row.due_text, row.due_ends, row.owner_id, row.priority_id) == (
            *(standing.action, standing.percent, standing.status, standing.due.text, standing.due.end),
            *(standing.owner_id, standing.priority_id),
        )


@pytest.mark.parametrize(("day", "overdue"), [(date(2023, 9, 30), 4), (date(2023, 10, 1), 6)])
def test_the_demonstration_can_be_set_on_an_earlier_day(session: Session, day: date, overdue: int) -> None:
    load(session, read_folder(WILTSHIRE), on=day)
    known = session.scalars(select(DeliverableStanding).where(DeliverableStanding.number <= 13)).all()
    late = [row for row in known if row.due_ends < day and row.status is not ProgressStatus.COMPLETE]
    assert len(late) == overdue


def broken(seeds: SeedSet, kind: type[SeedRow], **changes: object) -> SeedSet:
    rows: dict[type[SeedRow], list[SeedRow]] = {each: list(seeds.of(each)) for each in FILES}
    rows[kind][-1] = replace(rows[kind][-1], **changes)  # type: ignore[arg-type]  # each test names real columns
    return SeedSet(rows, seeds.content)


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        (PersonRow, {"email": "nobody"}),
        (PriorityRow, {"plan": "P-9"}),
        (ProgressRow, {"percent": 101}),
        (MeetingRow, {"day": date(2024, 9, 26)}),
        (EntryRow, {"quarter": "soon"}),
        (AcronymRow, {"acronym": "word"}),
        (GradeRow, {"grade": "Adequate"}),
        (EvidenceRow, {"file": None}),
        (StoredFileRow, {"digest": "0" * 64}),
        (AssessmentRow, {"matrix": 3}),
    ],
)
def test_of_a_broken_set_nothing_is_loaded(
    sessions: sessionmaker[Session], kind: type[SeedRow], changes: dict[str, object]
) -> None:
    with pytest.raises(BrokenSeeds), writing.transaction(sessions) as session:
        load(session, broken(full_office(), kind, **changes))
    with sessions() as session:
        assert all(not seeds_of(session).of(each) for each in FILES)
        assert session.scalar(select(func.count()).select_from(AuditEvent)) == 0


def test_a_broken_row_of_a_file_is_named_as_a_spreadsheet_counts(session: Session, tmp_path: Path) -> None:
    write_folder(tmp_path, full_office())
    path = tmp_path / "progress_updates.csv"
    path.write_bytes(path.read_bytes().replace(b",100,complete,2022-05-01", b",100,complete,"))
    with pytest.raises(BrokenSeeds) as caught:
        load(session, read_folder(tmp_path))
    assert "progress_updates.csv, row 3, column completed_on: Enter the date the work was completed." in str(
        caught.value
    )


def test_what_the_database_holds_already_is_refused_and_named(sessions: sessionmaker[Session]) -> None:
    with writing.transaction(sessions) as session:
        load(session, full_office())
    with sessions() as session:
        before = files(seeds_of(session))
    with pytest.raises(BrokenSeeds) as caught, writing.transaction(sessions) as session:
        load(session, full_office())
    said = [str(problem) for problem in caught.value.problems]
    assert {problem.partition(",")[0] for problem in said} == {
        *("people.csv", "plans.csv", "deliverables.csv", "acronyms.csv", "panel_members.csv", "meetings.csv"),
        *("inspections.csv", "stored_files.csv", "findings.csv", "risk_matrices.csv", "risks.csv"),
        *("measures.csv", "measure_loads.csv", "column_maps.csv", "forward_items.csv", "panel_requests.csv"),
        *("agenda_template.csv", "information_lines.csv", "annual_years.csv"),
    }
    assert any("column code: The database holds “P-1” already." in problem for problem in said)
    with sessions() as session:
        assert files(seeds_of(session)) == before


def test_a_plan_of_another_code_can_be_loaded_beside(session: Session) -> None:
    load(session, full_office())
    plan = PlanRow(code="P-2", title="B", starts=BEGAN, ends=BEGAN, status=PlanStatus.DRAFT, note=None)
    load(session, SeedSet({PlanRow: [plan]}))
    assert session.scalars(select(Plan.code).order_by(Plan.code)).all() == ["P-1", "P-2"]


def test_a_setting_that_this_version_no_longer_has_is_left_out_of_an_export(session: Session) -> None:
    session.add(OfficeSetting(key="colour", value="blue", effective_on=BEGAN, set_by="Ada"))
    session.flush()
    assert seeds_of(session).of(OfficeSettingRow) == ()


def test_deliverables_keep_what_they_were_carried_forward_from(session: Session) -> None:
    load(session, full_office())
    carried = session.scalars(select(Deliverable).where(Deliverable.number == 3)).one()
    assert carried.carried_from is not None
    assert carried.carried_from.reference == "D-0002"


# Offices made at random, always sound.
some_lines = lines.map(lambda text: text or "A line")
some_words = (words | formulas).map(lambda text: text or "A text")
maybe_words = st.none() | some_words


@st.composite
def histories(draw: st.DrawFn, reference: str) -> list[SeedRow]:
    """A deliverable with details, requests, progress, milestones, marks and ratings by hand."""
    rows: list[SeedRow] = [detail(reference, action=draw(some_words), recorded_by=draw(some_lines)), due(reference)]
    for _ in range(draw(st.integers(0, 2))):
        day = BEGAN + timedelta(days=draw(st.integers(0, 3)))
        rows.append(detail(reference, effective_on=day, priority=draw(st.integers(1, 2)), reason=draw(maybe_words)))
    if draw(st.booleans()):
        rows.append(due(reference, 2, reason=draw(some_words), requested_on=BEGAN))
    updates = _updates(draw, reference)
    milestones = [
        MilestoneRow(
            deliverable=reference,
            number=number,
            position=draw(st.integers(0, 3)),
            title=draw(some_lines),
            weight=draw(st.integers(1, 9)),
            withdrawn_on=draw(st.none() | st.just(BEGAN)),
        )
        for number in range(1, draw(st.integers(0, 2)) + 1)
    ]
    marks = [
        MarkRow(deliverable=reference, update=row.number, milestone=step.number, percent=draw(st.integers(0, 100)))
        for row in updates
        for step in milestones
        if draw(st.booleans())
    ]
    overrides = [
        OverrideRow(deliverable=reference, effective_on=BEGAN, rag=rag, reason=draw(some_words), author="Leon")
        for rag in draw(st.lists(st.none() | st.sampled_from(Rag), max_size=2))
    ]
    return [*rows, *updates, *milestones, *marks, *overrides]


def _updates(draw: st.DrawFn, reference: str) -> list[ProgressRow]:
    rows: list[ProgressRow] = []
    standing: list[int] = []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        corrected = draw(st.sampled_from([None, *standing]))
        rows.append(
            update(
                reference,
                number,
                effective_on=BEGAN + timedelta(days=number // 2),
                percent=draw(st.integers(1, 99)),
                note=draw(maybe_words),
                reason=draw(some_words),
                supersedes=corrected,
            )
        )
        standing = [*(each for each in standing if each != corrected), number]
    return rows


@st.composite
def offices(draw: st.DrawFn) -> SeedSet:
    people = [
        PersonRow(email=email, name=draw(some_lines), role=role, job_title=None, disabled=draw(st.booleans()))
        for email, role in ((LEAD, Role.LEAD), (OFFICER, Role.OFFICER))
    ]
    rows: dict[type[SeedRow], list[SeedRow]] = {
        PersonRow: [*people],
        PlanRow: [PlanRow(code="P-1", title="A", starts=BEGAN, ends=BEGAN, status=PlanStatus.CURRENT, note=None)],
        PriorityRow: [
            PriorityRow(plan="P-1", number=number, title=draw(some_lines), lead=LEAD, note=draw(maybe_words))
            for number in (1, 2)
        ],
        EntryRow: [
            EntryRow(
                plan="P-1",
                priority=draw(st.integers(1, 2)),
                quarter="2022-23-Q1",
                kind=draw(st.sampled_from(EntryKind)),
                position=draw(st.integers(0, 2)),
                text=draw(some_words),
                author="Leon",
                withdrawn=draw(st.booleans()),
            )
            for _ in range(draw(st.integers(0, 4)))
        ],
        AcronymRow: [
            AcronymRow(acronym=acronym, meaning=draw(some_lines), withdrawn=draw(st.booleans()))
            for acronym in draw(st.sets(st.sampled_from(("S&H", "PCC", "OoCD", "4Ps"))))
        ],
    }
    for number in range(1, draw(st.integers(0, 3)) + 1):
        reference = f"D-{number:04d}"
        rows.setdefault(DeliverableRow, []).append(deliverable(reference, note=draw(maybe_words)))
        for row in draw(histories(reference)):
            rows.setdefault(type(row), []).append(row)
    return SeedSet(rows)


@contextmanager
def undone(engine: Engine) -> Iterator[Session]:
    """A session whose work is gone afterwards."""
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(connection, autoflush=False) as session:
            yield session
        transaction.rollback()


@settings(max_examples=50)
@given(office=offices())
def test_any_office_comes_back_from_its_export(engine: Engine, office: SeedSet) -> None:
    with undone(engine) as session:
        load(session, office)
        session.expire_all()
        exported = seeds_of(session)
    assert {kind: len(exported.of(kind)) for kind in FILES} == {kind: len(office.of(kind)) for kind in FILES}
    with undone(engine) as session:
        load(session, exported)
        session.expire_all()
        assert files(seeds_of(session)) == files(exported)
