"""One way to put papers together, in a process that does nothing else, so that its peak of memory is its own."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.peak import peak


def bound(papers: list[Path], out: Path) -> None:
    from tracker.documents.pdf.bind import bind
    from tracker.documents.pdf.bind_types import PackItem, PackPaper
    from tracker.documents.pdf.prepare_file import read_facts

    items = []
    for number, paper in enumerate(papers):
        stored = paper.with_suffix(".prepared")
        pages = len(read_facts(stored.read_bytes()).pages)
        items.append(PackItem(str(number), f"Item {number}", (PackPaper(paper.stem, pages, stored.read_bytes),)))
    out.write_bytes(bind(items, title="Pack").data)


def prepared_and_bound(papers: list[Path], out: Path) -> None:
    from tracker.documents.pdf.bind import bind
    from tracker.documents.pdf.bind_types import PackItem, PackPaper
    from tracker.documents.pdf.prepare import prepare

    prepared = [prepare(paper.read_bytes(), paper.stem) for paper in papers]
    items = [PackItem(str(number), it.title, (PackPaper.of(it),)) for number, it in enumerate(prepared)]
    out.write_bytes(bind(items, title="Pack").data)


def with_pikepdf(papers: list[Path], out: Path) -> None:
    import pikepdf

    opened = [pikepdf.open(paper) for paper in papers]
    with pikepdf.new() as target:
        for pdf in opened:
            target.pages.extend(pdf.pages)
        target.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    for pdf in opened:
        pdf.close()


def with_pypdf(papers: list[Path], out: Path) -> None:
    import pypdf

    writer = pypdf.PdfWriter()
    for paper in papers:
        writer.append(paper)
    writer.write(out)


def with_qpdf(papers: list[Path], out: Path) -> None:
    program = shutil.which("qpdf") or "qpdf"
    command = [program, "--empty", "--object-streams=generate", "--pages", *map(str, papers), "--", str(out)]
    subprocess.run(command, check=True)


WAYS: dict[str, Callable[[list[Path], Path], None]] = {
    "bound": bound,
    "prepared and bound": prepared_and_bound,
    "pikepdf": with_pikepdf,
    "pypdf": with_pypdf,
    "qpdf": with_qpdf,
}


def main(way: str, folder: Path, rounds: int) -> None:
    papers = sorted(folder.glob("*.pdf"))
    out = folder / f"{way}.out"
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        WAYS[way](papers, out)
        times.append((time.perf_counter() - began) * 1000)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 if way == "qpdf" else peak()
    print(json.dumps([min(times), used]))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
