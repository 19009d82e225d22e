"""Linking a risk or issue to deliverables and findings. Both ends show the link; this one makes it."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.risks import queries_links
from tracker.risks.commands_links import set_links
from tracker.risks.forms_links import LinksForm
from tracker.risks.models import Risk
from tracker.risks.views import back_to, open_to_change, render_act, risks
from tracker.web.identity import current_actor
from tracker.writing import session, writes


@risks.route("/risks/<reference>/links", methods=["GET", "POST"])
@writes
def links_page(reference: str) -> ResponseReturnValue:
    risk = open_to_change(reference, Act.EDIT_RISK)
    form = _links_form(risk)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _links_form(risk, fresh=True)):
            set_links(session(), risk, form.to_command(), by=current_actor(), on=today())
            return back_to(risk, f"The links of {risk.reference} are saved.")
    advice = (
        "The lists hold what it is linked to now, and what is open under its priority. Take a tick away to unlink. "
        "While it is open and very high, the deliverables it is linked to are amber at best."
    )
    empty = [name for name in ("deliverables", "findings") if not form[name].choices]
    title = f"Deliverables and findings of {risk.reference}"
    return render_act(title, "Save links", form, risk, advice=advice, leave_out=empty)


def _links_form(risk: Risk, *, fresh: bool = False) -> LinksForm:
    form = LinksForm.for_row(risk, fresh=fresh)
    priority = risk.standing.priority
    form.offer(
        risk,
        queries_links.deliverable_choices(session(), priority),
        queries_links.finding_choices(session(), priority),
    )
    return form
