"""Judges and prepares what strangers sent in a program of its own, which may take so much time and memory and no more.

Whatever is in a file, the worst it can do is to end that program. Answers come back as JSON and bytes, never as objects
that could do something here.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from typing import IO, Final

from tracker.documents import errors
from tracker.documents.errors import DocumentError
from tracker.documents.pdf import bind_errors, paper_errors
from tracker.documents.pdf.bind_errors import EmptyFile, LargePaper, SlowPaper
from tracker.documents.pdf.bind_types import Judgement, Prepared
from tracker.documents.pdf.judge_open import LARGEST
from tracker.documents.pdf.paper_errors import DamagedPaper
from tracker.documents.pdf.prepare import prepared_from

SECONDS: Final = 60
"""Of the processor. A paper of 300 pages takes two."""
_PATIENCE: Final = 4 * SECONDS
_MEMORY: Final = 2 * 1024**3
_SLOW: Final = 3
"""What the program answers when it has used up its time."""
_REFUSALS: Final[dict[str, type[DocumentError]]] = {
    name: kind
    for module in (bind_errors, paper_errors, errors)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, DocumentError)
}
_HEAD: Final = struct.Struct(">I")


def judge_apart(data: bytes, title: str) -> Judgement:
    """As `judge`, for files by strangers. Raises `SlowPaper` too."""
    told, _ = _ask(data, title, {"act": "judge"})
    return Judgement.from_json(told["judgement"])


def prepare_apart(data: bytes, title: str, language: str = "en-GB") -> Prepared:
    """As `prepare`, for files by strangers. Raises `SlowPaper` too."""
    _, prepared = _ask(data, title, {"act": "prepare", "language": language})
    return prepared_from(prepared, title)


def _ask(data: bytes, title: str, question: dict[str, str]) -> tuple[dict[str, str], bytes]:
    if not data:
        raise EmptyFile(title)
    if len(data) > LARGEST:
        raise LargePaper(title, len(data), LARGEST)
    asked = json.dumps({**question, "title": title}).encode()
    command = [sys.executable, "-I", "-m", "tracker.documents.pdf.apart_program"]
    try:
        done = subprocess.run(  # noqa: S603  # our own program
            command, input=_HEAD.pack(len(asked)) + asked + data, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SlowPaper(title) from error
    if done.returncode == _SLOW or done.returncode < 0:
        raise SlowPaper(title)
    if done.returncode:
        raise DamagedPaper(title)
    (length,) = _HEAD.unpack_from(done.stdout)
    told = json.loads(done.stdout[_HEAD.size : _HEAD.size + length])
    if "error" in told:
        raise _error(told)
    return told, done.stdout[_HEAD.size + length :]


def _error(told: dict[str, object]) -> Exception:
    """The refusal that the program told of, with its facts."""
    kind = _REFUSALS.get(str(told["error"]), DocumentError)
    error = kind.__new__(kind)  # made without its facts, which come with it
    error.args = (told["message"],)
    facts = told["facts"]
    if isinstance(facts, dict):
        vars(error).update(facts)
    return error


def limit() -> None:
    """Takes this program's time and memory short, where the system can."""
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def question(stream: IO[bytes]) -> tuple[dict[str, str], bytes]:
    """What the program was asked, and the file."""
    (length,) = _HEAD.unpack(stream.read(_HEAD.size))
    asked: dict[str, str] = json.loads(stream.read(length))
    return asked, stream.read()


def answer(stream: IO[bytes], told: dict[str, object], data: bytes = b"") -> None:
    """Answers."""
    written = json.dumps(told).encode()
    stream.write(_HEAD.pack(len(written)) + written + data)
