"""Signing off a report: what will be signed, what stops it, and the signatory's password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app, request
from flask.typing import ResponseReturnValue

from tracker.access import Act, Role
from tracker.accounts.commands_sign_in import confirm_password
from tracker.accounts.queries import chief_executive_behind
from tracker.accounts.rules_sign_in import TooManyAttempts, WrongPassword
from tracker.accounts.views import saying_when, throttled_by
from tracker.accounts.views_session import signed_in_person
from tracker.dates import moment, now, today
from tracker.documents.pdf.sign_certificate import Certificate
from tracker.documents.pdf.sign_errors import SigningRefused
from tracker.errors import DomainError, PostedTwice, Stale
from tracker.reports.commands_sign import Sign, check_hands, sign
from tracker.reports.forms_signoff import SignForm
from tracker.reports.queries_checks import problems_of
from tracker.reports.queries_review import has_changed, judged, repeats
from tracker.reports.rules_approval import ApprovalState
from tracker.reports.rules_life import MayNotSign, Move, MoveRefused, next_state
from tracker.reports.rules_signing import ContentChanged, ContentNotRead
from tracker.reports.snapshots_kinds import Snapshot
from tracker.reports.views import reports
from tracker.reports.views_acts import REPORT, again, back_to, content_of, load, render_act, render_not_now
from tracker.reports.views_approval import shown_approvals
from tracker.reports.views_life import Life, signing_ties
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes_refusals_too


@reports.route(f"{REPORT}/sign", methods=["GET", "POST"])
@writes_refusals_too
def sign_page(kind: str, period: str) -> ResponseReturnValue:
    life = load(kind, period)
    require(Act.SIGN_REPORTS, signing_ties())
    if request.method == "GET":
        next_state(life.state, Move.SIGN, life.number)
    content = content_of(life)
    form = _form(life, content)
    if form.validate_on_submit() and _is_confirmed(form):
        with form.refusals(fresh=lambda: _form(again(life), content, fresh=True)):
            sign(session(), life.kind, life.period, _command(form), by=current_actor(), at=moment())
            return back_to(f"{life.address}/versions/{form.seen.number}", f"The {life.name}, is signed off.")
    return saying_when(form, _shown(life, form))


def _form(life: Life, content: Snapshot, *, fresh: bool = False) -> SignForm:
    """Carries the hash of what was read. Raises ContentNotRead where the page was asked for with another one."""
    read = request.args.get("content", content.content_hash)
    if request.method == "GET" and read != content.content_hash:
        raise ContentNotRead(life.period.label)
    return SignForm.of(life.found, {"content_hash": content.content_hash}, fresh=fresh)


def _is_confirmed(form: SignForm) -> bool:
    """Whether it is the signatory's password; a wrong one is counted, and said on the form."""
    person = signed_in_person()
    try:
        confirm_password(session(), person, form.confirming(throttled_by(person.email, signed_in=True)), at=now())
    except (TooManyAttempts, WrongPassword) as error:
        form.refuse(error)
        return False
    return True


def _command(form: SignForm) -> Sign:
    """What is printed with the signature. Raises SigningRefused for a certificate that cannot be used."""
    role = signed_in_person().role
    return Sign(
        seen=form.seen,
        content_hash=str(form.content_hash.data),
        title=role.label,
        acting_for=_signed_for(role),
        certificate=_certificate(),
    )


def _certificate() -> Certificate | None:
    """The office's certificate; None where none is set up. Raises SigningRefused."""
    load_certificate: Callable[[], Certificate | None] | None = current_app.extensions.get("tracker_certificate")
    return load_certificate() if load_certificate is not None else None


def _certified() -> tuple[str | None, str | None]:
    """Whose certificate will sign the PDF, None without one; and why a certificate that is set up cannot be used."""
    try:
        found = _certificate()
        if found is not None:
            found.check(moment())
    except SigningRefused as error:
        return None, str(error)
    return (found.subject if found is not None else None), None


def _signed_for(role: Role) -> str | None:
    """The name of the Chief Executive a deputy signs for."""
    if role is Role.CHIEF_EXECUTIVE:
        return None
    behind = chief_executive_behind(session(), signed_in_person().id, today())
    return behind.name if behind is not None else None


def _shown(life: Life, form: SignForm) -> ResponseReturnValue:
    """The page, after a refusal with what there is now. Where that was not read, there is no form any more."""
    shown = again(life) if form.refusal else life
    if isinstance(form.refusal, ContentChanged | MoveRefused | PostedTwice | Stale):
        title, detail = _moved_on(shown, form.refusal)
        return render_not_now(shown, title, detail), form.status_code
    content = content_of(shown)
    problems = problems_of(session(), life.kind, life.period, content)
    role = signed_in_person().role
    extra: dict[str, Any] = {
        "content": content,
        "stopping": [each for each in judged(problems, shown.found, content) if each.stops],
        "overrides": shown.found.version.overrides if shown.found else (),
        "may_not": _why_not(shown, content),
        "unapproved": [each for each in shown_approvals(shown, content) if each.state is not ApprovalState.GIVEN],
        "repeated": repeats(shown.found, content),
        "changed": has_changed(shown.found, content),
        "read_hash": form.content_hash.data,
        "role": role.label,
        "acting_for": _signed_for(role),
        "certified": _certified(),
        "back": f"{life.address}/review",
    }
    return render_act(f"Sign off the {life.name}", "Sign off", form, shown, "reports/sign.html", **extra)


def _moved_on(life: Life, refusal: DomainError) -> tuple[str, str]:
    """What happened to a report while its page of signing was open: a title, and a sentence or two."""
    if life.state.is_signed and not isinstance(refusal, PostedTwice):
        return "The report has been signed off", "It was signed off while you had this page open. You signed nothing."
    if isinstance(refusal, Stale):
        return "The report has changed", "Somebody moved it on while you had this page open. Nothing was signed."
    title = "The report has changed" if isinstance(refusal, ContentChanged) else "This cannot be done now"
    return title, str(refusal)


def _why_not(life: Life, content: Snapshot) -> str | None:
    """Why the person signed in may not sign this version, though their role may sign reports."""
    if life.found is None:
        return None
    try:
        check_hands(session(), life.found, content, current_actor())
    except MayNotSign as error:
        return str(error)
    return None
