"""Keeping the list of acronyms that reports spell out."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Changes, Event
from tracker.errors import Duplicate
from tracker.reports.models import Acronym
from tracker.reports.queries import acronym_named
from tracker.reports.rules_acronyms import KnownAcronym, acronym_subject, check_acronym, check_meaning
from tracker.writing import expect_version, flush

MEANING = "Meaning"


@dataclass(frozen=True, slots=True)
class AddAcronym:
    acronym: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ChangeAcronym:
    """How the acronym is to stand. A withdrawn one keeps its meaning and is spelled out in no report."""

    version: int
    meaning: str
    withdrawn: bool


def add_acronym(session: Session, command: AddAcronym, *, by: Actor) -> Acronym:
    """Raises BadAcronym, NoMeaning, KnownAcronym or a refusal of `documents.text`."""
    acronym, meaning = check_acronym(command.acronym), check_meaning(command.meaning)
    known = acronym_named(session, acronym)
    if known is not None:
        raise KnownAcronym(acronym, withdrawn=known.withdrawn_at is not None)
    row = Acronym(acronym=acronym, meaning=meaning)
    session.add(row)
    try:
        flush(session)
    except Duplicate as error:
        # Somebody added it at the same moment.
        raise KnownAcronym(acronym, withdrawn=False) from error
    _log(session, Event.ACRONYM_ADDED, row, by, {MEANING: (None, meaning)})
    return row


def change_acronym(session: Session, row: Acronym, command: ChangeAcronym, *, by: Actor) -> None:
    """Another meaning, withdrawn or brought back. Raises Stale, NoMeaning or a refusal of `documents.text`."""
    expect_version(row.acronym, row, command.version)
    before, meaning = row.meaning, check_meaning(command.meaning)
    was_withdrawn = row.withdrawn_at is not None
    row.meaning = meaning
    if command.withdrawn != was_withdrawn:
        row.withdrawn_at = dates.now() if command.withdrawn else None
    if meaning == before and command.withdrawn == was_withdrawn:
        return
    row.updated_at = dates.now()
    flush(session)
    if meaning != before:
        _log(session, Event.ACRONYM_CHANGED, row, by, {MEANING: (before, meaning)})
    if command.withdrawn != was_withdrawn:
        _log(session, Event.ACRONYM_WITHDRAWN if command.withdrawn else Event.ACRONYM_RESTORED, row, by, {})


def _log(session: Session, event: Event, row: Acronym, by: Actor, changes: Changes) -> None:
    record(session, event, by=by, subject=acronym_subject(row.acronym), changes=changes)
