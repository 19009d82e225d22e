"""What became of a signed report: whether its records were corrected since, and what the public may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.dates import Period, parse_period
from tracker.errors import NotFound
from tracker.reports import queries_signoff as queries
from tracker.reports.gather_kinds import gather_report
from tracker.reports.models_signoff import Report, ReportMove, ReportSignature
from tracker.reports.queries_signoff import Standing, newest, standing_of
from tracker.reports.rules_compare import Change, Comparison, compare
from tracker.reports.rules_compare_annual import annual_changes
from tracker.reports.rules_life import Move, ReportKind, ReportState, Withdrawn, address_of
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_kinds import Snapshot, read_snapshot


@dataclass(frozen=True, slots=True)
class Lapse:
    """The records as at the report's day say something else by now. `changes` is None where only a hash can tell."""

    content_hash: str
    changes: Comparison | None
    parts: tuple[Change, ...] = ()
    """The same of an annual report, which has no priorities of a quarter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outward:
    """A version that left the office; `published_on` is None while only the Panel has it.

    `revoked` is the act that took it back, with its day and reason; None while it stands.
    """

    kind: ReportKind
    period: Period
    number: int
    state: ReportState
    as_at: date
    sent_on: date
    published_on: date | None
    revoked: ReportMove | None
    signature: ReportSignature

    @property
    def address(self) -> str:
        """Of the version inside the office and for the Panel; the public has another."""
        return f"{address_of(self.kind, self.period)}/versions/{self.number}"


def signed_content(session: Session, kind: ReportKind, found: Standing) -> Snapshot:
    """What was signed. Raises NotFound for a version that was not."""
    signature = found.signature
    if signature is None:
        raise NotFound("signed version of this report", str(found.number))
    return read_snapshot(kind, queries.content_of(session, signature.snapshot))


def lapse_of(session: Session, kind: ReportKind, period: Period, found: Standing) -> Lapse | None:
    """Whether what the report held as at its day was corrected since it was signed; None where it was not (RULES 7).

    Only a version whose signature is in force can lapse.
    """
    now = _moved_on(session, kind, period, found)
    if now is None:
        return None
    then = signed_content(session, kind, found)
    if isinstance(then, HighlightSnapshot) and isinstance(now, HighlightSnapshot):
        return Lapse(now.content_hash, compare(then, now))
    if isinstance(then, AnnualSnapshot) and isinstance(now, AnnualSnapshot):
        return Lapse(now.content_hash, None, annual_changes(then, now))
    return Lapse(now.content_hash, None)


def has_lapsed(
    session: Session, kind: ReportKind, period: Period, found: Standing | None, shown: Snapshot | None = None
) -> bool:
    """As `lapse_of`, without what differs. `shown` is what the records say as at any day, where it is known already."""
    return found is not None and _moved_on(session, kind, period, found, shown) is not None


def _moved_on(
    session: Session, kind: ReportKind, period: Period, found: Standing, shown: Snapshot | None = None
) -> Snapshot | None:
    """What the records say as at the day of a version in force, where that is not what was signed."""
    signature = found.signature
    if signature is None or found.as_at is None or not found.state.stands:
        return None
    is_of_the_day = shown is not None and shown.as_at == found.as_at
    now = shown if shown is not None and is_of_the_day else gather_report(session, kind, period, found.as_at)
    return now if now.content_hash != signature.content_hash else None


def published(session: Session) -> Sequence[Outward]:
    """Every published report, the newest period first. A revoked version is out no more."""
    return [each for each in sent(session) if each.state is ReportState.PUBLISHED]


def sent(session: Session) -> Sequence[Outward]:
    """The newest version of every report that was sent to the Panel, the newest period first; revoked ones too."""
    newest_sent = (_newest_with(report, Move.SEND) for report in queries.all_reports(session))
    return [outward_of(found) for found in newest_sent if found is not None]


def was_sent(found: Standing) -> bool:
    """Whether the Panel had it, revoked since or not."""
    return newest(found.version, Move.SEND) is not None


def sent_after(found: Standing) -> Outward | None:
    """The newest version of the same report that the Panel had, where it is a later one than this."""
    later = _newest_with(found.version.report, Move.SEND)
    return outward_of(later) if later is not None and later.number > found.number else None


def published_version(session: Session, kind: ReportKind, period: Period) -> Outward:
    """Raises Withdrawn where it was published and revoked, and NotFound where it never was published."""
    report = queries.report(session, kind, period)
    found = _newest_with(report, Move.PUBLISH) if report is not None else None
    if found is None:
        raise NotFound("published report", f"{kind.value} {period.key}")
    revoked = newest(found.version, Move.REVOKE)
    if revoked is not None:
        raise Withdrawn(kind, period, revoked.on)
    return outward_of(found)


def _newest_with(report: Report, move: Move) -> Standing | None:
    """The newest version with which this was done."""
    found = (each for each in reversed(report.versions) if newest(each, move) is not None)
    return next((standing_of(each) for each in found), None)


def outward_of(found: Standing) -> Outward:
    """A version that was sent, revoked since or not."""
    signature, went = found.signature, newest(found.version, Move.SEND)
    if signature is None or found.as_at is None or went is None:
        raise AssertionError(f"{found.state} without its acts")
    act, report = newest(found.version, Move.PUBLISH), found.version.report
    return Outward(
        kind=report.kind,
        period=parse_period(report.period),
        number=found.number,
        state=found.state,
        as_at=found.as_at,
        sent_on=went.on,
        published_on=act.on if act is not None else None,
        revoked=newest(found.version, Move.REVOKE),
        signature=signature,
    )
