"""The register of Specified Information through the pages: reading it, keeping its lines, recording publications."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web_client import Page, words
from tests.web_fixtures import Office

LIST, LINE, PUBLIC = "/information", "/information/3-g", "/published/information"
NEW: dict[str, Any] = {
    "code": "4-b",
    "topic": "Property",
    "title": "Contracts over £10,000 – “each”",
    "source": "SI 2011/3050, Schedule, paragraph 4(b)",
    "every": "event",
    "due_days": "90",
    "due_from": "end",
    "timing_by": "office",
    "address": "https://example.org/contracts",
    "counts_from": ["1", "4", "2024"],
}


def cells(page: Page, title: str) -> list[str]:
    """The cells of the row of a line, wherever its table stands."""
    (row,) = (row for row in page.soup.select("main tbody tr") if title in words(row.th))
    return [words(cell) for cell in row.select("th, td")]


def figures(page: Page) -> list[str]:
    return [words(item) for item in page.soup.select(".tracker-figures li")]


@pytest.mark.parametrize("who", ["officer", "commissioner", "administrator"])
def test_the_office_sees_what_is_late_and_by_how_much(informed: Office, who: str) -> None:
    page = informed.as_(who).get(LIST)
    assert figures(page) == ["1 late", "1 due soon", "1 up to date", "1 no day is set"]
    *_, often, last, due, state = cells(page, "Spending over £500")
    assert often == "Every month within 30 days of the end of the month"
    assert last == "27 Jun 2024 For May 2024"
    assert due == "30 Jul 2024 For June 2024"
    assert state.endswith("Late By 50 days; 2 periods are missing")


def test_what_is_kept_up_to_date_is_looked_at_again(informed: Office) -> None:
    *_, last, due, state = cells(informed.as_("officer").get(LIST), "Register of interests")
    assert (last, due) == ("10 Apr 2024 Looked at 1 Jul 2024", "29 Sep 2024")
    assert state.endswith("Due soon")


def test_a_budget_is_due_before_its_year_begins(informed: Office) -> None:
    *_, often, _, due, _ = cells(informed.as_("officer").get(LIST), "Total budget")
    assert often == "Every financial year before the year begins"
    assert due == "31 Mar 2025 For 2025-26 (to 31 March 2026)"


def test_the_list_shows_one_state_if_asked(informed: Office) -> None:
    page = informed.as_("officer").get(f"{LIST}?state=late")
    assert [words(row.a) for row in page.soup.select("main tbody tr")] == ["Spending over £500"]
    assert "Withdrawn lines" in page.main
    assert len(informed.as_("officer").get(f"{LIST}?state=nonsense").soup.select("main tbody tr")) == 4


def test_a_state_nothing_is_in_says_so(office: Office, informed: Office) -> None:
    informed.as_("officer").submit(
        f"{LINE}/publish", period="2024-06", done_on=["17", "9", "2024"], follow=True, status=200
    )
    informed.as_("officer").submit(
        f"{LINE}/publish", period="2024-07", done_on=["17", "9", "2024"], follow=True, status=200
    )
    assert "No line is late." in informed.as_("officer").get(f"{LIST}?state=late").main


def test_an_empty_register_says_what_to_do(office: Office) -> None:
    assert "The register has no line yet. Add the first" in office.as_("administrator").get(LIST).main
    assert "The administrator and the Chief Executive keep it." in office.as_("officer").get(LIST).main
    assert "It appears here once the office has filled it in." in office.visitor().get(PUBLIC).main
    assert "The register of Specified Information is empty. Fill it" in office.as_("administrator").get("/").main


def test_anybody_reads_what_must_be_published_with_links(informed: Office) -> None:
    page = informed.visitor().get(PUBLIC)
    assert figures(page)[0] == "1 late"
    assert cells(page, "Spending over £500")[1] == "Read it : Spending over £500 The latest : Spending over £500"
    assert cells(page, "Record of decisions")[1] == "Not published yet"
    hrefs = [link["href"] for link in page.soup.select("main td a")]
    assert "https://example.org/spending/may" in hrefs
    assert "Chief Finance Officer" not in page.main, "who sees to it is the office's own affair"
    assert "Something else" not in page.main, "what is withdrawn is not asked for any more"


def test_the_page_of_published_reports_leads_there(informed: Office) -> None:
    assert informed.visitor().get("/published").soup.select(f"footer a[href='{PUBLIC}']")


def test_the_administrators_home_page_shows_what_is_late_and_due_soon(informed: Office) -> None:
    page = informed.as_("administrator").get("/")
    assert figures(page) == ["1 late", "1 due soon", "1 up to date", "1 no day is set"]
    assert cells(page, "Spending over £500")[-1].endswith("Late By 50 days; 2 periods are missing")
    assert cells(page, "Register of interests")[3] == "29 Sep 2024"


def test_a_line_is_added_and_stands_last(informed: Office) -> None:
    page = informed.as_("administrator").submit(f"{LIST}/new", NEW, follow=True, status=200)
    assert page.h1 == "Contracts over £10,000 – “each”"
    assert "Each time it happens, looked at again within 90 days" in page.main
    listed = [words(row.a) for row in informed.as_("officer").get(LIST).soup.select("main tbody tr")]
    assert listed[-1] == "Contracts over £10,000 – “each”"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "3-G"}, "There is a line 3-G already, or was one before it was withdrawn. Choose another code."),
        ({"code": "9"}, "There is a line 9 already, or was one before it was withdrawn. Choose another code."),
        (
            {"code": "new"},
            "A code has at most 20 letters, digits and hyphens between them, for example 3-g, and is "
            "neither file nor new",
        ),
        ({"title": ""}, "Enter what is published"),
        ({"due_days": "ten"}, "Enter a whole number of days from 0 to 1,100"),
        ({"due_days": "1101"}, "Enter a whole number of days from 0 to 1,100"),
        (
            {"every": "month", "due_days": ""},
            "Enter in how many days it is due: what is published every month has a last day",
        ),
        ({"due_from": "start"}, "What is published “each time it happens” has no period that could begin"),
        (
            {"every": "year", "due_from": "start", "due_days": "0"},
            "Enter 1 or more: what is due before a period begins is due the day before it, or earlier",
        ),
        ({"address": "example.org"}, "Enter the whole address of the page, starting with https:// or http://"),
        ({"address": "javascript:alert(1)"}, "Enter the whole address of the page, starting with https:// or http://"),
        (
            {"counts_from": ["1", "1", "2012"]},
            "The day must be from 1 April 2012 to 22 September 2029",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(informed: Office, changes: dict[str, Any], said: str) -> None:
    assert informed.refused("administrator", f"{LIST}/new", NEW | changes).errors == [said]


def test_a_line_is_changed_and_the_log_says_how(informed: Office) -> None:
    chief = informed.as_("chief_executive")
    page = chief.submit(f"{LINE}/change", due_days="60", owner="", follow=True, status=200)
    assert "Line 3-g is changed." in page.main
    assert "Nobody is named" in page.main
    assert "Due: from “within 30 days of the end of the month” to “within 60 days of the end of the month”" in page.main
    assert "Nothing was changed" in chief.submit(f"{LINE}/change", follow=True, status=200).main


def test_a_line_is_withdrawn_with_a_reason_and_brought_back(informed: Office) -> None:
    administrator = informed.as_("administrator")
    assert informed.refused("administrator", f"{LINE}/withdraw").errors == ["Enter why it is withdrawn"]
    administrator.submit(f"{LINE}/withdraw", reason="Repealed.")
    assert "Withdrawn on 18 September 2024 by Ada Stone: Repealed." in administrator.get(LINE).main
    for act in ("change", "withdraw", "publish"):
        assert "Line 3-g is withdrawn. Bring it back first." in administrator.get(f"{LINE}/{act}", status=409).main
    administrator.submit(f"{LINE}/restore", reason="It was not.")
    assert "is not withdrawn" in administrator.get(f"{LINE}/restore", status=409).main


@pytest.mark.parametrize(("act", "answers"), [("change", {"title": "Mine"}), ("withdraw", {"reason": "Mine"})])
def test_a_form_opened_before_somebody_elses_change_is_refused(
    informed: Office, act: str, answers: dict[str, str]
) -> None:
    administrator = informed.as_("administrator")
    opened = administrator.get(f"{LINE}/{act}").form() | answers
    administrator.submit(f"{LINE}/change", title="Theirs")
    before = informed.counts()
    page = administrator.post(f"{LINE}/{act}", opened, status=409)
    assert "changed by somebody else" in page.main
    assert informed.counts() == before


def test_a_publication_is_recorded_for_the_period_that_is_due(informed: Office) -> None:
    officer = informed.as_("officer")
    opened = officer.get(f"{LINE}/publish")
    offered = [words(option) for option in opened.soup.select("#period option")]
    assert offered == ["August 2024", "July 2024", "June 2024", "May 2024", "April 2024"]
    assert opened.form()["period"] == "2024-06", "the one that is due next"
    page = officer.submit(f"{LINE}/publish", note="Late.", follow=True, status=200)
    assert "Publication 3 of line 3-g is recorded." in page.main
    assert "By 19 days" in page.main
    assert "For July 2024" in page.main


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"done_on": ["19", "9", "2024"]}, "The day must be today or earlier: record it once it is done"),
        (
            {"done_on": ["1", "1", "1900"]},
            "The day must be 16 January 2012 or later: the Order is in force from then on",
        ),
        (
            {"done_on": ["31", "5", "2024"]},
            "June 2024 ended on 30 June 2024. Enter a later day, or select an earlier period",
        ),
        ({"period": "2031-01"}, "Which period it is for: select one of the answers in the list"),
        ({"address": "www"}, "Enter the whole address of the page, starting with https:// or http://"),
    ],
)
def test_a_publication_that_cannot_be_is_refused(informed: Office, answers: dict[str, Any], said: str) -> None:
    assert informed.refused("officer", f"{LINE}/publish", answers).errors == [said]


def test_a_period_that_is_not_over_is_not_published_yet(informed: Office) -> None:
    officer = informed.as_("officer")
    for _ in range(3):
        officer.submit(f"{LINE}/publish")
    page = officer.get(f"{LINE}/publish")
    assert "September 2024 is due next and not over yet: it can be recorded from 1 October 2024." in page.main
    assert page.form()["period"] == ""
    assert informed.refused("officer", f"{LINE}/publish").errors == ["Select the month it is for"]
    offered = [words(option) for option in page.soup.select("#period option")]
    assert offered[:2] == ["Select a period", "August 2024"]


def test_what_is_due_by_the_end_of_a_period_is_published_in_its_course(informed: Office) -> None:
    informed.as_("administrator").submit(f"{LINE}/change", due_days="0")
    offered = informed.as_("officer").get(f"{LINE}/publish").soup.select("#period option")
    assert words(offered[0]) == "September 2024"


def test_what_has_no_address_of_its_own_needs_one(informed: Office) -> None:
    page = informed.refused("officer", "/information/5-d/publish", kind="published")
    assert page.errors == ["Enter the address where it is published: the line has none of its own"]


def test_looking_at_what_is_there_is_enough_for_what_is_kept_up_to_date(informed: Office) -> None:
    assert informed.refused("officer", "/information/1-e/publish").errors == ["Select what was done"]
    page = informed.as_("officer").submit("/information/1-e/publish", kind="checked", follow=True, status=200)
    assert "17 Dec 2024" in page.main
    assert "Nothing new: what is there is still right" in page.main


def test_a_publication_recorded_by_mistake_is_withdrawn_and_stays_in_sight(informed: Office) -> None:
    officer, act = informed.as_("officer"), f"{LINE}/publications/2/withdraw"
    assert informed.refused("officer", act).errors == ["Enter what was wrong with it"]
    page = officer.submit(act, reason="It was April’s again.", follow=True, status=200)
    assert "Recorded by mistake , withdrawn on 18 September 2024 by Olive Ashdown: It was April’s again." in page.main
    assert "For May 2024" in page.main
    assert "Publication 2 is withdrawn already." in officer.get(act, status=409).main
    officer.get(f"{LINE}/publications/3/withdraw", status=404)


def test_the_register_moves_on_while_a_publication_is_recorded(informed: Office) -> None:
    officer = informed.as_("officer")
    opened = officer.get(f"{LINE}/publish").form()
    informed.as_("administrator").submit(f"{LINE}/change", every="quarter")
    page = officer.post(f"{LINE}/publish", opened, status=422)
    assert page.errors == ["Which period it is for: select one of the answers in the list"]
