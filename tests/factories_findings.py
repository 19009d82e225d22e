"""What is said of findings, and what shows it, for tests: made by the same commands the pages use."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pikepdf
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast
from tests.factories_inspections import make_finding, make_inspection
from tracker.access import SYSTEM
from tracker.files.rules import FileKind
from tracker.files.rules_content import check_file
from tracker.inspections import queries
from tracker.inspections.commands_evidence import AddEvidence, add_evidence
from tracker.inspections.commands_links import LinkDeliverables, link_deliverables
from tracker.inspections.commands_status import (
    CommentOnFinding,
    Reassess,
    RecordForceStatus,
    RecordInspectorateStatus,
    comment_on,
    reassess,
    record_force_status,
    record_inspectorate_status,
)
from tracker.inspections.commands_withdraw import Withdraw, withdraw_finding, withdraw_inspection
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Evidence, Finding
from tracker.inspections.rules import FindingType, ForceStatus, InspectorateStatus, Result
from tracker.plan.models import Priority

SAID = date(2024, 9, 2)
"""The day things are said on unless a test says otherwise."""

_PARTS = {
    FileKind.WORD: "word/document.xml",
    FileKind.EXCEL: "xl/workbook.xml",
    FileKind.POWERPOINT: "ppt/presentation.xml",
}


def force_says(session: Session, finding: Finding, status: ForceStatus, day: date = SAID, **said: Any) -> None:  # noqa: ANN401  # fields of the command
    command = RecordForceStatus(finding.version, status, day, **said)
    record_force_status(session, finding, command, by=SYSTEM, on=TODAY)


def inspectorate_says(
    session: Session,
    finding: Finding,
    status: InspectorateStatus,
    day: date = SAID,
    told_by: str | None = "Force liaison lead, letter",
) -> None:
    command = RecordInspectorateStatus(finding.version, status, day, told_by)
    record_inspectorate_status(session, finding, command, by=SYSTEM, on=TODAY)


def looked_again(session: Session, finding: Finding, result: Result, by: Inspection | None, day: date = SAID) -> None:
    command = Reassess(finding.version, result, by.id if by else None, day, "The force has more to do.")
    reassess(session, finding, command, by=SYSTEM, on=TODAY)


def make_evidence(
    session: Session,
    finding: Finding,
    title: str = "Board minutes",
    *,
    link: str | None = None,
    file: tuple[str, bytes] | None = None,
    on: date = TODAY,
) -> Evidence:
    """A link, unless a test gives a file's name and content."""
    checked = check_file(*file) if file else None
    address = None if file else link or "https://example.org/minutes"
    return add_evidence(session, finding, AddEvidence(title, address, checked), by=SYSTEM, on=on)


def fill_findings(session: Session, cast: Cast, first: Priority, second: Priority) -> None:
    """What the office the tests find says of its findings, after `fill_inspections`.

    F-0001 in progress, answered by D-0001, with a file (evidence 1) and a comment; F-0004 under the other lead, ready
    for closure, overdue, without evidence; F-0005 nobody's, of no priority, closed by the force, with a link (evidence
    2); F-0006 the lead's, complete; F-0007 a cause of concern of 2016 taken over without recommendations, which
    persists; F-0008 an observation of 2016; F-0009 withdrawn, as is the whole inspection PEEL-2014 (`fill_withdrawn`).
    """
    newest, older = (
        session.scalars(select(Inspection).where(Inspection.code == code)).one() for code in ("PEEL-2024", "PEEL-2016")
    )
    begun = queries.finding(session, "F-0001")
    force_says(session, begun, ForceStatus.IN_PROGRESS, comment="The checks are being written.")
    make_evidence(session, begun, "Plan of the checks", file=("checks.pdf", pdf()))
    link_deliverables(session, begun, LinkDeliverables(begun.version, ("D-0001",)), by=SYSTEM, on=TODAY)
    comment_on(session, begun, CommentOnFinding("Ask for the **audit** in October."), by=SYSTEM, on=TODAY)
    late = date(2024, 8, 31)
    ready = make_finding(
        session, newest, text="Victims are not updated", priority=second, lead=cast.other_officer, expected_on=late
    )
    force_says(session, ready, ForceStatus.READY_FOR_CLOSURE)
    closed = make_finding(session, newest, text="Vehicles are not tracked")
    make_evidence(session, closed, "Tracking report")
    force_says(session, closed, ForceStatus.CLOSED_BY_FORCE)
    done = make_finding(session, newest, text="Custody records lack times", priority=first, lead=cast.lead)
    inspectorate_says(session, done, InspectorateStatus.COMPLETE)
    historic: dict[str, Any] = {
        "kind": FindingType.CAUSE_OF_CONCERN,
        "text": "Missing children are not found",
        "is_historic": True,
    }
    looked_again(session, make_finding(session, older, **historic), Result.PERSISTS, newest)
    make_finding(session, older, kind=FindingType.OBSERVATION, text="Plans do not cover all groups")
    fill_withdrawn(session, newest)


def fill_withdrawn(session: Session, inspection: Inspection) -> None:
    twice = make_finding(session, inspection, text="Vehicles are not tracked at night")
    withdraw_finding(session, twice, Withdraw(twice.version, "Recorded twice."), by=SYSTEM, on=TODAY)
    wrong = make_inspection(
        session, "PEEL-2014", title="PEEL of another force", year=2014, published_on=None, recorded_on=date(2024, 4, 2)
    )
    withdraw_inspection(session, wrong, Withdraw(wrong.version, "Of another force."), by=SYSTEM, on=TODAY)


def pdf(pages: int = 1) -> bytes:
    """A small PDF."""
    with pikepdf.new() as made, io.BytesIO() as held:
        for _ in range(pages):
            made.add_blank_page()
        made.save(held, deterministic_id=True)
        return held.getvalue()


def picture(kind: FileKind = FileKind.PNG, size: tuple[int, int] = (8, 8)) -> bytes:
    with io.BytesIO() as held:
        Image.effect_noise(size, 50).convert("RGB").save(held, "PNG" if kind is FileKind.PNG else "JPEG")
        return held.getvalue()


def office_file(
    kind: FileKind = FileKind.WORD, *, more: dict[str, bytes] | None = None, main: str | None = None
) -> bytes:
    """The least an Office file can be; `main` is the content type of its main part."""
    part = _PARTS[kind]
    types = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{main or kind.value + ".main+xml"}"/></Types>'
    )
    with io.BytesIO() as held:
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", types)
            package.writestr(part, "<root/>" * 100)
            for name, content in (more or {}).items():
                package.writestr(name, content)
        return held.getvalue()
