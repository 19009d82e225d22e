"""Sending a file of figures, to be looked at and then loaded; and taking the file of a load away again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.files.commands import store_file
from tracker.files.queries import content_of
from tracker.files.rules import CheckedFile
from tracker.measures.commands_load import LoadFigures, load_figures, subject_of
from tracker.measures.models import MeasureLoad
from tracker.measures.models_uploads import FigureUpload
from tracker.measures.rules_load import LoadPlan
from tracker.measures.rules_refusals import AlreadyLoaded
from tracker.writing import flush, queue


@dataclass(frozen=True, slots=True)
class SendFigures:
    """A file that was checked and from which a table can be read."""

    file: CheckedFile


def send_figures(session: Session, command: SendFigures, *, by: Actor, on: date) -> FigureUpload:
    """The file is kept, so that what is loaded is what was looked at."""
    file = command.file
    upload = FigureUpload(file=store_file(session, file), file_name=file.name, uploaded_on=on, uploaded_by=by.name)
    session.add(upload)
    flush(session)
    changes = {"File": (None, file.name), "SHA-256": (None, file.digest)}
    record(session, Event.FIGURES_UPLOADED, by=by, subject=f"upload {upload.id}", changes=changes)
    return upload


def load_upload(
    session: Session, upload: FigureUpload, command: LoadFigures, *, by: Actor, on: date
) -> tuple[MeasureLoad, LoadPlan]:
    """Loads what was sent, once. Raises AlreadyLoaded, FiguresMoved, CannotLoad or NothingToLoad."""
    queue(session)
    session.refresh(upload)
    if upload.load is not None:
        raise AlreadyLoaded(upload.load.number)
    load, plan = load_figures(session, command, by=by, on=on)
    upload.load = load
    flush(session)
    return load, plan


def download_load(session: Session, load: MeasureLoad, *, by: Actor) -> bytes:
    """The file of a load, and a row in the log that says who took it. The load must be of a file."""
    if load.file_id is None:
        raise ValueError("This load has no file.")
    record(session, Event.MEASURES_EXPORTED, by=by, subject=subject_of(load), changes={"File": (None, load.origin)})
    return content_of(session, load.file_id)
