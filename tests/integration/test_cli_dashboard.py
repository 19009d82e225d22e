"""`tracker report dashboard`: the demonstration's own file again, and each format."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tracker import demo
from tracker.cli import main


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A data folder of the test's own; nothing of the machine's environment."""
    for name in ("DATABASE_URL", "SECRET_KEY", "BASE_URL", "TODAY", "DEMO_PASSWORD"):
        monkeypatch.delenv(f"TRACKER_{name}", raising=False)
    monkeypatch.setenv("TRACKER_DATA_DIR", str(tmp_path))


def tracker(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="tracker")


@pytest.mark.pdf
def test_the_dashboard_is_drawn_in_each_format_and_by_the_demonstration(tmp_path: Path) -> None:
    assert tracker("demo", "--no-serve").exit_code == 0
    asked = ("report", "dashboard", "--quarter", demo.DASHBOARD)
    out = tmp_path / "again.pdf"
    assert tracker(*asked, "--as-at", demo.DAY.isoformat(), "--out", out).exit_code == 0
    assert out.read_bytes() == (tmp_path / "demo" / "dashboard-2019-20-Q3.pdf").read_bytes()
    for kind, begins in (("pdf", b"%PDF"), ("html", b"<!doctype html>"), ("json", b"{"), ("xlsx", b"pk")):
        out = tmp_path / "dashboard.out"
        assert tracker(*asked, "--as-at", "2020-03-19", "--out", out, "--format", kind).exit_code == 0
        assert out.read_bytes()[:20].lower().startswith(begins.lower())
    refused = tracker(*asked, "--as-at", "2019-09-30", "--out", tmp_path / "early.pdf")
    assert (refused.exit_code, (tmp_path / "early.pdf").exists()) == (2, False)
