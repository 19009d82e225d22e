"""Changing the register line by line, and recording what was published."""

from __future__ import annotations

from datetime import timedelta

from flask import request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.information import commands, commands_publication, queries
from tracker.information.forms import ChangeLineForm, NewLineForm, RestoreLineForm, WithdrawLineForm
from tracker.information.forms_publication import PublicationForm, WithdrawPublicationForm
from tracker.information.models import InformationLine
from tracker.information.rules_periods import label_of
from tracker.information.rules_publication import can_be_recorded, periods_offered
from tracker.information.rules_standing import Standing
from tracker.information.views import address_of, crumbs_to, information
from tracker.panel.views import back_to, render_act
from tracker.web.identity import current_actor, require
from tracker.web.wording import NOTHING_CHANGED, day
from tracker.writing import session, writes


@information.route("/information/new", methods=["GET", "POST"])
@writes
def new_line() -> ResponseReturnValue:
    require(Act.EDIT_INFORMATION)
    form = NewLineForm(data={"counts_from": today()})
    if form.validate_on_submit():
        with form.refusals():
            line = commands.add_line(session(), form.to_command(), by=current_actor(), on=today())
            return back_to(address_of(line), f"Line {line.code} is added.")
    return render_act("Add a line to the register", "Add line", form, crumbs_to(None, "Add a line"))


@information.route("/information/<code>/change", methods=["GET", "POST"])
@writes
def change_line(code: str) -> ResponseReturnValue:
    line = _load(code, Act.EDIT_INFORMATION)
    form = ChangeLineForm.for_row(line)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ChangeLineForm.for_row(line, fresh=True)):
            changed = commands.change_line(session(), line, form.to_command(), by=current_actor(), on=today())
            return back_to(address_of(line), f"Line {line.code} is changed." if changed else NOTHING_CHANGED)
    return render_act(f"Change line {line.code}", "Save changes", form, crumbs_to(line, "Change"))


@information.route("/information/<code>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_line(code: str) -> ResponseReturnValue:
    line = _load(code, Act.EDIT_INFORMATION)
    form = WithdrawLineForm.for_row(line)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawLineForm.for_row(line, fresh=True)):
            commands.withdraw_line(session(), line, form.to_command(), by=current_actor(), on=today())
            return back_to(url_for("information.register"), f"Line {line.code} is withdrawn.")
    crumbs = crumbs_to(line, "Withdraw")
    return render_act(
        f"Withdraw line {line.code}", "Withdraw line", form, crumbs, about=line.title, advice=STAYS, warning=True
    )


@information.route("/information/<code>/restore", methods=["GET", "POST"])
@writes
def restore_line(code: str) -> ResponseReturnValue:
    line = queries.line(session(), code)
    require(Act.EDIT_INFORMATION)
    if request.method == "GET":
        commands.check_withdrawn(line)
    form = RestoreLineForm.for_row(line)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: RestoreLineForm.for_row(line, fresh=True)):
            commands.restore_line(session(), line, form.to_command(), by=current_actor(), on=today())
            return back_to(address_of(line), f"Line {line.code} is back in the register.")
    crumbs = crumbs_to(line, "Bring back")
    return render_act(f"Bring back line {line.code}", "Bring line back", form, crumbs, about=line.title)


@information.route("/information/<code>/publish", methods=["GET", "POST"])
@writes
def publish(code: str) -> ResponseReturnValue:
    line = _load(code, Act.RECORD_PUBLICATION)
    form = _publication_form(line)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _publication_form(line, fresh=True)):
            row = commands_publication.record_publication(
                session(), line, form.to_command(), by=current_actor(), on=today()
            )
            return back_to(address_of(line), f"Publication {row.number} of line {line.code} is recorded.")
    crumbs = crumbs_to(line, "Record a publication")
    return render_act(
        f"Record a publication of line {line.code}",
        "Record it",
        form,
        crumbs,
        about=line.title,
        advice=_not_over_yet(line),
    )


@information.route("/information/<code>/publications/<int:number>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_publication(code: str, number: int) -> ResponseReturnValue:
    row = queries.publication(session(), code, number)
    require(Act.RECORD_PUBLICATION)
    if request.method == "GET":
        commands_publication.check_not_withdrawn(session(), row)
    form = WithdrawPublicationForm.for_row(row.line)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawPublicationForm.for_row(row.line, fresh=True)):
            commands_publication.withdraw_publication(session(), row, form.to_command(), by=current_actor(), on=today())
            return back_to(address_of(row.line), f"Publication {row.number} is withdrawn.")
    about = f"{row.kind.label} on {day(row.done_on)}" + (f", for {label_of(row.period)}" if row.period else "")
    return render_act(
        f"Withdraw publication {row.number} of line {row.line.code}",
        "Withdraw publication",
        form,
        crumbs_to(row.line, "Withdraw a publication"),
        about=about,
        advice="Do so if it was recorded by mistake. It stays in sight, with your reason, and counts no more.",
        warning=True,
    )


STAYS = "It leaves the register. What was published stays on record, and the line can be brought back."


def _publication_form(line: InformationLine, *, fresh: bool = False) -> PublicationForm:
    standing = queries.standing(line, today())
    periods = periods_offered(line.facts.timing, today())
    due = None if _waits(line, standing) else standing.period
    return PublicationForm.for_row(line, periods, due, today(), fresh=fresh)


def _waits(line: InformationLine, standing: Standing) -> bool:
    """Whether the period that is due next is not over, so that nothing can have been published for it."""
    period = standing.period
    return period is not None and not can_be_recorded(line.facts.timing, period, today())


def _not_over_yet(line: InformationLine) -> str:
    standing = queries.standing(line, today())
    if standing.period is None or not _waits(line, standing):
        return ""
    since = day(standing.period.end + timedelta(days=1))
    return (
        f"Nothing is missing. {standing.period.label} is due next and not over yet: it can be recorded from {since}. "
        "Select an earlier period only if you published it once more."
    )


def _load(code: str, act: Act) -> InformationLine:
    """Raises NotFound, then Forbidden, and for a page that changes it LineIsWithdrawn."""
    line = queries.line(session(), code)
    require(act)
    if request.method == "GET":
        commands.check_stands(line)
    return line
