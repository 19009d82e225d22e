"""Confirming minutes at a later meeting. From then on their words and their PDF are fixed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import long_date
from tracker.documents.pdf import render
from tracker.errors import Stale
from tracker.files.commands import store_bytes
from tracker.files.rules import FileKind
from tracker.packs.commands_minutes import hold_open
from tracker.packs.gather_minutes import drafted_facts, is_exempt
from tracker.packs.layout_minutes import minutes_document
from tracker.packs.models_minutes import Minutes
from tracker.packs.rules_items import MeetingCancelled
from tracker.packs.rules_minutes import check_confirming
from tracker.packs.rules_minuting import NobodyPresent, NotHeldYet
from tracker.packs.snapshots_minutes import public_minutes
from tracker.panel.models import Meeting
from tracker.writing import flush

SNAPSHOT = "application/json"


@dataclass(frozen=True, slots=True)
class Confirm:
    """`seen` is the hash of what the clerk read, and `meeting` the one at which the Panel confirmed it."""

    seen: str
    meeting: Meeting


def confirm_minutes(session: Session, minutes: Minutes, command: Confirm, *, by: Actor, on: date) -> None:
    """Raises ConfirmedAlready, Stale when the words changed since, ConfirmedTooEarly, NotHeldYet, MeetingCancelled and
    NobodyPresent.
    """
    hold_open(session, minutes)
    if drafted_facts(session, minutes, on).content_hash != command.seen:
        raise Stale("The minutes", minutes.version, minutes.version)
    at = command.meeting
    check_confirming(minutes.meeting.day, at.day)
    if at.is_cancelled:
        raise MeetingCancelled(at.day)
    if at.day > on:
        raise NotHeldYet(at.day)
    if not minutes.roll.present:
        raise NobodyPresent
    facts = drafted_facts(session, minutes, on, confirmed_on=at.day)
    snapshot = store_bytes(session, facts.to_json(), SNAPSHOT)
    public = store_bytes(session, render(minutes_document(public_minutes(facts))), FileKind.PDF.value)
    full = store_bytes(session, render(minutes_document(facts)), FileKind.PDF.value) if is_exempt(facts) else None
    # In one statement: from then on the database lets nothing of them be changed.
    minutes.confirmed_at, minutes.confirmed_on, minutes.confirmed_by = at, on, by.name
    minutes.snapshot, minutes.public, minutes.full = snapshot, public, full
    flush(session)
    changes = {
        "Confirmed at the meeting of": (None, long_date(at.day)),
        "Words (SHA-256)": (None, snapshot.digest),
        "Public minutes (SHA-256)": (None, public.digest),
        "Full minutes (SHA-256)": (None, full.digest if full is not None else None),
    }
    record(session, Event.MINUTES_CONFIRMED, by=by, subject=minutes.subject, changes=changes)
