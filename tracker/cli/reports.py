"""`tracker report …`: reports drawn from the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

import click
from sqlalchemy.orm import Session

from tracker import dates, demo
from tracker.cli.records import records
from tracker.config import Settings, load_settings
from tracker.dates import Quarter
from tracker.documents import html, pdf
from tracker.documents.document import Document
from tracker.exchange.rules import to_xlsx
from tracker.exchange.rules_dashboard import dashboard_book
from tracker.output import write_whole
from tracker.reports.gather import gather_highlight
from tracker.reports.gather_dashboard import gather_dashboard
from tracker.reports.layout_dashboard import dashboard_document
from tracker.reports.layout_highlight import highlight_document
from tracker.reports.rules import read_report_day
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_dashboard import DashboardSnapshot

Snapshot = TypeVar("Snapshot")


def _page(document: Document) -> bytes:
    return html.render_page(document, stylesheet=html.stylesheet()).encode("utf-8")


HIGHLIGHT: Final[Mapping[str, Callable[[HighlightSnapshot], bytes]]] = {
    "pdf": lambda snapshot: pdf.render(highlight_document(snapshot)),
    "html": lambda snapshot: _page(highlight_document(snapshot)),
    "json": HighlightSnapshot.to_json,
}
DASHBOARD: Final[Mapping[str, Callable[[DashboardSnapshot], bytes]]] = {
    "pdf": lambda snapshot: pdf.render(dashboard_document(snapshot)),
    "html": lambda snapshot: _page(dashboard_document(snapshot)),
    "json": DashboardSnapshot.to_json,
    "xlsx": lambda snapshot: to_xlsx(dashboard_book(snapshot)),
}


@click.group("report")
def report_group() -> None:
    """Draw a report from the records."""


@report_group.command("highlight")
@click.option("--quarter", required=True, help="Its key: 2024-25-Q2 is July to September 2024.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--as-at", metavar="DAY", help="Draw the records as they stood on this day (2024-09-18), not today.")
@click.option("--format", "kind", type=click.Choice(list(HIGHLIGHT)), help="By default what the file's name ends with.")
def highlight_command(quarter: str, out: Path, as_at: str | None, kind: str | None) -> None:
    """Draw a quarter's highlight report as PDF, web page or JSON."""
    _write(quarter, out, as_at, _chosen(HIGHLIGHT, kind, out), gather_highlight)


@report_group.command("dashboard")
@click.option("--quarter", required=True, help="Its key: 2019-20-Q3 is October to December 2019.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--as-at", metavar="DAY", help="Draw the figures loaded by this day (2020-03-19), not by today.")
@click.option("--format", "kind", type=click.Choice(list(DASHBOARD)), help="By default what the file's name ends with.")
def dashboard_command(quarter: str, out: Path, as_at: str | None, kind: str | None) -> None:
    """Draw a quarter's measures, month by month, as PDF, web page, JSON or spreadsheet."""
    _write(quarter, out, as_at, _chosen(DASHBOARD, kind, out), gather_dashboard)


def _chosen(
    drawings: Mapping[str, Callable[[Snapshot], bytes]], kind: str | None, out: Path
) -> Callable[[Snapshot], bytes]:
    ending = out.suffix.lower().removeprefix(".")
    return drawings[kind or (ending if ending in drawings else "pdf")]


def _write(
    quarter: str,
    out: Path,
    as_at: str | None,
    draw: Callable[[Snapshot], bytes],
    gather: Callable[[Session, Quarter, date], Snapshot],
) -> None:
    wanted = Quarter.parse(quarter)
    settings = load_settings()
    with records(settings) as sessions, sessions() as session:
        day = read_report_day(as_at or dates.today().isoformat(), wanted, dates.today())
        content = draw(gather(session, wanted, day))
        note = None if as_at else _note_on_the_day(settings, session, day)
    write_whole(out, content)
    if note:
        click.echo(note, err=True)
    click.echo(f"Wrote {out}.")


def _note_on_the_day(settings: Settings, session: Session, day: date) -> str | None:
    """What to tell somebody who draws the demonstration as at the machine's day: it is served on a day of its own."""
    if settings.today is not None or not demo.is_the_demonstration(session.connection()):
        return None
    return (
        f"This is the demonstration, whose day is {dates.long_date(demo.DAY)}; drawn as at {dates.long_date(day)}. "
        f"Set TRACKER_TODAY={demo.DAY.isoformat()} to draw it as at its own day."
    )
