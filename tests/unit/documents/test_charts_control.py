"""The control chart: figures, limits, points that stand out and targets say the same in lines, words and a table."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from itertools import combinations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.documents.test_charts import corners, labels, upright_lines
from tracker.documents.blocks import DataTable, Paragraph, Shape, TitlePage, Tone
from tracker.documents.charts_control import (
    ControlChart,
    ControlLimits,
    ControlMark,
    ControlPoint,
    control_drawing,
    control_figure,
    control_sparkline,
    control_table,
    control_words,
)
from tracker.documents.charts_scale import Scale, Written, figure_words, time_words
from tracker.documents.document import Document
from tracker.documents.drawings import Polygon, Polyline, label_box
from tracker.documents.html import render_block
from tracker.documents.pdf.writer import render

HIGH = ControlMark("One, Two, Three, Eight-Month High", "High", Shape.ARROW_UP)
LOW = ControlMark("Eight-Month Low", "Low", Shape.ARROW_DOWN, Tone.CAUTION)
MONTHS = [date(2023, 8 + place, 1) if place < 5 else date(2024, place - 4, 1) for place in range(12)]
VALUES = (980, 1010, 995, 1020, None, 990, 1005, 985, 1000, 1015, 990, 1180)


def month_points(
    values: tuple[float | None, ...] = VALUES,
    mark: ControlMark | None = HIGH,
    limits: Sequence[ControlLimits | None] = 12 * (ControlLimits(1000, 900, 1100),),
) -> tuple[ControlPoint, ...]:
    printed = [f"{value:,.0f}" if value is not None else "None recorded" for value in values]
    marks = [None] * (len(values) - 1) + [mark]
    return tuple(map(ControlPoint, MONTHS, values, printed, marks, limits))


CHART = ControlChart(month_points(), (), 950)
EMPTY = ControlChart(())

days = st.dates(date(2015, 1, 1), date(2030, 12, 31))
figures = st.one_of(st.none(), st.integers(-(10**6), 10**8).map(float), st.floats(-1000, 1000, width=32))
marks = st.none() | st.builds(
    ControlMark,
    st.sampled_from(["One-Month High", "x " * 60, "w" * 90]),
    st.sampled_from(["High", "Low"]),
    st.sampled_from(Shape),
)
limits = st.none() | st.builds(ControlLimits, st.floats(-1000, 1000), *(2 * [st.none() | st.floats(-1000, 2000)]))
charts = st.builds(
    ControlChart,
    st.lists(st.builds(ControlPoint, days, figures, st.just("12"), marks, limits), max_size=40)
    .map(lambda found: sorted(found, key=lambda point: point.month))
    .map(tuple),
    st.lists(days, max_size=3).map(sorted).map(tuple),
    st.none() | st.floats(-500, 500),
    st.sampled_from(Written),
)
widths = st.sampled_from([280.0, 320.0, 720.0, 1000.0])


def cells(table: DataTable) -> list[list[str]]:
    return [
        [block.runs[0].text for cell in row.cells for block in cell.blocks if isinstance(block, Paragraph)]
        for row in table.every_row()
    ]


def test_the_words_tell_the_newest_figure_the_range_the_limits_and_the_target() -> None:
    assert control_words(CHART) == (
        "1,180 in July 2024, One, Two, Three, Eight-Month High; since August 2023 lowest 980 in August 2023, "
        "highest 1,180 in July 2024; mean 1,000, limits 900 to 1,100; target 950; 1 of 11 months stands out"
    )


def test_a_chart_without_figures_says_so() -> None:
    assert control_words(EMPTY) == "No figures recorded"
    assert control_figure(EMPTY).figures is None
    assert control_words(ControlChart((ControlPoint(MONTHS[0], None, "None recorded"),))) == "No figures recorded"


def test_the_table_has_every_month_with_its_mean_its_limits_and_what_stands_out() -> None:
    found = cells(control_table(CHART))
    assert found[0] == ["August 2023", "980", "1,000", "900 to 1,100", ""]
    assert found[4] == ["December 2023", "None recorded", "1,000", "900 to 1,100", ""]
    assert found[-1] == ["July 2024", "1,180", "1,000", "900 to 1,100", "One, Two, Three, Eight-Month High"]


def test_a_point_that_stands_out_has_a_shape_and_is_named_above_the_chart() -> None:
    drawing = control_drawing(CHART)
    shown = {label.text for label in labels(drawing)}
    assert shown >= {"July 2024: One, Two, Three, Eight-Month High", "High", "Mean", "Limits", "Target"}
    # One on the line and one in the legend.
    assert len([shape for shape in drawing.shapes if isinstance(shape, Polygon)]) == 2


def test_a_gap_breaks_the_line() -> None:
    lines = [shape for shape in control_drawing(CHART).shapes if isinstance(shape, Polyline) and len(shape.points) > 2]
    assert [len(line.points) for line in lines] == [4, 7]


def test_a_new_baseline_is_drawn_where_it_begins() -> None:
    held = [*(6 * [ControlLimits(990)]), *(6 * [ControlLimits(1030, 900, 1160)])]
    chart = ControlChart(month_points(mark=LOW, limits=held), (MONTHS[6],))
    assert len(upright_lines(control_drawing(chart))) == 1
    assert "New baseline" in {label.text for label in labels(control_drawing(chart))}
    assert "mean 1,030 since February 2024, limits 900 to 1,160" in control_words(chart)
    assert [row[2] for row in cells(control_table(chart))][5:7] == ["990", "1,030"]


def test_each_month_is_drawn_and_told_with_its_own_limits() -> None:
    held = [None, *(ControlLimits(1000 + 10 * place, 900 + place, 1100) for place in range(11))]
    chart = ControlChart(month_points(mark=None, limits=held))
    assert [row[3] for row in cells(control_table(chart))][:3] == ["", "900 to 1,100", "901 to 1,100"]
    assert control_words(chart).endswith("mean 1,100, limits 910 to 1,100")
    lines = [shape for shape in control_drawing(chart).shapes if isinstance(shape, Polyline)]
    # The figures in two stretches; the mean and the lower limit rise month by month, the upper one is level.
    assert sorted(len(line.points) for line in lines if len(line.points) > 2) == [4, 7, 11, 11]


def test_limits_of_one_month_alone_are_drawn() -> None:
    chart = ControlChart(month_points(mark=None, limits=[*(11 * [None]), ControlLimits(1000, 900, 1100)]))
    lines = [shape.points for shape in control_drawing(chart).shapes if isinstance(shape, Polyline)]
    # The mean and both limits are as wide as a mark; keys of the legend are longer.
    assert sum(4 < line[-1][0] - line[0][0] < 12 for line in lines) == 3


def test_the_small_line_of_a_table_tells_its_course() -> None:
    line = control_sparkline(CHART)
    assert line.words == "From 980 in August 2023 to 1,180 in July 2024"
    assert line.values == VALUES
    assert control_sparkline(EMPTY).words == "No figures recorded"


@given(charts, widths)
def test_labels_never_overlap(chart: ControlChart, width: float) -> None:
    boxes = [label_box(label) for label in labels(control_drawing(chart, width))]
    for (left, top, right, bottom), (left_2, top_2, right_2, bottom_2) in combinations(boxes, 2):
        assert right <= left_2 or right_2 <= left or bottom <= top_2 or bottom_2 <= top


@given(charts, widths)
def test_nothing_falls_outside(chart: ControlChart, width: float) -> None:
    for x, y in corners(control_drawing(chart, width, 320)):
        assert -0.01 <= x <= width + 0.01
        assert -0.01 <= y <= 320.01


@given(charts, widths)
def test_no_upright_line_runs_through_words(chart: ControlChart, width: float) -> None:
    drawing = control_drawing(chart, width)
    for x, line_top, line_bottom in upright_lines(drawing):
        for left, top, right, bottom in map(label_box, labels(drawing)):
            assert not (left < x < right and line_top < bottom and top < line_bottom)


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=9), st.sampled_from(Written))
def test_a_scale_holds_its_figures_in_a_few_round_steps(values: list[float], written: Written) -> None:
    scale = Scale.around(values, written)
    slack = 1e-6 * scale.step
    assert scale.lowest - slack <= min(values)
    assert scale.highest + slack >= max(values)
    assert 1 <= len(scale.ticks) - 1 <= 8
    marked = [scale.label(tick, written) for tick in scale.ticks]
    assert len(set(marked)) == len(marked)


@pytest.mark.parametrize(
    ("values", "written", "marked"),
    [
        ([78.1, 81.2, 100], Written.PERCENT, ["75%", "80%", "85%", "90%", "95%", "100%"]),
        ([62, 71, 64], Written.TIME, ["00:01:00", "00:01:05", "00:01:10", "00:01:15"]),
        ([2, 9], Written.NUMBER, ["0", "2", "4", "6", "8", "10"]),
        ([5, 5], Written.NUMBER, ["4.6", "4.8", "5.0", "5.2", "5.4"]),
        ([5, 5 + 1e-14], Written.NUMBER, ["4.6", "4.8", "5.0", "5.2", "5.4"]),
    ],
)
def test_a_scale_is_written_as_its_figures_are(values: list[float], written: Written, marked: list[str]) -> None:
    scale = Scale.around(values, written)
    assert [scale.label(tick, written) for tick in scale.ticks] == marked


def test_figures_no_table_prints_are_written_alike() -> None:
    assert figure_words(1234.56, Written.NUMBER) == "1,235"
    assert figure_words(12.34, Written.NUMBER) == "12.3"
    assert figure_words(98.2, Written.NUMBER, among=118) == "98"
    assert figure_words(-0.01, Written.NUMBER) == "0.0"
    assert figure_words(12.34, Written.PERCENT) == "12.3%"
    assert figure_words(5358, Written.TIME) == time_words(5358.2) == "01:29:18"
    assert time_words(-320) == "-00:05:20"


@pytest.mark.parametrize("chart", [CHART, EMPTY], ids=["figures", "none"])
def test_the_page_and_the_pdf_both_carry_it(chart: ControlChart) -> None:
    figure = control_figure(chart)
    assert f"{control_words(chart)}." in render_block(figure, first_id="control")
    document = Document("Measure", "An office", "A measure", "Measure", TitlePage("Measure", "One", ()), (figure,))
    with pikepdf.open(io.BytesIO(render(document))) as pdf:
        alternatives = [str(each.get("/Alt", "")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
    assert "Chart of the figures month by month" in alternatives
