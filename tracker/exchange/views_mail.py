"""What is sent by mail: what waits, what was sent and what was given up, for the administrator."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import dates
from tracker.access import Act
from tracker.config import Settings
from tracker.exchange.forms_mail import SendAgainForm
from tracker.exchange.views import exchange
from tracker.outbox.commands import send_again
from tracker.outbox.queries import attempts_of, outbox_page, requests_of, standing_of
from tracker.outbox.rules import MessageState
from tracker.web import asked
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.web.paging import page_links
from tracker.writing import session, writes


@exchange.get("/outbox")
def outbox() -> ResponseReturnValue:
    require(Act.MANAGE_OUTBOX)
    state = asked.member(MessageState, request.args, "state")
    shown = outbox_page(session(), state, asked.page(request.args))
    only = f"state={state.value}&" if state else ""
    return render_template(
        "exchange/outbox.html",
        shown=shown,
        state=state,
        states=MessageState,
        has_server=_has_server(),
        links=page_links(shown.page, shown.pages, lambda page: f"/outbox?{only}page={page}"),
        crumbs=[{"text": "Home", "href": "/"}, {"text": "Outbox", "href": ""}],
    )


@exchange.route("/outbox/<int:message_id>", methods=["GET", "POST"])
@writes
def outbox_message(message_id: int) -> ResponseReturnValue:
    row = standing_of(session(), message_id)
    require(Act.MANAGE_OUTBOX)
    form = SendAgainForm()
    if form.validate_on_submit():
        with form.refusals():
            send_again(session(), row, by=current_actor(), at=dates.now())
            flash("The message waits to be sent again.")
            return redirect(url_for("exchange.outbox_message", message_id=message_id))
    return render_form(
        "exchange/message.html",
        form,
        row=row,
        attempts=attempts_of(session(), message_id),
        requests=requests_of(session(), message_id),
        given_up=row.state is MessageState.GIVEN_UP,
        crumbs=[{"text": "Home", "href": "/"}, {"text": "Outbox", "href": "/outbox"}, {"text": "Message", "href": ""}],
    )


def _has_server() -> bool:
    settings: Settings = current_app.extensions["tracker_settings"]
    return settings.smtp_server is not None
