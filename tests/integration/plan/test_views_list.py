"""The list of deliverables: finding one's way through it, and taking it away as a file."""

from __future__ import annotations

import csv
import io

import pytest

from tests.bulk import add_deliverables
from tests.factories import TODAY, make_deliverable
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.plan import queries
from tracker.plan.models import DeliverableStanding
from tracker.writing import transaction


def references(page: Page) -> list[str]:
    return [words(cell) for cell in page.soup.select("td.tracker-ref")]


def add(office: Office, count: int) -> None:
    with transaction(office.sessions) as session:
        found = queries.priority(session, "PCP-2022-25", 1)
        add_deliverables(session, count, priority_ids=[found.id], owner_ids=[office.people["officer"]])


def add_one(office: Office, action: str) -> None:
    with transaction(office.sessions) as session:
        owner = session.get_one(Person, office.people["officer"])
        make_deliverable(session, queries.priority(session, "PCP-2022-25", 1), owner, action=action, on=TODAY)


def test_the_soonest_due_comes_first_and_says_how_late_it_is(reading_office: Office) -> None:
    page = reading_office.as_("analyst").get("/deliverables")
    assert references(page) == ["D-0006", "D-0001", "D-0002", "D-0003", "D-0004", "D-0005", "D-0007"]
    assert "7 deliverables, sorted by date due" in page.main
    assert "Overdue by 80 days" in words(page.soup.select_one("tbody tr"))
    assert "Extension requested" in words(page.soup.select("tbody tr")[-1])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=custody", ["D-0001"]),
        ("q=the+PLAN", ["D-0003", "D-0004"]),
        ("q=d-0005", ["D-0005"]),
        ("q=victims’", ["D-0002"]),
        ("priority=PCP-2022-25", ["D-0006", "D-0001", "D-0002", "D-0003", "D-0004", "D-0005", "D-0007"]),
        ("priority=PCP-2022-25/2", ["D-0003"]),
        ("status=complete", ["D-0004"]),
        ("status=not_started", ["D-0002", "D-0005", "D-0007"]),
        ("overdue=1", ["D-0006"]),
        ("q=custody&status=complete", []),
        ("sort=reference&order=desc", ["D-0007", "D-0006", "D-0005", "D-0004", "D-0003", "D-0002", "D-0001"]),
        ("sort=action", ["D-0005", "D-0002", "D-0004", "D-0001", "D-0003", "D-0007", "D-0006"]),
        ("sort=progress&order=desc&status=in_progress", ["D-0006", "D-0003", "D-0001"]),
        ("sort=updated&order=desc&q=e+plan", ["D-0003", "D-0004"]),
        # What names nothing is no limit, so that an old link still shows a list.
        (
            "sort=colour&status=lost&page=x&overdue=2",
            ["D-0006", "D-0001", "D-0002", "D-0003", "D-0004", "D-0005", "D-0007"],
        ),
        ("page=999999999999", ["D-0006", "D-0001", "D-0002", "D-0003", "D-0004", "D-0005", "D-0007"]),
        ("q=%25", []),
        ("q=_", []),
        ("q=%00&priority=%00", []),
        ("q=%ED%A0%80", []),
    ],
)
def test_filters_and_sorting(reading_office: Office, query: str, found: list[str]) -> None:
    assert references(reading_office.as_("officer").get(f"/deliverables?{query}")) == found


def test_the_owner_filter_names_everybody_who_can_own(reading_office: Office) -> None:
    page = reading_office.as_("lead").get(f"/deliverables?owner={reading_office.people['other_officer']}")
    assert references(page) == ["D-0003"]
    assert [words(option) for option in page.soup.select("#owner option")] == [
        "All",
        "Lena Marsh",
        "Luke Farrow",
        "Olive Ashdown",
        "Owen Birch",
    ]
    assert words(page.soup.select_one("#owner option[selected]")) == "Owen Birch"


def test_the_filters_stay_as_they_were_chosen(office_on_sqlite: Office) -> None:
    address = "/deliverables?q=plan&priority=PCP-2022-25/2&status=in_progress&sort=action&order=desc"
    page = office_on_sqlite.as_("officer").get(address)
    form = page.soup.select_one("form.tracker-filters")
    assert form is not None
    assert {
        str(field["name"]): field.get("value") for field in form.select("input[type=hidden], input[type=search]")
    } == {
        "q": "plan",
        "sort": "action",
        "order": "desc",
    }
    assert [option["value"] for option in form.select("option[selected]")] == ["PCP-2022-25/2", "in_progress"]


