"""Reviewing a report: reading it beside what changed and what is wrong, commenting, giving reasons, returning it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flask import get_template_attribute, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from tracker.access import Act
from tracker.audit.models import AuditEvent
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.documents.html import render_fragment
from tracker.documents.places import Place, places
from tracker.errors import NotFound
from tracker.reports import queries_review as queries
from tracker.reports import queries_signoff
from tracker.reports.commands_review import add_comment, answer_comment, override_problem
from tracker.reports.commands_signoff import send_back, subject_of
from tracker.reports.forms_review import AnswerForm, CommentForm, ReasonForm
from tracker.reports.forms_signoff import ForReport, ReturnForm
from tracker.reports.layout_kinds import report_document
from tracker.reports.models_signoff import ReportComment, ReportOverride, ReportSignature
from tracker.reports.queries_after import signed_content
from tracker.reports.queries_checks import previous_content, problems_of
from tracker.reports.queries_drawing import pictures_of
from tracker.reports.queries_mending import mends
from tracker.reports.queries_signoff import Standing, is_resolved
from tracker.reports.rules_checks_types import Problem
from tracker.reports.rules_compare import Comparison, Topic, compare
from tracker.reports.rules_life import Move, ReportState, next_state
from tracker.reports.rules_review import (
    WHOLE,
    AlreadyOverridden,
    AlreadyResolved,
    NoReasonNeeded,
    check_answering,
    check_commenting,
    check_overriding,
    part_words,
)
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_kinds import Snapshot, read_snapshot
from tracker.reports.views import reports
from tracker.reports.views_acts import REPORT, again, back_to, check_has_something, content_of, crumbs, load, render_act
from tracker.reports.views_life import Life, signing_ties
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands on the review page: a version that is signed as it was signed, any other as it is now.

    `former` are reasons of the version it replaces that still fit. `comparison` is with the last signed report of an
    earlier period, `correction` with the version it replaces.
    """

    life: Life
    content: Snapshot
    wrong: tuple[queries.Judged, ...]
    former: Sequence[tuple[Problem, ReportOverride]]
    replaced: Standing | None
    comparison: Comparison | None
    correction: Comparison | None
    places: Sequence[Place]
    report: Markup


@reports.app_template_global("edited_thing")
def edited_thing(event: AuditEvent) -> str:
    """What an edit was of, in words."""
    return queries.edited_thing(session(), event)


@reports.get(f"{REPORT}/review")
def review_page(kind: str, period: str) -> ResponseReturnValue:
    life = load(kind, period)
    require(Act.SEE_DRAFT_REPORTS)
    reading = _read(life)
    changed = queries.has_changed(life.found, reading.content)
    return render_template(
        "reports/review.html",
        reading=reading,
        life=life,
        offers=life.offers(),
        changed=changed,
        repeated=queries.repeats(life.found, reading.content),
        newest_edit=queries.newest_edit(session(), reading.content) if changed else None,
        comments=queries.comments_by_place(life.found),
        is_resolved=is_resolved,
        anchors={WHOLE.anchor, *(place.anchor for place in reading.places)},
        whole=WHOLE,
        topics=tuple(Topic),
        former_form=ForReport.of(life.found, fresh=True),
        may_comment=_may_comment(life),
        may_answer=can(Act.COMMENT_REPORTS) and not life.state.is_signed,
        may_give_reasons=can(Act.SUBMIT_REPORTS) and not life.state.is_signed,
        history=history_of(session(), subject_of(life.found.version), limit=50) if life.found else (),
        crumbs=crumbs(life, "Review"),
    )


@reports.route(f"{REPORT}/return", methods=["GET", "POST"])
@writes
def return_page(kind: str, period: str) -> ResponseReturnValue:
    life = load(kind, period)
    require(Act.SIGN_REPORTS, signing_ties())
    if request.method == "GET":
        next_state(life.state, Move.RETURN, life.number)
    form = ReturnForm.of(life.found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ReturnForm.of(again(life).found, fresh=True)):
            send_back(session(), life.kind, life.period, form.to_command(), by=current_actor(), on=today())
            return back_to(life.address, f"The {life.name}, went back to the officers.")
    title = f"Return the {life.name}"
    return render_act(title, "Return with comments", form, life, "reports/return.html", back=_review(life))


@reports.route(f"{REPORT}/comments/new", methods=["GET", "POST"])
@writes
def new_comment(kind: str, period: str) -> ResponseReturnValue:
    life = load(kind, period)
    place = _place_asked_for(life)
    require(Act.COMMENT_REPORTS)
    if request.method == "GET":
        check_commenting(life.state)
    form = CommentForm.of(life.found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: CommentForm.of(again(life).found, fresh=True)):
            command = form.to_command(place)
            added = add_comment(session(), life.kind, life.period, command, by=current_actor())
            return back_to(f"{_review(life)}#comment-{added.id}", "Your comment is added.")
    back = f"{_review(life)}#{place.anchor}"
    return render_act(
        "Comment on the report", "Add the comment", form, life, "reports/comment.html", back=back, place=place
    )


@reports.route(f"{REPORT}/comments/<int:comment_id>/answer", methods=["GET", "POST"])
@writes
def answer_page(kind: str, period: str, comment_id: int) -> ResponseReturnValue:
    life, comment = _load_comment(kind, period, comment_id)
    if request.method == "GET":
        _check_answering(life, comment)
    form = _answer_form(life)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _answer_form(again(life), fresh=True)):
            command = form.to_command()
            answer_comment(session(), life.kind, life.period, comment, command, by=current_actor())
            said = "The comment is resolved." if command.resolves else "Your answer is added."
            return back_to(f"{_review(life)}#comment-{comment_id}", said)
    back = f"{_review(life)}#comment-{comment_id}"
    return render_act(
        "Answer a comment", "Add the answer", form, life, "reports/answer.html", back=back, comment=comment
    )


