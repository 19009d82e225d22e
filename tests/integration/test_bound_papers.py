"""The demonstration's reports are bound with papers by LibreOffice and WeasyPrint: every tag and every word stays."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from pikepdf import Pdf

from tests.bound_packs import check_pages
from tests.judges import judge
from tests.pdf_structure import Reading, read
from tests.producers import libreoffice_papers, weasyprint_paper  # noqa: F401  # fixtures
from tests.tally import count
from tests.unit.documents.pdf.papers import changed, merged, untagged
from tests.unit.documents.pdf.reports import report
from tracker import demo, schema
from tracker.access import SYSTEM
from tracker.dates import Quarter
from tracker.db import make_engine, make_sessions
from tracker.documents.blocks import Page, Paragraph, Run
from tracker.documents.document import Document
from tracker.documents.pdf import render
from tracker.documents.pdf.bind import bind
from tracker.documents.pdf.bind_types import PackItem, PackPaper, Places, place_link
from tracker.documents.pdf.prepare import prepare
from tracker.reports.gather import gather_highlight
from tracker.reports.layout_highlight import highlight_document
from tracker.seeds import load_seeds, read_folder
from tracker.writing import transaction

pytestmark = pytest.mark.pdf

_FRAME = ("StructTreeRoot", "Document", "Part")
"""What holds a paper: one root and one Document for all of them, and each paper's own Document becomes its Part."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The demonstration's highlight reports."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('demonstration') / 'tracker.db'}")
    schema.upgrade(engine)
    sessions = make_sessions(engine)
    with transaction(sessions) as session:
        load_seeds(session, read_folder(Path("seeds/wiltshire")), by=SYSTEM, on=date(2024, 9, 18))
    with sessions() as session:
        snapshots = [gather_highlight(session, Quarter.parse(key), as_at) for key, as_at in demo.REPORTS]
    engine.dispose()
    return [render(highlight_document(snapshot)) for snapshot in snapshots]


@pytest.fixture
def others(libreoffice_papers: dict[str, bytes], weasyprint_paper: bytes) -> list[bytes]:  # noqa: F811  # fixtures
    """The papers of the other producers that are as accessible as they say, or become so by being merged."""
    return [libreoffice_papers["plain"], weasyprint_paper]


def elements(readings: Iterable[Reading]) -> Counter[str]:
    """How many elements of each type there are in all, without what holds a paper."""
    total = sum((reading.tags for reading in readings), Counter[str]())
    return Counter({tag: number for tag, number in total.items() if tag not in _FRAME})


def test_every_element_and_every_word_stays(
    reports: list[bytes],
    others: list[bytes],
    libreoffice_papers: dict[str, bytes],  # noqa: F811  # a fixture
) -> None:
    papers = [*reports, *others, libreoffice_papers["with a footnote"], others[0]]
    before = [read(paper, ours=False) for paper in papers]
    after = read(merged(*papers).data, ours=False)
    wanted, kept = elements(before), elements([after])
    differing = (wanted - kept) + (kept - wanted)
    count("Structure elements of merged papers", wanted.total(), lost_or_added=differing.total())
    assert kept == wanted
    assert wanted["Table"] > len(papers)
    assert [after.tags[tag] for tag in _FRAME] == [1, 1, len(papers)]
    assert after.text == "".join(reading.text for reading in before)


def test_the_merged_file_is_as_accessible_as_its_papers(reports: list[bytes], others: list[bytes]) -> None:
    result = merged(*reports, *others)
    assert result.accessible
    assert [part.tagged for part in result.parts] == [True] * len(result.parts)
    assert [part.changes for part in result.parts] == [()] * len(result.parts)
    judge(result.data, "merged packs", archived=False, ours=False)


def test_a_pack_with_untagged_papers_breaks_no_rule_but_makes_no_claim(
    reports: list[bytes], others: list[bytes]
) -> None:
    def lose_tags(pdf: Pdf) -> None:
        del pdf.Root.StructTreeRoot

    stale = [changed(paper, lose_tags) for paper in (*others, reports[0])]
    result = merged(*reports, *stale, others[1], untagged("plain"))
    assert not result.accessible
    assert [part.tagged for part in result.parts] == [True] * len(reports) + [False] * len(stale) + [True, False]
    # The plain one alone has a font that is not embedded, as PDF/UA asks.
    judge(merged(*reports, *stale, others[1]).data, "merged packs", archived=False, ours=False, claimed=False)


def test_a_merged_file_merges_again(reports: list[bytes], others: list[bytes]) -> None:
    once = merged(*reports, *others).data
    twice = merged(once, reports[0], once).data
    before = [read(data, ours=False) for data in (once, reports[0], once)]
    after = read(twice, ours=False)
    assert elements([after]) == elements(before)
    assert after.tags["Part"] == 3 + 2 * (len(reports) + len(others))
    assert after.text == "".join(reading.text for reading in before)
    judge(twice, "merged packs", archived=False, ours=False)


def test_a_pack_of_three_producers_says_the_same_numbers_everywhere(reports: list[bytes], others: list[bytes]) -> None:
    papers = [prepare(data, f"Paper {number}") for number, data in enumerate([*reports, *others], start=1)]
    items = [
        PackItem(str(number), f"Item {number}", tuple(map(PackPaper.of, papers[number - 1 : number + 1])))
        for number in range(1, len(papers))
    ]

    def agenda(places: Places) -> Document:
        lines = [
            Paragraph((Run(f"Item {key}", href=place_link(key)), Run(f" ({place})"))) for key, place in places.items()
        ]
        return report(*lines, page=Page.A4_PORTRAIT)

    bound = bind(items, title="Agenda pack", front=agenda)
    check_pages(bound.data, {f"Item {key}": place for key, place in bound.items.items()})
    assert bound.accessible
    judge(bound.data, "bound packs", archived=False, ours=False)


def test_another_reader_walks_the_merged_tree(reports: list[bytes], others: list[bytes], tmp_path: Path) -> None:
    program = shutil.which("pdfinfo")
    if program is None:
        pytest.skip("No poppler is installed (looked for pdfinfo)")

    def told(name: str, data: bytes) -> list[str]:
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(data)
        done = subprocess.run([program, "-struct-text", path], check=True, capture_output=True, text=True, timeout=120)
        assert done.stderr == ""
        words = [line.strip() for line in done.stdout.splitlines()]
        return [line for line in words if line.startswith('"')]

    papers = [*reports, *others]
    assert told("pack", merged(*papers).data) == [
        line for number, paper in enumerate(papers) for line in told(str(number), paper)
    ]
