"""One deliverable's page, and the blueprint of the plan's pages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Act, Tie
from tracker.accounts.views_session import office
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.documents.charts import progress_figure
from tracker.documents.html import render_block
from tracker.errors import NotFound
from tracker.plan import queries
from tracker.plan.commands_due import may_withdraw
from tracker.plan.commands_history import newest_update
from tracker.plan.models import Deliverable
from tracker.plan.queries_story import story_of
from tracker.plan.rules_rag import RagRules
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import can, current_actor, require
from tracker.writing import session

plan = Blueprint("plan", __name__)


@plan.get("/deliverables/<reference>")
def deliverable_page(reference: str) -> ResponseReturnValue:
    deliverable = queries.deliverable(session(), reference)
    require(Act.SEE_DELIVERABLES)
    story = story_of(deliverable, rag_rules(), today())
    if story is None:
        raise NotFound("deliverable on the record of this day", reference)
    ties = ties_to(deliverable)
    return render_template(
        "plan/deliverable.html",
        deliverable=deliverable,
        story=story,
        chart=render_block(progress_figure(story.chart), first_id="progress"),
        acts=[act for act in OFFERED if can(act, ties)],
        may_withdraw=can(Act.REQUEST_DUE_DATE, ties)
        and story.request is not None
        and may_withdraw(deliverable, story.request, current_actor()),
        carried_to=queries.carried_to(session(), deliverable),
        history=history_of(session(), deliverable.reference, limit=20),
        crumbs=crumbs_to(deliverable),
    )


OFFERED = (
    Act.UPDATE_PROGRESS,
    Act.REQUEST_DUE_DATE,
    Act.DECIDE_DUE_DATE,
    Act.EDIT_DELIVERABLE,
    Act.CLOSE_DELIVERABLE,
    Act.OVERRIDE_RAG,
)


def rag_rules() -> RagRules:
    """The office's thresholds of today (RULES 2)."""
    chosen = office()
    return RagRules(chosen.rag_behind_by, chosen.rag_due_within_days, chosen.rag_nearly_done)


def load(reference: str, act: Act) -> Deliverable:
    """The deliverable, once the person may do `act` to it. Raises NotFound, then Forbidden."""
    deliverable = queries.deliverable(session(), reference)
    require(act, ties_to(deliverable))
    return deliverable


def ties_to(deliverable: Deliverable) -> frozenset[Tie]:
    return queries.ties(session(), current_actor(), deliverable, today())


def priorities_to_choose(and_also: int | None = None) -> list[tuple[str, str]]:
    """Where the person may put a deliverable: the priorities they lead, and the one it stands under now."""
    led = {str(found.id) for found in queries.priorities_led_by(session(), current_actor().person_id or 0)}
    return [choice for choice in queries.priority_choices(session()) if choice[0] in {*led, str(and_also)}]


def crumbs_to(deliverable: Deliverable, here: str | None = None) -> list[dict[str, str]]:
    """The way back from a page about a deliverable."""
    crumbs = [{"text": "Deliverables", "href": "/deliverables"}]
    if here is None:
        return [*crumbs, {"text": deliverable.reference}]
    return [
        *crumbs,
        {"text": deliverable.reference, "href": f"/deliverables/{deliverable.reference}"},
        {"text": here},
    ]


def render_act(title: str, button: str, form: BaseForm, deliverable: Deliverable, **extra: Any) -> ResponseReturnValue:  # noqa: ANN401  # template values
    """The page of one act on a deliverable: what it is about, the questions, one button. `advice` says what it does."""
    template = extra.pop("template", "plan/act.html")
    return render_form(
        template,
        form,
        title=title,
        button=button,
        deliverable=deliverable,
        crumbs=crumbs_to(deliverable, title),
        newest=newest_update(deliverable),
        milestones=queries.milestones_now(deliverable),
        **{"advice": "", "warning": False, "leave_out": (), **extra},
    )
