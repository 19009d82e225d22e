"""A report of any kind as a document: content and signature in, document out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tracker.documents.document import Document
from tracker.reports.layout_annual import annual_document
from tracker.reports.layout_dashboard import dashboard_document
from tracker.reports.layout_highlight import highlight_document
from tracker.reports.rules_signing import SigningFacts
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_dashboard import DashboardSnapshot
from tracker.reports.snapshots_kinds import Snapshot


def report_document(
    snapshot: Snapshot, signing: SigningFacts | None = None, pictures: Mapping[str, bytes] = MappingProxyType({})
) -> Document:
    """Without a signature every page says that it is a draft. `pictures` are the bytes it is drawn with, by SHA-256."""
    if isinstance(snapshot, AnnualSnapshot):
        return annual_document(snapshot, signing, pictures)
    if isinstance(snapshot, DashboardSnapshot):
        return dashboard_document(snapshot, signing)
    return highlight_document(snapshot, signing)
