"""The minutes of a meeting: reading them, making and confirming them, and their PDF."""

from __future__ import annotations

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.commands import record
from tracker.audit.queries import history_of
from tracker.audit.rules import Event
from tracker.dates import today
from tracker.documents.html import render_fragment
from tracker.documents.pdf import render
from tracker.errors import Forbidden
from tracker.files.queries import content_of
from tracker.files.rules import FileKind
from tracker.packs import queries_minutes as queries
from tracker.packs.commands_minutes import (
    check_minutable,
    check_still_open,
    make_minutes,
    next_first,
    number_from,
    openings,
)
from tracker.packs.commands_minutes_confirm import confirm_minutes
from tracker.packs.forms_minutes import ConfirmForm, MakeMinutesForm, NumberForm
from tracker.packs.gather_minutes import is_exempt, minutes_facts
from tracker.packs.layout_minutes import minutes_document
from tracker.packs.models_minutes import Minutes
from tracker.packs.rules_minuting import MinutesExist, NoLaterMeeting, NothingExemptMinuted
from tracker.packs.snapshots_minutes import public_minutes
from tracker.packs.views import packs
from tracker.panel import queries as panel_queries
from tracker.panel.models import Meeting
from tracker.panel.views import Crumbs, address_of, back_to, crumbs_to, render_act
from tracker.web.identity import can, current_actor, require
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import logs_download, session, writes


@packs.get("/meetings/<key>/minutes")
def minutes(key: str) -> ResponseReturnValue:
    """Whoever is entitled reads all of them, everybody else what is for the public."""
    meeting = panel_queries.meeting(session(), key)
    require(Act.SEE_MINUTES)
    found = queries.minutes_of(session(), meeting)
    entitled = queries.entitled(session(), current_actor(), meeting)
    facts = minutes_facts(session(), found, today()) if found is not None else None
    exempt = facts is not None and is_exempt(facts)
    shown = facts if facts is None or (entitled and exempt) else public_minutes(facts)
    return render_template(
        "packs/minutes.html",
        meeting=meeting,
        minutes=found,
        shown=render_fragment(minutes_document(shown), heading_offset=1) if shown is not None else None,
        full=entitled and exempt,
        may_edit=can(Act.EDIT_AGENDAS) and not meeting.is_cancelled,
        held=meeting.day <= today(),
        may_confirm=can(Act.EDIT_AGENDAS) and bool(_held_later(meeting)),
        history=history_of(session(), found.subject, limit=20) if found is not None else None,
        crumbs=crumbs_to(meeting, "Minutes"),
    )


@packs.get("/meetings/<key>/minutes.pdf")
@logs_download
def minutes_pdf(key: str) -> ResponseReturnValue:
    """What is for the public."""
    found = _read(key)
    stored = found.public_id
    content = content_of(session(), stored) if stored is not None else _drawn(found, full=False)
    return _download(found, content, "minutes")


@packs.get("/meetings/<key>/minutes-full.pdf")
@logs_download
def full_minutes_pdf(key: str) -> ResponseReturnValue:
    """With the exempt items, for those who are entitled to the meeting; asked at each download."""
    found = _read(key)
    if not queries.entitled(session(), current_actor(), found.meeting):
        raise Forbidden("read what is exempt of this meeting")
    if not is_exempt(minutes_facts(session(), found, today())):
        raise NothingExemptMinuted(found.meeting.title)
    stored = found.full_id
    content = content_of(session(), stored) if stored is not None else _drawn(found, full=True)
    return _download(found, content, "minutes-full")


@packs.route("/meetings/<key>/minutes/new", methods=["GET", "POST"])
@writes
def new_minutes(key: str) -> ResponseReturnValue:
    meeting = panel_queries.meeting(session(), key)
    require(Act.EDIT_AGENDAS)
    if request.method == "GET":
        check_minutable(meeting, today())
        if queries.minutes_of(session(), meeting) is not None:
            raise MinutesExist
    form = MakeMinutesForm.beginning(next_first(session(), meeting, today()))
    if form.validate_on_submit():
        with form.refusals():
            make_minutes(session(), meeting, form.to_command(), by=current_actor(), on=today())
            return back_to(edit_address(meeting), "The minutes are begun. Say who was there, then fill in the items.")
    crumbs = minutes_crumbs(meeting, "Make the minutes")
    titles = [opening.words.title for opening in openings(session(), meeting)]
    title = "Make the minutes"
    return render_act(title, title, form, crumbs, template="packs/minutes_new.html", titles=titles)


