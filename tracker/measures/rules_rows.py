"""A measure in a month as every table prints it: the same columns in the same words on pages and in reports.

Rows of files that are loaded have `rules_file_rows`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tracker.measures.rules import Marking, TrendWord
from tracker.measures.rules_standing import Standing
from tracker.measures.rules_weighting import Weighting
from tracker.measures.rules_windows import QUARTER, YEAR, Change, Figure
from tracker.measures.rules_words import NONE_RECORDED, figure_words, yoy_words

WITHHELD: Final = f"Withheld: {Marking.OFFICIAL_SENSITIVE.label}"
"""What stands in the place of a figure that holds a marked month nobody has cleared."""

NO_EXCEPTION: Final = "None"

_SUPPLIED: Final = "supplied"
_PROVISIONAL: Final = "provisional"
_NOT_COMPARABLE: Final = "not comparable"


@dataclass(frozen=True, slots=True)
class StandingRow:
    """The cells of one measure. `notes` are words about its figures that the key explains, such as "provisional"."""

    code: str
    name: str
    month: str
    three_months: str
    twelve_months: str
    year_on_year: str
    trend: TrendWord | None
    exceptions: str
    weighting: str
    notes: tuple[str, ...]

    @property
    def trend_words(self) -> str:
        """The trend's word, or that none is known."""
        return self.trend.label if self.trend else NONE_RECORDED


def standing_row(standing: Standing, *, withhold: bool) -> StandingRow:
    """The row of a measure. `withhold`: whether figures that are marked and not cleared stay out of it."""
    record, figures = standing.record, standing.figures

    def shown(words: str, months: int) -> str:
        return WITHHELD if withhold and record.is_sensitive(standing.month, months) else words

    return StandingRow(
        code=record.code,
        name=record.name,
        month=shown(figure_words(figures.month, record.unit), 1),
        three_months=shown(figure_words(figures.three_months, record.unit), QUARTER),
        twelve_months=shown(figure_words(figures.twelve_months, record.unit), YEAR),
        year_on_year=shown(yoy_words(figures.year_on_year), 2 * YEAR),
        trend=standing.trend,
        exceptions=standing.exceptions or NO_EXCEPTION,
        weighting=weighting_words(standing.weighting),
        notes=_notes(standing),
    )


def weighting_words(weighting: Weighting | None) -> str:
    """ "16", or that none is recorded."""
    return NONE_RECORDED if weighting is None else str(weighting.total)


def _notes(standing: Standing) -> tuple[str, ...]:
    figures = standing.figures
    every: tuple[Figure, ...] = (figures.month, figures.three_months, figures.twelve_months)
    said = (
        (Marking.OFFICIAL_SENSITIVE.label, standing.record.is_sensitive(standing.month, 2 * YEAR)),
        (_PROVISIONAL, any(figure.provisional for figure in every)),
        (_NOT_COMPARABLE, not all(figure.comparable for figure in every)),
        (_SUPPLIED, _is_supplied(every, figures.year_on_year)),
    )
    return tuple(words for words, holds in said if holds)


def _is_supplied(figures: tuple[Figure, ...], change: Change) -> bool:
    """Whether a figure was worked out by somebody else."""
    return change.supplied or any(figure.supplied for figure in figures)
