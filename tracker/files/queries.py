"""Reading kept files."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.files.models import StoredFile


def stored_file(session: Session, digest: str) -> StoredFile | None:
    """By the SHA-256 of its content, without the content."""
    return session.scalars(select(StoredFile).where(StoredFile.digest == digest)).one_or_none()


def content_of(session: Session, file_id: int) -> bytes:
    """The bytes of a kept file."""
    return session.scalars(select(StoredFile.content).where(StoredFile.id == file_id)).one()
