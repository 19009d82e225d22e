"""How to read the scores, directions and findings of a highlight report; nothing where it prints none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from tracker.dates import long_date
from tracker.documents.blocks import Block, BulletList, Columns, Heading, KeptTogether, ListItem, Run, plain
from tracker.reports.layout_matrix import bands_table, scale_words
from tracker.reports.layout_words import NOT_SCORED
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_risks import MatrixFacts


def risk_key(snapshot: HighlightSnapshot) -> Iterator[Block]:
    """The bands of each version of the matrix that was used, beside what the words mean."""
    notes = tuple(ListItem(runs) for runs in (*_risks(snapshot), *_findings(snapshot)))
    if not notes:
        return
    meanings = (Heading(3, plain("Scores and findings")), BulletList(notes))
    bands = tuple(_bands(snapshot.matrices))
    if not bands:
        yield from meanings
        return
    columns = Columns(columns=((Heading(3, plain("Bands of risks")), *bands), meanings), weights=(2, 3))
    yield KeptTogether((columns,))


def _bands(matrices: Sequence[MatrixFacts]) -> Iterator[Block]:
    for matrix in matrices:
        several = f", scored on version {matrix.number} of the matrix" if len(matrices) > 1 else ""
        yield bands_table(matrix, f"What each band means{several}")


def _risks(snapshot: HighlightSnapshot) -> Iterator[tuple[Run, ...]]:
    if not any(part.risks_and_issues for part in snapshot.priorities):
        return
    for matrix in snapshot.matrices[-1:]:
        yield (
            Run("Score", bold=True),
            Run(f": likelihood times impact, from 1 to 25. {scale_words(matrix)}"),
        )
    yield (
        Run(NOT_SCORED, bold=True),
        Run(": nobody has judged likelihood and impact yet. Such risks stand last."),
    )
    yield (
        Run("Since last quarter", bold=True),
        Run(
            ": the score beside the one in force at the end of the quarter before, on "
            f"{long_date(snapshot.quarter.start - timedelta(days=1))}. Up is worse."
        ),
    )
    yield (
        Run("Issue", bold=True),
        Run(": what has happened. It has a severity instead of a score."),
    )


def _findings(snapshot: HighlightSnapshot) -> Iterator[tuple[Run, ...]]:
    if snapshot.findings:
        yield (
            Run("Findings", bold=True),
            Run(
                ": a finding is open until the inspectorate says that it is complete, or a later inspection closes it. "
                "One that the force alone calls closed is shown as open."
            ),
        )
