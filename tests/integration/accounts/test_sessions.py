from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from freezegun.api import FrozenDateTimeFactory
from sqlalchemy import event, func, select

from tests.integration.accounts.conftest import PASSWORD, MakePerson, Sessions
from tests.web_client import NaggingClient
from tracker.access import SYSTEM, Role
from tracker.accounts import queries
from tracker.accounts.commands import DisablePerson, change_role, disable_person, set_password
from tracker.accounts.models import EndedSession
from tracker.audit.models import AuditEvent
from tracker.audit.rules import Event
from tracker.web.forms import EXPIRED
from tracker.writing import transaction

COOKIE = "tracker_session"


def sign_out(client: NaggingClient) -> None:
    token = client.get("/account").soup.select_one("header input[name=csrf_token]")
    assert token is not None
    client.post("/sign-out", {"csrf_token": token["value"]})


def why_signed_out(client: NaggingClient) -> str:
    page = client.get("/account", follow=True)
    assert page.h1 == "Sign in"
    said = page.soup.select_one(".govuk-inset-text")
    return said.get_text() if said else ""


def test_sign_out_ends_the_session_and_is_logged(as_officer: NaggingClient, officer: int, sessions: Sessions) -> None:
    sign_out(as_officer)
    assert as_officer.get("/account", status=302)
    page = as_officer.get("/sign-in")
    assert "You are signed out." in page.text
    with sessions() as session:
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.position.desc()).limit(1)).one()
        assert (last.event, last.subject) == (Event.SIGNED_OUT, f"person {officer}")


def test_a_copy_of_the_cookie_is_worth_nothing_after_sign_out(
    as_officer: NaggingClient, other_client: NaggingClient
) -> None:
    kept = as_officer.http.get_cookie(COOKIE)
    assert kept is not None
    other_client.http.set_cookie(COOKIE, kept.value)
    other_client.get("/account")
    sign_out(as_officer)
    other_client.get("/account", status=302)


def test_signing_out_leaves_the_persons_other_sessions_alone(
    as_officer: NaggingClient, other_client: NaggingClient
) -> None:
    other_client.sign_in("officer@example.org", PASSWORD)
    sign_out(as_officer)
    other_client.get("/account")


def test_sign_out_needs_our_own_page(as_officer: NaggingClient) -> None:
    as_officer.get("/sign-out", status=405)
    as_officer.post("/sign-out", {}, status=400)
    as_officer.get("/account")


def test_signing_out_twice_is_no_error(as_officer: NaggingClient) -> None:
    sign_out(as_officer)
    as_officer.post("/sign-out", {})


def test_ended_sessions_are_forgotten_once_they_would_have_ended_anyway(
    client: NaggingClient, officer: int, sessions: Sessions, clock: FrozenDateTimeFactory
) -> None:
    for _ in range(2):
        client.sign_in("officer@example.org", PASSWORD)
        sign_out(client)
        clock.tick(timedelta(hours=25))
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(EndedSession)) == 1


def test_a_session_left_alone_for_2_hours_ends(as_officer: NaggingClient, clock: FrozenDateTimeFactory) -> None:
    clock.tick(timedelta(hours=1, minutes=59))
    as_officer.get("/account")
    clock.tick(timedelta(hours=1, minutes=59))
    as_officer.get("/account")
    clock.tick(timedelta(hours=2))
    assert "did nothing for 2 hours" in why_signed_out(as_officer)
    assert why_signed_out(as_officer) == "", "it is said once"


def test_a_session_in_use_ends_after_24_hours(as_officer: NaggingClient, clock: FrozenDateTimeFactory) -> None:
    for _ in range(23):
        clock.tick(timedelta(hours=1))
        as_officer.get("/account")
    clock.tick(timedelta(hours=1))
    assert "24 hours ago" in why_signed_out(as_officer)


def test_who_asks_to_stay_signed_in_is_not_signed_out_for_doing_nothing(
    client: NaggingClient, officer: int, clock: FrozenDateTimeFactory
) -> None:
    client.submit("/sign-in", email="officer@example.org", password=PASSWORD, stays="y")
    new = {"new_password": "moss kettle harbour", "new_password_again": "moss kettle harbour"}
    client.submit("/account/password", {"current_password": PASSWORD, **new})
    clock.tick(timedelta(hours=23, minutes=59))
    client.get("/account")
    clock.tick(timedelta(minutes=1))
    assert "24 hours ago" in why_signed_out(client)


