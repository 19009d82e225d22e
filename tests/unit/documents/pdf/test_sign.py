"""Signing adds a PAdES signature after the bytes that were given, and the PDF stays accessible and archivable."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import count

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.certificates import FIRST, HOLDER, KINDS, LAST, SIGNED_AT
from tests.judges import judge
from tests.pdf_structure import read
from tests.unit.documents.generated import documents
from tests.unit.documents.pdf.reports import paragraph, report
from tests.unit.documents.pdf.signing import (
    FACTS,
    PANEL,
    certificate,
    panelled,
    signed,
    signed_highlight_report,
    small_report,
    unsigned,
)
from tests.unit.documents.samples import highlight_report
from tracker.documents.document import Document
from tracker.documents.pdf import render
from tracker.documents.pdf.sign import Draft, SigningFacts, sign
from tracker.documents.pdf.sign_apart import finished
from tracker.documents.pdf.sign_errors import (
    AlreadySigned,
    CertificateExpired,
    CertificateNotYetValid,
    NoPlaceToSign,
    UnreadablePdf,
)
from tracker.documents.pdf.sign_verify import verify

pytestmark = pytest.mark.pdf


@pytest.mark.parametrize("kind", KINDS)
def test_the_signed_file_begins_with_the_bytes_that_were_given(kind: str) -> None:
    assert signed(kind).startswith(unsigned())


def test_a_file_is_signed_and_verified_where_an_event_loop_is_running() -> None:
    async def on_a_loop() -> list[bool]:
        file = sign(unsigned(), certificate(), FACTS)
        return [report.intact for report in verify(file)]

    assert finished(on_a_loop()) == [True]


@pytest.mark.parametrize("kind", KINDS)
def test_the_signed_file_is_as_accessible_and_archivable_as_before(kind: str) -> None:
    judge(unsigned(), "signature panels")
    judge(signed(kind), "signed reports")


def test_a_whole_report_stays_accessible_and_says_the_same() -> None:
    judge(signed_highlight_report(), "signed reports")
    before, after = read(render(panelled(highlight_report()))), read(signed_highlight_report())
    assert (after.text, after.artifacts, after.tags) == (before.text, before.artifacts, before.tags)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents())
def test_any_report_stays_accessible_says_the_same_and_is_intact(document: Document) -> None:
    data = render(panelled(document))
    after = sign(data, certificate("P-256"), FACTS)
    assert after.startswith(data)
    judge(after, "signed reports")
    assert read(after).text == read(data).text
    (found,) = verify(after, certificate("P-256").chain)
    assert found.problem == ""


def test_the_signature_certifies_the_file_and_allows_no_change() -> None:
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        signature = field.V
        assert pdf.Root.Perms.DocMDP.objgen == signature.objgen
        (reference,) = signature.Reference
        assert reference.TransformMethod == Name.DocMDP
        assert reference.TransformParams.P == 1
        assert pdf.Root.AcroForm.SigFlags == 3
        assert pdf.Root.Extensions.ESIC.ExtensionLevel == 1


def test_the_signature_is_pades_and_says_who_when_why_and_where() -> None:
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        signature = pdf.Root.AcroForm.Fields[0].V
        assert signature.SubFilter == Name("/ETSI.CAdES.detached")
        assert str(signature.M) == "D:20240918130320Z"
        said = [str(signature[key]) for key in ("/Name", "/Reason", "/Location")]
        assert said == ["Jane Example", "Approved for the Panel – é ŵ", "Devizes"]


@pytest.mark.parametrize(("kind", "digest"), [("RSA", "sha256"), ("P-256", "sha256"), ("P-384", "sha384")])
def test_the_signed_attributes_are_those_of_pades_b_b(kind: str, digest: str) -> None:
    (found,) = PdfFileReader(io.BytesIO(signed(kind))).embedded_signatures
    attributes = {attribute["type"].native for attribute in found.signer_info["signed_attrs"]}
    # The time is in the signature dictionary; PAdES forbids a second one here.
    assert attributes == {"content_type", "message_digest", "signing_certificate_v2"}
    assert found.md_algorithm == digest
    assert not found.signer_info["unsigned_attrs"]


def test_the_chain_goes_along_but_not_the_root() -> None:
    (found,) = PdfFileReader(io.BytesIO(signed())).embedded_signatures
    embedded = {found.signer_cert.subject.native["common_name"]}
    embedded |= {other.subject.native["common_name"] for other in found.other_embedded_certs}
    assert embedded == {HOLDER, "Example authority RSA"}


def test_what_the_file_says_of_itself_stays() -> None:
    with pikepdf.open(io.BytesIO(unsigned())) as before, pikepdf.open(io.BytesIO(signed())) as after:
        assert dict(before.docinfo.items()) == dict(after.docinfo.items())
        assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()
        assert before.trailer.ID[0] == after.trailer.ID[0]
        assert before.trailer.ID[1] != after.trailer.ID[1]


def test_no_reader_takes_the_end_of_the_table_of_objects_for_a_line_end() -> None:
    with pikepdf.open(io.BytesIO(signed("P-256"))) as pdf:
        _, begins, ends, _ = map(int, pdf.Root.AcroForm.Fields[0].V.ByteRange)
    room = (ends - begins) // 2 - 1
    facts = (replace(FACTS, location="x" * length) for length in count(1))
    unlucky = next(it for it in facts if Draft.of(unsigned(), it, "sha256", room).could_be_misread)
    data = sign(unsigned(), certificate("P-256"), unlucky)
    assert b"\r\nendstream" not in data[len(unsigned()) :]
    judge(data, "signed reports")
    assert verify(data)[0].problem == ""


def test_texts_that_are_not_given_are_left_out() -> None:
    data = sign(unsigned(), certificate(), SigningFacts(SIGNED_AT, ""))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not {"/Name", "/Reason", "/Location"} & pdf.Root.AcroForm.Fields[0].V.keys()
    assert verify(data)[0].problem == ""


def test_the_moment_is_the_callers_in_any_time_zone() -> None:
    summer = SIGNED_AT.astimezone(timezone(timedelta(hours=1)))
    (found,) = verify(sign(unsigned(), certificate(), replace(FACTS, moment=summer)))
    assert found.moment == SIGNED_AT


def test_a_moment_without_a_time_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="aware"):
        SigningFacts(SIGNED_AT.replace(tzinfo=None), "Jane Example")


@pytest.mark.parametrize(
    ("moment", "refusal"),
    [(FIRST - timedelta(days=1), CertificateNotYetValid), (LAST + timedelta(days=1), CertificateExpired)],
)
def test_a_certificate_that_is_not_valid_then_signs_nothing(moment: datetime, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        sign(unsigned(), certificate(), replace(FACTS, moment=moment))


def test_a_signed_file_is_not_signed_again() -> None:
    with pytest.raises(AlreadySigned):
        sign(signed(), certificate(), FACTS)


@pytest.mark.parametrize(
    "document",
    [report(paragraph("No panel.")), small_report(replace(PANEL, certificate=None))],
    ids=["no panel", "no certificate"],
)
def test_a_file_that_keeps_no_place_is_not_signed(document: Document) -> None:
    with pytest.raises(NoPlaceToSign):
        sign(render(document), certificate(), FACTS)


def test_a_file_with_two_places_is_not_signed() -> None:
    with pikepdf.open(io.BytesIO(unsigned())) as pdf:
        second = Dictionary(FT=Name.Sig, T=String("Second"), Type=Name.Annot, Subtype=Name.Widget)
        second.Rect = Array([0, 0, 0, 0])
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(second))
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(NoPlaceToSign):
        sign(out.getvalue(), certificate(), FACTS)


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(unsigned())) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    return out.getvalue()


@pytest.mark.parametrize(
    "made",
    [lambda: b"", lambda: b"x", lambda: b"%PDF-1.7\n%%EOF", lambda: unsigned()[:-2000], locked],
    ids=["nothing", "text", "start", "cut off", "locked"],
)
def test_what_cannot_be_read_is_not_signed(made: Callable[[], bytes]) -> None:
    with pytest.raises(UnreadablePdf):
        sign(made(), certificate(), FACTS)


def test_the_moment_in_summer_is_told_in_utc() -> None:
    assert verify(signed())[0].moment == datetime(2024, 9, 18, 13, 3, 20, tzinfo=UTC)
