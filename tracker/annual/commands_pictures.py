"""Adding pictures and changing what is said of them. What is kept is never the file that was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.annual import queries
from tracker.annual.commands_rows import expect
from tracker.annual.models import AnnualYear
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.rules import LONGEST_CAPTION, LONGEST_WORDS, check_line, needed
from tracker.annual.rules_pictures import LONGEST_CONSENT, LONGEST_CREDIT, Consent, check_consent, check_words
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.documents.errors import DocumentError
from tracker.documents.remake import Remade
from tracker.documents.remake_apart import remake_apart
from tracker.files.commands import store_bytes
from tracker.files.rules import clean_name
from tracker.writing import flush, queue


@dataclass(frozen=True, slots=True)
class Examination:
    """What became of a file that was sent under `name`: the picture made anew, or why there is none."""

    name: str
    made: Remade | None = None
    refusal: DocumentError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """`words`: what it shows. `consent` None: it shows nobody who can be known."""

    words: str | None
    caption: str | None = None
    credit: str | None = None
    consent: Consent | None = None


@dataclass(frozen=True, slots=True)
class AddPicture:
    sent: Examination
    facts: PictureFacts


@dataclass(frozen=True, slots=True)
class ChangePicture:
    version: int
    facts: PictureFacts


def examine(sent_name: str, data: bytes) -> Examination:
    """Takes its time and asks no database, so a caller can do it before anything is locked."""
    name = clean_name(sent_name)
    try:
        return Examination(name, made=remake_apart(data, name))
    except DocumentError as error:
        # The file is what has to be chosen anew.
        error.field = "file"
        return Examination(name, refusal=error)


def add_picture(session: Session, annual: AnnualYear, command: AddPicture, *, by: Actor, on: date) -> AnnualPicture:
    """Raises TextNeeded without words, ConsentNeeded, TextTooLong, and a `PictureError` for the file."""
    if command.sent.made is None:
        raise command.sent.refusal or AssertionError("A file was neither made anew nor refused")
    made = command.sent.made
    picture = AnnualPicture(year=annual.year, name=command.sent.name, width=made.width, height=made.height)
    _fill(picture, command.facts, on)
    queue(session)
    picture.number = queries.next_picture_number(session, annual)
    picture.file = store_bytes(session, made.content, made.media_type)
    session.add(picture)
    flush(session)
    changes = difference({}, {"File": picture.name, **_told(picture)})
    record(session, Event.ANNUAL_ADDED, by=by, subject=picture.subject, changes=changes)
    return picture


def change_picture(session: Session, picture: AnnualPicture, command: ChangePicture, *, by: Actor, on: date) -> bool:
    """What is said of it; whether anything changed. Raises Stale, WithdrawnAlready and what `add_picture` raises."""
    expect(session, picture, command.version)
    before = _told(picture)
    _fill(picture, command.facts, on)
    changes = difference(before, _told(picture))
    if not changes:
        return False
    flush(session)
    record(session, Event.ANNUAL_CHANGED, by=by, subject=picture.subject, changes=changes)
    return True


def _fill(picture: AnnualPicture, facts: PictureFacts, today: date) -> None:
    words = check_line(facts.words, "What the picture shows", LONGEST_WORDS)
    picture.words = check_words(needed(words, "words that say what the picture shows", "words"))
    picture.caption = check_line(facts.caption, "The caption", LONGEST_CAPTION)
    picture.credit = check_line(facts.credit, "The credit", LONGEST_CREDIT)
    consent = facts.consent
    picture.shows_people = consent is not None
    if consent is not None:
        check_consent(consent, today)
    by = check_line(consent.by, "Who agreed", LONGEST_CONSENT) if consent else None
    picture.consent_by, picture.consent_on = by, consent.on if consent else None
    picture.consent_until = consent.until if consent else None


def _told(picture: AnnualPicture) -> dict[str, str | None]:
    return {
        "Words": picture.words,
        "Caption": picture.caption,
        "Credit": picture.credit,
        "Shows people": "yes" if picture.shows_people else "no",
        "Consent by": picture.consent_by,
        "Consent on": _day(picture.consent_on),
        "Consent until": _day(picture.consent_until),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else dates.long_date(day)
