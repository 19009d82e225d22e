"""How a refusal reaches the person: a page in plain words, with the right status, and what they typed given back."""

from __future__ import annotations

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from tracker.documents.text import visible
from tracker.errors import DomainError, Forbidden, NotFound, words_of
from tracker.web.forms import sent_values, typed_values
from tracker.web.request import largest_taken
from tracker.writing import session

READING = ("GET", "HEAD")
UNAUTHORIZED = 401
CONFLICT = 409
TOO_LARGE = 413

PAGES = {
    400: ("There is a problem with what was sent", "Go back, check what you entered and try again."),
    401: ("You are not signed in", "Nothing is saved yet. Sign in in another tab and leave this page open."),
    403: ("You cannot do this", "If you think you should be able to, ask your administrator to check your role."),
    404: ("Page not found", "Check the address, or start again from the home page."),
    405: ("This page cannot do that", "Go back and use the buttons on the page."),
    409: ("This could not be saved", "Go back, reload the page and try again."),
    413: (
        "What was sent is too large",
        "Nothing was saved. Go back in your browser, where what you entered should still be. Shorten it, or choose a "
        "smaller file.",
    ),
    500: (
        "Sorry, there is a problem with the service",
        "Nothing was changed. Try again later; if it happens again, tell your administrator what you were doing.",
    ),
}


NOT_NOW = ("You cannot do this now", "Nothing was changed.")
"""For a page that a record’s state closes: to open it again never helps."""


def register_error_handlers(app: Flask) -> None:
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(DomainError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _broken)


def error_page(status: int, detail: str | None = None) -> ResponseReturnValue:
    closed = status == CONFLICT and request.method in READING
    title, advice = NOT_NOW if closed else PAGES.get(status, PAGES[400])
    typed = typed_values()
    page = render_template(
        "errors/error.html",
        title=title,
        advice=advice,
        detail=visible(detail or ""),
        typed=typed,
        above=page_above(request.path) if closed else None,
        must_sign_in=status == UNAUTHORIZED,
        again=sent_values() if status == UNAUTHORIZED and typed else (),
    )
    return page, status


def page_above(path: str) -> str | None:
    """The nearest page above an address: that of the record an act is on. None where there is none but home."""
    pages = current_app.url_map.bind("")
    while path := path.rpartition("/")[0]:
        if pages.test(path, "GET"):
            return path
    return None


def _not_found(error: NotFound) -> ResponseReturnValue:
    return error_page(404, str(error))


def _forbidden(error: Forbidden) -> ResponseReturnValue:
    session().rollback()
    return error_page(403, str(error))


def _refused(error: DomainError) -> ResponseReturnValue:
    session().rollback()
    return error_page(409, words_of(error, answered=bool(typed_values())))


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error
    return error_page(error.code if error.code in PAGES else 400, _too_large(error.code))


def _too_large(code: int) -> str | None:
    """How much a page takes that takes large files."""
    most = largest_taken(current_app.view_functions.get(request.endpoint or "")) if code == TOO_LARGE else None
    return f"A file sent to this page may have {most // 1_000_000 // 10 * 10} MB." if most is not None else None


def _broken(_error: Exception) -> ResponseReturnValue:
    session().rollback()
    return error_page(500)
