"""A paper that cannot be part of a file is refused: the error names it, the fact, and what to do."""

from __future__ import annotations

import zlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, String

from tests.pdf_structure import read
from tests.unit.documents.pdf.papers import (
    Draft,
    Paper,
    bookmarks,
    marked,
    merge,
    merged,
    opened,
    small,
    text,
    untagged,
)
from tracker.documents.errors import DocumentError, UnknownLanguage, Untitled
from tracker.documents.pdf import judge_open, paper_content, paper_open, paper_tags
from tracker.documents.pdf.bind_errors import EmptyFile, LargePaper, NotAPdf, NothingToBind
from tracker.documents.pdf.paper_clean import Cleaned
from tracker.documents.pdf.paper_errors import (
    DamagedPaper,
    DynamicForm,
    EmptyPaper,
    EncryptedPaper,
    OversizedPaper,
    PaperError,
)

_MEGABYTE = 1024 * 1024


def refusal(data: bytes, kind: type[PaperError]) -> PaperError:
    """The error for a paper that comes after a sound one."""
    with pytest.raises(kind) as refused:
        merge([Paper(untagged(), "Sound"), Paper(data, "Budget")], title="x")
    assert refused.value.title == "Budget"
    assert "“Budget”" in str(refused.value)
    assert str(refused.value).endswith(".")
    return refused.value


@pytest.mark.parametrize("password", ["secret", ""])
def test_an_encrypted_paper_is_refused_even_if_it_opens_without_a_password(password: str) -> None:
    data = small().data(encryption=pikepdf.Encryption(owner="owner", user=password))
    refusal(data, EncryptedPaper)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%%EOF",
        small().data()[:300],
        b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj trailer<</Root 1 0 R>>",
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>",
    ],
)
def test_what_is_too_damaged_is_refused(data: bytes) -> None:
    refusal(data, DamagedPaper)


@pytest.mark.parametrize(
    "data", [b"no PDF at all", b"PK\x03\x04 a Word file", small().data()[40:], b" " * 2000 + untagged()]
)
def test_what_is_no_pdf_is_refused_whatever_it_is_called(data: bytes) -> None:
    refusal(data, NotAPdf)


def test_an_empty_file_is_refused() -> None:
    refusal(b"", EmptyFile)


def test_a_file_of_500_megabytes_is_refused_before_it_is_read() -> None:
    refused = refusal(bytes(500_000_000), LargePaper)
    assert str(refused).startswith("“Budget” has 500 MB. A paper may have 100 MB.")


def test_a_file_of_10_000_pages_is_refused() -> None:
    draft = Draft(text("x"))
    pages = draft.pdf.Root.Pages
    for _ in range(9_999):
        page = draft.pdf.make_indirect(Dictionary(dict(draft.pages[0].items())))
        pages.Kids.append(page)
    pages.Count = 10_000
    refused = refusal(draft.data(), OversizedPaper)
    assert "more than 1,000 pages. Split it" in str(refused)


def test_a_form_of_which_only_the_please_wait_page_is_a_pdf_is_refused() -> None:
    draft = small("Please wait")
    draft.pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=draft.pdf.make_stream(b"<xdp/>"))
    refusal(draft.data(), DynamicForm)


def test_a_paper_that_has_lost_pages_is_refused() -> None:
    draft = Draft(text("one"), text("two"))
    draft.pdf.Root.Pages.Count = 2
    data = draft.data().replace(b"/Count 2", b"/Count 3")
    refusal(data, DamagedPaper)


def test_a_paper_whose_content_cannot_be_unpacked_is_refused() -> None:
    draft = Draft(text("x"))
    draft.pages[0].Contents.write(b"this is not packed", filter=Name.FlateDecode)
    refusal(draft.data(), DamagedPaper)


def test_a_paper_without_pages_is_refused() -> None:
    refusal(Draft().data(), EmptyPaper)


def test_a_form_that_only_adobe_can_show_is_refused() -> None:
    draft = small()
    draft.pdf.Root.NeedsRendering = True
    draft.pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=draft.pdf.make_stream(b"<xdp/>"))
    refusal(draft.data(), DynamicForm)


def test_a_paper_that_could_be_repaired_says_so() -> None:
    data = small().data()
    broken = data[: data.rindex(b"startxref")]
    result = merged(small(), broken)
    assert [part.changes for part in result.parts] == [(), (Cleaned.REPAIRED.value,)]
    assert read(result.data, ours=False).problems == []


def test_no_papers_make_no_file() -> None:
    with pytest.raises(NothingToBind):
        merge([], title="x")


@pytest.mark.parametrize("title", ["", " \n"])
def test_the_file_and_each_paper_need_a_title(title: str) -> None:
    with pytest.raises(Untitled):
        merged(untagged(), title=title)
    with pytest.raises(Untitled):
        merge([Paper(untagged(), title)], title="x")


@pytest.mark.parametrize("language", ["", "English", "en GB"])
def test_the_file_and_each_paper_are_in_a_language_that_has_a_tag(language: str) -> None:
    with pytest.raises(UnknownLanguage):
        merge([Paper(untagged(), "Paper")], title="x", language=language)
    with pytest.raises(UnknownLanguage):
        merge([Paper(untagged(), "Paper", language)], title="x")


def test_a_paper_can_be_called_anything() -> None:
    title = "A <b> & “c” \x00\ud83d \U0001f600 (x) \\"
    result = merge([Paper(untagged(), title)], title=title)
    shown = "A <b> & “c” \U0001f600 (x) \\"
    assert result.parts[0].title == shown
    with opened(result) as pdf:
        assert str(pdf.Root.Outlines.First.First.Title) == shown
        assert pdf.open_metadata()["dc:title"] == shown


