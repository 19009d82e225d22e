"""Reads what strangers sent in a program of its own, which may take so much time and memory and no more.

Whatever is in a file, the worst it can do is to end that program. Questions and answers are JSON and bytes, never
objects that could do something here.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import IO, Final

from tracker.documents.errors import DocumentError

SECONDS: Final = 60
"""Of the processor. A paper of 300 pages takes two."""
_PATIENCE: Final = 4 * SECONDS
_MEMORY: Final = 2 * 1024**3
_SLOW: Final = 3
"""What the program answers when it has used up its time."""
_HEAD: Final = struct.Struct(">I")

Told = dict[str, object]
Answer = Callable[[dict[str, str], bytes], tuple[Told, bytes]]


class TookTooLong(Exception):
    """The program used up its time or memory, or was ended by what it read."""


class BrokeDown(Exception):
    """The program could not read the file, and does not know why."""


def ask(module: str, question: Mapping[str, str], data: bytes) -> tuple[Told, bytes]:
    """What the program in `module`, which calls `serve`, answers. Raises TookTooLong and BrokeDown."""
    asked = json.dumps(dict(question)).encode()
    command = [sys.executable, "-I", "-m", module]
    try:
        done = subprocess.run(  # noqa: S603  # our own program
            command, input=_HEAD.pack(len(asked)) + asked + data, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TookTooLong from error
    if done.returncode == _SLOW or done.returncode < 0:
        raise TookTooLong
    if done.returncode:
        raise BrokeDown
    (length,) = _HEAD.unpack_from(done.stdout)
    told: Told = json.loads(done.stdout[_HEAD.size : _HEAD.size + length])
    return told, done.stdout[_HEAD.size + length :]


def refusal_told(told: Told, kinds: Mapping[str, type[DocumentError]]) -> DocumentError | None:
    """The refusal that the program told of, with its facts; None where it told of none."""
    if "error" not in told:
        return None
    kind = kinds.get(str(told["error"]), DocumentError)
    error = kind.__new__(kind)  # made without its facts, which come with it
    error.args = (told["message"],)
    facts = told["facts"]
    if isinstance(facts, dict):
        vars(error).update(facts)
    return error


def refusals_of(*modules: object) -> dict[str, type[DocumentError]]:
    """The refusals that modules name, by their names."""
    return {
        name: kind
        for module in modules
        for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, DocumentError)
    }


def serve(answer: Answer) -> int:
    """Answers the one question this program was started for, and says by its exit code whether it could."""
    signal.signal(signal.SIGXCPU, lambda *_: sys.exit(_SLOW))
    _limit()
    try:
        told, data = answer(*_question(sys.stdin.buffer))
    except MemoryError:
        return _SLOW
    except DocumentError as error:
        told = {"error": type(error).__name__, "message": str(error), "facts": dict(vars(error))}
        data = b""
    written = json.dumps(told).encode()
    sys.stdout.buffer.write(_HEAD.pack(len(written)) + written + data)
    return 0


def _limit() -> None:
    """Takes this program's time and memory short, where the system can."""
    if os.name != "posix":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _question(stream: IO[bytes]) -> tuple[dict[str, str], bytes]:
    (length,) = _HEAD.unpack(stream.read(_HEAD.size))
    asked: dict[str, str] = json.loads(stream.read(length))
    return asked, stream.read()
