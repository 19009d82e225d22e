"""Whether every signed report is what was signed: its content, its files, its signature, its row of the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TypeAlias

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.audit.models import AuditEvent
from tracker.audit.queries import changes_of, hash_at
from tracker.audit.rules import Event
from tracker.dates import Quarter
from tracker.documents.pdf.sign_certificate import Roots
from tracker.documents.pdf.sign_errors import SigningRefused
from tracker.files.models import StoredFile
from tracker.files.queries import content_of, is_as_kept
from tracker.reports.commands_signoff import subject_of
from tracker.reports.models_signoff import ReportMove, ReportSignature, ReportVersion
from tracker.reports.queries_signoff import signed_words
from tracker.reports.rules_life import Move

Logged: TypeAlias = Counter[tuple[str, ...]]
"""How often the log tells of each signature: its subject, its content and its files."""


def signatures(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(ReportSignature)) or 0


def first_altered_report(session: Session, trust: Roots | None) -> str | None:
    """The first thing that is not as it was signed, in a sentence; None where everything is.

    One report's files at a time are held in memory.
    """
    logged = _logged(session)
    for signature in session.scalars(_every_signature()):
        problem = next(_problems(session, signature, trust, logged), None)
        if problem is not None:
            return f"{_name(signature)}: {problem}"
    for (subject, *_), number in logged.items():
        if number > 0:
            return f"The log tells of a signature of {subject}, and it is gone."
    return None


def _every_signature() -> Select[ReportSignature]:
    move = joinedload(ReportSignature.move)
    return (
        select(ReportSignature)
        .order_by(ReportSignature.id)
        .options(
            move.joinedload(ReportMove.version).joinedload(ReportVersion.report),
            joinedload(ReportSignature.snapshot),
            joinedload(ReportSignature.pdf),
            joinedload(ReportSignature.html),
            joinedload(ReportSignature.signed_pdf),
        )
    )


def _name(signature: ReportSignature) -> str:
    version = signature.move.version
    report = version.report
    return f"{report.kind.label} of {Quarter.parse(report.period).label}, version {version.number}"


def _problems(session: Session, signature: ReportSignature, trust: Roots | None, logged: Logged) -> Iterator[str]:
    """What differs, the plainest first."""
    files = {"content": signature.snapshot, "PDF": signature.pdf, "web page": signature.html}
    if signature.signed_pdf is not None:
        files["signed PDF"] = signature.signed_pdf
    for name, stored in files.items():
        if not is_as_kept(session, stored):
            yield f"its {name} is not what was stored."
            return
    if sha256(content_of(session, signature.snapshot_id)).hexdigest() != signature.content_hash:
        yield "its content is not the one that was signed."
    move = signature.move
    if move.move is not Move.SIGN or move.content_hash != signature.content_hash:
        yield "the record of its signature is not as it was made."
    row = (subject_of(move.version), *_told(signed_words(signature)))
    if logged[row] < 1:
        yield "the log does not tell of this signature with these files."
    logged[row] -= 1
    if hash_at(session, signature.chain_count) != signature.chain_hash:
        yield f"the log is not the one it was signed with: row {signature.chain_count} is another."
    if signature.signed_pdf is not None:
        yield from _of_signed_pdf(session, signature, signature.signed_pdf, trust)


def _of_signed_pdf(
    session: Session, signature: ReportSignature, signed: StoredFile, trust: Roots | None
) -> Iterator[str]:
    # pyHanko takes a second to import, and an office without a certificate never needs it.
    from tracker.documents.pdf.sign_verify import verify

    content = content_of(session, signed.id)
    if not content.startswith(content_of(session, signature.pdf_id)):
        yield "its signed PDF is not the PDF that was drawn."
    try:
        found = verify(content, trust)
    except SigningRefused as error:
        yield str(error)
        return
    if len(found) != 1:
        yield f"its signed PDF carries {len(found)} digital signatures, not one."
    yield from (report.problem for report in found if report.problem)


def _logged(session: Session) -> Logged:
    """What the log says was signed, each as often as it was."""
    rows = session.scalars(
        select(AuditEvent).where(AuditEvent.event == Event.REPORT_SIGNED.value).order_by(AuditEvent.position)
    )
    return Counter((row.subject, *_told(changes_of(row))) for row in rows)


def _told(changes: Mapping[str, tuple[str | None, str | None]]) -> Iterator[str]:
    """The content and the files of a signature, as the log has them; one that is not there is left out of the log."""
    for name in ("Content", "PDF", "Web page", "Signed PDF"):
        yield (changes[name][1] if name in changes else None) or ""
