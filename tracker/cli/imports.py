"""`tracker import …`: files into the records, all of a file or nothing."""

from __future__ import annotations

from pathlib import Path

import click

from tracker import dates
from tracker.access import SYSTEM
from tracker.cli.records import bytes_of, change, records
from tracker.config import load_settings
from tracker.documents.text import clean
from tracker.exchange.rules_sheets import check_sheet_file, read_table
from tracker.exchange.rules_sheets_limits import LARGEST_SHEET_FILE
from tracker.measures.commands_load import LoadFigures, load_figures
from tracker.measures.queries_load import plan_of_table
from tracker.measures.rules_cells import LONGEST_REASON
from tracker.measures.rules_load import Terms
from tracker.measures.rules_preview import preview_lines
from tracker.measures.rules_refusals import CannotLoad, NothingToLoad


@click.group("import")
def import_group() -> None:
    """Load files into the records, all of a file or nothing."""


@import_group.command("measures")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--map", "map_name", help="The saved column map to read it by; by default the one that fits, or none.")
@click.option("--sheet", help="Which sheet of a workbook to read, where several are filled in.")
@click.option("--note", help="Where the figures come from and, where they change figures on record, why.")
@click.option("--final", is_flag=True, help="Figures of which the file says no state are final, not provisional.")
@click.option("--dry-run", is_flag=True, help="Only say what would be loaded.")
def measures_command(
    file: Path, map_name: str | None, sheet: str | None, note: str | None, *, final: bool, dry_run: bool
) -> None:
    """Load figures of measures from a CSV or Excel file.

    Its rows are measures and months (columns measure, month, value), or measures with a column for each month (Jul-24).
    A blank cell says nothing. Every problem is named by row and column, and then nothing is loaded.
    """
    checked = check_sheet_file(file.name, bytes_of(file, LARGEST_SHEET_FILE))
    table = read_table(checked, sheet)
    words = clean(note, max_length=LONGEST_REASON) if note else None
    if dry_run:
        with records(load_settings()) as sessions, sessions() as session:
            plan = plan_of_table(session, table, map_name, Terms(dates.today(), words or None, final))
        if plan.problems:
            raise CannotLoad(checked.name, plan.problems)
        click.echo("\n".join([*preview_lines(plan), "Nothing was loaded: this was a dry run."]))
        return
    command = LoadFigures(file=checked, table=table, sheet=sheet, map_name=map_name, note=words, final=final)
    try:
        with change(load_settings()) as session:
            load, plan = load_figures(session, command, by=SYSTEM, on=dates.today())
    except NothingToLoad as nothing:
        click.echo(str(nothing))
        return
    click.echo("\n".join([*preview_lines(plan), f"Loaded {checked.name} as load {load.number}."]))
