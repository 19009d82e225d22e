"""What was judged in a run is counted over all its workers, faults too, and printed at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tally import COUNTS, lines

pytest_plugins = ["pytester"]

TESTS = """
import pytest
from tests.tally import count

@pytest.mark.parametrize("number", range(7))
def test_pages(number):
    count("Pages judged", violations=0)

def test_a_pack():
    count("PDFs judged", 1200, kind="packs", failed_rules=2)
    assert False

def test_a_report():
    count("PDFs judged", kind="reports", failed_rules=0)
"""


def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> list[str]:
    """What a run of the tests above prints about pages and PDFs."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-p", "tests.tally", *arguments)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    return [line for line in result.outlines if "judged:" in line]


SAID = ["PDFs judged: 1,201 (packs 1,200, reports 1): 2 failed rules", "Pages judged: 7: 0 violations"]


@pytest.mark.parametrize("arguments", [(), ("-p", "xdist", "-n0"), ("-p", "xdist", "-n2")])
def test_a_run_says_what_it_judged_however_many_workers_it_has(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    assert run(pytester, monkeypatch, *arguments) == SAID


def test_a_run_inside_a_test_does_not_count_for_the_run_around_it(
    pytester: pytest.Pytester, pytestconfig: pytest.Config
) -> None:
    pytester.makepyfile("from tests.tally import count\ndef test_one():\n    count('Runs inside')")
    result = pytester.runpytest_inprocess("-p", "tests.tally")
    assert "Runs inside: 1" in result.outlines
    assert "Runs inside" not in pytestconfig.stash[COUNTS]


def test_a_thing_without_kinds_or_faults_is_only_counted() -> None:
    assert list(lines({"Pages": {"": 3}})) == ["Pages: 3"]


def test_kinds_and_faults_stand_in_order() -> None:
    counts = {"PDFs": {"packs": 1, "!problems": 0, "drafts": 2, "!failed rules": 1}}
    assert list(lines(counts)) == ["PDFs: 3 (drafts 2, packs 1): 1 failed rules, 0 problems"]
