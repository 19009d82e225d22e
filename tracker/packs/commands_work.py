"""Building one pack that was asked for: drawn with no transaction open, then published in one short one.

Whatever happens, either the pack is published and the build says so, or nothing of it is there and the build says why.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from tracker import dates
from tracker.access import Act, Actor, may
from tracker.accounts.queries import actor_of, person
from tracker.errors import DomainError
from tracker.packs.commands_builds import record_failure, record_published, say_alive, take_build
from tracker.packs.commands_publish import Publish, publish
from tracker.packs.gather_build import Wanted, wanted
from tracker.packs.layout_pack import DrawnPack, draw_pack
from tracker.packs.models_builds import PackBuild
from tracker.packs.models_packs import Pack
from tracker.packs.queries_builds import held_build
from tracker.packs.queries_packs import reader
from tracker.packs.rules_agenda import Part
from tracker.packs.rules_builds import SIGN_OF_LIFE, WENT_WRONG, AgendaMoved, NotAllowedNow, Share
from tracker.packs.snapshots import AgendaFacts
from tracker.writing import queue, transaction

_log = logging.getLogger(__name__)


class Lost(DomainError):
    """The build was taken to have died, and ended by somebody else."""

    def __init__(self) -> None:
        super().__init__("The build was ended by another program, because this one had been silent for too long.")


@dataclass(slots=True)
class Builder:
    """A program that builds packs. `now` gives this moment in UTC."""

    sessions: sessionmaker[Session]
    now: Callable[[], datetime] = dates.now
    holder: str = field(default_factory=lambda: secrets.token_hex(16))

    def take(self) -> int | None:
        """The key of the build that has waited longest, which is this program's from now on; None where none waits."""
        with transaction(self.sessions) as session:
            build = take_build(session, self.holder, at=self.now())
            return build.id if build is not None else None

    def build(self, build_id: int) -> None:
        """Draws and publishes it, or records why not. Raises only what nobody thought of, after recording that."""
        try:
            self._build(build_id)
        except Lost:
            _log.warning("Build %s was taken away: the program was silent for too long.", build_id)
        except DomainError as error:
            self._fail(build_id, str(error))
        except BaseException:
            self._fail(build_id, WENT_WRONG)
            raise

    def _build(self, build_id: int) -> None:
        with self.sessions() as session:
            wish = session.get_one(PackBuild, build_id)
            _check_allowed(session, wish)
            found = _wanted(session, wish)
            facts = found.because(wish.reason)
            progress = self._progress(build_id, facts)
            drawn = draw_pack(facts, reader(session), first_page=found.first_page, progress=progress)
        with transaction(self.sessions) as session:
            held = held_build(session, build_id, self.holder)
            if held is None:
                raise Lost
            record_published(session, held, _publish(session, held, facts, drawn), at=self.now())

    def _progress(self, build_id: int, facts: AgendaFacts) -> Callable[[int, int], None]:
        share = Share(2 if facts.part(Part.EXEMPT) else 1)
        said = self.now()

        def tell(done: int, total: int) -> None:
            nonlocal said
            percent = share.percent(done, total)
            if self.now() - said >= SIGN_OF_LIFE:
                said = self.now()
                self.say_alive(build_id, percent)

        return tell

    def say_alive(self, build_id: int, percent: int = 0) -> None:
        """That the build goes on. Raises Lost where it is no longer this program's."""
        with transaction(self.sessions) as session:
            if not say_alive(session, build_id, self.holder, percent, at=self.now()):
                raise Lost

    def _fail(self, build_id: int, why: str) -> None:
        with transaction(self.sessions) as session:
            record_failure(session, build_id, self.holder, why, at=self.now())


def _wanted(session: Session, wish: PackBuild) -> Wanted:
    """What was asked for, if it is still what there is. Raises AgendaMoved."""
    found = wanted(session, wish.agenda, dates.today(), supplement=wish.supplement)
    if found.digest != wish.seen:
        raise AgendaMoved
    return found


def _check_allowed(session: Session, wish: PackBuild) -> Actor:
    """Who asked, if they still may. Raises NotAllowedNow."""
    asker = person(session, wish.person_id)
    actor = actor_of(asker)
    if not asker.is_active or not may(actor, Act.EDIT_AGENDAS):
        raise NotAllowedNow(asker.name)
    return actor


def _publish(session: Session, wish: PackBuild, facts: AgendaFacts, drawn: DrawnPack) -> Pack:
    queue(session)
    _wanted(session, wish)
    command = Publish(wish.agenda.version, wish.late_reason or "")
    by = _check_allowed(session, wish)
    return publish(session, wish.agenda, facts, drawn, command, by=by, on=dates.today())
