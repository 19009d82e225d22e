"""How to read a dashboard: each symbol with its word, and every setting that decides something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tracker.documents.blocks import (
    Block,
    Cell,
    Column,
    Columns,
    DataTable,
    Heading,
    Row,
    Runs,
    Section,
    Shape,
    Status,
    Tone,
    plain,
)
from tracker.measures.rules import PeerStatus, TrendWord
from tracker.measures.rules_exceptions import Silence
from tracker.reports.layout_dashboard_rows import no_data_shown, trend_words
from tracker.reports.layout_highlight_key_measures import mark_notes, note, note_list, signal_notes, total_notes
from tracker.reports.layout_words import body
from tracker.reports.rows_dashboard import NO_CASES, NONE, WITHHELD_MONTH
from tracker.reports.snapshots_dashboard import DashboardSnapshot

_PEERS: Final = {
    PeerStatus.GREATER: "Above the range of similar forces.",
    PeerStatus.IN_LINE_ABOVE: "In their range, at their average or above it.",
    PeerStatus.IN_LINE_BELOW: "In their range, below their average.",
    PeerStatus.LESS: "Below their range.",
    PeerStatus.DOES_NOT_TREND: "It does not move as theirs do; an analyst said so.",
}


def dashboard_key(snapshot: DashboardSnapshot) -> Section:
    """The symbols, then the words of figures beside the rules of signals."""
    figures = (Heading(3, plain("Figures")), note_list((*_month_notes(), *total_notes(), *mark_notes())))
    signals = (Heading(3, plain("Rules of signals")), note_list(signal_notes(snapshot.basis)))
    rules: tuple[Block, ...] = (Columns((figures, signals), (1, 1)),) if snapshot.rows else ()
    return Section(
        anchor="how-to-read",
        heading=Heading(2, plain("How to read this report")),
        blocks=(Columns((_symbols(_exceptions()), _symbols(_others())), (1, 1)), *rules),
        new_page=True,
    )


def _symbols(found: tuple[str, tuple[tuple[Status, str], ...]]) -> tuple[Block, ...]:
    caption, symbols = found
    rows = tuple(Row((Cell((status,)), Cell((body(meaning),)))) for status, meaning in symbols)
    return (DataTable(caption, (Column("Signal", 45), Column("Meaning", 55)), rows, compact=True),)


def _exceptions() -> tuple[str, tuple[tuple[Status, str], ...]]:
    trends = [
        (Status(trend_words(kind, trend), trend.shape, trend.tone), meaning)
        for kind, meaning in (
            ("12-month", "The twelve months have a direction of their own."),
            ("Rolling", "The totals of 12 months have one."),
        )
        for trend in (TrendWord.INCREASING, TrendWord.DECREASING)
    ]
    return (
        "Signals of the last month and of trends",
        (
            (
                Status("One-Month High", Shape.ARROW_UP, Tone.CAUTION),
                "Unusually high; likewise Two, Three, Eight-Month.",
            ),
            (Status("One-Month Low", Shape.ARROW_DOWN, Tone.CAUTION), "Unusually low; likewise."),
            (Status("High; Low", Shape.DIAMOND, Tone.CAUTION), "High by one rule and low by another."),
            *trends,
            (no_data_shown(Silence.NO_DATA.label), "Nothing is on record for the twelve months."),
        ),
    )


def _others() -> tuple[str, tuple[tuple[Status, str], ...]]:
    return "Against similar forces", tuple((status.shown, _PEERS[status]) for status in PeerStatus)


def _month_notes() -> Iterator[Runs]:
    yield note(NONE, "in a month: no figure is on record for it. Under signals: nothing is out of the ordinary.")
    yield note(NO_CASES, "there were no cases to work a rate out from.")
    yield note(WITHHELD_MONTH, "the figure may not be published.")
    yield note("Months of data", "too few for an exception to be named; a month without a figure is not judged.")
    yield note("Surveys", "each month has the figure of the 12 months that end with it.")
    yield note("Colour", "green or red where one way is better, else amber. The word and the shape say the same.")
