"""Whatever happens to a signed file is found, and the report names the first thing that is wrong."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Final

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Name
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from tests.certificates import FIRST, HOLDER, KINDS, LAST, PASSWORD, SIGNED_AT, intermediate, issue, signatory
from tests.unit.documents.pdf.signing import FACTS, certificate, signed, unsigned
from tracker.documents.pdf.sign import Certificate, sign, signer_of
from tracker.documents.pdf.sign_apart import finished
from tracker.documents.pdf.sign_certificate import Roots
from tracker.documents.pdf.sign_errors import SigningRefused, UnreadablePdf, UnreadableSignature
from tracker.documents.pdf.sign_verify import SignatureReport, verify


def roots(kind: str = "RSA") -> Roots:
    return (intermediate(kind).root,)


def only(data: bytes, trust: Roots | None = None) -> SignatureReport:
    (report,) = verify(data, trust)
    return report


def is_found(data: bytes) -> bool:
    """Whether a reader of the reports sees that this is not a file signed well, once."""
    try:
        reports = verify(data, roots("P-256"))
    except SigningRefused:
        return True
    return len(reports) != 1 or bool(reports[0].problem)


@pytest.mark.parametrize("kind", KINDS)
def test_a_signed_file_has_nothing_wrong(kind: str) -> None:
    report = only(signed(kind), roots(kind))
    assert (report.intact, report.whole, report.unchanged, report.in_time, report.trusted) == (True,) * 5
    assert report.problem == ""


def test_it_says_who_signed_with_what_when_why_and_where() -> None:
    report = only(signed())
    assert (report.field, report.signer, report.issuer) == ("Signature", HOLDER, "Example authority RSA")
    assert (report.name, report.reason, report.location) == (FACTS.name, FACTS.reason, FACTS.location)
    assert (report.moment, report.digest) == (SIGNED_AT, "sha256")
    assert (report.not_before, report.not_after) == (FIRST, LAST)
    assert report.fingerprint == certificate().fingerprint


def test_a_file_from_before_its_signature_carries_none() -> None:
    assert verify(unsigned()) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_pyhankos_validator_finds_every_detail_right(kind: str) -> None:
    (embedded,) = PdfFileReader(io.BytesIO(signed(kind))).embedded_signatures
    trusted = [translate_pyca_cryptography_cert_to_asn1(root) for root in roots(kind)]
    context = ValidationContext(trust_roots=trusted, moment=SIGNED_AT, allow_fetching=False)
    usage = KeyUsageConstraints({"non_repudiation"})
    status = finished(async_validate_pdf_signature(embedded, context, key_usage_settings=usage))
    assert status.bottom_line
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert status.modification_level is ModificationLevel.NONE
    assert status.docmdp_ok
    assert embedded.docmdp_level is MDPPerm.NO_CHANGES
    assert status.signer_reported_dt == SIGNED_AT


# Bytes that change

_ANYWHERE: Final = st.integers(0, 2**32)
"""Which byte is meant, counted round and round."""


@cache
def spoiled_one() -> tuple[bytes, int, int]:
    """The file that is spoiled here, and where its signature begins and ends; everything else is signed."""
    data = signed("P-256")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _, begins, ends, _ = map(int, pdf.Root.AcroForm.Fields[0].V.ByteRange)
    return data, begins, ends


@settings(max_examples=60, deadline=None)
@given(_ANYWHERE, st.integers(1, 255))
def test_one_changed_byte_of_what_was_signed_is_found(number: int, change: int) -> None:
    data, begins, ends = spoiled_one()
    place = number % (len(data) - (ends - begins))
    place += (ends - begins) * (place >= begins)
    assert is_found(data[:place] + bytes([data[place] ^ change]) + data[place + 1 :])


def test_a_list_of_objects_that_does_not_unpack_makes_the_file_unreadable() -> None:
    data, _, _ = spoiled_one()
    last = int(data[data.rindex(b"startxref") :].split()[1])
    place = data.index(b"stream", last) + len(b"stream\r\n")
    for change in (1, 255):
        with pytest.raises(UnreadablePdf):
            verify(data[:place] + bytes([data[place] ^ change]) + data[place + 1 :])


@settings(max_examples=30, deadline=None)
@given(_ANYWHERE, st.sampled_from(b"0123456789ABCDEFabcdef \n<>z\x00"))
def test_a_changed_digit_of_the_signature_is_found_or_says_nothing_of_the_file(number: int, digit: int) -> None:
    data, begins, ends = spoiled_one()
    place = begins + number % (ends - begins)
    changed = data[:place] + bytes([digit]) + data[place + 1 :]
    # Nothing signs the signature's own wrapping, such as the list of digests it was made with.
    assert is_found(changed) or only(changed) == only(data)


@settings(max_examples=40, deadline=None)
@given(_ANYWHERE)
def test_bytes_cut_off_are_found(number: int) -> None:
    data, _, _ = spoiled_one()
    assert is_found(data[: number % len(data)])


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=1, max_size=300) | st.sampled_from([b"\n", b" ", b"%%EOF\n", b"\x00" * 2000]))
def test_bytes_added_are_found(added: bytes) -> None:
    data, _, _ = spoiled_one()
    assert is_found(data + added)
    assert is_found(added + data)


@settings(max_examples=30, deadline=None)
@given(_ANYWHERE, st.integers(1, 200))
def test_bytes_taken_out_are_found(number: int, length: int) -> None:
    data, _, _ = spoiled_one()
    place = number % len(data)
    assert is_found(data[:place] + data[place + length :])


def test_room_after_the_signature_that_holds_something_is_found() -> None:
    data, _, ends = spoiled_one()
    assert data[ends - 3 : ends] == b"00>"
    report = only(data[: ends - 3] + b"07>" + data[ends:])
    assert (report.intact, report.whole) == (True, False)
    assert report.problem == f"The signature of “{HOLDER}” does not cover the whole file."


def test_a_changed_word_is_named_first() -> None:
    data, _, _ = spoiled_one()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        place = data.index(pdf.pages[0].Contents.read_raw_bytes()) + 30
    report = only(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :], roots("P-256"))
    assert not report.intact
    assert report.problem == f"The file is not what “{HOLDER}” signed: its bytes have changed since."


def test_an_update_after_signing_is_found() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed()))
    writer.root["/PageMode"] = pdf_name("/UseOutlines")
    writer.mark_update(writer.root_ref)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]  # it lacks types
    report = only(out.getvalue())
    assert (report.intact, report.whole, report.unchanged) == (True, False, False)
    assert report.problem == f"The signature of “{HOLDER}” does not cover the whole file."


def test_a_file_saved_anew_is_found() -> None:
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        out = io.BytesIO()
        pdf.save(out)
    assert is_found(out.getvalue())


def test_a_second_signature_is_reported_beside_the_first_which_is_no_longer_whole() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(unsigned()))
    approval = PdfSigner(PdfSignatureMetadata("Signature"), signer_of(certificate()))
    first = finished(approval.async_sign_pdf(writer)).getvalue()
    again = PdfSigner(PdfSignatureMetadata("Second"), signer_of(certificate("P-256")))
    second = again.async_sign_pdf(IncrementalPdfFileWriter(io.BytesIO(first)))
    both = verify(finished(second).getvalue())
    assert [(report.field, report.intact, report.whole) for report in both] == [
        ("Signature", True, False),
        ("Second", True, True),
    ]


# Certificates


def test_without_anybody_to_trust_the_question_stays_open() -> None:
    assert only(signed()).trusted is None


@pytest.mark.parametrize("kinds", [(), ("P-256",)], ids=["nobody", "another"])
def test_an_authority_that_is_not_trusted_is_named(kinds: tuple[str, ...]) -> None:
    report = only(signed(), tuple(root for kind in kinds for root in roots(kind)))
    assert (report.intact, report.trusted) == (True, False)
    assert report.problem == (
        f"No trusted authority vouches for the certificate of “{HOLDER}”, issued by “Example authority RSA”."
    )


def test_the_certificate_itself_may_be_trusted() -> None:
    assert only(signed(), (signatory().own,)).trusted is True


def test_a_certificate_that_vouches_for_itself_is_trusted_by_nobody_else() -> None:
    own = issue("Self-made", "P-256")
    data = sign(unsigned(), Certificate.load(own.store(), PASSWORD), FACTS)
    assert only(data, ()).trusted is False
    assert only(data, (own.own,)).problem == ""


@pytest.mark.parametrize("days", [-400, 1000])
def test_a_signature_outside_the_days_of_its_certificate_is_found(days: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Certificate, "check", lambda self, moment: None)
    moment = SIGNED_AT + timedelta(days=days)
    report = only(sign(unsigned(), certificate(), replace(FACTS, moment=moment)))
    assert not report.in_time
    assert report.problem == (
        f"The file was signed on {moment.day} {moment:%B %Y}, but the certificate of “{HOLDER}” is valid "
        "from 1 January 2024 to 31 December 2026."
    )


def test_a_certificate_that_has_ended_since_was_still_good_when_it_signed() -> None:
    assert only(signed(), roots()).in_time


def test_a_digest_that_is_no_longer_safe_is_refused() -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(unsigned()))
    old = PdfSigner(PdfSignatureMetadata("Signature", md_algorithm="sha1"), signer_of(certificate()))
    report = only(finished(old.async_sign_pdf(writer)).getvalue())
    assert not report.intact
    assert report.problem == f"The signature of “{HOLDER}” uses sha1, which is no longer safe."


# What cannot be read


@pytest.mark.parametrize("data", [b"", b"x" * 5000, b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadablePdf):
        verify(data)


def test_a_pdf_cut_off_is_refused() -> None:
    with pytest.raises(UnreadablePdf):
        verify(unsigned()[:-3000])


def test_a_signature_that_is_none_is_refused() -> None:
    data, begins, _ = spoiled_one()
    with pytest.raises(UnreadableSignature):
        verify(data[: begins + 1] + b"0" * 400 + data[begins + 401 :])


def test_a_locked_file_is_refused() -> None:
    with pikepdf.open(io.BytesIO(unsigned())) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    with pytest.raises(UnreadablePdf):
        verify(out.getvalue())


def test_a_file_without_a_form_carries_no_signature() -> None:
    with pikepdf.open(io.BytesIO(unsigned())) as pdf:
        del pdf.Root[Name.AcroForm]
        del pdf.pages[0][Name.Annots]
        out = io.BytesIO()
        pdf.save(out)
    assert verify(out.getvalue()) == ()
