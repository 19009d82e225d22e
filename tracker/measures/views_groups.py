"""The groups of measures: their list, creating, renaming and ordering them."""

from __future__ import annotations

from typing import Final

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.measures import queries
from tracker.measures.commands_groups import create_group, edit_group
from tracker.measures.commands_history import subject_of_group
from tracker.measures.forms_levels import GroupForm
from tracker.measures.queries_list import standing_by_group
from tracker.measures.views import crumbs_to, measures, render_act
from tracker.plan import queries as plan_queries
from tracker.web.identity import can, current_actor, require
from tracker.web.wording import NOTHING_CHANGED
from tracker.writing import session, writes

ADDRESS: Final = "/measures/groups"
HERE: Final = {"text": "Groups", "href": ADDRESS}


@measures.get(ADDRESS)
def group_list() -> ResponseReturnValue:
    require(Act.SEE_MEASURES)
    return render_template(
        "measures/groups.html",
        groups=queries.groups(session()),
        counts=standing_by_group(session()),
        may_edit=can(Act.EDIT_MEASURES),
        crumbs=crumbs_to(None, "Groups"),
    )


@measures.route(f"{ADDRESS}/new", methods=["GET", "POST"])
@writes
def new_group() -> ResponseReturnValue:
    require(Act.EDIT_MEASURES)
    form = GroupForm.blank(plan_queries.priorities(session()))
    if form.validate_on_submit():
        with form.refusals():
            group = create_group(session(), form.to_create(), by=current_actor())
            flash(f"The group “{group.name}” is created. Choose it on the pages of its measures.")
            return redirect(url_for("measures.group_list"))
    title = "Create a group of measures"
    crumbs = [*crumbs_to(None), HERE, {"text": title}]
    return render_act(title, "Create the group", form, None, back=ADDRESS, crumbs=crumbs)


@measures.route(f"{ADDRESS}/<int:group_id>/edit", methods=["GET", "POST"])
@writes
def edit_group_page(group_id: int) -> ResponseReturnValue:
    group = queries.group(session(), group_id)
    require(Act.EDIT_MEASURES)
    form = GroupForm.for_row(group)
    if form.validate_on_submit():
        with form.refusals(fresh=lambda: GroupForm.for_row(group, fresh=True)):
            changed = edit_group(session(), group, form.to_edit(), by=current_actor())
            flash(f"The group “{group.name}” is changed." if changed else NOTHING_CHANGED)
            return redirect(url_for("measures.group_list"))
    title = f"Change the group {group.name}"
    advice = f"It is a group of {group.priority.plan.code}, priority {group.priority.number}: {group.priority.title}."
    history = history_of(session(), subject_of_group(group), limit=20)
    extra = {"advice": advice, "back": ADDRESS, "crumbs": [*crumbs_to(None), HERE, {"text": title}]}
    return render_act(title, "Save the group", form, None, history=history, **extra)
