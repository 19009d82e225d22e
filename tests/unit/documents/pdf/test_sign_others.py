"""Programs of others make the certificates and find our signatures good: openssl, and poppler's pdfsig."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from tests.certificates import HOLDER, KINDS, PASSWORD, SIGNED_AT, intermediate, openssl, run
from tests.judges import judge
from tests.unit.documents.pdf.signing import FACTS, certificate, signed, unsigned
from tracker.documents.pdf.sign import Certificate, SigningFacts, sign
from tracker.documents.pdf.sign_certificate import read_roots
from tracker.documents.pdf.sign_errors import UnsupportedKey
from tracker.documents.pdf.sign_verify import verify

pytestmark = pytest.mark.pdf


def take_apart(data: bytes, folder: Path) -> None:
    """Writes what was signed to `content`, and the signature to `signature.der`."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        signature = pdf.Root.AcroForm.Fields[0].V
        first, length, second, rest = map(int, signature.ByteRange)
        (folder / "signature.der").write_bytes(bytes(signature.Contents))
    (folder / "content").write_bytes(data[first : first + length] + data[second : second + rest])


def asked(folder: Path, root: str, *more: str) -> str:
    """What openssl says of the signature that was taken apart; it fails where the signature is not good."""
    question = ("-verify", "-cades", "-binary", "-inform", "DER", "-in", "signature.der", "-content", "content")
    return run(folder, "openssl", "cms", *question, "-CAfile", root, "-out", "/dev/null", *more)


@pytest.mark.parametrize("kind", KINDS)
def test_openssl_finds_our_signature_good(kind: str, tmp_path: Path) -> None:
    take_apart(signed(kind), tmp_path)
    (tmp_path / "root.pem").write_bytes(intermediate(kind).root.public_bytes(Encoding.PEM))
    then = str(int(SIGNED_AT.timestamp()))
    assert "successful" in asked(tmp_path, "root.pem", "-attime", then)
    content = (tmp_path / "content").read_bytes()
    (tmp_path / "content").write_bytes(content.replace(b"%PDF-1.7", b"%PDF-1.6", 1))
    with pytest.raises(AssertionError, match="failure"):
        asked(tmp_path, "root.pem", "-attime", then)


@pytest.mark.parametrize("kind", KINDS)
def test_a_certificate_made_by_openssl_signs(kind: str, tmp_path: Path) -> None:
    folder = openssl(tmp_path, kind)
    made = Certificate.load((folder / "signer.p12").read_bytes(), PASSWORD)
    assert (made.subject, made.issuer) == ("signer of openssl", "authority of openssl")
    moment = made.not_before + timedelta(hours=1)
    data = sign(unsigned(), made, SigningFacts(moment, "Jane Example"))
    judge(data, "signed reports")
    (report,) = verify(data, read_roots((folder / "root.pem").read_bytes()))
    assert (report.problem, report.trusted, report.moment) == ("", True, moment)
    take_apart(data, folder)
    assert "successful" in asked(folder, "root.pem")


def test_a_store_locked_the_way_of_old_systems_opens_too(tmp_path: Path) -> None:
    folder = openssl(tmp_path, "P-256", export=("-legacy",))
    assert Certificate.load((folder / "signer.p12").read_bytes(), PASSWORD).subject == "signer of openssl"


def test_a_key_nobody_here_knows_is_refused(tmp_path: Path) -> None:
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:SM2", "-nodes", "-keyout", "odd.key", "-out", "odd.pem")
    run(tmp_path, "openssl", "req", "-x509", *key, "-subj", "/CN=odd", "-days", "3")
    store = ("-inkey", "odd.key", "-in", "odd.pem", "-out", "odd.p12", "-passout", "pass:odd")
    run(tmp_path, "openssl", "pkcs12", "-export", *store)
    with pytest.raises(UnsupportedKey):
        Certificate.load((tmp_path / "odd.p12").read_bytes(), "odd")


@pytest.mark.parametrize("kind", KINDS)
def test_poppler_finds_our_signature_good(kind: str, tmp_path: Path) -> None:
    (tmp_path / "signed.pdf").write_bytes(signed(kind))
    said = run(tmp_path, "pdfsig", "-nocert", "signed.pdf")
    assert f"Signer Certificate Common Name: {HOLDER}" in said
    assert "Signature Type: ETSI.CAdES.detached" in said
    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said
    assert "Not total document signed" not in said


def test_poppler_sees_a_change(tmp_path: Path) -> None:
    data = sign(unsigned(), certificate(), FACTS)
    place = len(unsigned()) // 3
    (tmp_path / "changed.pdf").write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    assert "Signature is Valid" not in run(tmp_path, "pdfsig", "-nocert", "changed.pdf")
