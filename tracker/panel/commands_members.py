"""Recording who sits on the Panel: members, their accounts and their terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.accounts.models import Person
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.panel import queries_members
from tracker.panel.models import PanelMember, PanelTerm
from tracker.panel.rules import PanelRole
from tracker.panel.rules_members import (
    ONE_AT_A_TIME,
    AccountTaken,
    OfficeTaken,
    TermIsOver,
    TermIsWithdrawn,
    check_days,
    check_terms,
    overlap,
)
from tracker.writing import expect_version, flush, queue


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFacts:
    """`began` None: not known. `ended` None: it goes on."""

    role: PanelRole
    organisation: str | None
    seat: int
    began: date | None
    ended: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMember:
    name: str
    account_id: int | None
    term: TermFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMember:
    version: int
    name: str
    account_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginTerm:
    """`version`: that of the member."""

    version: int
    term: TermFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTerm:
    version: int
    ended: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectTerm:
    version: int
    term: TermFacts
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawTerm:
    version: int
    reason: str


def add_member(session: Session, command: AddMember, *, by: Actor, on: date) -> PanelMember:
    """Somebody new, with their first term. Raises AccountTaken, EndsBeforeItBegan or OfficeTaken."""
    queue(session)
    account = _account(session, command.account_id, None)
    member = PanelMember(
        number=queries_members.next_member_number(session), name=command.name, account=account, terms=[]
    )
    session.add(member)
    flush(session)
    changes = {"Name": (None, member.name), "Account": (None, account.name if account else None)}
    record(session, Event.MEMBER_ADDED, by=by, subject=member.subject, changes=changes)
    _begin(session, member, command.term, by)
    return member


def change_member(session: Session, member: PanelMember, command: ChangeMember, *, by: Actor, on: date) -> bool:
    """Whether the name or the account changed. Raises Stale or AccountTaken."""
    expect_version(member.name, member, command.version)
    before = {"Name": member.name, "Account": member.account.name if member.account else None}
    member.account = _account(session, command.account_id, member)
    member.name = command.name
    changes = difference(before, {"Name": member.name, "Account": member.account.name if member.account else None})
    if not changes:
        return False
    flush(session)
    record(session, Event.MEMBER_CHANGED, by=by, subject=member.subject, changes=changes)
    return True


def begin_term(session: Session, member: PanelMember, command: BeginTerm, *, by: Actor, on: date) -> PanelTerm:
    """Raises Stale, EndsBeforeItBegan, TermsOverlap or OfficeTaken."""
    expect_version(member.name, member, command.version)
    queue(session)
    return _begin(session, member, command.term, by)


def end_term(session: Session, term: PanelTerm, command: EndTerm, *, by: Actor, on: date) -> None:
    """Raises Stale, TermIsWithdrawn, TermIsOver or EndsBeforeItBegan."""
    expect_version(f"The term of {term.member.name}", term, command.version)
    check_open(term)
    check_days(term.began, command.ended)
    before = _words(term)
    term.ended, term.reason = command.ended, command.reason
    flush(session)
    changes = difference(before, _words(term))
    record(session, Event.TERM_ENDED, by=by, subject=term.member.subject, changes=changes, reason=command.reason)


def correct_term(session: Session, term: PanelTerm, command: CorrectTerm, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, TermIsWithdrawn, EndsBeforeItBegan, TermsOverlap or OfficeTaken."""
    expect_version(f"The term of {term.member.name}", term, command.version)
    check_not_withdrawn(term)
    queue(session)
    _check(session, term.member, command.term, but=term)
    before = _words(term)
    facts = command.term
    term.role, term.organisation, term.seat = facts.role, facts.organisation, facts.seat
    term.began, term.ended = facts.began, facts.ended
    changes = difference(before, _words(term))
    if not changes:
        return False
    term.reason = command.reason
    flush(session)
    record(session, Event.TERM_CORRECTED, by=by, subject=term.member.subject, changes=changes, reason=command.reason)
    return True


def withdraw_term(session: Session, term: PanelTerm, command: WithdrawTerm, *, by: Actor, on: date) -> None:
    """One that was recorded by mistake. Raises Stale or TermIsWithdrawn."""
    expect_version(f"The term of {term.member.name}", term, command.version)
    check_not_withdrawn(term)
    term.withdrawn_on, term.withdrawn_by, term.withdrawn_reason = on, by.name, command.reason
    flush(session)
    changes = difference(_words(term), {})
    record(session, Event.TERM_WITHDRAWN, by=by, subject=term.member.subject, changes=changes, reason=command.reason)


def check_not_withdrawn(term: PanelTerm) -> None:
    """Raises TermIsWithdrawn."""
    if term.withdrawn_on is not None:
        raise TermIsWithdrawn


def check_open(term: PanelTerm) -> None:
    """Raises TermIsWithdrawn or TermIsOver."""
    check_not_withdrawn(term)
    if term.ended is not None:
        raise TermIsOver


def _begin(session: Session, member: PanelMember, facts: TermFacts, by: Actor) -> PanelTerm:
    _check(session, member, facts)
    term = PanelTerm(
        member=member,
        seat=facts.seat,
        organisation=facts.organisation,
        role=facts.role,
        began=facts.began,
        ended=facts.ended,
    )
    session.add(term)
    flush(session)
    record(session, Event.TERM_BEGUN, by=by, subject=member.subject, changes=difference({}, _words(term)))
    return term


def _check(session: Session, member: PanelMember, facts: TermFacts, but: PanelTerm | None = None) -> None:
    check_days(facts.began, facts.ended)
    check_terms(member.name, facts, [each for each in member.terms if each is not but and each.withdrawn_on is None])
    if facts.role not in ONE_AT_A_TIME:
        return
    for other in queries_members.holders(session, facts.role):
        if other is not but and overlap(facts, other):
            raise OfficeTaken(facts.role, other.member.name)


def _account(session: Session, account_id: int | None, member: PanelMember | None) -> Person | None:
    if account_id is None:
        return None
    account = session.get_one(Person, account_id)
    holder = session.scalars(select(PanelMember).where(PanelMember.account_id == account_id)).one_or_none()
    if holder is not None and holder is not member:
        raise AccountTaken(account.name)
    return account


def _words(term: PanelTerm) -> dict[str, str | None]:
    return {
        "Office": term.role.label,
        "Organisation": term.organisation,
        "Place in the list": str(term.seat),
        "First day": dates.long_date(term.began) if term.began else None,
        "Last day": dates.long_date(term.ended) if term.ended else None,
    }
