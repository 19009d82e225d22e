"""A report's web page is valid, says exactly what the blocks say, and can be used by everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element

import html5lib
import pytest
import tinycss2
from hypothesis import HealthCheck, given, settings

from tests.unit.documents.generated import documents
from tests.unit.documents.hearing import heard, said_by, same
from tests.unit.documents.samples import highlight_report
from tracker.documents.blocks import (
    Cell,
    Column,
    ColumnGroup,
    Contents,
    DataTable,
    Heading,
    Note,
    Page,
    Paragraph,
    ProgressBar,
    Row,
    RowGroup,
    Run,
    Section,
    Shape,
    Sparkline,
    Status,
    Tone,
    plain,
)
from tracker.documents.charts import ProgressChart, ProgressPoint, progress_figure
from tracker.documents.document import Document
from tracker.documents.figures import accent_rule
from tracker.documents.html import (
    render_block,
    render_fragment,
    render_page,
    stylesheet,
)
from tracker.documents.tones import COLOURS, INK, TINTS, contrast

LARGE = [HealthCheck.too_slow, HealthCheck.data_too_large]


def parsed_page(document: Document) -> Element:
    """The page as a strict HTML5 parser reads it: it refuses the smallest error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return _plainly_named(parser.parse(render_page(document, stylesheet=stylesheet())))


def parsed(markup: str) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return _plainly_named(parser.parseFragment(markup))


