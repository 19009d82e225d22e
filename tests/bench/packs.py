"""A pack of 300 pages from 15 papers of three producers, beside what others need to put the same files together.

Ours keeps the tags, numbers every page and leads to each; the others only put pages one behind the other.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import weasyprint

from tests.bench.pdf import demonstration, page_count, twenty_pages
from tests.producers import PROGRAMS, convert, lengthened
from tracker.documents.pdf import render
from tracker.documents.pdf.prepare import prepare

PAPERS, LENGTH = 5, 14
MOST_MEMORY: Final = 250
ROUNDS: Final = 5


def run() -> None:
    """Prints for each way its time, its peak of memory, and how it compares with qpdf."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        papers = make_papers(folder)
        pages = sum(page_count(paper.read_bytes()) for paper in papers)
        size = sum(paper.stat().st_size for paper in papers)
        print(f"\nA pack of {len(papers)} papers, {pages} pages, {size / 1e6:.1f} MB (the best of {ROUNDS})")
        for number, paper in enumerate(papers):
            paper.with_suffix(".prepared").write_bytes(prepare(paper.read_bytes(), f"Paper {number}").data)
        tell({way: alone(way, folder) for way in _SAID})


def make_papers(folder: Path) -> list[Path]:
    """Five of ours, five of WeasyPrint, five of LibreOffice; of what is not installed none."""
    made: dict[str, bytes] = {"ours": render(twenty_pages(demonstration()))}
    made["weasyprint"] = weasyprint.HTML(string=lengthened("html", LENGTH)).write_pdf(pdf_variant="pdf/ua-1")
    program = next((found for each in PROGRAMS if (found := shutil.which(each))), None)
    if program is None:
        print("LibreOffice is not installed: its five papers are left out")
    else:
        source = folder / "libreoffice.fodt"
        source.write_text(lengthened("fodt", LENGTH), encoding="utf-8")
        convert(program, folder, [source])
        made["libreoffice"] = source.with_suffix(".pdf").read_bytes()
        source.with_suffix(".pdf").unlink()
    files = []
    for turn in range(PAPERS):
        for producer, data in made.items():
            files.append(folder / f"{turn}-{producer}.pdf")
            files[-1].write_bytes(data)
    return files


def alone(way: str, folder: Path) -> tuple[float, float] | None:
    """Milliseconds and the peak in MB of one way, in a process that does nothing else."""
    if (way == "pypdf" and find_spec("pypdf") is None) or (way == "qpdf" and shutil.which("qpdf") is None):
        return None
    command = [sys.executable, "-m", "tests.bench.packs_alone", way, str(folder), str(ROUNDS)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    took, peak = json.loads(told.stdout)
    return took, peak


_SAID: Final = {
    "bound": "Tracker, from prepared papers",
    "prepared and bound": "Tracker, with preparing them",
    "qpdf": "qpdf --empty --pages (no tags)",
    "pikepdf": "pikepdf, pages appended (no tags)",
    "pypdf": "pypdf, merged (no tags)",
}


def tell(measured: dict[str, tuple[float, float] | None]) -> None:
    """Prints what was measured, and whether it is within the bars."""
    for way, words in _SAID.items():
        figures = measured[way]
        if figures is None:
            print(f"{words:36}  is not installed, so it was not measured")
        else:
            print(f"{words:36}{figures[0]:8.0f} ms {figures[1]:6.0f} MB")
    ours, theirs = measured["bound"], measured["qpdf"] or measured["pikepdf"]
    if ours and theirs:
        ratio = ours[0] / theirs[0]
        print(f"Tracker takes {ratio:.2f} times qpdf's time (bar: 1.0) {'met' if ratio <= 1 else 'MISSED'},", end=" ")
        print(f"{ours[1]:.0f} MB (bar: {MOST_MEMORY}) {'met' if ours[1] <= MOST_MEMORY else 'MISSED'}")


if __name__ == "__main__":
    run()