@reports.route(f"{REPORT}/problems/<key>", methods=["GET", "POST"])
@writes
def reason_page(kind: str, period: str, key: str) -> ResponseReturnValue:
    life, judged = _load_problem(kind, period, key)
    if request.method == "GET":
        _check_overriding(life, judged)
    form = ReasonForm.of(life.found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ReasonForm.of(again(life).found, fresh=True)):
            command = form.to_command(judged.problem)
            override_problem(session(), life.kind, life.period, command, by=current_actor())
            return back_to(f"{_review(life)}#wrong", "Your reason is recorded. Whoever signs the report sees it.")
    title, back = "Say why this may stand", f"{_review(life)}#wrong"
    return render_act(title, "Record the reason", form, life, "reports/reason.html", back=back, problem=judged.problem)


def _read(life: Life) -> Reading:
    """Raises NoPlan where there is nothing to read."""
    signature = life.found.signature if life.found is not None else None
    content = _signed_content(life, signature) if signature is not None else content_of(life)
    check_has_something(life, content)
    signing = queries_signoff.signing_facts(signature) if signature is not None else None
    document = report_document(content, signing, pictures_of(session(), content))
    found = places(document.blocks)
    problems = () if life.state.is_signed else problems_of(session(), life.kind, life.period, content)
    mended = mends(session(), current_actor(), problems, life.period, today())
    wrong = queries.judged(problems, life.found, content, found, mended)
    replaced = queries_signoff.version_before(life.found.version) if life.found is not None else None
    return Reading(
        life=life,
        content=content,
        wrong=wrong,
        former=queries.former_reasons(life.found, wrong),
        replaced=replaced,
        comparison=_compared(previous_content(session(), life.kind, life.period), content),
        correction=_compared(_signed(life, replaced), content),
        places=found,
        report=render_fragment(document, heading_offset=1, beside=_beside(life, content)),
    )


def _signed_content(life: Life, signature: ReportSignature) -> Snapshot:
    """What was signed, which later records do not change."""
    return read_snapshot(life.kind, queries_signoff.content_of(session(), signature.snapshot))


def _compared(before: Snapshot | None, content: Snapshot) -> Comparison | None:
    """What changed since an earlier report; None without one, and for reports that are not compared."""
    if isinstance(before, HighlightSnapshot) and isinstance(content, HighlightSnapshot):
        return compare(before, content)
    return None


def _signed(life: Life, found: Standing | None) -> Snapshot | None:
    """What a version says that was signed; None without one."""
    return signed_content(session(), life.kind, found) if found is not None else None


def _may_comment(life: Life) -> bool:
    return can(Act.COMMENT_REPORTS) and life.state is ReportState.SUBMITTED


def _beside(life: Life, content: Snapshot) -> Callable[[Place], Markup]:
    """What stands after each heading: how many comments are open on it, and the way to add one."""
    comments = queries.comments_by_place(life.found)
    may_comment = _may_comment(life)
    offer: Callable[..., Markup] = get_template_attribute("reports/part_beside.html", "beside")

    def beside(place: Place) -> Markup:
        on_it = [each for each in comments.get(place.anchor, ()) if not is_resolved(each)]
        href = url_for("reports.new_comment", kind=life.kind.value, period=life.period.key, place=place.anchor)
        return offer(part_words(place, content), on_it, href if may_comment else None)

    return beside


def _review(life: Life) -> str:
    return url_for("reports.review_page", kind=life.kind.value, period=life.period.key)


def _place_asked_for(life: Life) -> Place:
    """The part of the report that the address names, by default the whole of it. Raises NotFound."""
    asked = request.args.get("place", WHOLE.anchor)
    content = content_of(life)
    for place in (WHOLE, *places(report_document(content, None, pictures_of(session(), content)).blocks)):
        if place.anchor == asked:
            return replace(place, words=part_words(place, content))
    raise NotFound("part of this report", asked)


def _load_comment(kind: str, period: str, comment_id: int) -> tuple[Life, ReportComment]:
    life = load(kind, period)
    comment = queries.comment(life.found, comment_id)
    require(Act.COMMENT_REPORTS)
    return life, comment


def _answer_form(life: Life, *, fresh: bool = False) -> AnswerForm:
    """Whoever may not submit the report answers without resolving."""
    form = AnswerForm.of(life.found, fresh=fresh)
    if not can(Act.SUBMIT_REPORTS):
        del form.resolves
    return form


def _check_answering(life: Life, comment: ReportComment) -> None:
    check_answering(life.state)
    if is_resolved(comment):
        raise AlreadyResolved


def _load_problem(kind: str, period: str, key: str) -> tuple[Life, queries.Judged]:
    life = load(kind, period)
    content = content_of(life)
    problems = problems_of(session(), life.kind, life.period, content)
    problem = queries.problem_with(problems, key)
    require(Act.SUBMIT_REPORTS)
    (judged,) = queries.judged((problem,), life.found, content)
    return life, judged


def _check_overriding(life: Life, judged: queries.Judged) -> None:
    check_overriding(life.state)
    if not judged.problem.blocks:
        raise NoReasonNeeded
    if judged.override is not None:
        raise AlreadyOverridden(judged.override.by)
