"""Whether every signed report is what was signed: its content, its files, its signature, its row of the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.audit.queries import hash_at
from tracker.audit.queries_rows import Kept, kept_rows
from tracker.documents.pdf.sign_certificate import Roots
from tracker.documents.pdf.sign_errors import SigningRefused
from tracker.files.queries import content_of, digest_of_kept, is_as_kept
from tracker.reports.models_signoff import ReportSignature
from tracker.reports.queries_verify_rows import first_altered_row
from tracker.reports.rules_altered import field_of, name_of

SIGNED_FILES: Final[Mapping[str, str]] = {
    "snapshot_id": "Content",
    "pdf_id": "PDF",
    "html_id": "Web page",
    "signed_pdf_id": "Signed PDF",
}
"""The columns of a signature that name its files, and the name under which the log has the SHA-256 of each."""


def signatures(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count()).select_from(ReportSignature)) or 0


def first_altered_report(session: Session, trust: Roots | None) -> str | None:
    """The first thing that is not as it was recorded or signed, in a sentence; None where everything is.

    Rows are read before files: once each is the one that the log kept, nothing that hangs together is missing. One
    report's files at a time are held in memory.
    """
    kept = kept_rows(session)
    altered = first_altered_row(session, kept)
    if altered is not None:
        return altered
    for signature in session.scalars(select(ReportSignature).order_by(ReportSignature.id)):
        row = kept["report_signature", signature.id]
        problem = next(_problems(session, signature, trust, row), None)
        if problem is not None:
            return f"{name_of(row.subject)}: {problem}"
    return None


def _problems(session: Session, signature: ReportSignature, trust: Roots | None, row: Kept) -> Iterator[str]:
    """What differs, the plainest first."""
    for column, name in SIGNED_FILES.items():
        file_id = getattr(signature, column)
        if file_id is None:
            continue
        if not is_as_kept(session, file_id):
            yield f"its {field_of(column)} is not what was stored."
        if row.changes.get(name) != [None, digest_of_kept(session, file_id)]:
            yield f"its {field_of(column)} is not the one that was signed."
    if hash_at(session, signature.chain_count) != signature.chain_hash:
        yield f"the log is not the one it was signed with: row {signature.chain_count} is another."
    if signature.signed_pdf_id is not None:
        yield from _of_signed_pdf(session, signature, signature.signed_pdf_id, trust)


def _of_signed_pdf(session: Session, signature: ReportSignature, signed_id: int, trust: Roots | None) -> Iterator[str]:
    # pyHanko takes a second to import, and an office without a certificate never needs it.
    from tracker.documents.pdf.sign_verify import verify

    content = content_of(session, signed_id)
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
