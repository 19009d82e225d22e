"""The page of a meeting: each reader sees what they may, and the clerk what comes next."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.factories_packs import (
    CANARY,
    add_letter,
    make_filled_agenda,
    make_meeting,
    make_template,
    publish_pack,
    publish_supplement,
)
from tests.factories_panel import make_member
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.dates import fix_today
from tracker.packs.commands import AddItem, add_item
from tracker.packs.models import Agenda
from tracker.packs.queries import agenda_of
from tracker.packs.rules_items import ItemWords
from tracker.panel.commands import CancelMeeting, cancel_meeting
from tracker.panel.queries import meeting
from tracker.writing import transaction

MEETING = "/meetings/2024-09-26"
INSIDE = f"To consider the {CANARY} report."
NOT_ENTITLED = ("officer", "lead", "analyst", "chief_executive", "commissioner", "member")


def agenda(session: Session) -> Agenda:
    found = agenda_of(session, meeting(session, "2024-09-26"))
    assert found is not None
    return found


@pytest.fixture
def drafted(office: Office) -> Office:
    """Three open items and an exempt one; the second has a paper."""
    with transaction(office.sessions) as session:
        add_letter(session, make_filled_agenda(session), 2, "Minutes of June")
    return office


@pytest.fixture
def published(drafted: Office) -> Office:
    with transaction(drafted.sessions) as session:
        publish_pack(session, agenda(session))
    return drafted


def test_members_are_told_when_the_agenda_will_be_published(drafted: Office) -> None:
    page = drafted.as_("member").get(MEETING)
    assert "The agenda is not published yet. It will be by 18 September 2024." in page.main
    for title in ("Apologies for absence", "Complaint against a contractor", "Papers still owed"):
        assert title not in page.main


def test_the_office_sees_the_open_items_and_of_exempt_ones_title_and_paragraph(drafted: Office) -> None:
    page = drafted.as_("officer").get(MEETING)
    assert "Paper: Minutes of June, 1 page" in page.main
    assert "Complaint against a contractor Paragraph 3 of Schedule 12A" in page.main
    assert CANARY not in str(page.soup).lower()
    assert "Next" not in page.main


def test_what_is_owed_is_told_but_not_by_whom_for_an_exempt_item(drafted: Office) -> None:
    with transaction(drafted.sessions) as session:
        words = ItemWords("Tasers", paper_expected=True, owed_by="the Chief Constable")
        add_item(session, agenda(session), AddItem(words), by=SYSTEM, on=TODAY)
    assert "Item 4, Tasers: its paper is owed by the Chief Constable" in drafted.as_("analyst").get(MEETING).main
    clerk = drafted.as_("clerk").get(MEETING).main
    assert f"its paper is owed by the {CANARY} lawyer" in clerk
    assert INSIDE in clerk


@pytest.mark.parametrize("who", NOT_ENTITLED)
def test_after_publication_nobody_learns_more_who_is_not_entitled(published: Office, who: str) -> None:
    page = published.as_(who).get(MEETING)
    assert "Published on 18 September 2024" in page.main
    assert "Complaint against a contractor Paragraph 3 of Schedule 12A" in page.main
    assert CANARY not in str(page.soup).lower()


def test_a_member_who_sits_on_the_day_reads_what_is_exempt_once_it_is_published(drafted: Office) -> None:
    with transaction(drafted.sessions) as session:
        make_member(session, "Cllr Birch", account_id=drafted.people["member"])
    assert CANARY not in str(drafted.as_("member").get(MEETING).soup).lower()
    with transaction(drafted.sessions) as session:
        publish_pack(session, agenda(session))
    assert INSIDE in drafted.as_("member").get(MEETING).main


def test_a_member_whose_term_ended_before_is_not_entitled(published: Office) -> None:
    with transaction(published.sessions) as session:
        make_member(session, "Cllr Fir", account_id=published.people["member"], ended=date(2024, 7, 31))
    assert CANARY not in str(published.as_("member").get(MEETING).soup).lower()


def test_what_is_shown_is_what_was_published_and_not_the_records_of_now(published: Office) -> None:
    clerk = published.as_("clerk")
    change = {"title": "Welcome", "reason": "A better word."}
    clerk.submit(f"{MEETING}/agenda/items/1/change", change, follow=True, status=200)
    for who in ("member", "officer", "clerk"):
        page = published.as_(who).get(MEETING)
        assert "Apologies for absence" in page.main
        assert "Welcome" not in page.soup.select_one("ol.govuk-list--number").get_text()  # type: ignore[union-attr]  # it is there
    with transaction(published.sessions) as session:
        publish_pack(session, agenda(session), "The title of item 1 is better.")
    page = published.as_("member").get(MEETING)
    assert "version 2: The title of item 1 is better." in page.main
    assert "Welcome" in page.main


def test_a_supplement_is_told_at_its_item(published: Office) -> None:
    with transaction(published.sessions) as session:
        add_letter(session, agenda(session), 3, "A late question", "It came on Monday.")
        words = ItemWords("An urgent contract")
        add_item(session, agenda(session), AddItem(words), by=SYSTEM, on=TODAY)
        add_letter(session, agenda(session), 5, "The contract")
        place = publish_supplement(session, agenda(session)).places[0]
        printed = f"Pages {place.first_page} to {place.last_page}"
    page = published.as_("member").get(MEETING)
    assert f"Supplement 1: A late question, 1 page ({printed})" in page.main
    numbers = [line["value"] for line in page.soup.select("ol.govuk-list--number > li")]
    assert numbers == ["1", "2", "3", "5", "4"]


def test_the_clerk_is_led_from_the_agenda_to_the_minutes(office: Office) -> None:
    def step() -> str:
        found = office.as_("clerk").get(MEETING).soup.select_one(".govuk-inset-text")
        return " ".join(found.get_text(" ").split()) if found else ""

    with transaction(office.sessions) as session:
        make_template(session, ItemWords("Minutes", paper_expected=True))
        make_meeting(session)
    assert "Make the agenda" in step()
    office.as_("clerk").submit(f"{MEETING}/agenda/new")
    assert "Add the papers that are still owed: 1 item without" in step()
    with transaction(office.sessions) as session:
        add_letter(session, agenda(session), 1, "Minutes of June")
    assert "Publish agenda and papers by 18 September 2024" in step()
    with transaction(office.sessions) as session:
        publish_pack(session, agenda(session))
    assert "Papers that still come go into a supplement" in step()
    fix_today(date(2024, 9, 27))
    assert "Write the minutes" in step()


def test_a_cancelled_meeting_asks_for_nothing(drafted: Office) -> None:
    with transaction(drafted.sessions) as session:
        found = meeting(session, "2024-09-26")
        cancel_meeting(session, found, CancelMeeting(found.version, "Snow."), by=SYSTEM, on=TODAY)
    page = drafted.as_("clerk").get(MEETING)
    assert "Snow." in page.main
    assert "Next" not in page.main
    assert "No agenda was published." in drafted.as_("member").get(MEETING).main


def test_the_second_meeting_of_a_day_says_so_on_the_way_back(office: Office) -> None:
    with transaction(office.sessions) as session:
        make_meeting(session)
        make_meeting(session, number=2)
    page = office.as_("clerk").get(f"{MEETING}-2")
    crumbs = [each.get_text(strip=True) for each in page.soup.select(".govuk-breadcrumbs__list-item")]
    assert crumbs == ["Meetings", "26 September 2024, meeting 2"]


def test_the_page_costs_the_same_for_few_items_and_for_many(published: Office) -> None:
    page = Priced("officer", MEETING, 0)
    few = len(cost(published, page))
    with transaction(published.sessions) as session:
        for number in range(20):
            add_item(session, agenda(session), AddItem(ItemWords(f"Item {number}")), by=SYSTEM, on=TODAY)
        for number in range(5):
            add_letter(session, agenda(session), 5 + number, f"Letter {number}")
        publish_supplement(session, agenda(session))
        publish_pack(session, agenda(session), "More items.")
    assert len(cost(published, page)) == few
