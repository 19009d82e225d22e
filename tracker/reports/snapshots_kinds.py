"""The content of a report of any kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_dashboard import DashboardSnapshot

Snapshot: TypeAlias = HighlightSnapshot | DashboardSnapshot

_READERS: Final[Mapping[ReportKind, Callable[[bytes], Snapshot]]] = MappingProxyType(
    {ReportKind.HIGHLIGHT: HighlightSnapshot.from_json, ReportKind.DASHBOARD: DashboardSnapshot.from_json}
)


def read_snapshot(kind: ReportKind, text: bytes) -> Snapshot:
    """The content that `to_json` wrote. Raises UnreadableSnapshot."""
    return _READERS[kind](text)


def withheld_in(snapshot: Snapshot) -> tuple[str, ...]:
    """The measures with a figure marked OFFICIAL SENSITIVE that nobody had cleared, by name, each once."""
    if isinstance(snapshot, DashboardSnapshot):
        rows = [row.measure for row in snapshot.withheld]
    else:
        rows = [row for part in snapshot.priorities for page in part.measures for row in page.rows if row.withheld]
    return tuple(dict.fromkeys(row.name for row in rows))
