"""Certificates for the tests, made here and now: by the library `cryptography`, and by the `openssl` program."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

Key: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

PASSWORD: Final = "a password for tests – ŵ"
SIGNED_AT: Final = datetime(2024, 9, 18, 13, 3, 20, tzinfo=UTC)
FIRST: Final = datetime(2024, 1, 1, tzinfo=UTC)
LAST: Final = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
HOLDER: Final = "Office of the Commissioner for Example"
KINDS: Final = ("RSA", "P-256", "P-384")


@cache
def key_of(kind: str, number: int = 0) -> Key:
    """A private key, "RSA", "RSA 1024" or the name of a curve; the same for the same number."""
    if kind.startswith("RSA"):
        return rsa.generate_private_key(65537, int(kind[4:] or 2048))
    curves: Mapping[str, type[ec.EllipticCurve]] = {
        "P-256": ec.SECP256R1,
        "P-384": ec.SECP384R1,
        "P-521": ec.SECP521R1,
        "K-256": ec.SECP256K1,
    }
    return ec.generate_private_key(curves[kind]())


@dataclass(frozen=True)
class Issued:
    """A certificate with its key and the certificates above it, nearest first."""

    key: Key
    own: x509.Certificate
    above: tuple[x509.Certificate, ...] = ()

    @property
    def root(self) -> x509.Certificate:
        return (self.own, *self.above)[-1]

    def store(self, password: str = PASSWORD, *, with_key: bool = True) -> bytes:
        """It all as a PKCS#12 file."""
        lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
        if with_key:
            return serialize_key_and_certificates(b"signer", self.key, self.own, self.above, lock)
        return serialize_key_and_certificates(b"signer", None, None, [self.own, *self.above], lock)


def name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def usage(*names: str) -> x509.KeyUsage:
    """A key usage that allows what is named and nothing else."""
    every = [
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    ]
    return x509.KeyUsage(**{each: each in names for each in every})


SIGNS: Final = usage("digital_signature", "content_commitment")
AUTHORITY: Final = usage("key_cert_sign", "crl_sign")


def issue(
    common: str,
    kind: str,
    issuer: Issued | None = None,
    allowed: x509.KeyUsage | None = SIGNS,
    *,
    authority: bool = False,
    first: datetime = FIRST,
    last: datetime = LAST,
) -> Issued:
    """A certificate for a new key, signed by its issuer, or by itself."""
    key = key_of(kind, hash((common, kind)))
    above = (issuer.own, *issuer.above) if issuer else ()
    builder = (
        x509.CertificateBuilder(name(common_name(issuer.own) if issuer else common), name(common))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if issuer:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
        builder = builder.add_extension(identifier, critical=False)
    if allowed:
        builder = builder.add_extension(allowed, critical=True)
    return Issued(key, builder.sign(issuer.key if issuer else key, SHA256()), above)


def common_name(certificate: x509.Certificate) -> str:
    (found,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found.value)


@cache
def intermediate(kind: str) -> Issued:
    """An authority under a root of its own."""
    decade = timedelta(days=3650)
    ages = {"first": FIRST - decade, "last": LAST + decade}
    root = issue(f"Example root {kind}", kind, None, AUTHORITY, authority=True, **ages)
    return issue(f"Example authority {kind}", kind, root, AUTHORITY, authority=True, **ages)


@cache
def signatory(kind: str = "RSA") -> Issued:
    """The certificate of an office that may sign, with an intermediate authority and a root above it."""
    return issue(HOLDER, kind, intermediate(kind))


# The openssl program

_ALGORITHMS: Final = MappingProxyType(
    {
        "RSA": ("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"),
        "P-256": ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
        "P-384": ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"),
    }
)


def program(name: str) -> str:
    """Where a program is. The test is skipped, and says so, where it is not installed; with
    TRACKER_REQUIRE_PRODUCERS=1 it fails instead."""
    found = shutil.which(name)
    if found is not None:
        return found
    if os.environ.get("TRACKER_REQUIRE_PRODUCERS") == "1":
        pytest.fail(f"{name} is not installed, and TRACKER_REQUIRE_PRODUCERS=1 asks for it")
    pytest.skip(f"{name} is not installed")  # named above; where it is required the test fails instead


def run(folder: Path, *command: str) -> str:
    """What a program prints; its failure is the test's."""
    done = subprocess.run([program(command[0]), *command[1:]], cwd=folder, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stdout + done.stderr
    return done.stdout + done.stderr


def openssl(folder: Path, kind: str, *, export: tuple[str, ...] = ()) -> Path:
    """A folder with `signer.p12` and `root.pem`, made by the openssl program; an authority stands between them.

    The certificates are valid from today for ten days. `export` are more options of the export.
    """
    extensions = "basicConstraints=critical,CA:{}\nkeyUsage=critical,{}\n"
    (folder / "authority.cnf").write_text(extensions.format("TRUE", "keyCertSign,cRLSign"))
    (folder / "signer.cnf").write_text(extensions.format("FALSE", "nonRepudiation,digitalSignature"))
    for each in ("root", "authority", "signer"):
        run(folder, "openssl", "genpkey", *_ALGORITHMS[kind], "-out", f"{each}.key")
        run(
            folder,
            "openssl",
            "req",
            "-new",
            "-key",
            f"{each}.key",
            "-subj",
            f"/CN={each} of openssl",
            "-out",
            f"{each}.csr",
        )
    for each, issuer, allowed in (
        ("root", "root", "authority"),
        ("authority", "root", "authority"),
        ("signer", "authority", "signer"),
    ):
        by = ("-signkey", "root.key") if each == issuer else ("-CA", f"{issuer}.pem", "-CAkey", f"{issuer}.key")
        request = ("-req", "-in", f"{each}.csr", *by, "-days", "10", "-sha256", "-extfile", f"{allowed}.cnf")
        run(folder, "openssl", "x509", *request, "-CAcreateserial", "-out", f"{each}.pem")
    store = ("-inkey", "signer.key", "-in", "signer.pem", "-certfile", "authority.pem", "-out", "signer.p12")
    run(folder, "openssl", "pkcs12", "-export", *store, "-passout", f"pass:{PASSWORD}", *export)
    return folder
