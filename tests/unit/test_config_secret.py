"""The secret that signs cookies: one for all the programs of an office, whichever of them starts first."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from tracker.config import BadSetting, load_settings


def secret(folder: Path) -> str:
    return load_settings(data_dir=folder, secret_key="").resolved_secret_key()


def test_it_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    made = secret(tmp_path / "new")
    assert len(made) > 40
    assert secret(tmp_path / "new") == made
    (kept,) = (tmp_path / "new").iterdir()
    assert (kept.name, kept.stat().st_mode & 0o777) == ("secret_key", 0o600)


def test_programs_that_start_together_have_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one starts and ends while the first is at making the secret."""
    make, of_the_second = secrets.token_urlsafe, []

    def made_while_another_starts(length: int) -> str:
        monkeypatch.setattr(secrets, "token_urlsafe", make)
        of_the_second.append(secret(tmp_path))
        return make(length)

    monkeypatch.setattr(secrets, "token_urlsafe", made_while_another_starts)
    first = secret(tmp_path)
    assert first
    assert of_the_second == [first] == [secret(tmp_path)]
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]


def test_an_empty_one_is_named_and_never_used(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("\n")
    with pytest.raises(BadSetting, match=r"secret_key is empty\. Delete it"):
        secret(tmp_path)
