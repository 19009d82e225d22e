"""The figure check: every figure of a text held against the table it stands beside.

A figure agrees, contradicts, or the table cannot say; then somebody confirms it once with its source. It contradicts
only where the sentence leaves no doubt which row and which months it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from tracker.measures.rules_figures_claims import claims_of
from tracker.measures.rules_figures_decide import Ruling, Subject, decide
from tracker.measures.rules_figures_match import can_be_change, can_be_level, can_be_part
from tracker.measures.rules_figures_read import without_figures
from tracker.measures.rules_figures_sentence import Role, Sentence, Statement, sentences_of, statements_of
from tracker.measures.rules_figures_subject import (
    Lexicon,
    RowTerms,
    best,
    is_row_name,
    lexicon_of,
    named_by,
    read_terms,
    section_of_heading,
    strangers,
)
from tracker.measures.rules_figures_types import Checked, FigureRow, Verdict
from tracker.measures.rules_figures_words import GENERIC, SOFT, WELL_KNOWN, Term, names_from, stem, terms_of

__all__ = ["Checked", "FigureRow", "Verdict", "check_figures"]

_OF_WHAT: Final = re.compile(
    r"\b(?:rate|ratio|time|volume|satisfaction)s? (?:for|of|among|involving|with) ((?:[\w’'-]+ ?){1,6})", re.I
)
_OF_A_PLAN: Final = re.compile(r"\bpriority\s+(?:\d|one|two|three|four)\b", re.I)
_REFERS_BACK: Final = re.compile(
    r"^(?:This|That|It|These|Which|The (?:rate|figure|volume|time|total|increase|decrease|number))\b"
)
_HAS_NUMBER: Final = re.compile(r"\d")
_MONTHS: Final = re.compile(r"\d+[\s-]months?", re.I)
_IDLE_LABELS: Final = frozenset(
    stem(word)
    for word in (
        *("performance", "note", "notes", "summary", "overview", "update", "context", "data", "headline"),
        *("what", "so", "now", "figures"),
    )
)
"""Words that open a paragraph without saying what it is about."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Rows that have figures of the kind a statement writes; without a statement, any row."""

    statement: Statement | None = None

    def fits(self, terms: RowTerms) -> bool:
        if self.statement is None:
            return True
        written = self.statement.written
        if self.is_change:
            return can_be_change(written, terms.row)
        return can_be_level(written, terms.row) or can_be_part(written, terms.row)

    @property
    def is_change(self) -> bool:
        return self.statement is not None and self.statement.role is Role.CHANGE


_ANY: Final = _Wanted()


@dataclass(slots=True)
class _Reading:
    """Where a reader of the text is: the section it is about, and the rows the last sentence spoke of."""

    section: str | None
    is_fixed: bool
    rows: tuple[RowTerms, ...] = ()
    head: frozenset[str] = field(default_factory=frozenset)


def check_figures(text: str, rows: Sequence[FigureRow]) -> list[Checked]:
    """Every figure of a text in its order, and what it says about up and down, exceptions, highest and lowest.

    `rows` are those of the page the text stands on, or of several pages with their sections; headings and the first
    cells of pasted tables tell which page a sentence belongs to. Tables themselves, dates, ranks and names are no
    figures. Without rows everything is unknown.
    """
    if not rows:
        return []
    lexicon = lexicon_of(rows, names_from({row.section for row in rows if row.section}, text))
    reading = _Reading(rows[0].section if lexicon.one_section else None, is_fixed=lexicon.one_section)
    found: list[Checked] = []
    for piece in sentences_of(text):
        if isinstance(piece, str):
            _turn_to(piece, reading, lexicon)
        else:
            found += _check_sentence(_without_names(piece, lexicon), reading, lexicon)
    return found


def _without_names(sentence: Sentence, lexicon: Lexicon) -> Sentence:
    """The sentence without the figures and months that are part of a measure's name: "answered within 10 seconds"."""
    named = [
        match.span()
        for name in {terms.row.measure for terms in lexicon.rows if _HAS_NUMBER.search(terms.row.measure)}
        for match in re.finditer(re.escape(name), sentence.text, re.I)
    ]
    if not named:
        return sentence
    kept = [
        written
        for written in sentence.figures
        if not any(start <= written.start and written.end <= end for start, end in named)
    ]
    words = without_figures(sentence.text, kept)
    for start, end in named:
        words = words[:start] + _MONTHS.sub(_blank, words[start:end]) + words[end:]
    return replace(sentence, figures=kept, words=words)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _turn_to(heading: str, reading: _Reading, lexicon: Lexicon) -> None:
    """A heading or a table's line says what the sentences under it are about."""
    row = is_row_name(lexicon, heading.partition("\t")[0])
    if lexicon.one_section:
        return
    section = row.section if row else section_of_heading(lexicon, _OF_A_PLAN.sub(" ", heading.replace("\t", " ")))
    if section is not None:
        reading.section, reading.is_fixed, reading.rows = section, True, ()
    elif _OF_A_PLAN.search(heading):
        reading.section, reading.is_fixed, reading.rows = None, False, ()


