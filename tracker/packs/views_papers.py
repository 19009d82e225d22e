"""The papers of an item: adding a file or a signed report, seeing what it lacks, withdrawing it."""

from __future__ import annotations

import json

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.documents.pdf.bind_types import Judgement
from tracker.errors import NotFound
from tracker.packs import queries
from tracker.packs.commands_papers import add_paper, withdraw_paper
from tracker.packs.forms_papers import AddPaperForm, WithdrawPaperForm
from tracker.packs.models import AgendaItem
from tracker.packs.models_papers import AgendaPaper, PaperVersion
from tracker.packs.queries_papers import paper_of, papers_of_item, signed_reports
from tracker.packs.rules_agenda import WithdrawnAlready
from tracker.packs.rules_papers import PaperWithdrawnAlready
from tracker.packs.views import packs
from tracker.packs.views_agenda import agenda_crumbs, load_item
from tracker.panel import queries as panel_queries
from tracker.panel.views import Crumbs, back_to, render_act
from tracker.web.identity import current_actor, require
from tracker.web.request import takes_files
from tracker.writing import session, writes


@packs.get("/meetings/<key>/agenda/items/<int:serial>/papers")
def papers(key: str, serial: int) -> ResponseReturnValue:
    item = load_item(key, serial)
    found = papers_of_item(session(), item)
    return render_template(
        "packs/papers.html",
        item=item,
        meeting=item.agenda.meeting,
        papers=found,
        findings={paper.id: findings_of(paper.current) for paper in found},
        crumbs=_crumbs(item, "Papers"),
    )


@packs.route("/meetings/<key>/agenda/items/<int:serial>/papers/new", methods=["GET", "POST"])
@writes
@takes_files
def new_paper(key: str, serial: int) -> ResponseReturnValue:
    item = load_item(key, serial)
    if request.method == "GET" and item.is_withdrawn:
        raise WithdrawnAlready
    form = AddPaperForm()
    form.offer(signed_reports(session()))
    if form.validate_on_submit():
        with form.refusals():
            paper = add_paper(session(), item, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(item), f"“{paper.current.title}” is added.")
    crumbs = _crumbs(item, "Add a paper")
    return render_act("Add a paper", "Add paper", form, crumbs, template="packs/paper.html", about=item.wording.title)


@packs.route("/meetings/<key>/agenda/items/<int:serial>/papers/<int:paper_serial>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_agenda_paper(key: str, serial: int, paper_serial: int) -> ResponseReturnValue:
    paper = _paper(key, serial, paper_serial)
    if request.method == "GET" and paper.is_withdrawn:
        raise PaperWithdrawnAlready
    form = WithdrawPaperForm.for_row(paper)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawPaperForm.for_row(paper, fresh=True)):
            withdraw_paper(session(), paper, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(paper.item), f"“{paper.current.title}” is withdrawn.")
    crumbs = _crumbs(paper.item, "Withdraw a paper")
    title = paper.current.title
    return render_act("Withdraw the paper", "Withdraw paper", form, crumbs, about=title, warning=True)


def findings_of(version: PaperVersion) -> list[str]:
    """What a screen-reader user will miss in a paper, and what was changed so that it fits into a pack."""
    judged = Judgement.from_json(version.judgement).findings if version.judgement else ()
    changed: list[str] = json.loads(version.changes) if version.changes else []
    return list(dict.fromkeys([*judged, *changed]))


def _paper(key: str, serial: int, paper_serial: int) -> AgendaPaper:
    """Raises NotFound, then Forbidden."""
    meeting = panel_queries.meeting(session(), key)
    agenda = queries.agenda_of(session(), meeting)
    if agenda is None:
        raise NotFound("agenda of the meeting", key)
    found = paper_of(session(), queries.item_of(agenda, serial), paper_serial)
    require(Act.EDIT_AGENDAS)
    return found


def _address(item: AgendaItem) -> str:
    return url_for("packs.papers", key=item.agenda.meeting.key, serial=item.serial)


def _crumbs(item: AgendaItem, here: str) -> Crumbs:
    return agenda_crumbs(item.agenda.meeting, f"{here}: {item.wording.title}")
