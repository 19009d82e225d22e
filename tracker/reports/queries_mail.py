"""Who is told by mail of what was done with a report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access import Act, Role, Tie, may
from tracker.accounts.models import Person
from tracker.accounts.queries import actor_of, deputies_on, people_with_role
from tracker.reports.models_signoff import ReportMove
from tracker.reports.queries_signoff import Standing, ready_priorities
from tracker.reports.rules_life import Move


def readers_of(session: Session, found: Standing, move: ReportMove) -> Sequence[Person]:
    """The people who can sign in and are told of this move, each once; never who made it.

    Of a submission, whoever may sign it; of a return or a revocation, who submitted it and who marked a priority of it
    as ready; of a signature, who submitted it. The command line is nobody.
    """
    if move.move is Move.SUBMIT:
        told = signatories(session, move.on)
    elif move.move in {Move.RETURN, Move.REVOKE}:
        ready = (each.person_id for each in ready_priorities(found.version).values() if each.is_ready)
        told = _active(session, {_author(found), *ready})
    elif move.move is Move.SIGN:
        told = _active(session, {_author(found)})
    else:
        return ()
    return [each for each in told if each.id != move.person_id]


def signatories(session: Session, on: date) -> Sequence[Person]:
    """Who may sign reports on a day: every active Chief Executive, then the deputies they named for it."""
    chiefs = people_with_role(session, Role.CHIEF_EXECUTIVE)
    deputies = deputies_on(session, [each.id for each in chiefs], on)
    may_sign = [each for each in deputies if may(actor_of(each), Act.SIGN_REPORTS, frozenset({Tie.DEPUTY}))]
    return [*chiefs, *(each for each in may_sign if each not in chiefs)]


def _author(found: Standing) -> int | None:
    return found.submission.person_id if found.submission is not None else None


def _active(session: Session, person_ids: Collection[int | None]) -> Sequence[Person]:
    known = sorted(each for each in person_ids if each is not None)
    return session.scalars(
        select(Person).where(Person.id.in_(known), Person.disabled_at.is_(None)).order_by(Person.name, Person.id)
    ).all()
