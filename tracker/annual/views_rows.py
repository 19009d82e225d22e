"""Case studies, quotations, headline figures and funding facts: their lists, adding, changing, moving, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.annual import commands_figures, commands_rows, commands_stories, queries
from tracker.annual.commands_rows import check_standing
from tracker.annual.forms import MoveForm, RestoreForm, WithdrawForm
from tracker.annual.forms_stories import FigureForm, FundingForm, Places, StoryForm
from tracker.annual.models import AnnualYear
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.models_stories import AnnualFigure, AnnualStory, FundingFact
from tracker.annual.queries import Row
from tracker.annual.queries_year import plans_of_year
from tracker.annual.views import WRITE, annual, begun, crumbs_of, load, render_writing
from tracker.dates import today
from tracker.panel.views import Crumbs, back_to
from tracker.web.forms import BaseForm
from tracker.web.identity import can, current_actor, require
from tracker.web.moving import focus_after
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes

TITLES: Final = {
    "stories": "Case studies and quotations",
    "figures": "Headline figures",
    "funding": "Funding facts",
    "pictures": "Pictures",
}
_PAGES: Final = {
    "stories": "annual/stories.html",
    "figures": "annual/figures.html",
    "funding": "annual/funding.html",
}
LISTS: Final = f"{WRITE}/<any(stories, figures, funding):kind>"
ALL: Final = f"{WRITE}/<any(stories, figures, funding, pictures):kind>"


@annual.get(LISTS)
def rows(year: str, kind: str) -> ResponseReturnValue:
    return _list(load(year, Act.SEE_DRAFT_REPORTS), kind, None)


@annual.route(f"{WRITE}/stories/new", methods=["GET", "POST"])
@writes
def new_story(year: str) -> ResponseReturnValue:
    found = load(year)
    places, form = _places(found), StoryForm.new(request.args.get("place", ""))
    form.offer(places.of_stories())
    form.offer_pictures(queries.every_picture(session(), found))
    if form.validate_on_submit():
        with form.refusals():
            facts = form.facts(places)
            row = commands_stories.add_story(session(), found, facts, by=current_actor(), on=today())
            return back_to(_address(found, "stories"), f"{row.known_as} is added.")
    crumbs = _crumbs(found, "stories", "Add")
    return render_writing("Add a case study or quotation", "Add", form, crumbs)


@annual.route(f"{WRITE}/stories/<int:number>", methods=["GET", "POST"])
@writes
def story_page(year: str, number: int) -> ResponseReturnValue:
    row = queries.story(session(), begun(year), number)
    _check_may_change(row)
    places, pictures = _places(row.annual), queries.every_picture(session(), row.annual)

    def made(*, fresh: bool = False) -> StoryForm:
        form = StoryForm.for_row(row, fresh=fresh)
        form.offer(places.of_stories())
        form.offer_pictures(pictures, row.picture)
        return form

    form = made()
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: made(fresh=True)):
            command = form.to_command(places)
            saved = commands_stories.change_story(session(), row, command, by=current_actor(), on=today())
            return _saved(row, "stories", saved=saved)
    return render_writing(f"Change {row.known_as.lower()}", "Save", form, _crumbs(row.annual, "stories", row.known_as))


@annual.route(f"{WRITE}/figures/new", methods=["GET", "POST"])
@writes
def new_figure(year: str) -> ResponseReturnValue:
    found = load(year)
    places, form = _places(found), FigureForm.new(request.args.get("place", ""))
    form.offer(places.of_figures())
    if form.validate_on_submit():
        with form.refusals():
            facts = form.facts(places)
            row = commands_figures.add_figure(session(), found, facts, by=current_actor(), on=today())
            return back_to(_address(found, "figures"), f"{row.known_as} is added.")
    return render_writing("Add a headline figure", "Add", form, _crumbs(found, "figures", "Add"))


@annual.route(f"{WRITE}/figures/<int:number>", methods=["GET", "POST"])
@writes
def figure_page(year: str, number: int) -> ResponseReturnValue:
    row = queries.figure(session(), begun(year), number)
    _check_may_change(row)
    places = _places(row.annual)

    def made(*, fresh: bool = False) -> FigureForm:
        form = FigureForm.for_row(row, fresh=fresh)
        form.offer(places.of_figures())
        return form

    form = made()
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: made(fresh=True)):
            command = form.to_command(places)
            saved = commands_figures.change_figure(session(), row, command, by=current_actor(), on=today())
            return _saved(row, "figures", saved=saved)
    return render_writing(f"Change {row.known_as.lower()}", "Save", form, _crumbs(row.annual, "figures", row.known_as))


@annual.route(f"{WRITE}/funding/new", methods=["GET", "POST"])
@writes
def new_funding(year: str) -> ResponseReturnValue:
    found = load(year)
    places, form = _places(found), FundingForm.new(request.args.get("place", ""))
    form.offer(places.of_funding())
    if form.validate_on_submit():
        with form.refusals():
            facts = form.facts(places)
            row = commands_figures.add_funding(session(), found, facts, by=current_actor(), on=today())
            return back_to(_address(found, "funding"), f"{row.known_as} is added.")
    return render_writing("Add a funding fact", "Add", form, _crumbs(found, "funding", "Add"))


@annual.route(f"{WRITE}/funding/<int:number>", methods=["GET", "POST"])
@writes
def funding_page(year: str, number: int) -> ResponseReturnValue:
    row = queries.funding_fact(session(), begun(year), number)
    _check_may_change(row)
    places = _places(row.annual)

    def made(*, fresh: bool = False) -> FundingForm:
        form = FundingForm.for_row(row, fresh=fresh)
        form.offer(places.of_funding())
        return form

    form = made()
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: made(fresh=True)):
            command = form.to_command(places)
            saved = commands_figures.change_funding(session(), row, command, by=current_actor(), on=today())
            return _saved(row, "funding", saved=saved)
    return render_writing(f"Change {row.known_as.lower()}", "Save", form, _crumbs(row.annual, "funding", row.known_as))


@annual.post(f"{LISTS}/<int:number>/<any(up, down):way>")
@writes
def move_row(year: str, kind: str, number: int, way: str) -> ResponseReturnValue:
    found = begun(year)
    row = _row(found, kind, number)
    require(Act.EDIT_ANNUAL)
    form = MoveForm.for_row(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: MoveForm.for_row(row)):
            beside = _siblings(row)
            commands_rows.move_row(session(), row, beside, form.to_command(way), by=current_actor(), on=today())
            ordered = sorted(beside, key=lambda each: each.position)
            ends = (row is not ordered[0], row is not ordered[-1])
            return focus_after(_address(found, kind), f"{row.known_as} is moved {way}.", number, way, ends)
    return _list(found, kind, form)


@annual.route(f"{ALL}/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_row(year: str, kind: str, number: int) -> ResponseReturnValue:
    found = begun(year)
    row = _any_row(found, kind, number)
    _check_may_change(row)
    form = WithdrawForm.for_row(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawForm.for_row(row, fresh=True)):
            commands_rows.withdraw_row(session(), row, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(found, kind), f"{row.known_as} is withdrawn.")
    advice = f"The report no longer shows it. It is kept, and can be brought back.{_where_shown(row)}"
    title = f"Withdraw {row.known_as.lower()}"
    return render_writing(title, "Withdraw", form, _crumbs(found, kind, "Withdraw"), advice=advice, warning=True)


@annual.route(f"{ALL}/<int:number>/restore", methods=["GET", "POST"])
@writes
def restore_row(year: str, kind: str, number: int) -> ResponseReturnValue:
    found = begun(year)
    row = _any_row(found, kind, number)
    require(Act.EDIT_ANNUAL)
    form = RestoreForm.for_row(row)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: RestoreForm.for_row(row, fresh=True)):
            commands_rows.restore_row(session(), row, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(found, kind), f"{row.known_as} is back in the report.")
    advice = f"It was withdrawn: {row.withdrawn_reason}" if row.is_withdrawn else "It is in the report already."
    title = f"Bring back {row.known_as.lower()}"
    return render_writing(title, "Bring back", form, _crumbs(found, kind, "Bring back"), advice=advice)


def _where_shown(row: Row | AnnualPicture) -> str:
    """Which places go without a picture when it is withdrawn."""
    if not isinstance(row, AnnualPicture):
        return ""
    uses = queries.uses_of_pictures(session(), begun(row.year)).get(row.id, [])
    return f" It is shown in {', '.join(uses)}. No picture is shown there until you choose another." if uses else ""


def _places(found: AnnualYear) -> Places:
    return Places(found, plans_of_year(session(), found.financial_year))


def _check_may_change(row: Row | AnnualPicture) -> None:
    """Raises Forbidden, and for a page that changes it WithdrawnAlready."""
    require(Act.EDIT_ANNUAL)
    if request.method == "GET":
        check_standing(row)


def _row(found: AnnualYear, kind: str, number: int) -> Row:
    if kind == "stories":
        return queries.story(session(), found, number)
    if kind == "figures":
        return queries.figure(session(), found, number)
    return queries.funding_fact(session(), found, number)


def _any_row(found: AnnualYear, kind: str, number: int) -> Row | AnnualPicture:
    return queries.picture(session(), found, number) if kind == "pictures" else _row(found, kind, number)


def _siblings(row: Row) -> Sequence[Row]:
    if isinstance(row, AnnualStory):
        return commands_stories.siblings(session(), row)
    if isinstance(row, AnnualFigure):
        return commands_figures.figure_siblings(session(), row)
    return commands_figures.funding_siblings(session(), row)


def _saved(row: Row, kind: str, *, saved: bool) -> ResponseReturnValue:
    return back_to(_address(row.annual, kind), f"{row.known_as} is saved." if saved else NOTHING_CHANGED)


def _address(found: AnnualYear, kind: str) -> str:
    if kind == "pictures":
        return url_for("annual.pictures", year=found.year)
    return url_for("annual.rows", year=found.year, kind=kind)


def _crumbs(found: AnnualYear, kind: str, here: str) -> Crumbs:
    *before, _ = crumbs_of(found, here)
    return [*before, {"text": TITLES[kind], "href": _address(found, kind)}, {"text": here}]


def _list(found: AnnualYear, kind: str, form: BaseForm | None) -> ResponseReturnValue:
    every: Sequence[Row] = getattr(queries.rows_of_year(session(), found), kind)
    page = render_template(
        _PAGES[kind],
        annual=found,
        kind=kind,
        title=TITLES[kind],
        groups=_by_place([row for row in every if not row.is_withdrawn]),
        withdrawn=[row for row in every if row.is_withdrawn],
        keys={row.id: MoveForm(formdata=None).form_key.data for row in every},
        may_edit=can(Act.EDIT_ANNUAL),
        **({"form": form} if form is not None else {}),
        crumbs=crumbs_of(found, TITLES[kind]),
    )
    return page, form.status_code if form is not None else 200


def _by_place(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """The standing rows under the words of their places, in the order the places first come."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(_words_of_place(row), []).append(row)
    return found


def _words_of_place(row: Row) -> str:
    if isinstance(row, AnnualStory):
        words = commands_stories.StoryPlace.of(row).words
        return words[:1].upper() + words[1:]
    if isinstance(row, FundingFact):
        return f"Priority {row.priority.number}: {row.priority.title}" if row.priority else "Finance"
    if row.priority is None:
        return row.place.label
    objective = f", {row.objective.code} {row.objective.title}" if row.objective else f": {row.priority.title}"
    return f"Priority {row.priority.number}{objective}"
