"""How to read the pages of measures: each word, each setting that decides something, and what chance alone does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.documents.blocks import Block, BulletList, Columns, Heading, KeptTogether, ListItem, Run, Runs, plain
from tracker.measures.rules import Marking
from tracker.measures.rules_windows import Lack
from tracker.measures.rules_words import NONE_RECORDED
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_measures import MeasureBasis


def measure_key(snapshot: HighlightSnapshot) -> Iterator[Block]:
    """Nothing where the report prints no measure."""
    if not snapshot.measure_rows:
        return
    basis = snapshot.measure_basis
    notes = (*total_notes(), *_column_notes(), *mark_notes())
    figures = (Heading(3, plain("Figures of measures")), note_list(notes))
    signals = (Heading(3, plain("Exceptions and weighting")), note_list(signal_notes(basis)))
    yield KeptTogether((Columns((figures, signals), (1, 1)),))


def note_list(notes: Iterable[Runs]) -> BulletList:
    """Each note as a point."""
    return BulletList(tuple(ListItem(runs) for runs in notes))


def note(name: str, text: str) -> Runs:
    """ "**name**: text"."""
    return (Run(name, bold=True), Run(f": {text}"))


def total_notes() -> Iterator[Runs]:
    """How months are put together."""
    yield note(
        "Months together",
        "numbers are added up; rates and mean times are worked out afresh from all cases, never from the months’ "
        "rates; of a number at the end of the month it is the mean. Medians and other supplied rates are as supplied.",
    )


def _column_notes() -> Iterator[Runs]:
    yield note(
        "Year on year",
        "the last 12 months against the 12 before: numbers in %, rates in % points, times as a difference.",
    )
    yield note("Trend line", "the months to the one in the heading, at most 36. A gap is a month without a value.")


def mark_notes() -> Iterator[Runs]:
    """What the words at figures mean."""
    yield note(
        Lack.INCOMPLETE.label.capitalize(),
        "months are missing. “Incomplete (11 of 12)” gives what the known 11 come to.",
    )
    yield note("Provisional", "the figures may still change. Those without this word are final.")
    yield note("Not comparable", "a month was counted in another way; it is compared with nothing.")
    yield note(
        "Supplied",
        "worked out by whoever supplied it, because the months needed for it are not on record. A "
        "supplied weighting keeps its base.",
    )
    yield note(f"Withheld: {Marking.OFFICIAL_SENSITIVE.label}", "worked out from a figure that may not be published.")
    yield note(NONE_RECORDED, "nothing was published or entered. Nothing is estimated.")


def signal_notes(basis: MeasureBasis) -> Iterator[Runs]:
    """The rules of exceptions, trends and weighting, with every number that decides something."""
    for line in basis.key:
        name, colon, rest = line.partition(": ")
        yield note(name, rest) if colon else plain(line)
    if basis.false_alarms:
        yield note("By chance", basis.false_alarms)
