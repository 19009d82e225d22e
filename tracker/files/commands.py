"""Keeping files. The record that names a file logs the act, in the same transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.files.models import StoredFile
from tracker.files.queries import stored_file
from tracker.files.rules import CheckedFile
from tracker.writing import flush, queue


def store_file(session: Session, file: CheckedFile) -> StoredFile:
    """The kept bytes, stored now unless the same bytes are kept already. The caller records what they are for."""
    # Two people may add the same file at the same moment.
    queue(session)
    found = stored_file(session, file.digest)
    if found is None:
        found = StoredFile(digest=file.digest, size=len(file.content), media_type=file.kind.value, content=file.content)
        session.add(found)
        flush(session)
    return found
