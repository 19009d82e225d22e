"""The clerk adds papers to an item, and is told what somebody who listens to them will miss."""

from __future__ import annotations

import io

import pytest

from tests.factories_packs import make_filled_agenda
from tests.unit.documents.pdf.papers import untagged
from tests.web_fixtures import Office
from tracker.packs.queries import agenda_of, item_of
from tracker.packs.queries_papers import papers_of_item
from tracker.panel.queries import meeting
from tracker.writing import transaction

PAPERS = "/meetings/2024-09-26/agenda/items/2/papers"


@pytest.fixture
def desk(office_on_sqlite: Office) -> Office:
    with transaction(office_on_sqlite.sessions) as session:
        make_filled_agenda(session)
    return office_on_sqlite


def upload(data: bytes | None = None, name: str = "../../a letter.pdf") -> dict[str, object]:
    content = data if data is not None else untagged("A letter")
    return {"title": "A letter", "file": (io.BytesIO(content), name)}


def test_an_uploaded_paper_is_listed_with_what_a_listener_will_miss(desk: Office) -> None:
    clerk = desk.as_("clerk")
    assert "The item has no papers yet." in clerk.get(PAPERS).main
    page = clerk.submit(f"{PAPERS}/new", upload(), follow=True, status=200)
    assert "Uploaded PDF, 1 page. Added by Clara Penn." in page.main
    assert "What you should know about it:" in page.main
    assert "A letter, 1 page" in clerk.get("/meetings/2024-09-26/agenda").main
    with desk.sessions() as session:
        agenda = agenda_of(session, meeting(session, "2024-09-26"))
        assert agenda is not None
        (paper,) = papers_of_item(session, item_of(agenda, 2))
        assert paper.current.file_name == "a letter.pdf"


def test_what_is_no_pdf_is_refused_and_what_was_typed_stays(desk: Office) -> None:
    page = desk.refused("clerk", f"{PAPERS}/new", upload(b"PK\x03\x04", "letter.docx"))
    assert page.errors == ["“A letter” is not a PDF. Save it as PDF in the program it was written in, and add that."]
    assert page.form()["title"] == "A letter"


def test_a_paper_is_either_a_file_or_a_signed_report(desk: Office) -> None:
    page = desk.refused("clerk", f"{PAPERS}/new", {"title": "A letter"})
    assert page.beside("file") == "Choose a PDF, or a paper that this system has: one of the two."


def test_a_withdrawn_paper_stays_listed_with_its_reason(desk: Office) -> None:
    clerk = desk.as_("clerk")
    clerk.submit(f"{PAPERS}/new", upload())
    assert desk.refused("clerk", f"{PAPERS}/1/withdraw").beside("reason") == "Enter why it is withdrawn"
    page = clerk.submit(f"{PAPERS}/1/withdraw", {"reason": "The wrong letter."}, follow=True, status=200)
    assert "The wrong letter." in page.main
    assert "withdrawn already" in clerk.get(f"{PAPERS}/1/withdraw", status=409).main
