"""What other rooms have to do with a record: a deliverable with its risks and findings, all that a priority holds."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import Quarter, today
from tracker.documents.charts import progress_figure
from tracker.documents.html import render_block
from tracker.errors import NotFound
from tracker.overview import queries, queries_linked
from tracker.overview.views import is_reported, overview
from tracker.plan import queries as plan_queries
from tracker.plan.commands_due import may_withdraw
from tracker.plan.models import Deliverable
from tracker.plan.queries_story import Story, story_of
from tracker.plan.queries_versions import history_of_versions, version_among
from tracker.plan.rules_year_marks import marks_by_year
from tracker.plan.views import crumbs_to, rag_rules, ties_to
from tracker.reports import queries as report_queries
from tracker.web.identity import can, can_for_some, current_actor, require
from tracker.writing import session

OFFERED = (
    Act.UPDATE_PROGRESS,
    Act.REQUEST_DUE_DATE,
    Act.DECIDE_DUE_DATE,
    Act.EDIT_DELIVERABLE,
    Act.CLOSE_DELIVERABLE,
    Act.OVERRIDE_RAG,
)


@overview.get("/deliverables/<reference>")
def deliverable_page(reference: str) -> ResponseReturnValue:
    deliverable = plan_queries.deliverable(session(), reference)
    require(Act.SEE_DELIVERABLES)
    risks = queries_linked.risks_of_deliverable(session(), deliverable.id)
    versions = history_of_versions(session(), deliverable)
    red = queries_linked.red_references(risks)
    story = story_of(deliverable, rag_rules(), today(), red_risks=red, versions=versions)
    if story is None:
        raise NotFound("deliverable on the record of this day", reference)
    carried_to = plan_queries.carried_to(session(), deliverable)
    return render_template(
        "overview/deliverable.html",
        deliverable=deliverable,
        story=story,
        plan_version=version_among(versions, deliverable.standing.priority.plan_id, today()),
        today=today(),
        chart=render_block(progress_figure(story.chart), first_id="progress"),
        risks=risks,
        findings=queries_linked.findings_of_deliverable(session(), deliverable.id),
        carried_to=carried_to,
        years=marks_by_year(deliverable, today(), carried_to.reference if carried_to else None),
        history=history_of(session(), deliverable.reference, limit=20),
        crumbs=crumbs_to(deliverable),
        **_offered(deliverable, story),
    )


def _offered(deliverable: Deliverable, story: Story) -> dict[str, object]:
    """What the person may do to it, for the page."""
    ties = ties_to(deliverable)
    return {
        "acts": [act for act in OFFERED if can(act, ties)],
        "may_raise": can_for_some(Act.RAISE_RISK),
        "may_withdraw": can(Act.REQUEST_DUE_DATE, ties)
        and story.request is not None
        and may_withdraw(deliverable, story.request, current_actor()),
    }


@overview.get("/plans/<code>/priorities/<int:number>")
def priority_page(code: str, number: int) -> ResponseReturnValue:
    priority = plan_queries.priority(session(), code, number)
    require(Act.SEE_PLANS)
    ties = plan_queries.ties_to_priority(current_actor(), priority)
    return render_template(
        "overview/priority.html",
        priority=priority,
        today=today(),
        objectives=plan_queries.objectives_of(session(), priority.id),
        rows=queries.of_priority(session(), priority.id),
        figures=queries.figures(session(), queries.under(priority.id), today()),
        risks=queries_linked.risks_under(session(), priority.id),
        findings=queries_linked.findings_under(session(), priority.id),
        quarters=report_queries.quarters_of_priority(session(), priority.id),
        quarter=Quarter.of(today()),
        reported_now=is_reported(priority, Quarter.of(today())),
        may_raise=can(Act.RAISE_RISK, ties),
        may_edit=can(Act.EDIT_DELIVERABLE, ties),
        may_edit_objectives=can(Act.EDIT_OBJECTIVES, ties),
    )
