"""What the clerk is told of every kind of file that somebody hands in as a paper, through the page it is added on."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from sqlalchemy import insert
from werkzeug.datastructures import FileStorage

from tests.factories_packs import make_filled_agenda
from tests.unit.documents.pdf.papers import Draft, small, text, untagged
from tests.unit.documents.pdf.test_flatten import field
from tests.web_client import Page
from tests.web_fixtures import Office
from tracker.dates import now
from tracker.documents.pdf.judge_open import LARGEST
from tracker.packs import forms_papers
from tracker.packs.commands_papers import Examination, examine
from tracker.packs.queries import agenda_of, item_of
from tracker.packs.queries_papers import papers_of_item
from tracker.panel.queries import meeting
from tracker.writing import FormReceipt, transaction

PAPERS = "/meetings/2024-09-26/agenda/items/2/papers"
TYPED = {"title": "A letter", "background": "The Act"}


@pytest.fixture
def desk(office_on_sqlite: Office) -> Office:
    with transaction(office_on_sqlite.sessions) as session:
        make_filled_agenda(session)
    return office_on_sqlite


def sent(data: bytes, name: str = "letter.pdf") -> dict[str, object]:
    return {**TYPED, "file": (io.BytesIO(data), name)}


def added(office: Office, data: bytes, name: str = "letter.pdf") -> Page:
    return office.as_("clerk").submit(f"{PAPERS}/new", sent(data, name), follow=True, status=200)


def refused(office: Office, data: bytes) -> Page:
    page = office.refused("clerk", f"{PAPERS}/new", sent(data))
    # The test client leaves the file open in which it kept what it sent.
    page.response.request.environ["wsgi.input"].close()
    return page


def encrypted() -> bytes:
    return small().data(encryption=pikepdf.Encryption(owner="owner", user="secret"))


def of_pages(count: int) -> bytes:
    draft = Draft(text("x"))
    pages = draft.pdf.Root.Pages
    for _ in range(count - 1):
        pages.Kids.append(draft.pdf.make_indirect(Dictionary(dict(draft.pages[0].items()))))
    pages.Count = count
    return draft.data()


def of_nothing_but_please_wait() -> bytes:
    draft = small("Please wait")
    draft.pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=draft.pdf.make_stream(b"<xdp/>"))
    return draft.data()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a Word file": (
        lambda: b"PK\x03\x04 a Word file",
        "“A letter” is not a PDF. Save it as PDF in the program it was written in, and add that.",
    ),
    "an encrypted file": (
        encrypted,
        "“A letter” is protected by a password or permissions. Save it without, and add that.",
    ),
    "a damaged file": (
        lambda: small().data()[:300],
        "“A letter” is damaged or is no PDF. Open it, save it as PDF again, and add that.",
    ),
    "an empty file": (
        lambda: b"",
        "“A letter” is an empty file. Check that it was saved, and add it again.",
    ),
    "10,000 pages": (
        lambda: of_pages(10_000),
        "“A letter” has more than 1,000 pages. Split it, or save it in a simpler form.",
    ),
    "no pages": (
        lambda: Draft().data(),
        "“A letter” has no pages. Leave it out, or add the right file.",
    ),
    "a form that runs": (
        of_nothing_but_please_wait,
        "“A letter” is a form that only Adobe's programs can show. Print it to PDF there, and add that.",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_no_pack_can_take_is_refused_in_words_and_nothing_typed_is_lost(desk: Office, kind: str) -> None:
    data, sentence = REFUSED[kind]
    page = refused(desk, data())
    assert page.errors == [sentence]
    assert {name: page.form()[name] for name in TYPED} == TYPED


def test_a_file_somewhat_too_large_is_refused_beside_what_was_typed(desk: Office) -> None:
    page = refused(desk, b"%PDF-1.7" + bytes(LARGEST))
    assert page.errors == ["“A letter” has 100 MB. A paper may have 100 MB. Make its pictures smaller, or split it."]
    assert page.form()["title"] == "A letter"


class Unread(io.RawIOBase):
    """A body that says how long it is, and fails if anybody reads it."""

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return 0

    def seek(self, _place: int, _whence: int = 0) -> int:
        return 0

    def readinto(self, _buffer: object) -> int:
        raise AssertionError("It was read")


def test_500_megabytes_are_refused_by_their_length_before_they_are_read(desk: Office) -> None:
    clerk, before = desk.as_("clerk"), desk.counts()
    answer = clerk.http.post(
        f"{PAPERS}/new",
        input_stream=Unread(),
        environ_overrides={"CONTENT_LENGTH": "500000000"},
        content_type="multipart/form-data; boundary=x",
    )
    told = answer.get_data(as_text=True)
    assert answer.status_code == 413
    assert "What was sent is too large" in told
    assert "A file sent to this page may have 100 MB." in told
    assert desk.counts() == before


def fields() -> bytes:
    draft = Draft(text("x"))
    field(draft, "Jane")
    return draft.data()


def signature() -> bytes:
    draft = Draft(text("x"))
    value = draft.pdf.make_indirect(Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("s")))
    field(draft, "Signed by Jane", FT=Name.Sig, V=value)
    return draft.data()


def script() -> bytes:
    draft = small()
    draft.pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    return draft.data()


def attachment() -> bytes:
    draft = small()
    draft.pdf.attachments["figures.csv"] = b"1,2"
    return draft.data()


def without_size() -> bytes:
    draft = small()
    del draft.pages[0].MediaBox
    return draft.data()


def sized(width: int, height: int) -> bytes:
    draft = small()
    draft.pages[0].MediaBox = Array([0, 0, width, height])
    return draft.data()


TOLD: dict[str, tuple[Callable[[], bytes], str]] = {
    "form fields": (
        fields,
        "Its form was made a plain page: it shows what was filled in, and nobody can fill it in.",
    ),
    "a signature": (signature, "Its own file carries a digital signature; this copy does not."),
    "JavaScript": (script, "Scripts (JavaScript) were taken out."),
    "an attachment": (
        attachment,
        "Embedded files were taken out. Add them as papers of their own if they are meant to be read.",
    ),
    "a page without a size": (without_size, "Page 1 did not say how large it is, so A4 was taken."),
    "a page of A3": (lambda: sized(842, 1191), "Page 1 was made smaller to fit A4."),
    "a page of A6": (lambda: sized(298, 420), "Page 1 was made larger to fill A4."),
    "no tags": (
        lambda: untagged("x"),
        "The file has no tags. A screen reader guesses the order of the text, and finds no headings, lists or tables. "
        "Ask for a tagged PDF, or for the original document.",
    ),
}


@pytest.mark.parametrize("kind", TOLD)
def test_what_is_changed_in_a_paper_is_told_in_full(desk: Office, kind: str) -> None:
    make, sentence = TOLD[kind]
    page = added(desk, make())
    findings = [each.get_text() for each in page.soup.select("main ul.govuk-list--bullet li")]
    assert sentence in findings


@pytest.mark.parametrize("make", [script, attachment, signature, fields])
def test_the_file_as_it_came_is_kept_byte_for_byte(desk: Office, make: Callable[[], bytes]) -> None:
    data = make()
    added(desk, data)
    assert desk.as_("clerk").http.get(f"{PAPERS}/1/versions/1.pdf").get_data() == data


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/letter.pdf", "letter.pdf"),
        ("letter", "letter"),
        ("Brief – März.pdf", "Brief – März.pdf"),
    ],
)
def test_of_a_name_with_a_path_only_the_name_is_kept(desk: Office, name: str, kept: str) -> None:
    file = FileStorage(io.BytesIO(untagged("x")), filename=name)
    desk.as_("clerk").submit(f"{PAPERS}/new", {**TYPED, "file": file})
    with desk.sessions() as session:
        agenda = agenda_of(session, meeting(session, "2024-09-26"))
        assert agenda is not None
        (paper,) = papers_of_item(session, item_of(agenda, 2))
        assert paper.current.file_name == kept


def test_while_a_file_is_looked_into_others_can_save(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction(office.sessions) as session:
        make_filled_agenda(session)

    def looked_into(data: bytes, title: str) -> Examination:
        with transaction(office.sessions) as session:
            session.execute(insert(FormReceipt).values(form_key="somebody else", received_at=now()))
        return examine(data, title)

    monkeypatch.setattr(forms_papers, "examine", looked_into)
    assert "A letter" in added(office, untagged("x")).main


def test_only_who_may_add_papers_has_files_looked_into(desk: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(forms_papers, "examine", lambda _data, title: looked.append(title))
    form = desk.as_("clerk").get(f"{PAPERS}/new").form()
    desk.as_("officer").post(f"{PAPERS}/new", {**form, **sent(untagged("x"))}, status=403)
    assert looked == []
