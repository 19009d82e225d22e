"""The headings of a report by name, and what a page puts beside each."""

from __future__ import annotations

from bs4 import BeautifulSoup
from markupsafe import Markup

from tracker.documents.blocks import Block, Columns, Heading, KeptTogether, Paragraph, Section, TitlePage, plain
from tracker.documents.document import Document
from tracker.documents.html import render_fragment
from tracker.documents.places import LONGEST, Place, places

OUTCOMES, FOCUS = Heading(3, plain("Outcomes achieved")), Heading(3, plain("PCC focus"))
INNER = Section("group", Heading(3, plain("Measures: 999")), (Heading(4, plain("WHAT")),))
PRIORITY = Section(
    "priority-1-1",
    Heading(2, plain("Priority 1: Safe")),
    (Columns(((OUTCOMES,), (FOCUS,)), (1, 1)), KeptTogether((INNER,)), Heading(3, plain("PCC focus"))),
)


def document(*blocks: Block) -> Document:
    title = TitlePage("A report", "", (Paragraph(plain("By us")),))
    return Document("A report", "Us", "Tests", "A report", title, blocks)


def test_every_heading_of_a_section_has_an_anchor_of_its_own_in_reading_order() -> None:
    assert places((PRIORITY,)) == (
        Place("priority-1-1", "Priority 1: Safe"),
        Place("priority-1-1-outcomes-achieved", "Outcomes achieved"),
        Place("priority-1-1-pcc-focus", "PCC focus"),
        Place("group", "Measures: 999"),
        Place("group-what", "WHAT"),
        Place("priority-1-1-pcc-focus-2", "PCC focus"),
    )


def test_a_long_heading_has_an_anchor_that_can_be_kept() -> None:
    long = Section("part", Heading(2, plain("Part")), (Heading(3, plain("Very " * 100 + "long")),))
    (_, found) = places((long,))
    assert len(found.anchor) <= LONGEST
    assert found.anchor.startswith("part-very-very")


def test_what_a_page_puts_beside_headings_stands_after_each_with_its_anchor() -> None:
    given: list[Place] = []

    def beside(place: Place) -> Markup:
        given.append(place)
        return Markup('<a href="#{}">{}</a>').format(place.anchor, place.words)

    soup = BeautifulSoup(render_fragment(document(PRIORITY), beside=beside), "html.parser")
    assert tuple(given) == places((PRIORITY,))
    for place in given:
        target = soup.find(id=place.anchor)
        assert target is not None
        heading = target if target.name.startswith("h") else target.find(["h2", "h3"])
        assert heading is not None
        assert heading.get_text() == place.words
        link = heading.find_next("a")
        assert link is not None
        assert link["href"] == f"#{place.anchor}"


def test_without_it_the_report_reads_as_it_always_did() -> None:
    soup = BeautifulSoup(render_fragment(document(PRIORITY)), "html.parser")
    assert [str(each["id"]) for each in soup.select("[id]")] == ["priority-1-1", "group"]
