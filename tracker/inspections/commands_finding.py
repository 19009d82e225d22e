"""Recording findings and changing what they say, whose they are and when they should be closed.

What force and inspectorate say has `commands_status`, evidence `commands_evidence`, links `commands_links`, many at
once `commands_assign`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.audit.commands import record
from tracker.audit.rules import Changes, Event, difference
from tracker.dates import long_date
from tracker.inspections.commands_history import expect_inspection_stands, expect_stands, restand
from tracker.inspections.commands_retype import check_place, place_words, set_place
from tracker.inspections.models import GradedQuestion, Inspection
from tracker.inspections.models_finding import Finding, FindingDetail
from tracker.inspections.rules import FindingType
from tracker.inspections.rules_changes import (
    CannotLeadFinding,
    NotUnderThat,
    Proposed,
    QuestionElsewhere,
    check_began,
    check_finding,
    check_lead,
    check_reason,
)
from tracker.inspections.rules_days import check_expected, check_found
from tracker.plan.commands import priority_by_id
from tracker.plan.models import Priority
from tracker.plan.rules import has_words
from tracker.writing import expect_version, flush, queue, touch


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFinding:
    """`recommendations` become findings of their own under a cause of concern, with its priority, lead and closure."""

    kind: FindingType
    text: str
    official_reference: str | None = None
    parent_id: int | None = None
    question_id: int | None = None
    priority_id: int | None = None
    lead_id: int | None = None
    expected_on: date | None = None
    recommendations: tuple[str, ...] = ()
    is_historic: bool = False
    began_on: date
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditFinding:
    """From today on. The lead may stay although they could not be chosen any more.

    Type and cause of concern are corrected for good, as if they had been recorded so. `recommendations` are added
    under a cause of concern; `is_historic` says that it is known without any.
    """

    version: int
    kind: FindingType
    text: str
    official_reference: str | None
    question_id: int | None
    priority_id: int | None
    lead_id: int | None
    expected_on: date | None
    note: str | None
    reason: str | None
    parent_id: int | None = None
    recommendations: tuple[str, ...] = ()
    is_historic: bool = False


def record_finding(session: Session, inspection: Inspection, command: RecordFinding, *, by: Actor, on: date) -> Finding:
    """The new finding, with its recommendations under it.

    Raises IsWithdrawn, a refusal of `check_finding` or `check_began`, FoundBeforePublished, ExpectedBeforeItBegan,
    NotUnderThat, QuestionElsewhere, UnknownPriority or CannotLeadFinding.
    """
    check_finding(Proposed(command.kind, command.recommendations, command.is_historic, command.parent_id is not None))
    check_began(command.began_on, inspection.recorded_on, on)
    check_found(command.began_on, inspection.published_on)
    check_expected(command.expected_on, command.began_on)
    queue(session)
    # Somebody may have withdrawn it while this waited.
    flush(session)
    session.refresh(inspection, ["withdrawn_on"])
    expect_inspection_stands(inspection)
    finding = _add(session, inspection, command, _concern(session, inspection, command.parent_id), by=by, on=on)
    _add_under(session, finding, command, by=by, on=on)
    return finding


def edit_finding(session: Session, finding: Finding, command: EditFinding, *, by: Actor, on: date) -> bool:
    """Adds to its history what it is from today on, and says whether anything changed.

    Raises Stale, IsWithdrawn, QuestionElsewhere, UnknownPriority, CannotLeadFinding, ExpectedBeforeItBegan,
    ChangeNeedsReason or a refusal of `commands_retype.check_place`.
    """
    expect_version(finding.reference, finding, command.version)
    expect_stands(finding)
    parent = _concern(session, finding.inspection, command.parent_id)
    check_place(finding, command.kind, parent, command.recommendations, is_historic=command.is_historic)
    last = finding.details[-1]
    before = {**_settled_words(finding), **detail_words(last)}
    detail = FindingDetail(
        effective_on=max(on, last.effective_on),
        text=command.text,
        priority=_priority(session, command.priority_id),
        lead=last.lead if command.lead_id == last.lead_id else lead_by_id(session, command.lead_id),
        expected_on=command.expected_on,
        reason=command.reason if has_words(command.reason) else None,
        recorded_by=by.name,
    )
    question = _question(session, finding.inspection_id, command.question_id)
    settled = {
        **place_words(command.kind, parent, is_historic=command.is_historic),
        **_words(command.official_reference, question, command.note),
    }
    changes = difference(before, {**settled, **detail_words(detail)})
    if not (changes or command.recommendations):
        return False
    check_expected(command.expected_on if command.expected_on != last.expected_on else None, finding.began_on)
    check_reason([(field, old) for field, (old, _) in changes.items() if field != "Note"], command.reason)
    set_place(finding, command.kind, parent, is_historic=command.is_historic)
    finding.official_reference, finding.question, finding.note = command.official_reference, question, command.note
    if changes.keys() & detail_words(detail).keys():
        finding.details.append(detail)
    log_change(session, finding, changes, command.reason, by=by, on=on)
    if command.recommendations:
        queue(session)
        _add_under(session, finding, _as_recorded(finding, command, on), by=by, on=on)
    return True


def _as_recorded(finding: Finding, command: EditFinding, on: date) -> RecordFinding:
    """What the recommendations added by a change are made from: they begin today."""
    return RecordFinding(
        kind=command.kind,
        text=command.text,
        question_id=command.question_id,
        priority_id=command.priority_id,
        lead_id=command.lead_id,
        expected_on=command.expected_on,
        recommendations=command.recommendations,
        began_on=max(on, finding.began_on),
    )


def log_change(
    session: Session, finding: Finding, changes: Changes, reason: str | None, *, by: Actor, on: date
) -> None:
    """What follows every change of a finding's details."""
    touch(finding)
    restand(session, finding, on)
    record(
        session,
        Event.FINDING_CHANGED,
        by=by,
        subject=finding.reference,
        changes=changes,
        reason=reason if has_words(reason) else None,
    )


