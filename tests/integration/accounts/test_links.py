from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from freezegun.api import FrozenDateTimeFactory
from sqlalchemy import select

from tests.integration.accounts.conftest import PASSWORD, MakePerson, Sessions, read_person
from tests.web_client import NaggingClient
from tracker.access import SYSTEM, Role
from tracker.accounts import queries
from tracker.accounts.commands import DisablePerson, disable_person, make_password_link
from tracker.accounts.models import PasswordLink
from tracker.accounts.rules_sign_in import FAILURES_PER_ADDRESS
from tracker.audit.models import AuditEvent
from tracker.audit.queries import history_of
from tracker.audit.rules import Event
from tracker.writing import transaction

NEW: dict[str, Any] = {"new_password": "moss kettle harbour", "new_password_again": "moss kettle harbour"}


@pytest.fixture
def link(officer: int, sessions: Sessions) -> str:
    """Where a fresh link leads."""
    with transaction(sessions) as session:
        token = make_password_link(session, queries.person(session, officer), by=SYSTEM)
    return f"/set-password/{token}"


def test_the_administrator_sees_the_link_once(
    as_administrator: NaggingClient, other_client: NaggingClient, make_person: MakePerson, sessions: Sessions
) -> None:
    person_id = make_person(Role.OFFICER, password=False)
    path = f"/people/{person_id}/link"
    values = as_administrator.get(path).form()
    page = as_administrator.post(path, values, status=200)
    address = urlsplit(page.soup.select_one("code").get_text())  # type: ignore[union-attr]  # fails as it should
    assert (address.scheme, address.netloc) == ("http", "tracker.example.org")
    assert page.response.headers["Cache-Control"] == "no-store"
    token = address.path.rpartition("/")[2]
    assert "until 21 September 2024 at 10:00am" in page.main
    with sessions() as session:
        kept = session.scalars(select(PasswordLink)).one()
        assert token not in repr(vars(kept))
        logged = repr(session.execute(select(AuditEvent.__table__)).all())
        assert Event.LINK_SENT in logged
        assert token not in logged
    again = as_administrator.post(path, values, status=409)
    assert token not in again.response.get_data(as_text=True)
    assert token not in as_administrator.get(f"/people/{person_id}").response.get_data(as_text=True)
    other_client.submit(address.path, **NEW)
    other_client.submit("/sign-in", email="officer@example.org", password=NEW["new_password"])
    other_client.get("/account")


def test_a_link_sets_the_password_once_and_ends_all_sessions(
    as_officer: NaggingClient, other_client: NaggingClient, link: str, officer: int, sessions: Sessions
) -> None:
    page = other_client.submit(link, **NEW)
    assert page.response.headers["Location"] == "/sign-in"
    assert "Your password is set. Sign in with it." in other_client.get("/sign-in").text
    as_officer.get("/account", status=302)
    other_client.submit("/sign-in", email="officer@example.org", password=PASSWORD, status=422)
    other_client.submit("/sign-in", email="officer@example.org", password=NEW["new_password"])
    other_client.get(link, status=404)
    with sessions() as session:
        events = [event.event for event in history_of(session, f"person {officer}")]
        assert Event.PASSWORD_SET in events


def test_opening_a_link_does_not_use_it_up(client: NaggingClient, link: str) -> None:
    for _ in range(3):
        client.get(link)
    assert client.http.head(link).status_code == 200
    client.submit(link, **NEW)


@pytest.mark.parametrize("case", ["used", "expired", "replaced", "disabled", "unknown", "strange"])
def test_every_link_that_cannot_be_used_says_the_same(
    case: str, client: NaggingClient, link: str, officer: int, sessions: Sessions, clock: FrozenDateTimeFactory
) -> None:
    unknown = client.get("/set-password/" + "x" * 43, status=404)
    opened = client.get(link).form() | NEW
    match case:
        case "used":
            client.submit(link, **NEW)
            client.get("/sign-in")
        case "expired":
            clock.tick(timedelta(days=3))
        case "replaced":
            with transaction(sessions) as session:
                make_password_link(session, queries.person(session, officer), by=SYSTEM)
        case "disabled":
            with transaction(sessions) as session:
                disable_person(session, queries.person(session, officer), DisablePerson(None, "Left"), by=SYSTEM)
        case "unknown":
            link = "/set-password/" + "y" * 43
        case "strange":
            link = "/set-password/%F0%9F%94%91%20%FF.."
    before = read_person(sessions, officer).password_hash

    def without_nonces(text: str) -> str:
        return re.sub(r'nonce="[^"]*"', "", text)

    for page in (client.get(link, status=404), client.post(link, opened, status=404)):
        body = page.response.get_data(as_text=True)
        assert without_nonces(body) == without_nonces(unknown.response.get_data(as_text=True))
    assert read_person(sessions, officer).password_hash == before


def test_a_link_works_until_the_last_moment_of_3_days(
    client: NaggingClient, link: str, clock: FrozenDateTimeFactory
) -> None:
    clock.tick(timedelta(days=3) - timedelta(seconds=1))
    client.submit(link, **NEW)


def test_an_enabled_persons_old_link_stays_unusable(
    client: NaggingClient, as_administrator: NaggingClient, link: str, officer: int
) -> None:
    as_administrator.submit(f"/people/{officer}/disable", reason="Left")
    as_administrator.submit(f"/people/{officer}/enable", reason="Came back")
    client.get(link, status=404)


def test_an_unfit_password_leaves_the_link_usable(client: NaggingClient, link: str) -> None:
    page = client.submit(link, new_password="password1234", new_password_again="password1234", status=422)
    assert page.errors == ["This password is easy to guess. Use at least three words that do not belong together."]
    client.submit(link, **NEW)


def test_a_new_password_ends_the_wait_that_forgetting_the_old_one_led_to(client: NaggingClient, link: str) -> None:
    for _ in range(FAILURES_PER_ADDRESS):
        client.submit("/sign-in", email="officer@example.org", password="forgotten", status=422)
    client.submit("/sign-in", email="officer@example.org", password=PASSWORD, status=429)
    client.submit(link, **NEW)
    client.submit("/sign-in", email="officer@example.org", password=NEW["new_password"])


def test_the_address_of_the_link_is_told_to_nobody_and_kept_nowhere(client: NaggingClient, link: str) -> None:
    answers = [client.get(link), client.get("/set-password/unknown", status=404), client.submit(link, **NEW)]
    for page in answers:
        assert page.response.headers["Referrer-Policy"] == "no-referrer"
        assert page.response.headers["Cache-Control"] == "no-store"


def test_no_link_is_made_for_a_disabled_person(as_administrator: NaggingClient, officer: int) -> None:
    as_administrator.submit(f"/people/{officer}/disable", reason="Left")
    page = as_administrator.submit(f"/people/{officer}/link", status=422)
    assert page.errors == ["Pat OPCC officer is disabled. Enable them first."]


def test_whoever_is_signed_in_is_signed_out_when_a_password_is_set_in_their_browser(
    as_administrator: NaggingClient, link: str
) -> None:
    as_administrator.submit(link, **NEW)
    as_administrator.get("/people", status=302)
