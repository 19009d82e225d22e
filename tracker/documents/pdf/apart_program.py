"""The program in which files by strangers are read. `apart` starts it."""

from __future__ import annotations

import sys

from tracker.documents.apart import Told, serve
from tracker.documents.pdf.judge import judge
from tracker.documents.pdf.prepare import prepare


def answer(asked: dict[str, str], data: bytes) -> tuple[Told, bytes]:
    """What `judge` or `prepare` says of the file."""
    if asked["act"] == "judge":
        return {"judgement": judge(data, asked["title"]).as_json()}, b""
    return {}, prepare(data, asked["title"], asked["language"]).data


if __name__ == "__main__":
    sys.exit(serve(answer))
