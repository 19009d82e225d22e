"""What of the risk register is somebody's to do."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from tracker.risks.models import Risk, RiskAction, RiskActionUpdate, RiskStanding
from tracker.risks.queries import history
from tracker.risks.rules import RiskState
from tracker.risks.rules_actions import DONE


@dataclass(frozen=True, slots=True)
class Owned:
    """How many open risks and issues somebody owns, and how many of them are overdue for review."""

    open: int = 0
    reviews_overdue: int = 0


@dataclass(frozen=True, slots=True)
class ActionsDue:
    """The actions of some people that are due: how many, and the first of them with their risks."""

    total: int
    first: Sequence[RiskAction]


def open_risks_of(session: Session, owner_id: int) -> Sequence[Risk]:
    """The open risks and issues a person owns, risks first, by number, each with its whole history."""
    return session.scalars(
        select(Risk)
        .join(Risk.standing)
        .where(RiskStanding.owner_id == owner_id, RiskStanding.state == RiskState.OPEN)
        .order_by(Risk.kind.desc(), Risk.number)
        .options(*history())
    ).all()


def standing_actions_of(session: Session, owner_id: int) -> Sequence[RiskAction]:
    """The actions a person owns that are not done and not withdrawn, under open risks and issues, in their order.

    The whole history of their risks comes with them.
    """
    wanted = (RiskAction.owner_id == owner_id, *_to_be_done())
    ids = set(session.scalars(select(RiskAction.id).where(*wanted).order_by(RiskAction.id)))
    risks = session.scalars(
        select(Risk)
        .where(Risk.id.in_(select(RiskAction.risk_id).where(*wanted)))
        .order_by(Risk.kind.desc(), Risk.number)
        .options(*history())
    ).all()
    return [action for risk in risks for action in risk.actions if action.id in ids]


def owned_by(session: Session, owner_id: int) -> tuple[int, int]:
    """How many open risks and issues a person owns, and how many actions still to be done."""
    risks = select(func.count()).where(RiskStanding.owner_id == owner_id, RiskStanding.state == RiskState.OPEN)
    actions = select(func.count(RiskAction.id)).where(RiskAction.owner_id == owner_id, *_to_be_done())
    return session.scalar(risks) or 0, session.scalar(actions) or 0


def owned_risks(session: Session, owner_ids: Collection[int], on: date) -> Mapping[int, Owned]:
    """What each of these people owns; nothing for those who own none."""
    standing = RiskStanding
    found = session.execute(
        select(standing.owner_id, func.count(), func.sum(case((standing.review_due_on < on, 1), else_=0)))
        .where(standing.owner_id.in_(sorted(owner_ids)), standing.state == RiskState.OPEN)
        .group_by(standing.owner_id)
        .order_by(standing.owner_id)
    )
    return {owner: Owned(int(number), int(late or 0)) for owner, number, late in found if owner is not None}


def actions_due(session: Session, owner_ids: Collection[int], until: date, *, limit: int) -> ActionsDue:
    """The actions of these people that are to be done by `until`, the longest overdue first. Two queries."""
    wanted = (RiskAction.owner_id.in_(sorted(owner_ids)), RiskAction.due_ends <= until, *_to_be_done())
    total = session.scalar(select(func.count()).select_from(RiskAction).where(*wanted)) or 0
    first = session.scalars(
        select(RiskAction)
        .where(*wanted)
        .order_by(RiskAction.due_ends, RiskAction.id)
        .limit(limit)
        .options(joinedload(RiskAction.owner), joinedload(RiskAction.risk).joinedload(Risk.standing))
    ).all()
    return ActionsDue(total, first)


def _to_be_done() -> tuple[ColumnElement[bool], ...]:
    """Not withdrawn, its newest update below 100%, and its risk or issue open."""
    newest = aliased(RiskActionUpdate)
    percent = (
        select(newest.percent)
        .where(newest.action_id == RiskAction.id)
        .order_by(newest.effective_on.desc(), newest.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    is_open = select(RiskStanding.risk_id).where(RiskStanding.state == RiskState.OPEN)
    return (RiskAction.withdrawn_on.is_(None), or_(percent.is_(None), percent < DONE), RiskAction.risk_id.in_(is_open))
