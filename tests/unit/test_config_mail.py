"""The settings of mail: which addresses name a server, and what a bad one is told."""

from __future__ import annotations

import pytest

from tracker.config import BadSetting, SmtpServer, load_settings


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://localhost:1025", SmtpServer("localhost", 1025, encrypted_at_once=False)),
        ("smtp://mail.example.org", SmtpServer("mail.example.org", 587, encrypted_at_once=False)),
        ("smtps://mail.example.org/", SmtpServer("mail.example.org", 465, encrypted_at_once=True)),
        (
            "smtp://tracker%40example.org:p%2Fa%23s%3As%40@mail.example.org:2525",
            SmtpServer("mail.example.org", 2525, False, "tracker@example.org", "p/a#s:s@"),
        ),
        ("smtp://[::1]:25", SmtpServer("::1", 25, encrypted_at_once=False)),
    ],
)
def test_an_address_names_a_server(address: str, server: SmtpServer) -> None:
    assert load_settings(smtp_url=address).smtp_server == server


@pytest.mark.parametrize(
    "address",
    [
        *(
            "mail.example.org",
            "http://mail.example.org",
            "smtp://",
            "smtp://:25",
            "smtp://host:port",
            "smtp://host:99999",
        ),
        *(
            "smtp://user@host",
            "smtp://user:a/b@host",
            "smtp://host/inbox",
            "smtp://host?tls=no",
            "smtp://user:a#b@host",
        ),
        *("smtp://[::1", "smtp://:password@host"),
    ],
)
def test_a_bad_address_is_one_clear_sentence_without_the_password(address: str) -> None:
    with pytest.raises(BadSetting) as refused:
        load_settings(smtp_url=address)
    assert str(refused.value).startswith("TRACKER_SMTP_URL: write an address like smtps://name:password@")
    assert "a/b" not in str(refused.value)


def test_without_a_server_messages_are_only_kept() -> None:
    assert load_settings(smtp_url="").smtp_server is None


def test_a_password_is_not_printed() -> None:
    assert "secret" not in repr(load_settings(smtp_url="smtp://me:secret@localhost").smtp_server)


@pytest.mark.parametrize(
    ("base_url", "sender"),
    [
        ("https://tracker.example.org/", "noreply@tracker.example.org"),
        ("http://127.0.0.1:5000", "noreply@localhost"),
        ("http://localhost:5000", "noreply@localhost"),
    ],
)
def test_messages_come_from_the_host_people_type(base_url: str, sender: str) -> None:
    assert load_settings(base_url=base_url, mail_from="").mail_sender == sender


def test_messages_come_from_the_address_that_is_set() -> None:
    assert load_settings(mail_from="tracker@example.org").mail_sender == "tracker@example.org"


@pytest.mark.parametrize("written", ["tracker", "tracker@", "Tracker <t@example.org>", "t@example.org\n", "t@ex ample"])
def test_a_bad_sender_is_one_clear_sentence(written: str) -> None:
    with pytest.raises(BadSetting, match="TRACKER_MAIL_FROM: write an email address like"):
        load_settings(mail_from=written)
