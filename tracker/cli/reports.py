"""`tracker report …`: reports drawn from the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

import click
from sqlalchemy.orm import Session

from tracker import dates, demo
from tracker.annual.rules import check_begun
from tracker.cli.records import records
from tracker.config import Settings, load_settings
from tracker.dates import FinancialYear, Quarter
from tracker.documents import html, pdf
from tracker.documents.document import Document
from tracker.exchange.rules import to_xlsx
from tracker.exchange.rules_dashboard import dashboard_book
from tracker.output import write_whole
from tracker.reports.gather import gather_highlight
from tracker.reports.gather_annual import gather_annual
from tracker.reports.gather_dashboard import gather_dashboard
from tracker.reports.layout_annual import annual_document
from tracker.reports.layout_dashboard import dashboard_document
from tracker.reports.layout_highlight import highlight_document
from tracker.reports.queries_annual_pictures import picture_bytes
from tracker.reports.rules import read_report_day
from tracker.reports.rules_ready import NoPlan
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_dashboard import DashboardSnapshot

Content = TypeVar("Content")
P = TypeVar("P", Quarter, FinancialYear)


@dataclass(frozen=True, slots=True)
class _Annual:
    """An annual report with the bytes of its pictures."""

    snapshot: AnnualSnapshot
    pictures: Mapping[str, bytes]

    @property
    def document(self) -> Document:
        return annual_document(self.snapshot, pictures=self.pictures)


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
ANNUAL: Final[Mapping[str, Callable[[_Annual], bytes]]] = {
    "pdf": lambda content: pdf.render(content.document),
    "html": lambda content: _page(content.document),
    "json": lambda content: content.snapshot.to_json(),
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
    _write(Quarter.parse(quarter), out, as_at, _chosen(HIGHLIGHT, kind, out), gather_highlight)


@report_group.command("dashboard")
@click.option("--quarter", required=True, help="Its key: 2019-20-Q3 is October to December 2019.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--as-at", metavar="DAY", help="Draw the figures loaded by this day (2020-03-19), not by today.")
@click.option("--format", "kind", type=click.Choice(list(DASHBOARD)), help="By default what the file's name ends with.")
def dashboard_command(quarter: str, out: Path, as_at: str | None, kind: str | None) -> None:
    """Draw a quarter's measures, month by month, as PDF, web page, JSON or spreadsheet."""
    _write(Quarter.parse(quarter), out, as_at, _chosen(DASHBOARD, kind, out), gather_dashboard)


@report_group.command("annual")
@click.option("--year", required=True, help="Its key: 2023-24 is April 2023 to March 2024.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.option("--as-at", metavar="DAY", help="Draw the records as they stood on this day (2024-09-18), not today.")
@click.option("--format", "kind", type=click.Choice(list(ANNUAL)), help="By default what the file's name ends with.")
def annual_command(year: str, out: Path, as_at: str | None, kind: str | None) -> None:
    """Draw a financial year's annual report as PDF, web page or JSON."""
    wanted = FinancialYear.parse(year)
    check_begun(wanted, dates.today())
    _write(wanted, out, as_at, _chosen(ANNUAL, kind, out), _with_pictures)


def _with_pictures(session: Session, year: FinancialYear, as_at: date) -> _Annual:
    snapshot = gather_annual(session, year, as_at)
    if snapshot.has_nothing:
        raise NoPlan(year.label, "year")
    return _Annual(snapshot, picture_bytes(session, snapshot))


def _chosen(
    drawings: Mapping[str, Callable[[Content], bytes]], kind: str | None, out: Path
) -> Callable[[Content], bytes]:
    ending = out.suffix.lower().removeprefix(".")
    return drawings[kind or (ending if ending in drawings else "pdf")]


def _write(
    wanted: P,
    out: Path,
    as_at: str | None,
    draw: Callable[[Content], bytes],
    gather: Callable[[Session, P, date], Content],
) -> None:
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
