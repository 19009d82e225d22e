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
    for file_id, digest, size in session.execute(
        select(StoredFile.id, StoredFile.digest, StoredFile.size).order_by(StoredFile.id)
    ):
        if not _is_as_kept(session, file_id, digest, size):
            return str(digest)
    return None


def _is_as_kept(session: Session, file_id: int, digest: str, size: int) -> bool:
    try:
        content = content_of(session, file_id)
    except TypeError:
        # SQLite takes words where bytes belong.
        return False
    return len(content) == size and sha256(content).hexdigest() == digest
