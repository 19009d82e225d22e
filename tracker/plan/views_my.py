"""My deliverables: what the person owns or stands in for, updated on one screen."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import Quarter, today
from tracker.errors import DomainError
from tracker.plan import queries
from tracker.plan.commands import record_progress
from tracker.plan.forms_my import MyDeliverablesForm, NothingToSave, RowsRefused
from tracker.plan.views import plan
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require, require_for_some
from tracker.web.wording import count
from tracker.writing import session, writes


@plan.route("/my-deliverables", methods=["GET", "POST"])
@writes
def my_deliverables() -> ResponseReturnValue:
    require_for_some(Act.UPDATE_PROGRESS)
    actor = current_actor()
    mine = queries.deliverables_owned_or_deputised(session(), actor.person_id or 0, today())
    form = MyDeliverablesForm.for_rows(mine)
    if form.validate_on_submit():
        with form.refusals():
            _record_all(form)
            flash(f"{count(len(form.changed_rows), 'deliverable')} updated.")
            return redirect(url_for("plan.my_deliverables"))
    return render_form("plan/my.html", form, mine=mine, quarter=Quarter.of(today()), today=today())


def _record_all(form: MyDeliverablesForm) -> None:
    """Records every filled-in row, or none: each row's refusal is shown on it."""
    actor, refused = current_actor(), 0
    for row in form.changed_rows:
        try:
            require(Act.UPDATE_PROGRESS, queries.ties(session(), actor, row.deliverable, today()))
            record_progress(session(), row.deliverable, row.to_command(form.effective_on.data), by=actor, on=today())
        except DomainError as error:
            row.refuse(error)
            refused += 1
    if refused:
        raise RowsRefused(refused)
    if not form.changed_rows:
        raise NothingToSave
