"""An annual report on an agenda: its cover report, the report itself, and what publishing the pack does to it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.factories import as_actor
from tests.factories_packs import make_filled_agenda
from tests.factories_panel import fill_panel
from tests.factories_road import KIND, YEAR, signed_annual, write_annual
from tests.factories_signing import revoked
from tests.web_client import Page
from tests.web_fixtures import Office
from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.packs.models_papers import AgendaPaper
from tracker.packs.queries import agenda_of, item_of
from tracker.packs.queries_papers import papers_of_item
from tracker.packs.rules_agenda import PaperKind
from tracker.panel.queries import meeting
from tracker.reports.queries_signoff import standing
from tracker.writing import transaction

KEY = "2024-09-26"
ITEM = f"/meetings/{KEY}/agenda/items/2/papers"
SIGNED_AT = datetime(2024, 9, 18, 8, 5, tzinfo=UTC)


def actor(office: Office, who: str) -> Actor:
    with office.sessions() as session:
        return as_actor(session.get_one(Person, office.people[who]))


@pytest.fixture
def desk(office: Office) -> Office:
    """A meeting with an agenda, and a signed annual report."""
    people = [actor(office, who) for who in ("officer", "commissioner", "chief_executive")]
    with transaction(office.sessions) as session:
        make_filled_agenda(session, fill_panel(session, office.people["member"]))
        write_annual(session, people[0])
        signed_annual(session, *people, at=SIGNED_AT)
    return office


def papers(office: Office) -> list[AgendaPaper]:
    with office.sessions() as session:
        agenda = agenda_of(session, meeting(session, KEY))
        assert agenda is not None
        return list(papers_of_item(session, item_of(agenda, 2)))


def offered(page: Page) -> list[str]:
    return [option.get_text(strip=True) for option in page.soup.select("select[name=made] option")]


def test_both_are_offered_by_name(desk: Office) -> None:
    found = offered(desk.as_("clerk").get(f"{ITEM}/new"))
    assert "Cover report of the annual report 2023-24, version 1" in found
    assert "Annual report, Financial year 2023-24, version 1, signed off on 18 September 2024" in found


def test_the_cover_report_is_drawn_from_what_was_signed(desk: Office) -> None:
    clerk = desk.as_("clerk")
    clerk.submit(f"{ITEM}/new", {"title": "Cover report", "made": "cover-2023-24"}, follow=True, status=200)
    (paper,) = papers(desk)
    assert paper.current.kind is PaperKind.COVER
    assert paper.current.signature_id is None
    stored = clerk.http.get(f"{ITEM}/1/versions/1.pdf").get_data()
    assert stored.startswith(b"%PDF")


def test_the_annual_report_is_bound_with_the_bytes_that_were_signed(desk: Office) -> None:
    with desk.sessions() as session:
        found = standing(session, KIND, YEAR)
        assert found is not None
        assert found.signature is not None
        signature, digest = found.signature.id, found.signature.pdf.digest
    desk.as_("clerk").submit(f"{ITEM}/new", {"title": "Annual report", "made": str(signature)}, follow=True, status=200)
    (paper,) = papers(desk)
    assert (paper.current.kind, paper.current.file.digest) == (PaperKind.REPORT, digest)


def test_a_revoked_report_has_no_cover_report(desk: Office) -> None:
    with transaction(desk.sessions) as session:
        found = standing(session, KIND, YEAR)
        assert found is not None
        revoked(session, found, actor(desk, "chief_executive"))
    assert not any("nnual report" in words for words in offered(desk.as_("clerk").get(f"{ITEM}/new")))
