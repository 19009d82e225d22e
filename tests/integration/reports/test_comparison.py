"""What the published reports of September 2023 and September 2024 hide, named from the records of the demonstration."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker.access import SYSTEM
from tracker.config import project_file
from tracker.dates import Quarter
from tracker.reports.gather import gather_highlight
from tracker.reports.rules_compare import Change, ChangeKind, Comparison, compare
from tracker.seeds import load_seeds, read_folder

YOUTH, SWINDON = "D-0007", "D-0012"
UNFINISHED = ("D-0001", "D-0002", "D-0003", "D-0004", "D-0005", "D-0006", "D-0010", "D-0011", "D-0013")
"""The rows of 2023 that the published report of 2024 no longer names."""
OVERDUE_ALREADY = {"D-0003", "D-0006", "D-0010", "D-0013"}


@pytest.fixture
def compared(session: Session) -> Comparison:
    load_seeds(session, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=TODAY)
    session.expunge_all()
    previous = gather_highlight(session, Quarter.parse("2023-24-Q2"), date(2023, 9, 30))
    return compare(previous, gather_highlight(session, Quarter.parse("2024-25-Q2"), date(2024, 9, 18)))


def of(compared: Comparison, reference: str) -> dict[ChangeKind, Change]:
    return {change.kind: change for change in compared.changes if change.subject == reference}


def test_the_two_slips_that_the_published_reports_hide_are_named_with_old_and_new_dates(compared: Comparison) -> None:
    slipped = [change for change in compared.changes if change.kind is ChangeKind.SLIPPED]
    assert [change.words for change in slipped] == [
        "D-0007 Start a new Youth Commission that feeds ideas for better policing – due date moved from April 2024 to "
        "April 2025 (12 months later than first planned). The reason on record: “Not published”.",
        "D-0012 Start the Swindon Domestic Abuse Service (advocacy, refuge, safe spaces) – due date moved from April "
        "2024 to October 2024 (6 months later than first planned). The reason on record: “Not published”.",
    ]
    assert [(change.before, change.after) for change in slipped] == [
        ("April 24", "April 2025"),
        ("New contract to start April 2024", "October 2024"),
    ]


def test_both_are_known_for_the_same_work_under_another_name_and_priority(compared: Comparison) -> None:
    youth, swindon = of(compared, YOUTH), of(compared, SWINDON)
    assert youth[ChangeKind.REWORDED].before == "Buy in and launch a youth voice service"
    assert swindon[ChangeKind.REWORDED].before == "Redesign domestic abuse support in Swindon before a new contract"
    assert youth[ChangeKind.MOVED].said == "moved here from priority 3."
    assert swindon[ChangeKind.MOVED].said == "moved here from priority 4."
    assert youth[ChangeKind.UP].said == "up from 5% to 30%."
    assert swindon[ChangeKind.UP].said == "up from 10% to 80%."


def test_the_other_unfinished_work_is_named_as_late_and_silent(compared: Comparison) -> None:
    for reference in UNFINISHED:
        late = ChangeKind.STILL_OVERDUE if reference in OVERDUE_ALREADY else ChangeKind.OVERDUE
        assert {late, ChangeKind.SILENT} <= of(compared, reference).keys(), reference
    assert of(compared, "D-0003")[ChangeKind.STILL_OVERDUE].said == (
        "still overdue: 476 days late, 122 days in the previous report."
    )
    assert of(compared, "D-0001")[ChangeKind.OVERDUE].said == (
        "newly overdue: due by 31 December 2023, 262 days late on 18 September 2024."
    )


def test_what_was_finished_in_2023_is_no_news_and_nothing_is_gone_without_a_word(compared: Comparison) -> None:
    assert not of(compared, "D-0008")
    assert not of(compared, "D-0009")
    assert not [change for change in compared.changes if change.kind is ChangeKind.GONE]


def test_each_priority_has_its_counts_in_a_line(compared: Comparison) -> None:
    assert [part.number for part in compared.priorities] == [1, 2, 3, 4]
    assert compared.priorities[2].summary.startswith(
        "Deliverables: 3 new, 1 still overdue, 1 without an update. Risks and issues: 1 new, 2 no longer printed. "
        "Measures: 6 added."
    )
    assert compared.summary.startswith(
        "What has changed since the report of Quarter 2, 2023-24, as at 30 September 2023. Deliverables: 10 new, "
        "2 slipped, 5 newly overdue, 4 still overdue, 2 up, 9 without an update"
    )
