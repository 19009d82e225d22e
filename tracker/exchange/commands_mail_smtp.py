"""One mail to one mail server: encrypted, signed in, and whatever it answers in words that can be kept."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from typing import Final

from tracker.config import SmtpServer
from tracker.exchange.rules_mail import Delivery, answered, must_encrypt
from tracker.outbox.rules import Outcome

ANSWERS_WITHIN: Final = 45.0
"""Seconds a server may take for one answer."""

_TROUBLES: Final = (smtplib.SMTPException, OSError)
"""Whatever goes wrong between two machines; what TLS refuses is an OSError too."""


class NotEncrypted(smtplib.SMTPException):
    """The server offers no encryption, and something would travel that others must not read."""


def deliver(server: SmtpServer, mail: EmailMessage, *, answers_within: float = ANSWERS_WITHIN) -> Delivery:
    """Sends `mail` from its sender to its one recipient. Whatever happens is told, never raised."""
    sender, recipient = (mail[header].addresses[0].addr_spec for header in ("From", "To"))
    try:
        with _opened(server, answers_within) as connection:
            return _hand_over(connection, mail, sender, recipient)
    except _TROUBLES as error:
        return Delivery(Outcome.FAILED, _words_of(error), stop=True)


def _hand_over(connection: smtplib.SMTP, mail: EmailMessage, sender: str, recipient: str) -> Delivery:
    try:
        connection.send_message(mail, sender, [recipient])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = error.recipients[recipient]
        return answered(code, _text(words))
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        return answered(error.smtp_code, _text(error.smtp_error))
    return Delivery(Outcome.SENT, "The mail server accepted it.")


@contextmanager
def _opened(server: SmtpServer, answers_within: float) -> Iterator[smtplib.SMTP]:
    """A connection that is encrypted where it must be, and signed in. Ending it never undoes what was accepted."""
    if server.encrypted_at_once:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=answers_within, context=ssl.create_default_context()
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=answers_within)
    try:
        if not server.encrypted_at_once:
            _encrypt(connection, server)
        if server.user:
            connection.login(server.user, server.password)
        yield connection
        with suppress(*_TROUBLES):
            connection.quit()
    finally:
        connection.close()


def _encrypt(connection: smtplib.SMTP, server: SmtpServer) -> None:
    if not must_encrypt(is_this_machine=server.is_this_machine, signs_in=bool(server.user)):
        return
    connection.ehlo()
    if not connection.has_extn("starttls"):
        raise NotEncrypted("The mail server offers no encryption (STARTTLS). Nothing was sent to it.")
    connection.starttls(context=ssl.create_default_context())


def _words_of(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate of the mail server is not trusted: {error.verify_message}."
    if isinstance(error, smtplib.SMTPServerDisconnected) and not isinstance(error.__context__, TimeoutError):
        return "The mail server broke off the connection."
    if isinstance(error, smtplib.SMTPServerDisconnected | TimeoutError):
        return "The mail server did not answer in time."
    if isinstance(error, OSError) and error.strerror:
        return f"The mail server cannot be reached: {error.strerror}."
    return str(error) or type(error).__name__


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", errors="replace") if isinstance(words, bytes) else words
