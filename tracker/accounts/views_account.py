"""A person's own account: what is recorded of them, their password, and who stands in for them."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import dates
from tracker.access import Act
from tracker.accounts import commands_office, commands_sign_in, queries
from tracker.accounts.forms import ChangePasswordForm, DeputyForm, EndDeputyForm
from tracker.accounts.models import Deputy
from tracker.accounts.rules_people import deputy_may
from tracker.accounts.rules_sign_in import TooManyAttempts, UnfitPassword, WrongPassword
from tracker.accounts.views import accounts, saying_when, throttled_by
from tracker.accounts.views_session import session_stays, signed_in_person, start_session
from tracker.dates import today
from tracker.web.forms import render_form
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes, writes_refusals_too


def _crumbs() -> list[dict[str, str]]:
    return [{"text": "Home", "href": "/"}, {"text": "Your account", "href": url_for("accounts.account")}]


@accounts.route("/account")
def account() -> ResponseReturnValue:
    may_name = can(Act.NAME_DEPUTY)
    person = signed_in_person()
    deputies = queries.deputies_of(session(), person.id) if may_name else []
    return render_template(
        "accounts/account.html",
        can_name_deputies=may_name,
        deputy_may=deputy_may(person.role),
        deputies=[(each, _state(each), _has_ended(each)) for each in deputies],
        crumbs=_crumbs()[:1],
    )


@accounts.route("/account/password", methods=["GET", "POST"])
@writes_refusals_too
def change_password() -> ResponseReturnValue:
    person = signed_in_person()
    form = ChangePasswordForm()
    if form.validate_on_submit():
        command = form.to_command(throttled_by(person.email, signed_in=True))
        try:
            commands_sign_in.change_password(session(), person, command, by=current_actor(), at=dates.now())
        except (TooManyAttempts, WrongPassword, UnfitPassword) as error:
            form.refuse(error)
        else:
            start_session(person, stays=session_stays())
            flash("Your password is changed. You are signed out everywhere else.")
            return redirect(url_for("accounts.account"))
    return saying_when(form, render_form("accounts/change_password.html", form, crumbs=_crumbs()))


@accounts.route("/account/deputies/new", methods=["GET", "POST"])
@writes
def name_deputy() -> ResponseReturnValue:
    require(Act.NAME_DEPUTY)
    person = signed_in_person()
    form = DeputyForm.offering(queries.possible_deputies(session(), person.id), today())
    if form.validate_on_submit():
        with form.refusals():
            named = commands_office.name_deputy(session(), person, form.to_command(), by=current_actor(), on=today())
            flash(f"{named.deputy.name} is named as your deputy.")
            return redirect(url_for("accounts.account"))
    return render_form("accounts/name_deputy.html", form, deputy_may=deputy_may(person.role), crumbs=_crumbs())


@accounts.route("/account/deputies/<int:deputy_id>/end", methods=["GET", "POST"])
@writes
def end_deputy(deputy_id: int) -> ResponseReturnValue:
    deputy = queries.deputy(session(), deputy_id, signed_in_person().id)
    require(Act.NAME_DEPUTY)
    form = EndDeputyForm.from_row(deputy)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: EndDeputyForm.from_row(deputy, fresh=True)):
            commands_office.end_deputy(session(), deputy, form.to_command(), by=current_actor(), on=today())
            flash(f"The end of {deputy.deputy.name} as your deputy is recorded.")
            return redirect(url_for("accounts.account"))
    return render_form("accounts/end_deputy.html", form, deputy=deputy, crumbs=_crumbs())


def _has_ended(deputy: Deputy) -> bool:
    return deputy.withdrawn_at is not None or (deputy.ends_on is not None and deputy.ends_on < today())


def _state(deputy: Deputy) -> str:
    if deputy.withdrawn_at is not None:
        return f"Ended straight away on {dates.long_date(dates.london(deputy.withdrawn_at).date())}"
    if _has_ended(deputy):
        return "Ended"
    return "Deputy now" if deputy.starts_on <= today() else "Not begun yet"
