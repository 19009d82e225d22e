from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.integration.accounts.conftest import PASSWORD, MakePerson, Sessions, read_person
from tests.web_client import NaggingClient, Page
from tracker.access import SYSTEM, Act, Role
from tracker.accounts import queries
from tracker.accounts.commands import DisablePerson, change_role, disable_person
from tracker.accounts.models import Person
from tracker.accounts.rules_people import LastAdministrator
from tracker.audit.queries import changes_of, history_of
from tracker.audit.rules import Event
from tracker.writing import transaction

NEW: dict[str, Any] = {
    "name": "Sam Reed",
    "email": "Sam.Reed@Example.org",
    "job_title": "Policy officer",
    "role": "officer",
}


def add(client: NaggingClient, *, status: int = 302, **answers: str) -> Page:
    return client.submit("/people/new", status=status, **(NEW | answers))


def test_an_administrator_adds_a_person_who_has_no_password_yet(
    as_administrator: NaggingClient, administrator: int, sessions: Sessions
) -> None:
    page = add(as_administrator)
    path = page.response.headers["Location"]
    shown = as_administrator.get(path)
    assert shown.h1 == "Sam Reed"
    assert "No password yet" in shown.main
    with sessions() as session:
        person = session.scalars(select(Person).where(Person.email == "sam.reed@example.org")).one()
        assert (person.name, person.role, person.job_title) == ("Sam Reed", Role.OFFICER, "Policy officer")
        assert person.password_hash is None
        event = history_of(session, f"person {person.id}")[0]
        assert (event.event, event.actor_id) == (Event.PERSON_CREATED, administrator)
        assert changes_of(event)["Role"] == (None, "OPCC officer")


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"name": " "}, "Enter their full name"),
        ({"name": "x" * 121}, "The text is 121 characters long. Shorten it to 120 characters or fewer."),
        ({"email": ""}, "Enter their email address"),
        ({"email": "sam"}, "Enter an email address in the correct format, like name@example.org"),
        (
            {"email": "sam@example.org, bo@example.org"},
            "Enter an email address in the correct format, like name@example.org",
        ),
        ({"email": "ADMINISTRATOR@example.org"}, "Somebody with this email address already has an account"),
        ({"role": "king"}, "Select their role"),
    ],
)
def test_what_will_not_do_is_refused_beside_its_field_and_kept(
    answers: dict[str, str], error: str, as_administrator: NaggingClient
) -> None:
    page = add(as_administrator, status=422, **answers)
    assert page.errors == [error]
    for name, value in (NEW | answers).items():
        if name != "role":
            assert page.form()[name] == value.strip()


def test_no_role_is_chosen_for_the_administrator(as_administrator: NaggingClient) -> None:
    values = as_administrator.get("/people/new").form()
    assert "role" not in values
    page = as_administrator.post("/people/new", values | {"name": "Sam", "email": "sam@example.org"}, status=422)
    assert page.errors == ["Select their role"]
    link = page.soup.select_one(".govuk-error-summary__list a")
    assert link is not None
    assert page.soup.select_one(str(link["href"])) is not None


