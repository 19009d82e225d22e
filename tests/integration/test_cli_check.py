"""`tracker check figures`: a line for each figure, 1 when any contradicts, 2 and one sentence for bad input."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tracker.cli import LARGEST_TEXT, main

TABLE = Path(__file__).resolve().parents[1] / "facts" / "measure_summary_2024.csv"


def check(table: Path, text: Path) -> Result:
    return CliRunner().invoke(main, ["check", "figures", str(table), str(text)], prog_name="tracker")


def written(folder: Path, text: str | bytes, name: str = "text.txt") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def test_a_text_that_agrees_ends_with_0(tmp_path: Path) -> None:
    text = "Response (Immediate)\n\n- The log volume was 1,777 in Jul-24.\n- 17 operators joined."
    result = check(TABLE, written(tmp_path, text))
    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == ["agrees", "unknown"]
    assert result.stderr == ""


def test_a_text_that_contradicts_ends_with_1_and_says_what_the_table_says(tmp_path: Path) -> None:
    result = check(TABLE, written(tmp_path, "The immediate log volume was 1,790 in Jul-24, not 4,908.\r\n"))
    assert result.exit_code == 1
    line = result.stdout.splitlines()[0]
    assert line.startswith("contradicts: “The immediate log volume was 1,790 in Jul-24, not 4,908.” says 1,790; ")
    assert line.endswith("the table says 1,777 (Storm Log Volume: Immediate, Jul-24)")


def test_a_text_without_figures_says_so(tmp_path: Path) -> None:
    result = check(TABLE, written(tmp_path, "Nothing to report."))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("There are no figures in ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"measure,unit\r\n", "The table lacks the column section.\n"),
        (b"\xff\xfe", "row 1 is not UTF-8 text; save the file as UTF-8.\n"),
        (b"PK\x03\x04\x00", "it is not text.\n"),
        (b"a" * (LARGEST_TEXT + 1), "it is larger than 1 MB.\n"),
    ],
)
def test_a_bad_table_ends_with_2_and_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    result = check(written(tmp_path, content, "table.csv"), written(tmp_path, "The rate was 5%."))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(said)
    assert result.stderr.count("\n") == 1


def test_a_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    result = check(TABLE, written(tmp_path, "First\nThe rate – 5%.".encode("cp1252")))
    assert result.exit_code == 2
    assert "row 2 is not UTF-8 text" in result.stderr


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = check(TABLE, tmp_path / "nothing.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("Cannot read ")


def test_a_folder_is_no_text(tmp_path: Path) -> None:
    assert check(TABLE, tmp_path).exit_code == 2


def test_both_files_are_needed() -> None:
    result = CliRunner().invoke(main, ["check", "figures", str(TABLE)], prog_name="tracker")
    assert result.exit_code == 2
    assert "Missing argument 'TEXT'" in result.stderr
