"""One statement of a sentence against the rows it speaks of: agrees, contradicts, or the table cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from tracker.measures.rules import Unit
from tracker.measures.rules_figures_match import (
    can_be_change,
    can_be_level,
    can_be_part,
    change_in_count,
    is_change,
    is_level,
    is_part,
    levels_of,
    shown_change,
    shown_level,
    shown_parts,
    span_words,
    what_it_is,
)
from tracker.measures.rules_figures_sentence import Role, Statement, directions_in
from tracker.measures.rules_figures_subject import Lexicon, RowTerms
from tracker.measures.rules_figures_types import LEVELS, FigureRow, Kind, Span, Verdict
from tracker.measures.rules_figures_words import GENERIC, SOFT, WELL_KNOWN, stems_of
from tracker.measures.rules_words import value_words

MOST_ROWS: Final = 3
"""Of more rows than this a sentence cannot be said to speak clearly."""

_COUNTED: Final = re.compile(
    r"\b(?:total\w*|volumes?|number|came to|come to|was|were|is|are|been|stood|stands|reached|recorded|equal\w*|"
    r"amount\w*|saw|seen|shows?|showed|mak(?:es|ing)|bring(?:s|ing)|demand)\b|=|:",
    re.I,
)
_RELATES: Final = re.compile(
    r"\b(?:than|compared|comparison|against|from|to|since|as|like|unlike|versus|vs|after|before|until|and|or)\b|[;:–—]",
    re.I,
)
"""Between a figure and a month, they say that the figure is of another one."""

_SPREAD: Final = re.compile(r"\b(?:respectively|average|averaged|averaging|mean|daily|weekly|per|each|every)\b", re.I)
"""A figure that is not simply that of a month; a measure's own name may hold such a word, and is then not judged."""

_ENDS: Final = re.compile(r"\b(?:to|ending|ended|up to|through)\s+(?:the end of\s+)?$", re.I)
_WENT_TO: Final = re.compile(r"^\s+to\b", re.I)
_COME_TO: Final = re.compile(r"\bto\s+$", re.I)


