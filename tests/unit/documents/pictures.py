"""Pictures to try the writers on, of every kind of file that a report may hold."""

from __future__ import annotations

import io
from functools import cache
from typing import Final

from PIL import Image

from tracker.documents.blocks import MediaType, Picture, Runs

KINDS: Final = (
    *("JPEG RGB", "JPEG L", "JPEG CMYK"),
    *("PNG RGB", "PNG L", "PNG RGBA", "PNG P", "PNG 1", "PNG LA", "PNG I;16"),
)
"""What a file is, and how it holds its colours."""


def picture(
    kind: str = "JPEG RGB",
    width: int = 60,
    height: int = 40,
    *,
    words: str = "A police van outside a library",
    caption: Runs = (),
    credit: str = "",
    colour: int = 90,
) -> Picture:
    """A picture of one colour that fades from left to right."""
    media: MediaType = "image/jpeg" if kind.startswith("JPEG") else "image/png"
    return Picture(_file(kind, width, height, colour), media, width, height, words, caption, credit)


@cache
def _file(kind: str, width: int, height: int, colour: int) -> bytes:
    name, mode = kind.split(" ", 1)
    fading = Image.linear_gradient("L").rotate(90).resize((width, height)).point(lambda value: value // 2 + colour)
    drawn = fading.convert("L").convert(mode) if mode != "RGBA" else Image.merge("RGBA", (fading,) * 4)
    kept = io.BytesIO()
    drawn.save(kept, name)
    return kept.getvalue()
