"""Handing over a leaver's work."""

from __future__ import annotations

from typing import Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.accounts import queries as account_queries
from tracker.dates import today
from tracker.inspections.rules_changes import CAN_LEAD
from tracker.overview import queries_people
from tracker.overview.commands import hand_over as hand_over_work
from tracker.overview.forms import HandOverForm
from tracker.overview.rules import Work
from tracker.overview.views import overview
from tracker.risks.rules_changes import RISK_OWNERS
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.web.wording import count
from tracker.writing import session, writes

TAKERS: Final = RISK_OWNERS | CAN_LEAD
"""The roles of those who can take over something at least; what else there is may be refused them."""


@overview.route("/people/<int:person_id>/hand-over", methods=["GET", "POST"])
@writes
def hand_over(person_id: int) -> ResponseReturnValue:
    leaver = account_queries.person(session(), person_id)
    require(Act.MANAGE_PEOPLE)
    form = HandOverForm()
    everybody = account_queries.people(session())
    form.offer([each for each in everybody if each.is_active and each.role in TAKERS and each.id != leaver.id])
    if form.validate_on_submit():
        with form.refusals():
            taker = account_queries.person(session(), form.chosen)
            moved = hand_over_work(session(), leaver, taker, by=current_actor(), on=today())
            flash(f"{words_of(moved, 'No open work')} handed over to {taker.name}.")
            return redirect(url_for("accounts.person_page", person_id=leaver.id))
    work = queries_people.work_of(session(), leaver.id, today())
    return render_form("overview/hand_over.html", form, leaver=leaver, work=work, words=words_of(work, "nothing"))


def words_of(work: Work, nothing: str) -> str:
    """ "5 open deliverables and 1 open finding"; `nothing` where there is none."""
    counted = (
        (work.deliverables, "open deliverable", "open deliverables"),
        (work.priorities, "priority", "priorities"),
        (work.risks, "open risk or issue", "open risks or issues"),
        (work.actions, "action still to be done", "actions still to be done"),
        (work.findings, "open finding", "open findings"),
    )
    said = [count(number, one, many) for number, one, many in counted if number]
    if len(said) < 2:
        return said[0] if said else nothing
    return f"{', '.join(said[:-1])} and {said[-1]}"
