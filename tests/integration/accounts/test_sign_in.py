from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask
from freezegun.api import FrozenDateTimeFactory
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.integration.accounts.conftest import PASSWORD, MakePerson, Sessions, read_person
from tests.web_client import NaggingClient, Page
from tracker import dates
from tracker.access import SYSTEM, Role
from tracker.accounts import queries
from tracker.accounts.commands import DisablePerson, disable_person
from tracker.accounts.commands_sign_in import SignIn, sign_in
from tracker.accounts.models import SignInAttempt
from tracker.accounts.rules_sign_in import (
    FAILURES_PER_ADDRESS,
    FAILURES_PER_NETWORK,
    SignInRefused,
    check_password,
    throttle_keys,
)
from tracker.audit.models import AuditEvent
from tracker.audit.queries import first_broken
from tracker.audit.rules import Event
from tracker.writing import lock_for_writing, transaction

OFFICER = "officer@example.org"
NOBODY = "nobody@example.org"


def attempt(client: NaggingClient, email: str, password: str, *, status: int = 422) -> Page:
    return client.submit("/sign-in", email=email, password=password, status=status)


def is_signed_in(client: NaggingClient) -> bool:
    return client.http.get("/account").status_code == 200


def events(sessions: Sessions) -> list[tuple[str, str, str]]:
    with sessions() as session:
        rows = session.scalars(select(AuditEvent).order_by(AuditEvent.position)).all()
        return [(row.event, row.subject, row.actor_name) for row in rows if row.event != Event.PERSON_CREATED]


def test_the_right_password_signs_in_and_is_logged(client: NaggingClient, officer: int, sessions: Sessions) -> None:
    assert not is_signed_in(client)
    page = client.submit("/sign-in", email=" Officer@Example.org ", password=PASSWORD)
    assert page.response.headers["Location"] == "/"
    assert is_signed_in(client)
    assert events(sessions) == [(Event.SIGNED_IN, f"person {officer}", "Pat OPCC officer")]


def test_sign_in_leads_back_to_the_page_that_was_asked_for(client: NaggingClient, officer: int) -> None:
    asked = client.http.get("/account?x=1&y=2")
    assert asked.status_code == 302
    page = client.submit(asked.headers["Location"], email=OFFICER, password=PASSWORD)
    assert page.response.headers["Location"] == "/account?x=1&y=2"


def test_sign_in_never_leads_to_another_site(client: NaggingClient, officer: int) -> None:
    page = client.submit("/sign-in?next=//example.com/", email=OFFICER, password=PASSWORD)
    assert page.response.headers["Location"] == "/"


@pytest.mark.parametrize("case", ["unknown", "wrong", "disabled", "without password"])
def test_every_failure_gives_the_same_answer(
    case: str, client: NaggingClient, make_person: MakePerson, sessions: Sessions
) -> None:
    person_id = make_person(Role.OFFICER, password=case != "without password")
    if case == "disabled":
        with transaction(sessions) as session:
            disable_person(session, queries.person(session, person_id), DisablePerson(None, "Left"), by=SYSTEM)
    email = NOBODY if case == "unknown" else OFFICER
    page = attempt(client, email, "wrong password" if case == "wrong" else PASSWORD)
    assert page.errors == ["The email address or the password is not right. Check both and try again."]
    assert page.form()["email"] == email
    assert page.form()["password"] == ""
    assert not is_signed_in(client)
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 2, "one by address, one by place"


