"""The certificate and private key that sign PDFs, and the roots that signatures are trusted by."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Self, TypeAlias

from asn1crypto.pkcs12 import Pfx  # type: ignore[import-untyped]  # it has no types
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates, load_pkcs12
from cryptography.x509.oid import NameOID

from tracker.documents.pdf.sign_errors import (
    CertificateExpired,
    CertificateNotYetValid,
    NoCertificate,
    NoPrivateKey,
    NotAKeyStore,
    UnsupportedKey,
    UsageForbidsSigning,
    WrongPassword,
)

SigningKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
Roots: TypeAlias = tuple[x509.Certificate, ...]
"""Certificates of the authorities a reader trusts."""

_LEAST_BITS: Final = 2048
_CURVES: Final = frozenset({"secp256r1", "secp384r1", "secp521r1"})
_SAID_FIRST: Final = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its private key and the chain above it. One that exists may sign, on the days it is valid."""

    key: SigningKey = field(repr=False)
    own: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()
    """Intermediate and root certificates that the file brought along, in no order."""

    @classmethod
    def load(cls, store: bytes, password: str) -> Self:
        """The certificate in a PKCS#12 file (.p12, .pfx).

        Raises `NotAKeyStore`, `WrongPassword`, `NoPrivateKey`, `NoCertificate`, `UnsupportedKey`
        or `UsageForbidsSigning`. Whether it is valid today `check` says: only its caller knows the day.
        """
        opened = _opened(store, password)
        if opened.key is None:
            raise NoPrivateKey
        if opened.cert is None:
            raise NoCertificate
        own = opened.cert.certificate
        if not _may_sign(own):
            raise UsageForbidsSigning(name_of(own.subject))
        key = _usable(opened.key)
        return cls(key, own, tuple(other.certificate for other in opened.additional_certs))

    def check(self, moment: datetime) -> None:
        """Raises `CertificateExpired` or `CertificateNotYetValid` where it is not valid at this aware moment."""
        if moment < self.not_before:
            raise CertificateNotYetValid(self.subject, self.not_before)
        if moment > self.not_after:
            raise CertificateExpired(self.subject, self.not_after)

    @property
    def subject(self) -> str:
        """Whose it is, as a person would say it."""
        return name_of(self.own.subject)

    @property
    def issuer(self) -> str:
        """Who vouches for it; the same as the subject where nobody else does."""
        return name_of(self.own.issuer)

    @property
    def not_before(self) -> datetime:
        """The first moment at which it is valid, in UTC."""
        return self.own.not_valid_before_utc

    @property
    def not_after(self) -> datetime:
        """The last moment at which it is valid, in UTC."""
        return self.own.not_valid_after_utc

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, as lower-case hexadecimal digits."""
        return fingerprint_of(self.own)


def read_roots(data: bytes) -> Roots:
    """The certificates in a PEM file, or the one in a DER file. Raises `NoCertificate`."""
    try:
        if b"-----BEGIN" in data:
            return tuple(x509.load_pem_x509_certificates(data))
        return (x509.load_der_x509_certificate(data),)
    except ValueError as error:
        raise NoCertificate from error


def name_of(name: x509.Name) -> str:
    """The common name, the organisation, or else everything in a name."""
    for said in _SAID_FIRST:
        for attribute in name.get_attributes_for_oid(said):
            return attribute.value if isinstance(attribute.value, str) else attribute.value.decode("utf-8", "replace")
    return name.rfc4514_string()


def fingerprint_of(certificate: x509.Certificate) -> str:
    """The SHA-256 of a certificate, as lower-case hexadecimal digits."""
    return certificate.fingerprint(SHA256()).hex()


def _opened(store: bytes, password: str) -> PKCS12KeyAndCertificates:
    try:
        Pfx.load(store, strict=True)["auth_safe"]["content"].native  # noqa: B018  # reading it is the check
    except (ValueError, TypeError, KeyError) as error:
        raise NotAKeyStore from error
    if "\x00" in password:
        raise WrongPassword  # the library would not survive it
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about the looser encoding (BER) that Windows exports
            return load_pkcs12(store, password.encode("utf-8"))
    except UnsupportedAlgorithm as error:
        raise UnsupportedKey("of a kind that is not known here") from error
    except ValueError as error:
        raise WrongPassword from error


def _usable(key: object) -> SigningKey:
    if isinstance(key, rsa.RSAPrivateKey):
        if key.key_size < _LEAST_BITS:
            raise UnsupportedKey(f"RSA with {key.key_size} bits")
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey):
        if key.curve.name not in _CURVES:
            raise UnsupportedKey(f"on the curve {key.curve.name}")
        return key
    raise UnsupportedKey(f"of the kind {type(key).__name__}")


def _may_sign(certificate: x509.Certificate) -> bool:
    """Whether its key usage, where it names any, allows signatures."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment
