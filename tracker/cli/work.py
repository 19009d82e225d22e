"""`tracker work`: packs that were asked for are built."""

from __future__ import annotations

import click

from tracker.cli.records import records
from tracker.config import load_settings
from tracker.working import work


@click.command("work")
@click.option("--beside", type=int, hidden=True, help="The program that started it, by its number: end with it.")
def work_command(beside: int | None) -> None:
    """Build and publish the packs that clerks ask for, until it is stopped.

    Run it beside the web server, on the same database. What it is told to stop by (SIGTERM) it heeds after the pack in
    hand is done. Several may run at once; each pack is built by one of them.
    """
    with records(load_settings()) as sessions:
        work(sessions, beside_process=beside)
