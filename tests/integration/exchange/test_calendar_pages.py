"""The calendar's secret address, through the pages."""

from __future__ import annotations

import re

import pytest
from icalendar import Calendar
from sqlalchemy import select

from tests.factories_panel import fill_panel
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.access import SYSTEM, Role
from tracker.accounts.commands import DisablePerson, change_role, disable_person
from tracker.accounts.models import Person
from tracker.panel.models import CalendarAddress
from tracker.writing import transaction

PAGE = "/account/calendar"


@pytest.fixture
def panel(office: Office) -> Office:
    with transaction(office.sessions) as session:
        fill_panel(session)
    return office


def made(office: Office, who: str = "clerk") -> str:
    """The path of a new address."""
    page = office.as_(who).submit(PAGE, act="make", status=200)
    return path_in(page)


def path_in(page: Page) -> str:
    found = re.search(r"/calendar/[A-Za-z0-9_-]{43}\.ics", words(page.soup.code))
    assert found is not None
    return found[0]


def summaries(office: Office, path: str) -> list[str]:
    answer = office.visitor().http.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.get_data()).walk("VEVENT")]


def test_the_address_shown_once_gives_the_dates_without_signing_in(panel: Office) -> None:
    path = made(panel)
    found = summaries(panel, path)
    assert "Police and Crime Panel: Last day to publish agenda and papers (meeting of 26 September 2024)" in found
    assert found.count("Police and Crime Panel: Meeting") == 4
    assert "Police and Crime Panel: Precept is issued" in found
    page = panel.as_("clerk").get(PAGE)
    assert "It cannot be shown again." in page.main
    assert path not in str(page.soup)
    assert panel.events()[-1] == ("calendar:address_made", f"person {panel.people['clerk']}")


def test_only_the_hash_of_the_secret_is_kept(panel: Office) -> None:
    secret = made(panel).removeprefix("/calendar/").removesuffix(".ics")
    with panel.sessions() as session:
        assert secret not in session.scalars(select(CalendarAddress.secret_hash)).one()


def test_renewing_stops_the_address_before(panel: Office) -> None:
    old = made(panel)
    new = made(panel)
    assert old != new
    panel.visitor().get(old, status=404)
    assert summaries(panel, new)


def test_a_stopped_address_reads_nothing(panel: Office) -> None:
    path = made(panel)
    page = panel.as_("clerk").submit(PAGE, act="stop", follow=True, status=200)
    assert "You have no address yet." in page.main
    panel.visitor().get(path, status=404)
    assert panel.refused("clerk", PAGE, act="stop").errors == ["You have no address for the calendar. Make one first."]


def test_a_leaver_and_whoever_may_no_longer_see_meetings_read_nothing(panel: Office) -> None:
    left, changed = made(panel, "member"), made(panel, "officer")
    with transaction(panel.sessions) as session:
        disable_person(session, session.get_one(Person, panel.people["member"]), DisablePerson(None, "Left"), by=SYSTEM)
        change_role(session, session.get_one(Person, panel.people["officer"]), Role.ADMINISTRATOR, by=SYSTEM)
    for path in (left, changed):
        panel.visitor().get(path, status=404)


@pytest.mark.parametrize("secret", ["nothing", "a" * 43, "x" * 5000, "ŵ", "%00"])
def test_what_was_never_an_address_is_not_found(panel: Office, secret: str) -> None:
    panel.visitor().get(f"/calendar/{secret}.ics", status=404)


def test_somebody_elses_address_is_untouched(panel: Office) -> None:
    path = made(panel, "officer")
    made(panel, "clerk")
    assert summaries(panel, path)


def test_the_same_button_pressed_twice_makes_one_address(panel: Office) -> None:
    clerk = panel.as_("clerk")
    opened = clerk.get(PAGE).form() | {"act": "make"}
    path = path_in(clerk.post(PAGE, opened, status=200))
    clerk.post(PAGE, opened, status=409)
    assert summaries(panel, path)
