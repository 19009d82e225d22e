"""What the file says about itself, and that it is the same every time."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import pikepdf
import pytest

from tests.judges import judge
from tests.unit.documents.pdf.reports import paragraph, part, report, table
from tracker.documents.blocks import ProgressBar
from tracker.documents.document import Document
from tracker.documents.pdf import render
from tracker.documents.pdf.pack import squeezed

_MOMENT = datetime(2024, 9, 18, 9, 30, 15, tzinfo=timezone(timedelta(hours=1)))
_XML = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
_AGAIN = """
import hashlib
from tests.unit.documents.pdf.test_metadata import full
from tracker.documents.pdf import render
from tracker.documents.pdf.pack import squeezed
print(hashlib.sha256(render(full())).hexdigest())
"""


def full() -> Document:
    return report(
        part("Plan ŵ", paragraph("x → y"), table(("a", "b")), ProgressBar(3, "3% complete"), anchor="plan"),
        title="Report <A> & “B” ŵ",
        language="cy",
    )


def xmp(data: bytes) -> ElementTree.Element:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return ElementTree.fromstring(pdf.Root.Metadata.read_bytes())  # noqa: S314  # our own file


@pytest.mark.pdf
def test_title_language_and_claim_are_told() -> None:
    data = render(full())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "cy"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Report <A> & “B” ŵ"
        assert str(pdf.docinfo["/Author"]) == "Office of the Police and Crime Commissioner"
        assert str(pdf.docinfo["/Subject"]) == "Progress with the plan"
    packet = xmp(data)
    assert packet.findtext(".//dc:title/rdf:Alt/rdf:li", namespaces=_XML) == "Report <A> & “B” ŵ"
    assert packet.findtext(".//pdfuaid:part", namespaces=_XML) == "1"
    judge(data, "small documents")


def test_the_moment_of_creation_is_told_when_it_is_given() -> None:
    data = render(full(), created=_MOMENT)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20240918093015+01'00'"
    assert xmp(data).findtext(".//xmp:CreateDate", namespaces=_XML) == "2024-09-18T09:30:15+01:00"


def test_without_a_moment_the_file_tells_no_date() -> None:
    data = render(full())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/CreationDate" not in pdf.docinfo
    assert xmp(data).find(".//xmp:CreateDate", namespaces=_XML) is None


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        render(full(), created=datetime(2024, 9, 18))  # noqa: DTZ001  # the fault under test


def test_the_same_document_and_moment_give_the_same_bytes() -> None:
    assert render(full(), created=_MOMENT) == render(full(), created=_MOMENT)
    assert render(full(), created=_MOMENT) != render(full(), created=datetime(2024, 9, 19, tzinfo=UTC))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_gives_the_same_bytes(seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    run = subprocess.run([sys.executable, "-c", _AGAIN], env=environment, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == hashlib.sha256(render(full())).hexdigest()


def test_threads_do_not_disturb_each_other() -> None:
    documents = [full(), report(paragraph("another"), table(*(("row", "x") for _ in range(80))))] * 4
    expected = [render(document) for document in documents]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render, documents)) == expected


def test_the_file_is_packed_into_object_streams() -> None:
    data = render(report(table(*((f"row {number}", "x") for number in range(100)))))
    assert data.startswith(b"%PDF-1.7")
    assert b"/ObjStm" in data
    assert b"Helvetica" not in data


def test_no_stream_ends_with_a_carriage_return_that_readers_take_for_a_line_end() -> None:
    contents = [b"a" * number for number in range(300)]
    assert any(zlib.compress(content).endswith(b"\r") for content in contents)
    for content in contents:
        assert not squeezed(content).endswith(b"\r")
        assert zlib.decompress(squeezed(content)).rstrip(b"\n") == content


def test_every_object_is_found_where_the_cross_reference_says() -> None:
    data = render(report(table(*((f"row {number}", "x") for number in range(300)))))
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.objects) > 1200
        fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and "/Length1" in thing]
        assert fonts
        assert all(int(font.Length1) == len(font.read_bytes()) for font in fonts)
