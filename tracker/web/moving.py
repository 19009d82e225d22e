"""Back to a list after a button moved one of its rows, without losing the person's place."""

from __future__ import annotations

from typing import Final

from flask import flash, redirect
from werkzeug.wrappers import Response

KEEPS_FOCUS: Final = "keeps-focus"
"""Of a message that is shown without being put before the person's place on the page."""


def focus_after(address: str, message: str, key: int, way: str, movable: tuple[bool, bool]) -> Response:
    """Back to a list after a button of the line `key` moved it, to the same button.

    `movable`: whether it can still go up, and down. Where the button is gone, to the one that moves the line back: so
    somebody without a mouse can press it again and again.
    """
    flash(message, KEEPS_FOCUS)
    there = dict(zip(("up", "down"), movable, strict=True))
    back = "down" if way == "up" else "up"
    return redirect(f"{address}#{way if there[way] else back}-{key}")
