"""Writing a year's annual report: its parts and what is missing, its sections and their order, its cover."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.annual import commands, queries
from tracker.annual.forms import BeginForm, CoverForm, MoveForm, SectionForm
from tracker.annual.models import AnnualYear
from tracker.annual.queries_gaps import gaps_of
from tracker.annual.queries_year import annual_year, content_of_year, plans_of_year
from tracker.annual.rules import YearNotBegun, YearTooEarly, check_begun
from tracker.audit.queries import history_of
from tracker.dates import FinancialYear, UnknownFinancialYear, today
from tracker.errors import NotFound
from tracker.panel.views import Crumbs, back_to, render_act
from tracker.web.forms import BaseForm
from tracker.web.identity import can, current_actor, require
from tracker.web.moving import focus_after
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes

annual = Blueprint("annual", __name__)

WRITE = "/reports/annual/<year>/write"


@annual.get(WRITE)
def hub(year: str) -> ResponseReturnValue:
    wanted = year_named(year)
    require(Act.SEE_DRAFT_REPORTS)
    content = content_of_year(session(), wanted)
    if content is None:
        return render_template("annual/not_begun.html", year=wanted, form=BeginForm(formdata=None), **_may(wanted))
    return render_template(
        "annual/hub.html",
        year=wanted,
        content=content,
        gaps=gaps_of(content, plans_of_year(session(), wanted), today()),
        history=history_of(session(), f"annual {wanted.key}", limit=20),
        **_may(wanted),
    )


@annual.post(f"{WRITE}/begin")
@writes
def begin(year: str) -> ResponseReturnValue:
    wanted = year_named(year)
    require(Act.EDIT_ANNUAL)
    form = BeginForm()
    if form.validate_on_submit():
        with form.refusals():
            commands.begin_year(session(), wanted, by=current_actor(), on=today())
            return back_to(hub_address(wanted), f"The annual report of {wanted.key} is begun.")
    return render_template("annual/not_begun.html", year=wanted, form=form, **_may(wanted)), form.status_code


@annual.get(f"{WRITE}/sections")
def sections(year: str) -> ResponseReturnValue:
    found = load(year, Act.SEE_DRAFT_REPORTS)
    return _sections(found, None)


@annual.route(f"{WRITE}/sections/new", methods=["GET", "POST"])
@writes
def new_section(year: str) -> ResponseReturnValue:
    found = load(year)
    form = SectionForm.new()
    form.offer_pictures(queries.every_picture(session(), found))
    if form.validate_on_submit():
        with form.refusals():
            section = commands.add_section(session(), found, form.facts(), by=current_actor(), on=today())
            return back_to(_sections_address(found), f"“{section.heading}” is added.")
    return render_writing("Add a section", "Add section", form, _section_crumbs(found, "Add a section"))


@annual.route(f"{WRITE}/sections/<int:number>", methods=["GET", "POST"])
@writes
def section_page(year: str, number: int) -> ResponseReturnValue:
    section = queries.section_of(begun(year), number)
    require(Act.EDIT_ANNUAL)
    pictures = queries.every_picture(session(), section.annual)

    def made(*, fresh: bool = False) -> SectionForm:
        form = SectionForm.for_row(section, fresh=fresh)
        form.offer_pictures(pictures, section.picture)
        return form

    form = made()
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: made(fresh=True)):
            changed = commands.save_section(session(), section, form.to_command(), by=current_actor(), on=today())
            message = f"“{section.heading}” is saved." if changed else NOTHING_CHANGED
            return back_to(hub_address(section.annual.financial_year), message)
    return render_writing(section.heading, "Save", form, crumbs_of(section.annual, section.heading))


@annual.post(f"{WRITE}/sections/<int:number>/<any(up, down):way>")
@writes
def move_section(year: str, number: int, way: str) -> ResponseReturnValue:
    found = load(year)
    section = queries.section_of(found, number)
    form = MoveForm.for_row(found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: MoveForm.for_row(found)):
            command = form.to_command(way)
            commands.move_section(session(), found, section, command, by=current_actor(), on=today())
            ends = (section is not found.sections[0], section is not found.sections[-1])
            return focus_after(_sections_address(found), f"“{section.heading}” is moved {way}.", number, way, ends)
    return _sections(found, form)


@annual.route(f"{WRITE}/cover", methods=["GET", "POST"])
@writes
def cover(year: str) -> ResponseReturnValue:
    found = load(year)
    pictures = queries.every_picture(session(), found)

    def made(*, fresh: bool = False) -> CoverForm:
        form = CoverForm.for_row(found, fresh=fresh)
        form.offer_pictures(pictures, found.cover)
        return form

    form = made()
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: made(fresh=True)):
            changed = commands.choose_cover(session(), found, form.to_command(), by=current_actor(), on=today())
            message = "The cover is chosen." if changed else NOTHING_CHANGED
            return back_to(hub_address(found.financial_year), message)
    return render_writing("Picture on the cover", "Save", form, crumbs_of(found, "Cover"))


def render_writing(
    title: str,
    button: str,
    form: BaseForm,
    crumbs: Crumbs,
    **extra: Any,  # noqa: ANN401  # template values
) -> ResponseReturnValue:
    """The page of one act on the report, which says so where the report is signed off."""
    return render_act(title, button, form, crumbs, **{"template": "annual/act.html", **extra})


def year_named(key: str) -> FinancialYear:
    """Raises NotFound for what is no financial year, and for one that nobody can report on."""
    try:
        year = FinancialYear.parse(key)
        check_begun(year, today())
    except (UnknownFinancialYear, YearTooEarly, YearNotBegun) as error:
        raise NotFound("financial year to report on", key) from error
    return year


def load(year: str, act: Act = Act.EDIT_ANNUAL) -> AnnualYear:
    """A year that is being written. Raises NotFound, then Forbidden."""
    found = begun(year)
    require(act)
    return found


def begun(year: str) -> AnnualYear:
    """A year that is being written, for whoever asks: what is looked up in it comes before who may. Raises NotFound."""
    found = annual_year(session(), year_named(year))
    if found is None:
        raise NotFound("annual report that is being written", year)
    return found


def hub_address(year: FinancialYear) -> str:
    return url_for("annual.hub", year=year.key)


def crumbs_of(found: AnnualYear, here: str) -> Crumbs:
    year = found.financial_year
    return [*year_crumbs(year), {"text": "Write it", "href": hub_address(year)}, {"text": here}]


def year_crumbs(year: FinancialYear) -> Crumbs:
    return [
        {"text": "Reports", "href": "/reports"},
        {"text": f"Annual report {year.key}", "href": f"/reports/annual/{year.key}"},
    ]


def _sections_address(found: AnnualYear) -> str:
    return url_for("annual.sections", year=found.year)


def _section_crumbs(found: AnnualYear, here: str) -> Crumbs:
    *before, _ = crumbs_of(found, here)
    return [*before, {"text": "Sections and their order", "href": _sections_address(found)}, {"text": here}]


def _sections(found: AnnualYear, form: BaseForm | None) -> ResponseReturnValue:
    page = render_template(
        "annual/sections.html",
        annual=found,
        keys={each.id: MoveForm(formdata=None).form_key.data for each in found.sections},
        may_edit=can(Act.EDIT_ANNUAL),
        **({"form": form} if form is not None else {}),
        crumbs=crumbs_of(found, "Sections and their order"),
    )
    return page, form.status_code if form is not None else 200


def _may(year: FinancialYear) -> dict[str, Any]:
    return {"may_edit": can(Act.EDIT_ANNUAL), "crumbs": [*year_crumbs(year), {"text": "Write it"}]}
