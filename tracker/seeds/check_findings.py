"""The rules of findings: recommendations under causes of concern, who called it complete, evidence with its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from tracker.files.rules import digest_of
from tracker.files.rules_content import check_file
from tracker.inspections.rules import FindingType, InspectorateStatus
from tracker.inspections.rules_record import check_link
from tracker.plan.rules import quoted
from tracker.seeds.check_row import grouped, number_of, order, refusal, together, withdrawal
from tracker.seeds.problems import Problem, at
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_findings import (
    AnswerRow,
    CommentRow,
    EvidenceRow,
    FindingDeliverableRow,
    FindingDetailRow,
    FindingRow,
    ForceMarkRow,
    InspectorateMarkRow,
    ReassessmentRow,
    StoredFileRow,
)
from tracker.seeds.tables_risks import RiskDeliverableRow, RiskFindingRow

LETTER: Final = "F"

_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 as this project writes it."""
    return _DIGEST.fullmatch(text) is not None


def finding_problems(seeds: SeedSet) -> Iterator[Problem]:
    """Everything that is wrong with findings, their histories, their evidence and what they are linked to."""
    findings = {row.reference: row for row in seeds.of(FindingRow)}
    details = grouped(seeds.of(FindingDetailRow), "finding")
    for row in findings.values():
        yield from _finding(row)
        yield from _parent(row, findings)
        if not any(detail.effective_on <= row.began_on for detail in details.get(row.reference, [])):
            yield at(row, "began_on", f"{FindingDetailRow.FILE} says nothing of {row.reference} on its first day.")
    yield from _recommendations(seeds)
    yield from _history(seeds, findings)
    for evidence in seeds.of(EvidenceRow):
        yield from _evidence(seeds, evidence)
    for stored in seeds.of(StoredFileRow):
        yield from _stored(seeds, stored)
    for answer in seeds.of(AnswerRow):
        yield from together(answer, "approved_wording", "approved_on", "approved_by")
        if answer.published_on is not None and answer.approved_on is None:
            yield at(answer, "approved_on", "An answer is approved before it is published.")
    yield from link_problems(seeds.of(FindingDeliverableRow))


def link_problems(
    rows: tuple[FindingDeliverableRow | RiskDeliverableRow | RiskFindingRow, ...],
) -> Iterator[Problem]:
    """What is wrong with the days of links."""
    for row in rows:
        yield from together(row, "unlinked_on", "unlinked_by")
        yield from order(row, "unlinked_on", row.linked_on, row.unlinked_on)


def _finding(row: FindingRow) -> Iterator[Problem]:
    if number_of(row.reference, LETTER) is None:
        yield at(row, "reference", f"“{quoted(row.reference)}” is not a reference. Write it like F-0007.")
    yield from withdrawal(row, row.began_on, row.withdrawn_on)


def _parent(row: FindingRow, findings: Mapping[str, FindingRow]) -> Iterator[Problem]:
    if row.parent is None:
        return
    parent = findings[row.parent]
    if row.kind is not FindingType.RECOMMENDATION:
        yield at(row, "parent", f"Only a recommendation belongs to another finding, not an {row.kind.label.lower()}.")
    elif parent.kind is not FindingType.CAUSE_OF_CONCERN or parent.inspection != row.inspection:
        yield at(row, "parent", f"{row.parent} is not a cause of concern of {row.inspection}.")


def _recommendations(seeds: SeedSet) -> Iterator[Problem]:
    followed = {row.parent for row in seeds.of(FindingRow)}
    for row in seeds.of(FindingRow):
        if row.kind is FindingType.CAUSE_OF_CONCERN and not row.historic and row.reference not in followed:
            yield at(row, "kind", "A cause of concern needs a recommendation, unless it is historic.")


def _history(seeds: SeedSet, findings: Mapping[str, FindingRow]) -> Iterator[Problem]:
    for detail in seeds.of(FindingDetailRow):
        yield from together(detail, "plan", "priority")
    dated: tuple[ForceMarkRow | InspectorateMarkRow | ReassessmentRow | CommentRow, ...] = (
        *seeds.of(ForceMarkRow),
        *seeds.of(InspectorateMarkRow),
        *seeds.of(ReassessmentRow),
        *seeds.of(CommentRow),
    )
    for row in dated:
        yield from order(row, "effective_on", findings[row.finding].began_on, row.effective_on)
    for mark in seeds.of(InspectorateMarkRow):
        if mark.status is InspectorateStatus.COMPLETE and mark.told_by is None:
            yield at(mark, "told_by", "Enter who told the office that the inspectorate calls it complete.")


def _evidence(seeds: SeedSet, row: EvidenceRow) -> Iterator[Problem]:
    if (row.link is None) == (row.file is None):
        yield at(row, "link", "Evidence is a link or a file, one of the two.")
    yield from together(row, "file", "file_name")
    yield from together(row, "withdrawn_on", "withdrawn_by")
    yield from order(row, "withdrawn_on", row.added_on, row.withdrawn_on)
    yield from refusal(row, "link", check_link, row.link)
    content = seeds.content(row.file) if row.file is not None else None
    if row.file_name is not None and content is not None and digest_of(content) == row.file:
        yield from refusal(row, "file_name", check_file, row.file_name, content)


def _stored(seeds: SeedSet, row: StoredFileRow) -> Iterator[Problem]:
    if not is_digest(row.digest):
        yield at(row, "digest", f"“{quoted(row.digest)}” is not a SHA-256: 64 digits from 0 to 9 and a to f.")
        return
    content = seeds.content(row.digest)
    if content is None:
        yield at(row, "digest", f"There is no file files/{row.digest}.")
    elif digest_of(content) != row.digest:
        yield at(row, "digest", f"The content of files/{row.digest} has changed: its SHA-256 is another one.")
    elif not content:
        yield at(row, "size", "The file is empty.")
    elif row.size != len(content):
        yield at(row, "size", f"The file has {len(content)} bytes, not {row.size}.")