@dataclass(frozen=True, slots=True)
class Subject:
    """Rows a statement may be about. Only where `is_clear` may a figure that is none of theirs contradict."""

    rows: tuple[RowTerms, ...]
    is_clear: bool

    @property
    def names(self) -> str:
        """The rows' measures, for people."""
        return " or ".join(terms.row.measure for terms in self.rows)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with what the table says, or why it says nothing; and the row that was found."""

    verdict: Verdict
    table: str
    rows: tuple[RowTerms, ...] = ()


def decide(statement: Statement, subject: Subject, lexicon: Lexicon) -> Ruling:
    """What the table says to one figure."""
    written = statement.written
    if written.kind is Kind.MONEY:
        return Ruling(Verdict.UNKNOWN, "it has no sums of money")
    if statement.role is Role.ASIDE:
        met = _target(statement, subject) or (_former(statement, subject, lexicon) if statement.is_former else None)
        return met or Ruling(Verdict.UNKNOWN, "it has no targets, limits or former figures")
    if statement.is_elsewhere:
        return Ruling(Verdict.UNKNOWN, "it says nothing of other forces, forecasts or parts of a figure")
    if not subject.rows:
        return Ruling(Verdict.UNKNOWN, "none of its rows is named")
    if statement.mention is not None and statement.mention.span is None:
        former = _former(statement, subject, lexicon) if statement.role is Role.LEVEL else None
        return former or Ruling(Verdict.UNKNOWN, "it has nothing of these months", subject.rows)
    if statement.role is Role.LEVEL and statement.mention is not None and statement.mention.is_compared:
        return Ruling(Verdict.UNKNOWN, "it has no figures of the year before", subject.rows)
    return _change(statement, subject) if statement.role is Role.CHANGE else _level(statement, subject, lexicon)


def _level(statement: Statement, subject: Subject, lexicon: Lexicon) -> Ruling:
    written = statement.written
    rows = tuple(terms for terms in subject.rows if can_be_level(written, terms.row))
    if not rows:
        parts = _part(statement, subject)
        return parts or Ruling(Verdict.UNKNOWN, f"{subject.names} has no such figure", subject.rows)
    spans = {id(terms): _spans(statement, terms.row) for terms in rows}
    agreeing = [(terms, span) for terms in rows for span in spans[id(terms)] if is_level(written, terms.row, span)]
    if agreeing:
        terms, span = agreeing[0]
        return Ruling(Verdict.AGREES, _says(terms.row, span), (terms,))
    table = "; ".join(_says(terms.row, span) for terms in rows[:MOST_ROWS] for span in spans[id(terms)])
    clear = (
        subject.is_clear and all(len(spans[id(terms)]) == 1 for terms in rows) and _is_counted(statement, rows, lexicon)
    )
    if not clear or statement.is_part or len(rows) > MOST_ROWS or statement.written.sign:
        return Ruling(Verdict.UNKNOWN, table or f"{subject.names} has no such figure", rows)
    instead = what_it_is(written, [terms.row for terms in rows], _beside(rows, lexicon))
    return Ruling(Verdict.CONTRADICTS, table + (f"; {written.text} is {instead}" if instead else ""), rows)


def _former(statement: Statement, subject: Subject, lexicon: Lexicon) -> Ruling | None:
    """A figure of an earlier month that stands beside it: "986 in June", "down from 1,004 in Jun-24".

    None unless nothing else can be meant: one row, its figure of that month, and no other thing between the two.
    """
    month = statement.mention.former if statement.mention else None
    if month is None or statement.between is None or statement.is_elsewhere or statement.written.sign:
        return None
    rows = [terms for terms in subject.rows if can_be_level(statement.written, terms.row) and month in terms.row.former]
    if len(rows) != 1 or not subject.is_clear or _SPREAD.search(statement.lead):
        return None
    between = _without_verbs(statement.between)
    if _RELATES.search(between) or _has_strange(between, rows, lexicon):
        return None
    row = replace(rows[0].row, month=month, month_value=rows[0].row.former[month])
    if is_level(statement.written, row, Span.MONTH):
        return Ruling(Verdict.AGREES, _says(row, Span.MONTH), tuple(rows))
    clear = statement.is_former or (not _is_compared_or_ends(statement) and _is_counted(statement, rows, lexicon))
    if statement.is_part or not clear or _has_strange(_without_verbs(statement.near), rows, lexicon):
        return Ruling(Verdict.UNKNOWN, _says(row, Span.MONTH), tuple(rows))
    return Ruling(Verdict.CONTRADICTS, _says(row, Span.MONTH), tuple(rows))


def _is_compared_or_ends(statement: Statement) -> bool:
    """Whether the months are what something is compared with, or the end of a longer time: "11.8% to Jul-23 (n=11)"."""
    mention = statement.mention
    return mention is not None and (mention.is_compared or bool(_ENDS.search(statement.lead, 0, mention.start)))


def _without_verbs(words: str) -> str:
    """Without what says that something is so much, or went up or down to it: "came to", "stood at", "fell to"."""
    for _, start, end in reversed(list(directions_in(words))):
        words = f"{words[:start]} {_WENT_TO.sub(' ', words[end:])}"
    return _COUNTED.sub(" ", words)


def _target(statement: Statement, subject: Subject) -> Ruling | None:
    """A row's service level, where the text gives it; the table cannot tell whether another one is wrong."""
    for terms in subject.rows:
        target = terms.row.target
        if target is not None and is_level(statement.written, replace(terms.row, month_value=target), Span.MONTH):
            table = f"a target of {value_words(target, terms.row.unit)} ({terms.row.measure})"
            return Ruling(Verdict.AGREES, table, (terms,))
    return None


def _part(statement: Statement, subject: Subject) -> Ruling | None:
    """The numerator or denominator of a rate: "9 of 129". In the months that are said it may contradict."""
    written, said = statement.written, statement.mention.span if statement.mention else None
    rows = tuple(terms for terms in subject.rows if can_be_part(written, terms.row))
    held = [(terms, span) for terms in rows for span in terms.row.parts if said in {None, span}]
    for terms, span in held:
        if is_part(written, terms.row, span):
            return Ruling(Verdict.AGREES, _says_parts(terms.row, span), (terms,))
    if not held:
        return None
    table = "; ".join(_says_parts(terms.row, span) for terms, span in held[:MOST_ROWS])
    clear = subject.is_clear and len(held) == 1 and statement.is_of_parts
    return Ruling(Verdict.CONTRADICTS if clear else Verdict.UNKNOWN, table, rows)


