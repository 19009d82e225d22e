"""Writing the commentary of a group in a quarter, confirming its figures, and “no surprises” for the Panel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.dates import Quarter
from tracker.errors import Duplicate, Stale
from tracker.measures.models import MeasureGroup
from tracker.measures.models_summary import CommentaryPage, CommentaryText, FigureConfirmation
from tracker.measures.queries_commentary import commentary_of, page_of, texts_of
from tracker.measures.rules import CommentaryBlock
from tracker.measures.rules_commentary import (
    BlockEmptied,
    FigureState,
    NothingSaid,
    NothingToConfirm,
    ReasonMissing,
    SourceMissing,
)
from tracker.writing import expect_version, flush, touch

NO_SURPRISES = "Why the Panel should hear of it before it is published"
"""What the log calls the reason."""


@dataclass(frozen=True, slots=True)
class SaveCommentary:
    """The texts of a page. `version` 0: nothing was written on it yet when the form was opened.

    Blocks that are not named stay as they are; None for one that says nothing yet.
    """

    version: int
    texts: Mapping[CommentaryBlock, str | None]


@dataclass(frozen=True, slots=True)
class ConfirmFigure:
    """Where a figure of a sentence comes from. `digest` is that of the sentence as it was read."""

    version: int
    digest: str
    figure: str
    source: str | None


@dataclass(frozen=True, slots=True)
class SetNoSurprises:
    """`reason` None: there is nothing of the kind, or no more."""

    version: int
    applies: bool
    reason: str | None


def subject_of_commentary(group: MeasureGroup, quarter: Quarter) -> str:
    """What the log calls a page: like its address."""
    return f"measures/commentary/{quarter.key}/{group.id}"


def save_commentary(
    session: Session, group: MeasureGroup, quarter: Quarter, command: SaveCommentary, *, by: Actor
) -> bool:
    """Whether anything changed. What a block said before goes to the log. A text that contradicts its table is kept.

    Raises NothingSaid, BlockEmptied or Stale.
    """
    page = _expected(session, group, quarter, command.version)
    if page is None:
        if not any(command.texts.values()):
            raise NothingSaid
        page = _begin(session, group, quarter)
    before = _words(page)
    for block, text in command.texts.items():
        _write(page, block, text, by)
    changes = difference(before, _words(page))
    if not changes:
        return False
    _log(session, Event.COMMENTARY_CHANGED, page, changes, by)
    return True


def set_no_surprises(
    session: Session, group: MeasureGroup, quarter: Quarter, command: SetNoSurprises, *, by: Actor
) -> bool:
    """Whether anything changed. Raises ReasonMissing or Stale."""
    page = _expected(session, group, quarter, command.version)
    if command.applies and not command.reason:
        raise ReasonMissing
    reason = command.reason if command.applies else None
    before = page.no_surprises if page else None
    if reason == before:
        return False
    page = page or _begin(session, group, quarter)
    page.no_surprises = reason
    _log(session, Event.COMMENTARY_CHANGED, page, {NO_SURPRISES: (before, reason)}, by)
    return True


def confirm_figure(
    session: Session, group: MeasureGroup, quarter: Quarter, command: ConfirmFigure, *, by: Actor, on: date
) -> FigureConfirmation:
    """Says where a figure comes from that the table has not. Raises Stale, SourceMissing or NothingToConfirm."""
    page = _expected(session, group, quarter, command.version)
    if not command.source:
        raise SourceMissing
    checks = commentary_of(session, group, quarter, on).check()
    open_ones = [each for check in checks for each in check.of(FigureState.NO_SOURCE)]
    found = next((each for each in open_ones if (each.digest, each.figure) == (command.digest, command.figure)), None)
    if page is None or found is None:
        raise NothingToConfirm(command.figure)
    confirmation = FigureConfirmation(
        sentence_digest=command.digest,
        figure=command.figure,
        source=command.source,
        confirmed_on=on,
        confirmed_by=by.name,
    )
    page.confirmations.append(confirmation)
    said = {found.figure: (None, command.source), "Sentence": (None, found.checked.sentence)}
    _log(session, Event.FIGURE_CONFIRMED, page, said, by)
    return confirmation


def _expected(session: Session, group: MeasureGroup, quarter: Quarter, version: int) -> CommentaryPage | None:
    """The page as the form opened it; None before anything was written. Raises Stale."""
    page = page_of(session, group.id, quarter)
    name = _name(group, quarter)
    if page is not None:
        expect_version(name, page, version)
    elif version:
        raise Stale(name, version, 0)
    return page


def _begin(session: Session, group: MeasureGroup, quarter: Quarter) -> CommentaryPage:
    page = CommentaryPage(group=group, quarter=quarter.key, texts=[], confirmations=[])
    session.add(page)
    try:
        flush(session)
    except Duplicate as error:
        # Somebody wrote the page's first words at the same moment.
        raise Stale(_name(group, quarter), 0, 1) from error
    return page


def _name(group: MeasureGroup, quarter: Quarter) -> str:
    return f"The commentary on {group.name} for {quarter.months_label}"


def _write(page: CommentaryPage, block: CommentaryBlock, text: str | None, by: Actor) -> None:
    row = next((each for each in page.texts if each.block is block), None)
    if row is None:
        if text:
            page.texts.append(CommentaryText(block=block, text=text, written_by=by.name))
    elif not text:
        raise BlockEmptied(block)
    elif text != row.text:
        row.text, row.written_by = text, by.name


def _words(page: CommentaryPage) -> dict[str, str | None]:
    return {block.label: text for block, text in texts_of(page).items()}


def _log(
    session: Session,
    event: Event,
    page: CommentaryPage,
    changes: Mapping[str, tuple[str | None, str | None]],
    by: Actor,
) -> None:
    touch(page)
    flush(session)
    subject = subject_of_commentary(page.group, Quarter.parse(page.quarter))
    record(session, event, by=by, subject=subject, changes=changes)