def _plainly_named(root: Element) -> Element:
    """The elements without the namespace that the parser puts before the names of SVG."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def texts(element: Element) -> list[str]:
    """What stands in the element, word by word."""
    return " ".join(element.itertext()).split()


def _article_without_contents(root: Element) -> Element:
    """The report itself: the page adds links to its parts where the report has none."""
    article = only(root, ".//article")
    for nav in article.findall("nav[@aria-labelledby='report-contents']"):
        article.remove(nav)
    return article


def only(root: Element, path: str) -> Element:
    [found] = root.findall(path)
    return found


class TestPage:
    @given(documents())
    @settings(max_examples=60, suppress_health_check=LARGE)
    def test_any_report_is_valid_html_and_says_what_its_blocks_say(self, document: Document) -> None:
        root = parsed_page(document)
        assert same("".join(said_by(_article_without_contents(root)))) == same(heard(document))
        assert "".join(only(root, ".//title").itertext()).split() == document.title.split()

    @given(documents())
    @settings(max_examples=30, suppress_health_check=LARGE)
    def test_any_report_has_one_first_heading_and_ids_that_are_unique_and_resolve(self, document: Document) -> None:
        root = parsed_page(document)
        ids = [element.get("id") for element in root.iter() if element.get("id")]

        assert len(root.findall(".//h1")) == 1
        assert len(ids) == len(set(ids))
        for element in root.iter():
            assert (element.get("aria-labelledby") or ids[0]) in ids
            href = element.get("href") or ""
            assert not href.startswith("#") or href[1:] in ids

    @given(documents())
    @settings(max_examples=30, suppress_health_check=LARGE)
    def test_nothing_typed_becomes_an_element_or_an_attribute(self, document: Document) -> None:
        root = parsed_page(document)

        assert not {element.tag for element in root.iter()} & {"script", "link", "iframe", "object", "form"}
        for element in root.iter():
            assert not [name for name in element.attrib if name.startswith(("on", "style"))]
            if element.tag == "img":
                assert (element.get("src") or "").startswith(("data:image/jpeg;base64,", "data:image/png;base64,"))
            else:
                assert element.get("src") is None

    def test_the_page_says_its_language_its_title_and_how_wide_it_is(self) -> None:
        root = parsed_page(replace(highlight_report(), language="cy"))

        assert root.get("lang") == "cy"
        assert only(root, "head/title").text == "Highlight report: July to September 2024"
        assert only(root, "head/meta[@name='viewport']").get("content") == "width=device-width, initial-scale=1"

    def test_a_keyboard_reaches_the_report_first_and_every_part_from_the_contents(self) -> None:
        root = parsed_page(highlight_report())
        first_link = next(root.iter("a"))

        assert first_link.get("href") == "#report-main"
        assert only(root, ".//main").get("id") == "report-main"
        links = [link.get("href") for link in only(root, ".//nav").iter("a")]
        assert links == [f"#priority-{number}" for number in (1, 2, 3, 4)]
        assert [section.get("id") for section in root.iter("section")] == [href[1:] for href in links if href]

    def test_notices_and_running_head_stand_above_the_report(self) -> None:
        header = only(parsed_page(highlight_report()), "body/header")

        assert [paragraph.text for paragraph in header.iter("p")] == [
            "Highlight report, 2024-25 quarter 2",
            "Draft – not signed off",
            "Demonstration – not issued by any office",
        ]

    def test_the_page_needs_nothing_from_elsewhere(self) -> None:
        page = render_page(highlight_report(), stylesheet=stylesheet())

        assert re.findall(r"(?:https?:)?//[^\s\"<]+", page) == ["https://plan.example/a?b=1&amp;c=2"]
        assert "@import" not in page
        assert "url(" not in page

    def test_the_same_report_is_the_same_page(self) -> None:
        pages = {render_page(highlight_report(), stylesheet=stylesheet()) for _ in range(2)}

        assert len(pages) == 1

    def test_a_style_sheet_cannot_end_its_element(self) -> None:
        with pytest.raises(ValueError, match="</"):
            render_page(highlight_report(), stylesheet="p{}</style><script>")

    def test_a_portrait_report_prints_upright(self) -> None:
        root = parsed_page(replace(highlight_report(), page=Page.A4_PORTRAIT))

        assert "report-a4-portrait" in (only(root, "body").get("class") or "")

    def test_what_no_page_can_hold_shows_as_a_mark(self) -> None:
        page = render_page(replace(highlight_report(), author="A\x00B\ud800C\ufffe"), stylesheet="")

        assert "A\ufffdB\ufffdC\ufffd" in page
        page.encode()


class TestFragment:
    def test_it_carries_the_notices_because_the_page_around_it_does_not(self) -> None:
        article = only(parsed(render_fragment(highlight_report())), "article")

        assert texts(article)[:4] == ["Draft", "–", "not", "signed"]

    @pytest.mark.parametrize(("offset", "levels"), [(0, "12333233"), (1, "23444344"), (4, "56666666")])
    def test_headings_move_down_together(self, offset: int, levels: str) -> None:
        root = parsed(render_fragment(highlight_report(), heading_offset=offset))

        found = [element.tag[1] for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]

        assert "".join(found).startswith(levels)

    def test_the_title_stays_the_only_first_heading(self) -> None:
        second = Heading(1, plain("Another title"))
        root = parsed(render_fragment(replace(highlight_report(), blocks=(second,))))

        assert only(root, ".//h1").text == "Highlight report: July to September 2024"
        assert only(root, ".//h2").text == "Another title"


class TestBlocks:
    def test_a_table_has_a_caption_and_headers_for_columns_and_rows(self) -> None:
        root = parsed_page(highlight_report())
        table = root.findall(".//table")[0]

        assert only(table, "caption").text == "Deliverables progress"
        assert [th.get("scope") for th in table.findall("thead/tr/th")] == ["col"] * 4
        assert [row[0].get("scope") for row in table.findall("tbody/tr")] == ["row", "row"]
        assert [cell.tag for cell in table.findall("tbody/tr")[0]] == ["th", "td", "td", "td"]

    def test_a_wide_table_scrolls_by_keyboard_and_is_named_after_its_caption(self) -> None:
        root = parsed_page(highlight_report())
        region = only(root, ".//*[@id='priority-1']//*[@role='region']")

        assert region.get("tabindex") == "0"
        assert region.get("aria-labelledby") == only(region, "table/caption").get("id")

    def test_a_row_has_as_many_cells_as_the_table_has_columns(self) -> None:
        table = next(block for block in words_tables(highlight_report()))
        short = replace(table, columns=table.columns[:3])

        with pytest.raises(ValueError, match="shorter"):
            render_block(short, first_id="x")

    @pytest.mark.parametrize(("percent", "drawn"), [(0, "0"), (40, "40"), (100, "100"), (140, "100"), (-3, "0")])
    def test_a_progress_bar_is_drawn_written_and_told(self, percent: int, drawn: str) -> None:
        bar = parsed(render_block(ProgressBar(percent, "About 40% complete", Tone.GOOD), first_id="x"))[0]
        picture = only(bar, "svg")

        assert (picture.get("role"), picture.get("aria-label")) == ("img", "About 40% complete")
        assert texts(bar) == [f"{percent}%"]
        assert [rect.get("width") for rect in bar.iter("rect")] == ["100", drawn]

    @pytest.mark.parametrize(("marker", "place"), [(0, "0"), (50, "49.25"), (100, "98.5")])
    def test_the_tick_stands_inside_the_bar(self, marker: int, place: str) -> None:
        bar = parsed(render_block(ProgressBar(60, "60%", Tone.GOOD, marker), first_id="x"))

        assert only(bar, ".//rect[@class='report-tick']").get("x") == place

    @pytest.mark.parametrize("tone", Tone)
    @pytest.mark.parametrize("shape", Shape)
    def test_a_status_is_a_word_a_shape_and_a_colour(self, shape: Shape, tone: Tone) -> None:
        status = parsed(render_block(Status("On track", shape, tone), first_id="x"))

        assert texts(status) == ["On", "track"]
        assert f"report-tone-{tone}" in (only(status, "p/span").get("class") or "").split()
        pictures = status.findall(".//svg[@aria-hidden='true']/path")
        assert [path.get("fill") for path in pictures] == ([] if shape is Shape.NONE else [COLOURS[tone]])

    def test_every_shape_is_another_shape(self) -> None:
        drawn = {str(render_block(Status("On track", shape, Tone.GOOD), first_id="x")) for shape in Shape}

        assert len(drawn) == len(Shape)

    def test_a_sparkline_reads_as_its_words(self) -> None:
        line = parsed(render_block(Sparkline((1, 2, None, 3), "Rising"), first_id="x"))

        assert only(line, ".//svg").get("role") == "img"
        assert only(line, ".//svg").get("aria-label") == "Rising"

    def test_columns_keep_their_reading_order_and_shares(self) -> None:
        columns = only(parsed_page(highlight_report()), ".//*[@id='priority-1']//*[@class='report-columns']")

        assert [only(column, "h3").text for column in columns] == ["Outcomes achieved this quarter", "PCC focus"]
        assert [column.get("class") for column in columns] == [
            "report-column report-share-65",
            "report-column report-share-35",
        ]

    def test_an_accent_is_a_colour_and_nothing_else(self) -> None:
        assert 'fill="#12436d"' in accent_rule("#12436d")
        for bad in ("red", "#12436", "#12436d;", '#12436d"'):
            with pytest.raises(ValueError, match=re.escape(bad)):
                accent_rule(bad)


class TestChart:
    chart = ProgressChart(
        (ProgressPoint(date(2024, 5, 1), 5), ProgressPoint(date(2024, 8, 30), 80)),
        date(2024, 9, 18),
        due=date(2024, 10, 31),
    )

    def test_it_has_its_words_and_its_figures(self) -> None:
        root = parsed(render_block(progress_figure(self.chart), first_id="progress"))

        assert only(root, "figure/figcaption").text == (
            "Progress from 5% on 1 May 2024 to 80% on 30 August 2024; due 31 October 2024."
        )
        assert only(root, "details/summary").text == "Show the figures"
        assert only(root, "details//caption").get("id") == "progress-table-1"
        assert texts(only(root, "details//tbody")) == ["1", "May", "2024", "5%", "30", "August", "2024", "80%"]

    def test_without_figures_there_is_no_empty_table(self) -> None:
        root = parsed(render_block(progress_figure(replace(self.chart, points=())), first_id="progress"))

        assert [element.tag for element in root] == ["figure"]

    def test_a_chart_without_a_drawing_for_small_screens_has_one_drawing(self) -> None:
        chart = replace(progress_figure(self.chart), narrow=None)

        assert len(parsed(render_block(chart, first_id="x")).findall(".//svg")) == 1


class TestReferences:
    def test_a_note_has_its_sign_and_a_raised_reference_leads_to_it(self) -> None:
        text = Paragraph((Run("Crime fell"), Run("1", href="#n-1", raised=True)))
        root = parsed_page(replace(highlight_report(), blocks=(text, Note("n-1", "1", plain("Home Office.")))))

        link = only(root, ".//sup/a")
        assert link.get("href") == "#n-1"
        assert texts(only(root, ".//*[@id='n-1']")) == ["1", "Home", "Office."]

    @pytest.mark.parametrize(("words", "name"), [("\u00a0", "https://example.org/"), ("the plan", None)])
    def test_a_link_without_words_reads_its_address(self, words: str, name: str | None) -> None:
        link = only(parsed(render_block(Paragraph((Run(words, href="https://example.org/"),)), first_id="x")), ".//a")

        assert link.get("aria-label") == name

    def test_contents_link_to_sections_and_those_inside_them(self) -> None:
        inner = Section("inner", Heading(3, plain("Inner")), ())
        outer = Section("outer", Heading(2, plain("Outer")), (inner,))
        last = Section("last", Heading(2, plain("Last")), ())
        root = parsed_page(replace(highlight_report(), blocks=(Contents(2), outer, last)))

        nav = only(root, ".//nav")
        assert nav.get("aria-label") == "Contents"
        assert [link.get("href") for link in nav.iter("a")] == ["#outer", "#inner", "#last"]
        assert [link.get("href") for link in nav.findall("ol/li/ol/li/a")] == ["#inner"]

    def test_headers_over_several_columns_or_rows_have_their_scopes(self) -> None:
        columns = (Column("Measure", 1), Column("Month", 1), Column("Year", 1))
        row = Row(tuple(Cell((Paragraph(plain(text)),)) for text in "abc"))
        groups = (ColumnGroup(None, 1), ColumnGroup("2024-25", 2))
        grouped = DataTable("Crime", columns, (row, RowGroup("Violence", (row, row)), row), groups)
        table = only(parsed(render_block(grouped, first_id="x")), ".//table")

        upper, lower = table.findall("thead/tr")
        assert [(th.text, th.get("scope"), th.get("rowspan"), th.get("colspan")) for th in upper] == [
            ("Measure", "col", "2", None),
            ("2024-25", "colgroup", None, "2"),
        ]
        assert [th.text for th in lower] == ["Month", "Year"]
        assert [len(group.findall("col")) for group in table.findall("colgroup")] == [1, 2]
        assert [len(body.findall("tr")) for body in table.findall("tbody")] == [1, 3, 1]
        spanning = only(table, ".//th[@scope='rowgroup']")
        assert (spanning.text, spanning.get("colspan")) == ("Violence", "3")

    def test_each_cell_of_grouped_rows_names_its_headers(self) -> None:
        columns = (Column("Measure", 1), Column("Month", 1), Column("Year", 1))
        row = Row(tuple(Cell((Paragraph(plain(text)),)) for text in "abc"))
        groups = (ColumnGroup(None, 1), ColumnGroup("2024-25", 2))
        grouped = DataTable("Crime", columns, (row, RowGroup("Violence", (row, row))), groups)
        table = only(parsed(render_block(grouped, first_id="x")), ".//table")
        words = {th.get("id"): "".join(th.itertext()) for th in table.iter("th")}

        named = [[words[name] for name in (td.get("headers") or "").split()] for td in table.iter("td")]
        assert named[:2] == [["a", "2024-25", "Month"], ["a", "2024-25", "Year"]]
        assert named[2:] == [["Violence", "a", "2024-25", "Month"], ["Violence", "a", "2024-25", "Year"]] * 2

    def test_a_table_without_groups_of_rows_needs_scopes_alone(self) -> None:
        row = Row((Cell((Paragraph(plain("a")),)), Cell((Paragraph(plain("b")),))))
        table = only(
            parsed(render_block(DataTable("Crime", (Column("A", 1), Column("B", 1)), (row,)), first_id="x")), ".//table"
        )
        assert [cell.get("headers") or cell.get("id") for cell in (*table.iter("th"), *table.iter("td"))] == [None] * 4


class TestLook:
    @pytest.mark.parametrize("tone", Tone)
    def test_every_tone_can_be_read_on_white_and_on_its_tint(self, tone: Tone) -> None:
        assert contrast(COLOURS[tone], "#ffffff") >= 4.5
        assert contrast(COLOURS[tone], TINTS[tone]) >= 4.5
        assert contrast(INK, TINTS[tone]) >= 4.5

    def test_contrast_is_measured_as_wcag_says(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)

    def test_every_colour_of_words_in_the_style_sheet_can_be_read_on_white(self) -> None:
        colours = set(re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", stylesheet()))

        assert len(colours) > 6
        assert [colour for colour in colours if contrast(colour, "#ffffff") < 4.5] == []

    def test_the_style_sheet_has_no_mistakes(self) -> None:
        rules = tinycss2.parse_stylesheet(stylesheet(), skip_comments=True, skip_whitespace=True)

        assert len(rules) > 50
        assert [rule for rule in rules if rule.type == "error"] == []

    def test_every_class_of_a_page_is_known_to_the_style_sheet(self) -> None:
        page = render_page(highlight_report(), stylesheet="") + render_block(
            progress_figure(TestChart.chart), first_id="x"
        )
        used = {name for value in re.findall(r'class="([^"]+)"', page) for name in value.split()}

        known = set(re.findall(r"\.(report[\w-]*)", stylesheet()))

        assert used - known <= {"report-a4-landscape"}

    def test_the_look_serves_paper_forced_colours_and_less_motion(self) -> None:
        for wanted in ("@media print", "@page", "forced-colors: active", "prefers-reduced-motion"):
            assert wanted in stylesheet()


def words_tables(document: Document) -> Iterator[DataTable]:
    for section in document.blocks:
        if isinstance(section, Section):
            yield from (block for block in section.blocks if isinstance(block, DataTable))
