"""Giving the reasons of the version before again, where what is wrong still reads the same."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.reports.commands_review import OverrideProblem, repeat_reasons
from tracker.reports.forms_signoff import ForReport
from tracker.reports.models_signoff import ReportOverride
from tracker.reports.queries_checks import problems_of
from tracker.reports.queries_review import former_reasons, judged
from tracker.reports.rules_checks_types import Problem
from tracker.reports.rules_review import NoReasonsLeft, check_overriding
from tracker.reports.views import reports
from tracker.reports.views_acts import REPORT, again, back_to, content_of, load, render_act
from tracker.reports.views_life import Life
from tracker.web.identity import current_actor, require
from tracker.web.wording import count
from tracker.writing import session, writes

Former = tuple[tuple[Problem, ReportOverride], ...]


@reports.route(f"{REPORT}/reasons", methods=["GET", "POST"])
@writes
def reasons_page(kind: str, period: str) -> ResponseReturnValue:
    life = load(kind, period)
    require(Act.SUBMIT_REPORTS)
    check_overriding(life.state)
    former = _former(life)
    form = ForReport.of(life.found)
    if not former and not form.is_submitted():
        raise NoReasonsLeft
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ForReport.of(again(life).found, fresh=True)):
            commands = [OverrideProblem(form.seen.number, problem, given.reason) for problem, given in former]
            number = repeat_reasons(session(), life.kind, life.period, commands, by=current_actor())
            return back_to(_wrong(life), f"{count(number, 'reason')} given again, now with your name.")
    title = "Give earlier reasons again"
    button = f"Give {'this reason' if len(former) == 1 else f'these {len(former)} reasons'} again"
    return render_act(title, button, form, life, "reports/reasons.html", back=_wrong(life), former=former)


def _former(life: Life) -> Former:
    content = content_of(life)
    found = judged(problems_of(session(), life.kind, life.period, content), life.found, content)
    return former_reasons(life.found, found)


def _wrong(life: Life) -> str:
    review = url_for("reports.review_page", kind=life.kind.value, period=life.period.key)
    return f"{review}#wrong"
