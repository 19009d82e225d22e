"""The log on pages and as a file: to each person what they may see, and nothing more."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from tests.integration.test_query_counts import Priced, cost, counted
from tests.web_fixtures import Office
from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.queries_log import PAGE_SIZE
from tracker.audit.rules import Event
from tracker.overview.rules_log import SEEN_BY, LogKind, kind_of, named
from tracker.writing import transaction


def grow(office: Office, rows: int) -> None:
    with transaction(office.sessions) as session:
        for number in range(rows):
            record(session, Event.PROGRESS_RECORDED, by=Actor("Pat"), subject=f"D-{number % 7 + 1:04}")


def rows_of(office: Office, who: str, query: str = "") -> list[dict[str, str]]:
    answer = office.as_(who).http.get(f"/log.csv{query}")
    text = answer.get_data(as_text=True)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


@pytest.mark.parametrize("event", Event)
def test_every_event_is_of_a_kind_that_somebody_may_see(event: Event) -> None:
    assert SEEN_BY[kind_of(event)]


def test_people_and_settings_are_for_the_administrator_and_records_for_the_office(office: Office) -> None:
    office.as_("administrator").submit("/settings/name", value="Another office")
    office.as_("officer").submit("/deliverables/D-0001/update", percent="60")
    seen = {
        who: {row["Event"].partition(":")[0] for row in rows_of(office, who)} for who in ("officer", "administrator")
    }
    assert "deliverable" in seen["officer"]
    assert not seen["officer"] & {"person", "deputy", "setting", "message", "log"}
    assert "setting" in seen["administrator"]
    assert not seen["administrator"] & {"deliverable", "risk", "inspection", "finding", "plan", "entry", "measure"}
    assert "Another office" not in office.as_("officer").get("/log").main
    assert "Progress" not in office.as_("administrator").get("/log").main


@pytest.mark.parametrize("who", ["clerk", "member"])
def test_the_panel_sees_nothing_of_it(office_on_sqlite: Office, who: str) -> None:
    for path in ("/log", "/log.csv", "/log/D-0001", "/log/person%201"):
        assert office_on_sqlite.as_(who).http.get(path).status_code in (403, 404)
    assert 'href="/log"' not in office_on_sqlite.as_(who).http.get("/").get_data(as_text=True)


def test_a_record_whose_log_somebody_may_not_see_is_refused(office_on_sqlite: Office) -> None:
    office_on_sqlite.as_("administrator").submit("/settings/name", value="Another office")
    assert office_on_sqlite.as_("administrator").get("/log/setting%20name").h1 == "Log of Setting name"
    assert office_on_sqlite.as_("officer").http.get("/log/setting%20name").status_code == 403
    assert office_on_sqlite.as_("administrator").http.get("/log/D-0001").status_code == 403
    assert office_on_sqlite.as_("officer").http.get("/log/D-0999").status_code == 404


def test_a_row_says_who_did_what_from_what_to_what_and_why(office: Office) -> None:
    office.as_("officer").submit("/deliverables/D-0001/update", percent="30", reason="Counted <twice>", note="Less")
    page = office.as_("analyst").get("/log/D-0001")
    assert "recorded progress" in page.main
    assert "from “40" in page.main
    assert "Reason: Counted <twice>" in page.main
    assert page.main.index("recorded progress") < page.main.index("created the deliverable")


def test_a_record_leads_to_its_log_and_back(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("officer").get("/deliverables/D-0001")
    assert page.soup.select_one('a[href="/log/D-0001"]') is not None
    assert office_on_sqlite.as_("officer").get("/log/D-0001").soup.select_one('a[href="/deliverables/D-0001"]')


def test_the_pages_go_through_all_rows_once_and_back(office: Office) -> None:
    grow(office, 3 * PAGE_SIZE)
    client, path, seen = office.as_("analyst"), "/log", []
    while path:
        page = client.get(path)
        seen += [cell.get_text() for cell in page.soup.select("tbody td.tracker-number")]
        older = page.soup.select_one('a[rel="next"]')
        last, path = path, str(older["href"]) if older else ""
    assert len(seen) == len(set(seen)) == len(rows_of(office, "analyst"))
    newer = client.get(last).soup.select_one('a[rel="prev"]')
    assert newer is not None
    assert len(client.get(str(newer["href"])).soup.select("tbody tr")) == PAGE_SIZE


def test_filters_narrow_both_the_page_and_the_file(office: Office) -> None:
    officer = office.people["officer"]
    office.as_("officer").submit("/deliverables/D-0001/update", percent="60")
    today = dates.london(dates.now()).date().isoformat()
    for query, wanted in (
        ("?q=d-0001", {"D-0001"}),
        (f"?person={officer}&kind=deliverables&event=deliverable:progress_recorded&q=D-0001", {"D-0001"}),
        ("?kind=risks&event=risk:scored", None),
        (f"?from={today}&to={today}&q=D-0001", {"D-0001"}),
        ("?to=1999-12-31", set()),
        ("?q=%25", set()),
    ):
        found = {row["Record"] for row in rows_of(office, "analyst", query)}
        assert (found == wanted) if wanted is not None else found
    assert "No row matches" in office.as_("analyst").get("/log?to=1999-12-31").main


@pytest.mark.parametrize(
    "query",
    ["?kind=people", "?event=setting:changed", "?from=never&to=2024-99-99", "?before=x&after=-1", "?person=nobody"],
)
def test_what_names_nothing_or_nothing_they_may_see_is_no_limit(office_on_sqlite: Office, query: str) -> None:
    rows = rows_of(office_on_sqlite, "officer", query)
    assert len(rows) == len(rows_of(office_on_sqlite, "officer"))


def test_a_day_is_a_day_in_london() -> None:
    summer = datetime(2024, 9, 18, tzinfo=UTC).date()
    assert dates.begins_at(summer) == datetime(2024, 9, 17, 23, tzinfo=UTC)
    assert dates.begins_at(summer.replace(month=12)) == datetime(2024, 12, 18, tzinfo=UTC)


def test_no_cell_of_the_file_is_a_formula_and_the_download_is_logged(office: Office) -> None:
    with transaction(office.sessions) as session:
        record(
            session,
            Event.DELIVERABLE_CHANGED,
            by=Actor("=cmd()"),
            subject="D-0001",
            reason="+1",
            changes={"@a": (None, "b")},
        )
    last = rows_of(office, "officer")[-1]
    assert (last["Who"], last["Reason"], last["Changes"][:3]) == ("'=cmd()", "'+1", "'@a")
    assert office.events()[-1] == ("log:exported", "log")


def test_the_file_is_read_a_thousand_rows_at_a_time(office_on_sqlite: Office) -> None:
    with counted(office_on_sqlite) as few:
        rows_of(office_on_sqlite, "analyst")
    grow(office_on_sqlite, 2_000)
    with counted(office_on_sqlite) as many:
        assert len(rows_of(office_on_sqlite, "analyst")) > 2_000
    assert len(many) == len(few) + 2


@pytest.mark.parametrize(("path", "queries"), [("/log", 4), ("/log?before=40", 5), ("/log/D-0001", 5)])
def test_a_page_costs_the_same_however_long_the_log_is(office: Office, path: str, queries: int) -> None:
    """Person, office, the rows (and whether there are newer ones), people; for one record its events first."""
    page = Priced("analyst", path, 0)
    assert len(cost(office, page)) == queries
    grow(office, 500)
    assert len(cost(office, page)) == queries


@pytest.mark.parametrize(
    ("subject", "event", "address"),
    [
        ("D-0001", "deliverable:created", "/deliverables/D-0001"),
        ("I-0001", "risk:raised", "/risks/I-0001"),
        ("F-0001", "finding:changed", "/inspections/findings/F-0001"),
        ("inspections/PEEL-2024", "inspection:changed", "/inspections/PEEL-2024"),
        ("inspections/events/3", "inspection_event:added", None),
        ("PCP/1", "priority:changed", "/plans/PCP/priorities/1"),
        ("PCP/1/2024-25-Q2", "entry:added", "/reports/highlight/2024-25-Q2/plans/PCP/priorities/1"),
        ("PCP/1/1.01", "objective:changed", "/plans/PCP/priorities/1"),
        ("person 3", "person:changed", "/people/3"),
        ("seed set", "seeds:loaded", None),
    ],
)
def test_a_record_is_shown_where_it_is_kept(subject: str, event: str, address: str | None) -> None:
    assert named(subject, event, {3: "Ada Stone"}).address == address


def test_a_person_is_called_by_name() -> None:
    assert named("person 3", "person:changed", {3: "Ada Stone"}).words == "Ada Stone"


def test_no_kind_is_forgotten() -> None:
    assert set(SEEN_BY) == set(LogKind)
