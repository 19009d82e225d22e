"""Whatever a document holds, its PDF is sound, complete, in order and always the same; its web page says the same."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import HealthCheck, given, seed, settings

from tests.judges import judge
from tests.pdf_structure import Reading, read, squeezed
from tests.unit.documents.generated import EVERY_CHARACTER, documents
from tests.unit.documents.hearing import heard, said_by, same
from tests.unit.documents.pdf.reports import paragraph, report
from tracker.documents.blocks import Section
from tracker.documents.document import Document
from tracker.documents.html import render_fragment
from tracker.documents.pdf import render

pytestmark = pytest.mark.pdf
_SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def pages_of(document: Document, reading: Reading) -> dict[str, int]:
    """The page of each section, as its bookmark says."""
    anchors = [found.block.anchor for found in document.walk() if isinstance(found.block, Section)]
    return {anchor: page + 1 for anchor, (_, _, page) in zip(anchors, reading.outline, strict=True)}


def check_document(document: Document) -> None:
    data = render(document)
    judge(data, "torture documents")
    reading = read(data)
    assert same(reading.text) == same(heard(document, pages_of(document, reading)))
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    twin = parser.parseFragment(str(render_fragment(document)))
    assert same("".join(said_by(twin))) == same(heard(document))
    assert render(document) == data


@settings(max_examples=40, deadline=None, suppress_health_check=_SLOW_TO_DRAW)
@given(documents())
def test_any_document_is_sound_and_says_the_same_on_paper_and_on_the_web(document: Document) -> None:
    check_document(document)


@pytest.mark.slow
@pytest.mark.parametrize("turn", range(4))
def test_very_many_documents_are_sound_and_say_the_same(turn: int) -> None:
    @seed(turn)
    @settings(max_examples=60, deadline=None, suppress_health_check=_SLOW_TO_DRAW)
    @given(documents())
    def check(document: Document) -> None:
        check_document(document)

    check()


@settings(max_examples=30, deadline=None, suppress_health_check=_SLOW_TO_DRAW)
@given(documents())
def test_every_page_says_its_number_and_notices_but_never_reads_them_out(document: Document) -> None:
    reading = read(render(document))
    chapters = {each.block.anchor for each in document.walk() if isinstance(each.block, Section) and each.block.opening}
    opened = {page for anchor, page in pages_of(document, reading).items() if anchor in chapters}
    for number, artifacts in enumerate(reading.artifacts, start=1):
        assert squeezed(f"Page {number} of {reading.page_count}") in squeezed(artifacts)
        for notice in document.notices:
            assert same(notice) in same(artifacts)
        if number > 1 and number not in opened:
            assert same(document.running_head) in same(artifacts)


def test_every_character_of_every_block_that_the_fonts_cover_is_read_back_as_it_was_typed() -> None:
    typed = " ".join(EVERY_CHARACTER)
    data = render(report(paragraph(typed)))
    judge(data, "torture documents")
    assert same(read(data).text).endswith(same(typed))
