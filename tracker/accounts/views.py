"""Signing in and out, and setting a password from a one-use link: the pages that need no sign-in."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import dates
from tracker.accounts import commands_sign_in, queries
from tracker.accounts.forms import SetPasswordForm, SignInForm, SignOutForm
from tracker.accounts.rules_sign_in import (
    SignInRefused,
    ThrottleKeys,
    TooManyAttempts,
    UnusableLink,
    local_path,
    throttle_keys,
)
from tracker.accounts.views_session import (
    forget_session,
    session_key,
    signed_in_person,
    start_session,
    why_ended,
)
from tracker.web.errors import error_page
from tracker.web.forms import BaseForm, render_form
from tracker.web.identity import public, signed_in
from tracker.writing import session, writes, writes_refusals_too

accounts = Blueprint("accounts", __name__)

NOT_FOUND = 404


@accounts.route("/sign-in", methods=["GET", "POST"])
@public
@writes_refusals_too
def sign_in() -> ResponseReturnValue:
    onward = local_path(request.args.get("next"))
    if signed_in() is not None:
        return redirect(onward)
    form = SignInForm()
    if form.validate_on_submit():
        command = form.to_command(throttled_by(str(form.email.data)))
        try:
            person = commands_sign_in.sign_in(session(), command, at=dates.now())
        except (SignInRefused, TooManyAttempts) as error:
            form.refuse(error)
        else:
            start_session(person, stays=bool(form.stays.data))
            return redirect(onward)
    return saying_when(form, render_form("accounts/sign_in.html", form, ended=why_ended()))


@accounts.route("/sign-out", methods=["POST"])
@public
@writes
def sign_out() -> ResponseReturnValue:
    if signed_in() is not None:
        if not SignOutForm().validate_on_submit():
            return error_page(400, "The page was open for too long. Nothing was changed: you are still signed in.")
        commands_sign_in.sign_out(session(), signed_in_person(), session_key(), at=dates.now())
    forget_session()
    flash("You are signed out.")
    return redirect(url_for("accounts.sign_in"))


@accounts.route("/set-password/<token>", methods=["GET", "POST"])
@public
@writes
def set_password(token: str) -> ResponseReturnValue:
    try:
        person = queries.usable_link(session(), token, at=dates.now()).person
    except UnusableLink:
        return untold(render_template("accounts/unusable_link.html"), NOT_FOUND)
    form = SetPasswordForm()
    if form.validate_on_submit():
        with form.refusals():
            command = form.to_command(token, throttled_by(person.email))
            commands_sign_in.use_password_link(session(), command, at=dates.now())
            forget_session()
            flash("Your password is set. Sign in with it.")
            return untold(redirect(url_for("accounts.sign_in")))
    return untold(render_form("accounts/set_password.html", form, email=person.email))


def throttled_by(email: str, *, signed_in: bool = False) -> ThrottleKeys:
    """What failed tries with this address, from where this request comes from, are counted under."""
    return throttle_keys(str(current_app.secret_key), email, request.remote_addr, signed_in=signed_in)


def saying_when(form: BaseForm, answer: ResponseReturnValue) -> Response:
    """The answer; after too many tries with the seconds to wait, for programs."""
    response = make_response(answer)
    if isinstance(form.refusal, TooManyAttempts):
        seconds = (form.refusal.until - dates.now()).total_seconds()
        response.headers["Retry-After"] = str(max(1, int(seconds) + 1))
    return response


def untold(*answer: object) -> Response:
    """An answer whose address is a secret: nobody may be told where the reader came from, nothing may keep it."""
    response = make_response(*answer)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    return response