@dataclass(frozen=True, slots=True)
class _Context:
    """A sentence while it is read: its words, those of the name its paragraph opens with, and what came before.

    `quoted` is the row whose name it gives in full, and no other's words beside it.
    """

    sentence: Sentence
    words: Sequence[Term]
    label: Sequence[Term]
    reading: _Reading
    lexicon: Lexicon
    quoted: tuple[RowTerms, ...] = ()


def _check_sentence(sentence: Sentence, reading: _Reading, lexicon: Lexicon) -> list[Checked]:
    label = [term for term in read_terms(lexicon, sentence.label) if term.stem not in _IDLE_LABELS]
    words = read_terms(lexicon, sentence.words)
    context = _Context(sentence, words, label, reading, lexicon, _quoted(sentence, words, lexicon))
    rulings: list[tuple[Statement, Subject, Ruling]] = []
    for statement in statements_of(sentence, lexicon.rows[0].row.month):
        subject = _subject_of(statement, context, rulings[-1] if rulings else None)
        rulings.append((statement, subject, decide(statement, subject, lexicon)))
    named = [subject for _, subject, _ in rulings if subject.is_clear]
    whole = named[0] if named else _subject(context.words, context)
    if not whole.is_clear:
        whole = _last_sentence(context) or whole

    def rows_of(start: int, end: int, *, alone: bool = False) -> Subject:
        return (
            _of_part(context, start, end)
            if alone
            else _subject(read_terms(lexicon, sentence.words[start:end]), context)
        )

    found = [
        _checked(sentence, statement, ruling) for statement, _, ruling in rulings if _is_worth_it(statement, ruling)
    ]
    found += claims_of(sentence, [statement for statement, _, _ in rulings], whole, rows_of, lexicon)
    _remember(context, named[-1].rows if named else whole.rows if whole.is_clear else ())
    return sorted(found, key=lambda checked: checked.place)


def _of_part(context: _Context, start: int, end: int) -> Subject:
    """The rows a part of the sentence speaks of, whatever other names the rest of it holds."""
    words = [term for term in context.words if start <= term.start < end]
    sentence = replace(context.sentence, words=context.sentence.words[start:end])
    return _subject(words, replace(context, sentence=sentence, words=words))


def _quoted(sentence: Sentence, words: Sequence[Term], lexicon: Lexicon) -> tuple[RowTerms, ...]:
    """The row whose name stands there as the table prints it; longer names go before those they hold."""
    text, named = sentence.text, set()
    for name in sorted({terms.row.measure for terms in lexicon.rows}, key=len, reverse=True):
        text, times = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text, flags=re.I)
        if times:
            named.add(name)
    rows = tuple(terms for terms in lexicon.rows if terms.row.measure in named)
    return rows if len(named) == 1 and not any(strangers(lexicon, terms, words) for terms in rows) else ()


def _is_worth_it(statement: Statement, ruling: Ruling) -> bool:
    """Small numbers in words ("two colleagues") are told only when they are the table's."""
    return not statement.written.is_word or ruling.verdict is not Verdict.UNKNOWN


def _checked(sentence: Sentence, statement: Statement, ruling: Ruling) -> Checked:
    way = {1: " (up)", -1: " (down)"}.get(statement.direction, "") if statement.role is Role.CHANGE else ""
    measure = ruling.rows[0].row.measure if ruling.rows else None
    place = sentence.place + statement.written.start
    return Checked(ruling.verdict, sentence.text, statement.written.text + way, ruling.table, measure, place)


def _remember(context: _Context, rows: tuple[RowTerms, ...]) -> None:
    reading = context.reading
    reading.rows = rows
    if not rows:
        return
    reading.head = rows[0].head
    sections = {terms.row.section for terms in rows}
    if not reading.is_fixed and len(sections) == 1 and rows[0].shared & {term.stem for term in context.words}:
        reading.section = rows[0].row.section


