"""The clerk replaces and reorders papers, takes those this system draws, and reads what came; who else reads it."""

from __future__ import annotations

import io

import pytest
from sqlalchemy.orm import Session

from tests.factories_minutes import fill_minutes
from tests.factories_packs import CANARY, add_letter, make_filled_agenda, publish_pack
from tests.factories_panel import fill_panel
from tests.unit.documents.pdf.papers import untagged
from tests.web_client import Page
from tests.web_fixtures import Office
from tracker.files.rules import digest_of
from tracker.packs.models import Agenda
from tracker.packs.models_papers import AgendaPaper
from tracker.packs.queries import agenda_of, item_of
from tracker.packs.queries_papers import papers_of_item
from tracker.packs.rules_agenda import PaperKind
from tracker.panel.queries import meeting
from tracker.writing import transaction

KEY = "2024-09-26"
ITEM = f"/meetings/{KEY}/agenda/items/2/papers"
EXEMPT = f"/meetings/{KEY}/agenda/items/4/papers"


def agenda(session: Session) -> Agenda:
    found = agenda_of(session, meeting(session, KEY))
    assert found is not None
    return found


@pytest.fixture
def desk(office: Office) -> Office:
    """The Panel, its plan and its minutes; item 2 has two papers, the exempt item 4 has one."""
    with transaction(office.sessions) as session:
        coming = fill_panel(session, office.people["member"])
        fill_minutes(session, meeting(session, "2024-06-27"))
        made = make_filled_agenda(session, coming)
        add_letter(session, made, 2, "A letter")
        add_letter(session, made, 2, "An answer")
        add_letter(session, made, 4, f"The {CANARY} tender")
    return office


def papers(office: Office, serial: int = 2) -> list[AgendaPaper]:
    with office.sessions() as session:
        return list(papers_of_item(session, item_of(agenda(session), serial)))


def order(page: Page) -> list[str]:
    return [each.get_text(strip=True) for each in page.soup.select("main h2.govuk-heading-m")]


def file(words: str = "A better letter") -> tuple[io.BytesIO, str]:
    return io.BytesIO(untagged(words)), "better.pdf"


def test_a_paper_is_replaced_and_the_version_before_is_kept(desk: Office) -> None:
    clerk = desk.as_("clerk")
    opened = clerk.get(f"{ITEM}/1/replace")
    assert opened.form()["title"] == "A letter"
    page = clerk.submit(f"{ITEM}/1/replace", {"title": "A better letter", "file": file()}, follow=True, status=200)
    assert order(page) == ["A better letter", "An answer"]
    assert "Uploaded PDF, 1 page, version 2" in page.main
    assert "Earlier versions" in page.main
    before = clerk.http.get(f"{ITEM}/1/versions/1.pdf")
    assert digest_of(before.get_data()) == papers(desk)[0].versions[0].file.digest


def test_what_was_typed_stays_when_the_new_file_is_refused(desk: Office) -> None:
    typed = {"title": "A better letter", "background": "The Act", "file": (io.BytesIO(b"PK"), "letter.docx")}
    page = desk.refused("clerk", f"{ITEM}/1/replace", typed)
    assert page.errors[0].startswith("“A better letter” is not a PDF.")
    assert (page.form()["title"], page.form()["background"]) == ("A better letter", "The Act")
    assert desk.refused("clerk", f"{ITEM}/1/replace", {"title": "x"}).beside("file").startswith("Choose a PDF")


def test_a_replacement_meanwhile_is_shown(desk: Office) -> None:
    clerk = desk.as_("clerk")
    opened = clerk.get(f"{ITEM}/1/replace").form()
    clerk.submit(f"{ITEM}/1/replace", {"title": "Theirs", "file": file()})
    page = clerk.post(f"{ITEM}/1/replace", opened | {"title": "Mine", "file": file()}, status=409)
    assert "was changed by somebody else" in page.errors[0]
    assert "Theirs" in page.main
    assert page.form()["title"] == "Mine"


def test_a_paper_of_a_published_item_is_replaced_only_with_a_reason(desk: Office) -> None:
    with transaction(desk.sessions) as session:
        publish_pack(session, agenda(session))
    page = desk.refused("clerk", f"{ITEM}/1/replace", {"file": file()})
    assert page.beside("reason").startswith("Enter why the paper changes: item 2 is in a published pack.")


