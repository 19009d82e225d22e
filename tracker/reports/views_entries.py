"""Writing a quarter's outcomes and focus for one priority, and choosing its risks and issues."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import Quarter
from tracker.plan import queries as plan_queries
from tracker.plan.models import Priority
from tracker.reports import queries
from tracker.reports.commands import save_entries
from tracker.reports.forms import EntriesForm
from tracker.reports.queries_choices import risks_to_choose
from tracker.reports.queries_signoff import ready_priorities
from tracker.reports.rules import EntryKind, has_begun_by
from tracker.reports.rules_life import ReportKind
from tracker.reports.views import quarter_named, reports
from tracker.reports.views_life import life_of
from tracker.web.forms import render_form
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes


@reports.route("/reports/highlight/<quarter>/plans/<code>/priorities/<int:number>", methods=["GET", "POST"])
@writes
def entries(quarter: str, code: str, number: int) -> ResponseReturnValue:
    wanted = quarter_named(quarter)
    priority = plan_queries.priority(session(), code, number)
    require(Act.SEE_DRAFT_REPORTS)
    ties = plan_queries.ties_to_priority(current_actor(), priority)
    if request.method == "GET" and not can(Act.EDIT_ENTRIES, ties):
        return _read_only(wanted, priority)
    require(Act.EDIT_ENTRIES, ties)
    form = _form(wanted, priority)
    if _rearranged(form):
        return render_template("reports/entries.html", form=form, **_around(wanted, priority))
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _form(wanted, priority, fresh=True)):
            save_entries(session(), priority, wanted, form.to_command(), by=current_actor())
            flash(f"The lines of priority {number} for {wanted.months_label} are saved.")
            return redirect(url_for("reports.entries", quarter=wanted.key, code=code, number=number))
    return render_form("reports/entries.html", form, **_around(wanted, priority))


def _form(quarter: Quarter, priority: Priority, *, fresh: bool = False) -> EntriesForm:
    page = queries.page_of(session(), priority.id, quarter)
    return EntriesForm.of(page, risks_to_choose(session(), priority, quarter), fresh=fresh)


def _rearranged(form: EntriesForm) -> bool:
    """Whether a button only moved a line or made room for more; nothing is saved by these, nor lost."""
    if not form.is_submitted():
        return False
    for button, step in (("up", -1), ("down", 1)):
        if button in request.form:
            form.move(request.form[button], step)
            return True
    more = request.form.get("more")
    if more not in set(EntryKind):
        return False
    form.add_lines(EntryKind(more))
    return True


def _read_only(quarter: Quarter, priority: Priority) -> ResponseReturnValue:
    page = queries.page_of(session(), priority.id, quarter)
    standing = [entry for entry in page.entries if entry.withdrawn_at is None] if page else []
    lines = {kind: [entry for entry in standing if entry.kind is kind] for kind in EntryKind}
    risks = [each for each in risks_to_choose(session(), priority, quarter) if each.is_chosen]
    return render_template("reports/entries_read.html", lines=lines, risks=risks, **_around(quarter, priority))


def _around(quarter: Quarter, priority: Priority) -> dict[str, object]:
    """What both pages show around the lines."""
    report = url_for("reports.highlight", quarter=quarter.key)
    life = life_of(ReportKind.HIGHLIGHT, quarter)
    said = ready_priorities(life.found.version).get(priority.id) if life.found else None
    return {
        "state": life.state,
        "as_at": life.as_at,
        "is_ready": said is not None and said.is_ready,
        "quarter": quarter,
        "priority": priority,
        "is_printed": has_begun_by(priority.plan.status, priority.plan.starts, quarter),
        "crumbs": [
            {"text": "Reports", "href": url_for("reports.report_list")},
            {"text": quarter.label, "href": report},
            {"text": f"Priority {priority.number}"},
        ],
    }
