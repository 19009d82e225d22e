"""DATA SUMMARY, drafted from the figures of a group of measures in plain sentences an analyst can edit.

Nothing is said that the table beside it does not show, and the figure check understands every figure of a draft: a
measure it would not understand is named without its figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from tracker.measures.rules import Engine, MeasureType, TargetSense, long_month
from tracker.measures.rules_draft_words import (
    amount_words,
    both_words,
    change_phrase,
    exception_label,
    exception_meaning,
    list_words,
)
from tracker.measures.rules_exceptions import Direction
from tracker.measures.rules_figure_rows import figure_rows
from tracker.measures.rules_figures import check_figures
from tracker.measures.rules_figures_types import Verdict
from tracker.measures.rules_standing import DEFAULTS, MeasureRules, Standing
from tracker.measures.rules_windows import YEAR, Change, Figure, Lack

OUT_OF_THE_ORDINARY: Final = "Out of the ordinary"
THE_REST: Final = "The other measures"

_LISTS: Final = -1
"""Stands among the places of measures for the sentences that list them."""

_HOPELESS: Final = 2
"""How often a measure may be in doubt before it is not named at all."""


def draft(standings: Sequence[Standing], section: str = "", rules: MeasureRules = DEFAULTS) -> str:
    """The text for the measures of one page in one month, in the order of its table; those that stand out first.

    `section` is the name of their group. Nothing for no measures. Figures marked OFFICIAL SENSITIVE that nobody has
    cleared are left out, and the text says so.
    """
    if not standings:
        return ""
    doubts: Counter[int] = Counter()
    while True:
        bullets = _bullets(standings, doubts, rules)
        text = _text(standings, bullets, names_lists=not doubts[_LISTS])
        doubtful = _doubtful(text, bullets, standings, section)
        if not doubtful:
            return text
        doubts.update(doubtful)


def _doubtful(text: str, bullets: Mapping[int, str], standings: Sequence[Standing], section: str) -> set[int]:
    """The measures, by their place, of which a sentence says what the check does not find in the table."""
    found: set[int] = set()
    for checked in check_figures(text, figure_rows(standings, section)):
        if checked.verdict is not Verdict.AGREES:
            opens = text.rfind("\n", 0, checked.place + 1) + 1
            found |= {place for place, bullet in bullets.items() if text.startswith(bullet, opens)} or {_LISTS}
    return found


def _bullets(standings: Sequence[Standing], doubts: Mapping[int, int], rules: MeasureRules) -> Mapping[int, str]:
    """What is said of each measure that has figures, by its place; in doubt without them, in more doubt nothing."""
    told = {place: each for place, each in enumerate(standings) if not _is_left_out(each) and _has_figures(each)}
    mark = "" if _all_supplied(list(told.values())) else ", as supplied with the figures"
    return {
        place: _plain(each) if doubts.get(place) else _measure(each, rules, mark)
        for place, each in told.items()
        if doubts.get(place, 0) < _HOPELESS
    }


def _text(standings: Sequence[Standing], bullets: Mapping[int, str], *, names_lists: bool = True) -> str:
    striking = [bullet for place, bullet in bullets.items() if standings[place].findings]
    rest = [bullet for place, bullet in bullets.items() if not standings[place].findings]
    parted = bool(striking and rest)
    parts = [
        " ".join(_opening(standings)),
        f"**{OUT_OF_THE_ORDINARY}**" if parted else "",
        "\n".join(striking),
        f"**{THE_REST}**" if parted else "",
        "\n".join(rest),
        "\n\n".join(_closing(standings, names_lists=names_lists)),
    ]
    return "\n\n".join(part for part in parts if part)


def _opening(standings: Sequence[Standing]) -> Iterator[str]:
    month = standings[0].month
    yield f"These are the figures of {long_month(month)}, of the 3 months and of the 12 months that end with it."
    told = [each for each in standings if not _is_left_out(each) and _has_figures(each)]
    provisional = [each for each in told if any(figure.provisional for figure in _every(each))]
    if provisional and len(provisional) == len(told):
        yield "All of them are provisional."
    if _all_supplied(told):
        yield "Their exceptions and trends are as supplied with the figures."


def _all_supplied(told: Sequence[Standing]) -> bool:
    """Whether nothing that is said to be out of the ordinary was worked out here."""
    judged = [each for each in told if each.findings or each.trend is not None]
    return bool(judged) and all(
        (each.imported_exceptions or not each.findings) and (each.imported_trend or each.trend is None)
        for each in judged
    )


def _closing(standings: Sequence[Standing], *, names_lists: bool) -> Iterator[str]:
    def names(these: Sequence[Standing]) -> str:
        return list_words([_name(each) for each in these]) if names_lists else "see the table"

    told = [each for each in standings if not _is_left_out(each) and _has_figures(each)]
    provisional = [each for each in told if any(figure.provisional for figure in _every(each))]
    if provisional and len(provisional) < len(told):
        yield f"Provisional: {names(provisional)}."
    empty = [each for each in standings if not _is_left_out(each) and not _has_figures(each)]
    if empty:
        yield f"None recorded: {names(empty)}."
    withheld = [each for each in standings if _is_left_out(each)]
    if withheld:
        yield f"Left out, because a figure is marked OFFICIAL SENSITIVE and nobody has cleared it: {names(withheld)}."


def _name(standing: Standing) -> str:
    return f"**{standing.record.name.replace('*', '')}**"


def _is_left_out(standing: Standing) -> bool:
    """Any figure of the two years: the change would tell what the marked month holds."""
    return standing.record.is_sensitive(standing.month, 2 * YEAR)


def _every(standing: Standing) -> tuple[Figure, ...]:
    figures = standing.figures
    return (figures.month, figures.three_months, figures.twelve_months)


def _has_figures(standing: Standing) -> bool:
    return any(figure.value is not None or figure.partial is not None for figure in _every(standing)) or (
        standing.figures.year_on_year.value is not None
    )


def _plain(standing: Standing) -> str:
    """What is said of a measure whose sentences the figure check would not understand."""
    return f"- {_name(standing)}: see the table."


def _measure(standing: Standing, rules: MeasureRules, mark: str) -> str:
    """Its bullet; `mark` stands behind what the supplier worked out."""
    sentences = [
        *_levels(standing),
        *_change(standing),
        *_target(standing),
        *_exceptions(standing, rules, mark),
        *_trend(standing, mark),
        *_lacking(standing),
    ]
    return f"- {' '.join(sentences)}"


def _levels(standing: Standing) -> Iterator[str]:
    """ "In July 2024 X stood at 7.0% (9 of 129), with 6.5% (26 of 397) over the 3 months." """
    month = long_month(standing.month)
    verb = "came to" if standing.record.kind is MeasureType.COUNT else "stood at"
    spans = zip(_every(standing), (f"in {month}", "over the 3 months", "over the 12 months"), strict=True)
    known = [(when, _amount(standing, figure)) for figure, when in spans if figure.value is not None]
    if known:
        (first, amount), *others = known
        when = first if month in first else f"{first} to {month}"
        beside = list_words([f"{words} {span}" for span, words in others])
        yield f"{when[0].upper()}{when[1:]} {_name(standing)} {verb} {amount}{f', with {beside}' if beside else ''}."
    else:
        yield f"In {month} {_name(standing)} has no figure that can be given."


def _amount(standing: Standing, figure: Figure) -> str:
    words = amount_words(figure.value or Decimal(0), standing.record.unit)
    if figure.margin is not None:
        words += f" ±{figure.margin.normalize():f}"
    if standing.record.kind is MeasureType.RATE and figure.numerator is not None and figure.denominator is not None:
        words += f" ({figure.numerator:,f} of {figure.denominator:,f})"
    return words


def _lacking(standing: Standing) -> Iterator[str]:
    """What is not on record, and why; after what is, because “it” goes on about the sentence before."""
    one, three, twelve = _every(standing)
    spans = ((one, long_month(standing.month)), (three, "the 3 months"), (twelve, "the 12 months"))
    unknown = [when for figure, when in spans if figure.lack is Lack.NOT_PUBLISHED]
    if unknown:
        yield f"None recorded for {list_words(unknown, 'or')}."
    for figure, when in spans:
        if figure.lack is Lack.INCOMPLETE:
            months = "1 month is" if figure.known == 1 else f"{figure.known} months are"
            yield f"The figure for {when} is incomplete: only {months} recorded."
        elif figure.lack is Lack.NO_CASES:
            yield f"There were no cases in {when}."
    if not all(figure.comparable for figure in _every(standing)):
        yield "The figures hold a month that is not comparable with the others."
    if standing.figures.year_on_year.value is None:
        yield _no_change(standing.figures.year_on_year)


def _change(standing: Standing) -> Iterator[str]:
    change = standing.figures.year_on_year
    if change.value is None:
        return
    if standing.record.kind is MeasureType.SURVEY:
        yield _survey(change, change.value)
    else:
        yield f"It was {change_phrase(change.value, change.unit)} year on year."


def _no_change(change: Change) -> str:
    if change.lack is Lack.FROM_ZERO:
        return "There is no year-on-year percentage, because nothing was counted in the year before."
    if change.lack is Lack.NOT_COMPARABLE:
        return "The year is not comparable with the year before."
    return "Year on year: None recorded."


def _survey(change: Change, value: Decimal) -> str:
    """Higher or lower only where the two intervals do not overlap (RULES 4)."""
    moved = both_words(value, change.unit)
    if change.margin is None:
        return f"The year-on-year change is {moved}; the margins that would tell it from chance are not known."
    if abs(value) <= change.margin:
        return f"There is no clear difference from the year before: the change of {moved} is within the margins."
    return f"It was {change_phrase(value, change.unit)} year on year, which is more than the margins explain."


def _target(standing: Standing) -> Iterator[str]:
    record = standing.record
    target = record.target_in(standing.month)
    figure = standing.figures.twelve_months if record.kind is MeasureType.SURVEY else standing.figures.month
    if target is None or figure.value is None:
        return
    met = "met" if target.is_met_by(figure.value) else "missed"
    sense = "more" if target.sense is TargetSense.AT_LEAST else "less"
    yield f"It {met} its target of {amount_words(target.value, record.unit)} or {sense}."


def _exceptions(standing: Standing, rules: MeasureRules, mark: str) -> Iterator[str]:
    if not standing.findings:
        return
    if standing.record.engine is Engine.XMR:
        ways = [each.label.lower() for each in Direction if any(found.direction is each for found in standing.findings)]
        yield f"On its control chart the month stands out as {list_words(ways)}."
    elif standing.imported_exceptions:
        yield f"It is at {exception_label(standing.findings)}{mark}."
    else:
        meaning = exception_meaning(standing.findings, rules.exceptions)
        yield f"It is at {exception_label(standing.findings)}: {meaning}."


def _trend(standing: Standing, mark: str) -> Iterator[str]:
    if standing.trend is not None:
        yield f"The rolling trend is {standing.trend.label.lower()}{mark if standing.imported_trend else ''}."
