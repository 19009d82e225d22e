"""`tracker verify`: whether the records are what was recorded."""

from __future__ import annotations

import sys

import click

from tracker.audit.queries import head_of
from tracker.audit.rules import Head
from tracker.certificates import read_trusted_roots
from tracker.cli.records import BROKEN, records
from tracker.config import load_settings
from tracker.exchange.queries_verify import verdicts


@click.command("verify")
@click.option("--head", metavar="COUNT:HASH", help="The head of the log as a signed report prints it.")
def verify_command(head: str | None) -> None:
    """Recompute the chain of the log, every signed report, every published agenda pack and every stored file.

    Names the first thing that differs and ends with 1. With the head of the log that a signed report prints, rows that
    were cut off the end since then are found too. When all is well the head the log has now is printed.
    """
    wanted = Head.parse(head) if head is not None else None
    settings = load_settings()
    trust = read_trusted_roots(settings)
    with records(settings) as sessions, sessions() as session:
        differs = False
        for verdict in verdicts(session, wanted, trust):
            differs = differs or verdict.differs
            click.echo(verdict.words, err=verdict.differs)
        if differs:
            sys.exit(BROKEN)
        click.echo(f"The head of the log is {head_of(session)}.")