def test_buttons_move_a_paper_and_the_same_button_has_the_focus_again(desk: Office) -> None:
    clerk = desk.as_("clerk")
    answer = clerk.post(f"{ITEM}/2/up", clerk.get(ITEM).form(f"{ITEM}/2/up"))
    assert answer.response.headers["Location"] == f"{ITEM}#down-2"
    page = clerk.get(ITEM)
    assert order(page) == ["An answer", "A letter"]
    assert page.soup.find(id="down-2") is not None
    assert "moved up" in page.text
    page = clerk.post(f"{ITEM}/2/up", page.form(f"{ITEM}/2/down"), status=422)
    assert page.errors == ["The paper is the first of its item already."]


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        ("forward_plan", PaperKind.FORWARD_PLAN),
        ("requests", PaperKind.REQUESTS),
        ("minutes-2023-12-07", PaperKind.MINUTES),
        ("minutes-2024-03-07", PaperKind.MINUTES),
    ],
)
def test_what_the_system_draws_can_be_a_paper(desk: Office, made: str, kind: PaperKind) -> None:
    page = desk.as_("clerk").submit(f"{ITEM}/new", {"title": "Drawn", "made": made}, follow=True, status=200)
    assert order(page)[-1] == "Drawn"
    assert papers(desk)[-1].current.kind is kind
    stored = desk.as_("clerk").http.get(f"{ITEM}/3/versions/1.pdf").get_data()
    assert stored.startswith(b"%PDF")


def test_drafts_among_the_minutes_are_offered_as_drafts_and_nothing_of_a_later_meeting(desk: Office) -> None:
    page = desk.as_("clerk").get(f"{ITEM}/new")
    offered = [option.get_text(strip=True) for option in page.soup.select("select[name=made] option")]
    assert offered == [
        "None: I add a PDF",
        "Forward work plan",
        "Requests of the Panel that are open",
        "Minutes of 7 March 2024, draft",
        "Minutes of 7 December 2023",
    ]


def test_a_file_and_a_drawn_paper_at_once_are_refused(desk: Office) -> None:
    page = desk.refused("clerk", f"{ITEM}/new", {"title": "Both", "made": "requests", "file": file()})
    assert page.beside("file").startswith("Choose a PDF")
    assert desk.refused("clerk", f"{ITEM}/new", {"title": "x", "made": "minutes-1999-01-01"}).beside("made")


def test_the_office_reads_the_papers_of_open_items_alone_and_changes_none(desk: Office) -> None:
    page = desk.as_("officer").get(ITEM)
    assert order(page) == ["A letter", "An answer"]
    assert not page.soup.select("main form, main a[href$=replace], main a[href$=withdraw]")
    got = desk.as_("officer").http.get(f"{ITEM}/1/versions/1.pdf")
    assert digest_of(got.get_data()) == papers(desk)[0].current.file.digest
    assert "attachment" in got.headers["Content-Disposition"]
    assert CANARY not in str(desk.as_("officer").get(EXEMPT, status=403).soup).lower()
    for who in ("officer", "chief_executive", "member", "administrator"):
        assert CANARY not in str(desk.as_(who).get(f"{EXEMPT}/1/versions/1.pdf", status=403).soup).lower()
    desk.as_("member").get(f"{ITEM}/1/versions/1.pdf", status=403)


def test_what_was_replaced_or_withdrawn_only_the_clerk_reads(desk: Office) -> None:
    clerk, officer = desk.as_("clerk"), desk.as_("officer")
    clerk.submit(f"{ITEM}/1/replace", {"file": file()})
    officer.get(f"{ITEM}/1/versions/1.pdf", status=403)
    assert officer.http.get(f"{ITEM}/1/versions/2.pdf").status_code == 200
    clerk.submit(f"{ITEM}/1/withdraw", {"reason": "The wrong letter."})
    officer.get(f"{ITEM}/1/versions/2.pdf", status=403)
    assert clerk.http.get(f"{ITEM}/1/versions/2.pdf").status_code == 200
    assert order(officer.get(ITEM)) == ["An answer"]


def test_downloads_are_logged_without_the_title_of_what_is_exempt(desk: Office) -> None:
    desk.as_("clerk").http.get(f"{ITEM}/1/versions/1.pdf")
    desk.as_("clerk").http.get(f"{EXEMPT}/1/versions/1.pdf")
    assert desk.events()[-2:] == [
        ("pack:downloaded", f"meetings/{KEY}, item 2"),
        ("pack:downloaded", f"meetings/{KEY}, item 4"),
    ]
    log = desk.as_("officer").get("/log")
    assert CANARY not in str(log.soup).lower()
