"""What a sentence says without a figure: "eight month high", "upward trend", "the lowest", "continue to fall"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from tracker.measures.rules import TrendWord
from tracker.measures.rules_figures_decide import MOST_ROWS, Subject
from tracker.measures.rules_figures_match import shown_change, shown_level, span_words
from tracker.measures.rules_figures_period import mentions_in
from tracker.measures.rules_figures_read import number_of
from tracker.measures.rules_figures_sentence import Role, Sentence, Statement, directions_in
from tracker.measures.rules_figures_subject import Lexicon, RowTerms
from tracker.measures.rules_figures_types import LEVELS, Checked, FigureRow, Span, Verdict

_NAMES: Final = {1: "One", 2: "Two", 3: "Three", 8: "Eight"}
_COUNT: Final = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_EXCEPTION: Final = re.compile(
    rf"\b(?P<months>{_COUNT}(?:\s*(?:,|and|&|,\s*and)\s*{_COUNT})*)[\s-]months?[\s-]"
    r"(?:(?:exceptional|exceptionally|statistical)\s+)*(?P<way>highs?|lows?)\b",
    re.I,
)
_TREND: Final = re.compile(
    r"\b(?:(?P<before>upward|increasing|rising|downward|decreasing|falling|declining|reducing|stable|flat)\s+trend|"
    r"trend(?:ing)?\s+(?:is\s+|was\s+|remains\s+)?(?P<after>up\w*|increasing|rising|down\w*|decreasing|falling|stable|flat))\b",
    re.I,
)
_MOST: Final = re.compile(
    r"\b(?P<most>highest|largest|longest|greatest)\b|\b(?P<least>lowest|smallest|shortest)\b", re.I
)
_OVER_TIME: Final = re.compile(
    r"\b(?:since|ever|on record|recorded for|(?:in|for) (?:\w+ )?(?:years?|months?)|monthly|of the year|to date)\b",
    re.I,
)
_NOT_YET: Final = re.compile(
    r"\b(?:(?<!continue )(?<!continues )(?<!continued )to|will|should|could|would|may|might|hoped?|"
    r"aim\w*|help\w*|expect\w*|target\w*|if|plan\w*|support\w*|focus\w*|drive|seek\w*|need\w*)\s+(?:\w+\s+){0,2}$",
    re.I,
)
_NO_CLAIM: Final = re.compile(
    r"\b(?:forecast\w*|season\w*|national\w*|discrete|previous|England|ONS|forces|unit|set|step|follow\w*|pick|sign|"
    r"team|back|break|written)\b",
    re.I,
)
_PARTS: Final = re.compile(r"[,;–—]|\b(?:and|but|yet|while|whilst|although|with)\b")


class RowsOf(Protocol):
    """The rows a stretch of the sentence speaks of. `alone`: what the rest of the sentence names makes no doubt."""

    def __call__(self, start: int, end: int, *, alone: bool = False) -> Subject: ...


def claims_of(
    sentence: Sentence, statements: Sequence[Statement], whole: Subject, rows_of: RowsOf, lexicon: Lexicon
) -> list[Checked]:
    """Every claim of a sentence that is no figure. Directions that belong to a figure are judged with it."""
    claims = [*_exceptions(sentence, whole, rows_of), *_trends(sentence, whole, rows_of)]
    if all(mention.span is not None for mention in mentions_in(sentence.words, lexicon.rows[0].row.month)):
        claims += _extremes(sentence, statements, whole, rows_of, lexicon)
    if not any(statement.role is Role.CHANGE for statement in statements) and not claims:
        claims += _directions(sentence, whole)
    return claims


def _stretch(text: str, start: int, end: int) -> str:
    """The part of the sentence a claim stands in."""
    opens, closes = _bounds(text, start, end)
    return text[opens:closes]


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    opens = max((match.end() for match in _PARTS.finditer(text, 0, start)), default=0)
    closes = _PARTS.search(text, end)
    return opens, closes.start() if closes else len(text)


def _about(sentence: Sentence, start: int, end: int, whole: Subject, rows_of: RowsOf) -> Subject:
    own = rows_of(*_bounds(sentence.words, start, end))
    return own if own.is_clear else whole


def _exceptions(sentence: Sentence, whole: Subject, rows_of: RowsOf) -> Iterator[Checked]:
    for match in _EXCEPTION.finditer(sentence.text):
        subject = _about(sentence, *match.span(), whole, rows_of)
        months = [int(number_of(word)) for word in re.findall(_COUNT, match["months"], re.I)]
        way = 1 if match["way"].lower().startswith("high") else -1
        judged = [terms for terms in subject.rows if terms.row.exceptions is not None]
        fitting = [terms for terms in judged if all((terms.row.exceptions or {}).get(count) == way for count in months)]
        sayable = set(months) <= _NAMES.keys() and not _NO_CLAIM.search(_stretch(sentence.text, *match.span()))
        if not (fitting and subject.is_clear):
            # The part it stands in may name its row though the rest of the sentence speaks of something else.
            part = rows_of(*_bounds(sentence.words, *match.span()), alone=True)
            fitting = _all_have(part, months, way)
        if fitting:
            yield _claim(Verdict.AGREES, sentence, match, _exceptions_of(fitting[0].row), fitting)
        elif judged and subject.is_clear and sayable and len(judged) <= MOST_ROWS:
            table = "; ".join(_exceptions_of(terms.row) for terms in judged)
            yield _claim(Verdict.CONTRADICTS, sentence, match, table, judged)
        else:
            yield _claim(Verdict.UNKNOWN, sentence, match, "it prints no such exception of a row named here", judged)


def _all_have(subject: Subject, months: Sequence[int], way: int) -> list[RowTerms]:
    """The rows, where it is clear which they are and each of them has these exceptions."""
    rows = list(subject.rows) if subject.is_clear else []
    fits = all((terms.row.exceptions or {}).get(count) == way for terms in rows for count in months)
    return rows if fits else []


def _exceptions_of(row: FigureRow) -> str:
    found = row.exceptions or {}
    words = [
        f"{', '.join(_NAMES[count] for count in sorted(found) if found[count] == way)}-Month {label}"
        for way, label in ((1, "High"), (-1, "Low"))
        if way in found.values()
    ]
    return f"{' and '.join(words) or 'no exception'} ({row.measure})"


def _trends(sentence: Sentence, whole: Subject, rows_of: RowsOf) -> Iterator[Checked]:
    for match in _TREND.finditer(sentence.text):
        subject = _about(sentence, *match.span(), whole, rows_of)
        rows = [terms for terms in subject.rows if terms.row.trend is not None]
        if not rows or not subject.is_clear or _NO_CLAIM.search(_stretch(sentence.text, *match.span())):
            continue
        claimed = _trend_word(match["before"] or match["after"])
        table = "; ".join(f"{terms.row.trend.label} ({terms.row.measure})" for terms in rows if terms.row.trend)
        if any(terms.row.trend is claimed for terms in rows):
            yield _claim(Verdict.AGREES, sentence, match, table, rows)
        elif any(_sign(terms.row) == claimed.sign for terms in rows) or len(rows) > MOST_ROWS:
            # The table's own trend and change point in opposite ways: somebody has to look at it.
            yield _claim(
                Verdict.UNKNOWN, sentence, match, f"{table}, and {shown_change(rows[0].row)} year on year", rows
            )
        else:
            yield _claim(Verdict.CONTRADICTS, sentence, match, table, rows)


def _trend_word(word: str) -> TrendWord:
    plain = word.lower()
    if plain.startswith(("up", "incr", "ris")):
        return TrendWord.INCREASING
    return TrendWord.STABLE if plain in {"stable", "flat"} else TrendWord.DECREASING


def _sign(row: FigureRow) -> int:
    return 0 if not row.yoy else 1 if row.yoy > 0 else -1


def _extremes(
    sentence: Sentence, statements: Sequence[Statement], whole: Subject, rows_of: RowsOf, lexicon: Lexicon
) -> Iterator[Checked]:
    """ "The lowest" among the rows that measure the same."""
    for match in _MOST.finditer(sentence.text):
        stretch = _stretch(sentence.text, *match.span())
        if _OVER_TIME.search(stretch) or _NO_CLAIM.search(stretch):
            continue
        subject = _about(sentence, *match.span(), whole, rows_of)
        subject = subject if subject.rows and subject.rows[0].own else whole
        span = next((said for said in (_span(statement) for statement in statements) if said), Span.TWELVE)
        if len(subject.rows) != 1 or not subject.is_clear or not subject.rows[0].own:
            continue
        rows = _alike(subject.rows[0], span, lexicon)
        if len(rows) > 1:
            yield _extreme(sentence, match, subject.rows[0], rows, span)


def _span(statement: Statement) -> Span | None:
    span = statement.mention.span if statement.mention else None
    return span if span in LEVELS and statement.role is Role.LEVEL else None


def _alike(terms: RowTerms, span: Span, lexicon: Lexicon) -> list[RowTerms]:
    """The rows of its section that measure the same and have a figure; their total has no word of its own."""
    return [
        other
        for other in lexicon.rows
        if other.row.section == terms.row.section
        and other.row.unit is terms.row.unit
        and other.head == terms.head
        and other.own
        and other.row.value(span) is not None
    ]


def _extreme(
    sentence: Sentence, match: re.Match[str], terms: RowTerms, rows: Sequence[RowTerms], span: Span
) -> Checked:
    pick = max if match["most"] else min
    extreme = pick(rows, key=lambda other: other.row.value(span) or 0)
    holds = terms.row.value(span) == extreme.row.value(span)
    value, where = shown_level(extreme.row, span), span_words(extreme.row, span)
    table = f"{value} is the {match[0].lower()} ({extreme.row.measure}, {where})"
    return _claim(Verdict.AGREES if holds else Verdict.CONTRADICTS, sentence, match, table, [terms])


def _directions(sentence: Sentence, whole: Subject) -> Iterator[Checked]:
    """ "Incidents continue to fall": told where the change and the trend of the one row it speaks of settle it."""
    if (
        len(whole.rows) != 1
        or not whole.is_clear
        or _NO_CLAIM.search(sentence.text)
        or _OVER_TIME.search(sentence.text)
    ):
        return
    row = whole.rows[0].row
    mentions = mentions_in(sentence.words, row.month)
    if any(mention.span not in {Span.CHANGE, Span.TWELVE} for mention in mentions) or not row.yoy:
        return
    said = [way for way in directions_in(sentence.text) if not _NOT_YET.search(sentence.text[: way[1]])]
    if len(said) != 1:
        return
    direction, start, end = said[0]
    agrees = _sign(row) == direction
    if not agrees and row.trend is not None and row.trend.sign == direction:
        return
    verdict = Verdict.AGREES if agrees else Verdict.CONTRADICTS
    yield Checked(
        verdict,
        sentence.text,
        sentence.text[start:end],
        f"{shown_change(row)} ({row.measure}, year on year)",
        row.measure,
        sentence.place + start,
    )


def _claim(verdict: Verdict, sentence: Sentence, match: re.Match[str], table: str, rows: Sequence[RowTerms]) -> Checked:
    measure = rows[0].row.measure if rows else None
    return Checked(verdict, sentence.text, match[0], table, measure, sentence.place + match.start())
