"""The annual report of the demonstration, from its records to the pages of the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.judges import judge
from tests.unit.test_seed_wiltshire import facts
from tracker.access import SYSTEM
from tracker.config import project_file
from tracker.dates import FinancialYear, Quarter
from tracker.documents.document import Document
from tracker.documents.html import render_fragment
from tracker.documents.pdf import render
from tracker.plan.rules_year_marks import YearOutcome
from tracker.reports.gather_annual import gather_annual
from tracker.reports.layout_annual import annual_document
from tracker.reports.layout_annual_measures import CHANGE_SUPPLIED
from tracker.reports.queries_annual_pictures import picture_bytes
from tracker.reports.rules import PeriodNotBegun
from tracker.reports.rules_checks_annual import annual_problems
from tracker.reports.rules_checks_types import ProblemKind
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.seeds import load_seeds, read_folder

DAY = date(2024, 9, 18)
YEAR = FinancialYear.parse("2023-24")


@pytest.fixture
def wiltshire(session: Session) -> Session:
    load_seeds(session, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=DAY)
    session.expunge_all()
    return session


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(bind, "before_cursor_execute", note)


def drawn(session: Session, year: FinancialYear = YEAR) -> tuple[AnnualSnapshot, Document]:
    snapshot = gather_annual(session, year, DAY)
    return snapshot, annual_document(snapshot, pictures=picture_bytes(session, snapshot))


def table_of(page: BeautifulSoup, caption: str) -> list[list[str]]:
    """The cells of each row that has any, under a caption that begins so."""
    (found,) = [each for each in page.select("table") if each.caption and each.caption.text.startswith(caption)]
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in found.select("tbody tr")]
    return [cells for cells in rows if len(cells) > 1]


def test_the_finance_table_is_the_published_one_to_the_printed_digit(wiltshire: Session) -> None:
    _, document = drawn(wiltshire)
    page = BeautifulSoup(render_fragment(document), "html.parser")
    assert table_of(page, "Financial summary") == [
        [row["line"], row["raw_2023_24"], row["raw_2024_25"]] for row in facts("finance")
    ]
    assert "The cost of service and its financing come to the same in both columns." in page.text


def test_spend_by_function_is_the_published_one_and_says_what_it_comes_to(wiltshire: Session) -> None:
    _, document = drawn(wiltshire)
    page = BeautifulSoup(render_fragment(document), "html.parser")
    assert table_of(page, "Share of spend by function") == [
        [row["function"], f"{row['percent_2023_24']}%", f"{row['percent_2022_23']}%"]
        for row in facts("finance_spend_share")
    ]
    assert "The shares come to 100% in both years." in page.text


def test_every_priority_has_a_chapter_with_all_its_objectives(wiltshire: Session) -> None:
    _, document = drawn(wiltshire)
    page = BeautifulSoup(render_fragment(document), "html.parser")
    of_plan = [row for row in facts("objectives") if row["plan"] == "PCP-2022-25"]
    for row in of_plan:
        (chapter,) = page.select(f"[id$=priority-{row['priority']}-{row['priority']}]")
        assert row["title"] in chapter.text
    assert len({row["priority"] for row in of_plan}) == 4


def test_each_deliverable_stands_in_one_place_with_its_progress_over_the_year(wiltshire: Session) -> None:
    snapshot, _ = drawn(wiltshire)
    assert [row.reference for row in snapshot.rows] == [f"D-{number:04d}" for number in range(1, 14)]
    assert [row.reference for row in snapshot.rows if row.outcome is YearOutcome.FINISHED] == ["D-0008", "D-0009"]
    assert {row.start for row in snapshot.rows} == {None}


def test_work_stands_as_it_stood_at_the_years_end_not_as_it_was_renamed_later(wiltshire: Session) -> None:
    snapshot, _ = drawn(wiltshire)
    (youth,) = [row for row in snapshot.chapters[2].deliverables if row.reference == "D-0007"]
    assert youth.action == "Buy in and launch a youth voice service"
    assert youth.progress == 5


def test_outcomes_stand_under_their_objectives_with_their_quarter(wiltshire: Session) -> None:
    snapshot, _ = drawn(wiltshire)
    printed = [line for chapter in snapshot.chapters for line in chapter.every_outcome]
    assert sorted(line.text for line in printed) == sorted(
        row["text"] for row in facts("outcomes") if row["report"] == "2023-Q2"
    )
    assert {line.quarter for line in printed} == {"2023-24-Q2"}


def test_quarters_without_records_say_so(wiltshire: Session) -> None:
    snapshot, document = drawn(wiltshire)
    page = BeautifulSoup(render_fragment(document), "html.parser")
    assert table_of(page, "What the quarters of the year recorded") == [
        ["April to June 2023", "No quarterly record", "No quarterly record"],
        ["July to September 2023", "13", "28"],
        ["October to December 2023", "No quarterly record", "No quarterly record"],
        ["January to March 2024", "No quarterly record", "No quarterly record"],
    ]
    warned = [each for each in annual_problems(snapshot) if each.kind is ProblemKind.QUARTERS]
    assert [each.about for each in warned] == ["2023-24-Q1", "2023-24-Q3", "2023-24-Q4"]


def test_a_year_without_any_record_is_stopped(wiltshire: Session) -> None:
    snapshot, document = drawn(wiltshire, FinancialYear(2021))
    (found,) = [each for each in annual_problems(snapshot) if each.kind is ProblemKind.QUARTERS]
    assert found.blocks
    assert render_fragment(document)


def test_a_year_with_monthly_figures_draws_them(wiltshire: Session) -> None:
    snapshot, document = drawn(wiltshire, FinancialYear(2019))
    page = BeautifulSoup(render_fragment(document), "html.parser")
    assert len(snapshot.measure_rows) > 10
    assert len(page.select("figure")) >= 15


def test_a_change_without_the_figure_before_says_that_it_came_so(wiltshire: Session) -> None:
    _, document = drawn(wiltshire, FinancialYear(2024))
    page = BeautifulSoup(render_fragment(document), "html.parser")
    rows = [[cell.text for cell in row.select("td, th")] for row in page.select("table tr")]
    changed = [row for row in rows if len(row) == 4 and row[3][:1] in {"+", "-"}]
    assert changed
    assert not [row for row in changed if row[2].strip() == "None recorded"]
    assert CHANGE_SUPPLIED in page.text


def test_figures_are_printed_as_they_were_published(wiltshire: Session) -> None:
    snapshot, _ = drawn(wiltshire)
    printed = {each.label: each.value for each in snapshot.figures}
    published = {
        each["statistic"]: each["raw_text"] for each in facts("measure_facts") if each["report"] == "AR-2023-24"
    }
    assert {name: printed[name] for name in ("people reached", "impressions")} == {
        name: published[name] for name in ("people reached", "impressions")
    }


def test_acronyms_that_the_report_uses_are_spelled_out_and_no_others(wiltshire: Session) -> None:
    snapshot, document = drawn(wiltshire)
    words = BeautifulSoup(render_fragment(document), "html.parser").find(id="acronyms")
    found = {each.acronym for each in snapshot.acronyms}
    assert {"ASB", "HMICFRS", "OPCC", "PEEL", "VAWG"} <= found
    assert not found & {"4Ps", "MTFA", "SARA"}
    assert words is not None
    assert all(each.meaning in words.text for each in snapshot.acronyms)


def test_the_content_reads_back_as_it_was_written(wiltshire: Session) -> None:
    snapshot, _ = drawn(wiltshire)
    assert AnnualSnapshot.from_json(snapshot.to_json()) == snapshot


def test_the_year_cannot_be_reported_before_it_begins(wiltshire: Session) -> None:
    with pytest.raises(PeriodNotBegun):
        gather_annual(wiltshire, YEAR, date(2023, 3, 31))


def test_a_report_within_the_year_knows_nothing_of_what_came_later(wiltshire: Session) -> None:
    snapshot = gather_annual(wiltshire, YEAR, date(2023, 8, 1))
    assert {row.progress for row in snapshot.rows} == {0}
    begun = [quarter.begun for quarter in snapshot.quarters]
    assert begun == [quarter.start <= date(2023, 8, 1) for quarter in map(Quarter.parse, _keys())]


def _keys() -> list[str]:
    return [quarter.key for quarter in YEAR.quarters]


def test_gathering_costs_the_same_however_much_there_is(wiltshire: Session) -> None:
    gather_annual(wiltshire, YEAR, DAY)
    wiltshire.expunge_all()
    with statements(wiltshire) as much:
        gather_annual(wiltshire, YEAR, DAY)
    wiltshire.expunge_all()
    with statements(wiltshire) as little:
        gather_annual(wiltshire, FinancialYear(2022), DAY)
    assert len(much) <= 75
    assert len(little) <= len(much)


@pytest.mark.pdf
def test_the_pdf_is_accessible_and_its_contents_name_the_right_pages(wiltshire: Session) -> None:
    _, document = drawn(wiltshire)
    data = render(document)
    judge(data, "annual reports")
    pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    contents = "\n".join(text for text in pages[1:4])
    entries = re.findall(r"^(.+?)[ .…]+([0-9]+)$", contents, re.M)
    named = {name.strip(): int(number) for name, number in entries}
    for heading in (
        "Foreword",
        "Finance",
        "Contact us",
        "Priority 2: Reduce violence and serious harm",
        "Mental health",
    ):
        page = " ".join(pages[named[heading] - 1].split())
        assert heading.removeprefix("Priority 2: ") in page
