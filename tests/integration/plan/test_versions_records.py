"""Versions of plans in the database: what a page never sends, what lists cost, and what seed sets may say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, make_deliverable, make_objective, make_plan, make_priority, reload
from tests.factories_panel import fill_panel
from tests.factories_versions import ISSUED, fill_versions, make_version, publish, take
from tests.integration.test_query_counts import counted
from tests.offices import full_office
from tests.offices_versions import belongs, line, step, version
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.errors import Stale
from tracker.plan import queries
from tracker.plan import queries_versions as versions
from tracker.plan.commands import EditDeliverable, edit_deliverable
from tracker.plan.commands_close import CarryForward, carry_forward
from tracker.plan.commands_version_steps import CorrectStep, RecordStep, StepFacts, correct_step, record_step
from tracker.plan.commands_versions import EditVersion, MoveToVersion, edit_version, move_to_version
from tracker.plan.models import Deliverable, Plan, Priority
from tracker.plan.models_versions import PlanVersion
from tracker.plan.rules import DuePeriod, Precision
from tracker.plan.rules_changes import ClosedWorkKeepsItsRecord
from tracker.plan.rules_version_kinds import StepKind, VersionKind
from tracker.plan.rules_version_refusals import (
    MeetingYetToCome,
    NotAVersionOfThisPlan,
    NothingToPublish,
    StepNotRecorded,
    VariationSaysNothing,
)
from tracker.plan.rules_versions import PlanLine
from tracker.seeds import BrokenSeeds
from tracker.seeds.check import check_seeds
from tracker.seeds.tables import FILES, SeedSet
from tracker.seeds.tables_row import SeedRow
from tracker.seeds.tables_versions import (
    DeliverableVersionRow,
    PlanVersionLineRow,
    PlanVersionRow,
    PlanVersionStepRow,
)
from tracker.writing import transaction

NEXT_YEAR = DuePeriod("2026", date(2026, 1, 1), date(2026, 12, 31), Precision.YEAR)


@pytest.fixture
def priority(session: Session, cast: Cast) -> Priority:
    """Under a plan of its own, with an objective under another."""
    made = make_priority(session, lead=cast.lead)
    make_objective(session, made, "1.1.1", parent=make_objective(session, made, "1.1"))
    return made


@pytest.fixture
def issued(session: Session, priority: Priority) -> PlanVersion:
    return publish(session, make_version(session, priority.plan))


def number_of(session: Session, work: Deliverable) -> int | None:
    """The number of the version that a deliverable belongs to."""
    found = version_of(session, work)
    return found.number if found else None


def version_of(session: Session, work: Deliverable) -> PlanVersion | None:
    return versions.version_among(versions.history_of_versions(session, work), work.standing.priority.plan_id, TODAY)


class TestCommands:
    def test_it_is_frozen_line_by_line(self, session: Session, priority: Priority, issued: PlanVersion) -> None:
        assert issued.frozen == versions.lines_now(session, priority.plan_id)
        assert issued.frozen == (
            PlanLine(1, None, None, None, None, "Priority 1"),
            PlanLine(1, "1.1", None, "Objective", None, "Objective 1.1"),
            PlanLine(1, "1.1.1", "1.1", "Objective", None, "Objective 1.1.1"),
        )

    def test_a_plan_without_priorities_is_not_published(self, session: Session, plan: Plan) -> None:
        empty = make_version(session, make_plan(session, "EMPTY"))
        with pytest.raises(NothingToPublish):
            publish(session, empty)

    def test_a_second_version_varies_the_first(self, session: Session, priority: Priority, issued: PlanVersion) -> None:
        assert issued.kind is VersionKind.PLAN
        with pytest.raises(VariationSaysNothing):
            make_version(session, priority.plan, changes=None)
        assert make_version(session, priority.plan).kind is VersionKind.VARIATION

    def test_who_was_first_is_told_to_the_second(self, session: Session, issued: PlanVersion) -> None:
        stale = issued.version - 1
        with pytest.raises(Stale):
            record_step(session, issued, RecordStep(stale, StepKind.SENT, StepFacts(TODAY)), by=SYSTEM, on=TODAY)
        with pytest.raises(Stale):
            edit_version(session, issued, EditVersion(stale, "x", None, None), by=SYSTEM, on=TODAY)

    def test_the_panel_reviews_at_a_meeting_that_took_place(self, session: Session, priority: Priority) -> None:
        coming = fill_panel(session)
        varied = make_version(session, priority.plan)
        take(session, varied, StepKind.DRAFTED, ISSUED)
        take(session, varied, StepKind.SENT, ISSUED)
        for meeting_id in (None, coming.id, 999_999):
            with pytest.raises(MeetingYetToCome):
                take(session, varied, StepKind.REVIEWED, None, meeting_id=meeting_id)

    def test_only_what_is_recorded_is_corrected(self, session: Session, issued: PlanVersion) -> None:
        command = CorrectStep(issued.version, StepKind.SENT, StepFacts(TODAY), "x")
        with pytest.raises(StepNotRecorded):
            correct_step(session, issued, command, by=SYSTEM, on=TODAY)

    def test_a_correction_keeps_the_reason_of_the_publication(self, session: Session, issued: PlanVersion) -> None:
        command = CorrectStep(issued.version, StepKind.PUBLISHED, StepFacts(date(2022, 3, 30)), "A day late")
        corrected = correct_step(session, issued, command, by=SYSTEM, on=TODAY)
        assert corrected.override_reason == "The review is not on record."
        assert issued.published_on == date(2022, 3, 30)


class TestDeliverables:
    def test_one_goes_on_under_the_version_in_force_then(
        self, session: Session, cast: Cast, priority: Priority, issued: PlanVersion
    ) -> None:
        work = make_deliverable(session, priority, cast.officer)
        varied = make_version(session, priority.plan)
        take(session, varied, StepKind.DRAFTED, date(2024, 8, 1))
        take(session, varied, StepKind.PUBLISHED, date(2024, 9, 1), override_reason="In haste")
        work = reload(session, work)
        assert number_of(session, work) == 1
        command = CarryForward(work.version, TODAY, priority.id, NEXT_YEAR, "It goes on")
        after = carry_forward(session, work, command, by=SYSTEM, on=TODAY)
        assert number_of(session, after) == 2
        with pytest.raises(ClosedWorkKeepsItsRecord):
            move_to_version(session, work, MoveToVersion(work.version, 2, None), by=SYSTEM, on=TODAY)

    def test_before_its_plan_is_published_it_belongs_to_none(
        self, session: Session, cast: Cast, priority: Priority
    ) -> None:
        work = make_deliverable(session, priority, cast.officer)
        make_version(session, priority.plan)
        assert version_of(session, work) is None
        with pytest.raises(NotAVersionOfThisPlan):
            move_to_version(session, work, MoveToVersion(work.version, 1, None), by=SYSTEM, on=TODAY)

    def test_under_another_plan_it_belongs_to_the_version_in_force_there(
        self, session: Session, cast: Cast, priority: Priority, issued: PlanVersion
    ) -> None:
        work = make_deliverable(session, priority, cast.officer)
        other = make_priority(session, lead=cast.lead)
        there = publish(session, make_version(session, other.plan))
        same = EditDeliverable(work.version, "Buy a van", other.id, None, cast.officer.id, None, None)
        edit_deliverable(session, work, same, by=SYSTEM, on=TODAY)
        assert version_of(session, work) == there
        assert versions.deliverables_of(session, issued) == []
        assert [row.number for row in versions.deliverables_of(session, there)] == [work.number]
        assert versions.counts_of(session, other.plan_id) == {there.id: 1}
        assert versions.counts_of(session, priority.plan_id) == {}


def test_lists_of_versions_cost_the_same_for_few_and_for_many(office_on_sqlite: Office) -> None:
    paths = ("/plans/PCP-2022-25/versions", "/published/plans", "/plans/PCP-2022-25/versions/1")
    with transaction(office_on_sqlite.sessions) as session:
        fill_panel(session)
        fill_versions(session)

    def costs() -> list[int]:
        found = []
        for path in paths:
            with counted(office_on_sqlite) as said:
                assert office_on_sqlite.as_("analyst").http.get(path).status_code == 200
            found.append(len(said))
        return found

    few = costs()
    with transaction(office_on_sqlite.sessions) as session:
        plan = queries.plan(session, "PCP-2022-25")
        varied = versions.version(session, "PCP-2022-25", 2)
        take(session, varied, StepKind.PUBLISHED, date(2024, 7, 1), override_reason="In haste")
        for number in range(2, 12):
            again = make_version(session, plan, f"Variation {number}")
            take(session, again, StepKind.PUBLISHED, date(2024, 8, number), override_reason="In haste")
    assert costs() == few


BROKEN: list[tuple[SeedRow, str]] = [
    (version(5, VersionKind.VARIATION), "The numbers of the versions of P-1 must be 1, 2, 3 …: 4 is missing."),
    (version(4, changes=None), "A variation says what it changes."),
    (version(4, elected_on=ISSUED), "Only the plan itself names the day of the election."),
    (version(4, withdrawn_on=ISSUED), "Fill withdrawn_on and withdrawn_by and withdrawn_reason, or none of them."),
    (step(2, StepKind.PUBLISHED, ISSUED), "“Published” stands twice. A correction names what it corrects."),
    (step(3, StepKind.SENT, ISSUED), "The numbers of the steps of P-1, version 1 must be 1, 2, 3 …: 2 is missing."),
    (step(2, StepKind.REVIEWED, ISSUED), "A review names its meeting, and no other step does."),
    (step(2, StepKind.SENT, ISSUED, override_reason="x"), "Only a publication is let through."),
    (step(2, StepKind.SENT, ISSUED, taken_back=True), "What is taken back was recorded before."),
    (step(2, StepKind.SENT, ISSUED, reason="x"), "Fill supersedes and reason, or none of them."),
    (step(2, StepKind.SENT, ISSUED, supersedes=1, reason="x"), "A correction names an earlier record of the same step"),
    (step(2, StepKind.SENT, ISSUED, file_name="a.pdf"), "Fill file and file_name, or none of them."),
    (line(1, version=2), "Only a published version has lines."),
    (line(4, "9", level_name=None), "Fill code and level_name, or none of them."),
    (line(4, group_heading="x"), "Only an objective stands under another or under a heading."),
    (belongs("D-0002", version=2), "A deliverable belongs to a published version."),
    (belongs("D-0002", effective_on=date(2020, 1, 1)), "2020-01-01 is before 2022-04-01, the first day."),
]


@pytest.mark.parametrize(("row", "said"), BROKEN, ids=[said[:40] for _, said in BROKEN])
def test_seeds_that_cannot_be_true_of_versions_are_refused(row: SeedRow, said: str) -> None:
    office = full_office()
    rows = {kind: [*office.of(kind), *([row] if isinstance(row, kind) else [])] for kind in FILES}
    with pytest.raises(BrokenSeeds) as caught:
        check_seeds(SeedSet(rows, office.content))
    assert any(said in str(problem) for problem in caught.value.problems)


def test_a_published_version_in_seeds_has_lines_and_stays() -> None:
    office = full_office()
    first, *rest = office.of(PlanVersionRow)
    gone = {"withdrawn_on": ISSUED, "withdrawn_by": "Cath", "withdrawn_reason": "x"}
    changed: dict[type[SeedRow], list[SeedRow]] = {
        PlanVersionRow: [replace(first, **gone), *rest],  # type: ignore[arg-type]  # its own columns
        PlanVersionLineRow: [],
        PlanVersionStepRow: list(office.of(PlanVersionStepRow)),
        DeliverableVersionRow: [],
    }
    rows = {kind: changed.get(kind, list(office.of(kind))) for kind in FILES}
    with pytest.raises(BrokenSeeds) as caught:
        check_seeds(SeedSet(rows, office.content))
    said = [str(problem) for problem in caught.value.problems]
    assert any("A published version is not withdrawn." in each for each in said)
    assert sum("A published version has lines" in each for each in said) == 2
