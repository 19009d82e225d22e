"""Adding, replacing, moving and withdrawing the papers of an item.

Each paper is judged and made ready when it arrives; what refuses it says why. What was published is never touched: a
replaced paper has a new version, and the pack that was published keeps the bytes it has.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.documents.document import Document
from tracker.documents.errors import DocumentError
from tracker.documents.pdf import render
from tracker.documents.pdf.apart import judge_apart, prepare_apart
from tracker.documents.pdf.bind_types import Judgement, Prepared
from tracker.documents.pdf.paper_errors import DamagedPaper
from tracker.documents.pdf.prepare import prepare
from tracker.files.commands import store_bytes
from tracker.files.queries import content_of
from tracker.files.rules import FileKind, clean_name
from tracker.packs.models import AgendaItem
from tracker.packs.models_papers import AgendaPaper, PaperVersion
from tracker.packs.queries_papers import SignedReport, papers_of_item, signed_reports
from tracker.packs.rules_agenda import PaperKind, WithdrawnAlready
from tracker.packs.rules_papers import (
    NotSigned,
    PaperWithdrawnAlready,
    PaperWords,
    background_text,
    check_reason,
    check_title,
    swapped,
    told_paper,
)
from tracker.writing import expect_version, flush, queue, touch

PREPARED: Final = "application/x-tracker-prepared"
"""The kind of what `tracker.documents.pdf.prepare` makes."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in a file that is to be called `title`: what it lacks and how it is bound, or what refuses it."""

    title: str
    judgement: Judgement | None = None
    ready: Prepared | None = None
    refusal: DocumentError | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody sent, under the name it had there, and what was found in it if somebody has looked already."""

    file_name: str
    data: bytes
    found: Examination | None = None


@dataclass(frozen=True, slots=True)
class OfReport:
    """A signed version of a report, by the id of its signature; its bytes are those from before it was signed
    digitally.
    """

    signature_id: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper that this system draws: minutes, forward work plan, requests."""

    kind: PaperKind
    document: Document


Source = Upload | OfReport | Drawn


@dataclass(frozen=True, slots=True)
class AddPaper:
    """`reason` is needed where the item is in a published pack."""

    words: PaperWords
    source: Source
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReplacePaper:
    version: int
    words: PaperWords
    source: Source
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class MovePaper:
    version: int
    up: bool


@dataclass(frozen=True, slots=True)
class WithdrawPaper:
    version: int
    reason: str


def examine(data: bytes, title: str) -> Examination:
    """Takes its time and asks no database, so a caller can do it before anything is locked."""
    try:
        return Examination(title, judge_apart(data, title), prepare_apart(data, title))
    except DocumentError as error:
        # The file is what has to be chosen anew.
        error.field = "file"
        return Examination(title, refusal=error)


def add_paper(session: Session, item: AgendaItem, command: AddPaper, *, by: Actor, on: date) -> AgendaPaper:
    """Behind the other papers of the item.

    Raises WithdrawnAlready, PaperTitleNeeded, ReasonForPaper, NotSigned, and a `PaperError` for a file that no pack can
    take.
    """
    _check_item(item)
    check_reason(item.printed, command.reason)
    examined = _examined(session, check_title(command.words), command.source)
    queue(session)
    others = papers_of_item(session, item)
    paper = AgendaPaper(
        item=item,
        serial=max((each.serial for each in others), default=0) + 1,
        position=max((each.position for each in others), default=0) + 1,
        versions=[],
    )
    version = _append(session, paper, command.words, examined, by=by, reason=command.reason)
    session.add(paper)
    touch(item)
    flush(session)
    _log(session, Event.PAPER_ADDED, paper, None, version, by=by, reason=command.reason)
    return paper


def replace_paper(session: Session, paper: AgendaPaper, command: ReplacePaper, *, by: Actor, on: date) -> PaperVersion:
    """A new version of the paper. Raises Stale, PaperWithdrawnAlready, and what `add_paper` raises."""
    expect_version(name_of(paper), paper, command.version)
    _check_item(paper.item)
    _check_standing(paper)
    check_reason(paper.item.printed, command.reason)
    before = paper.current
    examined = _examined(session, check_title(command.words), command.source)
    version = _append(session, paper, command.words, examined, by=by, reason=command.reason)
    touch(paper)
    flush(session)
    _log(session, Event.PAPER_REPLACED, paper, before, version, by=by, reason=command.reason)
    return version


