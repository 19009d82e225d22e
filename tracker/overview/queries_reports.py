"""What the home pages say of reports: what waits for a signature, what came back, what leads have still to say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.access import Act, Actor, Tie, may
from tracker.accounts.queries import chief_executive_among
from tracker.dates import Period, Quarter, parse_period
from tracker.plan.models import Priority
from tracker.reports.commands_sign import check_hands
from tracker.reports.gather_kinds import gather_report
from tracker.reports.models_signoff import ReportMove
from tracker.reports.queries_checks import problems_of
from tracker.reports.queries_force import InForce, changed_since, in_force
from tracker.reports.queries_review import judged
from tracker.reports.queries_road import Approval, approvals
from tracker.reports.queries_signoff import Standing, newest, open_reports, ready_priorities, revoked_before
from tracker.reports.rules import is_in_force_in
from tracker.reports.rules_approval import ApprovalState
from tracker.reports.rules_life import MayNotSign, Move, ReportKind, ReportState, address_of, name_of
from tracker.reports.snapshots_kinds import Snapshot, parts_to_approve

CHECKED: Final = 2
"""For how many of the reports that wait it is worked out what stops them: each is read whole for that, in about half a
second. A quarter has two reports."""


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report nobody signed yet."""

    found: Standing

    @property
    def kind(self) -> ReportKind:
        return self.found.version.report.kind

    @property
    def period(self) -> Period:
        return parse_period(self.found.version.report.period)

    @property
    def name(self) -> str:
        return name_of(self.kind, self.period)

    @property
    def address(self) -> str:
        return address_of(self.kind, self.period)

    @property
    def number(self) -> int:
        return self.found.number

    @property
    def author(self) -> ReportMove:
        """The submission, for a report that was submitted."""
        return self._done(Move.SUBMIT)

    @property
    def returned(self) -> ReportMove:
        """The return, for a report that came back."""
        return self._done(Move.RETURN)

    @property
    def revoked(self) -> tuple[int, ReportMove] | None:
        """The version that was revoked for this one, and the act that revoked it."""
        return revoked_before(self.found.version)

    @property
    def open_comments(self) -> int:
        return len(self.found.open_comments)

    def _done(self, move: Move) -> ReportMove:
        done = newest(self.found.version, move)
        if done is None:
            raise AssertionError(f"{self.found.state} without a {move}")
        return done


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A report that waits for a signature, and for how many days; 0 on the day it was submitted.

    `stopped_by` counts what is wrong with it and has no reason why it may stand, and `barred` says why the person may
    not sign it, though their role may; None where that was not worked out, and `barred` where nothing bars them.
    """

    report: OpenReport
    days: int
    stopped_by: int | None
    barred: MayNotSign | None


@dataclass(frozen=True, slots=True)
class ToMark:
    """A priority that is still to be marked as ready, for a report that is being written."""

    report: OpenReport
    priority: Priority


@dataclass(frozen=True, slots=True)
class ToApprove:
    """A submitted report, and the parts of it that wait for the Commissioner's approval."""

    report: OpenReport
    parts: Sequence[Approval]


@dataclass(frozen=True, slots=True)
class ReportsAtHome:
    """What a person is told. `waiting` is None for who may not sign.

    `stands_in_for` is the name of a deputy's Chief Executive. `signed` is the newest signed version of the quarter's
    highlight report. `changed` are, of the newest signed versions of each kind, those whose records were corrected
    since; only who may sign is told.
    """

    waiting: Sequence[WaitingReport] | None
    stands_in_for: str | None
    signed: InForce | None
    changed: Sequence[InForce]
    came_back: Sequence[OpenReport]
    revoked: Sequence[OpenReport]
    to_mark: Sequence[ToMark]
    to_approve: Sequence[ToApprove]


