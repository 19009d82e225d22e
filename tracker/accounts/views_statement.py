"""The accessibility statement, for everybody: what the law asks for, and what only the office can add to it."""

from __future__ import annotations

from importlib.metadata import version

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.accounts.rules import missing_for_the_statement
from tracker.accounts.views import accounts
from tracker.accounts.views_session import office
from tracker.web.identity import can, public


@accounts.get("/accessibility")
@public
def accessibility_statement() -> ResponseReturnValue:
    return render_template(
        "accounts/accessibility.html",
        address=current_app.extensions["tracker_settings"].base_url,
        version=version("tracker"),
        missing=missing_for_the_statement(office()) if can(Act.MANAGE_SETTINGS) else (),
    )
