"""What the cover report says that goes to the Panel with an annual report, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from pydantic import TypeAdapter

from tracker.reports.snapshots import STRICT, canonical, read_as


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverPriority:
    """A priority of the annual report and what became of its work: how many pieces ended how, in words."""

    name: str
    objectives: int
    deliverables: int
    outcomes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverReport:
    """The cover report of one version of an annual report, for one meeting.

    `totals` are the totals of its finance table: what each is and the £m as printed.
    """

    __pydantic_config__ = STRICT

    schema: Literal[1] = 1
    office: str
    panel: str
    commissioner: str | None
    notice: str = ""
    meeting_day: date
    year: str
    days: str
    version: int
    as_at: date
    signed_by: str
    signed_on: date
    content_hash: str
    priorities: tuple[CoverPriority, ...] = ()
    totals: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> bytes:
        """Canonical: the same report gives the same bytes."""
        return canonical(_COVER, self)

    @classmethod
    def from_json(cls, text: bytes) -> CoverReport:
        """The report `to_json` wrote. Raises UnreadableSnapshot."""
        return read_as(_COVER, text)


_COVER: Final = TypeAdapter(CoverReport)
