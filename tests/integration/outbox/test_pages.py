"""What the administrator sees of the outbox, and does about what was given up."""

from __future__ import annotations

from sqlalchemy.orm import Session, sessionmaker

from tests.integration.outbox.conftest import a_message, queued, stands, tries
from tests.integration.test_query_counts import Priced, cost
from tests.web_fixtures import Office
from tracker import dates
from tracker.outbox.commands import queue_message, record_attempt, take_next
from tracker.outbox.rules import MessageState, Outcome
from tracker.writing import transaction

NO_MAILBOX = "550 5.1.1 <b>No such mailbox</b>"


def given_up(office: Office, once: str = "1") -> int:
    (message,) = queued(office.sessions, a_message(once))
    with transaction(office.sessions) as session:
        record_attempt(session, message.id, Outcome.REFUSED, NO_MAILBOX, at=dates.now())
    return message.id


def test_the_same_message_is_queued_once(sessions: sessionmaker[Session]) -> None:
    first, again, other, elsewhere = queued(
        sessions, a_message(), a_message(to="CATH@example.org"), a_message("2"), a_message(to="olive@example.org")
    )
    assert first.id == again.id
    assert len({first.id, other.id, elsewhere.id}) == 3


def test_a_message_is_queued_with_the_act_or_not_at_all(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        queue_message(session, a_message())
        session.rollback()
    with transaction(sessions) as session:
        assert take_next(session, dates.now()) is None


def test_the_list_says_how_each_message_stands_in_the_servers_words(office: Office) -> None:
    given_up(office)
    queued(office.sessions, a_message("2", subject="It came back"))
    page = office.as_("administrator").get("/outbox")
    assert NO_MAILBOX in page.main
    assert "Given up (1)" in page.main
    assert "Not tried yet" in page.main
    assert "It came back" not in office.as_("administrator").get("/outbox?state=given_up").main
    assert "No mail server is set" in page.main


def test_the_text_of_a_message_is_not_the_administrators(office: Office) -> None:
    number = given_up(office)
    page = office.as_("administrator").get(f"/outbox/{number}")
    assert NO_MAILBOX in page.main
    assert "was submitted" not in page.main


def test_what_was_given_up_is_sent_again_at_their_wish(office: Office) -> None:
    number = given_up(office)
    path = f"/outbox/{number}"
    page = office.as_("administrator").submit(path, follow=True, status=200)
    assert "The message waits to be sent again." in page.text
    assert "Ada Stone had it sent again" in page.main
    assert stands(office.sessions, number)[0] is MessageState.WAITING
    assert office.events()[-1] == ("message:sent_again", f"message {number}")
    with transaction(office.sessions) as session:
        assert take_next(session, dates.now()) is not None
    assert tries(office.sessions, number) == [(Outcome.REFUSED, NO_MAILBOX)]


def test_what_waits_already_is_not_sent_again(office: Office) -> None:
    number = given_up(office)
    client, path = office.as_("administrator"), f"/outbox/{number}"
    opened = client.get(path).form()
    client.submit(path)
    page = client.post(path, opened | {"form_key": "a" * 30}, status=422)
    assert "has not been given up" in page.errors[0]
    assert client.post(path, opened | {"form_key": "b" * 30}, status=422).status == 422


def test_a_page_of_the_outbox_costs_the_same_for_one_message_and_for_many(office: Office) -> None:
    """Person, the counts, the rows, their last tries, office."""
    given_up(office)
    page = Priced("administrator", "/outbox", 0)
    assert len(cost(office, page)) == 5
    queued(office.sessions, *(a_message(f"more {number}") for number in range(120)))
    assert len(cost(office, page)) == 5
    shown = office.as_("administrator").get("/outbox?page=3")
    assert len(shown.soup.select("tbody tr")) == 21
