"""What a message may hold, and when it is tried again and given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.text import TextRefused
from tracker.errors import DomainError
from tracker.exchange.rules_mail import NOTE, Letter, address_of, answered, mail_of, must_encrypt, text_of
from tracker.outbox.rules import (
    RETRY_AFTER,
    BadRecipient,
    MessageState,
    NewMessage,
    NotGivenUp,
    NothingToSay,
    NotOneLine,
    Outcome,
    Tried,
    check_given_up,
    check_message,
    check_recipient,
    standing,
)

MADE = datetime(2024, 9, 18, 9, tzinfo=UTC)
MESSAGE = NewMessage(
    kind="report:submitted",
    about="highlight-2024-25-Q2",
    to_address="cath@example.org",
    to_name="Cath Ellery",
    subject="A report waits for you",
    body="It was submitted.",
)
outcomes = st.sampled_from(Outcome)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("field", ["subject", "to_name"])
def test_a_line_end_in_a_header_is_refused(field: str, end: str) -> None:
    for text in (f"Hello{end}Bcc: all@example.org", f"Hello{end}", f"{end}Hello"):
        with pytest.raises(NotOneLine) as refused:
            check_message(replace(MESSAGE, **{field: text}))
        assert refused.value.field == field


@pytest.mark.parametrize("field", ["subject", "to_name", "body"])
def test_a_character_nobody_can_see_is_refused(field: str) -> None:
    with pytest.raises(TextRefused):
        check_message(replace(MESSAGE, **{field: "a\x00b"}))


@pytest.mark.parametrize("field", ["subject", "body"])
def test_a_message_says_something(field: str) -> None:
    with pytest.raises(NothingToSay):
        check_message(replace(MESSAGE, **{field: "  "}))


@pytest.mark.parametrize(
    "address",
    [
        *("", "cath", "cath@", "@example.org", "cath@example.org, all@example.org", "Cath <cath@example.org>"),
        *("cath@example.org\nBcc: all@example.org", "cath@example.org\r\n", " cath@example.org", "ca th@example.org"),
        *("cath@exämple.org", "cäth@example.org", "a" * 250 + "@example.org", "cath@example.org\x00", "a@b@c"),
    ],
)
def test_what_is_no_single_address_is_refused(address: str) -> None:
    with pytest.raises(BadRecipient):
        check_recipient(address)


def test_an_address_is_kept_in_small_letters() -> None:
    assert check_recipient("Cath.O'Neill+news@Example.ORG") == "cath.o'neill+news@example.org"


def test_a_message_is_due_at_once_and_after_each_failure_later() -> None:
    assert standing(MADE, []).due_at == MADE
    tries = [Tried(MADE, Outcome.FAILED)]
    for number, pause in enumerate(RETRY_AFTER, start=1):
        found = standing(MADE, tries)
        assert (found.state, found.tries, found.due_at) == (MessageState.WAITING, number, tries[-1].at + pause)
        tries.append(Tried(tries[-1].at + pause, Outcome.FAILED))
    assert standing(MADE, tries).state is MessageState.GIVEN_UP
    assert [int(pause.total_seconds() / 60) for pause in RETRY_AFTER] == [5, 15, 60, 360, 1440]


@given(st.lists(outcomes, max_size=12))
def test_a_message_is_due_exactly_while_it_waits(found: list[Outcome]) -> None:
    tries = [Tried(MADE + timedelta(hours=number), outcome) for number, outcome in enumerate(found)]
    stands = standing(MADE, tries)
    assert (stands.due_at is not None) == (stands.state is MessageState.WAITING)
    assert (stands.state is MessageState.SENT) == (Outcome.SENT in found)
    assert stands.tries == len(found)


@given(st.lists(outcomes.filter(lambda each: each is not Outcome.SENT), min_size=1, max_size=12))
def test_what_is_sent_again_begins_the_plan_anew(found: list[Outcome]) -> None:
    tries = [Tried(MADE, outcome) for outcome in found]
    asked = MADE + timedelta(days=3)
    assert standing(MADE, tries, (len(tries), asked)).due_at == asked
    failed = [*tries, Tried(asked, Outcome.FAILED)]
    assert standing(MADE, failed, (len(tries), asked)).due_at == asked + RETRY_AFTER[0]


@pytest.mark.parametrize("state", [MessageState.WAITING, MessageState.SENT])
def test_only_what_was_given_up_is_sent_again(state: MessageState) -> None:
    with pytest.raises(NotGivenUp):
        check_given_up(state)
    check_given_up(MessageState.GIVEN_UP)


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)


@given(subject=texts, name=texts, body=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=2000))
def test_whatever_is_kept_arrives_as_it_was_written(subject: str, name: str, body: str) -> None:
    try:
        kept = check_message(replace(MESSAGE, subject=subject, to_name=name, body=body))
    except DomainError:
        return
    letter = Letter(
        from_address="noreply@example.org",
        office="Office, the “first”",
        notice="",
        to_address=kept.to_address,
        to_name=kept.to_name,
        subject=kept.subject,
        body=kept.body,
        address="https://tracker.example.org/reports",
        message_key="0" * 32,
        made_at=MADE,
    )
    sent = mail_of(letter).as_bytes()
    assert sent == mail_of(letter).as_bytes()
    assert max(len(line) for line in sent.split(b"\r\n")) <= 998
    arrived = message_from_bytes(sent, policy=policy.default)
    assert set(arrived.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "MIME-Version"),
        *("Content-Type", "Content-Transfer-Encoding"),
    }
    assert arrived["Subject"] == kept.subject
    assert [each.addr_spec for each in arrived["To"].addresses] == [kept.to_address]
    assert arrived["To"].addresses[0].display_name == kept.to_name
    content = arrived.get_content().replace("\r\n", "\n")
    assert content.startswith(kept.body + "\n\n")


@pytest.mark.parametrize("base", ["https://tracker.example.org", "https://tracker.example.org/"])
def test_a_message_about_a_page_ends_with_its_address(base: str) -> None:
    found = address_of("/reports", base)
    assert text_of("Read it.", "", found).splitlines() == [
        *("Read it.", "", "Open it in Tracker: https://tracker.example.org/reports", "", NOTE)
    ]
    assert address_of("D-0001", base) == ""
    assert text_of("Read it.", "", "") == f"Read it.\n\n{NOTE}\n"


@pytest.mark.parametrize(
    ("code", "outcome"), [(550, Outcome.REFUSED), (554, Outcome.REFUSED), (450, Outcome.FAILED), (-1, Outcome.FAILED)]
)
def test_what_a_code_means(code: int, outcome: Outcome) -> None:
    assert answered(code, "Words").outcome is outcome


def test_only_what_stays_on_this_machine_and_holds_no_password_travels_in_the_open() -> None:
    open_ways = [
        (here, signs_in)
        for here in (True, False)
        for signs_in in (True, False)
        if not must_encrypt(is_this_machine=here, signs_in=signs_in)
    ]
    assert open_ways == [(True, False)]
