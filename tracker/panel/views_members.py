"""Who sits on the Panel on a day, each member's terms, and recording them."""

from __future__ import annotations

from datetime import date

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.panel import commands_members as commands
from tracker.panel import queries_members as queries
from tracker.panel.forms_members import (
    ChangeMemberForm,
    CorrectTermForm,
    EndTermForm,
    NewMemberForm,
    NewTermForm,
    WithdrawTermForm,
)
from tracker.panel.models import PanelMember, PanelTerm
from tracker.panel.views import Crumbs, back_to, panel, render_act
from tracker.web import asked
from tracker.web.identity import can, current_actor, require
from tracker.writing import session, writes


@panel.get("/panel")
def members() -> ResponseReturnValue:
    require(Act.SEE_MEETINGS)
    typed = asked.words(request.args, "on")
    day = _day(typed)
    sitting = queries.sitting_on(session(), day or today())
    there = {term.member_id for term in (*sitting.members, *sitting.substitutes)}
    return render_template(
        "panel/members.html",
        sitting=sitting,
        day=day or today(),
        refused=typed if typed and day is None else None,
        others=[member for member in queries.members(session()) if member.id not in there],
        may_edit=can(Act.EDIT_MEETINGS),
    )


@panel.get("/panel/members/<int:number>")
def member_page(number: int) -> ResponseReturnValue:
    member = queries.member(session(), number)
    require(Act.SEE_MEETINGS)
    return render_template(
        "panel/member.html",
        member=member,
        today=today(),
        may_edit=can(Act.EDIT_MEETINGS),
        history=history_of(session(), member.subject, limit=20),
        crumbs=[{"text": "The Panel", "href": url_for("panel.members")}, {"text": member.name}],
    )


@panel.route("/panel/members/new", methods=["GET", "POST"])
@writes
def new_member() -> ResponseReturnValue:
    require(Act.EDIT_MEETINGS)
    form = NewMemberForm()
    form.offer(queries.account_choices(session()))
    if form.validate_on_submit():
        with form.refusals():
            member = commands.add_member(session(), form.to_command(), by=current_actor(), on=today())
            return back_to(_address(member), f"{member.name} is added.")
    return render_act("Add a member", "Add member", form, _crumbs(None, "Add a member"))


@panel.route("/panel/members/<int:number>/edit", methods=["GET", "POST"])
@writes
def edit_member(number: int) -> ResponseReturnValue:
    member = _load(number)
    accounts = queries.account_choices(session())
    form = ChangeMemberForm.for_row(member, accounts)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: ChangeMemberForm.for_row(member, accounts, fresh=True)):
            commands.change_member(session(), member, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(member), f"{member.name} is changed.")
    return render_act(f"Change {member.name}", "Save changes", form, _crumbs(member, "Change"))


@panel.route("/panel/members/<int:number>/terms/new", methods=["GET", "POST"])
@writes
def new_term(number: int) -> ResponseReturnValue:
    member = _load(number)
    form = NewTermForm.for_row(member)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: NewTermForm.for_row(member, fresh=True)):
            commands.begin_term(session(), member, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(member), f"The term of {member.name} is recorded.")
    title = f"Record a term of {member.name}"
    return render_act(title, "Record term", form, _crumbs(member, "Record a term"))


@panel.route("/panel/members/<int:number>/terms/<int:place>/end", methods=["GET", "POST"])
@writes
def end_term(number: int, place: int) -> ResponseReturnValue:
    term = _load_term(number, place)
    if request.method == "GET":
        commands.check_open(term)
    form = EndTermForm.for_row(term)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: EndTermForm.for_row(term, fresh=True)):
            commands.end_term(session(), term, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(term.member), f"The end of the term of {term.member.name} is recorded.")
    title = f"End the term of {term.member.name}"
    return render_act(title, "End term", form, _crumbs(term.member, "End a term"), about=_about(term))


@panel.route("/panel/members/<int:number>/terms/<int:place>/correct", methods=["GET", "POST"])
@writes
def correct_term(number: int, place: int) -> ResponseReturnValue:
    term = _load_term(number, place)
    if request.method == "GET":
        commands.check_not_withdrawn(term)
    form = CorrectTermForm.for_row(term)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: CorrectTermForm.for_row(term, fresh=True)):
            commands.correct_term(session(), term, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(term.member), f"The term of {term.member.name} is corrected.")
    title = f"Correct a term of {term.member.name}"
    return render_act(title, "Save correction", form, _crumbs(term.member, "Correct a term"), about=_about(term))


@panel.route("/panel/members/<int:number>/terms/<int:place>/withdraw", methods=["GET", "POST"])
@writes
def withdraw_term(number: int, place: int) -> ResponseReturnValue:
    term = _load_term(number, place)
    if request.method == "GET":
        commands.check_not_withdrawn(term)
    form = WithdrawTermForm.for_row(term)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: WithdrawTermForm.for_row(term, fresh=True)):
            commands.withdraw_term(session(), term, form.to_command(), by=current_actor(), on=today())
            return back_to(_address(term.member), f"The term of {term.member.name} is withdrawn.")
    advice = "Only for a term that was recorded by mistake. One that is over is ended instead."
    title, crumbs = f"Withdraw a term of {term.member.name}", _crumbs(term.member, "Withdraw a term")
    return render_act(title, "Withdraw term", form, crumbs, about=_about(term), advice=advice, warning=True)


def _load(number: int) -> PanelMember:
    """Raises NotFound, then Forbidden."""
    member = queries.member(session(), number)
    require(Act.EDIT_MEETINGS)
    return member


def _load_term(number: int, place: int) -> PanelTerm:
    """Raises NotFound, then Forbidden."""
    term = queries.term_of(queries.member(session(), number), place)
    require(Act.EDIT_MEETINGS)
    return term


def _address(member: PanelMember) -> str:
    return url_for("panel.member_page", number=member.number)


def _crumbs(member: PanelMember | None, here: str) -> Crumbs:
    crumbs = [{"text": "The Panel", "href": url_for("panel.members")}]
    if member is not None:
        crumbs.append({"text": member.name, "href": _address(member)})
    return [*crumbs, {"text": here}]


def _about(term: PanelTerm) -> str:
    return f"{term.role.label}, {term.organisation}" if term.organisation else term.role.label


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2024-09-26") else None
    except ValueError:
        return None
