"""The blueprint of the pages of inspections, what these pages share, the list and the page of one inspection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.documents.blocks import Status
from tracker.inspections import queries, queries_events
from tracker.inspections.commands import subject_of
from tracker.inspections.commands_history import expect_inspection_stands, name_of
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules_events import stage_history
from tracker.inspections.rules_grades import grade_shown, grades_in_short
from tracker.inspections.rules_response import Clock, clock_at
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import can, require
from tracker.writing import session

inspections = Blueprint("inspections", __name__)


@inspections.get("/inspections")
def inspection_list() -> ResponseReturnValue:
    require(Act.SEE_INSPECTIONS)
    rows = queries.inspections(session())
    said = queries_events.responses(session())
    events = queries_events.events(session())
    return render_template(
        "inspections/list.html",
        inspections=rows,
        in_short={each.id: _in_short(each) for each in rows},
        clocks={
            each.id: clock_at(each.published_on, said[each.id].published_on if each.id in said else None, today())
            for each in rows
        },
        open_findings=queries_events.open_findings(session()),
        stages=stage_history(events, today()),
        events=events,
        gone=queries.withdrawn_inspections(session()),
        may_edit=can(Act.EDIT_INSPECTIONS),
    )


@inspections.get("/inspections/<code>")
def inspection_page(code: str) -> ResponseReturnValue:
    inspection = queries.inspection(session(), code)
    require(Act.SEE_INSPECTIONS)
    findings = queries.findings_of(session(), inspection.id)
    return render_template(
        "inspections/inspection.html",
        inspection=inspection,
        statuses=statuses_of(inspection),
        clock=clock_of(inspection),
        events=[each for each in reversed(inspection.events) if each.withdrawn_at is None],
        # Those of an inspection that is withdrawn are shown as they were.
        findings=[each for each in findings if inspection.is_withdrawn or not each.is_withdrawn],
        gone=[] if inspection.is_withdrawn else [each for each in findings if each.is_withdrawn],
        withdrawn=withdrawal(inspection),
        on=today(),
        may_edit=can(Act.EDIT_INSPECTIONS) and not inspection.is_withdrawn,
        history=history_of(session(), subject_of(inspection), limit=20),
        crumbs=crumbs_to(inspection),
    )


def load(code: str, act: Act) -> Inspection:
    """The inspection, once the person may do `act`. Raises NotFound, then Forbidden, then IsWithdrawn."""
    inspection = queries.inspection(session(), code)
    require(act)
    if act is not Act.SEE_INSPECTIONS or request.method != "GET":
        expect_inspection_stands(inspection)
    return inspection


def clock_of(inspection: Inspection) -> Clock:
    """How the 56 days for the Commissioner's comments stand today; for `inspections/part_clock.html`."""
    answered_on = inspection.response.published_on if inspection.response else None
    return clock_at(inspection.published_on, answered_on, today())


def statuses_of(inspection: Inspection) -> dict[int, Status]:
    """Each grade as it is shown, by the id of its question."""
    scale = [grade.label for grade in inspection.scale]
    return {question.id: grade_shown(question.grade, scale) for question in inspection.questions}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What the banner of a withdrawn record says: of `row`, the record itself or what it went with."""

    row: Finding | Inspection
    name: str
    address: str
    with_another: bool
    may_restore: bool


def withdrawal(row: Finding | Inspection) -> Withdrawal | None:
    """For `inspections/part_withdrawn.html`; None for a record that stands."""
    through = withdrawal_of(row)
    if through is None:
        return None
    may_restore = can(Act.EDIT_INSPECTIONS)
    return Withdrawal(through, name_of(through), page_of(through), through is not row, may_restore)


def withdrawal_of(row: Finding | Inspection) -> Finding | Inspection | None:
    """What was withdrawn so that this is; None for a record that stands."""
    if isinstance(row, Finding):
        return row.withdrawn_with
    return row if row.is_withdrawn else None


def page_of(row: Finding | Inspection) -> str:
    """The address of its page."""
    if isinstance(row, Finding):
        return url_for("inspections.finding_page", reference=row.reference)
    return url_for("inspections.inspection_page", code=row.code)


def crumbs_to(inspection: Inspection | None, here: str | None = None) -> list[dict[str, str]]:
    """The way back from a page about an inspection, or about none in particular."""
    crumbs = [{"text": "Inspections", "href": url_for("inspections.inspection_list")}]
    if inspection is None:
        return [*crumbs, {"text": here}] if here else crumbs
    if here is None:
        return [*crumbs, {"text": inspection.code}]
    address = url_for("inspections.inspection_page", code=inspection.code)
    return [*crumbs, {"text": inspection.code, "href": address}, {"text": here}]


def render_act(
    title: str,
    button: str,
    form: BaseForm,
    inspection: Inspection | None,
    **extra: Any,  # noqa: ANN401  # template values
) -> ResponseReturnValue:
    """The page of one act: what it is about, the questions, one button. `advice` says what it does."""
    template = extra.pop("template", "inspections/act.html")
    back = (
        url_for("inspections.inspection_page", code=inspection.code)
        if inspection is not None
        else url_for("inspections.inspection_list")
    )
    given = {"advice": "", "warning": False, "leave_out": (), "back": back, **extra}
    crumbs = crumbs_to(inspection, title)
    return render_form(template, form, title=title, button=button, inspection=inspection, crumbs=crumbs, **given)


def back_to(inspection: Inspection | None, message: str) -> Response:
    """To the page of the inspection, or to the list, with word of what was done."""
    flash(message)
    if inspection is None:
        return redirect(url_for("inspections.inspection_list"))
    return redirect(url_for("inspections.inspection_page", code=inspection.code))


def _in_short(inspection: Inspection) -> str:
    scale = [grade.label for grade in inspection.scale]
    return grades_in_short((question.grade for question in inspection.questions), scale)
