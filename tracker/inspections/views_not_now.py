"""What the page of an act says while the act cannot be done: nothing was sent, so nothing "could not be saved"."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.errors import DomainError
from tracker.inspections import queries
from tracker.inspections.commands_history import name_of
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules_retype import ObservationHasNoStatus
from tracker.inspections.rules_withdraw import IsWithdrawn, NotWithdrawn, WithdrawnWithAnother
from tracker.inspections.views import crumbs_to, inspections, page_of, withdrawal_of
from tracker.inspections.views_finding import crumbs_to_finding
from tracker.web.errors import error_page
from tracker.web.forms import CONFLICT
from tracker.web.identity import can
from tracker.writing import session


@inspections.errorhandler(IsWithdrawn)
@inspections.errorhandler(NotWithdrawn)
@inspections.errorhandler(WithdrawnWithAnother)
@inspections.errorhandler(ObservationHasNoStatus)
def not_now(error: DomainError) -> ResponseReturnValue:
    """How the record is, why that rules the act out, and the way to its page and to restoring it."""
    session().rollback()
    if request.method != "GET":
        return error_page(CONFLICT, str(error))
    row = _row()
    through = withdrawal_of(row)
    title = _title(error, name_of(row))
    pages = dict.fromkeys(each for each in (row, through) if each is not None)
    page = render_template(
        "inspections/not_now.html",
        title=title,
        detail=str(error),
        links=[(name_of(each), page_of(each)) for each in pages],
        restore=f"{page_of(through)}/restore" if through is not None and can(Act.EDIT_INSPECTIONS) else None,
        through=name_of(through) if through is not None else None,
        crumbs=crumbs_to_finding(row, title) if isinstance(row, Finding) else crumbs_to(row, title),
    )
    return page, CONFLICT


def _row() -> Finding | Inspection:
    named = request.view_args or {}
    if "reference" in named:
        return queries.finding(session(), str(named["reference"]))
    return queries.inspection(session(), str(named["code"]))


def _title(error: DomainError, name: str) -> str:
    if isinstance(error, ObservationHasNoStatus):
        return f"{name} is an observation"
    return f"{name} is not withdrawn" if isinstance(error, NotWithdrawn) else f"{name} is withdrawn"
