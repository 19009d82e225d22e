"""Annual reports on the road the law lays for them, made by the commands the pages use."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.factories_panel import make_meeting
from tests.factories_signing import sent, signing, submitted
from tracker.access import Actor
from tracker.annual.commands import SaveSection, SectionFacts, begin_year, save_section
from tracker.annual.queries import year_opened
from tracker.annual.rules import SectionKind
from tracker.dates import FinancialYear
from tracker.panel.models import Meeting
from tracker.reports import commands_road as road
from tracker.reports.commands_approval import Approve, approve
from tracker.reports.commands_sign import sign
from tracker.reports.commands_signoff import Seen
from tracker.reports.gather_kinds import gather_report
from tracker.reports.queries_road import approved_hashes, road_of
from tracker.reports.queries_signoff import Standing, standing
from tracker.reports.rules_approval import Approved, not_approved
from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots_kinds import parts_to_approve

YEAR: Final = FinancialYear(2023)
KIND: Final = ReportKind.ANNUAL
REPORT: Final = "/reports/annual/2023-24"
RECOMMENDED: Final = "Show the cost of each deliverable."


def write_annual(session: Session, by: Actor, foreword: str = "A year of steady work.") -> None:
    """The year is begun and has a foreword."""
    begin_year(session, YEAR, by=by, on=TODAY)
    write_foreword(session, by, foreword)


def write_foreword(session: Session, by: Actor, words: str) -> None:
    annual = year_opened(session, YEAR)
    section = next(each for each in annual.sections if each.kind is SectionKind.FOREWORD)
    save_section(
        session, section, SaveSection(section.version, SectionFacts(heading="Foreword", text=words)), by=by, on=TODAY
    )


def approve_part(session: Session, part: Approved, by: Actor) -> None:
    """As it is now."""
    found = standing(session, KIND, YEAR)
    content = gather_report(session, KIND, YEAR, (found.as_at if found else None) or TODAY)
    command = Approve(Seen.of(found), part, parts_to_approve(content)[part], content)
    approve(session, YEAR, command, by=by)


def submitted_annual(session: Session, author: Actor) -> Standing:
    """Submitted as at today, with a reason for everything that is wrong with it."""
    return submitted(session, author, kind=KIND, quarter=YEAR)


def signed_annual(session: Session, author: Actor, commissioner: Actor, signatory: Actor, *, at: datetime) -> Standing:
    """Submitted, approved where it is not yet, and signed off."""
    found = submitted_annual(session, author)
    content = gather_report(session, KIND, YEAR, TODAY)
    for part in not_approved(parts_to_approve(content), approved_hashes(session, found.version.report)):
        approve_part(session, part, commissioner)
    return sign(session, KIND, YEAR, signing(session, found, kind=KIND, quarter=YEAR), by=signatory, at=at)


def sent_annual(session: Session, author: Actor, commissioner: Actor, signatory: Actor, *, at: datetime) -> Standing:
    return sent(session, signed_annual(session, author, commissioner, signatory, at=at), signatory)


def seen(session: Session) -> int:
    """How many acts are recorded on the road."""
    return road_of(session, YEAR).recorded


def reviewed(session: Session, by: Actor, meeting: Meeting | None = None) -> Meeting:
    """Reviewed at a meeting of today."""
    held = meeting or make_meeting(session, TODAY)
    road.record_review(session, YEAR, road.RecordReview(seen(session), held.id), by=by, on=TODAY)
    return held


def recommended(session: Session, by: Actor, text: str = RECOMMENDED) -> int:
    """The number of a recommendation of the meeting that reviewed it."""
    added = road.recommend(session, YEAR, road.Recommend(seen(session), text=text), by=by, on=TODAY)
    return added.request.number


def responded(session: Session, number: int, by: Actor, text: str = "Agreed.") -> None:
    road.respond(session, YEAR, road.Respond(seen(session), number, TODAY, text), by=by, on=TODAY)
