"""Which risks and issues the page of a priority in a quarter offers to print."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.dates import Quarter
from tracker.plan.models import Priority
from tracker.reports.models import QuarterPage, QuarterRisk
from tracker.risks.models import Risk, RiskMove, RiskStanding
from tracker.risks.rules import Band, RiskKind, RiskState


@dataclass(frozen=True, slots=True)
class Choosable:
    """A risk or issue as the lead sees it: `wording` is public, None where it has none and so cannot be printed."""

    risk_id: int
    reference: str
    kind: RiskKind
    words: str
    wording: str | None
    state: RiskState
    band: Band | None
    score: int | None
    is_chosen: bool
    was_printed: bool
    """Whether the report of the quarter before was to print it."""


def risks_to_choose(session: Session, priority: Priority, quarter: Quarter) -> list[Choosable]:
    """What stands under the priority and was open in the quarter or since, and what is chosen already.

    The highest score first, those not yet scored last.
    """
    chosen = _chosen(session, quarter, priority.id)
    before = _chosen(session, quarter.previous(), None)
    moved = exists().where(RiskMove.risk_id == Risk.id, RiskMove.effective_on >= quarter.start)
    found = session.scalars(
        select(Risk)
        .join(Risk.standing)
        .where(
            or_(
                Risk.id.in_(chosen),
                (RiskStanding.priority_id == priority.id)
                & (Risk.began_on <= quarter.end)
                & or_(RiskStanding.state == RiskState.OPEN, moved),
            )
        )
        .order_by(RiskStanding.kind.desc(), RiskStanding.score.desc().nulls_last(), RiskStanding.number)
        .options(joinedload(Risk.standing), selectinload(Risk.details))
    ).all()
    return [_choosable(risk, chosen, before) for risk in found]


def _chosen(session: Session, quarter: Quarter, priority_id: int | None) -> frozenset[int]:
    wanted = (
        select(QuarterRisk.risk_id)
        .join(QuarterRisk.page)
        .where(QuarterPage.quarter == quarter.key, QuarterRisk.withdrawn_at.is_(None))
    )
    if priority_id is not None:
        wanted = wanted.where(QuarterPage.priority_id == priority_id)
    return frozenset(session.scalars(wanted.order_by(QuarterRisk.id)))


def _choosable(risk: Risk, chosen: frozenset[int], before: frozenset[int]) -> Choosable:
    standing = risk.standing
    return Choosable(
        risk_id=risk.id,
        reference=risk.reference,
        kind=risk.kind,
        words=standing.words,
        wording=risk.details[-1].public_wording,
        state=standing.state,
        band=standing.band,
        score=standing.score,
        is_chosen=risk.id in chosen,
        was_printed=risk.id in before,
    )
