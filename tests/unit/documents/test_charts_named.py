"""Bars, lines and shares of named figures say the same in drawings, words and tables, and nothing in them collides."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.documents.test_charts import corners, labels
from tracker.documents.blocks import DataTable, Figure, Paragraph
from tracker.documents.charts_bars import BarChart, BarRow, bar_drawing, bar_figure, bar_table, bar_words
from tracker.documents.charts_lines import LineChart, LineSeries, line_drawing, line_figure, line_table, line_words
from tracker.documents.charts_shares import Share, ShareChart, share_drawing, share_figure, share_table, share_words
from tracker.documents.drawings import Circle, Drawing, Polyline, Rect, label_box
from tracker.documents.tones import contrast

SPEND = BarChart(
    "Spend by function, % of the budget",
    ("2023-24", "2022-23"),
    (
        BarRow("Local policing", (22.4, 21.9), ("22.4%", "21.9%")),
        BarRow("Roads", (3.1, None), ("3.1%", "")),
        BarRow("Central costs", (-3.1, -2.4), ("-3.1%", "-2.4%")),
    ),
)
CRIMES = LineChart(
    "Recorded crimes for each 1,000 people",
    ("2021-22", "2022-23", "2023-24"),
    (LineSeries("Wiltshire", (55.5, 60.3, 59.9), ("55.5", "60.3", "59.9")),),
)
POUNDS = ShareChart(
    "How each £100 was spent",
    (Share("Officers", 52.3, "52.3%"), Share("Staff", 36.7, "36.7%"), Share("Premises", 11.0, "11.0%")),
)

names = st.text("abcdefgh ij", min_size=1, max_size=70) | st.sampled_from(["Roads", "Investigations and protection"])
values = st.none() | st.floats(-1e3, 1e6, allow_nan=False) | st.sampled_from([0.0, 1e308, -1e308, float("inf")])
printed = st.text("0123456789,.%£", max_size=30)
figures = st.tuples(values, printed)
counts = st.tuples(st.none() | st.floats(-1e3, 1e9), printed)
widths = st.sampled_from([240.0, 300.0, 450.0, 600.0, 720.0])


@st.composite
def bar_charts(draw: st.DrawFn) -> BarChart:
    count = draw(st.integers(1, 2))
    rows = []
    for name in draw(st.lists(names, max_size=9)):
        drawn = draw(st.lists(figures, min_size=count, max_size=count))
        rows.append(BarRow(name, tuple(value for value, _ in drawn), tuple(words for _, words in drawn)))
    return BarChart(draw(names), tuple(draw(st.lists(names, min_size=count, max_size=count))), tuple(rows))


@st.composite
def line_charts(draw: st.DrawFn) -> LineChart:
    along = draw(st.lists(names, max_size=40))
    series = []
    for name in draw(st.lists(names, min_size=1, max_size=4)):
        drawn = draw(st.lists(counts, min_size=len(along), max_size=len(along)))
        series.append(LineSeries(name, tuple(value for value, _ in drawn), tuple(words for _, words in drawn)))
    return LineChart(draw(names), tuple(along), tuple(series))


@st.composite
def share_charts(draw: st.DrawFn) -> ShareChart:
    parts = draw(st.lists(st.integers(0, 50), min_size=1, max_size=10))
    total = sum(parts) or 1
    shares = tuple(Share(draw(names), 100 * part / total, f"{100 * part / total:.1f}%") for part in parts)
    return ShareChart(draw(names), shares)


drawings = (
    st.builds(bar_drawing, bar_charts(), widths)
    | st.builds(line_drawing, line_charts(), widths)
    | st.builds(share_drawing, share_charts(), widths)
)


def cells(table: DataTable) -> list[list[str]]:
    return [
        [block.runs[0].text for cell in row.cells for block in cell.blocks if isinstance(block, Paragraph)]
        for row in table.every_row()
    ]


def said(drawing: Drawing) -> set[str]:
    return {label.text for label in labels(drawing)}


def bars(drawing: Drawing) -> list[Rect]:
    """The bars, not the keys."""
    return [shape for shape in drawing.shapes if isinstance(shape, Rect) and shape.height > 11]


class TestAnyChart:
    @given(drawings)
    def test_labels_never_overlap(self, drawing: Drawing) -> None:
        boxes = [label_box(label) for label in labels(drawing)]
        for (left, top, right, bottom), (left_2, top_2, right_2, bottom_2) in combinations(boxes, 2):
            assert right <= left_2 + 0.01 or right_2 <= left + 0.01 or bottom <= top_2 + 0.01 or bottom_2 <= top + 0.01

    @given(drawings)
    def test_nothing_falls_outside(self, drawing: Drawing) -> None:
        for x, y in corners(drawing):
            assert -0.01 <= x <= drawing.width + 0.01
            assert -0.01 <= y <= drawing.height + 0.01

    @pytest.mark.parametrize(
        "figure",
        [bar_figure(SPEND), line_figure(CRIMES), share_figure(POUNDS)],
        ids=["bars", "lines", "shares"],
    )
    def test_a_small_screen_has_a_narrow_drawing_of_the_same_figures(self, figure: Figure) -> None:
        assert figure.narrow is not None
        assert figure.narrow.width <= 320
        assert {text for text in said(figure.narrow) if text.endswith("%")} == {
            text for text in said(figure.drawing) if text.endswith("%")
        }

    @pytest.mark.parametrize(
        ("figure", "wanted"),
        [
            (bar_figure(SPEND, table=False), ("Local policing 22.4% (2022-23: 21.9%)", "Roads 3.1% (2022-23: None")),
            (line_figure(CRIMES, table=False), ("2021-22 55.5", "2022-23 60.3", "2023-24 59.9")),
            (share_figure(POUNDS, table=False), ("Officers 52.3%", "Premises 11.0%")),
        ],
    )
    def test_without_a_table_the_words_hold_every_figure(self, figure: Figure, wanted: tuple[str, ...]) -> None:
        assert figure.figures is None
        assert [words for words in wanted if words not in figure.words] == []

    def test_charts_without_figures_say_so(self) -> None:
        assert "No figures recorded" in said(bar_drawing(replace(SPEND, rows=())))
        assert bar_words(replace(SPEND, rows=())) == "No figures recorded"
        nothing = replace(CRIMES, series=(LineSeries("Wiltshire", (None,) * 3, ("",) * 3),))
        assert "No figures recorded" in said(line_drawing(nothing))
        assert line_words(nothing) == "no figures recorded"
        assert share_words(ShareChart("Spend", ())) == "No figures recorded"


class TestBars:
    def test_the_highest_and_the_lowest_are_told(self) -> None:
        assert bar_words(SPEND) == (
            "Highest: Local policing 22.4% (2022-23: 21.9%); lowest: Central costs -3.1% (2022-23: -2.4%)"
        )

    def test_the_table_has_every_figure_as_printed(self) -> None:
        assert cells(bar_table(SPEND, "Function")) == [
            ["Local policing", "22.4%", "21.9%"],
            ["Roads", "3.1%", "None recorded"],
            ["Central costs", "-3.1%", "-2.4%"],
        ]
        assert [column.header for column in bar_table(SPEND, "Function").columns] == ["Function", "2023-24", "2022-23"]

    def test_every_name_and_every_figure_stands_beside_its_bar(self) -> None:
        wanted = {"Local policing", "Roads", "Central costs", "22.4%", "21.9%", "3.1%", "None recorded", "-3.1%"}
        assert said(bar_drawing(SPEND)) >= {*wanted, "-2.4%", "2023-24", "2022-23"}

    def test_bars_are_as_long_as_their_figures_and_those_below_zero_go_left(self) -> None:
        local, before, roads, central, central_before = bars(bar_drawing(SPEND))
        zero = local.corner[0]
        assert local.width / roads.width == pytest.approx(22.4 / 3.1)
        assert local.width / before.width == pytest.approx(22.4 / 21.9)
        assert central.corner[0] + central.width == pytest.approx(zero)
        assert central.width / central_before.width == pytest.approx(3.1 / 2.4)

    def test_what_has_no_figure_has_no_bar(self) -> None:
        assert len(bars(bar_drawing(SPEND))) == 5

    def test_one_series_needs_no_key(self) -> None:
        one = replace(SPEND, series=("2023-24",), rows=(BarRow("Roads", (3.1,), ("3.1%",)),))
        assert said(bar_drawing(one)) == {one.title, "Roads", "3.1%"}

    @pytest.mark.parametrize("count", [0, 3])
    def test_other_numbers_of_series_are_refused(self, count: int) -> None:
        with pytest.raises(ValueError, match="one series or two"):
            BarChart("Spend", ("x",) * count, ())

    def test_rows_without_a_figure_for_each_series_are_refused(self) -> None:
        with pytest.raises(ValueError, match="each series"):
            BarChart("Spend", ("2023-24",), (BarRow("Roads", (1.0, 2.0), ("1", "2")),))


class TestLines:
    def test_the_course_is_told_from_the_first_to_the_last(self) -> None:
        assert line_words(CRIMES) == "from 55.5 in 2021-22 to 59.9 in 2023-24"

    def test_several_lines_are_told_by_name(self) -> None:
        two = replace(CRIMES, series=(*CRIMES.series, LineSeries("England", (None, None, 80.0), ("", "", "80.0"))))
        assert line_words(two) == "Wiltshire: from 55.5 in 2021-22 to 59.9 in 2023-24; England: 80.0 in 2023-24"
        assert {"Wiltshire", "England"} <= said(line_drawing(two))

    def test_the_table_has_every_figure_as_printed(self) -> None:
        assert cells(line_table(CRIMES)) == [["2021-22", "55.5"], ["2022-23", "60.3"], ["2023-24", "59.9"]]

    def test_the_ends_of_a_line_alone_have_their_figures(self) -> None:
        assert said(line_drawing(CRIMES)) >= {"55.5", "59.9", "2023-24"}

    def test_a_gap_breaks_the_line(self) -> None:
        broken = LineSeries("Wiltshire", (1.0, 2.0, None, 4.0, 5.0, None, 7.0), tuple("1234567"))
        drawing = line_drawing(replace(CRIMES, along=tuple("abcdefg"), series=(broken,)))
        lines = [each for each in drawing.shapes if isinstance(each, Polyline) and each.stroke.width > 2]
        assert len(lines) == 2
        assert len([each for each in drawing.shapes if isinstance(each, Circle)]) == 5

    def test_lines_are_told_apart_by_their_dashes(self) -> None:
        four = tuple(LineSeries(name, (1.0, 2.0, 3.0), ("1", "2", "3")) for name in "ABCD")
        drawing = line_drawing(replace(CRIMES, series=four))
        assert len({each.stroke.dashes for each in drawing.shapes if isinstance(each, Polyline)}) == 4

    def test_five_lines_are_refused(self) -> None:
        with pytest.raises(ValueError, match="one to four"):
            replace(CRIMES, series=CRIMES.series * 5)

    def test_a_line_without_a_figure_for_each_step_is_refused(self) -> None:
        with pytest.raises(ValueError, match="each step"):
            replace(CRIMES, along=("2023-24",))


class TestShares:
    def test_a_whole_is_one_bar_parted_by_share(self) -> None:
        parts = [each for each in bars(share_drawing(POUNDS)) if each.height > 20]
        assert [round(part.width / 600, 2) for part in parts] == [0.52, 0.36, 0.11]

    def test_every_part_has_its_name_and_share_in_the_key(self) -> None:
        assert said(share_drawing(POUNDS)) >= {"Officers", "Staff", "Premises", "52.3%", "36.7%", "11.0%"}

    def test_words_on_a_part_can_be_read(self) -> None:
        parts = [each for each in bars(share_drawing(POUNDS)) if each.height > 20]
        on_parts = [label for label in labels(share_drawing(POUNDS)) if label.at[1] < 70 and label.text.endswith("%")]
        assert len(on_parts) == 3
        assert all(contrast(label.fill, part.fill) >= 4.5 for label, part in zip(on_parts, parts, strict=True))

    @pytest.mark.parametrize("share", [Share("Income", -3.1, "-3.1%"), Share("Much", 60.0, "60%")])
    def test_what_makes_no_whole_is_drawn_as_bars(self, share: Share) -> None:
        odd = replace(POUNDS, shares=(*POUNDS.shares, share))
        assert not odd.is_a_whole
        assert len(bars(share_drawing(odd))) == 4
        assert share.printed in said(share_drawing(odd))

    def test_the_table_and_the_words_have_every_share(self) -> None:
        assert cells(share_table(POUNDS)) == [["Officers", "52.3%"], ["Staff", "36.7%"], ["Premises", "11.0%"]]
        assert share_words(POUNDS) == "Officers 52.3%; Staff 36.7%; Premises 11.0%"
