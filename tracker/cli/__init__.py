"""The command line: `tracker …`. It ends with 0, or with 2 and one clear sentence on stderr and nothing written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from tracker import dates, demo, schema, serving, working, writing
from tracker.access import SYSTEM
from tracker.cli.imports import import_group
from tracker.cli.mail import send_mail_command
from tracker.cli.packs import pack_command
from tracker.cli.people import user_group
from tracker.cli.records import BROKEN, CannotRead, OneSentence, bytes_of, database, records
from tracker.cli.reports import report_group
from tracker.cli.verify import verify_command
from tracker.cli.work import work_command
from tracker.config import load_settings
from tracker.db import make_sessions
from tracker.measures.rules_figures import Verdict, check_figures
from tracker.measures.rules_figures_table import read_table
from tracker.seeds import check_seeds, load_seeds, read_folder, seeds_of, write_folder

PORT: Final = 5000
LARGEST_TEXT: Final = 1_000_000
"""Bytes of a table or text that is checked."""


@click.group(cls=OneSentence, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tracker", prog_name="tracker")
def main() -> None:
    """Plans, progress and highlight reports of an Office of the Police and Crime Commissioner.

    Settings come from the environment (TRACKER_DATABASE_URL, TRACKER_DATA_DIR and others): see the README.
    """


@main.command("demo")
@click.option("--data-dir", type=click.Path(path_type=Path), help="Where it keeps its files, instead of instance/.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Where it is served.")
@click.option("--no-serve", is_flag=True, help="Stop after writing the database and the sample reports.")
def demo_command(data_dir: Path | None, port: int, no_serve: bool) -> None:
    """Set up and serve the demonstration.

    It holds the published figures of Wiltshire, on 18 September 2024. The database is kept from one time to the next;
    the accounts get their password anew (TRACKER_DEMO_PASSWORD, or one that is made up and printed).
    """
    settings = demo.demo_settings(data_dir, port)
    if not no_serve:
        serving.check_free("127.0.0.1", port)
    prepared = demo.prepare(settings, lambda text: click.echo(text, nl=False))
    click.echo(f"\nThe demonstration's day is {dates.long_date(dates.today())}. Its accounts, all with one password:\n")
    for email, role in prepared.accounts:
        click.echo(f"  {email:30}{role}")
    click.echo(f"\n  Password: {prepared.password}\n")
    if not no_serve:
        said = f"Open {settings.base_url} and sign in. Stop with Ctrl+C."
        with working.beside(settings):
            serving.serve(settings, host="127.0.0.1", port=port, processes=2, ready=lambda: click.echo(said))


@main.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=serving.workers, help="Processes; by default one a core."
)
def serve_command(host: str, port: int, workers: int) -> None:
    """Serve the office's database until stopped, and build the packs that are asked for."""
    settings = load_settings()
    serving.check_free(host, port)
    with records(settings):
        said = f"Serving at http://{host}:{port}. Stop with Ctrl+C."
    with working.beside(settings):
        serving.serve(settings, host=host, port=port, processes=workers, ready=lambda: click.echo(said))


@main.command("upgrade")
def upgrade_command() -> None:
    """Bring the database's tables up to date."""
    with database(load_settings()) as engine:
        before = schema.current(engine)
        schema.upgrade(engine)
        click.echo(f"The database is at revision {schema.head()}" + (" already." if before == schema.head() else "."))


@main.command("seed")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def seed_command(folder: Path) -> None:
    """Load a seed set, all of it or nothing.

    The database must not hold its plans, people or deliverables yet. Every problem is named by file, row and column.
    """
    seeds = read_folder(folder)
    check_seeds(seeds)
    with database(load_settings()) as engine:
        if schema.current(engine) is None:
            schema.upgrade(engine)
        schema.check_current(engine)
        with writing.transaction(make_sessions(engine)) as session:
            load_seeds(session, seeds, by=SYSTEM, on=dates.today())
    click.echo(f"Loaded {folder}.")


@main.command("export")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def export_command(folder: Path) -> None:
    """Write the office's records as a seed set.

    Loading it into an empty database and exporting again gives the same files.
    """
    with records(load_settings()) as sessions, sessions() as session:
        write_folder(folder, seeds_of(session))
    click.echo(f"Wrote {folder}.")


@main.group("check")
def check_group() -> None:
    """Check texts and files without changing any record."""


@check_group.command("figures")
@click.argument("table", type=click.Path(path_type=Path), metavar="TABLE.csv")
@click.argument("text", type=click.Path(path_type=Path), metavar="TEXT")
def figures_command(table: Path, text: Path) -> None:
    """Hold every figure of a text against a table of measures.

    Prints a line for each, which begins with “agrees”, “contradicts” or “unknown”; unknown is what the table does not
    tell. Ends with 1 when any contradicts. The table's columns are those of a published summary: section, measure,
    unit, month, month_value, three_month_value, twelve_month_value, yoy_value, yoy_unit, trend.
    """
    rows = read_table(_text_of(table))
    found = check_figures(_text_of(text), rows)
    for checked in found:
        click.echo(checked.line)
    if not found:
        click.echo(f"There are no figures in {text}.", err=True)
    if any(checked.verdict is Verdict.CONTRADICTS for checked in found):
        sys.exit(BROKEN)


def _text_of(path: Path) -> str:
    """A text file of a size that a person may have written. Raises CannotRead."""
    content = bytes_of(path, LARGEST_TEXT)
    if len(content) > LARGEST_TEXT:
        raise CannotRead(path, f"it is larger than {LARGEST_TEXT // 1_000_000} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        raise CannotRead(path, f"row {row} is not UTF-8 text; save the file as UTF-8") from error
    if "\0" in text:
        raise CannotRead(path, "it is not text")
    return text


main.add_command(user_group)
main.add_command(import_group)
main.add_command(report_group)
main.add_command(pack_command)
main.add_command(send_mail_command)
main.add_command(verify_command)
main.add_command(work_command)
