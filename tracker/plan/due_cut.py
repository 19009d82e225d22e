"""The first step of reading a due date: cut its text into pieces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from tracker.plan.due_forms import FORMS, MONTH_NAMES
from tracker.plan.due_pieces import Kind, Piece

# Nouns whose number is theirs: "Phase 2 March 2025" is in March, not on its second day.
_NUMBERED: Final = re.compile(
    r"(?:\b(?:phase|stage|round|lot|part|week|tranche|wave|step|version|tier|level|cohort|batch|year|priority|objective"
    r"|theme|action|number|no\.?) |[£$€#])$",
    re.IGNORECASE,
)
_HYPHENED: Final = re.compile(r"([^\W\d_]+)-$")
_OTHER: Final = re.compile(
    r"(?P<number>[0-9]+(?:[,./:-][0-9]+)*\w*)|(?P<word>[^\W\d_](?:[^\W_]|'(?=[^\W_]))*)|.", re.DOTALL
)
_MARKS: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’‘ʼ`´", "'"))


def normalised(text: str) -> str:
    """The text as the forms want it: one space at a time, one sort of dash and apostrophe, nothing invisible."""
    folded = unicodedata.normalize("NFKC", text.translate(_MARKS))
    return " ".join("".join(mark for mark in folded if unicodedata.category(mark) != "Cf").split())


def cut(text: str) -> tuple[Piece, ...]:
    """All pieces of a normalised text in order. Raises what the forms raise."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    position = 0
    while position < len(text):
        if text[position] == " ":
            position += 1
            continue
        piece = _date_at(text, position) or _other_at(text, position)
        yield piece
        position = piece.end


def _date_at(text: str, position: int) -> Piece | None:
    numbered = _belongs_to_noun(text, position)
    for form in FORMS:
        if numbered and form.starts_with_number:
            continue
        match = form.pattern.match(text, position)
        piece = form.build(match) if match else None
        if piece is not None:
            return piece
    return None


def _belongs_to_noun(text: str, position: int) -> bool:
    if not text[position].isdigit():
        return False
    before = text[:position]
    hyphened = _HYPHENED.search(before)
    if hyphened is not None:
        return hyphened[1].casefold() not in MONTH_NAMES
    return _NUMBERED.search(before) is not None


def _other_at(text: str, position: int) -> Piece:
    match = _OTHER.match(text, position)
    if match is None:
        raise AssertionError(text)  # the last alternative takes any character
    kind = {"number": Kind.NUMBER, "word": Kind.WORD}.get(match.lastgroup or "", Kind.MARK)
    if kind is Kind.NUMBER and _belongs_to_noun(text, position):
        kind = Kind.WORD
    return Piece(kind, match.start(), match.end(), match[0])
