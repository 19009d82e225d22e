"""Makes pictures by strangers anew in a program of its own."""

from __future__ import annotations

import sys

from tracker.documents import remake_errors
from tracker.documents.apart import BrokeDown, Told, TookTooLong, ask, refusal_told, refusals_of, serve
from tracker.documents.remake import Remade, check_size, remake
from tracker.documents.remake_errors import DamagedPicture

_REFUSALS = refusals_of(remake_errors)


def remake_apart(data: bytes, name: str) -> Remade:
    """As `remake`, for files by strangers."""
    check_size(data, name)
    try:
        told, content = ask("tracker.documents.remake_apart", {"name": name}, data)
    except (TookTooLong, BrokeDown) as error:
        raise DamagedPicture(name) from error
    refused = refusal_told(told, _REFUSALS)
    if refused is not None:
        raise refused
    return Remade(content, str(told["media_type"]), int(str(told["width"])), int(str(told["height"])))


def answer(asked: dict[str, str], data: bytes) -> tuple[Told, bytes]:
    """The picture made anew."""
    made = remake(data, asked["name"])
    return {"media_type": made.media_type, "width": made.width, "height": made.height}, made.content


if __name__ == "__main__":
    sys.exit(serve(answer))
