"""The demonstration's signed report: with the office's certificate, by whichever program it was made, and without."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.serialization import Encoding

from tests.certificates import HOLDER, PASSWORD, openssl, run, signatory
from tests.judges import judge
from tracker.cli import main
from tracker.dates import london
from tracker.documents.pdf.sign_certificate import read_roots
from tracker.documents.pdf.sign_verify import SignatureReport, verify

pytestmark = pytest.mark.pdf


def tracker(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), prog_name="tracker")


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATABASE_URL", "TODAY", "CERTIFICATE", "CERTIFICATE_PASSWORD", "TRUSTED_ROOTS", "SMTP_URL"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    monkeypatch.setenv("TRACKER_DATA_DIR", str(tmp_path / "instance"))


def certified(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The office has the certificate and the authority in a folder."""
    monkeypatch.setenv("TRACKER_CERTIFICATE", str(folder / "signer.p12"))
    monkeypatch.setenv("TRACKER_CERTIFICATE_PASSWORD", PASSWORD)
    monkeypatch.setenv("TRACKER_TRUSTED_ROOTS", str(folder / "root.pem"))


def report_in(folder: Path) -> bytes:
    return (folder / "instance" / "demo" / "highlight-2023-24-Q2.pdf").read_bytes()


def signature_in(folder: Path, roots: Path) -> SignatureReport:
    (found,) = verify(report_in(folder), read_roots(roots.read_bytes()))
    return found


def test_it_carries_a_signature_that_validates_with_its_day_and_nothing_changed_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued = signatory()
    (tmp_path / "signer.p12").write_bytes(issued.store())
    (tmp_path / "root.pem").write_bytes(issued.root.public_bytes(Encoding.PEM))
    certified(monkeypatch, tmp_path)
    assert tracker("demo", "--no-serve").exit_code == 0
    found = signature_in(tmp_path, tmp_path / "root.pem")
    assert not found.problem
    assert (found.signer, found.name, found.trusted) == (HOLDER, "Catherine Ellery", True)
    assert found.unchanged
    assert found.whole
    assert found.moment is not None
    assert london(found.moment).date().isoformat() == "2024-09-18"
    judge(report_in(tmp_path), "demonstration")
    monkeypatch.setenv("TRACKER_TODAY", "2024-09-18")
    assert tracker("verify").exit_code == 0


def test_a_certificate_made_by_openssl_validates_too_and_a_reader_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "openssl"
    folder.mkdir()
    certified(monkeypatch, openssl(folder, "P-256"))
    # It is valid from today on.
    monkeypatch.setenv("TRACKER_TODAY", datetime.now(UTC).date().isoformat())
    assert tracker("demo", "--no-serve").exit_code == 0
    assert not signature_in(tmp_path, folder / "root.pem").problem
    assert tracker("verify").exit_code == 0
    told = run(tmp_path, "pdfsig", str(tmp_path / "instance" / "demo" / "highlight-2023-24-Q2.pdf"))
    assert "Signature is Valid" in told
    assert "Total document signed" in told


def test_without_a_certificate_it_says_so_and_verifies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tracker("demo", "--no-serve").exit_code == 0
    assert not verify(report_in(tmp_path))
    monkeypatch.setenv("TRACKER_TODAY", "2024-09-18")
    told = tracker("verify")
    assert told.exit_code == 0
    assert "Every signed report is as it was signed: 2 signatures." in told.stdout


@pytest.mark.parametrize(("password", "said"), [("wrong", "does not open"), (None, "does not open")])
def test_a_certificate_that_cannot_be_used_is_named_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str | None, said: str
) -> None:
    (tmp_path / "signer.p12").write_bytes(signatory().store())
    monkeypatch.setenv("TRACKER_CERTIFICATE", str(tmp_path / "signer.p12"))
    if password is not None:
        monkeypatch.setenv("TRACKER_CERTIFICATE_PASSWORD", password)
    told = tracker("demo", "--no-serve")
    assert told.exit_code == 2
    assert said in told.stderr
    assert not (tmp_path / "instance" / "tracker.db").exists()


def test_a_certificate_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRACKER_CERTIFICATE", str(tmp_path / "nowhere.p12"))
    told = tracker("demo", "--no-serve")
    assert told.exit_code == 2
    assert "nowhere.p12" in told.stderr
