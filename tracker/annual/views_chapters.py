"""The chapter of a priority: its introduction, what is said of its objectives, and what stands under it."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.annual import commands, queries
from tracker.annual.forms import IntroductionForm, ObjectiveForm
from tracker.annual.models import AnnualYear
from tracker.annual.views import WRITE, annual, begun, crumbs_of, render_writing
from tracker.dates import today
from tracker.panel.views import Crumbs, back_to
from tracker.plan.models import Priority
from tracker.web.identity import can, current_actor, require
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes

CHAPTER = f"{WRITE}/plans/<code>/priorities/<int:number>"


@annual.get(CHAPTER)
def chapter(year: str, code: str, number: int) -> ResponseReturnValue:
    found, priority = _found(year, code, number)
    require(Act.SEE_DRAFT_REPORTS)
    rows = queries.rows_of_year(session(), found)
    objectives = {each.id for each in priority.objectives}
    return render_template(
        "annual/chapter.html",
        annual=found,
        priority=priority,
        text=queries.priority_text(session(), found, priority),
        texts=queries.objective_texts(session(), found, priority),
        stories=[
            each
            for each in rows.stories
            if not each.is_withdrawn and (each.priority_id == priority.id or each.objective_id in objectives)
        ],
        figures=[each for each in rows.figures if not each.is_withdrawn and each.priority_id == priority.id],
        funding=[each for each in rows.funding if not each.is_withdrawn and each.priority_id == priority.id],
        may_edit=can(Act.EDIT_ANNUAL),
        crumbs=crumbs_of(found, f"Priority {number}"),
    )


@annual.route(f"{CHAPTER}/introduction", methods=["GET", "POST"])
@writes
def introduction(year: str, code: str, number: int) -> ResponseReturnValue:
    found, priority = _found(year, code, number)
    require(Act.EDIT_ANNUAL)

    def made(*, fresh: bool = False) -> IntroductionForm:
        row = queries.priority_text(session(), found, priority)
        form = IntroductionForm.for_row(row, fresh=fresh)
        form.offer_pictures(queries.every_picture(session(), found), row.picture if row else None)
        return form

    form = made()
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: made(fresh=True)):
            command = form.to_command()
            saved = commands.save_priority_text(session(), found, priority, command, by=current_actor(), on=today())
            return back_to(_address(found, priority), "The introduction is saved." if saved else NOTHING_CHANGED)
    crumbs = _crumbs(found, priority, "Introduction")
    return render_writing(f"Introduction of priority {number}", "Save", form, crumbs, about=priority.title)


@annual.route(f"{CHAPTER}/objectives/<objective>", methods=["GET", "POST"])
@writes
def objective_page(year: str, code: str, number: int, objective: str) -> ResponseReturnValue:
    found, priority = _found(year, code, number)
    about = queries.objective_of(priority, objective)
    require(Act.EDIT_ANNUAL)

    def made(*, fresh: bool = False) -> ObjectiveForm:
        row = queries.objective_text(session(), found, about)
        form = ObjectiveForm.for_row(row, fresh=fresh)
        form.offer_pictures(queries.every_picture(session(), found), row.picture if row else None)
        return form

    form = made()
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: made(fresh=True)):
            command = form.to_command()
            saved = commands.save_objective_text(session(), found, about, command, by=current_actor(), on=today())
            message = f"“{about.title}” is saved." if saved else NOTHING_CHANGED
            return back_to(f"{_address(found, priority)}#objective-{about.id}", message)
    return render_writing(about.title, "Save", form, _crumbs(found, priority, about.code), about=about.level_name)


def _found(year: str, code: str, number: int) -> tuple[AnnualYear, Priority]:
    """Raises NotFound; who may is asked after it."""
    found = begun(year)
    return found, queries.priority_of_year(session(), found.financial_year, code, number)


def _address(found: AnnualYear, priority: Priority) -> str:
    return url_for("annual.chapter", year=found.year, code=priority.plan.code, number=priority.number)


def _crumbs(found: AnnualYear, priority: Priority, here: str) -> Crumbs:
    *before, _ = crumbs_of(found, here)
    return [*before, {"text": f"Priority {priority.number}", "href": _address(found, priority)}, {"text": here}]
