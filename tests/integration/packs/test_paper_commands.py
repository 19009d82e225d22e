"""Papers of items: uploaded files, signed reports and papers of this system; each judged when it arrives."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, last_entry, make_deliverable, make_plan, make_priority
from tests.factories_packs import CANARY, make_filled_agenda
from tests.factories_signing import revoked, signed
from tests.unit.documents.pdf.papers import untagged
from tests.unit.packs.contents import FORWARD
from tracker.audit.models import AuditEvent
from tracker.audit.rules import Event
from tracker.documents.pdf import render
from tracker.documents.pdf.bind_errors import EmptyFile, NotAPdf
from tracker.documents.pdf.bind_types import Judgement
from tracker.documents.pdf.prepare import prepared_from
from tracker.errors import NotFound, Stale
from tracker.files.queries import content_of
from tracker.packs.commands import WithdrawItem, withdraw_item
from tracker.packs.commands_papers import (
    AddPaper,
    Drawn,
    MovePaper,
    OfReport,
    ReplacePaper,
    Upload,
    WithdrawPaper,
    add_paper,
    move_paper,
    replace_paper,
    withdraw_paper,
)
from tracker.packs.layout_forward import forward_document
from tracker.packs.models import AgendaItem
from tracker.packs.models_papers import AgendaPaper
from tracker.packs.queries import item_of
from tracker.packs.queries_papers import paper_of, papers_of, papers_of_item, signed_reports
from tracker.packs.rules_agenda import PaperKind, WithdrawnAlready
from tracker.packs.rules_papers import (
    NotSigned,
    PaperCannotMove,
    PaperTitleNeeded,
    PaperWithdrawnAlready,
    PaperWords,
    ReasonForPaper,
    kept_background,
)

MOMENT = datetime(2024, 9, 18, 9, tzinfo=UTC)


@cache
def ours() -> bytes:
    return render(forward_document(FORWARD))


def an_upload(title: str = "Letter", *, data: bytes = b"", name: str = "letter.pdf") -> AddPaper:
    return AddPaper(PaperWords(title, ("The file of 2023",)), Upload(name, data or ours()))


def add(session: Session, item: AgendaItem, cast: Cast, command: AddPaper | None = None) -> AgendaPaper:
    return add_paper(session, item, command or an_upload(), by=as_actor(cast.clerk), on=TODAY)


@pytest.fixture
def item(session: Session) -> AgendaItem:
    return item_of(make_filled_agenda(session), 2)


def test_an_uploaded_paper_is_kept_as_it_came_judged_and_made_ready(
    session: Session, item: AgendaItem, cast: Cast
) -> None:
    paper = add(session, item, cast, an_upload(name="C:\\Papers\\letter of may.pdf"))
    version = paper.current
    assert (version.kind, version.title, version.number) == (PaperKind.UPLOAD, "Letter", 1)
    assert version.file_name == "letter of may.pdf"
    assert content_of(session, version.file_id) == ours()
    prepared = prepared_from(content_of(session, version.prepared_id), "Letter")
    assert (prepared.title, prepared.pages, prepared.accessible) == ("Letter", version.pages, True)
    assert version.judgement is not None
    assert Judgement.from_json(version.judgement).tagged
    assert kept_background(version.background) == ("The file of 2023",)
    event, changes, _ = last_entry(session, item.subject)
    assert event is Event.PAPER_ADDED
    assert changes["Paper"] == (None, "Letter")
    assert changes["SHA-256"] == (None, version.file.digest)


def test_what_a_screen_reader_misses_in_an_upload_is_kept_in_sentences(
    session: Session, item: AgendaItem, cast: Cast
) -> None:
    version = add(session, item, cast, an_upload(data=untagged("A scan"))).current
    assert version.judgement is not None
    assert Judgement.from_json(version.judgement).findings
    assert isinstance(json.loads(version.changes or "null"), list)


@pytest.mark.parametrize(("data", "refusal"), [(b"PK\x03\x04 a document", NotAPdf), (b"%PDX", NotAPdf)])
def test_what_is_no_pdf_is_refused_and_nothing_is_kept(
    session: Session, item: AgendaItem, cast: Cast, data: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal, match="“Letter”"):
        add(session, item, cast, an_upload(data=data))
    session.expire_all()
    assert papers_of_item(session, item) == []


def test_an_empty_file_is_refused(session: Session, item: AgendaItem, cast: Cast) -> None:
    with pytest.raises(EmptyFile):
        add(session, item, cast, AddPaper(PaperWords("Letter"), Upload("letter.pdf", b"")))


def test_a_paper_needs_a_title_and_an_item_that_stands(session: Session, item: AgendaItem, cast: Cast) -> None:
    with pytest.raises(PaperTitleNeeded):
        add(session, item, cast, an_upload(" "))
    withdraw_item(session, item, WithdrawItem(item.version, "Not now."), by=as_actor(cast.clerk), on=TODAY)
    with pytest.raises(WithdrawnAlready):
        add(session, item, cast)


def test_a_signed_report_is_a_paper_with_the_bytes_from_before_its_digital_signature(
    session: Session, item: AgendaItem, cast: Cast
) -> None:
    make_deliverable(session, make_priority(session, make_plan(session), lead=cast.lead), cast.officer)
    found = signed(session, as_actor(cast.officer), as_actor(cast.chief_executive), at=MOMENT)
    signature = found.signature
    assert signature is not None
    (offered,) = signed_reports(session)
    assert offered.words == "Highlight report, Quarter 2, 2024-25, version 1, signed off on 18 September 2024"
    paper = add(session, item, cast, AddPaper(PaperWords(offered.title), OfReport(signature.id)))
    assert (paper.current.kind, paper.current.signature_id) == (PaperKind.REPORT, signature.id)
    assert paper.current.file_id == signature.pdf_id
    revoked(session, found, as_actor(cast.chief_executive))
    assert signed_reports(session) == []
    with pytest.raises(NotSigned):
        add(session, item, cast, AddPaper(PaperWords("Report"), OfReport(signature.id)))


def test_a_paper_of_this_system_is_drawn_and_kept(session: Session, item: AgendaItem, cast: Cast) -> None:
    source = Drawn(PaperKind.FORWARD_PLAN, forward_document(FORWARD))
    paper = add(session, item, cast, AddPaper(PaperWords("Forward work plan"), source))
    assert (paper.current.kind, paper.current.judgement) == (PaperKind.FORWARD_PLAN, None)
    assert content_of(session, paper.current.file_id) == ours()


def test_a_replaced_paper_keeps_all_its_versions(session: Session, item: AgendaItem, cast: Cast) -> None:
    paper, clerk = add(session, item, cast), as_actor(cast.clerk)
    opened_at = paper.version
    command = ReplacePaper(opened_at, PaperWords("Letter of June"), Upload("b.pdf", untagged("New")), "Wrong month.")
    replace_paper(session, paper, command, by=clerk, on=TODAY)
    assert [(each.number, each.title) for each in paper.versions] == [(1, "Letter"), (2, "Letter of June")]
    assert paper.current.reason == "Wrong month."
    event, changes, reason = last_entry(session, item.subject)
    assert (event, changes["Paper"], reason) == (Event.PAPER_REPLACED, ("Letter", "Letter of June"), "Wrong month.")
    with pytest.raises(Stale):
        replace_paper(session, paper, command, by=clerk, on=TODAY)


def test_a_paper_of_a_published_item_changes_with_a_reason_only(session: Session, item: AgendaItem, cast: Cast) -> None:
    paper, clerk = add(session, item, cast), as_actor(cast.clerk)
    item.printed = 2
    session.flush()
    with pytest.raises(ReasonForPaper, match="item 2 is in a published pack"):
        add(session, item, cast)
    command = ReplacePaper(paper.version, PaperWords("Letter"), Upload("b.pdf", ours()))
    with pytest.raises(ReasonForPaper):
        replace_paper(session, paper, command, by=clerk, on=TODAY)


def test_papers_change_places_within_their_item(session: Session, item: AgendaItem, cast: Cast) -> None:
    clerk = as_actor(cast.clerk)
    first, second, third = (add(session, item, cast, an_upload(name)) for name in ("One", "Two", "Three"))
    move_paper(session, third, MovePaper(third.version, up=True), by=clerk, on=TODAY)
    assert [paper.current.title for paper in papers_of_item(session, item)] == ["One", "Three", "Two"]
    assert last_entry(session, item.subject)[0] is Event.PAPER_MOVED
    with pytest.raises(PaperCannotMove, match="the first of its item"):
        move_paper(session, first, MovePaper(first.version, up=True), by=clerk, on=TODAY)
    withdraw_paper(session, second, WithdrawPaper(second.version, "Late."), by=clerk, on=TODAY)
    with pytest.raises(PaperCannotMove, match="the last of its item"):
        move_paper(session, third, MovePaper(third.version, up=False), by=clerk, on=TODAY)


def test_a_withdrawn_paper_stays_on_record(session: Session, item: AgendaItem, cast: Cast) -> None:
    paper, clerk = add(session, item, cast), as_actor(cast.clerk)
    withdraw_paper(session, paper, WithdrawPaper(paper.version, "Not ready."), by=clerk, on=TODAY)
    assert paper_of(session, item, 1).withdrawn_reason == "Not ready."
    assert papers_of(session, item.agenda)[item.id] == [paper]
    with pytest.raises(PaperWithdrawnAlready):
        withdraw_paper(session, paper, WithdrawPaper(paper.version, "Again."), by=clerk, on=TODAY)
    with pytest.raises(PaperWithdrawnAlready):
        move_paper(session, paper, MovePaper(paper.version, up=True), by=clerk, on=TODAY)
    with pytest.raises(NotFound):
        paper_of(session, item, 2)


def test_the_log_tells_neither_the_title_nor_the_hash_of_an_exempt_paper(session: Session, cast: Cast) -> None:
    item, clerk = item_of(make_filled_agenda(session), 4), as_actor(cast.clerk)
    paper = add(session, item, cast, an_upload(f"The {CANARY} tender", data=untagged(CANARY)))
    digest = paper.current.file.digest
    command = ReplacePaper(paper.version, PaperWords(f"{CANARY} again"), Upload("b.pdf", ours()), f"{CANARY} wrote.")
    replace_paper(session, paper, command, by=clerk, on=TODAY)
    withdraw_paper(session, paper, WithdrawPaper(paper.version, f"{CANARY} settled."), by=clerk, on=TODAY)
    told = "".join(f"{row.changes}{row.reason}" for row in session.scalars(select(AuditEvent)))
    assert CANARY not in told
    assert digest not in told
