"""The folder of a seed set: reading its files with every problem placed, and writing them.

UTF-8, a comma between cells, CRLF at the end of a row; texts are made safe for spreadsheet programs. The bytes of
stored files lie in a folder of their own, each under its SHA-256.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from tracker.output import make_folder, write_whole
from tracker.seeds.cells import BadCell, Column, Value, columns, from_cell, to_cell
from tracker.seeds.check_findings import is_digest
from tracker.seeds.problems import BrokenSeeds, NoSeedFolder, Problem
from tracker.seeds.tables import FILES, SeedSet, columns_of
from tracker.seeds.tables_findings import StoredFileRow
from tracker.seeds.tables_row import SeedRow

HEADER: Final = 1

STORED: Final = "files"
"""The folder of stored files."""


def read_folder(folder: Path) -> SeedSet:
    """Every row of every file, each cell of the right kind. Raises NoSeedFolder, or BrokenSeeds with all problems."""
    if not folder.is_dir():
        raise NoSeedFolder(str(folder))
    problems = _strangers(folder)
    rows = {kind: _read_file(folder, kind, problems) for kind in FILES}
    if problems:
        raise BrokenSeeds(problems)
    return SeedSet(rows, partial(_stored, folder))


def write_folder(folder: Path, seeds: SeedSet) -> None:
    """Writes all files, also those without rows, and the stored files. Raises CannotWrite."""
    contents = {kind.FILE: file_content(kind, seeds.of(kind)) for kind in FILES}
    make_folder(folder)
    for name, content in contents.items():
        write_whole(folder / name, content)
    stored = seeds.of(StoredFileRow)
    place = make_folder(folder / STORED) if stored else folder
    for row in stored:
        write_whole(place / row.digest, seeds.content(row.digest) or b"")


def file_content(kind: type[SeedRow], rows: Sequence[SeedRow]) -> bytes:
    """One file, byte for byte the same for the same rows."""
    wanted = columns(kind)
    text = io.StringIO(newline="")
    # With CRLF the writer quotes texts that hold either half of it.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in wanted])
    writer.writerows([to_cell(getattr(row, column.name), monthly=column.monthly) for column in wanted] for row in rows)
    return text.getvalue().encode("utf-8")


def _stored(folder: Path, digest: str) -> bytes | None:
    # Nothing but a hash is looked for, so that no cell can name a file elsewhere.
    if not is_digest(digest):
        return None
    try:
        return (folder / STORED / digest).read_bytes()
    except OSError:
        return None


def _strangers(folder: Path) -> list[Problem]:
    known = {kind.FILE for kind in FILES}
    found = sorted(path.name for path in folder.glob("*.csv") if path.name not in known)
    return [Problem(name, None, None, "This file is not part of a seed set. Remove or rename it.") for name in found]


def _read_file(folder: Path, kind: type[SeedRow], problems: list[Problem]) -> list[SeedRow]:
    try:
        text = (folder / kind.FILE).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        header = ",".join(columns_of(kind))
        problems.append(Problem(kind.FILE, None, None, f"This file is missing. Without rows it is: {header}"))
        return []
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        problems.append(Problem(kind.FILE, row, None, "This row is not UTF-8 text. Save the file as UTF-8."))
        return []
    except OSError as error:
        problems.append(Problem(kind.FILE, None, None, f"This file cannot be read: {error.strerror}."))
        return []
    return list(_rows(kind, text, problems))


def _rows(kind: type[SeedRow], text: str, problems: list[Problem]) -> Iterator[SeedRow]:
    line, wanted = 0, columns(kind)
    try:
        for line, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=HEADER):
            if line == HEADER:
                if tuple(cells) != columns_of(kind):
                    problems.append(
                        Problem(kind.FILE, line, None, f"The columns must be: {','.join(columns_of(kind))}")
                    )
                    return
            elif any(cells):
                yield from _row(kind, wanted, line, cells, problems)
    except csv.Error as error:
        problems.append(Problem(kind.FILE, line + 1, None, f"This row is not CSV ({error})."))
        return
    if line == 0:
        problems.append(Problem(kind.FILE, HEADER, None, f"The columns must be: {','.join(columns_of(kind))}"))


def _row(
    kind: type[SeedRow], wanted: tuple[Column, ...], line: int, cells: list[str], problems: list[Problem]
) -> Iterator[SeedRow]:
    if len(cells) != len(wanted):
        problems.append(Problem(kind.FILE, line, None, f"This row has {len(cells)} cells, not {len(wanted)}."))
        return
    values: dict[str, Value] = {}
    for column, cell in zip(wanted, cells, strict=True):
        try:
            values[column.name] = from_cell(column, cell)
        except BadCell as error:
            problems.append(Problem(kind.FILE, line, column.name, str(error)))
    if len(values) == len(wanted):
        yield kind(line=line, **values)
