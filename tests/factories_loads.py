"""Files of figures for tests: sent, loaded, and the maps they are read by."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker.access import SYSTEM
from tracker.exchange.rules_sheets import check_sheet_file, read_table
from tracker.measures.commands_load import LoadFigures, load_figures
from tracker.measures.commands_maps import SaveMap, create_map
from tracker.measures.commands_uploads import SendFigures, send_figures
from tracker.measures.models import MeasureLoad
from tracker.measures.models_summary import ColumnMap
from tracker.measures.models_uploads import FigureUpload
from tracker.measures.rules import Layout
from tracker.measures.rules_columns import Role, SavedMap


def as_csv(*rows: Sequence[object]) -> bytes:
    """A file with a row for each; what holds a comma is quoted."""
    return "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows).encode()


def load_file(session: Session, content: bytes, *, name: str = "figures.csv", **terms: object) -> MeasureLoad:
    """The load of a file that has nothing wrong."""
    file = check_sheet_file(name, content)
    command = LoadFigures(file=file, table=read_table(file), **terms)  # type: ignore[arg-type]  # each test names real ones
    load, _ = load_figures(session, command, by=SYSTEM, on=TODAY)
    return load


def send_file(session: Session, content: bytes, *, name: str = "figures.csv") -> FigureUpload:
    return send_figures(session, SendFigures(check_sheet_file(name, content)), by=SYSTEM, on=TODAY)


def make_map(session: Session, name: str = "Niche", **headings: str) -> ColumnMap:
    """A long one, by role: `measure="Offence"`."""
    given = headings or {"measure": "Offence", "month": "Recorded in", "value": "N"}
    saved = SavedMap(name, Layout.LONG, {Role(role): heading for role, heading in given.items()})
    return create_map(session, SaveMap(saved), by=SYSTEM, on=TODAY)


def fill_loads(session: Session) -> dict[str, object]:
    """A load of a file for CALLS, a file that was sent and not loaded yet, and a column map, by name."""
    load = load_file(session, as_csv(["Measure", "Jan-21"], ["CALLS", 1200]), note="The archive of 2021.")
    upload = send_file(session, as_csv(["Measure", "Feb-21"], ["CALLS", 1100]), name="february.csv")
    return {"figure_load": load.number, "upload": upload.id, "column_map": make_map(session).id}