def test_every_failure_takes_one_password_check(
    client: NaggingClient, make_person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(Role.OFFICER)
    make_person(Role.LEAD, password=False)
    checks: list[str] = []
    real = PasswordHasher.verify

    def counting(self: PasswordHasher, against: str, password: bytes) -> bool:
        checks.append(against)
        return bool(real(self, against, password))

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    for email in (OFFICER, "lead@example.org", NOBODY):
        attempt(client, email, "wrong password")
    assert len(checks) == 3


def test_a_failed_try_is_logged_without_what_was_typed(client: NaggingClient, officer: int, sessions: Sessions) -> None:
    attempt(client, OFFICER, "wrong password")
    attempt(client, "kettle river lantern", "wrong password")
    assert events(sessions) == [
        (Event.SIGN_IN_FAILED, f"person {officer}", "Somebody not signed in"),
        (Event.SIGN_IN_FAILED, "sign-in", "Somebody not signed in"),
    ]
    with sessions() as session:
        everything = repr(session.execute(select(AuditEvent.__table__)).all())
        everything += repr(session.execute(select(SignInAttempt.__table__)).all())
        assert "kettle river lantern" not in everything
        assert first_broken(session) is None


@pytest.mark.parametrize("email", [OFFICER, NOBODY])
def test_after_5_failures_the_address_must_wait_known_or_not(
    email: str, client: NaggingClient, officer: int, clock: FrozenDateTimeFactory
) -> None:
    for _ in range(FAILURES_PER_ADDRESS):
        attempt(client, email, "wrong password")
        clock.tick(timedelta(minutes=1))
    page = attempt(client, email, PASSWORD, status=429)
    # The first failure was at 10:00 in London; the minute told has passed when the wait is over.
    assert page.errors == ["There were too many wrong tries. Try again after 10:16am."]
    assert page.response.headers["Retry-After"] == str(10 * 60 + 1)
    assert page.form()["email"] == email
    assert not is_signed_in(client)


def test_while_waiting_nothing_is_checked_or_counted(
    client: NaggingClient, officer: int, sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(FAILURES_PER_ADDRESS):
        attempt(client, OFFICER, "wrong password")
    before = events(sessions)
    with monkeypatch.context() as patched:
        patched.setattr(PasswordHasher, "verify", lambda *_args: pytest.fail("A password was checked"))
        attempt(client, OFFICER, PASSWORD, status=429)
    assert events(sessions) == before
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 2 * FAILURES_PER_ADDRESS


def test_after_the_wait_the_right_password_signs_in(
    client: NaggingClient, officer: int, clock: FrozenDateTimeFactory
) -> None:
    for _ in range(FAILURES_PER_ADDRESS):
        attempt(client, OFFICER, "wrong password")
    clock.tick(timedelta(minutes=15))
    attempt(client, OFFICER, PASSWORD, status=302)
    assert is_signed_in(client)


def test_signing_in_forgets_the_failures_of_the_address(client: NaggingClient, officer: int) -> None:
    for _ in range(2):
        for _ in range(FAILURES_PER_ADDRESS - 1):
            attempt(client, OFFICER, "wrong password")
        attempt(client, OFFICER, PASSWORD, status=302)
        client.http.delete_cookie("tracker_session")


def test_many_addresses_from_one_place_must_wait_and_other_places_need_not(client: NaggingClient, officer: int) -> None:
    for number in range(FAILURES_PER_NETWORK):
        attempt(client, f"guess{number}@example.org", "wrong password")
    attempt(client, OFFICER, PASSWORD, status=429)
    values = client.get("/sign-in").form() | {"email": OFFICER, "password": PASSWORD}
    answer = client.http.post("/sign-in", data=values, environ_base={"REMOTE_ADDR": "192.0.2.77"})
    assert answer.status_code == 302


def test_a_form_without_answers_is_not_a_failed_try(client: NaggingClient, sessions: Sessions) -> None:
    page = attempt(client, "", "")
    assert page.errors == ["Enter your email address", "Enter your password"]
    assert events(sessions) == []


def test_a_hash_of_other_parameters_is_made_anew_at_sign_in(
    client: NaggingClient, officer: int, sessions: Sessions
) -> None:
    weak = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    with transaction(sessions) as session:
        queries.person(session, officer).password_hash = weak
    attempt(client, OFFICER, PASSWORD, status=302)
    kept = read_person(sessions, officer).password_hash
    assert kept != weak
    assert check_password(kept, PASSWORD).matches
    assert not check_password(kept, PASSWORD).outdated


def test_a_form_of_another_site_is_refused(client: NaggingClient, officer: int) -> None:
    values = client.get("/sign-in").form() | {"email": OFFICER, "password": PASSWORD, "csrf_token": "forged"}
    client.post("/sign-in", values, status=422)
    assert not is_signed_in(client)


def test_what_the_cookie_held_before_sign_in_is_worth_nothing_after_it(client: NaggingClient, officer: int) -> None:
    token = client.get("/sign-in").form()["csrf_token"]
    attempt(client, OFFICER, PASSWORD, status=302)
    values = client.get("/account/password").form()
    assert values["csrf_token"] != token
    client.post("/account/password", values | {"csrf_token": token}, status=422)


def test_who_is_signed_in_is_not_asked_again(as_officer: NaggingClient) -> None:
    assert as_officer.get("/sign-in?next=/account", status=302).response.headers["Location"] == "/account"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask, client: NaggingClient, officer: int) -> None:
    page = client.submit("/sign-in", email=OFFICER, password=PASSWORD)
    cookie = page.response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert app.config["SESSION_COOKIE_SECURE"] is False, "these tests run on plain http"


def test_tries_sent_at_once_are_counted_one_after_the_other(app: Flask, sessions: Sessions, officer: int) -> None:
    command = SignIn(OFFICER, "wrong password", throttle_keys("secret", OFFICER, "192.0.2.1"))
    with sessions() as first:
        lock_for_writing(first)
        with pytest.raises(SignInRefused):
            sign_in(first, command, at=dates.now())
        with sessions() as second, pytest.raises(OperationalError):
            sign_in_without_waiting(second, command)


def sign_in_without_waiting(session: Session, command: SignIn) -> None:
    """Gives up when another transaction is in the way, instead of waiting until it ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL lock_timeout = '50ms'"))
    else:
        raw = session.connection().connection
        raw.execute("PRAGMA busy_timeout = 50")
        session.rollback()
        lock_for_writing(session)
    sign_in(session, command, at=dates.now())
