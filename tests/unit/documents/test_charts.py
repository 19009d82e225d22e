"""Charts say the same in lines, in words and in figures, and nothing in them collides."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.blocks import Paragraph, Sparkline
from tracker.documents.charts import (
    ProgressChart,
    ProgressPoint,
    progress_drawing,
    progress_table,
    progress_words,
    sparkline_drawing,
    sparkline_points,
)
from tracker.documents.drawings import Circle, Drawing, Label, Polygon, Polyline, Rect, Stroke, label_box, number, svg

AS_AT = date(2024, 9, 18)
RISING = (
    ProgressPoint(date(2024, 5, 1), 5),
    ProgressPoint(date(2024, 6, 12), 30),
    ProgressPoint(date(2024, 8, 30), 80),
)

days = st.one_of(
    st.dates(date(2024, 1, 1), date(2025, 12, 31)),
    st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    st.dates(),
    st.just(AS_AT),
)
charts = st.builds(
    ProgressChart,
    points=st.lists(st.builds(ProgressPoint, days, st.integers(0, 100)), max_size=8).map(tuple),
    as_at=days,
    start=st.none() | days,
    due=st.none() | days,
    revised=st.none() | days,
)
widths = st.sampled_from([280.0, 320.0, 720.0, 1000.0])


def labels(drawing: Drawing) -> list[Label]:
    return [shape for shape in drawing.shapes if isinstance(shape, Label)]


def corners(drawing: Drawing) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for shape in drawing.shapes:
        if isinstance(shape, Polyline | Polygon):
            found.extend(shape.points)
        elif isinstance(shape, Circle):
            (x, y), r = shape.centre, shape.radius
            found += [(x - r, y - r), (x + r, y + r)]
        elif isinstance(shape, Label):
            left, top, right, bottom = label_box(shape)
            found += [(left, top), (right, bottom)]
        elif isinstance(shape, Rect):
            found += [shape.corner, (shape.corner[0] + shape.width, shape.corner[1] + shape.height)]
    return found


def upright_lines(drawing: Drawing) -> list[tuple[float, float, float]]:
    """Place, top and bottom of the lines at due days and at the day of the report."""
    lines = (shape.points for shape in drawing.shapes if isinstance(shape, Polyline) and len(shape.points) == 2)
    return [(x, top, bottom) for (x, top), (end, bottom) in lines if x == end and bottom - top > 20]


class TestProgressWords:
    def test_several_points_are_told_from_the_first_to_the_last(self) -> None:
        chart = ProgressChart(RISING, AS_AT, due=date(2024, 10, 31))

        assert progress_words(chart) == "Progress from 5% on 1 May 2024 to 80% on 30 August 2024; due 31 October 2024"

    def test_one_point_is_told_alone(self) -> None:
        assert progress_words(ProgressChart(RISING[:1], AS_AT)) == "Progress 5% on 1 May 2024"

    def test_points_of_one_day_name_the_day_once(self) -> None:
        chart = ProgressChart((ProgressPoint(AS_AT, 40), ProgressPoint(AS_AT, 60)), AS_AT)

        assert progress_words(chart) == "Progress from 40% to 60% on 18 September 2024"

    def test_no_points_are_said_in_words(self) -> None:
        chart = ProgressChart((), AS_AT, due=date(2024, 10, 31))

        assert progress_words(chart) == "No progress recorded; due 31 October 2024"

    def test_a_moved_date_names_both_dates(self) -> None:
        chart = ProgressChart(RISING[:1], AS_AT, due=date(2024, 10, 31), revised=date(2025, 1, 31))

        assert progress_words(chart).endswith("; first due 31 October 2024, now due 31 January 2025")

    @pytest.mark.parametrize(
        ("as_at", "expected"), [(date(2024, 3, 1), 0), (date(2024, 4, 1), 0), (date(2024, 4, 21), 50), (AS_AT, 100)]
    )
    def test_with_a_start_the_even_pace_is_told_and_held_between_0_and_100(self, as_at: date, expected: int) -> None:
        chart = ProgressChart((), as_at, start=date(2024, 4, 1), due=date(2024, 5, 11))

        assert f"; {expected}% expected on {as_at.day} " in progress_words(chart)
        assert progress_words(chart).endswith("at an even pace from 1 April 2024")

    def test_points_typed_late_are_put_in_their_order(self) -> None:
        chart = ProgressChart(RISING[::-1], AS_AT)

        assert progress_words(chart) == "Progress from 5% on 1 May 2024 to 80% on 30 August 2024"

    def test_the_table_has_every_figure_in_order_of_days(self) -> None:
        table = progress_table(ProgressChart(RISING[::-1], AS_AT))

        texts = [
            [block.runs[0].text for cell in row.cells for block in cell.blocks if isinstance(block, Paragraph)]
            for row in table.every_row()
        ]
        assert texts == [["1 May 2024", "5%"], ["12 June 2024", "30%"], ["30 August 2024", "80%"]]


class TestProgressDrawing:
    @given(charts, widths)
    def test_labels_never_overlap(self, chart: ProgressChart, width: float) -> None:
        boxes = [label_box(label) for label in labels(progress_drawing(chart, width))]

        for (left, top, right, bottom), (left_2, top_2, right_2, bottom_2) in combinations(boxes, 2):
            assert right <= left_2 or right_2 <= left or bottom <= top_2 or bottom_2 <= top

    @given(charts, widths)
    def test_nothing_falls_outside(self, chart: ProgressChart, width: float) -> None:
        drawing = progress_drawing(chart, width, 300)

        for x, y in corners(drawing):
            assert -0.01 <= x <= width + 0.01
            assert -0.01 <= y <= 300.01

    @given(charts, widths)
    def test_no_upright_line_runs_through_words(self, chart: ProgressChart, width: float) -> None:
        drawing = progress_drawing(chart, width)

        for x, line_top, line_bottom in upright_lines(drawing):
            for left, top, right, bottom in map(label_box, labels(drawing)):
                assert not (left < x < right and line_top < bottom and top < line_bottom)

    @given(charts, widths)
    def test_every_chart_names_days_along_its_foot(self, chart: ProgressChart, width: float) -> None:
        drawing = progress_drawing(chart, width)
        foot = max(bottom for _, _, bottom in upright_lines(drawing))

        named = [label for label in labels(drawing) if foot + 5 < label.at[1] < foot + 25]

        assert named

    def test_progress_holds_until_the_next_record_and_to_the_day_of_the_report(self) -> None:
        drawing = progress_drawing(ProgressChart(RISING, AS_AT, due=date(2024, 10, 31)))
        [steps] = [s.points for s in drawing.shapes if isinstance(s, Polyline) and len(s.points) > 2]

        assert len(steps) == 6
        assert all(one[0] == other[0] or one[1] == other[1] for one, other in pairwise(steps))
        assert steps[-1][0] in [x for x, _, _ in upright_lines(drawing)]
        assert len([s for s in drawing.shapes if isinstance(s, Circle)]) == 3

    def test_there_is_no_even_pace_without_a_start(self) -> None:
        without = progress_drawing(ProgressChart(RISING, AS_AT, due=date(2024, 10, 31)))
        with_start = progress_drawing(ProgressChart(RISING, AS_AT, start=date(2024, 4, 1), due=date(2024, 10, 31)))

        assert not [label for label in labels(without) if label.text.startswith("Even pace")]
        assert [label for label in labels(with_start) if label.text.startswith("Even pace")]

    def test_due_dates_and_the_day_of_the_report_are_named(self) -> None:
        chart = ProgressChart(RISING, AS_AT, due=date(2024, 10, 31), revised=date(2025, 1, 31))
        texts = {label.text for label in labels(progress_drawing(chart))}
        narrow = {label.text for label in labels(progress_drawing(chart, 320))}

        assert {"As at 18 Sep 2024", "First due 31 Oct 2024", "Now due 31 Jan 2025"} <= texts
        assert {"As at", "First due", "Now due"} <= narrow

    @given(charts)
    def test_the_svg_is_well_formed_and_reads_as_its_words(self, chart: ProgressChart) -> None:
        drawn = svg(progress_drawing(chart), 'Words with "quotes" & <signs>')
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)

        [picture] = parser.parseFragment(drawn)

        assert picture.get("role") == "img"
        assert picture.get("aria-label") == 'Words with "quotes" & <signs>'


class TestSparkline:
    @given(
        st.lists(st.none() | st.floats(), max_size=40).map(tuple),
        st.floats(20, 400),
        st.floats(10, 100),
    )
    def test_every_known_value_has_its_place_inside(
        self, values: tuple[float | None, ...], width: float, height: float
    ) -> None:
        stretches = sparkline_points(values, width, height)
        known = [value for value in values if value is not None and abs(value) < float("inf")]

        assert sum(map(len, stretches)) == len(known)
        assert all(stretches)
        for x, y in (point for stretch in stretches for point in stretch):
            assert 1.999 <= x <= width - 1.999
            assert 1.999 <= y <= height - 1.999

    def test_gaps_break_the_line_and_higher_values_stand_higher(self) -> None:
        assert sparkline_points((0, 10, None, 5), 34, 14) == [((2, 12), (12, 2)), ((32, 7),)]

    def test_equal_values_run_along_the_middle(self) -> None:
        assert sparkline_points((3, 3, 3), 24, 10) == [((2, 5), (12, 5), (22, 5))]

    def test_a_single_value_stands_in_the_middle_and_none_give_nothing(self) -> None:
        assert sparkline_points((7,), 24, 10) == [((12, 5),)]
        assert sparkline_points((None, None), 24, 10) == []
        assert sparkline_drawing(Sparkline((), "No data")).shapes == ()

    def test_a_lone_value_between_gaps_is_a_dot(self) -> None:
        drawing = sparkline_drawing(Sparkline((1, None, 2, None, 3, 4), "Rising"))

        assert len([shape for shape in drawing.shapes if isinstance(shape, Circle)]) == 3
        assert len([shape for shape in drawing.shapes if isinstance(shape, Polyline)]) == 1


def test_a_length_is_written_without_exponent_or_minus_nought() -> None:
    assert [number(value) for value in (-0.001, 0, 10, 100, 2.5, 1e-9, 1234567.891)] == [
        *("0", "0", "10", "100", "2.5", "0", "1234567.89"),
    ]


def test_every_kind_of_shape_can_be_drawn() -> None:
    shapes = (
        Polyline(((0, 0), (5, 5)), Stroke("#112233", 2, (4, 2))),
        Polygon(((0, 0), (5, 0), (5, 5)), "#112233"),
        Circle((5, 5), 2, "#112233"),
        Rect((1, 1), 3, 4, "#112233"),
        Label((1, 9), "<10%", 8, "#112233", bold=True),
    )
    drawn = svg(Drawing(10, 10, shapes), "All shapes")

    assert [drawn.count(f"<{name} ") for name in ("polyline", "polygon", "circle", "rect", "text")] == [1] * 5
    assert "&lt;10%" in drawn


def test_a_chart_can_end_on_the_last_day_of_the_calendar() -> None:
    chart = ProgressChart((ProgressPoint(date.max, 1),), date.min + timedelta(1), due=date.max)

    assert labels(progress_drawing(chart))
