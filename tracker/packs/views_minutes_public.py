"""Confirmed minutes, for everybody: as a page and as the PDF that was fixed with them."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.dates import today
from tracker.documents.html import render_fragment
from tracker.files.queries import content_of
from tracker.packs.gather_minutes import minutes_document
from tracker.packs.models_minutes import Minutes
from tracker.packs.queries_minutes import confirmed_of
from tracker.packs.views import packs
from tracker.packs.views_minutes import pdf_answer
from tracker.panel import queries as panel_queries
from tracker.web.identity import public
from tracker.writing import session


@packs.get("/published/minutes/<key>")
@public
def published_minutes(key: str) -> ResponseReturnValue:
    found = _confirmed(key)
    return render_template(
        "packs/minutes_published.html",
        meeting=found.meeting,
        minutes=found,
        shown=render_fragment(minutes_document(session(), found, today()), heading_offset=1),
        crumbs=[{"text": "Published", "href": "/published"}, {"text": f"Minutes of {found.meeting.title}"}],
    )


@packs.get("/published/minutes/<key>.pdf")
@public
def published_minutes_pdf(key: str) -> ResponseReturnValue:
    found = _confirmed(key)
    if found.public_id is None:
        raise AssertionError("Confirmed minutes have their PDF")
    return pdf_answer(content_of(session(), found.public_id), found.meeting, "minutes")


def _confirmed(key: str) -> Minutes:
    """Raises NotFound."""
    return confirmed_of(session(), panel_queries.meeting(session(), key))