# What would cost too much


def test_pages_in_a_circle_are_refused() -> None:
    draft = Draft(text("x"))
    draft.pdf.Root.Pages.Kids.append(draft.pdf.Root.Pages)
    with pytest.raises(DocumentError):
        merged(draft.data())


def test_an_element_inside_itself_does_no_harm() -> None:
    draft = small()
    draft.document.K.append(draft.document)
    assert merged(draft).parts[0].changes == (Cleaned.BROKEN_TAGS.value,)


def packed(megabytes: int) -> bytes:
    """A paper whose page has so many blanks, packed small."""
    draft = Draft(b"")
    packer = zlib.compressobj()
    parts = [packer.compress(b" " * _MEGABYTE) for _ in range(megabytes)]
    draft.pages[0].Contents.write(b"".join([*parts, packer.flush()]), filter=Name.FlateDecode)
    return draft.data()


def test_content_that_would_fill_the_memory_when_unpacked_is_refused() -> None:
    bomb = packed(120)
    assert len(bomb) < 200_000
    refusal(bomb, DamagedPaper)


@pytest.mark.parametrize(
    ("module", "limit", "most", "kind"),
    [
        (judge_open, "MOST_PAGES", 1, "pages"),
        (paper_open, "MOST_OBJECTS", 5, "objects"),
        (paper_content, "MOST_CONTENT", 50, "bytes of page content"),
        (paper_tags, "MOST_ELEMENTS", 2, "elements"),
        (paper_tags, "MOST_PLACES", 1, "places for marks"),
    ],
)
def test_a_paper_with_too_much_of_anything_is_refused(
    monkeypatch: pytest.MonkeyPatch, module: object, limit: str, most: int, kind: str
) -> None:
    draft = Draft(marked(0) + marked(1), marked(0) + marked(1))
    for page in draft.pages:
        draft.element("P", 0, Pg=page)
        draft.element("P", 1, Pg=page)
    data = draft.tagged().data()
    merged(data)
    monkeypatch.setattr(module, limit, most)
    with pytest.raises(OversizedPaper) as refused:
        merged(data)
    assert (refused.value.kind, refused.value.most) == (kind, most)


def chain(draft: Draft, length: int) -> Object:
    """Objects that lead from one to the next."""
    link = draft.pdf.make_indirect(Dictionary(End=True))
    for _ in range(length):
        link = draft.pdf.make_indirect(Dictionary(Next=Array([link])))
    return link


@pytest.mark.parametrize("place", ["resources", "annotation", "namespace", "layer"])
def test_objects_inside_one_another_without_end_are_refused(place: str) -> None:
    """Copying them follows each into the next, and 100,000 would end the program."""
    draft = small()
    long = chain(draft, 30_000)
    if place == "resources":
        draft.pages[0].Resources.Deep = long
    elif place == "annotation":
        draft.link(draft.pages[0], Deep=long)
    elif place == "namespace":
        draft.tree.Namespaces = Array([long])
    else:
        draft.pdf.Root.OCProperties = Dictionary(OCGs=Array([long]))
    with pytest.raises(OversizedPaper):
        merged(draft)


def test_what_is_not_copied_may_be_as_long_as_it_likes() -> None:
    draft = small()
    draft.pages[0].B = chain(draft, 30_000)
    draft.pdf.Root.Anything = chain(draft, 30_000)
    assert merged(draft).parts[0].pages == 1


def test_bookmarks_in_a_circle_do_no_harm() -> None:
    draft = small()
    entries = [draft.pdf.make_indirect(Dictionary(Title=String(name))) for name in "ab"]
    entries[0].Next, entries[1].Next = entries[1], entries[0]
    entries[1].First = entries[0]
    draft.pdf.Root.Outlines = Dictionary(First=entries[0])
    assert [title for _, title, _ in bookmarks(merged(draft))] == ["A", "a", "b"]


@pytest.mark.parametrize("spoil", ["next", "first", "title", "dest"])
def test_broken_bookmarks_are_left_out(spoil: str) -> None:
    draft = small()
    entry = draft.pdf.make_indirect(Dictionary(Title=String("a"), Dest=Array([draft.pages[0], Name.Fit])))
    entry[f"/{spoil.title()}"] = 7
    draft.pdf.Root.Outlines = Dictionary(First=entry)
    assert bookmarks(merged(draft))[0] == (0, "A", 0)


def test_half_a_character_in_a_bookmark_does_no_harm() -> None:
    draft = small()
    entry = draft.pdf.make_indirect(Dictionary(Title=String(b"\xfe\xff\xd8\x3d")))
    draft.pdf.Root.Outlines = Dictionary(First=entry)
    assert len(bookmarks(merged(draft))) == 2


def test_names_that_are_no_text_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_open, "_DEEPEST", 30)  # so that the way through the objects is followed

    def latin(data: bytes) -> bytes:
        return data.replace(b"/F1", b"/F#e9").replace(b"/P ", b"/P#e9 ").replace(b"/P\n", b"/P#e9\n")

    draft = Draft(marked(0, tag="P"))
    draft.element("P", 0, Pg=draft.pages[0])
    data = latin(draft.tagged().data(qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable))
    assert b"/P#e9" in data
    result = merged(small(), data)
    assert result.parts[1].pages == 1
