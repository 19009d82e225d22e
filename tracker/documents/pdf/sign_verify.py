"""Checks the digital signatures of a PDF. Like `sign`, it brings pyHanko along."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from asn1crypto import parser  # type: ignore[import-untyped]  # it has no types
from cryptography import x509
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from tracker.documents.pdf.sign_apart import BROKEN, finished
from tracker.documents.pdf.sign_certificate import Roots, fingerprint_of, name_of
from tracker.documents.pdf.sign_errors import UnreadablePdf, UnreadableSignature, day

__all__ = ["Roots", "SignatureReport", "verify"]

_STRONG: Final = frozenset({"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"})
_USAGE: Final = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
"""One of the two is enough."""

# What it finds stands in the report; it would also log every distrusted certificate, with a traceback.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What is true of one signature. `signer` and `issuer` are read from the certificate, `name` from the signature.

    `moment` is the time of signing that the signer states. `trusted` is None where nobody said whom to trust.
    """

    field: str
    signer: str
    issuer: str
    fingerprint: str
    name: str
    reason: str
    location: str
    moment: datetime | None
    digest: str
    not_before: datetime
    not_after: datetime
    intact: bool
    """The signed bytes are those that were signed, with a digest that is still safe."""
    whole: bool
    """The signature leaves out no byte of the file but its own."""
    unchanged: bool
    """Nothing was changed or added after signing."""
    trusted: bool | None

    @property
    def in_time(self) -> bool:
        """The certificate was valid at the stated time of signing."""
        return self.moment is not None and self.not_before <= self.moment <= self.not_after

    @property
    def problem(self) -> str:
        """The first thing that is wrong, as a sentence; empty where nothing is."""
        return next(self._problems(), "")

    def _problems(self) -> Iterator[str]:
        if self.digest not in _STRONG:
            yield f"The signature of “{self.signer}” uses {self.digest}, which is no longer safe."
        if not self.intact:
            yield f"The file is not what “{self.signer}” signed: its bytes have changed since."
        if not self.whole:
            yield f"The signature of “{self.signer}” does not cover the whole file."
        if not self.unchanged:
            yield f"The file was changed after “{self.signer}” signed it."
        if self.moment is None:
            yield f"The signature of “{self.signer}” does not say when it was made."
        elif not self.in_time:
            valid = f"from {day(self.not_before)} to {day(self.not_after)}"
            yield f"The file was signed on {day(self.moment)}, but the certificate of “{self.signer}” is valid {valid}."
        if self.trusted is False:
            yield f"No trusted authority vouches for the certificate of “{self.signer}”, issued by “{self.issuer}”."


def verify(pdf: bytes, trust: Roots | None = None) -> tuple[SignatureReport, ...]:
    """A report for each signature, in the order they were made; none where the file carries no signature.

    `trust` holds the authorities to trust; None leaves the question open. No network is used, so nothing is known of
    revoked certificates. A file cut off before its signature carries none: whoever knows that it was signed compares.
    Raises `UnreadablePdf` and `UnreadableSignature`.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        if reader.encrypted:
            raise UnreadablePdf
    except BROKEN as error:
        raise UnreadablePdf from error
    try:
        signatures = reader.embedded_regular_signatures
    except BROKEN as error:
        raise UnreadableSignature from error
    return tuple(_report(pdf, signature, trust) for signature in signatures)


def _report(pdf: bytes, signature: EmbeddedPdfSignature, trust: Roots | None) -> SignatureReport:
    try:
        status = _status(signature, trust)
        own = x509.load_der_x509_certificate(status.signing_cert.dump())
        said = signature.sig_object
        return SignatureReport(
            field=str(signature.field_name),
            signer=name_of(own.subject),
            issuer=name_of(own.issuer),
            fingerprint=fingerprint_of(own),
            name=str(said.get("/Name", "")),
            reason=str(said.get("/Reason", "")),
            location=str(said.get("/Location", "")),
            moment=status.signer_reported_dt,
            digest=status.md_algorithm,
            not_before=own.not_valid_before_utc,
            not_after=own.not_valid_after_utc,
            intact=status.intact and status.valid and status.md_algorithm in _STRONG,
            whole=status.coverage is SignatureCoverageLevel.ENTIRE_FILE and _leaves_out_itself_only(pdf, signature),
            unchanged=status.modification_level is ModificationLevel.NONE and bool(status.docmdp_ok),
            trusted=None if trust is None else status.trusted,
        )
    except BROKEN as error:
        raise UnreadableSignature from error


def _status(signature: EmbeddedPdfSignature, trust: Roots | None) -> PdfSignatureStatus:
    """pyHanko's verdict, with certificates judged at the time of signing."""
    roots = [translate_pyca_cryptography_cert_to_asn1(root) for root in trust or ()]
    context = ValidationContext(trust_roots=roots, moment=signature.self_reported_timestamp, allow_fetching=False)
    judged = async_validate_pdf_signature(signature, context, key_usage_settings=_USAGE)
    return finished(judged)


def _leaves_out_itself_only(pdf: bytes, signature: EmbeddedPdfSignature) -> bool:
    """Whether the gap between the signed bytes holds the signature in plain digits and then nothing but zeros."""
    start, before, after, rest = map(int, signature.byte_range)
    contents = signature.pkcs7_content
    gap = pdf[before:after]
    digits = contents.hex().encode("ascii")
    filled = cast(int, parser.peek(contents))
    whole = start == 0 and after + rest == len(pdf)
    return whole and gap in (b"<%s>" % digits, b"<%s>" % digits.upper()) and not any(contents[filled:])
