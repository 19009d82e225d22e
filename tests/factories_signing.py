"""Reports on their way to a signature, made by the commands the pages use."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker.access import Actor
from tracker.dates import Period, Quarter, parse_period
from tracker.documents.pdf.sign_certificate import Certificate
from tracker.reports import commands_signoff as acts
from tracker.reports.commands_review import OverrideProblem, override_problem
from tracker.reports.commands_sign import Sign, reasons_of, sign
from tracker.reports.commands_signoff import Seen
from tracker.reports.gather_kinds import gather_report
from tracker.reports.queries_checks import problems_of
from tracker.reports.queries_signoff import Standing, standing
from tracker.reports.rules_checks import standing_blocks
from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots_kinds import parts_to_approve

QUARTER = Quarter.parse("2024-25-Q2")
KIND = ReportKind.HIGHLIGHT


def submitted(
    session: Session,
    by: Actor,
    as_at: date = TODAY,
    kind: ReportKind = KIND,
    *,
    quarter: Period = QUARTER,
    on: date = TODAY,
) -> Standing:
    """The quarter's report, submitted as at a day, with a reason for everything that is wrong with it."""
    content = gather_report(session, kind, quarter, as_at)
    seen, parts = Seen.of(standing(session, kind, quarter)), parts_to_approve(content)
    command = acts.Submit(seen, as_at, content.content_hash, parts=parts)
    found = acts.submit(session, kind, quarter, command, by=by, on=on)
    for problem in standing_blocks(problems_of(session, kind, quarter, content), reasons_of(found)):
        override_problem(session, kind, quarter, OverrideProblem(found.number, problem, "As agreed."), by=by)
    return found


def signing(
    session: Session,
    found: Standing,
    *,
    kind: ReportKind = KIND,
    certificate: Certificate | None = None,
    quarter: Period = QUARTER,
) -> Sign:
    """The Chief Executive's signature of the content as it is now."""
    if found.as_at is None:
        raise AssertionError("It was not submitted")
    return Sign(
        seen=Seen.of(found),
        content_hash=gather_report(session, kind, quarter, found.as_at).content_hash,
        title="Chief Executive",
        acting_for=None,
        certificate=certificate,
    )


def signed(
    session: Session,
    author: Actor,
    signatory: Actor,
    *,
    at: datetime,
    certificate: Certificate | None = None,
    quarter: Period = QUARTER,
    kind: ReportKind = KIND,
) -> Standing:
    """The quarter's report, submitted and signed off."""
    found = submitted(session, author, kind=kind, quarter=quarter)
    command = signing(session, found, certificate=certificate, quarter=quarter, kind=kind)
    return sign(session, kind, quarter, command, by=signatory, at=at)


def sent(session: Session, found: Standing, by: Actor) -> Standing:
    """A signed report, recorded as sent to the Panel today."""
    report = found.version.report
    command = acts.DatedAct(Seen.of(found), TODAY)
    return acts.record_sent(session, report.kind, parse_period(report.period), command, by=by, on=TODAY)


def published(session: Session, found: Standing, by: Actor) -> Standing:
    """A report that was sent, published today."""
    report = found.version.report
    command = acts.Publishing(Seen.of(found), TODAY, withheld=(), lapsed=False)
    return acts.publish(session, report.kind, parse_period(report.period), command, by=by, on=TODAY)


def revoked(session: Session, found: Standing, by: Actor) -> Standing:
    """A signed report, revoked today; its next version is open."""
    report = found.version.report
    command = acts.Act(Seen.of(found), "A figure was wrong.")
    return acts.revoke(session, report.kind, parse_period(report.period), command, by=by, on=TODAY)
