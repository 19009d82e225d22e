"""The papers of an item: adding, replacing and moving them, seeing what they lack, withdrawing and reading them."""

from __future__ import annotations

import io
import json

from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import today
from tracker.documents.pdf.bind_types import Judgement
from tracker.documents.pdf.judge_open import LARGEST
from tracker.errors import NotFound
from tracker.files.queries import content_of
from tracker.files.rules import FileKind
from tracker.packs.commands_papers import add_paper, is_exempt, move_paper, replace_paper, withdraw_paper
from tracker.packs.forms_papers import (
    AddPaperForm,
    MovePaperForm,
    PaperFields,
    ReplacePaperForm,
    WithdrawPaperForm,
    examine_first,
)
from tracker.packs.gather_offers import offers
from tracker.packs.models import AgendaItem
from tracker.packs.models_papers import AgendaPaper, PaperVersion
from tracker.packs.queries_papers import paper_of, papers_of_item, signed_reports
from tracker.packs.rules_agenda import WithdrawnAlready
from tracker.packs.rules_papers import PaperWithdrawnAlready, told_paper
from tracker.packs.views import packs
from tracker.packs.views_agenda import agenda_crumbs, agenda_item_at, load_item
from tracker.panel.views import Crumbs, back_to, render_act
from tracker.web.identity import can, current_actor, require
from tracker.web.moving import focus_after
from tracker.web.request import takes_files_up_to
from tracker.writing import logs_download, session, writes

PAPERS = "/meetings/<key>/agenda/items/<int:serial>/papers"
PAPER = f"{PAPERS}/<int:paper_serial>"


@packs.get(PAPERS)
def papers(key: str, serial: int) -> ResponseReturnValue:
    """Those of an exempt item are the clerk's alone until they are published."""
    item = agenda_item_at(key, serial)
    require(Act.SEE_AGENDAS if item.wording.exemption is None else Act.EDIT_AGENDAS)
    return _page(item, None)


@packs.route(f"{PAPERS}/new", methods=["GET", "POST"])
@writes
@takes_files_up_to(LARGEST, first=examine_first)
def new_paper(key: str, serial: int) -> ResponseReturnValue:
    item = load_item(key, serial)
    if request.method == "GET" and item.is_withdrawn:
        raise WithdrawnAlready
    form = AddPaperForm.for_item(item)
    _offer(form, item)
    if form.validate_on_submit():
        with form.refusals():
            paper = add_paper(session(), item, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(item), f"“{paper.current.title}” is added.")
    crumbs = _crumbs(item, "Add a paper")
    return render_act(
        "Add a paper", "Add paper", form, crumbs, template="packs/paper.html", about=item.wording.title, largest=LARGEST
    )


@packs.route(f"{PAPER}/replace", methods=["GET", "POST"])
@writes
@takes_files_up_to(LARGEST, first=examine_first)
def replace_agenda_paper(key: str, serial: int, paper_serial: int) -> ResponseReturnValue:
    paper = _standing(key, serial, paper_serial)
    form = _replacing(paper)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: _replacing(paper, fresh=True)):
            version = replace_paper(session(), paper, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(paper.item), f"“{version.title}” is replaced.")
    crumbs, title = _crumbs(paper.item, "Replace a paper"), paper.current.title
    return render_act(
        "Replace the paper",
        "Replace paper",
        form,
        crumbs,
        template="packs/paper.html",
        about=title,
        stays=True,
        largest=LARGEST,
    )


@packs.post(f"{PAPER}/<any(up, down):way>")
@writes
def move_agenda_paper(key: str, serial: int, paper_serial: int, way: str) -> ResponseReturnValue:
    paper = _paper(key, serial, paper_serial)
    form = MovePaperForm.for_row(paper)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: MovePaperForm.for_row(paper)):
            move_paper(session(), paper, form.to_command(way), by=current_actor(), on=today())
            standing = [each for each in papers_of_item(session(), paper.item) if not each.is_withdrawn]
            ends = (paper is not standing[0], paper is not standing[-1])
            message = f"“{paper.current.title}” is moved {way}."
            return focus_after(_address(paper.item), message, paper_serial, way, ends)
    return _page(paper.item, form)


