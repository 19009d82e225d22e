"""The program in which files by strangers are read. `apart` starts it."""

from __future__ import annotations

import signal
import sys
from typing import Final

from tracker.documents.errors import DocumentError
from tracker.documents.pdf.apart import answer, limit, question
from tracker.documents.pdf.judge import judge
from tracker.documents.pdf.prepare import prepare

_SLOW: Final = 3


def main() -> int:
    """Answers one question, and says by its exit code whether it could."""
    signal.signal(signal.SIGXCPU, lambda *_: sys.exit(_SLOW))
    limit()
    asked, data = question(sys.stdin.buffer)
    try:
        if asked["act"] == "judge":
            answer(sys.stdout.buffer, {"judgement": judge(data, asked["title"]).as_json()})
        else:
            answer(sys.stdout.buffer, {}, prepare(data, asked["title"], asked["language"]).data)
    except MemoryError:
        return _SLOW
    except DocumentError as error:
        told: dict[str, object] = {"error": type(error).__name__, "message": str(error), "facts": dict(vars(error))}
        answer(sys.stdout.buffer, told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