def move_paper(session: Session, paper: AgendaPaper, command: MovePaper, *, by: Actor, on: date) -> None:
    """One place up or down among the papers of its item. Raises Stale, PaperWithdrawnAlready and PaperCannotMove."""
    expect_version(name_of(paper), paper, command.version)
    _check_standing(paper)
    queue(session)
    others = {each.id: each for each in papers_of_item(session, paper.item)}
    for position, paper_id in enumerate(swapped(others.values(), paper.id, up=command.up), start=1):
        if others[paper_id].position != position:
            others[paper_id].position = position
    flush(session)
    title = paper.current.title
    changes = told_paper(exempt=is_exempt(paper), before=title, title=title, facts={})
    record(session, Event.PAPER_MOVED, by=by, subject=paper.item.subject, changes=changes)


def withdraw_paper(session: Session, paper: AgendaPaper, command: WithdrawPaper, *, by: Actor, on: date) -> None:
    """Later packs then leave it out. Raises Stale and PaperWithdrawnAlready."""
    expect_version(name_of(paper), paper, command.version)
    _check_standing(paper)
    paper.withdrawn_on, paper.withdrawn_by, paper.withdrawn_reason = on, by.name, command.reason
    touch(paper.item)
    flush(session)
    _log(session, Event.PAPER_WITHDRAWN, paper, paper.current, None, by=by, reason=command.reason)


def is_exempt(paper: AgendaPaper) -> bool:
    """Whether its item stands in Part II."""
    return paper.item.wording.exemption is not None


def name_of(paper: AgendaPaper) -> str:
    """How a refusal names it."""
    return f"The paper “{paper.current.title}”"


@dataclass(frozen=True, slots=True)
class _Examined:
    """What a paper is, before anything of it is kept."""

    source: Source
    data: bytes
    ready: Prepared
    judgement: Judgement | None
    report: SignedReport | None


def _examined(session: Session, words: PaperWords, source: Source) -> _Examined:
    """Takes its time, and so comes before the caller queues to write."""
    if isinstance(source, Upload):
        found = source.found
        if found is None or found.title != words.title:
            found = examine(source.data, words.title)
        if found.ready is None:
            raise found.refusal or DamagedPaper(words.title)
        return _Examined(source, source.data, found.ready, found.judgement, None)
    data, report = _content(session, source)
    return _Examined(source, data, prepare(data, words.title), None, report)


def _append(
    session: Session, paper: AgendaPaper, words: PaperWords, examined: _Examined, *, by: Actor, reason: str | None
) -> PaperVersion:
    source, ready, report = examined.source, examined.ready, examined.report
    version = PaperVersion(
        number=len(paper.versions) + 1,
        kind=_kind(source),
        title=words.title,
        file_name=clean_name(source.file_name) if isinstance(source, Upload) else None,
        file=store_bytes(session, examined.data, FileKind.PDF.value),
        prepared=store_bytes(session, ready.data, PREPARED),
        pages=ready.pages,
        judgement=examined.judgement.as_json() if examined.judgement is not None else None,
        changes=json.dumps(ready.changes, ensure_ascii=False),
        background=background_text(words.background),
        signature=report.signature if report is not None else None,
        reason=reason,
        by=by.name,
    )
    paper.versions.append(version)
    return version


def _content(session: Session, source: OfReport | Drawn) -> tuple[bytes, SignedReport | None]:
    if isinstance(source, Drawn):
        return render(source.document), None
    for report in signed_reports(session):
        if report.signature.id == source.signature_id:
            return content_of(session, report.signature.pdf_id), report
    raise NotSigned


def _kind(source: Source) -> PaperKind:
    if isinstance(source, Drawn):
        return source.kind
    return PaperKind.UPLOAD if isinstance(source, Upload) else PaperKind.REPORT


def _log(
    session: Session,
    event: Event,
    paper: AgendaPaper,
    before: PaperVersion | None,
    after: PaperVersion | None,
    *,
    by: Actor,
    reason: str | None,
) -> None:
    exempt = is_exempt(paper)
    facts = {
        "Pages": (str(before.pages) if before else None, str(after.pages) if after else None),
        "SHA-256": (before.file.digest if before else None, after.file.digest if after else None),
    }
    changes = told_paper(
        exempt=exempt, before=before.title if before else None, title=after.title if after else None, facts=facts
    )
    record(session, event, by=by, subject=paper.item.subject, changes=changes, reason=None if exempt else reason)


def _check_item(item: AgendaItem) -> None:
    if item.is_withdrawn:
        raise WithdrawnAlready


def _check_standing(paper: AgendaPaper) -> None:
    if paper.is_withdrawn:
        raise PaperWithdrawnAlready
