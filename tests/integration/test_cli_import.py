"""`tracker import measures`: it says what it loads, or names every problem on a line of its own and loads nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.test_cli import (  # noqa: F401  # fixtures
    _settings,
    loaded,
    records,
    refused,
    tracker,
    wiltshire_database,
)
from tracker.measures.queries_values import newest_load

pytestmark = pytest.mark.usefixtures("loaded")


def newest(folder: Path) -> int:
    with records(folder) as session:
        return newest_load(session)


def test_every_problem_has_a_line_with_its_row_and_column_and_nothing_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("Measure,Jan-20,Feb-20\nCRIME_VOL,Nil,12a\nNOBODY,1,2\n", encoding="utf-8")
    before = newest(tmp_path)
    first, *lines = refused("import", "measures", file).splitlines()
    assert first == "“bad.csv” has 3 problems. Nothing was loaded."
    assert [line.split(", “")[0] for line in lines] == [
        "Row 2, column B (Jan-20)",
        "Row 2, column C (Feb-20)",
        "Row 3, column A (Measure)",
    ]
    assert newest(tmp_path) == before


def test_a_dry_run_says_what_would_be_loaded_and_then_it_is_loaded_once(tmp_path: Path) -> None:
    file = tmp_path / "good.csv"
    file.write_text('Measure,Jan-19,Jan-20\nCRIME_VOL,3750,"3,801"\n', encoding="utf-8")
    before = newest(tmp_path)
    words = ("import", "measures", file, "--note", "Recounted")
    dry = tracker(*words, "--dry-run")
    assert dry.exit_code == 0, dry.stderr
    assert "CRIME_VOL Jan-19: Figure: 3,749 → 3,750" in dry.stdout
    assert dry.stdout.endswith("Nothing was loaded: this was a dry run.\n")
    assert newest(tmp_path) == before
    assert f"Loaded good.csv as load {before + 1}." in tracker(*words).stdout
    again = tracker(*words)
    assert (again.exit_code, newest(tmp_path)) == (0, before + 1)
    assert "nothing to load" in again.stdout


def test_a_file_that_is_not_there_or_no_table_is_refused_in_one_sentence(tmp_path: Path) -> None:
    assert "Cannot read" in refused("import", "measures", tmp_path / "none.csv")
    picture = tmp_path / "figures.png"
    picture.write_bytes(b"\x89PNG")
    assert "neither a CSV file nor an Excel workbook" in refused("import", "measures", picture)
    final = tmp_path / "final.csv"
    final.write_text("Measure,Jan-19\nCRIME_VOL,1\n", encoding="utf-8")
    assert "Say why it changes" in refused("import", "measures", final)
    assert "no column map “X”" in refused("import", "measures", final, "--map", "X")