def reports_at_home(
    session: Session, actor: Actor, owner_ids: Collection[int], led: Sequence[Priority], on: date
) -> ReportsAtHome:
    """What of the reports is this person's to know or to do.

    `owner_ids` are the person and those they stand in for, `led` the priorities they lead. Two queries where no report
    is open or signed; otherwise the same number for CHECKED reports that wait and one signed of each kind, as for more.
    """
    signed = in_force(session)
    found = [OpenReport(each) for each in open_reports(session)]
    chief = chief_executive_among(session, set(owner_ids) - {actor.person_id})
    may_sign = may(actor, Act.SIGN_REPORTS, frozenset({Tie.DEPUTY} if chief else ()))
    mends = may(actor, Act.SUBMIT_REPORTS) and not may(actor, Act.SIGN_REPORTS)
    return ReportsAtHome(
        waiting=_waiting(session, found, actor, on) if may_sign else None,
        stands_in_for=chief.name if chief is not None and may_sign else None,
        signed=next((each for each in signed if _is_highlight_of(each, Quarter.of(on))), None),
        changed=_changed(session, signed) if may_sign else [],
        came_back=[each for each in found if each.found.state is ReportState.CHANGES_REQUESTED] if mends else [],
        revoked=[each for each in found if each.found.state is ReportState.DRAFT and each.revoked] if mends else [],
        to_mark=_to_mark(found, led),
        to_approve=_to_approve(session, found) if may(actor, Act.APPROVE_REPORTS) else [],
    )


def _to_approve(session: Session, found: Sequence[OpenReport]) -> list[ToApprove]:
    """What waits for the Commissioner. A report is read whole for that, so only of the kind that is approved."""
    waiting: list[ToApprove] = []
    for report in found:
        as_at = report.found.as_at
        if report.kind is not ReportKind.ANNUAL or report.found.state is not ReportState.SUBMITTED or as_at is None:
            continue
        content = gather_report(session, report.kind, report.period, as_at)
        parts = approvals(session, report.found, parts_to_approve(content))
        waits = [each for each in parts if each.state is not ApprovalState.GIVEN]
        if waits:
            waiting.append(ToApprove(report, waits))
    return waiting


def _is_highlight_of(signed: InForce, period: Period) -> bool:
    return signed.kind is ReportKind.HIGHLIGHT and signed.period == period


def _changed(session: Session, signed: Sequence[InForce]) -> list[InForce]:
    """Each is gathered whole for that, so only the newest of a kind is looked at."""
    newest_of = {each.kind: each for each in reversed(signed)}
    return [each for each in newest_of.values() if changed_since(session, each)]


def _waiting(session: Session, found: Sequence[OpenReport], actor: Actor, on: date) -> list[WaitingReport]:
    """Those that wait longest first."""
    waiting = [each for each in found if each.found.state is ReportState.SUBMITTED]
    waiting.sort(key=lambda each: (each.author.on, each.author.at))
    return [_waits(session, each, actor, on, is_read=place < CHECKED) for place, each in enumerate(waiting)]


def _waits(session: Session, report: OpenReport, actor: Actor, on: date, *, is_read: bool) -> WaitingReport:
    """A report is read whole, `is_read`, to tell what stops its signature and whether the person changed it last."""
    days = (on - report.author.on).days
    if not is_read:
        return WaitingReport(report, days, None, None)
    as_at = report.found.as_at
    if as_at is None:
        raise AssertionError(f"{report.found.state} without a day")
    content = gather_report(session, report.kind, report.period, as_at)
    problems = problems_of(session, report.kind, report.period, content)
    stopped_by = sum(each.stops for each in judged(problems, report.found, content))
    return WaitingReport(report, days, stopped_by, _barred(session, report, content, actor))


def _barred(session: Session, report: OpenReport, content: Snapshot, actor: Actor) -> MayNotSign | None:
    try:
        check_hands(session, report.found, content, actor)
    except MayNotSign as error:
        return error
    return None


def _to_mark(found: Sequence[OpenReport], led: Sequence[Priority]) -> list[ToMark]:
    """In every highlight report that somebody began and that is with the officers."""
    return [
        ToMark(report, priority)
        for report in found
        if report.kind is ReportKind.HIGHLIGHT and report.found.state.is_with_officers
        for priority in led
        if is_in_force_in(priority.plan.status, priority.plan.starts, priority.plan.ends, report.period)
        and not _is_ready(report.found, priority)
    ]


def _is_ready(found: Standing, priority: Priority) -> bool:
    said = ready_priorities(found.version).get(priority.id)
    return said is not None and said.is_ready
