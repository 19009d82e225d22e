"""Papers become one file: their pages in order, numbered, found by bookmarks, links and names, the same every time."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from tests.judges import judge
from tests.pdf_structure import read
from tests.unit.documents.pdf.papers import Draft, Paper, bookmarks, marked, merge, merged, opened, small, untagged
from tests.unit.documents.pdf.reports import paragraph, part, report
from tests.unit.documents.samples import highlight_report
from tracker.documents.pdf import render

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def ours() -> bytes:
    return render(highlight_report())


def test_pages_come_in_the_order_of_the_papers() -> None:
    result = merged(untagged("one", "two"), small("three"), untagged("four"))
    assert [(it.title, it.first_page, it.pages, it.tagged) for it in result.parts] == [
        ("A", 1, 2, False),
        ("B", 3, 1, True),
        ("C", 4, 1, False),
    ]
    reading = read(result.data, ours=False)
    assert reading.problems == []
    heard = [[node.text for node in place.find("P")] for place in reading.root.find("Part")]
    assert [words[-1] for words in heard] == ["two", "three", "four"]


def test_reports_of_ours_merge_into_a_file_that_meets_pdf_ua(ours: bytes) -> None:
    result = merged(ours, render(report(part("Two", paragraph("x")))), ours)
    assert result.accessible
    judge(result.data, "merged packs", archived=False)


def test_every_element_and_every_word_of_a_report_stays(ours: bytes) -> None:
    before, after = read(ours), read(merged(ours, ours).data)
    assert after.text == before.text * 2
    doubled = {tag: count * 2 for tag, count in before.tags.items() if tag not in ("StructTreeRoot", "Document")}
    assert after.tags == {**doubled, "StructTreeRoot": 1, "Document": 1, "Part": 2}


def test_the_number_on_a_page_is_its_label_and_its_place(ours: bytes) -> None:
    result = merged(ours, untagged("x"), ours)
    with opened(result) as pdf:
        assert [str(page.label) for page in pdf.pages] == [str(number) for number in range(1, len(pdf.pages) + 1)]
    artifacts = read(result.data, ours=False).artifacts
    assert [text.split()[-1] for text in artifacts] == [str(number) for number in range(1, len(artifacts) + 1)]


def test_the_same_papers_give_the_same_bytes(ours: bytes) -> None:
    papers = (ours, untagged("x"), small())
    assert merged(*papers).data == merged(*papers).data
    assert merged(*papers).data != merged(*papers, title="Another").data


def test_the_file_says_what_it_is(ours: bytes) -> None:
    told = datetime(2024, 9, 18, 9, 30, tzinfo=UTC)
    result = merged(ours, title="Panel & pack", author="Office", subject="26 September", language="cy", created=told)
    with opened(result) as pdf:
        assert str(pdf.Root.Lang) == "cy"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.trailer.Info.Title) == "Panel & pack"
        metadata = pdf.open_metadata()
        assert (metadata["dc:title"], metadata["dc:creator"]) == ("Panel & pack", ["Office"])
        assert metadata["xmp:CreateDate"].startswith("2024-09-18T09:30:00")
        assert metadata.pdfa_status == ""


def test_a_moment_without_time_zone_is_refused(ours: bytes) -> None:
    with pytest.raises(ValueError, match="aware"):
        merged(ours, created=datetime(2024, 9, 18))  # noqa: DTZ001  # what the test is about


@pytest.mark.parametrize("other", [untagged(), small().data()], ids=["untagged", "tagged, without the claim"])
def test_the_file_claims_pdf_ua_only_when_each_paper_does(ours: bytes, other: bytes) -> None:
    def claim(data: bytes) -> str | None:
        with opened(data) as pdf:
            return pdf.open_metadata().get("{http://www.aiim.org/pdfua/ns/id/}part")

    assert merged(ours).accessible
    assert claim(merged(ours).data) == "1"
    for result in (merged(ours, other), merged(other, ours)):
        assert not result.accessible
        assert claim(result.data) is None


def test_each_paper_is_a_part_with_its_title_and_language(ours: bytes) -> None:
    welsh = small("Helo")
    welsh.pdf.Root.Lang = String("cy")
    said = Draft(marked(0))
    said.element("P", 0, Pg=said.pages[0])
    said.tagged()
    del said.pdf.Root.Lang
    result = merge([Paper(ours, "Report"), Paper(welsh.data(), "Cymraeg"), Paper(said.data(), "C", "fr")], title="x")
    parts = read(result.data, ours=False).root.find("Part")
    assert [(it.title, it.language) for it in parts] == [("Report", "en-GB"), ("Cymraeg", "cy"), ("C", "fr")]


def test_the_language_of_a_part_of_a_paper_stays() -> None:
    draft = small(Lang=String("cy"))
    draft.document.Lang = String("fr")
    reading = read(merged(draft).data, ours=False)
    assert [node.language for node in reading.root.find("Part", "P")] == ["fr", "cy"]


def test_each_paper_is_a_bookmark_and_keeps_its_own_beneath(ours: bytes) -> None:
    own = read(ours).outline
    result = merged(untagged("x"), ours)
    assert bookmarks(result) == [
        (0, "A", 0),
        (0, "B", 1),
        *((depth + 1, title, page + 1) for depth, title, page in own),
    ]
    with opened(result) as pdf:
        assert pdf.Root.PageMode == Name.UseOutlines
        assert [int(item.Count) for item in (pdf.Root.Outlines.First.First.Next,)] == [-len(own)]


def test_bookmarks_lead_on_whatever_way_they_lead() -> None:
    draft = Draft(marked(0), marked(0), marked(0))
    pdf = draft.pdf
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("two"), Array([draft.pages[1], Name.Fit])])))
    pdf.Root.Dests = Dictionary(three=Dictionary(D=Array([draft.pages[2], Name.XYZ, 5, 6, None])))
    ways = [
        OutlineItem("array", Array([draft.pages[0], Name.FitH, 7])),
        OutlineItem("string", String("two")),
        OutlineItem("name", Name.three),
        OutlineItem("action", action=Dictionary(S=Name.GoTo, D=String("two"))),
        OutlineItem("number", Array([2, Name.Fit])),
        OutlineItem("web", action=Dictionary(S=Name.URI, URI=String("https://example.org"))),
        OutlineItem("nowhere", String("four")),
    ]
    ways[0].children.append(OutlineItem("inner", Array([draft.pages[1], Name.Fit])))
    with pdf.open_outline() as outline:
        outline.root.extend(ways)
    result = merged(untagged("x"), draft)
    assert bookmarks(result)[2:] == [
        (1, "array", 1),
        (2, "inner", 2),
        (1, "string", 2),
        (1, "name", 3),
        (1, "action", 2),
        (1, "number", 3),
        (1, "web", -1),
        (1, "nowhere", -1),
    ]
    with opened(result) as written:
        first = written.Root.Outlines.First.First.Next.First
        assert list(first.Dest)[1:] == [Name.FitH, 7]
        web = first.Next.Next.Next.Next.Next
        assert str(web.A.URI) == "https://example.org"
        assert "/A" not in web.Next
        assert "/Dest" not in web.Next
