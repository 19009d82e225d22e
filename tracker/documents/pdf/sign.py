"""Signs a PDF digitally (PAdES-B-B), so that whoever has the file sees who signed it and that nothing changed since.

Importing this brings pyHanko along, which takes a moment: import it where signatures are made or checked.
"""

from __future__ import annotations

import io
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1, translate_pyca_cryptography_key_to_asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import SignatureObject, SimpleSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.signers.pdf_cms import select_suitable_signing_md
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tracker.documents.pdf.sign_apart import BROKEN, finished
from tracker.documents.pdf.sign_certificate import Certificate
from tracker.documents.pdf.sign_errors import AlreadySigned, NoPlaceToSign, UnreadablePdf

__all__ = ["Certificate", "SigningFacts", "sign"]

_MISREAD: Final = b"\r\nendstream"
_SPARE: Final = 64
"""Bytes kept beyond the expected size of a signature: those of elliptic curves vary by a few."""


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """What the signature says besides the certificate; empty texts are left out.

    `moment` is aware and comes from the caller's clock. `name` is who signed, `reason` why, `location` where.
    """

    moment: datetime
    name: str
    reason: str = ""
    location: str = ""

    def __post_init__(self) -> None:
        if self.moment.utcoffset() is None:
            raise ValueError("moment must be aware of its time zone")


def sign(pdf: bytes, signer: Certificate, facts: SigningFacts) -> bytes:
    """The PDF with a digital signature in the place it keeps for one.

    The bytes begin with those that were given; what follows certifies them, allowing no change after it. No network is
    used. Raises `UnreadablePdf`, `AlreadySigned`, `NoPlaceToSign`, or what `Certificate.check` raises.
    """
    signer.check(facts.moment)
    hand = signer_of(signer)
    digest = select_suitable_signing_md(translate_pyca_cryptography_cert_to_asn1(signer.own).public_key)
    room = len(_signature(hand, bytes(64), digest, rehearsed=True)) + _SPARE
    draft = Draft.of(pdf, facts, digest, room)
    while draft.could_be_misread:
        room += 1
        draft = Draft.of(pdf, facts, digest, room)
    return draft.filled(_signature(hand, draft.digest, digest))


@dataclass(frozen=True, slots=True)
class Draft:
    """A PDF with all of its signature but the signature itself. `digest` is what is to be signed."""

    embedding: Generator[Any, Any, None]
    out: io.BytesIO
    digest: bytes
    size: int
    """Of the PDF that was given, in bytes."""

    @classmethod
    def of(cls, pdf: bytes, facts: SigningFacts, digest: str, room: int) -> Draft:
        """The draft for a PDF, with `room` bytes for the signature, by the algorithm `digest`."""
        writer = _opened(pdf)
        embedding = cast(Generator[Any, Any, None], PdfCMSEmbedder().write_cms(None, writer, existing_fields_only=True))
        next(embedding)
        place = SignatureObject(
            timestamp=facts.moment,
            subfilter=SigSeedSubFilter.PADES,
            name=facts.name or None,
            location=facts.location or None,
            reason=facts.reason or None,
            bytes_reserved=2 * room,
        )
        embedding.send(SigObjSetup(place, SigMDPSetup(digest, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)))
        writer.register_extension(ESIC_EXTENSION_1)
        prepared, out = cast(tuple[PreparedByteRangeDigest, io.BytesIO], embedding.send(SigIOSetup(digest)))
        return cls(embedding, out, prepared.document_digest, len(pdf))

    @property
    def could_be_misread(self) -> bool:
        """Whether its table of objects ends, compressed, with a carriage return.

        Some readers take that for a part of the line end after it, as `pack.squeezed` tells. Any other place of the
        objects after the signature makes other bytes of it.
        """
        return _MISREAD in self.out.getbuffer()[self.size :].tobytes()

    def filled(self, signature: bytes) -> bytes:
        """The whole file with its signature, DER."""
        self.embedding.send(signature)
        return self.out.getvalue()


class _Writer(IncrementalPdfFileWriter):
    """Appends to a file and leaves its metadata alone: pyHanko would write the machine's clock into it."""

    def _update_meta(self) -> None:
        return


def _opened(pdf: bytes) -> _Writer:
    """Opens a file that has exactly one place for a signature, an empty one."""
    try:
        writer = _Writer(io.BytesIO(pdf))
        if writer.prev.encrypted:
            raise UnreadablePdf
        filled = [value is not None for _, value, _ in enumerate_sig_fields(writer.prev)]
    except BROKEN as error:
        raise UnreadablePdf from error
    if any(filled):
        raise AlreadySigned
    if len(filled) != 1:
        raise NoPlaceToSign
    return writer


def signer_of(signer: Certificate) -> SimpleSigner:
    """A certificate as pyHanko takes it. Of its chain, what vouches for itself is left to its readers."""
    store = SimpleCertificateStore.from_certs(  # type: ignore[no-untyped-call]  # it lacks types
        map(translate_pyca_cryptography_cert_to_asn1, signer.chain)
    )
    return SimpleSigner(
        translate_pyca_cryptography_cert_to_asn1(signer.own),
        translate_pyca_cryptography_key_to_asn1(signer.key),
        store,
        embed_roots=False,
    )


def _signature(hand: SimpleSigner, document: bytes, digest: str, *, rehearsed: bool = False) -> bytes:
    """The signature of a document's digest as DER; `rehearsed` only to know its size."""
    made = finished(hand.async_sign(document, digest, dry_run=rehearsed, use_pades=True))
    return cast(bytes, made.dump())
