"""The history of a score: steps, target and bands say the same in lines, in words and in figures."""

from __future__ import annotations

import io
from datetime import date
from itertools import combinations, pairwise

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.documents.test_charts import AS_AT, corners, labels, upright_lines
from tracker.documents.blocks import Paragraph, TitlePage
from tracker.documents.charts_score import (
    ScoreBand,
    ScoreChart,
    ScorePoint,
    score_drawing,
    score_figure,
    score_table,
    score_words,
)
from tracker.documents.document import Document
from tracker.documents.drawings import Circle, Polyline, label_box
from tracker.documents.html import render_block
from tracker.documents.pdf.writer import render

NAMES = ("Low", "Medium", "High", "Very high")
BANDS = tuple(ScoreBand(name, lowest) for name, lowest in zip(NAMES, (1, 5, 10, 15), strict=True))
FALLING = (
    ScorePoint(date(2024, 5, 1), 20, "Very high"),
    ScorePoint(date(2024, 6, 12), 12, "High"),
    ScorePoint(date(2024, 8, 30), 6, "Medium"),
)
AIM = (ScorePoint(date(2024, 6, 12), 4, "Low"),)

days = st.one_of(st.dates(date(2024, 1, 1), date(2025, 12, 31)), st.dates(), st.just(AS_AT))
points = st.lists(st.builds(ScorePoint, days, st.integers(1, 25), st.sampled_from(NAMES)), max_size=8).map(tuple)
bands = st.lists(st.integers(2, 25), min_size=3, max_size=3, unique=True).map(
    lambda edges: tuple(ScoreBand(name, low) for name, low in zip(NAMES, [1, *sorted(edges)], strict=True))
)
charts = st.builds(ScoreChart, points=points, targets=points, bands=bands, as_at=days)
widths = st.sampled_from([280.0, 320.0, 720.0, 1000.0])


def chart(given_points: tuple[ScorePoint, ...] = FALLING, targets: tuple[ScorePoint, ...] = AIM) -> ScoreChart:
    return ScoreChart(given_points, targets, BANDS, AS_AT)


def cells(of: ScoreChart) -> list[list[str]]:
    return [
        [block.runs[0].text for cell in row.cells for block in cell.blocks if isinstance(block, Paragraph)]
        for row in score_table(of).every_row()
    ]


def test_several_scores_are_told_from_the_first_to_the_last() -> None:
    assert score_words(chart()) == (
        "Score from 20 (very high) on 1 May 2024 to 6 (medium) on 30 August 2024; target 4 (low)"
    )


def test_one_score_is_told_alone_and_a_day_counts_once() -> None:
    twice = (ScorePoint(AS_AT, 20, "Very high"), ScorePoint(AS_AT, 12, "High"))
    assert score_words(chart(twice, ())) == "Score 12 (high) on 18 September 2024"


def test_a_risk_without_scores_says_so() -> None:
    assert score_words(chart((), ())) == "Not yet scored"
    assert score_figure(chart((), ())).figures is None


def test_the_table_has_every_score_with_the_band_it_was_given() -> None:
    assert cells(chart()) == [
        ["1 May 2024", "Current", "20", "Very high"],
        ["12 June 2024", "Current", "12", "High"],
        ["12 June 2024", "Target", "4", "Low"],
        ["30 August 2024", "Current", "6", "Medium"],
    ]


def test_a_score_holds_until_the_next_and_to_the_day_of_the_report() -> None:
    drawing = score_drawing(chart())
    current = [s.points for s in drawing.shapes if isinstance(s, Polyline) and len(s.points) == 6]
    assert len(current) == 1
    assert all(one[0] == other[0] or one[1] == other[1] for one, other in pairwise(current[0]))
    assert current[0][-1][0] in [x for x, _, _ in upright_lines(drawing)]
    assert len([s for s in drawing.shapes if isinstance(s, Circle)]) == 4


def test_the_bands_are_named_beside_the_chart() -> None:
    assert {label.text for label in labels(score_drawing(chart()))} >= {*NAMES, "Target", "Current score"}
    assert "Target" not in {label.text for label in labels(score_drawing(chart(FALLING, ())))}


@given(charts, widths)
def test_labels_never_overlap(drawn: ScoreChart, width: float) -> None:
    boxes = [label_box(label) for label in labels(score_drawing(drawn, width))]
    for (left, top, right, bottom), (left_2, top_2, right_2, bottom_2) in combinations(boxes, 2):
        assert right <= left_2 or right_2 <= left or bottom <= top_2 or bottom_2 <= top


@given(charts, widths)
def test_nothing_falls_outside(drawn: ScoreChart, width: float) -> None:
    for x, y in corners(score_drawing(drawn, width, 300)):
        assert -0.01 <= x <= width + 0.01
        assert -0.01 <= y <= 300.01


@given(charts, widths)
def test_no_upright_line_runs_through_words(drawn: ScoreChart, width: float) -> None:
    drawing = score_drawing(drawn, width)
    for x, line_top, line_bottom in upright_lines(drawing):
        for left, top, right, bottom in map(label_box, labels(drawing)):
            assert not (left < x < right and line_top < bottom and top < line_bottom)


@pytest.mark.parametrize("drawn", [chart(), chart((), ())], ids=["scored", "not scored"])
def test_the_page_and_the_pdf_both_carry_it(drawn: ScoreChart) -> None:
    figure = score_figure(drawn)
    words = f"{score_words(drawn)}."
    assert words in render_block(figure, first_id="score")
    document = Document("Score", "An office", "A score", "Score", TitlePage("Score", "A risk", ()), (figure,))
    with pikepdf.open(io.BytesIO(render(document))) as pdf:
        alternatives = [
            str(element.get("/Alt", "")) for element in pdf.objects if isinstance(element, pikepdf.Dictionary)
        ]
    assert "Chart of the score against time" in alternatives
