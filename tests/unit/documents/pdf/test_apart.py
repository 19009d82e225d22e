"""Files by strangers are read in a program of its own; what comes back is what reading them here would give."""

from __future__ import annotations

import subprocess

import pytest

from tests.unit.documents.pdf.papers import Draft, small, text, untagged
from tracker.documents.errors import Untitled
from tracker.documents.pdf.apart import judge_apart, prepare_apart
from tracker.documents.pdf.bind_errors import EmptyFile, LargePaper, NotAPdf, SlowPaper
from tracker.documents.pdf.judge import judge
from tracker.documents.pdf.judge_open import LARGEST
from tracker.documents.pdf.paper_errors import DamagedPaper, OversizedPaper
from tracker.documents.pdf.prepare import prepare


def test_the_answers_are_those_of_reading_it_here() -> None:
    data = small().data()
    assert judge_apart(data, "Budget") == judge(data, "Budget")
    assert prepare_apart(data, "Budget") == prepare(data, "Budget")


def test_refusals_come_back_with_their_facts() -> None:
    with pytest.raises(NotAPdf) as refused:
        judge_apart(b"no PDF", "Budget – “new”")
    assert refused.value.title == "Budget – “new”"
    assert str(refused.value) == str(NotAPdf("Budget – “new”"))
    with pytest.raises(OversizedPaper) as large:
        prepare_apart(Draft(b"q Q " * 8_000_000).data(compress_streams=True), "Budget")
    assert (large.value.kind, large.value.most) == ("steps in page content", 12_000_000)
    with pytest.raises(Untitled):
        prepare_apart(untagged(), " ")


def test_what_is_empty_or_too_large_needs_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", None)
    with pytest.raises(EmptyFile):
        judge_apart(b"", "Budget")
    with pytest.raises(LargePaper):
        prepare_apart(bytes(LARGEST + 1), "Budget")


@pytest.mark.parametrize(
    ("code", "kind"), [(3, SlowPaper), (-11, SlowPaper), (1, DamagedPaper)], ids=["slow", "crashed", "confused"]
)
def test_a_program_that_does_not_answer_is_a_paper_that_is_refused(
    monkeypatch: pytest.MonkeyPatch, code: int, kind: type[Exception]
) -> None:
    done = subprocess.CompletedProcess([], code, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    with pytest.raises(kind):
        judge_apart(untagged(), "Budget")


def test_a_program_that_waits_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def waits(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("python", 1)

    monkeypatch.setattr(subprocess, "run", waits)
    with pytest.raises(SlowPaper):
        prepare_apart(untagged(), "Budget")


@pytest.mark.slow
def test_a_file_that_would_fill_the_memory_is_refused() -> None:
    """One instruction with twelve million numbers: it has to be read whole to be passed over."""
    draft = Draft(text("x") + b" 1" * 12_000_000)
    with pytest.raises(SlowPaper):
        judge_apart(draft.data(compress_streams=True), "Budget")
