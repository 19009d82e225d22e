"""Changing, answering and withdrawing what the Panel asked for, where it is no recommendation on an annual report.

What stands on a report is public with it, so whatever becomes of it stands in that report's own history.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.panel import commands_requests as panel
from tracker.panel.commands_requests import AnswerRequest, ChangeRequest, WithdrawRequest
from tracker.panel.models_plan import PanelRequest
from tracker.reports.queries_road import year_recommended_on
from tracker.reports.rules_road_corrections import NothingCorrected, StandsOnReport
from tracker.writing import queue


def check_on_no_report(session: Session, request: PanelRequest) -> None:
    """Raises StandsOnReport."""
    year = year_recommended_on(session, request)
    if year is not None:
        raise StandsOnReport(request.number, year)


def check_open(session: Session, request: PanelRequest) -> None:
    """Raises StandsOnReport or RequestIsClosed."""
    check_on_no_report(session, request)
    panel.check_open(request)


def check_mendable(session: Session, request: PanelRequest) -> None:
    """Raises StandsOnReport or NotAnswered."""
    check_on_no_report(session, request)
    panel.check_answered(request)


def change_request(session: Session, request: PanelRequest, command: ChangeRequest, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises StandsOnReport, or as the Panel's own command."""
    queue(session)
    check_on_no_report(session, request)
    return panel.change_request(session, request, command, by=by, on=on)


def answer_request(session: Session, request: PanelRequest, command: AnswerRequest, *, by: Actor, on: date) -> None:
    """Raises StandsOnReport, or as the Panel's own command."""
    queue(session)
    check_on_no_report(session, request)
    panel.answer_request(session, request, command, by=by, on=on)


def withdraw_request(session: Session, request: PanelRequest, command: WithdrawRequest, *, by: Actor, on: date) -> None:
    """Raises StandsOnReport, or as the Panel's own command."""
    queue(session)
    check_on_no_report(session, request)
    panel.withdraw_request(session, request, command, by=by, on=on)


def correct_answer(
    session: Session, request: PanelRequest, command: AnswerRequest, reason: str, *, by: Actor, on: date
) -> None:
    """Raises as `check_mendable`, Stale, NothingCorrected or AnsweredBeforeAsked."""
    queue(session)
    check_mendable(session, request)
    if (command.answered_on, command.answer) == (request.answered_on, request.answer):
        raise NothingCorrected
    panel.correct_answer(session, request, command, reason, by=by, on=on)


def withdraw_answer(session: Session, request: PanelRequest, command: WithdrawRequest, *, by: Actor) -> None:
    """Raises as `check_mendable`, or Stale."""
    queue(session)
    check_mendable(session, request)
    panel.withdraw_answer(session, request, command, by=by)