def _subject_of(statement: Statement, context: _Context, previous: tuple[Statement, Subject, Ruling] | None) -> Subject:
    """Rows of the figure's own stretch; else those of the figure before it; else those of the whole sentence."""

    wanted = _Wanted(statement)
    near = read_terms(context.lexicon, statement.near)
    own = _subject(near, context, wanted)
    if own.is_clear or any(wanted.fits(terms) for terms in own.rows):
        return own
    before = _as_before(near, previous, context, wanted) if previous else None
    if before:
        return before
    whole = _subject(context.words, context, wanted)
    return whole if whole.is_clear else _last_sentence(context) or whole


def _as_before(
    near: Sequence[Term], previous: tuple[Statement, Subject, Ruling], context: _Context, wanted: _Wanted
) -> Subject | None:
    """The rows of the figure before it; or those that measure the same of what this stretch names ("for 101 8.5%")."""
    _, subject, ruling = previous
    rows = tuple(terms for terms in ruling.rows if not strangers(context.lexicon, terms, near))
    if any(wanted.fits(terms) for terms in rows):
        return Subject(rows, subject.is_clear)
    heads = {word for terms in ruling.rows for word in terms.head}
    alike = _subject([*near, *(Term(word, 0, 0) for word in sorted(heads))], context, wanted)
    return alike if near and alike.is_clear and any(wanted.fits(terms) for terms in alike.rows) else None


def _last_sentence(context: _Context) -> Subject | None:
    """The rows of the sentence before, where this one goes on about them."""
    if context.sentence.opens and not _REFERS_BACK.match(context.sentence.text):
        return None
    rows = tuple(terms for terms in context.reading.rows if not strangers(context.lexicon, terms, context.words))
    return Subject(rows, not any(_has_other_names(terms, context) for terms in rows)) if rows else None


def _subject(stretch: Sequence[Term], context: _Context, wanted: _Wanted = _ANY) -> Subject:
    """Rows a stretch names; else those that some of its words point to, which is not clear."""
    if context.quoted:
        return Subject(context.quoted, not any(_has_other_names(terms, context) for terms in context.quoted))
    words = [*context.label, *stretch]
    named = named_by(context.lexicon, words, context.reading.section)
    rows = [terms for terms in named if _covers(terms, context.label)]
    if rows:
        chosen = _fitting(rows, words, context, wanted)
        return Subject(chosen, not any(_has_other_names(terms, context) for terms in chosen))
    return Subject(tuple(_perhaps(words, context)), is_clear=False)


def _fitting(
    rows: Sequence[RowTerms], words: Sequence[Term], context: _Context, wanted: _Wanted
) -> tuple[RowTerms, ...]:
    """The rows the words speak for most; where they have no such value, others that have.

    A change that the likeliest row counts otherwise is no change of another row.
    """
    head = context.reading.head
    most = best(rows, words, head)
    fitting = tuple(terms for terms in most if wanted.fits(terms))
    if fitting or wanted.is_change:
        return fitting or most
    return best([terms for terms in rows if wanted.fits(terms)], words, head) or most


def _covers(terms: RowTerms, label: Sequence[Term]) -> bool:
    return all(term.stem in terms.every | SOFT | GENERIC for term in label)


def _has_other_names(terms: RowTerms, context: _Context) -> bool:
    """Whether the sentence names a place, body or short form that is not the row's."""
    known = terms.every | SOFT | GENERIC | WELL_KNOWN
    if any(term.is_name and term.stem not in known for term in context.words):
        return True
    return any(_is_of_something_else(match[1], known) for match in _OF_WHAT.finditer(context.sentence.words))


def _is_of_something_else(words: str, known: frozenset[str]) -> bool:
    """Whether the first word that says something is none of the row's: "rate for crimes with knives"."""
    stems = (term.stem for term in terms_of(words))
    first = next((stem for stem in stems if stem not in SOFT and stem not in GENERIC), None)
    return first is not None and first.isalpha() and first not in known


def _perhaps(words: Sequence[Term], context: _Context) -> Iterator[RowTerms]:
    """Rows that some words point to: a figure may agree with them, but not contradict."""
    stems = {term.stem for term in words}
    for terms in context.lexicon.rows:
        touched = any(choice & stems for choice in terms.own) or terms.head & stems
        here = context.reading.section in {None, terms.row.section} or terms.shared & stems
        if touched and here and not strangers(context.lexicon, terms, words) and _covers(terms, context.label):
            yield terms
