"""The page of a meeting: what it is about, what is published, and for the clerk what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.audit.queries import history_of
from tracker.dates import today
from tracker.packs.gather_meeting import ShownItem, drafted, owed_in, published
from tracker.packs.models import Agenda
from tracker.packs.models_minutes import Minutes
from tracker.packs.models_packs import Pack
from tracker.packs.queries import agenda_of
from tracker.packs.queries_download import exempt_now, is_withheld_now, newest_of, packs_shown
from tracker.packs.queries_minutes import entitled, minutes_of
from tracker.packs.queries_packs import packs_of
from tracker.packs.queries_papers import papers_of
from tracker.packs.rules_agenda import Part
from tracker.packs.rules_exempt import paragraph_words
from tracker.packs.rules_pack import Owed
from tracker.packs.rules_steps import Progress, Step, next_step
from tracker.packs.views import packs
from tracker.panel import queries
from tracker.panel.models import Meeting
from tracker.panel.rules_dates import meeting_dates
from tracker.panel.views import crumbs_to
from tracker.web.identity import can, current_actor, require
from tracker.writing import session


@packs.get("/meetings/<key>")
def meeting(key: str) -> ResponseReturnValue:
    """An address it had before it was moved leads on."""
    found = queries.meeting(session(), key)
    require(Act.SEE_MEETINGS)
    if found.key != key:
        return redirect(url_for("packs.meeting", key=found.key), 301)
    shown = _desk_of(found)
    return render_template(
        "packs/meeting.html",
        meeting=found,
        dates=meeting_dates(found.day, queries.rules_on(session(), today())),
        today=today(),
        may_edit=can(Act.EDIT_MEETINGS) and not found.is_cancelled,
        shown=shown,
        shown_packs=packs_shown(shown.agenda, shown.packs, entitled=shown.entitled) if shown.agenda else (),
        parts=tuple(Part),
        paragraph_words=paragraph_words,
        # The log names the items of an agenda before it is published.
        history=history_of(session(), found.subject, limit=20) if can(Act.SEE_AGENDAS) else (),
        crumbs=crumbs_to(None, found.title),
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one reader sees of a meeting. `items` None: nothing yet that this reader may see."""

    agenda: Agenda | None
    packs: list[Pack]
    entitled: bool
    items: list[ShownItem] | None
    owed: list[Owed]
    minutes: Minutes | None
    step: Step | None

    def part(self, part: Part) -> list[ShownItem]:
        return [item for item in self.items or () if item.facts.part is part]


def _desk_of(found: Meeting) -> _Desk:
    agenda, minutes = agenda_of(session(), found), minutes_of(session(), found)
    inside = entitled(session(), current_actor(), found)
    if agenda is None:
        return _Desk(None, [], inside, None, [], minutes, _step(found, None, [], [], minutes))
    there, before = papers_of(session(), agenda), list(packs_of(session(), agenda))
    owed = owed_in(agenda, there, entitled=inside) if can(Act.SEE_AGENDAS) else []
    items = None
    if any(pack.supplement == 0 for pack in before):
        items = published(session(), agenda, before, entitled=inside)
    elif can(Act.SEE_AGENDAS):
        items = drafted(agenda, there, entitled=inside)
    return _Desk(agenda, before, inside, items, owed, minutes, _step(found, agenda, owed, before, minutes))


def _step(
    found: Meeting, agenda: Agenda | None, owed: list[Owed], before: list[Pack], minutes: Minutes | None
) -> Step | None:
    """What the clerk does next; None for everybody else, and for a meeting that is cancelled."""
    if not can(Act.EDIT_AGENDAS) or found.is_cancelled:
        return None
    standing = sum(not item.is_withdrawn for item in agenda.items) if agenda is not None else None
    confirmed = None if minutes is None else minutes.confirmed_on is not None
    newest = newest_of(before)
    # What is withheld has to be published anew.
    public = agenda is not None and newest is not None and not is_withheld_now(newest, exempt_now(agenda))
    return next_step(Progress(found.day, standing, len(owed), public, confirmed), today())
