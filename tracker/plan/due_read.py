"""The second step of reading a due date: join the ends of ranges and settle which date is meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from tracker.dates import MONTHS
from tracker.plan.due_days import Meaning, meaning
from tracker.plan.due_doubts import refuse_open_end, refuse_year_in_name
from tracker.plan.due_forms import EARLIEST, LATEST
from tracker.plan.due_pieces import Kind, Piece, Year, YearKind
from tracker.plan.due_refusals import (
    MisspeltMonth,
    NotADate,
    Season,
    TooManyDates,
    VagueDate,
    YearMissing,
    YearOutOfRange,
)

_JOINERS: Final = frozenset({"to", "until", "till", "til", "through", "thru", "-", "/"})
_ALTERNATIVES: Final = frozenset({"or", "and", "&"})
_FILLERS: Final = frozenset(
    {"the", "end", "of", "start", "beginning", "mid", "middle", "early", "late", "by", "in", "on", "from"}
    | {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {"mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"}
    | {",", ".", "(", ")", ";", ":"}
)
_BETWEEN: Final = re.compile(r"\bbetween(?: (?:the|early|late|mid|end|start|of))*$", re.IGNORECASE)
_SEASON: Final = re.compile(r"\b(?:spring|summer|autumn|winter)\b", re.IGNORECASE)
_SEASON_BEFORE: Final = re.compile(
    r"\b(?:spring|summer|autumn|winter)(?:[ ,'/-]*(?:in|of|the|term|or|and|spring|summer|autumn|winter))*[ ,'/-]*$",
    re.IGNORECASE,
)
_PART_BEFORE: Final = re.compile(
    r"\b(?:early|mid|middle|(?:start|beginning|turn) of|half|quarter|part|third|week|month|term|easter|christmas|xmas"
    r"|new year|academic|school|municipal|council|tax)(?:[ -](?:year|term|holidays?|in|of|the|to|calendar))*[ ,'-]*$",
    re.IGNORECASE,
)
_PART_AFTER: Final = re.compile(
    r"[ ,'(-]*(?:academic|school|municipal|council|tax|easter|christmas|xmas|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
_MONTH_LIKENESS: Final = 0.8


class _Tie(Enum):
    """How two dates beside each other belong together."""

    NONE = auto()
    LIST = auto()
    RANGE = auto()
    ALTERNATIVE = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """A complete date or range. `tied`: a comma joins it to another date."""

    pieces: tuple[Piece, ...]
    words: str
    meaning: Meaning
    tied: bool = False

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    @property
    def is_year(self) -> bool:
        return all(piece.kind is Kind.YEAR for piece in self.pieces)


def settle(text: str, pieces: Sequence[Piece]) -> Meaning:
    """What the one due date in the text means. Raises the errors of `due_refusals` but for the two asked of the caller:

    EndsBeforeItStarts and AmbiguousQuarter are for whoever knows which reading was chosen.
    """
    pieces = _without_stray_years(pieces)
    dates = [piece for piece in pieces if piece.is_date]
    if not any(piece.is_complete for piece in dates):
        raise _nothing_found(text, pieces, dates)
    if _ends_in_a_loose_number(pieces) or _begins_with_a_loose_day(pieces):
        raise NotADate(text)
    found, loose = _found(text, pieces, dates)
    if not found:
        raise YearMissing(text, loose[0].text)
    chosen = _chosen(text, found)
    for said in _due_dates(found):
        refuse_open_end(text, said.start, said.end, is_range=len(said.pieces) > 1)
    if chosen.is_year:
        if loose:
            raise YearMissing(text, loose[0].text)
        for piece in chosen.pieces:
            _check_whole_year(text, pieces, piece)
        refuse_year_in_name(text, chosen.start, chosen.end, is_range=len(chosen.pieces) > 1)
    return chosen.meaning


def _without_stray_years(pieces: Sequence[Piece]) -> list[Piece]:
    """A number of four digits beside another number is no year: "020 7946 2024", "May 1-15, 2024"."""

    def stray(index: int) -> bool:
        piece = pieces[index]
        neighbours = (_beside(pieces, index, -1), _beside(pieces, index, 1))
        return piece.kind is Kind.YEAR and any(other and other.kind is Kind.NUMBER for other in neighbours)

    return [replace(p, kind=Kind.NUMBER, year=None) if stray(i) else p for i, p in enumerate(pieces)]


def _ends_in_a_loose_number(pieces: Sequence[Piece]) -> bool:
    """ "April 24 to 25", "Oct 23, 24": the number may be a day or a year, so the date before it is in doubt as well."""
    last = pieces[-1]
    if last.kind is not Kind.NUMBER or not re.fullmatch("[0-9]{1,2}", last.text):
        return False
    before = [piece for piece in pieces[:-1] if piece.text.casefold() not in _JOINERS | _ALTERNATIVES | _FILLERS]
    return bool(before) and before[-1].is_date


def _begins_with_a_loose_day(pieces: Sequence[Piece]) -> bool:
    """ "28. March 2025", "28, March 2025": all of March would be a guess, and so would the day."""
    if len(pieces) < 3 or pieces[0].kind is not Kind.NUMBER or pieces[2].kind is not Kind.MONTH:
        return False
    return pieces[1].text in {".", ","} and re.fullmatch("[0-9]{1,2}", pieces[0].text) is not None


def _beside(pieces: Sequence[Piece], index: int, step: int) -> Piece | None:
    """The nearest piece on one side that is more than a comma."""
    index += step
    while 0 <= index < len(pieces):
        if pieces[index].text != ",":
            return pieces[index]
        index += step
    return None


def _nothing_found(text: str, pieces: Sequence[Piece], dates: Sequence[Piece]) -> Exception:
    season = _SEASON.search(text)
    if season is not None:
        return Season(text, season[0])
    if dates:
        return YearMissing(text, dates[0].text)
    for piece in pieces:
        if piece.kind is Kind.NUMBER and re.fullmatch("[12][0-9]{3}", piece.text) and len(pieces) <= 2:
            year = int(piece.text)
            if not EARLIEST <= year <= LATEST:
                return YearOutOfRange(text, year, EARLIEST, LATEST)
    return NotADate(text)


def _found(text: str, pieces: Sequence[Piece], dates: Sequence[Piece]) -> tuple[list[Found], list[Piece]]:
    """The complete dates and ranges, and the dates without a year that belong to none."""
    found: list[Found] = []
    loose: list[Piece] = []
    index = 0
    tied = False
    while index < len(dates):
        left = dates[index]
        right = dates[index + 1] if index + 1 < len(dates) else None
        tie = _tie(text, pieces, left, right) if right else _Tie.NONE
        if right and tie is _Tie.RANGE:
            found.append(_range(text, left, right))
            index += 2
            tied = False
            continue
        if right and tie is not _Tie.NONE and not left.is_complete:
            raise TooManyDates(text, left.text, right.text)
        if right and tie is _Tie.ALTERNATIVE and left.text.casefold() != right.text.casefold():
            raise TooManyDates(text, left.text, right.text)
        if left.year:
            found.append(Found((left,), left.text, meaning(text, left, left.year), tied or tie is _Tie.LIST))
        else:
            loose.append(left)
        tied = tie is _Tie.LIST
        index += 1
    return found, loose


def _tie(text: str, pieces: Sequence[Piece], left: Piece, right: Piece) -> _Tie:
    between = [p.text.casefold() for p in pieces if left.end <= p.start and p.end <= right.start]
    links = {word for word in between if word not in _FILLERS}
    alike = left.kind is right.kind or {left.kind, right.kind} == {Kind.DAY, Kind.MONTH}
    both_complete = left.is_complete and right.is_complete
    if links and links <= _JOINERS and (alike or both_complete):
        # "Plan 2024-25 - March 2025": the year is part of a name.
        named = left.kind is Kind.YEAR and not alike and links <= {"-", "/"}
        return _Tie.NONE if named else _Tie.RANGE
    if links and links <= _ALTERNATIVES and (alike or both_complete):
        return _Tie.RANGE if links == {"and"} and _BETWEEN.search(text[: left.start].rstrip()) else _Tie.ALTERNATIVE
    return _Tie.LIST if not links and "," in between and alike else _Tie.NONE


def _range(text: str, left: Piece, right: Piece) -> Found:
    year = left.year or right.year
    if year is None:
        raise YearMissing(text, text[left.start : right.end])
    first = replace(left, month=left.month or right.month)
    words = text[left.start : right.end]
    start, end = meaning(text, first, left.year or year), meaning(text, right, right.year or year)
    joined = start.to(end)
    if _may_be_one_financial_year(left, right):
        joined = Meaning(joined.calendar, meaning(text, left, Year(year.first, YearKind.FINANCIAL)).calendar)
    return Found((left, right), words, joined)


def _may_be_one_financial_year(left: Piece, right: Piece) -> bool:
    """ "2024 to 2025", as government writes one financial year, or two calendar years."""
    return (
        left.kind is right.kind is Kind.YEAR
        and left.year is not None
        and right.year is not None
        and left.year.kind is right.year.kind is YearKind.ONE
        and right.year.first == left.year.first + 1
    )


def _due_dates(found: Sequence[Found]) -> list[Found]:
    """Those that can be meant: a bare year beside a finer date is part of a name ("2024-25 budget, May 2024")."""
    if all(each.is_year for each in found):
        return list(found)
    return [each for each in found if each.tied or not each.is_year]


def _chosen(text: str, found: Sequence[Found]) -> Found:
    rest = _due_dates(found)
    for candidate in rest:
        if all(candidate.meaning.lies_in(other.meaning) for other in rest):
            return candidate
    other = next(each for each in rest if each.meaning != rest[0].meaning)
    raise TooManyDates(text, rest[0].words, other.words)


def _check_whole_year(text: str, pieces: Sequence[Piece], piece: Piece) -> None:
    before, after = text[: piece.start], text[piece.end :]
    season = _SEASON_BEFORE.search(before)
    if season is not None:
        raise Season(text, text[season.start() : piece.end])
    part = _PART_BEFORE.search(before)
    if part is not None:
        raise VagueDate(text, text[part.start() : piece.end])
    part = _PART_AFTER.match(after)
    if part is not None:
        refusal = Season if _SEASON.search(part[0]) else VagueDate
        raise refusal(text, text[piece.start : piece.end + part.end()])
    index = pieces.index(piece)
    for neighbour in (_beside(pieces, index, -1), _beside(pieces, index, 1)):
        if neighbour is not None and neighbour.kind is Kind.WORD:
            _check_spelling(text, neighbour.text)


def _check_spelling(text: str, word: str) -> None:
    names = [month.casefold() for month in MONTHS]
    close = difflib.get_close_matches(word.casefold(), names, n=1, cutoff=_MONTH_LIKENESS)
    if close and word.casefold() not in names:
        raise MisspeltMonth(text, word, close[0].capitalize())
