"""The blueprint of the plan's pages, and what they share. A deliverable's own page has `overview`."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from tracker.access import Act, Tie
from tracker.accounts.views_session import office
from tracker.dates import today
from tracker.plan import queries
from tracker.plan.commands_history import newest_update
from tracker.plan.models import Deliverable
from tracker.plan.rules_rag import RagRules
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import current_actor, require
from tracker.writing import session

plan = Blueprint("plan", __name__)


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
