"""A signing certificate is loaded whole or refused with what is wrong and what to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates

from tests.certificates import (
    FIRST,
    HOLDER,
    KINDS,
    LAST,
    PASSWORD,
    SIGNED_AT,
    intermediate,
    issue,
    key_of,
    name,
    signatory,
    usage,
)
from tracker.documents.pdf.sign_certificate import Certificate, read_roots
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


@pytest.mark.parametrize("kind", KINDS)
def test_a_certificate_comes_with_its_key_and_its_chain(kind: str) -> None:
    issued = signatory(kind)
    loaded = Certificate.load(issued.store(), PASSWORD)
    assert loaded.key.private_numbers() == issued.key.private_numbers()
    assert loaded.own == issued.own
    assert set(loaded.chain) == set(issued.above)


def test_it_says_whose_it_is_who_vouches_for_it_and_when_it_is_valid() -> None:
    issued = signatory()
    loaded = Certificate.load(issued.store(), PASSWORD)
    assert (loaded.subject, loaded.issuer) == (HOLDER, "Example authority RSA")
    assert (loaded.not_before, loaded.not_after) == (FIRST, LAST)
    assert loaded.fingerprint == issued.own.fingerprint(SHA256()).hex()


def test_its_key_is_never_shown() -> None:
    assert "key=" not in repr(Certificate.load(signatory().store(), PASSWORD))


def test_a_store_without_a_password_opens_with_an_empty_one() -> None:
    assert Certificate.load(signatory("P-256").store(password=""), "").subject == HOLDER


def test_a_store_in_the_looser_encoding_that_windows_exports_opens_too() -> None:
    store = signatory("P-256").store()
    assert store[:2] == b"0\x82"  # a sequence whose length is told in two bytes
    loose = b"0\x80" + store[4:] + b"\x00\x00"
    assert Certificate.load(loose, PASSWORD).subject == HOLDER


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD + " ", "a\x00b"])
def test_a_wrong_password_is_told_apart_from_a_wrong_file(password: str) -> None:
    with pytest.raises(WrongPassword):
        Certificate.load(signatory().store(), password)


@pytest.mark.parametrize(
    "store",
    [b"", b"not a store", b"%PDF-1.7", b"0\x80", b"0\x03\x02\x01\x03"],
    ids=["nothing", "text", "PDF", "start", "no contents"],
)
def test_a_file_that_is_no_store_is_refused(store: bytes) -> None:
    with pytest.raises(NotAKeyStore):
        Certificate.load(store, PASSWORD)


def test_a_store_cut_off_is_refused() -> None:
    with pytest.raises(NotAKeyStore):
        Certificate.load(signatory().store()[:1500], PASSWORD)


def test_a_certificate_file_is_no_store() -> None:
    with pytest.raises(NotAKeyStore):
        Certificate.load(signatory().own.public_bytes(Encoding.DER), PASSWORD)


def test_a_changed_store_is_refused() -> None:
    store = bytearray(signatory().store())
    store[len(store) // 2] ^= 1
    with pytest.raises((WrongPassword, NotAKeyStore)):
        Certificate.load(bytes(store), PASSWORD)


def test_a_store_without_a_private_key_is_refused() -> None:
    with pytest.raises(NoPrivateKey):
        Certificate.load(signatory().store(with_key=False), PASSWORD)


def test_a_key_without_its_certificate_is_refused() -> None:
    store = serialize_key_and_certificates(b"key", key_of("P-256"), None, [intermediate("RSA").own], NoEncryption())
    with pytest.raises(NoCertificate):
        Certificate.load(store, "")


@pytest.mark.parametrize(
    ("kind", "said"), [("RSA 1024", "RSA with 1024 bits"), ("K-256", "on the curve secp256k1")], ids=["weak", "curve"]
)
def test_a_key_that_readers_cannot_check_is_refused(kind: str, said: str) -> None:
    with pytest.raises(UnsupportedKey) as refused:
        Certificate.load(issue("Weak", kind).store(), PASSWORD)
    assert refused.value.kind == said


def test_a_key_of_another_kind_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    builder = x509.CertificateBuilder(name("Ed"), name("Ed"), key.public_key(), 1, FIRST, LAST)
    store = serialize_key_and_certificates(b"ed", key, builder.sign(key, None), None, NoEncryption())
    with pytest.raises(UnsupportedKey):
        Certificate.load(store, "")


@pytest.mark.parametrize(
    ("allowed", "may"),
    [
        (None, True),
        (usage("digital_signature"), True),
        (usage("content_commitment"), True),
        (usage("key_encipherment"), False),
        (usage("key_cert_sign", "crl_sign"), False),
    ],
    ids=["nothing said", "signatures", "commitment", "encryption", "authority"],
)
def test_its_key_usage_decides_whether_it_may_sign(allowed: x509.KeyUsage | None, *, may: bool) -> None:
    store = issue("Somebody", "P-256", intermediate("P-256"), allowed).store()
    if may:
        assert Certificate.load(store, PASSWORD).subject == "Somebody"
        return
    with pytest.raises(UsageForbidsSigning) as refused:
        Certificate.load(store, PASSWORD)
    assert refused.value.subject == "Somebody"


def test_it_is_valid_from_its_first_to_its_last_moment() -> None:
    loaded = Certificate.load(signatory().store(), PASSWORD)
    for moment in (FIRST, SIGNED_AT, LAST):
        loaded.check(moment)
    second = timedelta(seconds=1)
    with pytest.raises(CertificateNotYetValid, match="only valid from 1 January 2024") as early:
        loaded.check(FIRST - second)
    assert early.value.begins == FIRST
    with pytest.raises(CertificateExpired, match="expired on 31 December 2026") as late:
        loaded.check(LAST + second)
    assert (late.value.subject, late.value.ended) == (HOLDER, LAST)


def test_an_organisation_or_the_whole_name_stands_where_there_is_no_common_name() -> None:
    organisation = x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Example & Sons")])
    place = x509.Name([x509.NameAttribute(x509.NameOID.LOCALITY_NAME, "Devizes")])
    key = key_of("P-256")
    builder = x509.CertificateBuilder(place, organisation, key.public_key(), 1, FIRST, LAST)
    store = serialize_key_and_certificates(b"", key, builder.sign(key, SHA256()), None, NoEncryption())
    loaded = Certificate.load(store, "")
    assert (loaded.subject, loaded.issuer) == ("Example & Sons", "L=Devizes")


def test_roots_are_read_from_pem_and_der_files() -> None:
    both = (intermediate("RSA").root, intermediate("P-256").root)
    assert read_roots(b"".join(root.public_bytes(Encoding.PEM) for root in both)) == both
    assert read_roots(both[0].public_bytes(Encoding.DER)) == both[:1]


@pytest.mark.parametrize("data", [b"", b"x", b"-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n"])
def test_roots_that_are_none_are_refused(data: bytes) -> None:
    with pytest.raises(NoCertificate):
        read_roots(data)
