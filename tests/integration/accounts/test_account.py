from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from freezegun.api import FrozenDateTimeFactory
from sqlalchemy import select

from tests.integration.accounts.conftest import PASSWORD, MakePerson, Sessions, read_person
from tests.web_client import NaggingClient, Page
from tests.web_fixtures import Office
from tracker.access import Role
from tracker.accounts import queries
from tracker.accounts.models import Deputy
from tracker.accounts.rules_sign_in import FAILURES_PER_ADDRESS, check_password
from tracker.audit.models import AuditEvent
from tracker.audit.queries import changes_of
from tracker.audit.rules import Event

NEW = "moss kettle harbour"


def change_password(client: NaggingClient, *, status: int = 422, **answers: str) -> Page:
    given: dict[str, Any] = {"current_password": PASSWORD, "new_password": NEW, "new_password_again": NEW} | answers
    return client.submit("/account/password", status=status, **given)


def last_event(sessions: Sessions) -> AuditEvent:
    with sessions() as session:
        return session.scalars(select(AuditEvent).order_by(AuditEvent.position.desc()).limit(1)).one()


def test_the_account_page_says_what_is_recorded(as_officer: NaggingClient) -> None:
    page = as_officer.get("/account")
    for words in ("Pat OPCC officer", "officer@example.org", "OPCC officer", "You have named nobody."):
        assert words in page.main


def test_changing_the_password_keeps_this_session_and_ends_all_others(
    as_officer: NaggingClient, other_client: NaggingClient, officer: int, sessions: Sessions
) -> None:
    other_client.sign_in("officer@example.org", PASSWORD)
    page = change_password(as_officer, status=302)
    assert page.response.headers["Location"] == "/account"
    assert "Your password is changed." in as_officer.get("/account").text
    other_client.get("/account", status=302)
    assert check_password(read_person(sessions, officer).password_hash, NEW).matches
    event = last_event(sessions)
    assert (event.event, event.subject, event.actor_id) == (Event.PASSWORD_CHANGED, f"person {officer}", officer)
    assert "{}" in event.changes


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"current_password": ""}, "Enter your current password"),
        ({"current_password": "wrong"}, "This is not your current password. Enter it again."),
        ({"new_password": "", "new_password_again": ""}, "Enter your new password"),
        ({"new_password_again": "another thing"}, "The two new passwords are different. Enter both again."),
        (
            {"new_password": "short", "new_password_again": "short"},
            "Your new password must have at least 12 characters",
        ),
        (
            {"new_password": "password1234", "new_password_again": "password1234"},
            "This password is easy to guess. Use at least three words that do not belong together.",
        ),
        (
            {"new_password": "the officer's desk", "new_password_again": "the officer's desk"},
            "Your new password must not contain your email address or a part of it",
        ),
    ],
)
def test_a_new_password_that_will_not_do_is_refused_beside_its_field(
    answers: dict[str, Any], error: str, as_officer: NaggingClient, officer: int, sessions: Sessions
) -> None:
    page = change_password(as_officer, **answers)
    assert error in page.errors
    assert check_password(read_person(sessions, officer).password_hash, PASSWORD).matches


def test_guessing_the_current_password_is_slowed_down_like_signing_in(
    as_officer: NaggingClient, clock: FrozenDateTimeFactory
) -> None:
    for _ in range(FAILURES_PER_ADDRESS):
        change_password(as_officer, current_password="wrong")
    page = change_password(as_officer, status=429)
    assert "too many wrong tries" in page.errors[0]
    clock.tick(timedelta(minutes=15))
    change_password(as_officer, status=302)


def name_deputy(client: NaggingClient, person_id: int, *, status: int = 302, **answers: object) -> Page:
    values: dict[str, object] = dict(client.get("/account/deputies/new").form())
    days = {name: answers.pop(name, None) for name in ("starts_on", "ends_on")}
    for name, day in days.items():
        if isinstance(day, date):
            values[name] = [str(day.day), str(day.month), str(day.year)]
        elif name == "starts_on":
            values[name] = ["18", "9", "2024"]
    return client.post("/account/deputies/new", values | {"deputy_id": str(person_id)} | answers, status=status)


def deputies_on(sessions: Sessions, person_id: int, day: date) -> frozenset[int]:
    with sessions() as session:
        return queries.owners_deputised_to(session, person_id, day)


def test_a_deputy_stands_in_from_the_first_day_to_the_last(
    as_officer: NaggingClient, officer: int, make_person: MakePerson, sessions: Sessions
) -> None:
    lead = make_person(Role.LEAD)
    name_deputy(as_officer, lead, starts_on=date(2024, 9, 20), ends_on=date(2024, 9, 30))
    page = as_officer.get("/account")
    assert "Pat Strategic lead 20 September 2024 30 September 2024 Not begun yet End" in page.main
    for day, owners in ((19, set()), (20, {officer}), (30, {officer})):
        assert deputies_on(sessions, lead, date(2024, 9, day)) == owners
    assert deputies_on(sessions, lead, date(2024, 10, 1)) == set()
    event = last_event(sessions)
    assert event.event == Event.DEPUTY_NAMED
    assert changes_of(event)["Last day"] == (None, "30 September 2024")


def test_who_names_a_deputy_reads_what_that_lets_them_do(office: Office) -> None:
    does = {"officer": "record progress on all deliverables you own", "chief_executive": "return, sign off and revoke"}
    for who, what in does.items():
        for path in ("/account", "/account/deputies/new"):
            assert f"may {what}" in office.as_(who).get(path).main


