"""Actions against a risk or issue, through the pages."""

from __future__ import annotations

import pytest

from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.plan.rules import QuarterReading
from tracker.risks import queries
from tracker.risks.models import RiskAction

RISK = "/risks/R-0001"
NEW = f"{RISK}/actions/new"
EDIT, UPDATE, WITHDRAW = (f"{RISK}/actions/1/{act}" for act in ("edit", "progress", "withdraw"))


def actions(page: Page) -> list[str]:
    """The rows of the table of actions."""
    return [words(found) for found in page.soup.select("table:has(#actions-caption) tbody tr")]


def stored(office: Office, number: int = 1) -> RiskAction:
    with office.sessions() as session:
        return next(each for each in queries.risk(session, "R-0001").actions if each.number == number)


def test_an_action_is_added_and_shown(office: Office) -> None:
    page = office.as_("officer").submit(
        NEW,
        title="Lease a second site",
        due_text="Contract start June 2025",
        owner_id=str(office.people["lead"]),
        follow=True,
        status=200,
    )
    assert "Action 2 is added to R-0001." in page.main
    assert actions(page)[1].startswith(
        "2. Lease a second site Lena Marsh Contract start June 2025 by 30 Jun 2025 0% Planned"
    )


def test_which_year_is_meant_is_asked_and_what_was_typed_is_kept(office: Office) -> None:
    page = office.as_("officer").get(NEW)
    assert not page.soup.select("input[name=reading]"), "nobody is asked before there is a question"
    page = office.refused("officer", NEW, title="Lease a second site", due_text="Q4 2024")
    assert page.errors == [
        "Select what “Q4 2024” means: October to December 2024 (calendar year) or "
        "January to March 2025 (financial year)."
    ]
    assert page.form()["title"] == "Lease a second site"
    page = office.as_("officer").post(NEW, page.form() | {"reading": "calendar"}, follow=True, status=200)
    assert actions(page)[1].startswith("2. Lease a second site Nobody yet Q4 2024 by 31 Dec 2024 0% Planned")
    assert stored(office, 2).due_reading is QuarterReading.CALENDAR


def test_an_answer_about_the_year_is_not_asked_for_again(office_on_sqlite: Office) -> None:
    officer = office_on_sqlite.as_("officer")
    officer.submit(EDIT, due_text="Q4 2025", reading="financial", reason="The tender is late")
    page = officer.get(EDIT)
    assert (page.form()["due_text"], page.form()["reading"]) == ("Q4 2025", "financial")
    before = stored(office_on_sqlite).version
    officer.post(EDIT, page.form())
    assert stored(office_on_sqlite).version == before


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"title": ""}, "Enter what will be done"),
        ({"due_text": ""}, "Enter the date due"),
        ({"due_text": "soon"}, "“soon” is not a date. Enter a day, month, quarter or year"),
        ({"due_text": "August 2024"}, "The action is planned from 18 September 2024, so it cannot be due by 31 August"),
        ({"owner_id": "999"}, "Owner: select one of the answers in the list"),
        ({"title": "x" * 301}, "The text is 301 characters long. Shorten it to 300 characters or fewer."),
    ],
)
def test_what_is_no_action_is_refused_beside_it(office_on_sqlite: Office, typed: dict[str, str], message: str) -> None:
    sound = {"title": "Lease a second site", "due_text": "June 2025", "owner_id": ""}
    page = office_on_sqlite.refused("officer", NEW, sound | typed)
    assert page.errors[0].startswith(message)


def test_another_due_date_needs_a_reason_which_the_log_keeps(office: Office) -> None:
    page = office.refused("officer", EDIT, due_text="June 2025")
    assert page.beside("reason") == "Enter why the due date changes"
    page = office.as_("officer").post(EDIT, page.form() | {"reason": "The tender is late"}, follow=True, status=200)
    assert "Action 1 of R-0001 is changed." in page.main
    assert "Reason: The tender is late" in page.main
    assert "Date due of action 1: from “March 2025 (by 31 March 2025)” to “June 2025 (by 30 June 2025)”" in page.main


