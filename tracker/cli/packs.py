"""`tracker pack …`: the agenda pack of a meeting."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import SYSTEM
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.cli.records import change, records
from tracker.config import load_settings
from tracker.files.rules import digest_of
from tracker.output import write_whole
from tracker.packs.gather_pack import pack_bytes
from tracker.panel.queries import meeting


@click.command("pack")
@click.argument("key", metavar="MEETING")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--full", is_flag=True, help="With the exempt items and papers: not for publication.")
def pack_command(key: str, out: Path, full: bool) -> None:
    """Write the agenda pack of a meeting, such as 2024-09-26: what was published, or else as it stands now.

    That a pack with exempt papers was written is kept in the log.
    """
    if full:
        with change(load_settings()) as session:
            _write_full(session, key, out)
    else:
        with records(load_settings()) as sessions, sessions() as session:
            content = pack_bytes(session, meeting(session, key), dates.today(), full=False)
        write_whole(out, content)
    click.echo(f"Wrote {out}.")


def _write_full(session: Session, key: str, out: Path) -> None:
    found = meeting(session, key)
    content = pack_bytes(session, found, dates.today(), full=True)
    write_whole(out, content)
    what = {"What": (None, "The pack with exempt papers"), "File (SHA-256)": (None, digest_of(content))}
    record(session, Event.PACK_DOWNLOADED, by=SYSTEM, subject=found.subject, changes=what)
