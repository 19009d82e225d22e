"""The annual report of an office that writes much keeps everything and stays in order."""

from __future__ import annotations

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.judges import judge
from tests.unit.reports.contents_annual import picture
from tests.unit.reports.contents_annual_rich import TITLES, photographs, rich_snapshot
from tracker.documents.blocks import Figure, KeyFigure, KeyFigures, Page, Paragraph, Picture, TitlePage, plain, words_of
from tracker.documents.document import Document
from tracker.documents.html import render_fragment
from tracker.documents.pdf import render
from tracker.documents.walk import listed_title, sections, walk
from tracker.reports.layout_annual import annual_document
from tracker.reports.layout_annual_pictures import Pictures, beside, with_at_its_side

SHA = "ab" * 32
PARAGRAPHS = st.lists(st.integers(1, 2500).map(lambda length: "a" * length), max_size=5)


@pytest.fixture(scope="module")
def document() -> Document:
    return annual_document(rich_snapshot(), pictures=photographs())


@pytest.fixture(scope="module")
def pdf(document: Document) -> bytes:
    return render(document)


@pytest.mark.pdf
def test_it_is_accessible(pdf: bytes) -> None:
    judge(pdf, "annual reports")


def test_its_contents_name_the_pages_that_its_chapters_begin_on(document: Document, pdf: bytes) -> None:
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]
    listed = " ".join(pages[1:3])
    chapters = [section for _, section in sections(document.blocks, 1) if section.opening]
    for section in chapters:
        above = section.opening.above if section.opening else ""
        start = f"{above} {words_of(section.heading.runs)}".strip()
        (number,) = [at for at, page in enumerate(pages, start=1) if page.startswith(start) and at > 3]
        assert f"{listed_title(section)} {number}" in listed
    assert len(chapters) > len(TITLES)


def test_every_objective_story_figure_and_picture_is_there_on_the_web(document: Document) -> None:
    content = rich_snapshot()
    page = BeautifulSoup(render_fragment(document), "html.parser")
    for chapter in content.chapters:
        (found,) = page.select(f"[id$=priority-{chapter.number}-{chapter.number}]")
        for objective in chapter.every_objective:
            assert objective.title in found.text
        for figure in chapter.every_figure:
            assert figure.label in found.text
        captions = [each.caption or "" for each in (objective.picture for objective in chapter.every_objective) if each]
        assert all(caption in found.text for caption in captions)
        assert found.text.count("Case study: ") == len([each for each in chapter.every_story if each.title])


def test_it_has_its_30_charts(document: Document) -> None:
    charts = [each.block for each in walk(document.blocks) if isinstance(each.block, Figure)]
    assert len(charts) >= 30
    assert all(chart.caption for chart in charts)


def words(blocks: tuple[object, ...]) -> list[str]:
    found = (each.block for each in walk(blocks))  # type: ignore[arg-type]  # blocks of any kind
    return ["".join(run.text for run in each.runs) for each in found if isinstance(each, Paragraph)]


@given(PARAGRAPHS, st.integers(200, 2000), st.integers(200, 2000))
def test_a_picture_beside_words_loses_none_of_them(texts: list[str], width: int, height: int) -> None:
    shown = picture(sha256=SHA, width=width, height=height)
    blocks = beside(shown, tuple(Paragraph(plain(text)) for text in texts), Pictures({SHA: b"x"}))
    assert words(blocks) == texts
    assert len([each for each in walk(blocks) if isinstance(each.block, Picture)]) == 1


@given(PARAGRAPHS.filter(bool), st.integers(1, 900))
def test_a_card_beside_words_loses_none_of_them(texts: list[str], most: int) -> None:
    card = KeyFigures((KeyFigure("1", "van"),))
    blocks = with_at_its_side(tuple(Paragraph(plain(text)) for text in texts), card, most=most)
    assert words(blocks) == texts
    assert len([each for each in walk(blocks) if each.block == card]) == 1


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 9), st.integers(0, 45))
def test_up_to_nine_key_figures_stand_on_one_page(count: int, before: int) -> None:
    figures = KeyFigures(tuple(KeyFigure(f"{at}00%", "of calls were answered in time") for at in range(1, count + 1)))
    made = render(
        Document(
            title="Report",
            author="Office",
            subject="A year",
            running_head="Report",
            title_page=TitlePage("Report", "A year", ()),
            blocks=(*(Paragraph(plain("A line of words.")),) * before, figures),
            page=Page.A4_PORTRAIT,
        )
    )
    pages = [page.extract_text() for page in PdfReader(BytesIO(made)).pages]
    assert len([page for page in pages if "00%" in page]) == 1
