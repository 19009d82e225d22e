"""One finding's page; recording a finding, changing it, commenting on it and linking it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act, Tie
from tracker.accounts.models import Person
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.errors import NotFound
from tracker.inspections import commands_finding, queries
from tracker.inspections.commands_finding import record_finding
from tracker.inspections.commands_history import expect_inspection_stands, expect_stands
from tracker.inspections.commands_links import link_deliverables
from tracker.inspections.commands_status import comment_on
from tracker.inspections.forms_finding import (
    CommentForm,
    EditFindingForm,
    FindingFields,
    LinksForm,
    RecordFindingForm,
    concerns_to_choose,
)
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.inspections.queries_list import possible_leads
from tracker.inspections.queries_story import story_of
from tracker.inspections.rules import FindingType
from tracker.inspections.views import crumbs_to, inspections, withdrawal
from tracker.plan.queries import priorities_led_by, priority_choices
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import can, current_actor, require, require_for_some
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes

RISKS_BESIDE = "tracker_risks_of_finding"
"""Where the application says how to find the risks linked to a finding: rooms above this one know them."""

OFFERED = (Act.ASSIGN_FINDING, Act.UPDATE_FINDING, Act.RECORD_INSPECTORATE, Act.EDIT_INSPECTIONS)


@inspections.get("/inspections/findings/<reference>")
def finding_page(reference: str) -> ResponseReturnValue:
    finding = queries.finding(session(), reference)
    require(Act.SEE_INSPECTIONS)
    story = story_of(finding, today())
    if story is None:
        raise NotFound("finding on the record of this day", reference)
    return render_template(
        "inspections/finding_page.html",
        finding=finding,
        story=story,
        today=today(),
        risks=_risks_of(finding),
        acts=_acts(finding),
        withdrawn=withdrawal(finding),
        may_open_withdrawn=can(Act.SEE_WITHDRAWN_EVIDENCE),
        history=history_of(session(), finding.reference, limit=20),
        crumbs=crumbs_to_finding(finding),
    )


@inspections.route("/inspections/<code>/findings/new", methods=["GET", "POST"])
@writes
def new_finding(code: str) -> ResponseReturnValue:
    inspection = queries.inspection(session(), code)
    require_for_some(Act.EDIT_INSPECTIONS)
    expect_inspection_stands(inspection)
    concerns = _concerns_of(inspection)
    form = RecordFindingForm.blank(_named(concerns, request.args.get("concern", "")))
    _offer(form, inspection, leads=possible_leads(session()), priorities=priority_choices(session()))
    form.parent_id.choices = concerns_to_choose(concerns)
    if form.validate_on_submit():
        with form.refusals():
            finding = record_finding(session(), inspection, form.to_command(), by=current_actor(), on=today())
            return back_to_finding(finding, f"{finding.reference} is recorded.")
    return render_form(
        "inspections/finding_new.html", form, inspection=inspection, crumbs=crumbs_to(inspection, "Record a finding")
    )


@inspections.route("/inspections/findings/<reference>/edit", methods=["GET", "POST"])
@writes
def edit_finding(reference: str) -> ResponseReturnValue:
    finding = load_finding(reference, Act.ASSIGN_FINDING)
    form = _edit_form(finding)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _edit_form(finding, fresh=True)):
            edit = commands_finding.edit_finding
            changed = edit(session(), finding, form.to_command(), by=current_actor(), on=today())
            return back_to_finding(finding, f"{finding.reference} is changed." if changed else NOTHING_CHANGED)
    advice = "What it said until today stays in its history and in reports as at an earlier day."
    return render_finding_act(f"Change {finding.reference}", "Save changes", form, finding, advice=advice)


@inspections.route("/inspections/findings/<reference>/comment", methods=["GET", "POST"])
@writes
def comment_page(reference: str) -> ResponseReturnValue:
    finding = load_finding(reference, Act.UPDATE_FINDING)
    form = CommentForm()
    if form.validate_on_submit():
        with form.refusals():
            comment_on(session(), finding, form.to_command(), by=current_actor(), on=today())
            return back_to_finding(finding, f"Your comment on {finding.reference} is saved.")
    return render_finding_act(f"Comment on {finding.reference}", "Save comment", form, finding)


@inspections.route("/inspections/findings/<reference>/links", methods=["GET", "POST"])
@writes
def finding_links(reference: str) -> ResponseReturnValue:
    finding = load_finding(reference, Act.ASSIGN_FINDING)
    form = LinksForm.for_row(finding)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: LinksForm.for_row(finding, fresh=True)):
            link_deliverables(session(), finding, form.to_command(), by=current_actor(), on=today())
            return back_to_finding(finding, f"The deliverables that answer {finding.reference} are saved.")
    advice = "Each deliverable’s page shows the findings it answers. Risks are linked on the risk’s own page."
    return render_finding_act(f"Deliverables for {finding.reference}", "Save links", form, finding, advice=advice)


def _acts(finding: Finding) -> list[Act]:
    """What the page offers: nothing while it is withdrawn."""
    if finding.is_withdrawn:
        return []
    ties = ties_to_finding(finding)
    return [act for act in OFFERED if can(act, ties)]


def load_finding(reference: str, act: Act) -> Finding:
    """The finding, once the person may do `act` to it. Raises NotFound, then Forbidden, then IsWithdrawn."""
    finding = queries.finding(session(), reference)
    require(act, ties_to_finding(finding))
    expect_stands(finding)
    return finding


def ties_to_finding(finding: Finding) -> frozenset[Tie]:
    return queries.ties(session(), current_actor(), finding, today())


def back_to_finding(finding: Finding, message: str) -> Response:
    flash(message)
    return redirect(url_for("inspections.finding_page", reference=finding.reference))


def crumbs_to_finding(finding: Finding, here: str | None = None) -> list[dict[str, str]]:
    """The way back from a page about a finding."""
    crumbs = crumbs_to(finding.inspection, finding.reference)
    if here is None:
        return crumbs
    crumbs[-1]["href"] = url_for("inspections.finding_page", reference=finding.reference)
    return [*crumbs, {"text": here}]


def render_finding_act(title: str, button: str, form: BaseForm, finding: Finding, **extra: Any) -> ResponseReturnValue:  # noqa: ANN401  # template values
    """The page of one act on a finding: what it is about, the questions, one button. `advice` says what it does."""
    return render_form(
        "inspections/finding_act.html",
        form,
        title=title,
        button=button,
        finding=finding,
        story=story_of(finding, today()),
        crumbs=crumbs_to_finding(finding, title),
        **{"advice": "", "hint": "", "warns": False, "warning": False, "has_file": False, **extra},
    )


def _risks_of(finding: Finding) -> Sequence[object]:
    find: Callable[..., Sequence[object]] | None = current_app.extensions.get(RISKS_BESIDE)
    return find(session(), finding.id) if find else ()


def _edit_form(finding: Finding, *, fresh: bool = False) -> EditFindingForm:
    form = EditFindingForm.for_row(finding, fresh=fresh)
    last = finding.details[-1]
    leads = list(possible_leads(session()))
    if last.lead is not None and last.lead not in leads:
        leads.append(last.lead)
    _offer(form, finding.inspection, leads=leads, priorities=_priorities_to_choose(last.priority_id))
    form.parent_id.choices = concerns_to_choose([each for each in _concerns_of(finding.inspection) if each != finding])
    return form


def _priorities_to_choose(and_also: int | None) -> list[tuple[str, str]]:
    """The Chief Executive may choose any; a lead those they lead, and the one it stands under now."""
    every = priority_choices(session())
    if can(Act.ASSIGN_FINDING):
        return every
    led = {str(found.id) for found in priorities_led_by(session(), current_actor().person_id or 0)}
    return [choice for choice in every if choice[0] in {*led, str(and_also)}]


def _offer(
    form: FindingFields, inspection: Inspection, *, leads: Sequence[Person], priorities: Sequence[tuple[str, str]]
) -> None:
    form.offer(questions=inspection.questions, priorities=priorities, leads=leads)


def _concerns_of(inspection: Inspection) -> list[Finding]:
    found = queries.findings_of(session(), inspection.id)
    return [each for each in found if each.kind is FindingType.CAUSE_OF_CONCERN and not each.is_withdrawn]


def _named(findings: Sequence[Finding], reference: str) -> Finding | None:
    return next((each for each in findings if each.reference == reference), None)
