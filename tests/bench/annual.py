"""A document of the size of an annual report: 60 pages, 40 photographs, 30 charts, as PDF and as a web page."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image

from tests.bench.pdf import drawn_alone, page_count, timed
from tracker.documents import html, pdf
from tracker.documents.blocks import (
    Block,
    Box,
    Contents,
    Cover,
    Heading,
    KeyFigure,
    KeyFigures,
    Opening,
    Page,
    PageBreak,
    Paragraph,
    Picture,
    Quotation,
    Section,
    TitlePage,
    plain,
)
from tracker.documents.charts_bars import BarChart, BarRow, bar_figure
from tracker.documents.charts_lines import LineChart, LineSeries, line_figure
from tracker.documents.charts_shares import Share, ShareChart, share_figure
from tracker.documents.document import Document

PAGES, PICTURES, CHARTS = 60, 40, 30
MOST_SECONDS, MOST_MEGABYTES = 3.0, 200
_WIDTH, _HEIGHT = 1600, 1000
_SENTENCE = "Work with partners so that victims are heard and their case is dealt with quickly and fairly. "
_ACCENTS = ("#12436d", "#8a2c6b", "#00703c", "#a8430b")
_YEARS = ("2019-20", "2020-21", "2021-22", "2022-23", "2023-24")


def run() -> None:
    """Prints time and peak of memory beside their bars."""
    document = annual_report()
    took, made = timed(lambda: pdf.render(document), 3)
    page, written = timed(lambda: html.render_page(document, stylesheet=html.stylesheet()).encode(), 3)
    first, _, before, peak = drawn_alone(document)
    print(f"\nA document of annual size: {page_count(made)} pages, {PICTURES} photographs, {CHARTS} charts")
    print(f"{'Tracker, tagged PDF':24}{took:8.0f} ms  {len(made):11,} bytes")
    print(f"{'Its web page':24}{page:8.0f} ms  {len(written):11,} bytes")
    met = "met" if first < 1000 * MOST_SECONDS and peak < MOST_MEGABYTES else "MISSED"
    print(f"In a process of its own: {first:.0f} ms the first time, peak memory {peak:.0f} MB,", end=" ")
    print(f"of which {before:.0f} MB before it drew (bars: {MOST_SECONDS:.0f} s, {MOST_MEGABYTES} MB) {met}")


def annual_report() -> Document:
    """Four chapters of ten parts, each with a photograph, most with a chart, and texts until there are 60 pages."""
    words = 2
    while True:
        document = _document(words)
        if page_count(pdf.render(document)) >= PAGES:
            return document
        words += 1


def _document(words: int) -> Document:
    chapters = tuple(_chapter(number, accent, words) for number, accent in enumerate(_ACCENTS, start=1))
    return Document(
        title="Annual report 2023-24",
        author="Office of the Police and Crime Commissioner",
        subject="The year",
        running_head="Annual report 2023-24",
        title_page=TitlePage("Annual report", "April 2023 to March 2024", (), None, Cover(_ACCENTS[0], "An office")),
        blocks=(Heading(2, plain("Contents")), Contents(2), PageBreak(), *chapters),
        page=Page.A4_PORTRAIT,
    )


def _chapter(number: int, accent: str, words: int) -> Section:
    parts = tuple(_part(10 * (number - 1) + place, accent, words) for place in range(10))
    heading = Heading(2, plain("A police service that meets the needs of its communities"))
    opening = Opening(f"Priority {number}")
    return Section(f"priority-{number}", heading, (_figures(), *parts), accent=accent, opening=opening)


def _part(number: int, accent: str, words: int) -> Section:
    text = Paragraph(plain(_SENTENCE * 4))
    drawn = (number + 1) * CHARTS // PICTURES > number * CHARTS // PICTURES
    chart = (_CHARTS[number % 3](accent),) if drawn else ()
    story = Box(f"story-{number}", Heading(4, plain("What it meant for one street")), (text, _photograph(number)))
    said = Quotation(plain("The patrols have changed how the town feels after dark."), "A shopkeeper")
    blocks = (*(text,) * words, *chart, story, said)
    return Section(f"part-{number}", Heading(3, plain("More visible policing")), blocks)


def _photograph(number: int) -> Picture:
    content = _content(number)
    words = "Two officers speak with people at a market"
    return Picture(content, "image/jpeg", _WIDTH, _HEIGHT, words, plain("The market in May."), "Photograph: office")


@cache
def _content(number: int) -> bytes:
    """As many bytes as a photograph of this size has, others for each number."""
    drawn = Image.effect_noise((_WIDTH // 4, _HEIGHT // 4), 20 + number).resize((_WIDTH, _HEIGHT))
    kept = io.BytesIO()
    Image.merge("RGB", (drawn, drawn.rotate(180), drawn)).save(kept, "JPEG", quality=82)
    return kept.getvalue()


def _figures() -> KeyFigures:
    values = ("1,204", "87%", "£2.4m")
    return KeyFigures(tuple(KeyFigure(value, "calls answered", "2022-23: 1,090") for value in values))


def _bars(accent: str) -> Block:
    rows = tuple(BarRow(f"Function {number}", (9.0 - number, 8.0), (f"{9 - number}", "8")) for number in range(9))
    return bar_figure(BarChart("Spend by function", ("2023-24", "2022-23"), rows, accent))


def _line(accent: str) -> Block:
    values = (58.2, 60.1, 51.0, 55.5, 60.3)
    line = LineSeries("Wiltshire", values, tuple(map(str, values)))
    return line_figure(LineChart("Crimes for each 1,000 people", _YEARS, (line,), accent=accent))


def _shares(accent: str) -> Block:
    shares = tuple(Share(name, percent, f"{percent:.0f}%") for name, percent in (("Staff", 77.0), ("Other", 23.0)))
    return share_figure(ShareChart("How each £100 was spent", shares, accent), table=False)


_CHARTS = (_bars, _line, _shares)
