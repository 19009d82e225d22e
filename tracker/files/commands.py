"""Keeping files. The record that names a file logs the act, in the same transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.files.models import StoredFile
from tracker.files.queries import stored_file
from tracker.files.rules import CheckedFile, digest_of
from tracker.writing import flush, queue


def store_file(session: Session, file: CheckedFile) -> StoredFile:
    """The kept bytes of a file somebody sent, as `store_bytes`."""
    return store_bytes(session, file.content, file.kind.value)


def store_bytes(session: Session, content: bytes, media_type: str) -> StoredFile:
    """The kept bytes, stored now unless the same bytes are kept already. The caller records what they are for."""
    # Two people may add the same file at the same moment.
    queue(session)
    digest = digest_of(content)
    found = stored_file(session, digest)
    if found is None:
        found = StoredFile(digest=digest, size=len(content), media_type=media_type, content=content)
        session.add(found)
        flush(session)
    return found
