"""Sentences of a text and what each figure in them is: how much or how much more, up or down, of which months."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.enums import LabelledEnum
from tracker.measures.rules_figures_period import Mention, mentions_in, said_period
from tracker.measures.rules_figures_read import MONTH_NAME, read_figures, without_figures
from tracker.measures.rules_figures_types import Kind, Written

LONGEST_SENTENCE: Final = 1500
"""Characters; longer ones are no sentences but lists without a full stop, and cost too much to read as a whole."""

_BULLET: Final = re.compile(r"^[\s>]*(?:[-–—•*·▪]\s+|\*\*(?=\S))?")
_END: Final = re.compile(r"(?<=[.!?])(?:[\"”')]*)\s+(?=[A-Z\d“\"(*])")
_NO_END: Final = re.compile(
    r"\b(?:n|approx|vs|no|inc|e\.g|i\.e|c|sec|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Supt|Insp|Dr|Mr|Mrs|Ms|St)\.\s*$",
    re.I,
)
_BOUNDARY: Final = re.compile(
    r"[;–—]|,\s|\.\s|\s-\s|:\s|\((?=n|[+-]|\d|SLA|=)|"
    r"\b(?:and|with|while|whilst|whereas|but|yet|although|though|which|being)\b"
)
_UP: Final = (
    r"increas\w*|ris(?:e|es|en|ing)|rose|up|higher|grow(?:th|n|s|ing)?|grew|upturn|climb\w*|gain(?:ed|s)?|upward"
)
_DOWN: Final = r"decreas\w*|reduc\w*|fall(?:s|en|ing)?|fell|drop\w*|declin\w*|down|lower|downturn|downward|dip(?:ped)?"
_DIRECTION: Final = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.I)
_ADVERBS: Final = (
    r"year[\s-]on[\s-]year|yoy|slightly|again|significantly|markedly|further|annually|overall|also|sharply|slight"
)
_CHANGE_BEFORE: Final = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<neither>chang\w+|differ\w+))"
    rf"(?:\s+(?:{_ADVERBS}))*(?:\s+in\s+[\w\s-]{{1,40}}?)?"
    r"(?:\s+(?:by|of|at|is|was))?"
    r"(?:\s+(?:an?|about|around|approximately|some|nearly|almost|over|more than|just under|another))*\s*[(=]?\s*$",
    re.I,
)
_CHANGE_AFTER: Final = re.compile(
    rf"^\s*(?:\(n[^)]*\)\s*)?(?:(?:{_ADVERBS}|annual)\s+)*(?:(?P<up>{_UP}|more)|(?P<down>{_DOWN}|less|fewer)|(?P<neither>change))\b"
    r"(?!\s+(?:by|of|to|from)\b|\s+[-+\d])",
    re.I,
)
_FROM: Final = re.compile(r"\bfrom\s+(?:an?\s+)?(?:about\s+)?$", re.I)
_PART_OF: Final = re.compile(
    rf"^\s*(?:\(n[^)]*\)\s*)?(?:of|in)\s+"
    rf"(?!the\s+(?:12|twelve|last|past|month|year)\b|(?:the\s+)?(?:month|year|{MONTH_NAME}\b))",
    re.I,
)
_OF_COUNT: Final = re.compile(r"^\s+of\s*$")
_PARTS: Final = re.compile(r"(?:\s?\(\s?\d[\d,]*)?\s+of\s+\d[\d,]*\s?\)?|\)")
"""What stands between a figure and the months of it: its parts, or the other part."""
_TARGET: Final = re.compile(
    r"\b(?:SLA|target|threshold|standard|forecast\w*|expected|predicted|benchmark|trajectory)\s*(?:is|was|of|=|:|at)?\s*[(=]?\s*$",
    re.I,
)
_LIMIT: Final = re.compile(
    r"\b(?:under|within|after|beyond|exceeding|below|every|per|less than|more than|over|longer than)\s*$", re.I
)
_OTHERS: Final = re.compile(
    r"\b(?:national(?:ly)?|England|ONS|HMICFRS|forces|peers?|MSG|regional(?:ly)?|across the country|most similar)\b",
    re.I,
)
_NOT_MEASURED: Final = re.compile(
    r"\b(?:forecast\w*|predicted|expected|projected|estimated|upper control|"
    r"(?:of|among) (?:these|those|them|whom|which))\b",
    re.I,
)


class Role(LabelledEnum):
    """What a figure says."""

    LEVEL = "level", "how much it is"
    CHANGE = "change", "how much it changed"
    ASIDE = "aside", "a target, a limit or a former value"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its figures, `words` with blanks in their place, and where it stands.

    `label` is the name its paragraph opens with; `opens`: it is the first there.
    """

    text: str
    place: int
    label: str
    opens: bool
    figures: Sequence[Written]
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure in its sentence.

    `before` reaches back to the figure before it; `near` is the stretch that is its own, `lead` the sentence up to the
    end of that. `direction` is 1, -1, or 0 where no word says so. `mention`: the months it is of, None where nothing
    says. `is_part`: a share of something ("56% of crimes"). `is_elsewhere`: of other forces, a forecast or a part of
    what was said before. `is_of_parts`: one of the two counts of "9 of 129". `is_former`: what something came from, as
    in "down from 9". `between` is what stands between it and its months, None where those are not of its own stretch.
    """

    written: Written
    role: Role
    direction: int
    before: str
    near: str
    lead: str
    mention: Mention | None
    is_part: bool
    is_elsewhere: bool
    is_of_parts: bool = False
    is_former: bool = False
    between: str | None = None


def sentences_of(text: str) -> Iterator[Sentence | str]:
    """Sentences; and, as plain strings, headings and the lines of tables, which hold no sentence but set a subject."""
    place = 0
    for paragraph in _paragraphs(text):
        place = text.index(paragraph.split("\n")[0], place)
        if _is_heading(paragraph):
            yield paragraph
            continue
        plain = _BULLET.sub("", paragraph.replace("**", "")).replace("\n", " ").strip()
        for number, sentence in enumerate(_split(plain)):
            figures = read_figures(sentence)
            words = without_figures(sentence, figures)
            yield Sentence(sentence, place, _label(plain), number == 0, figures, words)


def _paragraphs(text: str) -> Iterator[str]:
    """Lines, those joined that a page broke inside a sentence."""
    joined: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        goes_on = bool(joined) and bool(re.match(r"[a-z(]", line.strip())) and not re.search(r"[.!?:]\s*$", joined[-1])
        if goes_on and "\t" not in line and joined[-1].strip():
            joined.append(line)
            continue
        if joined:
            yield "\n".join(joined)
        joined = [line] if line.strip() else []
    if joined:
        yield "\n".join(joined)


def _is_heading(paragraph: str) -> bool:
    if paragraph.count("\t") > 1:
        return True
    plain = paragraph.strip()
    if re.match(r"[-–—•*·▪]\s", plain) or plain.endswith((".", ",", ";")) or len(plain.split()) > 12:
        return False
    return not read_figures(plain) and not re.search(r"\b(?:is|are|was|were|has|have|had|fell|rose)\b", plain)


def _label(plain: str) -> str:
    """The name a paragraph opens with: "Vehicle:", "Rape -"."""
    match = re.match(r"([A-Z][^.:;=\d]{1,70}?)(?:\s?:|\s[–—-]\s)", plain)
    if not match or len(match[1].split()) > 7 or _DIRECTION.search(match[1]):
        return ""
    return match[1]


def _split(plain: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(plain):
        if not _NO_END.search(plain, max(start, match.start() - 20), match.start()):
            yield from _cut(plain[start : match.start()].strip())
            start = match.end()
    yield from _cut(plain[start:].strip())


def _cut(sentence: str) -> Iterator[str]:
    """The sentence, in pieces where it is longer than anybody writes."""
    yield from (
        textwrap.wrap(sentence, LONGEST_SENTENCE) if len(sentence) > LONGEST_SENTENCE else filter(None, (sentence,))
    )


def statements_of(sentence: Sentence, month: date) -> list[Statement]:
    """Every figure of a sentence with what is said about it; `month` is the latest of the table."""
    mentions = mentions_in(sentence.words, month)
    found: list[Statement] = []
    for number in range(len(sentence.figures)):
        found.append(_statement(sentence, number, mentions, found[-1] if found else None))
    return found


def _statement(sentence: Sentence, number: int, mentions: Sequence[Mention], previous: Statement | None) -> Statement:
    text, figures, written = sentence.text, sentence.figures, sentence.figures[number]
    opens = figures[number - 1].end if number else 0
    closes = figures[number + 1].start if number + 1 < len(figures) else len(text)
    before, after = text[opens : written.start], text[written.end : closes]
    near_start, near_end = _near(text, opens, written, figures[number + 1 :], first=number == 0)
    near = sentence.words[near_start:near_end]
    role, direction = _role(written, before, text[written.end :], previous)
    share = written.kind is Kind.PERCENT and role is Role.LEVEL
    is_part = share and bool(_PART_OF.match(after) or (previous and previous.is_part))
    mention = said_period(mentions, written, (near_start, near_end), is_change=role is Role.CHANGE)
    is_elsewhere = bool(_OTHERS.search(text, 0, near_end) or _NOT_MEASURED.search(near))
    is_of_parts = written.kind is Kind.COUNT and (
        bool(_OF_COUNT.match(after))
        or (number > 0 and before.strip() == "of" and figures[number - 1].kind is Kind.COUNT)
    )
    return Statement(
        *(written, role, direction, before, near, sentence.words[:near_end], mention, is_part, is_elsewhere),
        is_of_parts=is_of_parts,
        is_former=bool(_FROM.search(before)),
        between=_between(sentence.words, written, mention, (near_start, near_end)),
    )


def _between(words: str, written: Written, mention: Mention | None, near: tuple[int, int]) -> str | None:
    if mention is None or not near[0] <= mention.start < near[1]:
        return None
    return words[mention.end : written.start] if mention.end <= written.start else words[written.end : mention.start]


def _near(sentence: str, opens: int, written: Written, behind: Sequence[Written], first: bool) -> tuple[int, int]:
    """The stretch of a figure: from where the one before it ends to the next boundary behind it and its parts."""
    start = opens
    if not first:
        boundary = _BOUNDARY.search(sentence, opens, written.start)
        start = boundary.end() if boundary else opens
    parts = _PARTS.match(sentence, written.end)
    ends = parts.end() if parts else written.end
    closes = next((figure.start for figure in behind if figure.start >= ends), len(sentence))
    boundary = _BOUNDARY.search(sentence, ends, closes)
    return start, boundary.start() if boundary else closes


def _role(written: Written, before: str, after: str, previous: Statement | None) -> tuple[Role, int]:
    """How much or how much more, and which way."""
    if _TARGET.search(before) or _FROM.search(before):
        return Role.ASIDE, 0
    if written.kind is Kind.DURATION and not written.sign and _LIMIT.search(before):
        return Role.ASIDE, 0
    if written.in_brackets and previous is not None and before.strip(" (,") == "":
        return (Role.CHANGE if previous.role is Role.CHANGE else Role.ASIDE), previous.direction
    match = _CHANGE_BEFORE.search(before) or _change_after(written, after)
    if match:
        word = 1 if match["up"] else -1 if match["down"] else 0
        return Role.CHANGE, word or written.sign
    if written.sign or written.kind is Kind.POINTS:
        return Role.CHANGE, written.sign or _nearest_direction(before)
    return Role.LEVEL, 0


def _change_after(written: Written, after: str) -> re.Match[str] | None:
    match = _CHANGE_AFTER.match(after)
    if match and match[0].strip().lower() in {"more", "less", "fewer"} and written.kind is not Kind.PERCENT:
        return None
    return match


def _nearest_direction(before: str) -> int:
    found = list(_DIRECTION.finditer(before))
    return 0 if not found else 1 if found[-1]["up"] else -1


def directions_in(text: str) -> Iterator[tuple[int, int, int]]:
    """(direction, start, end) of every word that says up or down."""
    for match in _DIRECTION.finditer(text):
        yield (1 if match["up"] else -1), match.start(), match.end()