def test_who_stays_signed_in_and_comes_back_late_is_told_why_they_are_out(
    client: NaggingClient, officer: int, clock: FrozenDateTimeFactory
) -> None:
    client.submit("/sign-in", email="officer@example.org", password=PASSWORD, stays="y")
    clock.tick(timedelta(hours=40))
    assert "24 hours ago" in why_signed_out(client)


def test_reading_many_pages_does_not_set_the_cookie_each_time(
    as_officer: NaggingClient, clock: FrozenDateTimeFactory
) -> None:
    as_officer.get("/account")
    clock.tick(timedelta(seconds=30))
    assert "Set-Cookie" not in as_officer.get("/account").response.headers
    clock.tick(timedelta(seconds=31))
    assert "Set-Cookie" in as_officer.get("/account").response.headers


@pytest.mark.parametrize("what", ["disabled", "another password"])
def test_a_change_to_the_account_ends_its_sessions_at_once(
    what: str, as_officer: NaggingClient, officer: int, sessions: Sessions
) -> None:
    as_officer.get("/account")
    with transaction(sessions) as session:
        person = queries.person(session, officer)
        if what == "disabled":
            disable_person(session, person, DisablePerson(None, "Left the office"), by=SYSTEM)
        else:
            set_password(session, person, "moss kettle harbour", by=SYSTEM)
    assert "your account changed" in why_signed_out(as_officer)


def test_another_role_holds_from_the_next_page_on(as_officer: NaggingClient, officer: int, sessions: Sessions) -> None:
    as_officer.get("/people", status=403)
    with transaction(sessions) as session:
        change_role(session, queries.person(session, officer), Role.ADMINISTRATOR, by=SYSTEM)
    as_officer.get("/people")


def test_a_cookie_of_another_shape_is_no_session(app: Flask, client: NaggingClient, officer: int) -> None:
    of_another_version = [officer, 0, "key", 0, 0]
    no_number = [str(officer), 0, "key", 0, 0, False]
    for value in ("nonsense", [officer, 0], of_another_version, no_number, {"person_id": officer}):
        with client.http.session_transaction() as cookie:
            cookie["open"] = value
        client.get("/account", status=302)


def test_what_was_typed_when_the_session_ended_can_be_saved_after_signing_in(
    as_officer: NaggingClient, make_person: MakePerson, other_client: NaggingClient, clock: FrozenDateTimeFactory
) -> None:
    lead = make_person(Role.LEAD)
    path = "/account/deputies/new"
    typed = {"deputy_id": str(lead), "starts_on": ["1", "10", "2024"], "ends_on": ["", "", ""]}
    values = as_officer.get(path).form() | typed
    clock.tick(timedelta(hours=3))
    page = as_officer.post(path, values, status=401)
    assert page.h1 == "You are not signed in"
    assert "deputy_id" in page.main
    assert page.soup.select_one("a[href='/sign-in'][target='_blank']") is not None
    again = page.form(path)
    as_officer.sign_in("officer@example.org", PASSWORD)
    page = as_officer.post(path, again, status=422)
    assert page.errors == [EXPIRED]
    assert {name: page.form()[name] for name in typed} == typed
    as_officer.post(path, page.form())
    assert "Pat Strategic lead" in as_officer.get("/account").main


def test_the_page_that_asks_to_sign_in_again_ends_no_session(
    as_officer: NaggingClient, other_client: NaggingClient
) -> None:
    page = other_client.post("/account/deputies/new", {"note": "From another site"}, status=401)
    assert "Set-Cookie" not in page.response.headers


def test_passwords_are_never_given_back(as_officer: NaggingClient, clock: FrozenDateTimeFactory) -> None:
    values = as_officer.get("/account/password").form()
    secrets = {"current_password": "secret one", "new_password": "secret two", "new_password_again": "secret two"}
    page = as_officer.post("/account/password", values | secrets, status=422)
    assert "secret" not in page.response.get_data(as_text=True)
    clock.tick(timedelta(hours=3))
    page = as_officer.post("/account/password", values | secrets, status=401)
    assert "secret" not in page.response.get_data(as_text=True)


def test_who_asks_and_the_office_cost_two_queries(app: Flask, as_officer: NaggingClient) -> None:
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(app.extensions["tracker_engine"], "before_cursor_execute", listen)
    as_officer.get("/people/roles")
    assert len([each for each in said if each.startswith("SELECT")]) == 2
