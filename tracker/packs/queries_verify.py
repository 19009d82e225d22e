"""Whether every published pack is what was published: its files and pages, as the log tells of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.audit.models import AuditEvent
from tracker.audit.queries import UNREADABLE
from tracker.audit.rules import Event
from tracker.files.queries import digest_of_kept, is_as_kept
from tracker.packs.commands_publish import FULL_DIGEST, PAGES, PUBLIC_DIGEST, WHAT, name_of
from tracker.packs.models_packs import Pack

Told = tuple[str, Mapping[str, Sequence[str | None]]]
"""The meeting's name in the log, and what a row of the log says was published of it."""


def packs_published(session: Session) -> int:
    """How many there are, supplements and former versions among them."""
    return session.scalar(select(func.count()).select_from(Pack)) or 0


def first_altered_pack(session: Session) -> str | None:
    """The first thing that is not as it was published, in a sentence; None where everything is.

    Packs and the rows of the log that tell of them come in one order: whoever publishes waits for the one before.
    """
    try:
        return next(_altered(session), None)
    except UNREADABLE:
        return "A published pack, or what the log tells of it, cannot be read."


def _altered(session: Session) -> Iterator[str]:
    packs = session.scalars(select(Pack).order_by(Pack.id))
    for pack, told in zip_longest(packs, _told(session)):
        if told is None:
            yield f"{name_of(pack)} of {pack.agenda.meeting.subject}: the log does not tell that it was published."
            return
        subject, changes = told
        named = f"{_said(changes, WHAT)} of {subject}"
        if pack is None:
            yield f"{named}: it is gone."
            return
        yield from (f"{named}: {problem}" for problem in _problems(session, pack, changes))


def _told(session: Session) -> Iterator[Told]:
    rows = session.execute(
        select(AuditEvent.subject, AuditEvent.changes)
        .where(AuditEvent.event == Event.PACK_PUBLISHED.value)
        .order_by(AuditEvent.position)
    )
    return ((row.subject, json.loads(row.changes)) for row in rows)


def _problems(session: Session, pack: Pack, changes: Mapping[str, Sequence[str | None]]) -> Iterator[str]:
    """What differs, the plainest first."""
    if name_of(pack) != _said(changes, WHAT):
        yield f"it is kept as “{name_of(pack)}”."
    if f"{pack.first_page} to {pack.last_page}" != _said(changes, PAGES):
        yield "its pages are not those that were published."
    for words, file_id, field in (
        ("public file", pack.public_id, PUBLIC_DIGEST),
        ("file with exempt papers", pack.full_id, FULL_DIGEST),
    ):
        if file_id is not None and not is_as_kept(session, file_id):
            yield f"its {words} is not what was stored."
        if (digest_of_kept(session, file_id) if file_id is not None else None) != _said(changes, field):
            yield f"its {words} is not the one that was published."
    if not is_as_kept(session, pack.snapshot_id):
        yield "what it was drawn from is not what was stored."


def _said(changes: Mapping[str, Sequence[str | None]], field: str) -> str | None:
    return changes[field][1] if field in changes else None
