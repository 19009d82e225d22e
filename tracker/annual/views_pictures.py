"""Pictures of a year's report: seeing them, adding one, and changing what is said of it."""

from __future__ import annotations

import io

from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.annual import commands_pictures, queries
from tracker.annual.commands_rows import check_standing
from tracker.annual.forms_pictures import ChangePictureForm, NewPictureForm, examine_first
from tracker.annual.models import AnnualYear
from tracker.annual.rules_pictures import consent_ended_words, may_be_shown
from tracker.annual.views import WRITE, annual, begun, crumbs_of, load, render_writing
from tracker.dates import today
from tracker.documents.remake import LARGEST
from tracker.files.queries import content_of
from tracker.panel.views import Crumbs, back_to
from tracker.web.identity import can, current_actor, require
from tracker.web.request import takes_files_up_to
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes


@annual.get(f"{WRITE}/pictures")
def pictures(year: str) -> ResponseReturnValue:
    found = load(year, Act.SEE_DRAFT_REPORTS)
    every = queries.every_picture(session(), found)
    on = today()
    return render_template(
        "annual/pictures.html",
        annual=found,
        standing=[each for each in every if not each.is_withdrawn],
        withdrawn=[each for each in every if each.is_withdrawn],
        uses=queries.uses_of_pictures(session(), found),
        held={each.id for each in every if may_be_shown(each.shows_people, each.consent_on, each.consent_until, on)},
        may_edit=can(Act.EDIT_ANNUAL),
        crumbs=crumbs_of(found, "Pictures"),
    )


@annual.route(f"{WRITE}/pictures/new", methods=["GET", "POST"])
@writes
@takes_files_up_to(LARGEST, first=examine_first)
def new_picture(year: str) -> ResponseReturnValue:
    found = load(year)
    form = NewPictureForm()
    if form.validate_on_submit():
        with form.refusals():
            picture = commands_pictures.add_picture(session(), found, form.to_command(), by=current_actor(), on=today())
            ended = consent_ended_words(picture.consent_until, today())
            return back_to(_address(found), f"{picture.known_as} is added.{ended}")
    crumbs = _crumbs(found, "Add a picture")
    return render_writing(
        "Add a picture", "Add picture", form, crumbs, template="annual/picture_new.html", largest=LARGEST
    )


@annual.route(f"{WRITE}/pictures/<int:number>", methods=["GET", "POST"])
@writes
def picture_page(year: str, number: int) -> ResponseReturnValue:
    found = begun(year)
    picture = queries.picture(session(), found, number)
    require(Act.EDIT_ANNUAL)
    if request.method == "GET":
        check_standing(picture)
    form = ChangePictureForm.for_row(picture)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ChangePictureForm.for_row(picture, fresh=True)):
            command = form.to_command()
            saved = commands_pictures.change_picture(session(), picture, command, by=current_actor(), on=today())
            said = f"{picture.known_as} is saved." if saved else NOTHING_CHANGED
            return back_to(_address(found), f"{said}{consent_ended_words(picture.consent_until, today())}")
    crumbs = _crumbs(found, picture.known_as)
    title = f"Change picture {number}"
    return render_writing(title, "Save", form, crumbs, template="annual/picture.html", picture=picture)


@annual.get(f"{WRITE}/pictures/<int:number>/file")
def picture_file(year: str, number: int) -> ResponseReturnValue:
    """The picture as it is printed; one that is withdrawn too, so that people see what they bring back."""
    picture = queries.picture(session(), begun(year), number)
    require(Act.SEE_DRAFT_REPORTS)
    content = content_of(session(), picture.file_id)
    answer = send_file(io.BytesIO(content), mimetype=picture.file.media_type)
    # Somebody at the same computer after sign-out must not read it from the browser's cache.
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _address(found: AnnualYear) -> str:
    return url_for("annual.pictures", year=found.year)


def _crumbs(found: AnnualYear, here: str) -> Crumbs:
    *before, _ = crumbs_of(found, here)
    return [*before, {"text": "Pictures", "href": _address(found)}, {"text": here}]
