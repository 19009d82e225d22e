"""The demonstration's seed set holds every published figure, joined as decided, and marks what is assumed."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from tracker.config import project_file
from tracker.plan.rules import ProgressStatus, QuarterReading
from tracker.reports.rules import EntryKind
from tracker.seeds import read_folder
from tracker.seeds.check import check_seeds
from tracker.seeds.files import STORED
from tracker.seeds.tables import FILES, SeedSet
from tracker.seeds.tables_office import OfficeHolderRow, OfficeSettingRow, PersonRow
from tracker.seeds.tables_plan import (
    DeliverableRow,
    DetailRow,
    DueDateRow,
    ObjectiveRow,
    PlanRow,
    PriorityRow,
    ProgressRow,
)
from tracker.seeds.tables_quarters import AcronymRow, EntryRow

FACTS = Path(__file__).resolve().parents[1] / "facts"
PUBLISHED = FACTS.parents[2] / "shared" / "facts"
WILTSHIRE = project_file("seeds", "wiltshire")

QUARTERS = {"2023-Q2": "2023-24-Q2", "2024-09": "2024-25-Q2"}
REPORTED = {"2023-Q2": date(2023, 9, 30), "2024-09": date(2024, 9, 18)}
REWORDED = date(2024, 7, 1)
JOINED = {"D-0007": ((3, 2), (1, 3)), "D-0012": ((4, 5), (2, 1))}
"""Reference -> (priority, order) in the report of 2023 and in that of 2024."""


def facts(name: str) -> Sequence[Mapping[str, str]]:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def seeds() -> SeedSet:
    return read_folder(WILTSHIRE)


def reported(seeds: SeedSet, day: date) -> Counter[tuple[object, ...]]:
    """(priority, action, due text, due days, %) of each deliverable with an update on that day, as it stood then."""
    found: Counter[tuple[object, ...]] = Counter()
    for update in seeds.of(ProgressRow):
        if update.effective_on == day:
            details = [row for row in seeds.of(DetailRow) if row.deliverable == update.deliverable]
            due_dates = [row for row in seeds.of(DueDateRow) if row.deliverable == update.deliverable]
            detail = max((row for row in details if row.effective_on <= day), key=lambda row: row.effective_on)
            due = max((row for row in due_dates if row.requested_on <= day), key=lambda row: row.number)
            found[detail.priority, detail.action, due.text, due.starts, due.ends, update.percent] += 1
    return found


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="The published facts are not beside this checkout")
@pytest.mark.parametrize("path", sorted(FACTS.glob("*.csv")), ids=lambda path: path.stem)
def test_the_facts_of_the_tests_are_the_published_ones(path: Path) -> None:
    assert path.read_bytes() == (PUBLISHED / path.name).read_bytes()


def test_the_seed_set_is_sound(seeds: SeedSet) -> None:
    check_seeds(seeds)


def test_the_folder_holds_the_files_of_a_seed_set_and_nothing_else() -> None:
    assert {path.name for path in WILTSHIRE.iterdir()} == {STORED, *(kind.FILE for kind in FILES)}


@pytest.mark.parametrize("report", REPORTED)
def test_every_deliverable_due_text_and_percentage_of_each_report_is_there(seeds: SeedSet, report: str) -> None:
    published = Counter(
        (
            int(row["priority"]),
            row["action"],
            row["due_text"],
            date.fromisoformat(row["due_start"]),
            date.fromisoformat(row["due_end"]),
            int(row["progress_percent"]),
        )
        for row in facts("deliverables")
        if row["report"] == report
    )
    assert published
    assert reported(seeds, REPORTED[report]) == published


def test_the_two_reports_have_23_deliverables_of_which_two_are_in_both(seeds: SeedSet) -> None:
    assert [row.reference for row in seeds.of(DeliverableRow)] == [f"D-{number:04d}" for number in range(1, 24)]
    updates = Counter(row.deliverable for row in seeds.of(ProgressRow))
    assert {reference for reference, count in updates.items() if count == 2} == set(JOINED)
    assert len(updates) == 23


@pytest.mark.parametrize(("reference", "places"), JOINED.items())
def test_a_deliverable_of_both_reports_has_the_words_and_the_date_of_each(
    seeds: SeedSet, reference: str, places: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    rows = {(row["report"], int(row["priority"]), int(row["order"])): row for row in facts("deliverables")}
    old, new = rows["2023-Q2", *places[0]], rows["2024-09", *places[1]]
    first, second = (row for row in seeds.of(DetailRow) if row.deliverable == reference)
    assert (first.action, first.priority) == (old["action"], places[0][0])
    assert (second.action, second.priority, second.effective_on) == (new["action"], places[1][0], REWORDED)
    original, revised = (row for row in seeds.of(DueDateRow) if row.deliverable == reference)
    assert (original.text, original.accepted) == (old["due_text"], None)
    assert (revised.text, revised.reason) == (new["due_text"], "Not published")
    assert (revised.requested_on, revised.accepted, revised.decided_on) == (REWORDED, True, REWORDED)


def test_what_is_complete_was_completed_on_an_assumed_day(seeds: SeedSet) -> None:
    complete = [row for row in seeds.of(ProgressRow) if row.percent == 100]
    assert [row.completed_on for row in complete] == [date(2023, 4, 30)] * 2
    assert {row.effective_on for row in complete} == {date(2023, 9, 30)}
    assert {row.status for row in complete} == {ProgressStatus.COMPLETE}
    notes = {row.reference: row.note or "" for row in seeds.of(DeliverableRow)}
    assert all("completed on 30 April 2023" in notes[row.deliverable] for row in complete)


def test_an_unfinished_deliverable_stays_open(seeds: SeedSet) -> None:
    unfinished = {row.status for row in seeds.of(ProgressRow) if row.percent < 100}
    assert unfinished == {ProgressStatus.IN_PROGRESS}


def test_q4_2023_is_read_as_calendar(seeds: SeedSet) -> None:
    (asked,) = (row for row in seeds.of(DueDateRow) if row.text == "Q4 2023")
    assert (asked.reading, asked.ends) == (QuarterReading.CALENDAR, date(2023, 12, 31))


def test_every_deliverable_says_what_of_it_is_assumed(seeds: SeedSet) -> None:
    assert all("Assumed: " in (row.note or "") for row in seeds.of(DeliverableRow))


def test_what_the_reports_remark_on_a_deliverable_is_kept(seeds: SeedSet) -> None:
    said = {row.note for row in seeds.of(ProgressRow) if row.note}
    remarks = {f"{row['note']}." for row in facts("deliverables") if row["note"]}
    assert len(said) == 5
    assert said <= remarks


def test_the_demonstration_officer_owns_at_least_ten_deliverables(seeds: SeedSet) -> None:
    owners = {row.deliverable: row.owner for row in seeds.of(DetailRow)}
    assert Counter(owners.values())["officer@example.org"] >= 10
    assert set(owners.values()) == {"officer@example.org", "lead@example.org"}


def test_the_strategic_lead_leads_every_priority_of_the_two_newer_plans(seeds: SeedSet) -> None:
    leads = {(row.plan, row.number): row.lead for row in seeds.of(PriorityRow)}
    assert {place[0] for place, lead in leads.items() if lead is None} == {"PCP-2017-21"}
    assert set(leads.values()) == {None, "lead@example.org"}


def test_plans_priorities_and_objectives_are_the_published_ones(seeds: SeedSet) -> None:
    assert [(row.code, row.title, str(row.starts), str(row.ends)) for row in seeds.of(PlanRow)] == [
        (row["plan_code"], row["title"], row["start"], row["end"]) for row in facts("plans")
    ]
    assert [row.status.value for row in seeds.of(PlanRow)] == [row["status"].split()[0] for row in facts("plans")]
    assert [(row.plan, str(row.number), row.title) for row in seeds.of(PriorityRow)] == [
        (row["plan"], row["number"], row["title"]) for row in facts("priorities")
    ]
    assert [
        (row.plan, str(row.priority), row.code, row.level_name.lower(), row.title) for row in seeds.of(ObjectiveRow)
    ] == [(row["plan"], row["priority"], row["code"], row["level"], row["title"]) for row in facts("objectives")]


def test_topics_stand_under_their_theme(seeds: SeedSet) -> None:
    parents = {row.code: row.parent for row in seeds.of(ObjectiveRow)}
    topics = {row.code for row in seeds.of(ObjectiveRow) if row.level_name == "Topic"}
    assert {code for code, parent in parents.items() if parent} == topics
    assert all(code.startswith(f"{parents[code]}.") for code in topics)


@pytest.mark.parametrize(("kind", "name"), [(EntryKind.OUTCOME, "outcomes"), (EntryKind.FOCUS, "focus")])
def test_the_lines_of_each_quarter_are_the_published_ones(seeds: SeedSet, kind: EntryKind, name: str) -> None:
    published = sorted(
        (row["plan"], int(row["priority"]), QUARTERS[row["report"]], int(row["order"]), row["text"])
        for row in facts(name)
    )
    found = [
        (row.plan, row.priority, row.quarter, row.position, row.text)
        for row in seeds.of(EntryRow)
        if row.kind is kind and not row.withdrawn
    ]
    assert sorted(found) == published


def test_the_commissioner_is_the_one_on_the_agenda(seeds: SeedSet) -> None:
    (holder,) = seeds.of(OfficeHolderRow)
    assert any(row["presenter"].startswith(f"{holder.name}, PCC") for row in facts("agenda"))


def test_the_demonstration_says_that_it_is_one(seeds: SeedSet) -> None:
    settings = {row.key: row for row in seeds.of(OfficeSettingRow)}
    assert settings["notice"].value == "Demonstration – not issued by any office"
    first_report = min(REPORTED.values())
    assert all(row.effective_on <= first_report for row in settings.values())


def test_the_people_are_one_of_each_role_with_addresses_of_an_example(seeds: SeedSet) -> None:
    people = seeds.of(PersonRow)
    assert len({row.role for row in people}) == len(people) == 8
    assert all(row.email.endswith("@example.org") and not row.disabled for row in people)
    office_holders = {row["name"] for row in facts("panel_members")} | {row.name for row in seeds.of(OfficeHolderRow)}
    assert not {row.name for row in people} & office_holders


def test_every_acronym_has_a_published_meaning_that_of_the_newer_terminology_page_first(seeds: SeedSet) -> None:
    published: dict[str, list[Mapping[str, str]]] = {}
    for row in facts("terminology"):
        published.setdefault(row["acronym"], []).append(row)
    # The median is a term with its explanation; nothing is spelled out.
    assert {row.acronym for row in seeds.of(AcronymRow)} == published.keys() - {"Median"}
    for acronym in seeds.of(AcronymRow):
        meanings = [row["meaning"] for row in published[acronym.acronym]]
        listed = [row["meaning"] for row in published[acronym.acronym] if row["basis"] == "terminology page"]
        assert acronym.meaning in (listed or meanings), acronym.acronym


def test_where_the_text_alone_gives_two_meanings_the_newer_one_stands(seeds: SeedSet) -> None:
    meanings = {row.acronym: row.meaning for row in seeds.of(AcronymRow)}
    assert meanings["FIM"] == "Force Investigative Model"


def test_an_acronym_that_is_used_for_something_else_or_only_guessed_is_withdrawn(seeds: SeedSet) -> None:
    # A deliverable of 2023 says SV for sexual violence; nobody spelled FTE out.
    assert {row.acronym for row in seeds.of(AcronymRow) if row.withdrawn} == {"FTE", "SV"}
