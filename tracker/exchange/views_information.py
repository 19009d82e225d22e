"""The register of Specified Information from a file: sending one, looking at what it would change, changing it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.exchange.forms_information import ApplyRegisterForm, SendRegisterForm
from tracker.exchange.rules_sheets import read_table
from tracker.exchange.views import exchange
from tracker.files.queries import content_of
from tracker.files.rules import CheckedFile, kind_of
from tracker.files.rules_tables import Table
from tracker.information import queries
from tracker.information.commands_file import apply_register, send_register
from tracker.information.models import InformationUpload
from tracker.information.rules_file import AlreadyApplied, plan_of
from tracker.information.rules_file_cells import COLUMNS
from tracker.information.views import crumbs_to
from tracker.panel.views import back_to
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.web.request import takes_files
from tracker.web.wording import count
from tracker.writing import session, writes

HERE = "Change by a file"


@exchange.route("/information/file", methods=["GET", "POST"])
@writes
@takes_files
def send_register_page() -> ResponseReturnValue:
    require(Act.EDIT_INFORMATION)
    form = SendRegisterForm()
    if form.validate_on_submit():
        with form.refusals():
            sent = send_register(session(), form.to_command(), by=current_actor(), on=today())
            return redirect(url_for("exchange.check_register_page", upload_id=sent.id))
    return render_form("information/send.html", form, columns=COLUMNS, crumbs=crumbs_to(None, HERE))


@exchange.route("/information/file/<int:upload_id>", methods=["GET", "POST"])
@writes
def check_register_page(upload_id: int) -> ResponseReturnValue:
    sent = queries.upload(session(), upload_id)
    require(Act.EDIT_INFORMATION)
    if sent.applied_on is not None and request.method == "GET":
        raise AlreadyApplied
    table = _table(sent)
    form = _form()
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _form(fresh=True)):
            plan = apply_register(session(), sent, form.to_command(table), by=current_actor(), on=today())
            changed = count(len(plan.changes), "line") if plan.changes else "the order"
            return back_to(url_for("information.register"), f"The register is changed by {sent.file_name}: {changed}.")
    page = render_template(
        "information/check.html",
        form=form,
        sent=sent,
        plan=plan_of(table, queries.held_lines(session()), today()),
        crumbs=crumbs_to(None, HERE),
    )
    return page, form.status_code


def _form(*, fresh: bool = False) -> ApplyRegisterForm:
    """At the register as it stands now."""
    return ApplyRegisterForm.at(queries.state_of_register(session()), fresh=fresh)


def _table(sent: InformationUpload) -> Table:
    """Of the kept file, as it was when it was sent."""
    content = content_of(session(), sent.file_id)
    return read_table(CheckedFile(sent.file_name, kind_of(sent.file_name), content, sent.file.digest))
