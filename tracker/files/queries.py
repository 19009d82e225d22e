"""Reading kept files."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.files.models import StoredFile


def stored_file(session: Session, digest: str) -> StoredFile | None:
    """By the SHA-256 of its content, without the content."""
    return session.scalars(select(StoredFile).where(StoredFile.digest == digest)).one_or_none()


def content_of(session: Session, file_id: int) -> bytes:
    """The bytes of a kept file."""
    return session.scalars(select(StoredFile.content).where(StoredFile.id == file_id)).one()


def first_altered(session: Session) -> str | None:
    """The digest under which the first file is kept whose content has another; None when all are as they were kept.

    One file at a time is held in memory.
    """
    for stored in session.scalars(select(StoredFile).order_by(StoredFile.id)):
        if not is_as_kept(session, stored):
            return stored.digest
    return None


def is_as_kept(session: Session, stored: StoredFile) -> bool:
    """Whether its content has the size and the SHA-256 it is kept under."""
    try:
        content = content_of(session, stored.id)
    except TypeError:
        # SQLite takes words where bytes belong.
        return False
    return len(content) == stored.size and sha256(content).hexdigest() == stored.digest
