"""The content of a report of any kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from pydantic import TypeAdapter

from tracker.reports.rules_approval import Approved
from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots import HighlightSnapshot, canonical, hash_of
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_annual_words import SectionFacts
from tracker.reports.snapshots_dashboard import DashboardSnapshot

Snapshot: TypeAlias = HighlightSnapshot | DashboardSnapshot | AnnualSnapshot

_READERS: Final[Mapping[ReportKind, Callable[[bytes], Snapshot]]] = MappingProxyType(
    {
        ReportKind.HIGHLIGHT: HighlightSnapshot.from_json,
        ReportKind.DASHBOARD: DashboardSnapshot.from_json,
        ReportKind.ANNUAL: AnnualSnapshot.from_json,
    }
)


def read_snapshot(kind: ReportKind, text: bytes) -> Snapshot:
    """The content that `to_json` wrote. Raises UnreadableSnapshot."""
    return _READERS[kind](text)


def withheld_in(snapshot: Snapshot) -> tuple[str, ...]:
    """The measures with a figure marked OFFICIAL SENSITIVE that nobody had cleared, by name, each once."""
    if isinstance(snapshot, DashboardSnapshot):
        names = [row.measure.name for row in snapshot.withheld]
    elif isinstance(snapshot, AnnualSnapshot):
        names = [row.name for row in snapshot.withheld]
    else:
        pages = (page for part in snapshot.priorities for page in part.measures)
        names = [row.name for page in pages for row in page.rows if row.withheld]
    return tuple(dict.fromkeys(names))


def parts_to_approve(snapshot: Snapshot) -> Mapping[Approved, str]:
    """What of a report the Commissioner approves before it is signed, by the hash of its content: nothing but of an
    annual report (DESIGN 7).
    """
    if not isinstance(snapshot, AnnualSnapshot):
        return {}
    foreword = snapshot.foreword
    kept = {Approved.FOREWORD: hash_of(canonical(_SECTION, foreword))} if foreword is not None else {}
    return {**kept, Approved.REPORT: snapshot.content_hash}


_SECTION: Final = TypeAdapter(SectionFacts)
