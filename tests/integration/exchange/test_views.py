"""Taking the spreadsheets away: who may, what the file is called, and that the log says so."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from tests.factories_risks import make_risk
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker.exchange.views import XLSX
from tracker.writing import transaction

FILES = {
    "/risks.xlsx": ("risk-register-internal-2024-09-18.xlsx", ("risk:exported", "risks"), "Register"),
    "/inspections.xlsx": ("inspections-internal-2024-09-18.xlsx", ("inspection:exported", "inspections"), "Findings"),
}


@pytest.mark.parametrize("path", FILES)
def test_the_file_has_its_name_and_the_log_its_row(office: Office, path: str) -> None:
    name, event, sheet = FILES[path]
    page = office.as_("officer").get(path)
    assert page.response.mimetype == XLSX
    assert page.response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert office.events()[-1] == event
    found = load_workbook(io.BytesIO(page.response.data))[sheet]
    assert found.max_row > 2


@pytest.mark.parametrize("path", FILES)
def test_the_same_records_give_the_same_file(office_on_sqlite: Office, path: str) -> None:
    first, second = (office_on_sqlite.as_(who).get(path).response.data for who in ("officer", "analyst"))
    assert first == second


@pytest.mark.parametrize(("path", "start"), [("/risks.xlsx", "/risks"), ("/inspections.xlsx", "/inspections")])
def test_the_page_offers_it(reading_office: Office, path: str, start: str) -> None:
    assert reading_office.as_("commissioner").get(start).soup.find("a", href=path) is not None


@pytest.mark.parametrize("path", FILES)
def test_the_panel_gets_none_of_it(office_on_sqlite: Office, path: str) -> None:
    before = office_on_sqlite.events()
    for who in ("clerk", "member", "administrator"):
        office_on_sqlite.as_(who).get(path, status=403)
    assert office_on_sqlite.events() == before


def test_many_risks_cost_no_more_queries(office_on_sqlite: Office) -> None:
    page = Priced("analyst", "/risks.xlsx", 0)
    few = len(cost(office_on_sqlite, page))
    with transaction(office_on_sqlite.sessions) as session:
        for number in range(40):
            make_risk(session, event=f"Number {number} happens")
    assert len(cost(office_on_sqlite, page)) == few
