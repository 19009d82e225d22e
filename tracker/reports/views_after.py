"""After the signature: sending a report to the Panel, publishing it, and revoking it for a new version."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import FinancialYear, today
from tracker.reports import commands_signoff as commands
from tracker.reports.forms_after import PublishForm, RevokeForm, SendForm
from tracker.reports.queries_after import has_lapsed, signed_content
from tracker.reports.queries_road import road_of
from tracker.reports.rules_life import Move, next_state
from tracker.reports.snapshots_kinds import withheld_in
from tracker.reports.views import reports
from tracker.reports.views_acts import REPORT, again, back_to, load, render_act
from tracker.reports.views_life import Life, signing_ties
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


@reports.route(f"{REPORT}/send", methods=["GET", "POST"])
@writes
def send_page(kind: str, period: str) -> ResponseReturnValue:
    life = _open(kind, period, Move.SEND)
    form = SendForm.of(life.found, {"on": today()})
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: SendForm.of(again(life).found, {"on": today()}, fresh=True)):
            commands.record_sent(session(), life.kind, life.period, form.to_command(), by=current_actor(), on=today())
            return back_to(life.address, f"The {life.name}, is recorded as sent to the Panel.")
    advice = (
        "Record this once the report has gone to the Panel. From then on clerks and members of the Panel can read it "
        "here. Tracker does not send it for you."
    )
    return render_act("Record that the report was sent to the Panel", "Record it", form, life, advice=advice)


@reports.route(f"{REPORT}/publish", methods=["GET", "POST"])
@writes
def publish_page(kind: str, period: str) -> ResponseReturnValue:
    life = _open(kind, period, Move.PUBLISH)
    missing = _missing(life)
    form = PublishForm.asking(life.found, today(), missing)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: PublishForm.asking(again(life).found, today(), missing, fresh=True)):
            command = form.to_command(_withheld(life), lapsed=_lapsed(life))
            commands.publish(session(), life.kind, life.period, command, by=current_actor(), on=today())
            return back_to(life.address, f"The {life.name}, is published.")
    extra = {"lapsed": _lapsed(life), "withheld": _withheld(life), "missing": missing}
    return render_act("Publish the report", "Publish", form, life, "reports/publish.html", **extra)


@reports.route(f"{REPORT}/revoke", methods=["GET", "POST"])
@writes
def revoke_page(kind: str, period: str) -> ResponseReturnValue:
    life = _open(kind, period, Move.REVOKE)
    form = RevokeForm.of(life.found)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: RevokeForm.of(again(life).found, fresh=True)):
            opened = commands.revoke(
                session(), life.kind, life.period, form.to_command(), by=current_actor(), on=today()
            )
            return back_to(life.address, f"Version {life.number} is revoked. Version {opened.number} is a draft.")
    advice = (
        f"Version {life.number} stays as it was signed, marked as revoked, and is published no longer. "
        f"Version {life.number + 1} opens as a draft, to be corrected, submitted and signed off anew."
    )
    return render_act("Revoke the report", "Revoke", form, life, advice=advice, warning=True)


def _open(kind: str, period: str, move: Move) -> Life:
    """Raises NotFound, Forbidden, or MoveRefused where the report stands elsewhere."""
    life = load(kind, period)
    require(Act.PUBLISH_REPORTS, signing_ties())
    next_state(life.state, move, life.number)
    return life


def _missing(life: Life) -> tuple[str, ...]:
    """What the law asks before an annual report is published and nobody recorded."""
    return road_of(session(), life.period).missing if isinstance(life.period, FinancialYear) else ()


def _lapsed(life: Life) -> bool:
    return has_lapsed(session(), life.kind, life.period, life.found)


def _withheld(life: Life) -> tuple[str, ...]:
    return withheld_in(signed_content(session(), life.kind, life.found)) if life.found else ()
