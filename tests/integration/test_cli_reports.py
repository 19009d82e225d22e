"""`tracker report dashboard` and `annual`: the demonstration's own files again, each format, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tracker import demo
from tracker.cli import main

OF_THE_MACHINE = ("DATABASE_URL", "SECRET_KEY", "BASE_URL", "TODAY", "DEMO_PASSWORD")


def tracker(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], prog_name="tracker")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Its data folder; the commands work there."""
    folder = tmp_path_factory.mktemp("demonstration")
    with pytest.MonkeyPatch.context() as settings:
        for name in OF_THE_MACHINE:
            settings.delenv(f"TRACKER_{name}", raising=False)
        settings.setenv("TRACKER_DATA_DIR", str(folder))
        assert tracker("demo", "--no-serve").exit_code == 0
        yield folder


@pytest.mark.pdf
def test_the_dashboard_is_drawn_in_each_format_and_by_the_demonstration(demonstration: Path, tmp_path: Path) -> None:
    asked = ("report", "dashboard", "--quarter", demo.DASHBOARD)
    out = tmp_path / "again.pdf"
    assert tracker(*asked, "--as-at", demo.DAY.isoformat(), "--out", out).exit_code == 0
    assert out.read_bytes() == (demonstration / "demo" / "dashboard-2019-20-Q3.pdf").read_bytes()
    for kind, begins in (("pdf", b"%PDF"), ("html", b"<!doctype html>"), ("json", b"{"), ("xlsx", b"pk")):
        out = tmp_path / "dashboard.out"
        assert tracker(*asked, "--as-at", "2020-03-19", "--out", out, "--format", kind).exit_code == 0
        assert out.read_bytes()[:20].lower().startswith(begins.lower())
    refused = tracker(*asked, "--as-at", "2019-09-30", "--out", tmp_path / "early.pdf")
    assert (refused.exit_code, (tmp_path / "early.pdf").exists()) == (2, False)


@pytest.mark.pdf
def test_the_annual_report_is_drawn_in_each_format_and_by_the_demonstration(
    demonstration: Path, tmp_path: Path
) -> None:
    asked = ("report", "annual", "--year", "2023-24", "--as-at", demo.DAY.isoformat())
    out = tmp_path / "again.pdf"
    assert tracker(*asked, "--out", out).exit_code == 0
    assert out.read_bytes() == (demonstration / "demo" / "annual-2023-24.pdf").read_bytes()
    for name, begins in (("a.html", b"<!doctype html>"), ("a.json", b"{")):
        assert tracker(*asked, "--out", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_bytes()[:20].lower().startswith(begins)
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["year"]["key"] == "2023-24"


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("1066-67", "report on 2012-13 and later years, not on 1066-67"),
        ("2011-12", "report on 2012-13 and later years, not on 2011-12"),
        ("2098-99", "The financial year 2098-99 begins on 1 April 2098"),
        *((wrong, wrong) for wrong in ("2023-25", "2023-24-Q1", "２０２３-２４")),
    ],
)
def test_a_year_nobody_reports_on_is_refused_and_nothing_written(tmp_path: Path, year: str, said: str) -> None:
    result = tracker("report", "annual", "--year", year, "--out", tmp_path / "a.pdf")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_year_without_a_plan_and_without_a_word_is_refused_in_one_sentence(
    demonstration: Path, tmp_path: Path
) -> None:
    result = tracker("report", "annual", "--year", "2015-16", "--out", tmp_path / "a.pdf")
    assert result.exit_code == 2
    said = "No plan was in force in financial year 2015-16, so there is nothing to report on."
    assert result.stderr.startswith(said)
    assert not list(tmp_path.iterdir())
