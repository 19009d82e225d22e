"""Judges PDFs: two validators and our own reader of the structure, so that what one of them does not see another does.

Every test that makes a PDF of ours calls `judge`. `make verapdf` has the same files judged by the reference validator:
with TRACKER_JUDGED_PDFS set to a folder, each judged file is kept there with what our validator said of it.
"""

from __future__ import annotations

import io
import json
import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import page
import pdfua
import pikepdf

from tests import pdf_structure
from tests.tally import count, current_test

ACCESSIBLE: Final = "ua1"
"""The profile every PDF of ours is to meet: PDF/UA-1."""

CLAIM: Final = frozenset({"PDFUA1-ID-SCHEMA-001", "PDFUA1-ID-PART-001"})
"""The rules by which a file has to say that it meets PDF/UA."""

PDFUA_RULES: Final = [
    # UA-14-001 (empty headings) cannot be asked: it raises ValueError at every heading whose /K is an array, because
    # pikepdf answers getattr(array, "is_integer") so. Our own check sees empty headings.
    rule
    for rule in pdfua.default_registry()
    if rule.id != "UA-14-001"
]
"""The checks of pdfua that can be asked."""


@dataclass(frozen=True)
class Verdict:
    """What the judges hold against a PDF: failed rules by profile, and what pdfua and our own check found."""

    rules: dict[str, dict[str, str]]
    """For each profile the failed rules of page-validation, with the first message of each."""
    second: list[str]
    structure: list[str]

    @property
    def complaints(self) -> list[str]:
        """Everything that is wrong, by anybody's word; empty when the file is sound."""
        by_rule = [f"{rule}: {message}" for failed in self.rules.values() for rule, message in failed.items()]
        return [*by_rule, *self.second, *self.structure]

    @property
    def seen_by(self) -> set[str]:
        """Who holds something against the file: profiles of page-validation, "pdfua", "structure"."""
        others = {"pdfua": self.second, "structure": self.structure}
        return {judge for judge, found in (self.rules | others).items() if found}


def judge(data: bytes, kind: str, *, archived: bool = True, ours: bool = True, claimed: bool = True) -> None:
    """Asserts that a PDF is accessible, and can be archived as it claims; counts it under its kind.

    Every PDF of ours claims that, save a merged one: not `archived`. What others drew, or what holds it, is not `ours`:
    our own check then wants it sound, but not as we draw it, and the second judge's guesses do not count. What holds
    papers that make no claim to be accessible may make none itself: not `claimed`, it breaks the rules that ask for
    the claim, and no other. A test that calls this bears the marker `pdf`.
    """
    asked = profiles(data)
    found = verdict(data, *asked, ours=ours)
    complaints = found.complaints if len(asked) > 1 or not archived else [*found.complaints, "no claim of PDF/A"]
    if not claimed:
        complaints = [it for it in complaints if not it.startswith(tuple(CLAIM))]
        complaints += [] if found.rules[ACCESSIBLE].keys() >= CLAIM else ["it claims PDF/UA"]
    count("PDFs judged", kind=kind, failed_rules=len(complaints))
    keep(data, kind, found)
    assert not complaints, "\n".join(complaints)


def profiles(data: bytes) -> list[str]:
    """PDF/UA-1, and the profile of PDF/A that the file's metadata claims."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        claimed = pdf.open_metadata().pdfa_status.lower()
    return [ACCESSIBLE, *filter(None, [claimed])]


def verdict(data: bytes, *asked: str, ours: bool = True) -> Verdict:
    """What the judges say of any PDF, sound or not, by the profiles asked for."""
    rules = {profile: _failed(data, profile) for profile in asked}
    return Verdict(rules, _second(data, guesses=ours), pdf_structure.problems(data, ours=ours))


def keep(data: bytes, kind: str, found: Verdict, *, defect: str = "") -> None:
    """Keeps a judged file for the reference validator, where a folder is set for that."""
    test = current_test()
    assert test is None or test.get_closest_marker("pdf"), "without the marker pdf, veraPDF would not see this file"
    if folder := os.environ.get("TRACKER_JUDGED_PDFS"):
        name = re.sub(r"\W+", "-", defect or kind) + "-" + sha256(data).hexdigest()[:16]
        failed = {profile: sorted(rules) for profile, rules in found.rules.items()}
        (Path(folder) / f"{name}.pdf").write_bytes(data)
        (Path(folder) / f"{name}.json").write_text(json.dumps({"kind": kind, "defect": defect, "failed": failed}))


def _failed(data: bytes, profile: str) -> dict[str, str]:
    try:
        failures = page.validate_pdf_bytes(data, profile=profile).failures
    except page.PageError as unreadable:
        return {"unreadable": str(unreadable)}
    return {failure.rule_id: failure.message for failure in reversed(failures)}


def _second(data: bytes, *, guesses: bool) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        document = pdfua.PdfDocument(pdf, "")
        return [
            f"{found.rule_id}: {found.message}"
            for rule in PDFUA_RULES
            for found in rule.check(document)
            if guesses or found.confidence is pdfua.Confidence.CERTAIN
        ]
