"""The matrix in words: what its bands mean, and what 1 to 5 are called."""

from __future__ import annotations

from tracker.documents.blocks import Cell, Column, DataTable, Row
from tracker.reports.layout_words import body
from tracker.reports.snapshots_risks import MatrixFacts
from tracker.risks.rules import HIGHEST, LOWEST, Band

_HIGHEST_SCORE = HIGHEST * HIGHEST


def bands_table(matrix: MatrixFacts, caption: str) -> DataTable:
    """A row a band, the highest first, with its scores."""
    starts = {
        Band.LOW: LOWEST,
        Band.MEDIUM: matrix.medium_from,
        Band.HIGH: matrix.high_from,
        Band.VERY_HIGH: matrix.very_high_from,
    }
    ends = {
        Band.LOW: matrix.medium_from - 1,
        Band.MEDIUM: matrix.high_from - 1,
        Band.HIGH: matrix.very_high_from - 1,
        Band.VERY_HIGH: _HIGHEST_SCORE,
    }
    rows = (Row((Cell((band.shown,)), Cell((body(_span(starts[band], ends[band])),)))) for band in reversed(Band))
    return DataTable(caption, (Column("Band", 50), Column("Score", 50)), tuple(rows))


def band_of(matrix: MatrixFacts, score: int) -> Band:
    """The band of a score from 1 to 25."""
    if score >= matrix.very_high_from:
        return Band.VERY_HIGH
    if score >= matrix.high_from:
        return Band.HIGH
    return Band.MEDIUM if score >= matrix.medium_from else Band.LOW


def scale_words(matrix: MatrixFacts) -> str:
    """ "Likelihood: 1 Very unlikely, … 5 Very likely. Impact: …" """
    return f"Likelihood: {_labels(matrix.likelihoods)}. Impact: {_labels(matrix.impacts)}."


def _labels(labels: tuple[str, ...]) -> str:
    return ", ".join(f"{score} {label}" for score, label in enumerate(labels, start=LOWEST))


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first} to {last}"