@packs.route("/meetings/<key>/minutes/number", methods=["GET", "POST"])
@writes
def number_minutes(key: str) -> ResponseReturnValue:
    found = load_minutes(key)
    form = NumberForm.for_row(found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: NumberForm.for_row(found, fresh=True)):
            changed = number_from(session(), found, form.to_command(), by=current_actor(), on=today())
            return back_to(edit_address(found.meeting), "The items have new numbers." if changed else NOTHING_CHANGED)
    advice = "The items count on from this number. Requests of the Panel that come from them follow."
    crumbs = minutes_crumbs(found.meeting, "First number")
    return render_act("Change the first number", "Save", form, crumbs, advice=advice)


@packs.route("/meetings/<key>/minutes/confirm", methods=["GET", "POST"])
@writes
def confirm_meeting_minutes(key: str) -> ResponseReturnValue:
    found = load_minutes(key)
    held = _held_later(found.meeting)
    if request.method == "GET" and not held:
        raise NoLaterMeeting(found.meeting.day)
    facts = minutes_facts(session(), found, today())
    form = ConfirmForm.for_minutes(found, facts.content_hash, held)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _confirm_again(found, held)):
            confirm_minutes(session(), found, form.to_command(held), by=current_actor(), on=today())
            return back_to(minutes_address(found.meeting), "The minutes are confirmed and published.")
    shown = render_fragment(minutes_document(facts), heading_offset=1)
    crumbs = minutes_crumbs(found.meeting, "Confirm")
    template = "packs/minutes_confirm.html"
    return render_act(
        "Confirm the minutes", "Confirm and publish", form, crumbs, template=template, shown=shown, warning=True
    )


def _held_later(meeting: Meeting) -> list[Meeting]:
    """The meetings that can have confirmed its minutes."""
    return [each for each in queries.later_meetings(session(), meeting) if each.day <= today()]


def _confirm_again(found: Minutes, held: list[Meeting]) -> ConfirmForm:
    seen = minutes_facts(session(), found, today()).content_hash
    return ConfirmForm.for_minutes(found, seen, held, fresh=True)


def load_minutes(key: str) -> Minutes:
    """The minutes of a meeting, for somebody who may change them. Raises NotFound, Forbidden, and for a page
    ConfirmedAlready.
    """
    found = queries.minutes_at(session(), panel_queries.meeting(session(), key))
    require(Act.EDIT_AGENDAS)
    if request.method == "GET":
        check_still_open(found)
    return found


def minutes_address(meeting: Meeting) -> str:
    return url_for("packs.minutes", key=meeting.key)


def edit_address(meeting: Meeting) -> str:
    return url_for("packs.edit_minutes", key=meeting.key)


def minutes_crumbs(meeting: Meeting, here: str) -> Crumbs:
    """The way back from a page about minutes."""
    meetings, *_ = crumbs_to(meeting, here)
    crumbs = [meetings, {"text": meeting.title, "href": address_of(meeting)}]
    return [*crumbs, {"text": "Minutes", "href": minutes_address(meeting)}, {"text": here}]


def pdf_answer(content: bytes, meeting: Meeting, name: str) -> Response:
    """A download under a name that tells it from others."""
    answer = Response(content, mimetype=FileKind.PDF.value)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{meeting.key}.pdf"'
    return answer


def _read(key: str) -> Minutes:
    found = queries.minutes_at(session(), panel_queries.meeting(session(), key))
    require(Act.SEE_MINUTES)
    return found


def _drawn(found: Minutes, *, full: bool) -> bytes:
    facts = minutes_facts(session(), found, today())
    return render(minutes_document(facts if full else public_minutes(facts)))


def _download(found: Minutes, content: bytes, name: str) -> Response:
    what = {"What": (None, f"{name}.pdf, {found.state.label}")}
    record(session(), Event.MINUTES_DOWNLOADED, by=current_actor(), subject=found.subject, changes=what)
    return pdf_answer(content, found.meeting, name)
