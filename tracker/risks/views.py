"""One risk's or issue's page, and the blueprint of the register's pages."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Act, Tie
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.errors import NotFound
from tracker.plan.rules_standing import latest
from tracker.risks import queries
from tracker.risks.models import Risk
from tracker.risks.queries_scores import actions_to_report, score_story
from tracker.risks.queries_story import happenings
from tracker.risks.rules import headline
from tracker.risks.rules_changes import check_editable
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import can, current_actor, require
from tracker.writing import session

risks = Blueprint("risks", __name__)

OFFERED: Final = (Act.EDIT_RISK, Act.ASSESS_RISK, Act.UPDATE_RISK_ACTION, Act.ACCEPT_RISK)


@risks.get("/risks/<reference>")
def risk_page(reference: str) -> ResponseReturnValue:
    risk = queries.risk(session(), reference)
    require(Act.SEE_RISKS)
    story = score_story(risk, queries.matrices(session()), today())
    if story is None:
        raise NotFound("risk or issue on the record of this day", reference)
    ties = ties_to(risk)
    return render_template(
        "risks/risk.html",
        risk=risk,
        story=story,
        position=story.position,
        place=latest(risk.details, today()),
        title=title_of(risk, story.position.words),
        happenings=happenings(risk),
        acts=[act for act in OFFERED if can(act, ties)],
        history=history_of(session(), risk.reference, limit=20),
        may_report=actions_to_report(session(), current_actor(), risk, today()),
        headline=headline,
        today=today(),
        crumbs=crumbs_to(risk),
    )


def title_of(risk: Risk, words: str) -> str:
    """ "R-0001: The custody suite is not ready in time"."""
    return f"{risk.reference}: {headline(words)}"


def load(reference: str, act: Act) -> Risk:
    """The risk or issue, once the person may do `act` to it. Raises NotFound, then Forbidden."""
    risk = queries.risk(session(), reference)
    require(act, ties_to(risk))
    return risk


def open_to_change(reference: str, act: Act) -> Risk:
    """The risk or issue for a page that changes it: nobody fills in a form only to be told that it is closed."""
    risk = load(reference, act)
    if request.method == "GET":
        check_editable(risk.kind, risk.standing.state)
    return risk


def ties_to(risk: Risk) -> frozenset[Tie]:
    return queries.ties(session(), current_actor(), risk, today())


def crumbs_to(risk: Risk, here: str | None = None) -> list[dict[str, str]]:
    """The way back from a page about a risk or issue."""
    crumbs = [{"text": "Risks and issues", "href": "/risks"}]
    if here is None:
        return [*crumbs, {"text": risk.reference}]
    return [*crumbs, {"text": risk.reference, "href": f"/risks/{risk.reference}"}, {"text": here}]


def back_to(risk: Risk, message: str) -> Response:
    flash(message)
    return redirect(url_for("risks.risk_page", reference=risk.reference))


def render_act(title: str, button: str, form: BaseForm, risk: Risk, **extra: Any) -> ResponseReturnValue:  # noqa: ANN401  # template values
    """The page of one act on a risk: what it is about, the questions, one button. `advice` says what it does."""
    template = extra.pop("template", "risks/act.html")
    return render_form(
        template,
        form,
        title=title,
        button=button,
        risk=risk,
        crumbs=crumbs_to(risk, title),
        **{"advice": "", "warning": False, "leave_out": (), **extra},
    )
