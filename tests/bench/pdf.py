"""Our PDF beside WeasyPrint's, from the same snapshot in one run; then time and memory of a 20-page report."""

from __future__ import annotations

import json
import pickle
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import weasyprint

from tests.bench.untagged import render_untagged
from tracker.access import SYSTEM
from tracker.dates import Quarter
from tracker.db import make_engine, make_sessions
from tracker.documents import html, pdf
from tracker.documents.document import Document
from tracker.reports.gather import gather_highlight
from tracker.reports.layout_highlight import highlight_document
from tracker.reports.snapshots import HighlightSnapshot
from tracker.schema import upgrade
from tracker.seeds import load_seeds, read_folder
from tracker.writing import transaction

WANTED_PAGES = 20
ROUNDS = 15
MOST_FOR_TAGS = 0.4


def run() -> None:
    """Prints the times and their ratio, then a process of its own for the peak of memory."""
    snapshot = demonstration()
    compare("Highlight report 2024-25-Q2", highlight_document(snapshot))
    longer = twenty_pages(snapshot)
    compare(f"The same, repeated to {WANTED_PAGES} pages or more", longer)
    price_of_tags(longer)
    first, again, before, peak = drawn_alone(longer)
    print(f"In a process of its own: {first:.0f} ms the first time, {again:.0f} ms again;", end=" ")
    print(f"peak memory {peak:.0f} MB, of which {before:.0f} MB before it drew anything")


def drawn_alone(document: Document) -> list[float]:
    """Milliseconds of the first and the best drawing, MB before the first and at the peak, in a new process."""
    with TemporaryDirectory() as folder:
        kept = Path(folder) / "document.pickle"
        kept.write_bytes(pickle.dumps(document))
        command = [sys.executable, "-m", "tests.bench.pdf_alone", str(kept)]
        told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    figures: list[float] = json.loads(told.stdout)
    return figures


def demonstration() -> HighlightSnapshot:
    """The snapshot of the demonstration's newest report, from the seed set."""
    with TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'bench.db'}")
        upgrade(engine)
        sessions = make_sessions(engine)
        with transaction(sessions) as session:
            load_seeds(session, read_folder(Path("seeds/wiltshire")), by=SYSTEM, on=date(2024, 9, 18))
        with sessions() as session:
            return gather_highlight(session, Quarter.parse("2024-25-Q2"), date(2024, 9, 18))


def twenty_pages(snapshot: HighlightSnapshot) -> Document:
    """The snapshot with its priorities repeated until the report has 20 pages."""
    times = 1
    while True:
        priorities = tuple(
            replace(priority, number=priority.number + 10 * turn)
            for turn in range(times)
            for priority in snapshot.priorities
        )
        document = highlight_document(replace(snapshot, priorities=priorities))
        if page_count(pdf.render(document)) >= WANTED_PAGES:
            return document
        times += 1


def compare(title: str, document: Document) -> None:
    page = html.render_page(document, stylesheet=html.stylesheet())
    ours, ours_bytes = timed(lambda: pdf.render(document), 7)
    theirs, theirs_bytes = timed(lambda: weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"), 3)
    ratio = theirs / ours
    print(f"\n{title}")
    for name, took, made in (("Tracker, tagged PDF", ours, ours_bytes), ("WeasyPrint, our HTML", theirs, theirs_bytes)):
        print(f"{name:24}{took:8.0f} ms  {page_count(made):3} pages  {len(made):9,} bytes")
    print(f"WeasyPrint takes {ratio:.1f} times as long (bar: at least 6.0) {'met' if ratio >= 6 else 'MISSED'}")


def price_of_tags(document: Document) -> None:
    """Both drawings take turns; of each the quickest counts, in time of the processor, so that only they weigh in."""
    without, with_tags = [], []
    for _ in range(ROUNDS):
        without.append(worked(lambda: render_untagged(document)))
        with_tags.append(worked(lambda: pdf.render(document)))
    cost = min(with_tags) / min(without) - 1
    print(f"Tags: {min(with_tags):.0f} ms with, {min(without):.0f} ms without,", end=" ")
    print(f"{cost:.0%} more (bar: at most 40%) {'met' if cost <= MOST_FOR_TAGS else 'MISSED'}")


def worked(make: Callable[[], bytes]) -> float:
    """How long the processor worked, in milliseconds."""
    began = time.process_time()
    make()
    return (time.process_time() - began) * 1000


def timed(make: Callable[[], bytes], times: int) -> tuple[float, bytes]:
    """The median in milliseconds after one unmeasured run, and what was made."""
    made = make()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        made = make()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), made


def page_count(data: bytes) -> int:
    with pikepdf.open(BytesIO(data)) as opened:
        return len(opened.pages)


if __name__ == "__main__":
    run()
