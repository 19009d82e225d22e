"""How to read a highlight report: what its words mean, by which thresholds, and where its figures come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.dates import long_date
from tracker.documents.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Columns,
    DataTable,
    Heading,
    ListItem,
    Row,
    Run,
    Section,
    plain,
)
from tracker.plan.rules import Rag, days
from tracker.reports.layout_highlight_key_measures import measure_key
from tracker.reports.layout_highlight_key_risks import risk_key
from tracker.reports.layout_words import body, labelled, small
from tracker.reports.snapshots import HighlightSnapshot, RatingRules

_ORDER = (Rag.COMPLETE, Rag.GREEN, Rag.AMBER, Rag.RED)


def key_section(snapshot: HighlightSnapshot) -> Section:
    """The page on ratings, lateness, progress and scores, with the thresholds this report was made with."""
    return Section(
        anchor="how-to-read",
        heading=Heading(2, plain("How to read this report")),
        blocks=tuple(_key(snapshot)),
        new_page=True,
    )


def governance_section(snapshot: HighlightSnapshot) -> Section:
    """Who answers for the report, and what it was made from."""
    office = snapshot.office
    holder = snapshot.commissioner or "not on record"
    covers = "; ".join(f"{plan.title} ({plan.code})" for plan in snapshot.plans) or "none on record"
    return Section(
        anchor="governance",
        heading=Heading(2, plain("Governance")),
        blocks=(
            Columns(
                columns=(
                    (labelled("Commissioner", holder), labelled("Prepared by", office.name)),
                    (labelled("Presented to", office.panel), labelled("Plan covered", covers)),
                ),
                weights=(1, 1),
            ),
            small(f"Hash of the content (SHA-256): {snapshot.content_hash}"),
        ),
    )


def _key(snapshot: HighlightSnapshot) -> Iterator[Block]:
    ratings = (Heading(3, plain("Ratings")), _ratings(snapshot.rating_rules))
    notes = (
        Heading(3, plain("Dates and progress")),
        BulletList(tuple(ListItem(runs) for runs in _notes(snapshot))),
    )
    yield Columns(columns=(ratings, notes), weights=(2, 3))
    yield from risk_key(snapshot)
    yield from measure_key(snapshot)


def _ratings(rules: RatingRules) -> DataTable:
    meanings = _meanings(rules)
    rows = (
        Row(cells=(Cell((rag.shown,)), Cell(tuple(body(sentence) for sentence in meanings[rag])))) for rag in _ORDER
    )
    return DataTable(
        caption="What each rating means",
        columns=(Column("Rating", 22), Column("Meaning", 78)),
        rows=tuple(rows),
    )


def _meanings(rules: RatingRules) -> Mapping[Rag, tuple[str, ...]]:
    soon = f"within {days(rules.due_within_days)}" if rules.due_within_days else "today"
    return {
        Rag.COMPLETE: ("The work is finished and reported at 100%, with the day it was completed.",),
        Rag.GREEN: ("No warning sign was found.",),
        Rag.AMBER: (
            f"At least one warning sign: {rules.behind_by} or more percentage points behind the share of its time that "
            f"has gone (where the day work started is known); due {soon} and less than {rules.nearly_done}% done; "
            "the due date was revised this quarter; or a linked risk is very high.",
        ),
        Rag.RED: ("Overdue.",),
    }


def _notes(snapshot: HighlightSnapshot) -> Iterator[tuple[Run, ...]]:
    as_at = long_date(snapshot.as_at)
    yield (
        Run("Rating set by hand", bold=True),
        Run(": the owner or the strategic lead may set another rating; the report says so and prints the reason."),
    )
    yield (
        Run("Overdue", bold=True),
        Run(
            f": the last day of the due date had passed on {as_at} and the work was not complete, stopped or carried "
            "forward. A month or quarter is overdue from the day after it ends. Where a date was revised, days late "
            "count from the revised date, and the original date stands beside it."
        ),
    )
    yield (
        Run("Progress", bold=True),
        Run(
            f": the last percentage reported up to {long_date(min(snapshot.as_at, snapshot.quarter.end))}. The mark on "
            "a bar is where the work stood at the end of the quarter before; where there is none, no earlier figure is "
            "on record."
        ),
    )
    yield (
        Run("No update this quarter", bold=True),
        Run(": nothing was reported in the quarter; the figure shown is the last one on record, with its day."),
    )
    yield (
        Run("Figures", bold=True),
        Run(f": counted from the office’s own records as they stood on {as_at}. None is typed by hand."),
    )
