"""What happens before every view: who is asking, and may they come in at all."""

from __future__ import annotations

from flask import current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.web.errors import UNAUTHORIZED, error_page
from tracker.web.identity import PUBLIC
from tracker.web.request import BEFORE_THE_LOCK, TAKES_FILES, largest_taken
from tracker.writing import LOGS_DOWNLOAD, lock_for_writing, session

NOT_FOUND = 404
ASKS_NOBODY = frozenset({"static", "healthz"})
"""Answered without asking the database who is there, so also when it does not answer."""
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def admit() -> ResponseReturnValue | None:
    """Sets the actor; sends everybody else to sign in, and back here afterwards, unless the view is public.

    What was sent after the session had ended is shown, so that it can be copied or sent again after signing in.
    """
    g.actor = None
    if request.endpoint in ASKS_NOBODY:
        return None
    if "\x00" in request.path:
        # No record has it in its name, and PostgreSQL refuses even to look.
        return error_page(NOT_FOUND)
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method not in SAFE_METHODS and getattr(view, TAKES_FILES, False):
        _receive(view)
    if request.method not in SAFE_METHODS or getattr(view, LOGS_DOWNLOAD, False):
        # Before the first read, so that what is read is what will be written over.
        lock_for_writing(session())
    g.actor = current_app.extensions["tracker_load_actor"]()
    if g.actor is not None or view is None or getattr(view, PUBLIC, False):
        return None
    if request.method in SAFE_METHODS:
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    return error_page(UNAUTHORIZED)


def _receive(view: object) -> None:
    """Reads what somebody signed in sends, before anything is locked: a file may be minutes on its way."""
    actor = current_app.extensions["tracker_load_actor"]()
    if actor is not None:
        request.max_content_length = largest_taken(view) or current_app.config["TRACKER_MAX_UPLOAD"]
        request.files  # noqa: B018  # reading it is what is wanted
    session().rollback()
    first = getattr(view, BEFORE_THE_LOCK, None)
    if actor is not None and first is not None:
        first(actor)
