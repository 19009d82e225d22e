"""Annual reports on the road the law lays for them, made by the commands the pages use."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.factories_signing import signing, submitted
from tracker.access import Actor
from tracker.annual.commands import SaveSection, SectionFacts, begin_year, save_section
from tracker.annual.queries_year import annual_year
from tracker.annual.rules import SectionKind
from tracker.dates import FinancialYear
from tracker.panel.models import Meeting
from tracker.reports import commands_road as road
from tracker.reports.commands_approval import Approve, approve
from tracker.reports.commands_sign import sign
from tracker.reports.commands_signoff import DatedAct, Seen, record_sent
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


def write_annual(
    session: Session, by: Actor, foreword: str = "A year of steady work.", *, year: FinancialYear = YEAR
) -> None:
    """The year is begun and has a foreword."""
    begin_year(session, year, by=by, on=TODAY)
    write_foreword(session, by, foreword, year=year)


def write_foreword(session: Session, by: Actor, words: str, *, year: FinancialYear = YEAR) -> None:
    annual = annual_year(session, year)
    assert annual is not None
    section = next(each for each in annual.sections if each.kind is SectionKind.FOREWORD)
    facts = SectionFacts(heading="Foreword", text=words)
    save_section(session, section, SaveSection(section.version, facts), by=by, on=TODAY)


def approve_part(session: Session, part: Approved, by: Actor, *, year: FinancialYear = YEAR) -> None:
    """As it is now."""
    found = standing(session, KIND, year)
    content = gather_report(session, KIND, year, (found.as_at if found else None) or TODAY)
    command = Approve(Seen.of(found), part, parts_to_approve(content)[part], content)
    approve(session, year, command, by=by, on=TODAY)


def submitted_annual(session: Session, author: Actor, *, year: FinancialYear = YEAR) -> Standing:
    """Submitted as at today, with a reason for everything that is wrong with it."""
    return submitted(session, author, kind=KIND, quarter=year)


def signed_annual(
    session: Session, author: Actor, commissioner: Actor, signatory: Actor, *, at: datetime, year: FinancialYear = YEAR
) -> Standing:
    """Submitted, approved where it is not yet, and signed off."""
    found = submitted_annual(session, author, year=year)
    content = gather_report(session, KIND, year, TODAY)
    for part in not_approved(parts_to_approve(content), approved_hashes(session, found)):
        approve_part(session, part, commissioner, year=year)
    command = signing(session, found, kind=KIND, quarter=year)
    return sign(session, KIND, year, command, by=signatory, at=at)


def sent_annual(
    session: Session, author: Actor, commissioner: Actor, signatory: Actor, *, at: datetime, year: FinancialYear = YEAR
) -> Standing:
    """Sent to the Panel on the day of its signature."""
    found = signed_annual(session, author, commissioner, signatory, at=at, year=year)
    return record_sent(session, KIND, year, DatedAct(Seen.of(found), at.date()), by=signatory, on=TODAY)


def seen(session: Session, year: FinancialYear = YEAR) -> int:
    """How many acts are recorded on the road."""
    return road_of(session, year).recorded


def reviewed(session: Session, by: Actor, meeting: Meeting, *, year: FinancialYear = YEAR) -> None:
    command = road.RecordReview(seen(session, year), meeting.id)
    road.record_review(session, year, command, by=by, on=TODAY)


def recommended(session: Session, by: Actor, text: str = RECOMMENDED, *, year: FinancialYear = YEAR) -> int:
    """The number of a recommendation of the meeting that reviewed it."""
    added = road.recommend(session, year, road.Recommend(seen(session, year), text=text), by=by, on=TODAY)
    return added.request.number


def nothing_recommended(session: Session, by: Actor, words: str | None = None, *, year: FinancialYear = YEAR) -> None:
    """Recorded today."""
    road.say_none_made(session, year, road.SayNoneMade(seen(session, year), TODAY, words), by=by, on=TODAY)


def responded(session: Session, number: int, by: Actor, text: str = "Agreed.", *, year: FinancialYear = YEAR) -> None:
    road.respond(session, year, road.Respond(seen(session, year), number, TODAY, text), by=by, on=TODAY)


def published(
    session: Session, number: int, by: Actor, place: str = "With the minutes", *, year: FinancialYear = YEAR
) -> None:
    """The response to a recommendation, today."""
    command = road.PublishResponse(seen(session, year), number, TODAY, place)
    road.publish_response(session, year, command, by=by, on=TODAY)
