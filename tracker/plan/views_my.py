"""My deliverables: what the person owns or stands in for, updated on one screen."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import Quarter, today
from tracker.errors import DomainError, NotFound
from tracker.plan import queries
from tracker.plan.commands import record_progress
from tracker.plan.forms_my import MyDeliverablesForm, NothingToSave, RowForm, RowsRefused, references_sent
from tracker.plan.models import Deliverable
from tracker.plan.views import plan
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require, require_for_some
from tracker.web.wording import count
from tracker.writing import queue, session, writes


@plan.route("/my-deliverables", methods=["GET", "POST"])
@writes
def my_deliverables() -> ResponseReturnValue:
    require_for_some(Act.UPDATE_PROGRESS)
    if request.method == "POST":
        # Every row is checked before any is refused; a row that moved in between would end that halfway.
        queue(session())
    mine = queries.deliverables_owned_or_deputised(session(), current_actor().person_id or 0, today())
    form = MyDeliverablesForm.for_rows([*mine, *_gone_since(mine)])
    if form.validate_on_submit():
        with form.refusals():
            _record_all(form)
            flash(f"{count(len(form.changed_rows), 'deliverable')} updated.")
            return redirect(url_for("plan.my_deliverables"))
    return render_form("plan/my.html", form, quarter=Quarter.of(today()), today=today())


def _gone_since(mine: Sequence[Deliverable]) -> list[Deliverable]:
    """What an answer was sent for and is the person's no longer, or closed: what was typed about it is not dropped."""
    if request.method != "POST":
        return []
    here, gone = {deliverable.reference for deliverable in mine}, []
    for reference in references_sent():
        if reference not in here:
            try:
                gone.append(queries.deliverable(session(), reference))
            except NotFound:
                continue
    return gone


def _record_all(form: MyDeliverablesForm) -> None:
    """Records every filled-in row, or none: each row's refusal is shown on it."""
    refused = [row for row in form.changed_rows if not _is_recorded(row, form)]
    if refused:
        raise RowsRefused(len(refused))
    if not form.changed_rows:
        raise NothingToSave


def _is_recorded(row: RowForm, form: MyDeliverablesForm) -> bool:
    actor = current_actor()
    try:
        require(Act.UPDATE_PROGRESS, queries.ties(session(), actor, row.deliverable, today()))
        record_progress(session(), row.deliverable, row.to_command(form.effective_on.data), by=actor, on=today())
    except DomainError as error:
        row.refuse(error)
        return False
    return True