@packs.route(f"{PAPER}/withdraw", methods=["GET", "POST"])
@writes
def withdraw_agenda_paper(key: str, serial: int, paper_serial: int) -> ResponseReturnValue:
    paper = _standing(key, serial, paper_serial)
    form = WithdrawPaperForm.for_row(paper)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawPaperForm.for_row(paper, fresh=True)):
            withdraw_paper(session(), paper, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(paper.item), f"“{paper.current.title}” is withdrawn.")
    crumbs = _crumbs(paper.item, "Withdraw a paper")
    title = paper.current.title
    return render_act("Withdraw the paper", "Withdraw paper", form, crumbs, about=title, warning=True)


@packs.get(f"{PAPER}/versions/<int:number>.pdf")
@logs_download
def paper_file(key: str, serial: int, paper_serial: int, number: int) -> ResponseReturnValue:
    """The file as it came, with everything in it. The office reads the newest version of a paper of an open item."""
    paper = paper_of(session(), agenda_item_at(key, serial), paper_serial)
    version = next((each for each in paper.versions if each.number == number), None)
    if version is None:
        raise NotFound("version of this paper", str(number))
    open_to_office = not is_exempt(paper) and not paper.is_withdrawn and version is paper.current
    require(Act.SEE_AGENDAS if open_to_office else Act.EDIT_AGENDAS)
    told = told_paper(exempt=is_exempt(paper), before=None, title=version.title, facts={"Version": (None, str(number))})
    record(session(), Event.PACK_DOWNLOADED, by=current_actor(), subject=paper.item.subject, changes=told)
    content, name = content_of(session(), version.file_id), version.file_name or f"{version.title}.pdf"
    answer = send_file(io.BytesIO(content), mimetype=FileKind.PDF.value, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def findings_of(version: PaperVersion) -> list[str]:
    """What a screen-reader user will miss in a paper, and what was changed so that it fits into a pack."""
    judged = Judgement.from_json(version.judgement).findings if version.judgement else ()
    changed: list[str] = json.loads(version.changes) if version.changes else []
    return list(dict.fromkeys([*judged, *changed]))


def _page(item: AgendaItem, form: MovePaperForm | None) -> ResponseReturnValue:
    found = papers_of_item(session(), item)
    standing = [paper for paper in found if not paper.is_withdrawn]
    may_edit = can(Act.EDIT_AGENDAS)
    page = render_template(
        "packs/papers.html",
        item=item,
        meeting=item.agenda.meeting,
        papers=found if may_edit else standing,
        movable={each.id: (each is not standing[0], each is not standing[-1]) for each in standing},
        keys={each.id: MovePaperForm(formdata=None).form_key.data for each in standing},
        findings={paper.id: findings_of(paper.current) for paper in found},
        may_edit=may_edit,
        **({"form": form} if form is not None else {}),
        crumbs=_crumbs(item, "Papers"),
    )
    return page, form.status_code if form is not None else 200


def _offer(form: PaperFields, item: AgendaItem) -> None:
    form.offer(signed_reports(session()), offers(session(), item.agenda.meeting, today()))


def _replacing(paper: AgendaPaper, *, fresh: bool = False) -> ReplacePaperForm:
    form = ReplacePaperForm.for_row(paper, fresh=fresh)
    _offer(form, paper.item)
    return form


def _paper(key: str, serial: int, paper_serial: int) -> AgendaPaper:
    """Raises NotFound, then Forbidden."""
    found = paper_of(session(), agenda_item_at(key, serial), paper_serial)
    require(Act.EDIT_AGENDAS)
    return found


def _standing(key: str, serial: int, paper_serial: int) -> AgendaPaper:
    """As `_paper`, and for a page PaperWithdrawnAlready."""
    found = _paper(key, serial, paper_serial)
    if request.method == "GET" and found.is_withdrawn:
        raise PaperWithdrawnAlready
    return found


def _address(item: AgendaItem) -> str:
    return url_for("packs.papers", key=item.agenda.meeting.key, serial=item.serial)


def _crumbs(item: AgendaItem, here: str) -> Crumbs:
    return agenda_crumbs(item.agenda.meeting, f"{here}: {item.wording.title}")
