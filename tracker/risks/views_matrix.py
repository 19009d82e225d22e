"""The risk matrix: for everybody to read, for the administrator to change."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.risks import queries
from tracker.risks.commands_matrix import set_matrix
from tracker.risks.forms_matrix import MatrixForm
from tracker.risks.queries_scores import stored_matrices
from tracker.risks.rules import Scale
from tracker.risks.views import risks
from tracker.web.forms import render_form
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes


@risks.route("/risks/matrix", methods=["GET", "POST"])
@writes
def matrix_page() -> ResponseReturnValue:
    may_change = can(Act.MANAGE_SETTINGS)
    if not may_change:
        require(Act.SEE_RISKS if request.method == "GET" else Act.MANAGE_SETTINGS)
        return render_template("risks/matrix.html", **_facts())
    form = _form()
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _form(fresh=True)):
            row = set_matrix(session(), form.to_command(), by=current_actor(), on=today())
            flash(f"Version {row.number} of the risk matrix is in force.")
            return redirect(url_for("risks.matrix_page"))
    return render_form("risks/matrix.html", form, **_facts())


def _form(*, fresh: bool = False) -> MatrixForm:
    return MatrixForm.for_matrix(queries.matrix_in_force(session()), fresh=fresh)


def _facts() -> dict[str, object]:
    matrix = queries.matrix_in_force(session())
    grid = [
        (likelihood, [matrix.band_of(likelihood * impact) for impact in range(1, 6)]) for likelihood in range(5, 0, -1)
    ]
    home = {"text": "Settings", "href": "/settings"} if can(Act.MANAGE_SETTINGS) else None
    crumbs = [home or {"text": "Risks and issues", "href": "/risks"}, {"text": "Risk matrix"}]
    return {"matrix": matrix, "grid": grid, "versions": stored_matrices(session()), "scales": Scale, "crumbs": crumbs}