def test_an_address_taken_at_the_same_moment_is_refused_beside_its_field(
    as_administrator: NaggingClient, make_person: MakePerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_person(Role.OFFICER)
    # What the other administrator saved a moment later than we looked.
    with monkeypatch.context() as patched:
        patched.setattr(queries, "person_by_email", lambda _session, _email: None)
        page = add(as_administrator, status=422, email="officer@example.org")
    assert page.errors == ["Somebody with this email address already has an account"]


def test_a_form_sent_twice_adds_one_person(as_administrator: NaggingClient, sessions: Sessions) -> None:
    values = as_administrator.get("/people/new").form() | NEW
    as_administrator.post("/people/new", values)
    page = as_administrator.post("/people/new", values, status=409)
    assert page.errors == ["You have already sent this form. It was saved the first time and was not saved again."]


def test_changes_are_saved_with_what_was_there_before(
    as_administrator: NaggingClient, officer: int, sessions: Sessions
) -> None:
    path = f"/people/{officer}/edit"
    as_administrator.submit(path, name="Pat Smith", role="analyst")
    person = read_person(sessions, officer)
    assert (person.name, person.role, person.email) == ("Pat Smith", Role.ANALYST, "officer@example.org")
    page = as_administrator.get(f"/people/{officer}")
    assert "Pat Administrator changed the person" in page.main
    assert "Role: from OPCC officer to Analyst" in page.main
    assert "Name: from Pat OPCC officer to Pat Smith" in page.main


def test_saving_without_a_change_records_nothing(
    as_administrator: NaggingClient, officer: int, sessions: Sessions
) -> None:
    as_administrator.submit(f"/people/{officer}/edit")
    with sessions() as session:
        assert [event.event for event in history_of(session, f"person {officer}")] == [Event.PERSON_CREATED]


def test_a_change_on_top_of_somebody_elses_is_refused_with_both_texts(
    as_administrator: NaggingClient, officer: int, sessions: Sessions
) -> None:
    path = f"/people/{officer}/edit"
    mine = as_administrator.get(path).form() | {"name": "Pat Jones"}
    as_administrator.submit(path, name="Pat Smith")
    page = as_administrator.post(path, mine, status=409)
    compared = page.soup.select_one(".tracker-compare")
    assert compared is not None
    assert "Full name Pat Jones Pat Smith" in " ".join(compared.get_text(" ").split())
    assert page.form()["name"] == "Pat Jones"
    as_administrator.post(path, page.form())
    assert read_person(sessions, officer).name == "Pat Jones"


def test_a_disabled_person_is_signed_out_and_cannot_sign_in_until_enabled(
    as_administrator: NaggingClient, other_client: NaggingClient, officer: int, sessions: Sessions
) -> None:
    other_client.sign_in("officer@example.org", PASSWORD)
    path = f"/people/{officer}/disable"
    assert as_administrator.submit(path, reason="", status=422).errors == ["Enter the reason"]
    as_administrator.submit(path, reason="Left the office")
    other_client.get("/account", status=302)
    other_client.submit("/sign-in", email="officer@example.org", password=PASSWORD, status=422)
    page = as_administrator.get(f"/people/{officer}")
    assert "Disabled on 18 September 2024 at 10:00am" in page.main
    assert "Reason: Left the office" in page.main
    again = as_administrator.submit(path, reason="Again", status=422)
    assert again.errors == ["Pat OPCC officer is disabled already. Nothing was changed."]
    as_administrator.submit(f"/people/{officer}/enable", reason="Came back")
    other_client.get("/account", status=302)
    other_client.sign_in("officer@example.org", PASSWORD)
    other_client.get("/account")
    enabled = as_administrator.submit(f"/people/{officer}/enable", reason="Again", status=422)
    assert enabled.errors == ["Pat OPCC officer is not disabled. Nothing was changed."]


def test_the_last_administrator_can_neither_be_disabled_nor_demoted(
    as_administrator: NaggingClient, administrator: int, make_person: MakePerson, sessions: Sessions
) -> None:
    refused = "Pat Administrator is the only administrator who can sign in. Make somebody else an administrator first."
    page = as_administrator.submit(f"/people/{administrator}/disable", reason="Leaving", status=422)
    assert page.errors == [refused]
    page = as_administrator.submit(f"/people/{administrator}/edit", role="officer", status=422)
    assert page.errors == [refused]
    other = make_person(Role.ADMINISTRATOR, "other@example.org")
    with transaction(sessions) as session:
        disable_person(session, queries.person(session, other), DisablePerson(None, "On leave"), by=SYSTEM)
    as_administrator.submit(f"/people/{administrator}/edit", role="officer", status=422)
    make_person(Role.ADMINISTRATOR, "third@example.org")
    as_administrator.submit(f"/people/{administrator}/edit", role="officer")
    as_administrator.get("/people", status=403)


def test_the_command_line_cannot_remove_the_last_administrator_either(administrator: int, sessions: Sessions) -> None:
    with pytest.raises(LastAdministrator), transaction(sessions) as session:
        change_role(session, queries.person(session, administrator), Role.CLERK, by=SYSTEM)
    assert read_person(sessions, administrator).role is Role.ADMINISTRATOR


def test_the_list_shows_everybody_active_people_first(
    as_administrator: NaggingClient, make_person: MakePerson, sessions: Sessions
) -> None:
    gone = make_person(Role.LEAD, name="Alex Gone")
    make_person(Role.CLERK, name="Zoe New", password=False)
    with transaction(sessions) as session:
        disable_person(session, queries.person(session, gone), DisablePerson(None, "Left"), by=SYSTEM)
    page = as_administrator.get("/people")
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("tbody tr")]
    assert rows == [
        "Pat Administrator administrator@example.org Administrator Active",
        "Zoe New clerk@example.org Panel clerk No password yet",
        "Alex Gone lead@example.org Strategic lead Disabled",
    ]


def test_everybody_may_read_what_each_role_may_do(as_officer: NaggingClient) -> None:
    page = as_officer.get("/people/roles")
    rows = page.soup.select("tbody tr")
    assert len(rows) == len(Act)
    assert all(len(row.select("td")) == len(Role) for row in rows)


@pytest.mark.parametrize(
    "path", ["/people/new", "/people/{}", "/people/{}/edit", "/people/{}/disable", "/people/{}/link"]
)
def test_only_administrators_manage_people(path: str, as_officer: NaggingClient, officer: int) -> None:
    as_officer.get(path.format(officer), status=403)
    if path not in ("/people/{}",):
        as_officer.post(path.format(officer), {}, status=403)


@pytest.mark.parametrize("path", ["", "/edit", "/disable", "/enable", "/link"])
def test_an_unknown_person_is_not_found_whoever_asks(
    path: str, as_administrator: NaggingClient, other_client: NaggingClient, make_person: MakePerson
) -> None:
    make_person(Role.CLERK)
    other_client.sign_in("clerk@example.org", PASSWORD)
    for number in ("4711", "9" * 30):
        as_administrator.get(f"/people/{number}{path}", status=404)
        other_client.get(f"/people/{number}{path}", status=404)


def test_a_name_is_shown_as_text_never_as_markup(as_administrator: NaggingClient, sessions: Sessions) -> None:
    nasty = "<script>alert(1)</script>"
    page = add(as_administrator, name=nasty)
    path = page.response.headers["Location"]
    for each in ("/people", path, f"{path}/edit", f"{path}/disable", f"{path}/link"):
        assert "<script>alert(1)" not in as_administrator.get(each).response.get_data(as_text=True)
