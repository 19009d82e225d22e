"""`make verapdf`: has the PDFs of the tests judged by veraPDF too, and fails where it says something else.

veraPDF comes from Maven once, into the virtual environment; it is run there and is no part of what we ship.
The files are gone afterwards, unless TRACKER_JUDGED_PDFS names a folder to keep them in.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.verapdf.comparison import Kept, Reference, compare, kept_in, report

HERE: Final = Path(__file__).resolve().parent
PROJECT: Final = HERE / "pom.xml"
LIBRARY: Final = Path(sys.prefix) / "verapdf"


class Unavailable(Exception):
    """What it takes to run veraPDF is not here."""


def main(options: list[str]) -> int:
    """Runs the tests that judge PDFs, then veraPDF over the same files; 0 when the tests pass and all agree."""
    try:
        java = Path(program("javac", "a Java development kit, 11 or later")).with_name("java")
        fetch()
    except Unavailable as unavailable:
        sys.stderr.write(f"{unavailable}\n")
        return 2
    named = os.environ.get("TRACKER_JUDGED_PDFS")
    with nullcontext(named) if named else TemporaryDirectory(prefix="judged-") as folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        tests = subprocess.run(
            [sys.executable, "-m", "pytest", "-m", "pdf", "--numprocesses=logical", *options],
            env=os.environ | {"TRACKER_JUDGED_PDFS": folder},
        )
        kept = kept_in(Path(folder))
        compared = compare(kept, ask(java, Path(folder), kept))
    sys.stdout.writelines(f"{line}\n" for line in report(compared))
    sound = compared and all(one.is_right for one in compared)
    return tests.returncode or (0 if sound else 1)


def program(name: str, what: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Unavailable(f"veraPDF needs {what}, and there is no program called {name} here.")
    return found


def fetch() -> None:
    """Gets veraPDF, unless what pom.xml asks for is here already."""
    fetched = LIBRARY / PROJECT.name
    if fetched.is_file() and fetched.read_bytes() == PROJECT.read_bytes():
        return
    maven = program("mvn", "Maven to fetch it the first time")
    shutil.rmtree(LIBRARY, ignore_errors=True)
    options = ["--batch-mode", "--quiet", "--strict-checksums", "-Dstyle.color=never", f"-DoutputDirectory={LIBRARY}"]
    if subprocess.run([maven, *options, "--file", PROJECT, "dependency:copy-dependencies"]).returncode:
        raise Unavailable("Maven could not fetch veraPDF; what it printed stands above.")
    shutil.copy(PROJECT, fetched)


def ask(java: Path, folder: Path, kept: list[Kept]) -> Reference:
    """What veraPDF says of the files, each under the profiles our validator was asked about."""
    judge = subprocess.run(
        [java, "-cp", f"{LIBRARY}/*", HERE / "Judge.java"],
        input="".join(f"{one.profile} {one.file}\n" for one in kept),
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    answers = map(json.loads, judge.stdout.splitlines())
    return {(said["file"], said["profile"]): tuple(said["failed"]) for said in answers}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
