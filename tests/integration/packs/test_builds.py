"""Packs are built outside the request: asked for, built by one program, and published or failed with a reason."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NoReturn

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from tests.factories import TODAY, as_actor, make_cast
from tests.factories_packs import CANARY, add_letter, make_filled_agenda
from tracker import dates
from tracker.access import Role
from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent
from tracker.audit.rules import Event
from tracker.db import make_engine, make_sessions
from tracker.files.models import StoredFile
from tracker.packs import commands_work
from tracker.packs.commands_builds import AskForPack, ask_for_pack, give_up
from tracker.packs.commands_work import Builder
from tracker.packs.gather_build import wanted
from tracker.packs.layout_pack import draw_pack
from tracker.packs.models import Agenda
from tracker.packs.models_builds import PackBuild
from tracker.packs.models_packs import Pack
from tracker.packs.rules_builds import (
    DIED,
    LEASE,
    NOBODY_BUILDS,
    SIGN_OF_LIFE,
    WENT_WRONG,
    AgendaMoved,
    BuildState,
    BuiltAlready,
    NotAllowedNow,
    NotWaiting,
)
from tracker.packs.rules_late import LateReasonNeeded
from tracker.packs.rules_pack import NothingNew, ReasonForVersion
from tracker.writing import transaction


@dataclass
class Desk:
    """The clerk's desk, with a database of its own; each act is a transaction, as it is in the office."""

    sessions: sessionmaker[Session]
    now: datetime = field(default_factory=dates.now)
    on: date = TODAY

    def ask(self, reason: str = "", *, supplement: bool = False, seen: str | None = None) -> int:
        with transaction(self.sessions) as session:
            agenda = session.scalars(select(Agenda)).one()
            found = wanted(session, agenda, self.on, supplement=supplement)
            command = AskForPack(seen or found.digest, supplement, reason)
            return ask_for_pack(session, agenda, command, by=as_actor(self.clerk(session)), on=self.on, at=self.now).id

    def seen(self) -> str:
        with self.sessions() as session:
            return wanted(session, session.scalars(select(Agenda)).one(), self.on, supplement=False).digest

    def give_up(self, build_id: int) -> None:
        with transaction(self.sessions) as session:
            give_up(session, session.get_one(PackBuild, build_id), by=as_actor(self.clerk(session)), at=self.now)

    def builder(self) -> Builder:
        return Builder(self.sessions, lambda: self.now)

    def build(self) -> None:
        builder = self.builder()
        taken = builder.take()
        assert taken is not None
        builder.build(taken)

    def letter(self, title: str, reason: str | None = None) -> None:
        with transaction(self.sessions) as session:
            add_letter(session, session.scalars(select(Agenda)).one(), 1, title, reason)

    def clerk(self, session: Session) -> Person:
        return session.scalars(select(Person).where(Person.role == Role.CLERK)).one()

    def last(self) -> PackBuild:
        with self.sessions() as session:
            return session.scalars(select(PackBuild).order_by(PackBuild.id.desc()).limit(1)).one()

    def state(self) -> BuildState:
        return self.last().trace.state(self.now)

    def kept(self) -> tuple[int, int]:
        """How many packs and how many files there are."""
        with self.sessions() as session:
            packs, files = select(func.count(Pack.id)), select(func.count(StoredFile.id))
            return session.scalar(packs) or 0, session.scalar(files) or 0


