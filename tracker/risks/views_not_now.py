"""What the page of an act says while the act cannot be done: nothing was sent, so nothing "could not be saved"."""

from __future__ import annotations

from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.errors import DomainError
from tracker.risks import queries
from tracker.risks.models import Risk
from tracker.risks.rules_actions import ActionWithdrawn
from tracker.risks.rules_changes import (
    ClosedKeepsItsRecord,
    HappenedBefore,
    IssuesHaveHappened,
    ItsIssueIsOpen,
    NothingToReopen,
    check_may_reopen,
    stands,
)
from tracker.risks.rules_scores import NothingAccepted
from tracker.risks.views import crumbs_to, risks, ties_to
from tracker.web.errors import error_page
from tracker.web.forms import CONFLICT
from tracker.web.identity import can
from tracker.writing import session

_HOW_IT_IS: Final[dict[type[DomainError], str]] = {
    HappenedBefore: "happened before",
    IssuesHaveHappened: "is an issue",
    NothingAccepted: "is not accepted",
}


@risks.errorhandler(ClosedKeepsItsRecord)
@risks.errorhandler(NothingToReopen)
@risks.errorhandler(ItsIssueIsOpen)
@risks.errorhandler(HappenedBefore)
@risks.errorhandler(IssuesHaveHappened)
@risks.errorhandler(ActionWithdrawn)
@risks.errorhandler(NothingAccepted)
def not_now(error: DomainError) -> ResponseReturnValue:
    """How the record is, why that rules the act out, and the way to its page and to opening it again."""
    session().rollback()
    if request.method != "GET":
        return error_page(CONFLICT, str(error))
    risk = queries.risk(session(), str((request.view_args or {})["reference"]))
    title = _title(error, risk)
    page = render_template(
        "risks/not_now.html",
        title=title,
        detail=str(error),
        risk=risk,
        may_reopen=_may_reopen(risk),
        crumbs=crumbs_to(risk, title),
    )
    return page, CONFLICT


def _title(error: DomainError, risk: Risk) -> str:
    """ "R-0002 is closed"."""
    if isinstance(error, ActionWithdrawn):
        return f"Action {error.number} of {risk.reference} was withdrawn"
    return f"{risk.reference} {_HOW_IT_IS.get(type(error)) or stands(risk.standing.state)}"


def _may_reopen(risk: Risk) -> bool:
    if not can(Act.EDIT_RISK, ties_to(risk)):
        return False
    try:
        check_may_reopen(risk.kind, risk.standing.state, open_issue=queries.open_issue(risk))
    except DomainError:
        return False
    return True
