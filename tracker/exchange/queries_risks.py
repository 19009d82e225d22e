"""The risk register as a spreadsheet: every risk and issue, its scores, actions and links, as at a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from tracker.dates import Quarter, long_date
from tracker.exchange.rules import INTERNAL, Book, Cell, Column, Sheet
from tracker.plan.rules_standing import latest
from tracker.risks import queries
from tracker.risks.models import Risk, RiskDeliverable, RiskDetail, RiskFinding
from tracker.risks.rules import RiskKind, Score, ScoreKind, direction
from tracker.risks.rules_actions import action_at
from tracker.risks.rules_standing import Matrices, RiskPosition, score_at, standing_at

Row = tuple[Cell, ...]

REGISTER: Final = (
    Column("Reference", 11),
    Column("Kind", 8),
    Column("State", 16),
    Column("State since", 13),
    Column("Why", 30),
    Column("Plan", 14),
    Column("Priority", 28),
    Column("Owner", 20),
    Column("Event", 45),
    Column("Cause", 35),
    Column("Consequence", 35),
    Column("Public wording", 45),
    Column("Internal wording", 45),
    Column("Band or severity", 17),
    Column("Likelihood", 11),
    Column("Impact", 9),
    Column("Current score", 14),
    Column("Inherent score", 14),
    Column("Target score", 13),
    Column("Direction", 12),
    Column("Raised", 13),
    Column("Last review", 13),
    Column("Next review", 13),
    Column("Accepted until", 14),
    Column("Came from", 11),
    Column("Became", 10),
    Column("Note", 40),
)
SCORES: Final = (
    Column("Reference", 11),
    Column("Day", 13),
    Column("Score", 10),
    Column("Likelihood", 11),
    Column("Likelihood in words", 20),
    Column("Impact", 9),
    Column("Impact in words", 20),
    Column("Likelihood × impact", 19),
    Column("Band", 11),
    Column("Version of the matrix", 20),
    Column("Explanation", 45),
    Column("Who", 20),
)
ACTIONS: Final = (
    Column("Reference", 11),
    Column("Action", 8),
    Column("What is done", 50),
    Column("Owner", 20),
    Column("Since", 13),
    Column("Date due", 20),
    Column("Last day due", 13),
    Column("Progress %", 11),
    Column("Status", 12),
    Column("Last update", 13),
    Column("Last note", 45),
    Column("Withdrawn", 13),
)
LINKS: Final = (
    Column("Reference", 11),
    Column("Linked to", 12),
    Column("What", 13),
    Column("Its words", 60),
    Column("Linked on", 13),
    Column("Linked by", 20),
    Column("No longer since", 15),
    Column("Taken away by", 20),
)


def risk_book(session: Session, on: date, *, office: str, notice: str | None) -> Book:
    """The whole register as it stood at the end of `on`, in a fixed number of queries."""
    risks, matrices = queries.risks_as_at(session, on), queries.matrices(session)
    since = Quarter.of(on).previous().end
    title = "Risk register"
    return Book(
        title=title,
        mark=INTERNAL,
        about=(
            *((notice,) if notice else ()),
            f"{office}: risks and issues as at {long_date(on)}.",
            "Register: every risk and issue, closed ones included. Public wording is what reports may print.",
            f"Direction compares the current score with the one in force on {long_date(since)}.",
            "Scores: every score that was given, on the version of the matrix in force then.",
            "Actions: what is done about them, done and withdrawn actions included.",
            "Links: deliverables they may delay and findings they have to do with.",
        ),
        made_on=on,
        sheets=(
            Sheet("Register", REGISTER, _register(risks, matrices, on, since)),
            Sheet("Scores", SCORES, _scores(risks, matrices, on)),
            Sheet("Actions", ACTIONS, _actions(risks, on)),
            Sheet("Links", LINKS, _links(risks, on)),
        ),
    )


def _register(risks: Sequence[Risk], matrices: Matrices, on: date, since: date) -> Iterator[Row]:
    for risk in risks:
        position, detail = standing_at(risk, matrices, on), latest(risk.details, on)
        if position is None or detail is None:
            continue
        then = score_at(risk.assessments, ScoreKind.CURRENT, matrices, since)
        way = direction(position.current, then)
        yield (
            *_what(risk, position, detail),
            position.band.label if position.band else _unknown(risk),
            position.current.likelihood if position.current else None,
            position.current.impact if position.current else None,
            *(_value(score) for score in (position.current, position.inherent, position.target)),
            way.label if way else None,
            risk.began_on,
            position.reviewed_on,
            position.review_due_on,
            position.accepted_until,
            risk.from_risk.reference if risk.from_risk else None,
            risk.issue.reference if risk.issue else None,
            risk.note,
        )


def _what(risk: Risk, position: RiskPosition, detail: RiskDetail) -> Row:
    place = detail.priority
    return (
        risk.reference,
        risk.kind.label,
        position.state.label,
        position.state_since,
        position.state_reason,
        place.plan.code if place else None,
        f"{place.number}: {place.title}" if place else "The whole office",
        position.owner_name or "Nobody yet",
        position.event,
        position.cause,
        position.consequence,
        position.public_wording,
        position.internal_wording,
    )


def _unknown(risk: Risk) -> str:
    return "Not yet scored" if risk.kind is RiskKind.RISK else "Severity not known"


def _value(score: Score | None) -> int | None:
    return score.value if score else None


def _scores(risks: Sequence[Risk], matrices: Matrices, on: date) -> Iterator[Row]:
    for risk in risks:
        for given in risk.assessments:
            if given.effective_on > on:
                continue
            matrix, value = matrices[given.matrix_id], given.likelihood * given.impact
            yield (
                risk.reference,
                given.effective_on,
                given.kind.label,
                given.likelihood,
                matrix.likelihoods[given.likelihood - 1],
                given.impact,
                matrix.impacts[given.impact - 1],
                value,
                matrix.band_of(value).label,
                matrix.number,
                given.explanation,
                given.author,
            )


def _actions(risks: Sequence[Risk], on: date) -> Iterator[Row]:
    for risk in risks:
        for action in risk.actions:
            position = action_at(action, on)
            if position is None:
                continue
            newest = position.newest
            yield (
                risk.reference,
                action.number,
                action.title,
                action.owner.name if action.owner else "Nobody yet",
                action.began_on,
                action.due_text,
                action.due_ends,
                position.percent,
                position.status.label,
                newest.effective_on if newest else None,
                newest.note if newest else None,
                action.withdrawn_on,
            )


def _links(risks: Sequence[Risk], on: date) -> Iterator[Row]:
    for risk in risks:
        for work in risk.deliverable_links:
            if work.linked_on <= on:
                words = work.deliverable.standing.action
                yield risk.reference, "Deliverable", work.deliverable.reference, words, *_since(work)
        for about in risk.finding_links:
            if about.linked_on <= on:
                yield risk.reference, "Finding", about.finding.reference, about.finding.standing.text, *_since(about)


def _since(link: RiskDeliverable | RiskFinding) -> Row:
    return link.linked_on, link.linked_by, link.unlinked_on, link.unlinked_by
