"""Signing off a report: what was read is gathered again, drawn, kept and signed, all in one transaction (DESIGN 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.access import Actor, Role
from tracker.audit.queries import head_of, newest_position
from tracker.audit.rules import Event
from tracker.dates import Period, london
from tracker.documents import html, pdf
from tracker.documents.pdf.sign_certificate import Certificate
from tracker.files.commands import store_bytes
from tracker.measures.queries_values import vintage_at
from tracker.reports import queries_signoff as queries
from tracker.reports.commands_approval import check_approvals
from tracker.reports.commands_signoff import Seen, add_move, expect, subject_of
from tracker.reports.gather_kinds import gather_report
from tracker.reports.layout_kinds import report_document
from tracker.reports.models_signoff import ReportMove, ReportSignature
from tracker.reports.queries_checks import problems_of
from tracker.reports.queries_drawing import pictures_of
from tracker.reports.queries_signoff import Standing, signed_words
from tracker.reports.rules_checks import standing_blocks
from tracker.reports.rules_editors import included_in
from tracker.reports.rules_life import Move, ReportKind, check_signatory, next_state
from tracker.reports.rules_signing import BlocksStand, ContentChanged, Drawn, SigningFacts
from tracker.reports.snapshots_kinds import Snapshot

JSON, HTML, PDF = "application/json", "text/html", "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """`content_hash` is that of the content the signatory read; `title` and `acting_for` are printed.

    Without a certificate the PDF says that it has no digital signature. `location` is where the office is.
    """

    seen: Seen
    content_hash: str
    title: str
    acting_for: str | None
    certificate: Certificate | None
    location: str = ""


def sign(session: Session, kind: ReportKind, period: Period, command: Sign, *, by: Actor, at: datetime) -> Standing:
    """The signed version. `at` is the moment that is printed and signed.

    Raises Stale or MoveRefused; ContentChanged where the records moved on; AuthorMayNotSign, LastEditorMayNotSign;
    NotApproved; BlocksStand; MissingGlyph; or what `Certificate.check` raises.
    """
    found = expect(session, kind, period, command.seen)
    next_state(found.state, Move.SIGN, found.number)
    snapshot = _as_submitted(session, kind, period, found)
    if snapshot.content_hash != command.content_hash:
        raise ContentChanged(period.label)
    check_hands(session, found, snapshot, by)
    check_approvals(session, found, snapshot)
    stand = standing_blocks(problems_of(session, kind, period, snapshot), reasons_of(found))
    if stand:
        raise BlocksStand(len(stand))
    facts = _facts(session, found, snapshot, command, by, at)
    move = ReportMove(move=Move.SIGN, on=london(at).date(), at=at, content_hash=snapshot.content_hash)
    move.signature = _keep(
        session, snapshot, facts, _draw(session, snapshot, facts, command), vintage_at(session, snapshot.as_at)
    )
    changes = {**signed_words(move.signature), "On behalf of": (None, command.acting_for)}
    return add_move(session, found, move, by=by, changes=changes)


def check_hands(session: Session, found: Standing, snapshot: Snapshot, by: Actor) -> None:
    """Whether this person had no hand in the version. Raises AuthorMayNotSign or LastEditorMayNotSign.

    An edit after the submission counts only where it changed what was submitted.
    """
    submission = found.submission
    if by.person_id is None or submission is None:
        return
    is_as_submitted = submission.content_hash == snapshot.content_hash
    submitted = newest_position(session, subject_of(found.version), Event.REPORT_SUBMITTED)
    edit = queries.last_editor(session, included_in(snapshot), submitted if is_as_submitted else None)
    editor_id = edit.actor_id if edit is not None else None
    is_deputy = by.role is not Role.CHIEF_EXECUTIVE
    check_signatory(by.person_id, submission.person_id, editor_id, is_deputy=is_deputy)


def reasons_of(found: Standing) -> dict[str, str]:
    """Why each overridden problem may stand, by its key."""
    return {each.problem_key: each.reason for each in found.version.overrides}


def _as_submitted(session: Session, kind: ReportKind, period: Period, found: Standing) -> Snapshot:
    if found.as_at is None:
        raise AssertionError(f"{found.state} without a day")
    return gather_report(session, kind, period, found.as_at)


def _facts(
    session: Session, found: Standing, snapshot: Snapshot, command: Sign, by: Actor, at: datetime
) -> SigningFacts:
    head = head_of(session)
    certificate = command.certificate
    if certificate is not None:
        certificate.check(at)
    return SigningFacts(
        name=by.name,
        title=command.title,
        acting_for=command.acting_for,
        signed_at=at,
        content_hash=snapshot.content_hash,
        chain_count=head.count,
        chain_hash=head.hash,
        certificate=certificate.subject if certificate is not None else None,
        version=found.number,
        replaces=queries.replaced(found.version),
    )


def _draw(session: Session, snapshot: Snapshot, facts: SigningFacts, command: Sign) -> Drawn:
    document = report_document(snapshot, facts, pictures_of(session, snapshot))
    unsigned = pdf.render(document)
    page = html.render_page(document, stylesheet=html.stylesheet()).encode("utf-8")
    return Drawn(unsigned, page, _signed(unsigned, document.title, facts, command))


def _signed(unsigned: bytes, title: str, facts: SigningFacts, command: Sign) -> bytes | None:
    if command.certificate is None:
        return None
    # pyHanko takes a second to import, and most processes never sign.
    from tracker.documents.pdf import sign as digital

    return digital.sign(
        unsigned,
        command.certificate,
        digital.SigningFacts(
            moment=facts.signed_at, name=facts.name, reason=f"Approved: {title}", location=command.location
        ),
    )


def _keep(session: Session, snapshot: Snapshot, facts: SigningFacts, drawn: Drawn, vintage: int) -> ReportSignature:
    signed = store_bytes(session, drawn.signed_pdf, PDF) if drawn.signed_pdf is not None else None
    return ReportSignature(
        content_hash=snapshot.content_hash,
        snapshot=store_bytes(session, snapshot.to_json(), JSON),
        vintage=vintage,
        pdf=store_bytes(session, drawn.pdf, PDF),
        html=store_bytes(session, drawn.html, HTML),
        signed_pdf=signed,
        certificate=facts.certificate,
        name=facts.name,
        title=facts.title,
        acting_for=facts.acting_for,
        signed_at=facts.signed_at,
        chain_count=facts.chain_count,
        chain_hash=facts.chain_hash,
    )
