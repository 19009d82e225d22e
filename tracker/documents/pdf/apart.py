"""Judges and prepares what strangers sent in a program of its own."""

from __future__ import annotations

from tracker.documents import errors
from tracker.documents.apart import BrokeDown, Told, TookTooLong, ask, refusal_told, refusals_of
from tracker.documents.pdf import bind_errors, paper_errors
from tracker.documents.pdf.bind_errors import EmptyFile, LargePaper, SlowPaper
from tracker.documents.pdf.bind_types import Judgement, Prepared
from tracker.documents.pdf.judge_open import LARGEST
from tracker.documents.pdf.paper_errors import DamagedPaper
from tracker.documents.pdf.prepare import prepared_from

_PROGRAM = "tracker.documents.pdf.apart_program"
_REFUSALS = refusals_of(bind_errors, paper_errors, errors)


def judge_apart(data: bytes, title: str) -> Judgement:
    """As `judge`, for files by strangers. Raises `SlowPaper` too."""
    told, _ = _ask(data, title, {"act": "judge"})
    return Judgement.from_json(str(told["judgement"]))


def prepare_apart(data: bytes, title: str, language: str = "en-GB") -> Prepared:
    """As `prepare`, for files by strangers. Raises `SlowPaper` too."""
    _, prepared = _ask(data, title, {"act": "prepare", "language": language})
    return prepared_from(prepared, title)


def _ask(data: bytes, title: str, question: dict[str, str]) -> tuple[Told, bytes]:
    if not data:
        raise EmptyFile(title)
    if len(data) > LARGEST:
        raise LargePaper(title, len(data), LARGEST)
    try:
        told, answered = ask(_PROGRAM, {**question, "title": title}, data)
    except TookTooLong as error:
        raise SlowPaper(title) from error
    except BrokeDown as error:
        raise DamagedPaper(title) from error
    refused = refusal_told(told, _REFUSALS)
    if refused is not None:
        raise refused
    return told, answered
