"""The cover report that goes to the Panel with an annual report: what it says is read from the signed version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from tracker.dates import FinancialYear
from tracker.documents.document import Document
from tracker.packs.layout_cover import cover_document
from tracker.packs.snapshots_cover import CoverPriority, CoverReport
from tracker.panel.models import Meeting
from tracker.plan.rules_year_marks import YearOutcome
from tracker.reports.queries_after import signed_content
from tracker.reports.queries_signoff import Standing, all_reports, standing_of
from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_annual_plan import Chapter


def annual_reports(session: Session) -> Sequence[tuple[FinancialYear, Standing]]:
    """The version of each annual report whose sign-off stands, the newest year first."""
    found = ((each, standing_of(each.versions[-1])) for each in all_reports(session) if each.versions)
    return [
        (FinancialYear.parse(report.period), version)
        for report, version in found
        if report.kind is ReportKind.ANNUAL and version.state.stands
    ]


def cover_report_document(session: Session, found: Standing, meeting: Meeting) -> Document:
    """For the meeting; of a version that is signed."""
    content, signature = signed_content(session, ReportKind.ANNUAL, found), found.signature
    if not isinstance(content, AnnualSnapshot) or signature is None:
        raise AssertionError(f"{found.state} without an annual report")
    return cover_document(
        CoverReport(
            office=content.office.name,
            panel=content.office.panel,
            commissioner=content.commissioner,
            notice=content.office.notice,
            meeting_day=meeting.day,
            year=content.year.key,
            days=content.year.days,
            version=found.number,
            as_at=content.as_at,
            signed_by=f"{signature.name}, {signature.title},",
            signed_on=signature.move.on,
            content_hash=content.content_hash,
            priorities=tuple(map(_priority, content.chapters)),
            totals=tuple(_totals(content)),
        )
    )


def _priority(chapter: Chapter) -> CoverPriority:
    counted = Counter(row.outcome for row in chapter.deliverables)
    return CoverPriority(
        name=f"{chapter.number}. {chapter.title}",
        objectives=len(chapter.every_objective),
        deliverables=len(chapter.deliverables),
        outcomes=tuple((each.label, counted[each]) for each in YearOutcome if counted[each]),
    )


def _totals(content: AnnualSnapshot) -> Iterator[tuple[str, str]]:
    for line in content.money.finance:
        if line.is_total:
            yield line.label, line.actual
