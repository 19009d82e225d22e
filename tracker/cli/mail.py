"""`tracker send-mail`: what waits in the outbox goes to the mail server."""

from __future__ import annotations

import sys
import time
from functools import partial
from typing import Final

import click

from tracker.cli.records import records
from tracker.config import load_settings
from tracker.dates import today
from tracker.errors import DomainError
from tracker.exchange.commands_mail import Sent, send_waiting
from tracker.exchange.commands_mail_smtp import deliver
from tracker.outbox.rules import MessageState
from tracker.reports.commands_mail import tell_lapsed
from tracker.web.wording import count
from tracker.writing import transaction

UNREACHED: Final = 1
LONGEST_PAUSE: Final = 24 * 60 * 60


class NoMailServer(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "No mail server is set, so nothing was sent. Set TRACKER_SMTP_URL, for example to "
            "smtps://name:password@mail.example.org."
        )


@click.command("send-mail")
@click.option("--limit", type=click.IntRange(min=1), help="Try at most this many messages at a time.")
@click.option(
    "--watch", type=click.IntRange(1, LONGEST_PAUSE), metavar="SECONDS", help="Look again after so long, until stopped."
)
def send_mail_command(limit: int | None, watch: int | None) -> None:
    """Send the messages that wait in the outbox.

    The mail server is that of TRACKER_SMTP_URL, the sender TRACKER_MAIL_FROM. Ends with 1 when the server could not be
    used; what was not sent is tried again by a later run, up to six times in about 31 hours.
    """
    settings = load_settings()
    server = settings.smtp_server
    if server is None:
        raise NoMailServer
    with records(settings) as sessions:
        while True:
            with transaction(sessions) as session:
                tell_lapsed(session, today())
            sent = send_waiting(
                sessions,
                partial(deliver, server),
                from_address=settings.mail_sender,
                base_url=settings.base_url,
                limit=limit,
            )
            _tell(sent, quiet=watch is not None)
            if watch is None:
                break
            time.sleep(watch)
    if sent.stopped_by is not None:
        sys.exit(UNREACHED)


def _tell(sent: Sent, *, quiet: bool) -> None:
    """One line; with `quiet`, none where nothing was to be done."""
    if sent.stopped_by is not None:
        click.echo(f"The mail server could not be used: {sent.stopped_by}", err=True)
    if not sent.tried:
        if not quiet:
            click.echo("No message is due.")
        return
    parts = [f"{count(sent.counts[MessageState.SENT], 'message')} sent"]
    if sent.counts[MessageState.WAITING]:
        parts.append(f"{sent.counts[MessageState.WAITING]} to be tried again")
    if sent.counts[MessageState.GIVEN_UP]:
        parts.append(f"{sent.counts[MessageState.GIVEN_UP]} given up")
    click.echo(", ".join(parts) + ".")
