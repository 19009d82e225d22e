"""The dashboard report: every published figure, the day it is as at, its page and its downloads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from tests.bulk_measures import add_measures, add_months, make_measure
from tests.factories import TODAY
from tests.factories_measures import make_load
from tests.integration.reports.test_gather import QUARTER, statements
from tests.integration.reports.test_gather_measures import STEADY
from tests.judges import judge
from tests.pdf_structure import read, squeezed
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.config import project_file
from tracker.dates import Quarter
from tracker.documents.html import render_page, stylesheet
from tracker.documents.pdf import render
from tracker.exchange.rules import to_xlsx
from tracker.exchange.rules_dashboard import dashboard_book
from tracker.measures.models import Measure
from tracker.measures.models_summary import MeasureContext
from tracker.measures.rules import PeerStatus
from tracker.plan.models import Plan, Priority
from tracker.plan.queries import priority as priority_of
from tracker.reports.gather_dashboard import gather_dashboard, quarters_with_figures
from tracker.reports.layout_dashboard import dashboard_document
from tracker.reports.rules import PeriodNotBegun
from tracker.reports.snapshots_dashboard import DashboardRow, DashboardSnapshot
from tracker.seeds import load_seeds, read_folder
from tracker.writing import transaction

PUBLISHED = Quarter.parse("2019-20-Q3")
ADDRESS = "/reports/dashboard/2024-25-Q2"
TOTALS = {
    # As printed in the report of the quarter: its 3 months and its 12.
    "CRIME_VOL": (10_876, 44_433),
    "CYBER_VOL": (755, 3_004),
    "HATE_VOL": (131, 619),
    "ASB_VOL": (3_808, 16_656),
    "S136": (72, 280),
    "CSE_VOL": (20, 131),
    "DA_VOL": (1_704, 6_659),
    "SEXOFF_VOL": (308, 1_496),
}


@pytest.fixture
def published(session: Session) -> DashboardSnapshot:
    load_seeds(session, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=TODAY)
    session.expunge_all()
    return gather_dashboard(session, PUBLISHED, TODAY)


def facts() -> Iterator[Mapping[str, str]]:
    with project_file("tests", "facts", "measure_monthly_2019.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def rows_of(snapshot: DashboardSnapshot) -> dict[str, DashboardRow]:
    return {row.measure.code: row for row in snapshot.rows}


def dashboard(session: Session, quarter: Quarter = QUARTER, as_at: date = TODAY) -> DashboardSnapshot:
    session.flush()
    session.expunge_all()
    return gather_dashboard(session, quarter, as_at)


@pytest.mark.pdf
def test_every_published_cell_stands_in_the_page_and_in_the_pdf(published: DashboardSnapshot) -> None:
    page = BeautifulSoup(render_page(dashboard_document(published), stylesheet=stylesheet()), "html.parser")
    shown: dict[str, list[str]] = {}
    for line in page.select("section[id^=priority] tbody tr"):
        name, _, *figures = (" ".join(cell.get_text(" ").split()) for cell in line.select("th, td"))
        shown[name] = figures
    data = render(dashboard_document(published))
    judge(data, "dashboard reports")
    printed = squeezed(read(data).text)
    found = rows_of(published)
    cells = list(facts())
    assert len(cells) == 228
    for fact in cells:
        row = found[fact["measure_code"]]
        place = published.months.index(date.fromisoformat(f"{fact['month']}-01"))
        words = row.months[place]
        figures = next(each for name, each in shown.items() if name.startswith(row.measure.name))
        assert figures[place] == words
        number = words.replace(",", "").removesuffix("%")
        assert (words == "None") if not fact["value"] else Decimal(number) == Decimal(fact["value"])
    for row in published.rows:
        # Cell by cell in reading order: a row of the PDF's table says its months one after the other.
        assert squeezed("".join(row.months)) in printed
        assert squeezed(row.context or "") in printed


def test_the_months_give_the_published_totals_of_the_quarter_and_the_year(published: DashboardSnapshot) -> None:
    found = rows_of(published)
    totals = {
        code: (int(row.quarter.replace(",", "")), int(row.year.replace(",", "")))
        for code, row in found.items()
        if code in TOTALS
    }
    assert totals == TOTALS
    assert (found["SPECIALS_HOURS"].quarter, found["SPECIALS_HOURS"].counted_in) == ("13,628", "hours")
    assert found["KSI_COLL"].year == "incomplete (8 of 12): 174"


def test_a_priority_without_figures_is_named_and_takes_no_page(published: DashboardSnapshot) -> None:
    assert [len(section.rows) for section in published.sections] == [9, 4, 6, 0]
    document = render_page(dashboard_document(published), stylesheet=stylesheet())
    assert "Priorities without figures" in document
    assert "priority-4-4" not in document


def test_the_spreadsheet_has_numbers_and_words(published: DashboardSnapshot) -> None:
    sheet = load_workbook(io.BytesIO(to_xlsx(dashboard_book(published))))["Dashboard"]
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    row = dict(zip(heads, next(row for row in rows if row[2] == "CRIME_VOL"), strict=True))
    assert (row["Jan-19"], row["Dec-19"], row["Quarter"], row["12 months"]) == (3749, 3489, 10_876, 44_433)
    assert (row["Exceptions"], row["Context"]) == ("12 months of data", "Well under peer forces")


def test_what_was_loaded_after_the_day_is_not_in_it(session: Session, priority: Priority) -> None:
    measure = make_measure(session, priority, "CALLS")
    add_months(session, measure, STEADY, last=date(2024, 8, 1), load=make_load(session, on=date(2024, 9, 1)))
    add_months(session, measure, (777,), last=date(2024, 8, 1), load=make_load(session, on=date(2024, 9, 10)))
    before = dashboard(session, as_at=date(2024, 9, 9))
    assert (before.rows[0].months[-2:], before.basis.vintage) == (("95", "None"), 1)
    assert dashboard(session).rows[0].months[-2:] == ("777", "None")
    again = dashboard(session, as_at=date(2024, 9, 9))
    assert again.to_json() == before.to_json()
    assert quarters_with_figures(session, TODAY)[0] == QUARTER


def test_a_year_without_a_figure_has_a_symbol_and_two_years_no_row(session: Session, priority: Priority) -> None:
    for code, last in (("QUIET", date(2023, 9, 1)), ("GONE", date(2022, 9, 1))):
        add_months(session, make_measure(session, priority, code), (1, 2, 3), last=last)
    (row,) = dashboard(session).rows
    assert (row.measure.code, row.has_no_data, row.measure.exceptions) == ("QUIET", True, "No data for 12 months")


def test_what_an_analyst_says_of_the_peers_stands_there(session: Session, priority: Priority) -> None:
    measure = make_measure(session, priority, "CALLS")
    add_months(session, measure, (5, 5), last=date(2024, 9, 1))
    session.add(
        MeasureContext(
            measure=measure,
            quarter=QUARTER.key,
            words="Out of step",
            peers=PeerStatus.DOES_NOT_TREND,
            peers_basis="iQuanta, September 2024",
        )
    )
    (row,) = dashboard(session).rows
    assert (row.context, row.peers, row.peers_basis) == (
        "Out of step",
        PeerStatus.DOES_NOT_TREND,
        "iQuanta, September 2024",
    )


def test_a_day_before_the_quarter_is_refused(session: Session, plan: Plan) -> None:
    with pytest.raises(PeriodNotBegun):
        gather_dashboard(session, QUARTER, date(2024, 6, 30))


def test_the_number_of_queries_is_the_same_for_one_measure_and_for_many(session: Session, priority: Priority) -> None:
    def queries() -> int:
        with statements(session) as asked:
            dashboard(session)
        return len(asked)

    make_measure(session, priority, "ONE")
    one = queries()
    add_measures(session, 30, session.get_one(Priority, priority.id))
    assert len(session.query(Measure).all()) == 31
    assert queries() == one


@pytest.fixture
def figures(office: Office) -> Office:
    with transaction(office.sessions) as session:
        measure = make_measure(session, priority_of(session, "PCP-2022-25", 1), "CALLS", name="Calls answered")
        add_months(session, measure, STEADY, last=date(2024, 8, 1))
    return office


@pytest.mark.pdf
def test_page_pdf_and_downloads_say_the_same_and_are_logged(figures: Office) -> None:
    client = figures.as_("chief_executive")
    page = client.get(ADDRESS)
    assert page.h1 == "Dashboard report, quarter 2, 2024-25"
    before = figures.counts()
    for suffix, kind in (("pdf", "application/pdf"), ("json", "application/json"), ("xlsx", "spreadsheetml.sheet")):
        answer = client.http.get(f"{ADDRESS}.{suffix}")
        assert (answer.status_code, kind in str(answer.mimetype)) == (200, True)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="dashboard-2024-25-Q2.{suffix}"'
        assert figures.events()[-1] == ("report:downloaded", "dashboard-2024-25-Q2")
        if suffix == "pdf":
            judge(answer.data, "downloaded dashboard reports")
            said = squeezed(read(answer.data).text)
            found = page.soup.select(".tracker-paper section :is(p, li, caption, th)")
            assert [each.get_text() for each in found if squeezed(each.get_text()) not in said] == []
        if suffix == "json":
            assert json.loads(answer.data)["report"] == "dashboard"
    assert figures.counts() == {**before, "audit_event": before["audit_event"] + 3}


def test_the_list_of_reports_leads_to_it(figures: Office) -> None:
    links = {str(link["href"]) for link in figures.as_("analyst").get("/reports").soup.select("main a")}
    assert {ADDRESS, f"{ADDRESS}.pdf", f"{ADDRESS}.xlsx"} <= links


@pytest.mark.parametrize("day", ["never", "2024-06-30", "2031-01-01"])
def test_a_day_that_cannot_be_is_refused_with_a_sentence(office_on_sqlite: Office, day: str) -> None:
    client = office_on_sqlite.as_("analyst")
    assert client.get(f"{ADDRESS}?as_at={day}", status=422).soup.select(".govuk-error-summary")
    client.get(f"{ADDRESS}.pdf?as_at={day}", status=422)


def test_without_figures_the_page_says_what_to_do(office_on_sqlite: Office) -> None:
    assert "Load figures or enter a month under Measures" in office_on_sqlite.as_("analyst").get(ADDRESS).main
