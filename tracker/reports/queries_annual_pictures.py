"""The bytes of the pictures that an annual report names by their hash."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.files.models import StoredFile
from tracker.reports.snapshots_annual import AnnualSnapshot


def picture_bytes(session: Session, snapshot: AnnualSnapshot) -> Mapping[str, bytes]:
    """By SHA-256, in one query; none of a picture whose file is gone."""
    wanted = [picture.sha256 for picture in snapshot.pictures]
    if not wanted:
        return {}
    found = session.execute(select(StoredFile.digest, StoredFile.content).where(StoredFile.digest.in_(wanted)))
    return {row.digest: row.content for row in found}
