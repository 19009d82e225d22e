"""The administrator's pages about people, and the permission table everybody may read."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import dates
from tracker.access import Act, Role
from tracker.accounts import commands, queries
from tracker.accounts.forms import ConfirmForm, PersonForm, ReasonForm
from tracker.accounts.models import Person
from tracker.accounts.rules_people import permission_table, person_subject
from tracker.accounts.rules_sign_in import LINK_LASTS
from tracker.accounts.views import accounts, untold
from tracker.audit.queries import history_of
from tracker.config import Settings
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


def _crumbs(person: Person | None = None) -> list[dict[str, str]]:
    crumbs = [{"text": "Home", "href": "/"}, {"text": "People", "href": url_for("accounts.people")}]
    if person is not None:
        crumbs.append({"text": person.name, "href": url_for("accounts.person_page", person_id=person.id)})
    return crumbs


@accounts.route("/people")
def people() -> ResponseReturnValue:
    require(Act.MANAGE_PEOPLE)
    return render_template("accounts/people.html", people=queries.people(session()), crumbs=_crumbs()[:1])


@accounts.route("/people/roles")
def roles() -> ResponseReturnValue:
    table = permission_table()
    return render_template("accounts/roles.html", roles=list(Role), table=table, crumbs=_crumbs()[:1])


@accounts.route("/people/new", methods=["GET", "POST"])
@writes
def new_person() -> ResponseReturnValue:
    require(Act.MANAGE_PEOPLE)
    form = PersonForm()
    if form.validate_on_submit():
        with form.refusals():
            person = commands.create_person(session(), form.to_create(), by=current_actor())
            flash(f"{person.name} is added. Make a one-use link now, so that they can set a password.")
            return redirect(url_for("accounts.person_page", person_id=person.id))
    return render_form("accounts/new_person.html", form, crumbs=_crumbs())


@accounts.route("/people/<int:person_id>")
def person_page(person_id: int) -> ResponseReturnValue:
    person = queries.person(session(), person_id)
    require(Act.MANAGE_PEOPLE)
    require(Act.SEE_AUDIT_OF_PEOPLE)
    history = history_of(session(), person_subject(person.id))
    return render_template("accounts/person.html", shown=person, history=history, crumbs=_crumbs())


@accounts.route("/people/<int:person_id>/edit", methods=["GET", "POST"])
@writes
def edit_person(person_id: int) -> ResponseReturnValue:
    person = queries.person(session(), person_id)
    require(Act.MANAGE_PEOPLE)
    form = PersonForm.from_row(person)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: PersonForm.from_row(person, fresh=True)):
            commands.change_person(session(), person, form.to_change(), by=current_actor())
            flash("The changes are saved.")
            return redirect(url_for("accounts.person_page", person_id=person_id))
    return render_form("accounts/edit_person.html", form, shown=person, crumbs=_crumbs(person))


@accounts.route("/people/<int:person_id>/disable", methods=["GET", "POST"])
@writes
def disable_person(person_id: int) -> ResponseReturnValue:
    person = queries.person(session(), person_id)
    require(Act.MANAGE_PEOPLE)
    form = ReasonForm.from_row(person)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ReasonForm.from_row(person, fresh=True)):
            commands.disable_person(session(), person, form.to_disable(), by=current_actor())
            flash(f"{person.name} is disabled and signed out everywhere.")
            return redirect(url_for("accounts.person_page", person_id=person_id))
    return render_form("accounts/disable_person.html", form, shown=person, crumbs=_crumbs(person))


@accounts.route("/people/<int:person_id>/enable", methods=["GET", "POST"])
@writes
def enable_person(person_id: int) -> ResponseReturnValue:
    person = queries.person(session(), person_id)
    require(Act.MANAGE_PEOPLE)
    form = ReasonForm.from_row(person)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ReasonForm.from_row(person, fresh=True)):
            commands.enable_person(session(), person, form.to_enable(), by=current_actor())
            flash(f"{person.name} can sign in again.")
            return redirect(url_for("accounts.person_page", person_id=person_id))
    return render_form("accounts/enable_person.html", form, shown=person, crumbs=_crumbs(person))


@accounts.route("/people/<int:person_id>/link", methods=["GET", "POST"])
@writes
def make_link(person_id: int) -> ResponseReturnValue:
    person = queries.person(session(), person_id)
    require(Act.MANAGE_PEOPLE)
    form = ConfirmForm()
    if form.validate_on_submit():
        with form.refusals():
            token = commands.make_password_link(session(), person, by=current_actor())
            # Shown in the answer itself: to show it on a next page, it would have to be kept somewhere until then.
            return untold(_page_of_link(person, token))
    return render_form("accounts/make_link.html", form, shown=person, crumbs=_crumbs(person))


def _page_of_link(person: Person, token: str) -> str:
    settings: Settings = current_app.extensions["tracker_settings"]
    address = settings.base_url.rstrip("/") + url_for("accounts.set_password", token=token)
    until = dates.now() + LINK_LASTS
    return render_template("accounts/link.html", shown=person, address=address, until=until, crumbs=_crumbs(person))