def test_a_heading_sorts_and_sorts_the_other_way_round(office_on_sqlite: Office) -> None:
    client = office_on_sqlite.as_("officer")
    page = client.get("/deliverables?q=the")
    link = page.soup.find("a", string=lambda text: text and "Reference" in text)
    assert link is not None
    page = client.get(str(link["href"]))
    header = page.soup.select_one("th[aria-sort]")
    assert header is not None
    assert (words(header), header["aria-sort"]) == ("Reference ▲", "ascending")
    again = client.get(str(header.a["href"]) if header.a else "")
    assert again.soup.select_one("th[aria-sort=descending]") is not None
    assert references(again) == references(page)[::-1]
    assert "q=the" in again.response.request.query_string.decode()


def test_a_long_list_has_pages(office: Office) -> None:
    add(office, 120)
    client = office.as_("officer")
    page = client.get("/deliverables")
    assert "1 to 50 of 127 deliverables" in page.main
    assert len(references(page)) == 50
    seen = [*references(page)]
    for number in (2, 3):
        page = client.get(f"/deliverables?page={number}")
        seen += references(page)
        assert words(page.soup.select_one("[aria-current=page].govuk-pagination__link")) == str(number)
    assert len(seen) == len(set(seen)) == 127
    assert "101 to 127 of 127" in page.main
    beyond = client.get("/deliverables?page=50")
    assert references(beyond) == references(page), "a page past the end is the last one"


def test_links_to_other_pages_keep_the_filters(office_on_sqlite: Office) -> None:
    add(office_on_sqlite, 120)
    page = office_on_sqlite.as_("officer").get("/deliverables?q=part&sort=action")
    links = [str(link["href"]) for link in page.soup.select(".govuk-pagination a")]
    assert links
    assert all("q=part" in link and "sort=action" in link for link in links)


def test_an_empty_list_says_which_of_two_things_it_means(office: Office) -> None:
    page = office.as_("officer").get("/deliverables?q=nothing+like+this")
    assert "No deliverable matches." in page.main
    assert not page.soup.select("table")
    with transaction(office.sessions) as session:
        session.query(DeliverableStanding).delete()
    assert "There are no deliverables yet. The strategic lead" in office.as_("officer").get("/deliverables").main
    assert "There are no deliverables yet. Add the first one" in office.as_("lead").get("/deliverables").main


def test_only_a_lead_is_offered_to_add_one(office_on_sqlite: Office) -> None:
    assert "Add a deliverable" in office_on_sqlite.as_("lead").get("/deliverables").main
    assert "Add a deliverable" not in office_on_sqlite.as_("officer").get("/deliverables").main


def test_what_was_typed_cannot_run_on_the_page(office_on_sqlite: Office) -> None:
    add_one(office_on_sqlite, "<script>alert(1)</script>")
    page = office_on_sqlite.as_("officer").get("/deliverables?q=<script>alert(2)</script>")
    assert "<script>alert" not in page.response.get_data(as_text=True)
    assert page.soup.select_one("#q")["value"] == "<script>alert(2)</script>"  # type: ignore[index]  # the search box


def rows_of(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_the_file_holds_what_the_list_shows_and_the_log_says_so(office: Office) -> None:
    page = office.as_("officer").get("/deliverables.csv?priority=PCP-2022-25/1&sort=reference")
    assert page.response.mimetype == "text/csv"
    assert "deliverables-2024-09-18.csv" in page.response.headers["Content-Disposition"]
    rows = rows_of(page.response.data)
    assert [row["Reference"] for row in rows] == ["D-0001", "D-0002", "D-0004", "D-0005", "D-0006", "D-0007"]
    late = rows[4]
    assert late == {
        "Reference": "D-0006",
        "Action": "Train the call handlers",
        "Plan": "PCP-2022-25",
        "Priority": "1: Priority 1",
        "Owner": "Olive Ashdown",
        "Status": "In progress",
        "RAG": "Red",
        "Progress %": "70",
        "Last update": "2024-05-01",
        "Date due": "June 2024",
        "Last day due": "2024-06-30",
        "Original last day due": "2024-06-30",
        "Overdue": "Yes",
        "Days late": "80",
    }
    assert office.events()[-1] == ("deliverable:exported", "deliverables")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", " ="])
def test_a_cell_that_looks_like_a_formula_does_not_run(office_on_sqlite: Office, sign: str) -> None:
    add_one(office_on_sqlite, f'{sign}HYPERLINK("http://example.com","x")')
    rows = rows_of(office_on_sqlite.as_("officer").get("/deliverables.csv?q=hyperlink").response.data)
    assert len(rows) == 1
    assert rows[0]["Action"].startswith("'")
    assert rows[0]["Action"].lstrip("' \t").lstrip(sign.strip()) == 'HYPERLINK("http://example.com","x")'


def test_the_file_of_a_long_list_is_whole(office_on_sqlite: Office) -> None:
    add(office_on_sqlite, 1200)
    rows = rows_of(office_on_sqlite.as_("officer").get("/deliverables.csv").response.data)
    assert len({row["Reference"] for row in rows}) == len(rows) == 1207
