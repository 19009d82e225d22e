"""What must be true of a seed set before it is loaded; each mistake is named where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.offices import OFFICER, full_office
from tests.offices_inspections import FILES_OF_OFFICE, LEAD
from tracker.plan.rules import Precision, ProgressStatus, QuarterReading
from tracker.seeds import BrokenSeeds
from tracker.seeds.check import check_seeds
from tracker.seeds.tables import FILES, SeedSet
from tracker.seeds.tables_office import DeputyRow, OfficeHolderRow, OfficeSettingRow, PersonRow
from tracker.seeds.tables_plan import (
    DeliverableRow,
    DetailRow,
    DueDateRow,
    MarkRow,
    MilestoneRow,
    ObjectiveRow,
    PlanRow,
    PriorityRow,
    ProgressRow,
)
from tracker.seeds.tables_quarters import AcronymRow, EntryRow
from tracker.seeds.tables_row import SeedRow


def with_cells(row: SeedRow, **cells: Any) -> Any:  # noqa: ANN401  # whichever kind of row, with cells of any kind
    return replace(row, **cells)


def office_with(kind: type[SeedRow], row: int, changes: Mapping[str, Any]) -> SeedSet:
    """The full office with one row changed; `row` counts as a spreadsheet does."""
    rows = placed(full_office())
    rows[kind][row - 2] = replace(rows[kind][row - 2], **changes)
    return office_of(rows)


def office_without(kind: type[SeedRow], row: int) -> SeedSet:
    rows = placed(full_office())
    del rows[kind][row - 2]
    return office_of(rows)


def office_of(rows: Mapping[type[SeedRow], Sequence[SeedRow]]) -> SeedSet:
    """A seed set with the stored files of the full office."""
    return SeedSet(rows, FILES_OF_OFFICE.get)


def placed(office: SeedSet) -> dict[type[SeedRow], list[SeedRow]]:
    return {kind: [replace(row, line=line) for line, row in enumerate(office.of(kind), start=2)] for kind in FILES}


def problems(office: SeedSet) -> list[str]:
    with pytest.raises(BrokenSeeds) as caught:
        check_seeds(office)
    return [str(problem) for problem in caught.value.problems]


def test_an_office_with_everything_in_it_is_sound() -> None:
    check_seeds(office_of(placed(full_office())))


@pytest.mark.parametrize(
    ("kind", "row", "changes", "column", "said"),
    [
        (PersonRow, 3, {"email": LEAD}, "email", f"“{LEAD}” stands in row 2 already."),
        (PriorityRow, 3, {"number": 1}, "number", "“P-1 1” stands in row 2 already."),
        (AcronymRow, 3, {"acronym": "DVPO/N"}, "acronym", "“DVPO/N” stands in row 2 already."),
        (ProgressRow, 3, {"number": 1}, "number", "“D-0001 1” stands in row 2 already."),
        (PriorityRow, 2, {"plan": "P-2"}, "plan", "“P-2” does not stand in plans.csv."),
        (PriorityRow, 2, {"lead": "x@example.org"}, "lead", "“x@example.org” does not stand in people.csv."),
        (DetailRow, 2, {"priority": 9}, "priority", "“P-1 9” does not stand in priorities.csv."),
        (DetailRow, 2, {"objective": "9.9"}, "objective", "“P-1 1 9.9” does not stand in objectives.csv."),
        (DetailRow, 2, {"owner": "x@example.org"}, "owner", "“x@example.org” does not stand in people.csv."),
        (DueDateRow, 2, {"deliverable": "D-0009"}, "deliverable", "“D-0009” does not stand in deliverables.csv."),
        (ProgressRow, 5, {"supersedes": 9}, "supersedes", "“D-0001 9” does not stand in progress_updates.csv."),
        (MarkRow, 2, {"milestone": 9}, "milestone", "“D-0001 9” does not stand in milestones.csv."),
        (MarkRow, 2, {"update": 9}, "update", "“D-0001 9” does not stand in progress_updates.csv."),
        (DeliverableRow, 4, {"carried_from": "D-0009"}, "carried_from", "“D-0009” does not stand in deliverables.csv."),
    ],
)
def test_a_repeated_key_or_an_unknown_reference_is_named(
    kind: type[SeedRow], row: int, changes: Mapping[str, Any], column: str, said: str
) -> None:
    assert f"{kind.FILE}, row {row}, column {column}: {said}" in problems(office_with(kind, row, changes))


@pytest.mark.parametrize(
    ("kind", "row", "changes", "column", "said"),
    [
        (OfficeSettingRow, 2, {"key": "colour"}, "key", "“colour” is not one of: name, short_name"),
        (OfficeSettingRow, 2, {"value": ""}, "value", "Enter the words to print"),
        (OfficeSettingRow, 4, {"value": "101"}, "value", "Enter a whole number from 1 to 100"),
        (OfficeHolderRow, 2, {"from_day": date(2024, 5, 9)}, "to_day", "2024-05-08 is before 2024-05-09"),
        (PersonRow, 3, {"email": "not an address"}, "email", "Enter an email address in the correct format"),
        (PersonRow, 3, {"email": "Lara@example.org"}, "email", "An email address is written in lower case."),
        (DeputyRow, 2, {"deputy": LEAD}, "deputy", "Nobody is their own deputy."),
        (DeputyRow, 3, {"ends_on": date(2022, 3, 31)}, "ends_on", "2022-03-31 is before 2022-04-01, the first day."),
        (PlanRow, 2, {"ends": date(2022, 3, 31)}, "ends", "2022-03-31 is before 2022-04-01, the first day."),
        (ObjectiveRow, 2, {"parent": "1.1.1"}, "parent", "“1.1.1” has a parent itself. There are two levels at most."),
        (ObjectiveRow, 2, {"parent": "1.1"}, "parent", "An objective is not its own parent."),
        (EntryRow, 2, {"quarter": "2022-Q1"}, "quarter", "There is no quarter “2022-Q1”."),
        (EntryRow, 2, {"quarter": "2022-24-Q1"}, "quarter", "There is no quarter “2022-24-Q1”."),
        (AcronymRow, 2, {"acronym": "median"}, "acronym", "at least one of them a capital letter"),
        (DeliverableRow, 3, {"carried_from": "D-0003"}, "carried_from", "D-0003 is not an earlier deliverable."),
        (DeliverableRow, 3, {"began_on": date(2022, 3, 1)}, "began_on", "says nothing of D-0002 on its first day."),
        (DueDateRow, 2, {"text": "soon"}, "text", "“soon” is not a date."),
        (DueDateRow, 2, {"text": "October"}, "text", "Enter the year as well"),
        (DueDateRow, 2, {"starts": date(2023, 9, 1)}, "starts", "“Oct 23” means 2023-10-01 here, not 2023-09-01."),
        (DueDateRow, 2, {"ends": date(2023, 10, 30)}, "ends", "“Oct 23” means 2023-10-31 here, not 2023-10-30."),
        (DueDateRow, 2, {"precision": Precision.DAY}, "precision", "“Oct 23” means month here, not day."),
        (DueDateRow, 2, {"reading": QuarterReading.FINANCIAL}, "reading", "means no reading here, not financial."),
        (DueDateRow, 3, {"reading": None}, "reading", "Q4 2023"),
        (DueDateRow, 2, {"accepted": True}, "accepted", "The first due date is nobody's request and has no answer."),
        (DueDateRow, 3, {"decided_on": None}, "accepted", "An answer needs accepted, decided_on and decided_by."),
        (DueDateRow, 5, {"decision_note": "Yes"}, "decision_note", "Only an answer has a note."),
        (DueDateRow, 5, {"reason": None}, "reason", "Another due date needs a reason."),
        (DueDateRow, 5, {"reason": " "}, "reason", "Another due date needs a reason."),
        (DueDateRow, 3, {"decided_on": date(2022, 6, 1)}, "decided_on", "2022-06-01 is before 2022-06-30"),
        (DueDateRow, 5, {"number": 5}, "number", "The numbers of D-0001 must be 1, 2, 3 …: 4 is missing."),
    ],
)
def test_a_broken_rule_is_named_by_file_row_and_column(
    kind: type[SeedRow], row: int, changes: Mapping[str, Any], column: str, said: str
) -> None:
    found = problems(office_with(kind, row, changes))
    where = f"{kind.FILE}, row {row}, column {column}: "
    assert any(problem.startswith(where) and said in problem for problem in found), found


COMPLETE, STOPPED = ProgressStatus.COMPLETE, ProgressStatus.STOPPED


@pytest.mark.parametrize(
    ("row", "changes", "column", "said"),
    [
        (2, {"percent": 100}, "status", "Work at 100% is complete"),
        (2, {"status": COMPLETE}, "percent", "Complete work is at 100%, not 10%"),
        (3, {"completed_on": None}, "completed_on", "Enter the date the work was completed."),
        (2, {"completed_on": date(2022, 5, 1)}, "completed_on", "Work at 10% has no completion date."),
        (3, {"completed_on": date(2022, 5, 3)}, "completed_on", "The completion date must be"),
        (2, {"status": ProgressStatus.NOT_STARTED}, "percent", "Work that has not started is at 0%, not 10%"),
        (2, {"effective_on": date(2022, 3, 31)}, "effective_on", "on the record since 1 April 2022"),
        (4, {"effective_on": date(2022, 5, 1)}, "effective_on", "The last update is dated 2 May 2022"),
        (4, {"reason": None}, "reason", "Enter why complete work is reopened."),
        (5, {"reason": None}, "reason", "Enter what was wrong with the update you are correcting."),
        (
            5,
            {"supersedes": None, "percent": 30, "effective_on": date(2022, 5, 9), "reason": None},
            "reason",
            "goes down",
        ),
        (5, {"supersedes": 4}, "supersedes", "Update 4 is not one that stands before this one."),
        (7, {"percent": 31}, "percent", "Carried forward work keeps its 30%."),
        (8, {"reason": None}, "reason", "Enter why the work is stopped."),
    ],
)
def test_progress_follows_the_rules_of_progress(row: int, changes: Mapping[str, Any], column: str, said: str) -> None:
    found = problems(office_with(ProgressRow, row, changes))
    where = f"progress_updates.csv, row {row}, column {column}: "
    assert any(problem.startswith(where) and said in problem for problem in found), found


def test_closed_work_takes_no_updates() -> None:
    later = {"deliverable": "D-0002", "number": 3, "percent": 40, "effective_on": date(2022, 6, 1)}
    found = problems(office_with(ProgressRow, 8, later))
    assert any("carried forward" in problem and "row 8, column status" in problem for problem in found), found


@pytest.mark.parametrize("reference", ["D-1", "D-00007", "D-0000", "d-0001", "R-0001", "D-٠٠٠١"])
def test_a_reference_is_written_in_one_way_only(reference: str) -> None:
    rows = placed(full_office())
    renamed = {
        kind: [
            with_cells(row, **{column: reference})
            if (column := "reference" if kind is DeliverableRow else "deliverable") in vars(row)
            and getattr(row, column) == "D-0003"
            else row
            for row in rows[kind]
        ]
        for kind in FILES
    }
    assert problems(office_of(renamed)) == [
        f"deliverables.csv, row 4, column reference: “{reference}” is not a reference. Write it like D-0007."
    ]


def test_a_deliverable_is_carried_forward_once() -> None:
    rows = placed(full_office())
    rows[DeliverableRow].append(
        DeliverableRow(reference="D-0004", began_on=date(2022, 4, 1), carried_from="D-0002", note=None, line=5)
    )
    found = problems(office_of(rows))
    assert "deliverables.csv, row 5, column carried_from: D-0002 is carried forward by another row already." in found
    assert "deliverables.csv, row 5, column reference: due_dates.csv has no due date of D-0004." in found


def test_a_deliverable_without_a_due_date_is_named() -> None:
    assert "deliverables.csv, row 3, column reference: due_dates.csv has no due date of D-0002." in problems(
        office_without(DueDateRow, 6)
    )


def test_milestones_are_numbered_without_a_gap() -> None:
    rows = placed(full_office())
    rows[MilestoneRow].append(with_cells(rows[MilestoneRow][0], number=4, line=4))
    assert problems(office_of(rows)) == [
        "milestones.csv, row 4, column number: The numbers of D-0001 must be 1, 2, 3 …: 3 is missing."
    ]


def test_an_update_to_come_is_no_mistake_where_the_day_is_fixed_earlier() -> None:
    check_seeds(office_with(ProgressRow, 8, {"effective_on": date(2099, 1, 1)}))


def test_several_broken_rows_are_all_named() -> None:
    rows = placed(full_office())
    rows[PlanRow][0] = with_cells(rows[PlanRow][0], ends=date(2000, 1, 1))
    rows[DeputyRow][1] = with_cells(rows[DeputyRow][1], deputy=OFFICER)
    assert len(problems(office_of(rows))) == 2