def detail_words(detail: FindingDetail) -> Mapping[str, str | None]:
    """Wording, place, lead and expected closure as the log says them."""
    return {
        "Text": detail.text,
        "Priority": f"{detail.priority.number}: {detail.priority.title}" if detail.priority else None,
        "Lead": detail.lead.name if detail.lead else None,
        "Expected closure": long_date(detail.expected_on) if detail.expected_on else None,
    }


def lead_by_id(session: Session, person_id: int | None) -> Person | None:
    """Somebody who can lead a finding; None for nobody. Raises CannotLeadFinding."""
    if person_id is None:
        return None
    person = session.get(Person, person_id)
    if person is None:
        raise CannotLeadFinding(None)
    check_lead(person.name, person.role, is_active=person.is_active)
    return person


def _add_under(session: Session, concern: Finding, command: RecordFinding, *, by: Actor, on: date) -> None:
    for text in command.recommendations:
        under = replace(
            command,
            kind=FindingType.RECOMMENDATION,
            text=text,
            official_reference=None,
            recommendations=(),
            is_historic=False,
            note=None,
        )
        _add(session, concern.inspection, under, concern, by=by, on=on)


def _add(
    session: Session, inspection: Inspection, command: RecordFinding, parent: Finding | None, *, by: Actor, on: date
) -> Finding:
    number = (session.scalar(select(func.max(Finding.number))) or 0) + 1
    last = session.scalar(select(func.max(Finding.position)).where(Finding.inspection_id == inspection.id))
    detail = FindingDetail(
        effective_on=command.began_on,
        text=command.text,
        priority=_priority(session, command.priority_id),
        lead=lead_by_id(session, command.lead_id),
        expected_on=command.expected_on,
        recorded_by=by.name,
    )
    finding = Finding(
        number=number,
        inspection=inspection,
        kind=command.kind,
        official_reference=command.official_reference,
        parent=parent,
        question=_question(session, inspection.id, command.question_id),
        position=(last or 0) + 1,
        began_on=command.began_on,
        is_historic=command.is_historic,
        note=command.note,
        details=[detail],
    )
    session.add(finding)
    restand(session, finding, on)
    words = {**_settled_words(finding), **detail_words(detail)}
    record(session, Event.FINDING_RECORDED, by=by, subject=finding.reference, changes=difference({}, words))
    return finding


def _settled_words(finding: Finding) -> Mapping[str, str | None]:
    return {
        **place_words(finding.kind, finding.parent, is_historic=finding.is_historic),
        **_words(finding.official_reference, finding.question, finding.note),
    }


def _words(official_reference: str | None, question: GradedQuestion | None, note: str | None) -> dict[str, str | None]:
    return {
        "Official reference": official_reference,
        "Question": question.area if question else None,
        "Note": note,
    }


def _priority(session: Session, priority_id: int | None) -> Priority | None:
    return None if priority_id is None else priority_by_id(session, priority_id)


def _question(session: Session, inspection_id: int, question_id: int | None) -> GradedQuestion | None:
    if question_id is None:
        return None
    # Locked, so that nobody withdraws it before this is committed.
    found = session.get(GradedQuestion, question_id, with_for_update=True)
    if found is None or found.inspection_id != inspection_id or found.withdrawn_at is not None:
        raise QuestionElsewhere
    return found


def _concern(session: Session, inspection: Inspection, parent_id: int | None) -> Finding | None:
    if parent_id is None:
        return None
    found = session.get(Finding, parent_id)
    if found is None or found.inspection_id != inspection.id or found.kind is not FindingType.CAUSE_OF_CONCERN:
        raise NotUnderThat
    expect_stands(found)
    return found
