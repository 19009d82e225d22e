"""Signed reports in packs: what was revoked is not published, and nothing is exchanged without the clerk."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, make_cast, make_deliverable, make_plan, make_priority
from tests.factories_packs import make_filled_agenda, publish_pack, publish_supplement
from tests.factories_signing import revoked, signed
from tracker.access import SYSTEM
from tracker.dates import Quarter, now
from tracker.db import make_engine, make_sessions
from tracker.files.queries import content_of
from tracker.packs.commands_builds import AskForPack, ask_for_pack
from tracker.packs.commands_papers import AddPaper, OfReport, ReplacePaper, add_paper, replace_paper
from tracker.packs.commands_work import Builder
from tracker.packs.gather import pack_facts
from tracker.packs.gather_build import wanted
from tracker.packs.models import Agenda
from tracker.packs.models_builds import PackBuild
from tracker.packs.models_papers import AgendaPaper
from tracker.packs.queries import item_of
from tracker.packs.queries_packs import facts_of, packs_of
from tracker.packs.rules_papers import PaperWords, ReportRevoked
from tracker.reports.queries_signoff import Standing, standing
from tracker.writing import transaction

MORNING, NOON = (datetime(2024, 9, 18, hour, tzinfo=UTC) for hour in (9, 12))
TITLE = "Highlight report"


@pytest.fixture
def report(session: Session, cast: Cast) -> Standing:
    make_deliverable(session, make_priority(session, make_plan(session), lead=cast.lead), cast.officer)
    return sign(session, cast, MORNING)


@pytest.fixture
def agenda(session: Session, report: Standing) -> Agenda:
    return make_filled_agenda(session)


def sign(session: Session, cast: Cast, at: datetime) -> Standing:
    return signed(session, as_actor(cast.officer), as_actor(cast.chief_executive), at=at)


def of(report: Standing) -> OfReport:
    assert report.signature is not None
    return OfReport(report.signature.id)


def put_on(session: Session, agenda: Agenda, report: Standing, reason: str | None = None) -> AgendaPaper:
    command = AddPaper(PaperWords(TITLE), of(report), reason)
    return add_paper(session, item_of(agenda, 2), command, by=SYSTEM, on=TODAY)


def revoke(session: Session, cast: Cast, report: Standing) -> None:
    revoked(session, report, as_actor(cast.chief_executive))


def bound(session: Session, agenda: Agenda, on: date = TODAY) -> list[str]:
    return [paper.digest for _, paper in pack_facts(session, agenda, on).bound]


def test_a_report_revoked_after_it_was_put_on_the_agenda_is_not_published(
    session: Session, cast: Cast, report: Standing, agenda: Agenda
) -> None:
    put_on(session, agenda, report)
    revoke(session, cast, report)
    with pytest.raises(ReportRevoked) as refused:
        publish_pack(session, agenda)
    assert str(refused.value) == (
        "The sign-off of “Highlight report”, a paper of item 2, was revoked after it was put on the agenda, so nothing "
        "was published. Replace the paper or withdraw it, then publish again."
    )
    assert not packs_of(session, agenda)


def test_the_version_signed_since_is_taken_only_when_the_clerk_takes_it(
    session: Session, cast: Cast, report: Standing, agenda: Agenda
) -> None:
    paper = put_on(session, agenda, report)
    before = bound(session, agenda)
    revoke(session, cast, report)
    newer = sign(session, cast, NOON)
    assert bound(session, agenda) == before
    with pytest.raises(ReportRevoked, match="A newer version is signed off"):
        publish_pack(session, agenda)
    command = ReplacePaper(paper.version, PaperWords(TITLE), of(newer))
    replace_paper(session, paper, command, by=SYSTEM, on=TODAY)
    pack = publish_pack(session, agenda)
    assert [each.digest for _, each in facts_of(session, pack).bound] == [paper.current.prepared.digest]
    assert before != bound(session, agenda)


def test_what_was_published_keeps_the_report_it_had(
    session: Session, cast: Cast, report: Standing, agenda: Agenda
) -> None:
    put_on(session, agenda, report)
    pack = publish_pack(session, agenda)
    words, public = facts_of(session, pack), content_of(session, pack.public_id)
    found = sent_again(session, cast, report)
    assert bound(session, agenda) == [each.digest for _, each in words.bound]
    assert (facts_of(session, pack), content_of(session, pack.public_id)) == (words, public)
    with pytest.raises(ReportRevoked):
        publish_pack(session, agenda, "Another version.")
    put_on(session, agenda, found, "The report was corrected.")
    late = publish_supplement(session, agenda)
    assert [each.title for _, each in facts_of(session, late).bound] == [TITLE]
    assert facts_of(session, pack) == words


def sent_again(session: Session, cast: Cast, report: Standing) -> Standing:
    """The report that the pack sent is revoked, and signed once more."""
    revoke(session, cast, found_again(session, report))
    return sign(session, cast, NOON)


def test_a_report_revoked_while_its_pack_waits_makes_the_build_fail(database_url: str) -> None:
    engine = make_engine(database_url)
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        cast = make_cast(session)
        make_deliverable(session, make_priority(session, make_plan(session), lead=cast.lead), cast.officer)
        found = sign(session, cast, MORNING)
        agenda = make_filled_agenda(session)
        put_on(session, agenda, found)
        build_id = ask(session, cast, agenda)
    with transaction(sessions) as session:
        revoke(session, cast, found_again(session, found))
    builder = Builder(sessions)
    assert builder.take() == build_id
    builder.build(build_id)
    with sessions() as session:
        why = session.get_one(PackBuild, build_id).why or ""
        assert why.startswith("The sign-off of “Highlight report”, a paper of item 2, was revoked")
        assert not packs_of(session, session.get_one(Agenda, agenda.id))
    with transaction(sessions) as session, pytest.raises(ReportRevoked):
        ask(session, cast, session.get_one(Agenda, agenda.id))
    engine.dispose()


def ask(session: Session, cast: Cast, agenda: Agenda) -> int:
    command = AskForPack(wanted(session, agenda, TODAY, supplement=False).digest)
    return ask_for_pack(session, agenda, command, by=as_actor(cast.clerk), on=TODAY, at=now()).id


def found_again(session: Session, report: Standing) -> Standing:
    """As it stands by now."""
    was = report.version.report
    found = standing(session, was.kind, Quarter.parse(was.period))
    assert found is not None
    return found
