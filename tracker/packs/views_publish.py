"""Publishing a pack or a supplement: what will be in it, what is missing, and how far its building is."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.accounts.queries import office_as_at
from tracker.dates import now, today
from tracker.packs.commands import publish_by
from tracker.packs.commands_builds import ask_for_pack, give_up
from tracker.packs.forms_publish import GiveUpForm, PublishForm
from tracker.packs.gather_build import Wanted, wanted
from tracker.packs.models import Agenda
from tracker.packs.models_builds import PackBuild
from tracker.packs.queries_builds import build_of, members_without_account, open_build
from tracker.packs.queries_packs import packs_of
from tracker.packs.queries_papers import papers_of
from tracker.packs.rules_agenda import Part
from tracker.packs.rules_builds import DIED, BuildState
from tracker.packs.rules_items import MeetingCancelled
from tracker.packs.rules_late import is_late
from tracker.packs.rules_pack import NotYetPublished
from tracker.packs.views import packs
from tracker.packs.views_agenda import agenda_at, agenda_crumbs, load_agenda, owed_of
from tracker.packs.views_papers import findings_of
from tracker.panel.rules_dates import pre_election_period
from tracker.panel.views import back_to
from tracker.web.forms import render_form
from tracker.web.identity import current_actor, require
from tracker.writing import session, writes


@packs.route("/meetings/<key>/publish", methods=["GET", "POST"])
@writes
def publish_pack(key: str) -> ResponseReturnValue:
    return _ask(key, supplement=False)


@packs.route("/meetings/<key>/supplement", methods=["GET", "POST"])
@writes
def publish_supplement(key: str) -> ResponseReturnValue:
    return _ask(key, supplement=True)


@packs.get("/meetings/<key>/builds/<int:number>")
def pack_build(key: str, number: int) -> ResponseReturnValue:
    return _build_page(*_build(key, number), GiveUpForm(formdata=None))


@packs.post("/meetings/<key>/builds/<int:number>/give-up")
@writes
def give_up_build(key: str, number: int) -> ResponseReturnValue:
    agenda, build = _build(key, number)
    form = GiveUpForm()
    if form.validate_on_submit():
        with form.refusals():
            give_up(session(), build, by=current_actor(), at=now())
            return back_to(url_for("packs.agenda", key=agenda.meeting.key), "Nothing is published: it is given up.")
    return _build_page(agenda, build, form)


def _build_page(agenda: Agenda, build: PackBuild, form: GiveUpForm) -> ResponseReturnValue:
    key = agenda.meeting.key
    return render_form(
        "packs/build.html",
        form,
        meeting=agenda.meeting,
        build=build,
        state=build.trace.state(now()),
        states=BuildState,
        died=DIED,
        waits_for_nobody=build.trace.waits_for_nobody(now()),
        again=url_for("packs.publish_supplement" if build.supplement else "packs.publish_pack", key=key),
        crumbs=agenda_crumbs(agenda.meeting, "Supplement" if build.supplement else "Agenda pack"),
    )


def _ask(key: str, *, supplement: bool) -> ResponseReturnValue:
    agenda = load_agenda(key)
    if request.method == "GET":
        _check(agenda, supplement=supplement)
    found = wanted(session(), agenda, today(), supplement=supplement)
    form = _form(agenda, found)
    if form.validate_on_submit():
        with form.refusals():
            command = form.to_command(supplement=supplement)
            build = ask_for_pack(session(), agenda, command, by=current_actor(), on=today(), at=now())
            return redirect(url_for("packs.pack_build", key=key, number=build.number))
        found = wanted(session(), agenda, today(), supplement=supplement)
        form.show(found)
    return render_form("packs/publish.html", form, **_shown(agenda, found))


def _check(agenda: Agenda, *, supplement: bool) -> None:
    """What no answer on the page could mend. Raises MeetingCancelled and NotYetPublished."""
    if agenda.meeting.is_cancelled:
        raise MeetingCancelled(agenda.meeting.day)
    if supplement and not packs_of(session(), agenda):
        raise NotYetPublished


def _form(agenda: Agenda, found: Wanted) -> PublishForm:
    return PublishForm.asking(
        found,
        again=found.facts.supplement is not None or found.facts.version > 1,
        late=is_late(today(), publish_by(agenda.meeting)),
        warned=_period() is not None,
    )


def _period() -> Any:  # noqa: ANN401  # two days of a period, for the page
    return pre_election_period(office_as_at(session(), today()), today())


def _shown(agenda: Agenda, found: Wanted) -> dict[str, Any]:
    meeting = agenda.meeting
    supplement = found.facts.supplement
    running = open_build(session(), agenda)
    return {
        "meeting": meeting,
        "found": found,
        "title": _title(found),
        "supplement": supplement,
        "parts": [(part, found.facts.part(part)) for part in Part],
        "findings": _findings(agenda),
        "owed": owed_of(agenda) if supplement is None else [],
        "publish_by": publish_by(meeting),
        "late": is_late(today(), publish_by(meeting)),
        "period": _period(),
        "without_account": members_without_account(session(), meeting.day),
        "running": running if running is not None and running.trace.state(now()) is not BuildState.FAILED else None,
        "crumbs": agenda_crumbs(meeting, "Supplement" if supplement else "Publish"),
    }


def _title(found: Wanted) -> str:
    if found.facts.supplement is not None:
        return f"Publish supplement {found.facts.supplement}"
    version = found.facts.version
    return "Publish the agenda pack" if version == 1 else f"Publish version {version} of the agenda pack"


def _findings(agenda: Agenda) -> dict[str, list[str]]:
    """What a screen-reader user will miss in each paper, by the SHA-256 of what will be bound."""
    current = [paper.current for papers in papers_of(session(), agenda).values() for paper in papers]
    return {version.prepared.digest: findings_of(version) for version in current}


def _build(key: str, number: int) -> tuple[Agenda, PackBuild]:
    """Raises NotFound, then Forbidden."""
    agenda = agenda_at(key)
    build = build_of(session(), agenda, number)
    require(Act.EDIT_AGENDAS)
    return agenda, build
