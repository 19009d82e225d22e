"""Whatever a document holds, its PDF is sound, complete, in order, and always the same."""

from __future__ import annotations

import page
import pytest
from hypothesis import HealthCheck, given, settings

from tests.pdf_structure import read, squeezed
from tests.unit.documents.pdf.generated import documents, heard
from tracker.documents.blocks import Document
from tracker.documents.pdf import render
from tracker.documents.pdf.fonts import settle

_SLOW_TO_DRAW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def check_document(document: Document) -> None:
    data = render(document)
    reading = read(data)
    assert reading.problems == []
    assert squeezed(reading.text) == squeezed(heard(document))
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    assert render(document) == data


@settings(max_examples=60, deadline=None, suppress_health_check=_SLOW_TO_DRAW)
@given(documents())
def test_any_document_is_sound_and_read_in_order(document: Document) -> None:
    check_document(document)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=_SLOW_TO_DRAW)
@given(documents())
def test_very_many_documents_are_sound_and_read_in_order(document: Document) -> None:
    check_document(document)


@settings(max_examples=40, deadline=None, suppress_health_check=_SLOW_TO_DRAW)
@given(documents())
def test_every_page_says_its_number_and_notices_but_never_reads_them_out(document: Document) -> None:
    reading = read(render(document))
    for number, artifacts in enumerate(reading.artifacts, start=1):
        assert squeezed(f"Page {number} of {reading.page_count}") in squeezed(artifacts)
        for notice in document.notices:
            assert squeezed(settle(notice)) in squeezed(artifacts)
        if number > 1:
            assert squeezed(settle(document.running_head)) in squeezed(artifacts)
