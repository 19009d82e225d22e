"""Compares what our validator said of the judged PDFs with what veraPDF, the reference, says of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

_ASKS_THE_PARENT_TREE: Final = (
    "veraPDF takes a mark for real content only where the parent tree says whose it is; page-validation looks for the "
    "mark alone. Our own check compares the parent tree with the structure."
)
KNOWN: Final[Mapping[tuple[str, str], str]] = {
    ("page outside the parent tree", "ua1"): _ASKS_THE_PARENT_TREE,
    ("parent tree without an entry", "ua1"): _ASKS_THE_PARENT_TREE,
    ("marks that no element owns", "ua1"): _ASKS_THE_PARENT_TREE,
    ("element that names another parent", "ua1"): (
        "veraPDF believes an element's /P, page-validation the place where the element stands. Our own check compares."
    ),
    ("marks that are not closed", "ua1"): (
        "To veraPDF a mark that never ends marks nothing, to page-validation it ends with the page. "
        "Our own check sees it."
    ),
    ("standard tag mapped to another", "2a"): (
        "veraPDF asks PDF/A-2a only that no standard tag becomes one that is not standard; page-validation asks as "
        "PDF/UA-1 does that none is mapped at all."
    ),
}
"""Seeded defects of which the two say different things, by profile, and why. Never a sound file."""


@dataclass(frozen=True)
class Kept:
    """A judged file under one profile, and the rules it fails by our validator. A sound file has no `defect`."""

    file: str
    profile: str
    defect: str
    failed: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """The same file, and the rules it fails by veraPDF."""

    kept: Kept
    reference: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether both say that the file complies, or both that it does not. The rules have other names in each."""
        return bool(self.kept.failed) == bool(self.reference)

    @property
    def reason(self) -> str:
        """Why the two are known to differ here; empty where they are not."""
        return KNOWN.get((self.kept.defect, self.kept.profile), "")

    @property
    def is_right(self) -> bool:
        return self.agrees is not bool(self.reason)

    def __str__(self) -> str:
        ours, theirs = (", ".join(failed) or "nothing" for failed in (self.kept.failed, self.reference))
        known = f"\n    {self.reason}" if self.reason else ""
        return f"{self.kept.file}, {self.kept.profile}: page-validation finds {ours}; veraPDF finds {theirs}{known}"


Reference: TypeAlias = Mapping[tuple[str, str], tuple[str, ...]]
"""By file and profile, the rules a file fails by veraPDF."""


def kept_in(folder: Path) -> list[Kept]:
    """What the tests kept in a folder, once for each profile that was asked."""
    found = []
    for path in sorted(folder.glob("*.json")):
        said = json.loads(path.read_text(encoding="utf-8"))
        for profile, failed in said["failed"].items():
            found.append(Kept(f"{path.stem}.pdf", profile, said["defect"], tuple(failed)))
    return found


def compare(kept: list[Kept], reference: Reference) -> list[Compared]:
    """Both verdicts of every file; a file that veraPDF said nothing of is an error."""
    return [Compared(one, reference[one.file, one.profile]) for one in kept]


def report(compared: list[Compared]) -> list[str]:
    """Every difference, known ones with the reason, every known one that is none any more, and the figures."""
    said = [str(one) for one in compared if not one.agrees]
    said += [
        f"{one.kept.file}, {one.kept.profile}: the two agree, but are listed as differing"
        for one in compared
        if one.agrees and one.reason
    ]
    files = {one.kept.file for one in compared}
    differ = {one.kept.file for one in compared if not one.agrees}
    spoiled = {one.kept.file for one in compared if one.kept.defect}
    known = {one.kept.file for one in compared if one.reason and not one.agrees}
    last = f"veraPDF agrees on {len(files - differ):,} of {len(files):,} files"
    last += f" ({len(spoiled):,} of them with seeded defects)"
    return [*said, last + (f"; {len(known):,} differ for a known reason" if known else "")]