def test_only_active_people_whose_role_can_stand_in_are_offered(
    as_officer: NaggingClient, officer: int, make_person: MakePerson
) -> None:
    lead = make_person(Role.LEAD)
    clerk = make_person(Role.CLERK)
    offered = {option["value"] for option in as_officer.get("/account/deputies/new").soup.select("main option")}
    assert offered == {"", str(lead)}
    for nobody in (str(clerk), str(officer), "0", "nonsense", "9" * 30):
        page = name_deputy(as_officer, nobody, status=422)  # type: ignore[arg-type]  # what a browser may send
        assert page.errors == ["Select somebody from the list"]


def test_naming_the_same_deputy_for_the_same_days_twice_is_refused(
    as_officer: NaggingClient, make_person: MakePerson
) -> None:
    lead = make_person(Role.LEAD)
    name_deputy(as_officer, lead, ends_on=date(2024, 9, 30))
    page = name_deputy(as_officer, lead, status=422, starts_on=date(2024, 9, 30))
    assert page.errors[0].startswith("Pat Strategic lead is your deputy on some of these days already.")
    name_deputy(as_officer, lead, starts_on=date(2024, 10, 1))


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"starts_on": date(2024, 9, 17)}, "The first day must be today or in the future"),
        ({"ends_on": date(2024, 9, 17)}, "The last day must be the same as or after the first day"),
    ],
)
def test_days_that_do_not_fit_are_refused_and_kept(
    answers: dict[str, date], error: str, as_officer: NaggingClient, make_person: MakePerson
) -> None:
    page = name_deputy(as_officer, make_person(Role.LEAD), status=422, **answers)
    assert page.errors == [error]
    assert [box["value"] for box in page.soup.select("main input[inputmode=numeric][value]")].count("17") == 1


def test_a_first_day_that_is_no_date_is_refused_and_kept(as_officer: NaggingClient, make_person: MakePerson) -> None:
    make_person(Role.LEAD)
    values = as_officer.get("/account/deputies/new").form() | {"deputy_id": "", "starts_on": ["31", "9", "2024"]}
    page = as_officer.post("/account/deputies/new", values, status=422)
    assert page.errors == ["Select your deputy", "The first day must be a real date, for example 31 10 2024"]


def only_deputy(sessions: Sessions) -> Deputy:
    with sessions() as session:
        return session.scalars(select(Deputy)).one()


def test_a_deputy_is_ended_straight_away_or_after_a_day(
    as_officer: NaggingClient, officer: int, make_person: MakePerson, sessions: Sessions
) -> None:
    lead = make_person(Role.LEAD)
    name_deputy(as_officer, lead)
    path = f"/account/deputies/{only_deputy(sessions).id}/end"
    as_officer.submit(path, when="day", last_day=["20", "9", "2024"])
    assert deputies_on(sessions, lead, date(2024, 9, 20)) == {officer}
    assert deputies_on(sessions, lead, date(2024, 9, 21)) == set()
    as_officer.submit(path, when="now")
    assert deputies_on(sessions, lead, date(2024, 9, 18)) == set()
    assert "Ended straight away on 18 September 2024" in as_officer.get("/account").main
    assert as_officer.submit(path, when="now", status=422).errors == [
        "Pat Strategic lead is no longer your deputy. Nothing was changed."
    ]


def test_ending_a_deputy_asks_when_and_takes_no_day_that_does_not_fit(
    as_officer: NaggingClient, make_person: MakePerson, sessions: Sessions
) -> None:
    name_deputy(as_officer, make_person(Role.LEAD), ends_on=date(2024, 9, 30))
    path = f"/account/deputies/{only_deputy(sessions).id}/end"
    assert as_officer.submit(path, status=422).errors == ["Select when it ends"]
    assert as_officer.submit(path, status=422, when="day").errors == ["Enter the last day"]
    late = as_officer.submit(path, status=422, when="day", last_day=["1", "10", "2024"])
    assert late.errors == ["The last day must be the same as or before the last day agreed so far"]


def test_an_end_typed_beside_somebody_elses_is_refused_with_both(
    as_officer: NaggingClient, make_person: MakePerson, sessions: Sessions
) -> None:
    name_deputy(as_officer, make_person(Role.LEAD))
    path = f"/account/deputies/{only_deputy(sessions).id}/end"
    opened = as_officer.get(path).form()
    as_officer.submit(path, when="day", last_day=["20", "9", "2024"])
    page = as_officer.post(path, opened | {"when": "day", "last_day": ["25", "9", "2024"]}, status=409)
    assert "changed by somebody else" in page.errors[0]


def test_another_persons_deputy_cannot_be_found(
    as_officer: NaggingClient, other_client: NaggingClient, make_person: MakePerson, sessions: Sessions
) -> None:
    name_deputy(as_officer, make_person(Role.LEAD))
    other_client.sign_in("lead@example.org", PASSWORD)
    other_client.get(f"/account/deputies/{only_deputy(sessions).id}/end", status=404)
    other_client.get("/account/deputies/999999999999999999999/end", status=404)


def test_an_administrator_has_nobody_to_stand_in_for_them(as_administrator: NaggingClient) -> None:
    assert "deputies" not in as_administrator.get("/account").main
    as_administrator.get("/account/deputies/new", status=403)
