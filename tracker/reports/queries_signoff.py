"""Reading the life of reports: versions with their moves, signatures, comments and overrides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tracker.audit.models import AuditEvent
from tracker.audit.rules import Event
from tracker.dates import Period, long_date
from tracker.errors import NotFound
from tracker.files.models import StoredFile
from tracker.reports.models_signoff import (
    PriorityReady,
    Report,
    ReportComment,
    ReportMove,
    ReportSignature,
    ReportVersion,
)
from tracker.reports.rules_editors import Included
from tracker.reports.rules_life import Move, ReportKind, ReportState, state_after
from tracker.reports.rules_signing import SigningFacts

_NO_EDITS = frozenset(event.value for event in Event if event.value.partition(":")[2] in {"downloaded", "exported"})
"""What leaves a row under a record without changing it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A version and where it is."""

    version: ReportVersion
    state: ReportState

    @property
    def number(self) -> int:
        return self.version.number

    @property
    def as_at(self) -> date | None:
        """The day it is as at from its submission on; None while officers write it."""
        if self.state.is_with_officers:
            return None
        return next((move.as_at for move in reversed(self.version.moves) if move.move is Move.SUBMIT), None)

    @property
    def submission(self) -> ReportMove | None:
        """The newest one; its author is the author of the version."""
        return newest(self.version, Move.SUBMIT)

    @property
    def signature(self) -> ReportSignature | None:
        """Set from the signature on, revoked or not."""
        signed = newest(self.version, Move.SIGN)
        return signed.signature if signed is not None else None

    @property
    def revoked(self) -> ReportMove | None:
        """When, by whom and why its signature was taken back; None while it was not."""
        return newest(self.version, Move.REVOKE)

    @property
    def open_comments(self) -> tuple[ReportComment, ...]:
        """Those that no answer has resolved."""
        return tuple(each for each in self.version.comments if not is_resolved(each))


def newest(version: ReportVersion, move: Move) -> ReportMove | None:
    """The last time this was done to a version."""
    return next((each for each in reversed(version.moves) if each.move is move), None)


def is_resolved(comment: ReportComment) -> bool:
    """Whether an answer resolved it."""
    return any(answer.resolves for answer in comment.answers)


def standing_of(version: ReportVersion) -> Standing:
    """Where a version is, by its moves."""
    return Standing(version, state_after((each.move for each in version.moves), version.number))


def report(session: Session, kind: ReportKind, period: Period) -> Report | None:
    """With all its versions and what was done with them; None before anything was."""
    return session.scalars(
        select(Report).where(Report.kind == kind, Report.period == period.key).options(*_history())
    ).one_or_none()


def standing(session: Session, kind: ReportKind, period: Period) -> Standing | None:
    """Where the newest version is; None before anything was done with the report."""
    found = report(session, kind, period)
    return standing_of(found.versions[-1]) if found is not None and found.versions else None


def version(session: Session, kind: ReportKind, period: Period, number: int) -> Standing:
    """Raises NotFound."""
    found = report(session, kind, period)
    for each in found.versions if found is not None else ():
        if each.number == number:
            return standing_of(each)
    raise NotFound("version of this report", str(number))


def all_reports(session: Session) -> Sequence[Report]:
    """Every report, the newest period first, with its versions and their moves."""
    return session.scalars(select(Report).order_by(Report.period.desc(), Report.kind).options(*_history())).all()


def open_reports(session: Session) -> Sequence[Standing]:
    """The newest version of every report that nobody signed yet, the oldest period first.

    One query where there is none; else the same number for few and for many.
    """
    signed = ReportVersion.moves.any(ReportMove.move == Move.SIGN)
    found = session.scalars(
        select(Report).where(Report.versions.any(~signed)).order_by(Report.period, Report.kind).options(*_history())
    )
    # A version opens only when the one before it was signed and revoked: the newest is the one without a signature.
    return [standing_of(each.versions[-1]) for each in found]


def signed_before(session: Session, kind: ReportKind, period: Period) -> Standing | None:
    """The last signed report of an earlier quarter; what was revoked does not count."""
    found = session.scalars(
        select(Report)
        .where(Report.kind == kind, Report.period < period.key)
        .order_by(Report.period.desc())
        .options(*_history())
    ).all()
    for each in found:
        for candidate in reversed(each.versions):
            where = standing_of(candidate)
            if where.state.stands:
                return where
    return None


def version_before(found: ReportVersion) -> Standing | None:
    """The version this one takes the place of; None for the first."""
    before = next((each for each in found.report.versions if each.number == found.number - 1), None)
    return standing_of(before) if before is not None else None


def replaced(found: ReportVersion) -> str | None:
    """The version before this one, in words: "version 1, signed off on 30 September 2024"; None for the first."""
    before = version_before(found)
    signed = newest(before.version, Move.SIGN) if before is not None else None
    return f"version {before.number}, signed off on {long_date(signed.on)}" if before and signed else None


def revoked_before(found: ReportVersion) -> tuple[int, ReportMove] | None:
    """The version before this one, by its number, and the act that revoked it; None for the first version."""
    before = next((each for each in found.report.versions if each.number == found.number - 1), None)
    revoked = newest(before, Move.REVOKE) if before is not None else None
    return (before.number, revoked) if before is not None and revoked is not None else None


def signed_words(signature: ReportSignature) -> dict[str, tuple[None, str | None]]:
    """What the log says of a signature: the SHA-256 of the content and of every file, so that the chain holds them."""
    signed = signature.signed_pdf
    return {
        "Content": (None, signature.content_hash),
        "PDF": (None, signature.pdf.digest),
        "Web page": (None, signature.html.digest),
        "Signed PDF": (None, signed.digest if signed is not None else None),
    }


def signing_facts(signature: ReportSignature) -> SigningFacts:
    """What the signed report says of its signature, so that the same bytes can be drawn again."""
    version = signature.move.version
    return SigningFacts(
        name=signature.name,
        title=signature.title,
        acting_for=signature.acting_for,
        signed_at=signature.signed_at,
        content_hash=signature.content_hash,
        chain_count=signature.chain_count,
        chain_hash=signature.chain_hash,
        certificate=signature.certificate,
        version=version.number,
        replaces=replaced(version),
    )


def content_of(session: Session, stored: StoredFile) -> bytes:
    """The bytes of a stored file."""
    return session.scalars(select(StoredFile.content).where(StoredFile.id == stored.id)).one()


def last_editor(session: Session, included: Included, until: int | None = None) -> AuditEvent | None:
    """The newest act of a person that changed one of these records, up to a row of the log; None where none did."""
    wanted = select(AuditEvent).where(
        or_(
            AuditEvent.subject.in_(included.subjects),
            *(AuditEvent.subject.startswith(each, autoescape=True) for each in included.beginnings),
        ),
        AuditEvent.actor_id.is_not(None),
        AuditEvent.event.not_in(_NO_EDITS),
    )
    if until is not None:
        wanted = wanted.where(AuditEvent.position <= until)
    return session.scalars(wanted.order_by(AuditEvent.position.desc()).limit(1)).one_or_none()


def ready_priorities(found: ReportVersion) -> Mapping[int, PriorityReady]:
    """The newest word of each lead, by the id of their priority."""
    return {each.priority_id: each for each in found.ready}


def _history() -> tuple[ExecutableOption, ...]:
    versions = selectinload(Report.versions)
    moves = versions.selectinload(ReportVersion.moves)
    signature = moves.joinedload(ReportMove.signature)
    return (
        versions.joinedload(ReportVersion.report),
        signature.joinedload(ReportSignature.snapshot),
        signature.joinedload(ReportSignature.pdf),
        signature.joinedload(ReportSignature.html),
        signature.joinedload(ReportSignature.signed_pdf),
        versions.selectinload(ReportVersion.comments).selectinload(ReportComment.answers),
        versions.selectinload(ReportVersion.overrides),
        versions.selectinload(ReportVersion.ready),
    )
