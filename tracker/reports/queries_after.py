"""What became of a signed report: whether its records were corrected since, and what the public may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.dates import Quarter
from tracker.errors import NotFound
from tracker.reports import queries_signoff as queries
from tracker.reports.gather_kinds import gather_report
from tracker.reports.models_signoff import ReportSignature
from tracker.reports.queries_signoff import Standing, newest, standing_of
from tracker.reports.rules_compare import Comparison, compare
from tracker.reports.rules_life import Move, ReportKind, ReportState, address_of
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_kinds import Snapshot, read_snapshot

OUT: Final = frozenset({ReportState.SENT, ReportState.PUBLISHED})
"""The states of a version that the Panel has."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """The records as at the report's day say something else by now. `changes` is None where only a hash can tell."""

    content_hash: str
    changes: Comparison | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outward:
    """A version that left the office; `published_on` is None while only the Panel has it."""

    kind: ReportKind
    quarter: Quarter
    number: int
    state: ReportState
    as_at: date
    sent_on: date
    published_on: date | None
    signature: ReportSignature

    @property
    def address(self) -> str:
        """Of the version inside the office and for the Panel; the public has another."""
        return f"{address_of(self.kind, self.quarter)}/versions/{self.number}"


def signed_content(session: Session, kind: ReportKind, found: Standing) -> Snapshot:
    """What was signed. Raises NotFound for a version that was not."""
    signature = found.signature
    if signature is None:
        raise NotFound("signed version of this report", str(found.number))
    return read_snapshot(kind, queries.content_of(session, signature.snapshot))


def lapse_of(session: Session, kind: ReportKind, quarter: Quarter, found: Standing) -> Lapse | None:
    """Whether what the report held as at its day was corrected since it was signed; None where it was not (RULES 7).

    Only a version whose signature is in force can lapse.
    """
    signature = found.signature
    if signature is None or found.as_at is None or not found.state.stands:
        return None
    now = gather_report(session, kind, quarter, found.as_at)
    if now.content_hash == signature.content_hash:
        return None
    then = signed_content(session, kind, found)
    if isinstance(then, HighlightSnapshot) and isinstance(now, HighlightSnapshot):
        return Lapse(now.content_hash, compare(then, now))
    return Lapse(now.content_hash, None)


def published(session: Session) -> Sequence[Outward]:
    """Every published report, the newest period first. A revoked version is out no more."""
    return [each for each in sent(session) if each.state is ReportState.PUBLISHED]


def sent(session: Session) -> Sequence[Outward]:
    """Every report that was sent to the Panel and stands, the newest period first."""
    found = []
    for report in queries.all_reports(session):
        standing = standing_of(report.versions[-1]) if report.versions else None
        if standing is not None and standing.state in OUT:
            found.append(_outward(report.kind, Quarter.parse(report.period), standing))
    return found


def published_version(session: Session, kind: ReportKind, quarter: Quarter) -> Outward:
    """Raises NotFound where the report is not published."""
    found = queries.standing(session, kind, quarter)
    if found is None or found.state is not ReportState.PUBLISHED:
        raise NotFound("published report", f"{kind.value} {quarter.key}")
    return _outward(kind, quarter, found)


def _outward(kind: ReportKind, quarter: Quarter, found: Standing) -> Outward:
    signature, as_at, went = found.signature, found.as_at, newest(found.version, Move.SEND)
    if signature is None or as_at is None or went is None:
        raise AssertionError(f"{found.state} without its acts")
    act = newest(found.version, Move.PUBLISH)
    return Outward(
        kind=kind,
        quarter=quarter,
        number=found.number,
        state=found.state,
        as_at=as_at,
        sent_on=went.on,
        published_on=act.on if act is not None else None,
        signature=signature,
    )
