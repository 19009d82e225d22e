"""A deliverable with the risks that may delay it and the findings it answers: what other rooms link to a record."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.documents.charts import progress_figure
from tracker.documents.html import render_block
from tracker.errors import NotFound
from tracker.overview import queries_linked
from tracker.overview.views import overview
from tracker.plan import queries as plan_queries
from tracker.plan.commands_due import may_withdraw
from tracker.plan.models import Deliverable
from tracker.plan.queries_story import Story, story_of
from tracker.plan.views import crumbs_to, rag_rules, ties_to
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
    story = story_of(deliverable, rag_rules(), today(), red_risks=queries_linked.red_references(risks))
    if story is None:
        raise NotFound("deliverable on the record of this day", reference)
    return render_template(
        "overview/deliverable.html",
        deliverable=deliverable,
        story=story,
        today=today(),
        chart=render_block(progress_figure(story.chart), first_id="progress"),
        risks=risks,
        findings=queries_linked.findings_of_deliverable(session(), deliverable.id),
        carried_to=plan_queries.carried_to(session(), deliverable),
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
