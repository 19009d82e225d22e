"""The panel on the title page says who approved the report, when and what, whether or not there is a certificate."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Name

from tests.judges import judge
from tests.pdf_structure import read
from tests.unit.documents.pdf.papers import merged, opened
from tests.unit.documents.pdf.reports import paragraph, report
from tests.unit.documents.pdf.signing import (
    HASH,
    PANEL,
    panelled,
    signed,
    signed_highlight_report,
    small_report,
    unsigned,
)
from tests.unit.documents.samples import highlight_report
from tracker.documents.blocks import Page, Tone
from tracker.documents.errors import DocumentError, IncompletePanel
from tracker.documents.html import render_fragment
from tracker.documents.pdf import MissingGlyph, render
from tracker.documents.pdf.paper_clean import Cleaned
from tracker.documents.pdf.sign_verify import verify
from tracker.documents.pdf.theme import QUIET
from tracker.documents.tones import INK, TINTS, contrast

pytestmark = pytest.mark.pdf

WITHOUT = replace(PANEL, certificate=None)


def test_it_says_who_approved_as_what_and_when_and_the_hash_in_full() -> None:
    said = read(unsigned()).text
    assert "Approved by Jane Example, Chief Executive · 18 September 2024 at 14:03" in said
    assert f"Hash of the content (SHA-256): {HASH}" in said
    assert "own PDF carries a digital signature of “Office of the Commissioner for Example”" in said


def test_without_a_certificate_it_says_so_plainly_and_keeps_no_place() -> None:
    data = render(small_report(WITHOUT))
    judge(data, "signature panels")
    reading = read(data)
    assert "Approved in the system; not digitally signed." in reading.text
    assert HASH in reading.text
    assert not reading.tags["Form"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/AcroForm" not in pdf.Root


@pytest.mark.parametrize("page", Page)
def test_with_a_certificate_it_keeps_an_empty_place_for_the_signature(page: Page) -> None:
    data = render(
        panelled(highlight_report(), PANEL) if page is Page.A4_LANDSCAPE else replace(small_report(), page=page)
    )
    judge(data, "signature panels")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (widget,) = pdf.Root.AcroForm.Fields
        assert (widget.FT, str(widget.T), str(widget.TU)) == (
            Name.Sig,
            "Signature",
            "Digital signature of Office of the Commissioner for Example",
        )
        assert "/V" not in widget
        assert widget.AP.N.read_bytes() == b""
        assert widget.objgen in [annotation.objgen for annotation in pdf.pages[0].Annots]
    (form,) = read(data).root.find("Form")
    assert form.links == 1


def test_the_same_report_gives_the_same_bytes_with_its_place_for_a_signature() -> None:
    assert render(small_report()) == unsigned()


def test_the_web_page_says_the_same() -> None:
    page = str(render_fragment(small_report(WITHOUT)))
    assert "Approved by <strong>Jane Example</strong>, Chief Executive · 18 September 2024 at 14:03" in page
    assert "not digitally signed" in page
    assert HASH in page


def test_its_words_can_be_read_on_its_ground() -> None:
    assert min(contrast(colour, TINTS[Tone.DONE]) for colour in (INK, QUIET)) >= 4.5


@pytest.mark.parametrize(("lines", "pages"), [(0, 2), (5, 2), (9, 2), (10, 3), (40, 4)])
def test_it_stays_on_the_title_page_while_there_is_any_room(lines: int, pages: int) -> None:
    under = tuple(paragraph(f"Line {number}") for number in range(lines))
    document = report(paragraph("x"))
    document = replace(document, title_page=replace(document.title_page, blocks=under, signature=PANEL))
    assert read(render(document)).page_count == pages


def test_a_report_without_a_panel_is_drawn_as_before() -> None:
    assert render(small_report(None)) == render(report(*small_report(None).blocks))


@pytest.mark.parametrize("missing", ["signer", "moment", "content_hash", "certificate"])
def test_a_panel_that_does_not_say_everything_is_refused(missing: str) -> None:
    with pytest.raises(IncompletePanel) as refused:
        small_report(replace(PANEL, **{missing: " "}))
    assert refused.value.missing == missing
    assert isinstance(refused.value, DocumentError)


def test_a_name_that_the_fonts_cannot_draw_is_refused_with_its_place() -> None:
    with pytest.raises(MissingGlyph) as refused:
        render(small_report(replace(PANEL, signer="Jane 名")))
    assert refused.value.place == "title page › signature panel › paragraph, text"


def test_a_pack_takes_the_panel_but_not_the_place_for_a_signature() -> None:
    result = merged(unsigned(), unsigned())
    judge(result.data, "merged packs", archived=False)
    reading = read(result.data)
    assert reading.text.count(HASH) == 2
    assert not [sentence for part in result.parts for sentence in part.changes]
    with opened(result) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not len(pdf.pages[0].Annots)


def test_a_pack_says_that_it_takes_no_signature_over() -> None:
    result = merged(signed(), signed_highlight_report())
    judge(result.data, "merged packs", archived=False)
    assert [part.changes for part in result.parts] == [(Cleaned.SIGNATURE.value,)] * 2
    with opened(result) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Perms" not in pdf.Root
    assert verify(result.data) == ()
