"""Elements of HTML and SVG, every text in them escaped exactly once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from markupsafe import Markup, escape

_VOID: Final = frozenset({"col", "img", "meta"})
# Texts are cleaned when they are typed; whatever slipped through shows as a mark instead of spoiling the page.
_IMPOSSIBLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

Attributes = dict[str, str | None]


def element(name: str, attributes: Attributes | None = None, *content: str) -> Markup:
    """One element. An attribute that is None is left out; content that is not Markup already is escaped."""
    given = (attributes or {}).items()
    written = Markup("").join(Markup(' {}="{}"').format(key, safe(value)) for key, value in given if value is not None)
    if name in _VOID:
        return Markup("<{}{}>").format(name, written)
    return Markup("<{}{}>{}</{}>").format(name, written, together(content), name)


def together(parts: Iterable[str]) -> Markup:
    """The parts one after the other."""
    return Markup("").join(safe(part) for part in parts)


def safe(text: str) -> Markup:
    """The text escaped, with U+FFFD for what HTML cannot hold; Markup stays as it is."""
    return text if isinstance(text, Markup) else escape(_IMPOSSIBLE.sub("\ufffd", text))