def test_its_owner_records_its_progress_up_to_done(office: Office) -> None:
    owner = office.as_("other_officer")
    assert owner.get(RISK).soup.find("a", href=UPDATE) is not None
    assert owner.get(RISK).soup.find("a", href=EDIT) is None
    page = owner.submit(UPDATE, percent="40%", note="Two **offers** are in.", follow=True, status=200)
    assert "Progress of action 1 of R-0001 is recorded." in page.main
    assert "18 September 2024, Owen Birch Two offers are in." in actions(page)[0]
    page = owner.submit(UPDATE, percent="100", follow=True, status=200)
    assert "100% Done" in actions(page)[0]


def test_going_down_needs_a_note(office_on_sqlite: Office) -> None:
    office_on_sqlite.as_("officer").submit(UPDATE, percent="60")
    page = office_on_sqlite.refused("officer", UPDATE, percent="50")
    assert page.beside("note") == "Enter why progress goes down from 60% to 50%."
    assert page.form()["percent"] == "50"


@pytest.mark.parametrize(
    ("percent", "message"),
    [
        ("", "Enter progress as a whole number from 0 to 100"),
        ("101", "“101” is not between 0 and 100. Enter progress as a whole number from 0 to 100."),
        ("-1", "“-1” is not between 0 and 100. Enter progress as a whole number from 0 to 100."),
        ("most", "“most” is not a whole number. Enter progress as a whole number from 0 to 100."),
    ],
)
def test_what_is_no_percentage_is_refused_beside_it(office_on_sqlite: Office, percent: str, message: str) -> None:
    assert office_on_sqlite.refused("officer", UPDATE, percent=percent).beside("percent") == message


def test_a_stale_update_shows_both_and_keeps_what_was_typed(office: Office) -> None:
    officer, owner = office.as_("officer"), office.as_("other_officer")
    typed = officer.get(UPDATE).form() | {"percent": "50", "note": "Mine"}
    owner.submit(UPDATE, percent="40", note="Theirs")
    page = officer.post(UPDATE, typed, status=409)
    assert "Progress 50 40" in page.main
    assert "What was done Mine Theirs" in page.main
    assert (page.form()["percent"], page.form()["note"]) == ("50", "Mine")
    officer.post(UPDATE, page.form())
    assert [each.percent for each in stored(office).updates] == [40, 50]


def test_a_stale_change_shows_both(office_on_sqlite: Office) -> None:
    officer, lead = office_on_sqlite.as_("officer"), office_on_sqlite.as_("lead")
    typed = officer.get(EDIT).form() | {"title": "Mine"}
    lead.submit(EDIT, title="Theirs")
    page = officer.post(EDIT, typed, status=409)
    assert "What will be done Mine Theirs" in page.main


def test_a_withdrawn_action_stays_in_sight_with_nothing_to_do(office: Office) -> None:
    page = office.refused("lead", WITHDRAW)
    assert page.errors == ["Enter why the action is withdrawn"]
    page = office.as_("lead").submit(WITHDRAW, reason="Not needed", follow=True, status=200)
    assert "0% Withdrawn 18 Sep 2024" in actions(page)[0]
    assert page.soup.find("a", href=UPDATE) is None
    page = office.as_("lead").get(UPDATE, status=409)
    assert page.h1 == "Action 1 of R-0001 was withdrawn"
    assert page.soup.find("a", href=RISK) is not None
    assert "Action 1 was withdrawn, so it cannot change. Add a new action instead." in page.main


def test_an_issue_takes_actions(office_on_sqlite: Office) -> None:
    page = office_on_sqlite.as_("officer").submit(
        "/risks/I-0001/actions/new", title="Find another supplier", due_text="June 2025", follow=True, status=200
    )
    assert "Action 1 is added to I-0001." in page.main


def test_somebody_without_a_tie_is_offered_nothing(reading_office: Office) -> None:
    page = reading_office.as_("analyst").get(RISK)
    assert actions(page) == ["1. Find another supplier Owen Birch March 2025 by 31 Mar 2025 0% Planned"]
    assert page.soup.find("a", href=NEW) is None
    for path in (NEW, EDIT, UPDATE, WITHDRAW, f"{RISK}/score", f"{RISK}/review", f"{RISK}/accept"):
        reading_office.as_("analyst").get(path, status=403)


def test_an_action_that_is_not_there_is_not_found(reading_office: Office) -> None:
    for who in ("officer", "analyst"):
        reading_office.as_(who).get(f"{RISK}/actions/0/edit", status=404)
        reading_office.as_(who).get(f"{RISK}/actions/99999999999999999999/progress", status=404)
