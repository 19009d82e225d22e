"""The bytes of the pictures a report of any kind is drawn with."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from tracker.reports.queries_annual_pictures import picture_bytes
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_kinds import Snapshot


def pictures_of(session: Session, snapshot: Snapshot) -> Mapping[str, bytes]:
    """By SHA-256. Only annual reports have any."""
    return picture_bytes(session, snapshot) if isinstance(snapshot, AnnualSnapshot) else {}
