"""Correcting and taking back what was answered to the Panel, where no annual report stands on it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.panel.commands_requests import (
    AnswerRequest,
    WithdrawRequest,
    check_answered,
    correct_answer,
    withdraw_answer,
)
from tracker.panel.models_plan import PanelRequest
from tracker.reports.queries_road import year_recommended_on
from tracker.reports.rules_road_corrections import AnswerOnTheRoad, NothingCorrected
from tracker.writing import queue


def check_mendable(session: Session, request: PanelRequest) -> None:
    """Raises NotAnswered, or AnswerOnTheRoad for the response to a recommendation on an annual report."""
    check_answered(request)
    year = year_recommended_on(session, request)
    if year is not None:
        raise AnswerOnTheRoad(request.number, year)


def mend_answer(
    session: Session, request: PanelRequest, command: AnswerRequest, reason: str, *, by: Actor, on: date
) -> None:
    """Raises as `check_mendable`, Stale, NothingCorrected or AnsweredBeforeAsked."""
    queue(session)
    check_mendable(session, request)
    if (command.answered_on, command.answer) == (request.answered_on, request.answer):
        raise NothingCorrected
    correct_answer(session, request, command, reason, by=by, on=on)


def take_answer_back(session: Session, request: PanelRequest, command: WithdrawRequest, *, by: Actor) -> None:
    """Raises as `check_mendable`, or Stale."""
    queue(session)
    check_mendable(session, request)
    withdraw_answer(session, request, command, by=by)
