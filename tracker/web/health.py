"""Whether the service works, for what watches over it: asked often, by nobody in particular, and answered in a word."""

from __future__ import annotations

from flask import Response
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from tracker.web.identity import public
from tracker.writing import FormReceipt, session

UNAVAILABLE = 503


@public
def healthz() -> Response:
    """200 when the database answers a question to one of its tables, 503 when it does not. Needs no template."""
    try:
        session().execute(select(FormReceipt.id).limit(1))
    except SQLAlchemyError:
        # What is wrong with the database is for the log of the service, not for whoever asks.
        return _answer("The database cannot be reached.\n", UNAVAILABLE)
    return _answer("ok", 200)


def _answer(words: str, status: int) -> Response:
    answer = Response(words, status, mimetype="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    return answer