@pytest.fixture
def desk(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(dates, "today", lambda: TODAY)
    engine = make_engine(database_url)
    found = Desk(make_sessions(engine))
    with transaction(found.sessions) as session:
        make_cast(session)
        agenda = make_filled_agenda(session)
        add_letter(session, agenda, 2, "Minutes of June")
        add_letter(session, agenda, 4, f"The {CANARY} tender")
    yield found
    engine.dispose()


def test_what_is_asked_for_is_built_and_published(desk: Desk) -> None:
    desk.ask()
    assert (desk.state(), desk.kept()[0]) == (BuildState.WAITING, 0)
    desk.build()
    build = desk.last()
    assert (desk.state(), build.percent, desk.kept()[0]) == (BuildState.DONE, 100, 1)
    assert desk.builder().take() is None
    with desk.sessions() as session:
        pack = session.scalars(select(Pack)).one()
        assert (pack.version, pack.by, pack.full is not None) == (1, desk.clerk(session).name, True)
        told = session.scalars(select(AuditEvent.event).order_by(AuditEvent.id.desc()).limit(2)).all()
        assert set(told) == {Event.PACK_PUBLISHED, Event.PACK_ASKED_FOR}


def test_what_publishing_would_refuse_is_refused_before_anything_is_drawn(desk: Desk) -> None:
    seen = desk.seen()
    desk.letter("A letter")
    with pytest.raises(AgendaMoved):
        desk.ask(seen=seen)
    desk.ask()
    desk.build()
    with pytest.raises(ReasonForVersion):
        desk.ask()
    with pytest.raises(NothingNew):
        desk.ask("It came late.", supplement=True)


def test_after_the_day_of_notice_the_reason_is_asked_for_at_once(desk: Desk) -> None:
    desk.on = TODAY + timedelta(days=1)
    with pytest.raises(LateReasonNeeded):
        desk.ask()


def test_a_supplement_goes_on_with_the_pages(desk: Desk) -> None:
    desk.ask()
    desk.build()
    desk.letter("A letter", "It came on Monday.")
    desk.ask("It came on Monday.", supplement=True)
    desk.build()
    with desk.sessions() as session:
        first, supplement = session.scalars(select(Pack).order_by(Pack.id)).all()
    assert (supplement.supplement, supplement.first_page) == (1, first.last_page + 1)


def test_one_pack_of_a_meeting_is_built_at_a_time(desk: Desk) -> None:
    desk.ask()
    with pytest.raises(BuiltAlready) as refused:
        desk.ask()
    assert refused.value.number == 1


def test_what_waits_can_be_given_up_and_what_has_begun_cannot(desk: Desk) -> None:
    desk.give_up(desk.ask())
    assert desk.state() is BuildState.GIVEN_UP
    again = desk.ask()
    desk.builder().take()
    with pytest.raises(NotWaiting):
        desk.give_up(again)


def test_an_agenda_changed_meanwhile_is_not_published_half_seen(desk: Desk) -> None:
    desk.ask()
    desk.letter("A letter")
    desk.build()
    assert (desk.state(), desk.last().why, desk.kept()[0]) == (BuildState.FAILED, str(AgendaMoved()), 0)


def test_an_agenda_changed_while_it_is_drawn_is_not_published(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(*args: object, **named: object) -> object:
        desk.letter("A letter")
        return draw_pack(*args, **named)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(commands_work, "draw_pack", draw)
    desk.ask()
    desk.build()
    assert (desk.last().why, desk.kept()[0]) == (str(AgendaMoved()), 0)


def test_who_may_no_longer_publish_does_not(desk: Desk) -> None:
    desk.ask()
    with transaction(desk.sessions) as session:
        clerk = desk.clerk(session)
        clerk.disabled_at = dates.now()
    desk.build()
    assert (desk.last().why, desk.kept()[0]) == (str(NotAllowedNow(clerk.name)), 0)


def test_a_pack_that_fails_half_way_leaves_nothing_behind_and_says_why(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw(facts: object, read: object, *, first_page: int, progress: Callable[[int, int], None]) -> NoReturn:
        progress(5, 10)
        raise RuntimeError("nobody thought of this")

    desk.ask()
    before = desk.kept()
    with monkeypatch.context() as patched:
        patched.setattr(commands_work, "draw_pack", draw)
        with pytest.raises(RuntimeError):
            desk.build()
    assert (desk.state(), desk.last().why, desk.kept()) == (BuildState.FAILED, WENT_WRONG, before)
    desk.ask()
    desk.build()
    assert desk.state() is BuildState.DONE


def test_how_far_it_is_is_told_while_it_is_built(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[BuildState, int]] = []

    def draw(*args: object, progress: Callable[[int, int], None], **named: object) -> object:
        for done in (2, 5, 10):
            desk.now += SIGN_OF_LIFE
            progress(done, 10)
            seen.append((desk.state(), desk.last().percent))
        return draw_pack(*args, **named)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(commands_work, "draw_pack", draw)
    desk.ask()
    desk.build()
    assert seen == [(BuildState.RUNNING, percent) for percent in (10, 25, 50)], "public and full pack are each half"


def test_a_program_that_was_silent_too_long_does_not_publish_what_somebody_else_ended(desk: Desk) -> None:
    desk.ask()
    slow = desk.builder()
    taken = slow.take()
    assert taken is not None
    desk.now += LEASE + timedelta(seconds=1)
    assert desk.state() is BuildState.FAILED
    again = desk.ask()
    slow.build(taken)
    assert desk.kept()[0] == 0
    with desk.sessions() as session:
        assert session.get_one(PackBuild, taken).why == DIED
    assert desk.last().id == again
    desk.build()
    assert (desk.state(), desk.kept()[0]) == (BuildState.DONE, 1)


def test_a_build_that_nobody_takes_says_so(desk: Desk) -> None:
    desk.ask()
    assert not desk.last().trace.waits_for_nobody(desk.now)
    assert desk.last().trace.waits_for_nobody(desk.now + NOBODY_BUILDS + timedelta(seconds=1))


KILLED = """
import os, signal
from datetime import date
from tracker import dates
from tracker.db import make_engine, make_sessions
from tracker.packs import commands_work
from tracker.working import work

def die(done, total):
    os.kill(os.getpid(), signal.SIGKILL)

def draw(facts, read, *, first_page, progress):
    return drawing(facts, read, first_page=first_page, progress=die)

dates.fix_today(date({day}))
drawing, commands_work.draw_pack = commands_work.draw_pack, draw
work(make_sessions(make_engine({url!r})))
"""

WORKING = """
import os, signal, threading
from datetime import date
from tracker import dates
from tracker.db import make_engine, make_sessions
from tracker.packs import commands_work
from tracker.working import work

class Once(commands_work.Builder):
    def build(self, build_id):
        super().build(build_id)
        os.kill(os.getpid(), signal.SIGTERM)

dates.fix_today(date({day}))
import tracker.working
tracker.working.Builder = Once
work(make_sessions(make_engine({url!r})))
"""


def test_a_program_killed_in_the_middle_leaves_nothing_and_the_next_one_builds_the_pack(
    desk: Desk, database_url: str
) -> None:
    day = f"{TODAY.year}, {TODAY.month}, {TODAY.day}"
    desk.ask()
    before = desk.kept()
    ended = subprocess.run([sys.executable, "-c", KILLED.format(url=database_url, day=day)], timeout=120)
    assert ended.returncode == -signal.SIGKILL
    assert (desk.kept(), desk.last().started_at is not None) == (before, True)
    desk.now = dates.now() + LEASE
    assert (desk.state(), desk.last().why) == (BuildState.FAILED, None), "the page tells before anybody records it"
    desk.ask()
    with desk.sessions() as session:
        assert session.scalars(select(PackBuild.why).order_by(PackBuild.id)).all() == [DIED, None]
    desk.now = dates.now()
    done = subprocess.run([sys.executable, "-c", WORKING.format(url=database_url, day=day)], timeout=120)
    assert done.returncode == 0
    assert (desk.state(), desk.kept()[0]) == (BuildState.DONE, 1)
