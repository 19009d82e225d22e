"""The clerk's home page: what is next, what is owed, and what has no meeting."""

from __future__ import annotations

import pytest

from tests.factories import TODAY
from tests.factories_panel import fill_panel
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.commands_office import SetOffice, set_office
from tracker.accounts.rules import OfficeKey
from tracker.writing import transaction


@pytest.fixture
def panel(office: Office) -> Office:
    with transaction(office.sessions) as session:
        fill_panel(session)
    return office


def due(page: Page) -> list[str]:
    return [words(row) for row in page.soup.select("table:has(#due-caption) tbody tr")]


def test_the_clerk_sees_what_is_due_day_by_day(panel: Office) -> None:
    page = panel.as_("clerk").get("/")
    found = due(page)
    assert found[:4] == [
        "Today Wednesday 18 Sep 2024 Last day to publish agenda and papers Meeting of 26 September 2024",
        "Tomorrow Thursday 19 Sep 2024, 5pm Written questions end Meeting of 26 September 2024",
        "In 5 days Monday 23 Sep 2024, 5pm Verbal questions end Meeting of 26 September 2024",
        "In 8 days Thursday 26 Sep 2024, 1:30pm Meeting Meeting of 26 September 2024",
    ]
    assert found[-1] == "In 164 days Saturday 1 Mar 2025 Precept is issued The precept"
    assert not any("17 Sep 2024" in row for row in found), "what has passed is not due"
    assert not any("January" in row for row in found), "nothing is due for a cancelled meeting"


def test_what_is_owed_and_what_has_no_meeting_stands_below(panel: Office) -> None:
    page = panel.as_("clerk").get("/")
    assert "Give timescales for improvements PCC, due 2 Sep 2024 Overdue" in page.main
    assert "All 2 open requests" in page.main
    assert [words(link) for link in page.soup.select("a[href^='/forward-plan/']")] == ["Estates"]


def test_items_of_a_cancelled_meeting_come_back_to_the_clerk(panel: Office) -> None:
    panel.as_("clerk").submit("/meetings/2024-11-14/cancel", reason="No quorum.")
    page = panel.as_("clerk").get("/")
    assert "Communications Its meeting of 14 November 2024 is cancelled" in page.main


def test_the_pre_election_period_is_said_before_anything_is_published(panel: Office) -> None:
    assert "pre-election" not in panel.as_("clerk").get("/").main
    with transaction(panel.sessions) as session:
        for key, value in (
            (OfficeKey.PRE_ELECTION_FROM, "1 September 2024"),
            (OfficeKey.PRE_ELECTION_TO, "1 May 2025"),
        ):
            set_office(session, SetOffice(key, value, TODAY), by=SYSTEM, on=TODAY)
    assert "goes from 1 September 2024 to 1 May 2025" in panel.as_("clerk").get("/").main


def test_a_member_sees_the_next_meetings_and_not_the_clerks_list(panel: Office) -> None:
    page = panel.as_("member").get("/")
    assert "26 September 2024 , in 8 days" in page.main
    assert "Owed to the Panel" not in page.main


def test_before_there_is_anything_the_page_says_what_to_do(office: Office) -> None:
    page = office.as_("clerk").get("/")
    assert "Arrange the next one" in page.main
    assert "Nothing is owed to the Panel." in page.main
    assert [row.partition(" ")[0] for row in due(page)] == ["In"] * 5
