"""Reading kept files."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import Row, select, type_coerce
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from tracker.files.models import StoredFile


def stored_file(session: Session, digest: str) -> StoredFile | None:
    """By the SHA-256 of its content, without the content."""
    return session.scalars(select(StoredFile).where(StoredFile.digest == digest)).one_or_none()


def content_of(session: Session, file_id: int) -> bytes:
    """The bytes of a kept file."""
    return session.scalars(select(StoredFile.content).where(StoredFile.id == file_id)).one()


def first_altered(session: Session) -> str | None:
    """The digest under which the first file is kept whose content has another; None when all are as they were kept.

    A digest that cannot be read is told as the number of its file. One file at a time is held in memory.
    """
    for file_id in session.scalars(select(StoredFile.id).order_by(StoredFile.id)).all():
        if not is_as_kept(session, file_id):
            return digest_of_kept(session, file_id) or f"number {file_id}"
    return None


def digest_of_kept(session: Session, file_id: int) -> str | None:
    """The digest it is kept under; None for a file that is gone or whose digest cannot be read."""
    row = _facts(session, file_id)
    return row.digest if row is not None and isinstance(row.digest, str) else None


def is_as_kept(session: Session, file_id: int) -> bool:
    """Whether its content has the size and the SHA-256 it is kept under; a file that is gone has not."""
    # As the database holds it: SQLite takes words and numbers where bytes belong.
    as_it_is = select(type_coerce(StoredFile.content, NullType)).where(StoredFile.id == file_id)
    row = _facts(session, file_id)
    try:
        content = session.scalars(as_it_is).one_or_none()
    except OperationalError:
        # Words that are none in any alphabet.
        return False
    if row is None or not isinstance(content, bytes):
        return False
    return len(content) == row.size and sha256(content).hexdigest() == row.digest


def _facts(session: Session, file_id: int) -> Row[str, int] | None:
    try:
        asked = select(StoredFile.digest, StoredFile.size).where(StoredFile.id == file_id)
        return session.execute(asked).one_or_none()
    except OperationalError:
        return None