def _spans(statement: Statement, row: FigureRow) -> tuple[Span, ...]:
    """The spans a level may be of: the one that is said, or else every one the row has."""
    if statement.mention is not None and statement.mention.span in LEVELS:
        span = statement.mention.span
        return (span,) if row.value(span) is not None else ()
    return tuple(levels_of(row))


def _is_counted(statement: Statement, rows: Iterable[RowTerms], lexicon: Lexicon) -> bool:
    """Whether a count is said to be the measure's, not one of something else beside it ("3 crimes led to …")."""
    if statement.written.kind is not Kind.COUNT or statement.written.in_brackets:
        return True
    if _COUNTED.search(statement.near) or _COME_TO.search(statement.before):
        return True
    # "1,777 in July and 19,231 in the 12 months": the verb of the first counts for what adds nothing of its own.
    return not _has_strange(statement.near, rows, lexicon) and bool(_COUNTED.search(statement.lead))


def _has_strange(words: str, rows: Iterable[RowTerms], lexicon: Lexicon) -> bool:
    """Whether some words say something that is not of the rows."""
    known = SOFT | GENERIC | WELL_KNOWN | frozenset(word for terms in rows for word in terms.every)
    return any(stem.isalpha() and stem not in known for stem in stems_of(words, lexicon.names))


def _change(statement: Statement, subject: Subject) -> Ruling:
    written = statement.written
    rows = tuple(terms for terms in subject.rows if can_be_change(written, terms.row))
    said = statement.mention is None or statement.mention.span is Span.CHANGE
    clear = subject.is_clear and said
    if not rows:
        return _other_unit(statement, subject, is_clear=clear)
    agreeing = [terms for terms in rows if is_change(written, terms.row)]
    same_way = [terms for terms in agreeing if _goes(statement.direction, terms.row)]
    if same_way:
        return Ruling(Verdict.AGREES, _says_change(statement, same_way[0].row), (same_way[0],))
    found = tuple(agreeing) or rows
    table = "; ".join(_says_change(statement, terms.row) for terms in found[:MOST_ROWS])
    if not clear or len(found) > MOST_ROWS:
        return Ruling(Verdict.UNKNOWN, table, found)
    return Ruling(Verdict.CONTRADICTS, table, found)


def _other_unit(statement: Statement, subject: Subject, *, is_clear: bool) -> Ruling:
    """A change that is counted otherwise than the row's: "-3%" where the table has a time."""
    changed = tuple(terms for terms in subject.rows if terms.row.yoy is not None)
    table = "; ".join(_says_change(statement, terms.row) for terms in changed[:MOST_ROWS])
    timed = all(terms.row.unit is Unit.DURATION for terms in changed)
    mixed = is_clear and timed and statement.written.kind is Kind.PERCENT and 0 < len(changed) <= MOST_ROWS
    return Ruling(
        Verdict.CONTRADICTS if mixed else Verdict.UNKNOWN,
        table or f"{subject.names} has no change",
        changed or subject.rows,
    )


def _goes(direction: int, row: FigureRow) -> bool:
    """Whether the words point the way the row went; nothing said, or no change, goes with anything."""
    return not direction or not row.yoy or (row.yoy > 0) == (direction > 0)


def _beside(rows: Iterable[RowTerms], lexicon: Lexicon) -> list[FigureRow]:
    sections = {terms.row.section for terms in rows}
    own = {id(terms.row) for terms in rows}
    return [terms.row for terms in lexicon.rows if terms.row.section in sections and id(terms.row) not in own]


def _says(row: FigureRow, span: Span) -> str:
    return f"{shown_level(row, span)} ({row.measure}, {span_words(row, span)})"


def _says_parts(row: FigureRow, span: Span) -> str:
    return f"{shown_parts(row, span)} ({row.measure}, {span_words(row, span)})"


def _says_change(statement: Statement, row: FigureRow) -> str:
    if statement.written.kind is not Kind.COUNT or not can_be_change(statement.written, row):
        return f"{shown_change(row)} ({row.measure}, year on year)"
    low, high = change_in_count(row)
    between = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"a change of {between} ({row.measure}, from {shown_level(row, Span.TWELVE)} and {shown_change(row)})"
