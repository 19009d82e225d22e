"""The office's settings: what is in force, since when, and who set it."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.accounts import commands_office, queries
from tracker.accounts.forms import SettingForm
from tracker.accounts.rules import DEFAULTS, SECTIONS, OfficeKey, missing_for_the_statement
from tracker.accounts.views import accounts
from tracker.accounts.views_session import office
from tracker.dates import today
from tracker.errors import NotFound
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


@accounts.route("/settings")
def settings() -> ResponseReturnValue:
    require(Act.MANAGE_SETTINGS)
    standing = queries.settings_in_force(session(), today())
    sections = [(title, [(key, DEFAULTS[key], standing.get(key)) for key in keys]) for title, keys in SECTIONS]
    missing = missing_for_the_statement(office())
    return render_template("accounts/settings.html", sections=sections, missing=missing, crumbs=_crumbs()[:1])


@accounts.route("/settings/<key>", methods=["GET", "POST"])
@writes
def change_setting(key: str) -> ResponseReturnValue:
    setting = _setting(key)
    require(Act.MANAGE_SETTINGS)
    form = _form(setting)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _form(setting, fresh=True)):
            commands_office.set_office(session(), form.to_command(setting), by=current_actor(), on=today())
            flash("The setting is saved.")
            return redirect(url_for("accounts.settings"))
    history = queries.setting_history(session(), setting)
    return render_form("accounts/setting.html", form, setting=setting, history=history, crumbs=_crumbs())


def _form(setting: OfficeKey, *, fresh: bool = False) -> SettingForm:
    """Filled with the value in force today, and marked with the newest row there is, perhaps of a later day."""
    standing = queries.settings_in_force(session(), today()).get(setting)
    newest = max((row.id for row in queries.setting_history(session(), setting)), default=0)
    value = standing.value if standing else DEFAULTS[setting]
    return SettingForm.from_setting(setting, value, newest, today(), fresh=fresh)


def _setting(key: str) -> OfficeKey:
    found = next((each for each in OfficeKey if each.value == key), None)
    if found is None:
        raise NotFound("setting", key)
    return found


def _crumbs() -> list[dict[str, str]]:
    return [{"text": "Home", "href": "/"}, {"text": "Settings", "href": url_for("accounts.settings")}]
