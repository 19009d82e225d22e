"""The certificate that signs reports and the authorities signatures are trusted by, read from the office's files."""

from __future__ import annotations

from pathlib import Path

from tracker.config import Settings
from tracker.documents.pdf.sign_certificate import Certificate, Roots, read_roots
from tracker.documents.pdf.sign_errors import CertificateUnreadable


def read_certificate(settings: Settings) -> Certificate | None:
    """The office's certificate, read anew each time so that it can be renewed; None where none is set.

    Raises CertificateUnreadable, or what `Certificate.load` raises.
    """
    if settings.certificate is None:
        return None
    return Certificate.load(_read(settings.certificate), settings.certificate_password)


def read_trusted_roots(settings: Settings) -> Roots | None:
    """None where none are set. Raises CertificateUnreadable or NoCertificate."""
    return read_roots(_read(settings.trusted_roots)) if settings.trusted_roots is not None else None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CertificateUnreadable(path.name) from error
