"""The register's page: its table, its filters and its heat map."""

from __future__ import annotations

import pytest
from bs4 import Tag

from tests.factories_risks import make_risk
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.writing import transaction


def rows(page: Page) -> list[list[str]]:
    """The register's rows as they read."""
    table = page.soup.find("caption", id="list-caption")
    found = table.find_parent("table") if isinstance(table, Tag) else None
    return [[words(cell) for cell in line.find_all(["td", "th"])] for line in found.select("tbody tr")] if found else []


def references(page: Page) -> list[str]:
    return [line[0] for line in rows(page)]


class TestTable:
    def test_what_is_open_with_score_direction_owner_and_review(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/risks")
        assert references(page) == ["I-0002", "R-0001", "I-0001", "R-0004"]
        custody = rows(page)[1]
        assert custody[1:4] == [
            "The custody suite is not ready in time PCP-2022-25, priority 1",
            "9 Medium",
            "Down",
        ]
        assert custody[5] == "Olive Ashdown"
        assert rows(page)[3] == [
            "R-0004",
            "The grant is cut The whole office",
            "Not yet scored",
            "None",
            "Open",
            "Nobody yet",
            "2 Oct 2024",
        ]
        assert "the one in force on 30 June 2024, the end of the last quarter" in page.main

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ("kind=risk", ["R-0001", "R-0004"]),
            ("state=closed", ["R-0002"]),
            ("state=all&sort=reference", ["R-0001", "R-0002", "R-0003", "R-0004", "I-0001", "I-0002"]),
            ("priority=office", ["R-0004"]),
            ("priority=PCP-2022-25/1&kind=issue", ["I-0002", "I-0001"]),
            ("owner=nobody", ["R-0004"]),
            ("band=unscored", ["R-0004"]),
            ("band=high", ["I-0002"]),
            ("likelihood=3&impact=3", ["R-0001"]),
            ("q=custody", ["R-0001"]),
            ("sort=review", ["R-0004", "I-0001", "I-0002", "R-0001"]),
            # What names nothing is no limit.
            (
                "kind=x&state=x&owner=x&band=x&likelihood=9&impact=0&sort=x&page=x",
                ["I-0002", "R-0001", "I-0001", "R-0004"],
            ),
            ("q=%00&state=all", []),
            ("page=99999999999999999999", ["I-0002", "R-0001", "I-0001", "R-0004"]),
        ],
    )
    def test_each_filter_by_its_address(self, reading_office: Office, asked: str, expected: list[str]) -> None:
        assert references(reading_office.as_("analyst").get(f"/risks?{asked}")) == expected

    def test_the_filters_show_what_was_chosen(self, reading_office: Office) -> None:
        asked = "q=suite&kind=risk&state=all&priority=office&owner=nobody&band=unscored&sort=review&overdue=1"
        page = reading_office.as_("analyst").get(f"/risks?{asked}")
        chosen = {str(field["name"]): str(field["value"]) for field in page.soup.select("form[role=search] input")}
        chosen |= {
            str(field["name"]): str(option["value"])
            for field in page.soup.select("form[role=search] select")
            for option in field.select("option[selected]")
        }
        assert chosen == dict(part.split("=") for part in asked.split("&"))
        assert page.soup.select_one("#overdue[checked]") is not None

    def test_nothing_that_matches_says_what_to_do(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/risks?q=nothing+like+it")
        assert "Nothing on the register matches. Change or remove a filter, or show all that are open" in page.main

    def test_each_risk_is_one_click_away(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/risks")
        assert page.soup.find("a", href="/risks/R-0001") is not None

    def test_only_those_who_may_raise_one_are_offered_it(self, reading_office: Office) -> None:
        for who, offered in (("officer", True), ("lead", True), ("chief_executive", True), ("analyst", False)):
            page = reading_office.as_(who).get("/risks")
            assert (page.soup.find("a", href="/risks/new") is not None) is offered, who

    def test_more_than_fifty_stand_on_two_pages(self, office_on_sqlite: Office) -> None:
        with transaction(office_on_sqlite.sessions) as session:
            for _ in range(50):
                make_risk(session)
        page = office_on_sqlite.as_("analyst").get("/risks?kind=risk&sort=reference")
        assert "1 to 50 of 52 entries" in page.main
        following = page.soup.select_one("a[rel=next]")
        assert following is not None
        page = office_on_sqlite.as_("analyst").get(str(following["href"]))
        assert references(page) == ["R-0053", "R-0054"]


class TestHeatMap:
    def test_it_counts_open_risks_in_labelled_cells_with_their_band(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/risks")
        heat = page.soup.select_one("table.tracker-heat")
        assert heat is not None
        heads = [words(cell) for cell in heat.select("thead th")]
        assert heads == [
            "Likelihood",
            "Impact 1 Very low",
            "Impact 2 Low",
            "Impact 3 Moderate",
            "Impact 4 High",
            "Impact 5 Very high",
        ]
        lines = [[words(cell) for cell in line.find_all(["th", "td"])] for line in heat.select("tbody tr")]
        assert [line[0] for line in lines] == [
            "5 Very likely",
            "4 Likely",
            "3 Possible",
            "2 Unlikely",
            "1 Very unlikely",
        ]
        assert lines[2][1:] == ["0 Low", "0 Medium", "1 with score 9 Medium", "0 High", "0 Very high"]
        assert len(heat.select("td .report-status")) == 25, "every band is a word and a shape"

    def test_each_cell_that_counts_something_leads_to_it(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/risks")
        links = page.soup.select("table.tracker-heat a")
        assert [words(link) for link in links] == ["1 with score 9"]
        there = reading_office.as_("analyst").get(str(links[0]["href"]))
        assert references(there) == ["R-0001"]
        assert "likelihood 3 and impact 3" in there.main

    def test_what_has_no_score_yet_is_counted_beside_it(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/risks")
        link = page.soup.find("a", string="1 risk")
        assert isinstance(link, Tag)
        assert references(reading_office.as_("analyst").get(str(link["href"]))) == ["R-0004"]

    def test_it_follows_the_priority_and_the_owner_chosen(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/risks?priority=office")
        assert "of the priority and owner chosen below" in page.main
        assert page.soup.select("table.tracker-heat a") == []


def test_an_office_without_risks_says_what_to_do(office_on_sqlite: Office) -> None:
    officer = office_on_sqlite.as_("officer")
    page = officer.get("/risks?priority=NONE")
    assert "No risk is open of the priority and owner chosen below." in page.main
