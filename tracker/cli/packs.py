"""`tracker pack …`: the agenda pack of a meeting."""

from __future__ import annotations

from pathlib import Path

import click

from tracker import dates
from tracker.cli.records import records
from tracker.config import load_settings
from tracker.output import write_whole
from tracker.packs.gather_pack import pack_bytes
from tracker.panel.queries import meeting


@click.command("pack")
@click.argument("key", metavar="MEETING")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--full", is_flag=True, help="With the exempt items and papers: not for publication.")
def pack_command(key: str, out: Path, full: bool) -> None:
    """Write the agenda pack of a meeting, such as 2024-09-26: what was published, or else as it stands now."""
    with records(load_settings()) as sessions, sessions() as session:
        content = pack_bytes(session, meeting(session, key), dates.today(), full=full)
    write_whole(out, content)
    click.echo(f"Wrote {out}.")
