"""The Commissioner approves the foreword of an annual report, and the report as it was submitted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import FinancialYear, london, today
from tracker.documents.html import render_fragment
from tracker.reports.commands_approval import approve
from tracker.reports.forms_road import ApproveForm
from tracker.reports.layout_kinds import report_document
from tracker.reports.queries_drawing import pictures_of
from tracker.reports.queries_review import repeats
from tracker.reports.queries_road import Approval, approvals, signed_approvals
from tracker.reports.queries_signoff import Standing
from tracker.reports.rules_approval import (
    ApprovalState,
    Approved,
    ApprovedAlready,
    NothingToApprove,
    NotToBeApprovedNow,
    approved_words,
    check_approving,
)
from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_kinds import Snapshot, parts_to_approve
from tracker.reports.views import reports
from tracker.reports.views_acts import again, back_to, content_of, load, render_act
from tracker.reports.views_life import Life
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes


@reports.app_template_global("annual_approvals")
def shown_approvals(life: Life, content: Snapshot | None = None) -> Sequence[Approval]:
    """Where the Commissioner's approvals of a version are; nothing for a report that needs none.

    `content` is what it says as at its day, where that is known already. Of a signed version they are those it was
    signed with.
    """
    if life.kind is not ReportKind.ANNUAL:
        return ()
    if life.found is not None and life.state.is_signed:
        return signed_approvals(session(), life.found)
    known = content if content is not None and content.as_at == life.day else content_of(life)
    return approvals(session(), life.found, parts_to_approve(known))


@reports.app_template_global("public_approval")
def public_approval(found: Standing) -> str:
    """What everybody is told of the approvals that a published report was signed with."""
    given = {each.part: each.newest for each in signed_approvals(session(), found)}
    return approved_words({part: london(row.at).date() for part, row in given.items() if row is not None})


@reports.app_template_global("can_approve")
def can_approve(life: Life, part: Approved) -> bool:
    """Whether the person signed in may approve this part now."""
    try:
        check_approving(part, life.state)
    except NotToBeApprovedNow:
        return False
    return can(Act.APPROVE_REPORTS)


@reports.route("/reports/annual/<year>/approve/<any(foreword, report):part>", methods=["GET", "POST"])
@writes
def approve_page(year: str, part: str) -> ResponseReturnValue:
    life, wanted = load(ReportKind.ANNUAL.value, year), Approved(part)
    require(Act.APPROVE_REPORTS)
    if request.method == "GET":
        check_approving(wanted, life.state)
    content = content_of(life)
    found = _approval(life, wanted, content)
    form = ApproveForm.of(life.found, {"content_hash": found.content_hash})
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _fresh(life, found)):
            command = form.to_command(wanted, content)
            approve(session(), FinancialYear.parse(life.period.key), command, by=current_actor(), on=today())
            return back_to(life.address, f"You approved {wanted.label}.")
    title = f"Approve {wanted.label}"
    extra = {"part": wanted, "found": found, "repeated": repeats(life.found, content), **_read(wanted, content)}
    return render_act(title, title, form, life, "reports/approve.html", **extra)


def _approval(life: Life, part: Approved, content: Snapshot) -> Approval:
    """Where the approval of this part is.

    Raises NotToBeApprovedNow, NothingToApprove, or ApprovedAlready for a page that is opened.
    """
    if life.state.is_signed:
        raise NotToBeApprovedNow(part, life.state)
    for each in shown_approvals(life, content):
        if each.part is part:
            if each.state is ApprovalState.GIVEN and request.method == "GET":
                raise ApprovedAlready(part, each.newest.by if each.newest else "The Commissioner")
            return each
    raise NothingToApprove(part)


def _fresh(life: Life, found: Approval) -> ApproveForm:
    return ApproveForm.of(again(life).found, {"content_hash": found.content_hash}, fresh=True)


def _read(part: Approved, content: Snapshot) -> dict[str, Any]:
    """What is approved: the words of the foreword, or the report as it is printed."""
    if part is Approved.FOREWORD and isinstance(content, AnnualSnapshot):
        return {"foreword": content.foreword}
    document = report_document(content, None, pictures_of(session(), content))
    return {"report": render_fragment(document, heading_offset=1)}
