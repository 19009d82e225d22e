"""Where a report stands, as the pages about it say it: its state, what was done with it, and what a person may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from flask import url_for

from tracker.access import Act, Role, Tie
from tracker.accounts.queries import chief_executive_behind
from tracker.dates import Period, today
from tracker.reports import queries_signoff as queries
from tracker.reports.models_signoff import ReportComment, ReportMove, ReportSignature
from tracker.reports.queries_signoff import Standing, newest, revoked_before
from tracker.reports.rules_life import (
    FIRST_VERSION,
    Move,
    ReportKind,
    ReportState,
    address_of,
    moves_from,
    name_of,
)
from tracker.web.identity import can, current_actor
from tracker.writing import session

_PAGES: Final[Mapping[Move, tuple[str, Act]]] = MappingProxyType(
    {
        Move.SUBMIT: ("reports.submit_page", Act.SUBMIT_REPORTS),
        Move.SIGN: ("reports.sign_page", Act.SIGN_REPORTS),
        Move.RETURN: ("reports.return_page", Act.SIGN_REPORTS),
        Move.TAKE_BACK: ("reports.take_back_page", Act.SUBMIT_REPORTS),
        Move.SEND: ("reports.send_page", Act.PUBLISH_REPORTS),
        Move.PUBLISH: ("reports.publish_page", Act.PUBLISH_REPORTS),
        Move.REVOKE: ("reports.revoke_page", Act.PUBLISH_REPORTS),
    }
)
"""The page of each move and who may make it, in the order they are offered."""

_BY_SIGNATORIES: Final = frozenset({Act.SIGN_REPORTS, Act.PUBLISH_REPORTS})

DONE: Final[Mapping[Move, str]] = MappingProxyType(
    {
        Move.SUBMIT: "submitted it for sign-off",
        Move.TAKE_BACK: "took it back",
        Move.RETURN: "returned it",
        Move.SIGN: "signed it off",
        Move.SEND: "recorded that it was sent to the Panel",
        Move.PUBLISH: "published it",
        Move.REVOKE: "revoked it",
    }
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A move a person may make, and where."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Life:
    """A report and where its newest version is; `found` is None before anything was done with it."""

    kind: ReportKind
    period: Period
    found: Standing | None

    @property
    def name(self) -> str:
        """ "highlight report, quarter 2, 2024-25"."""
        return name_of(self.kind, self.period)

    @property
    def address(self) -> str:
        """Of the report's own page."""
        return address_of(self.kind, self.period)

    @property
    def state(self) -> ReportState:
        return self.found.state if self.found else ReportState.DRAFT

    @property
    def number(self) -> int:
        return self.found.number if self.found else FIRST_VERSION

    @property
    def as_at(self) -> date | None:
        """Fixed from the submission on; None while it is written."""
        return self.found.as_at if self.found else None

    @property
    def day(self) -> date:
        """The day it is as at: today while it is written."""
        return self.as_at or today()

    @property
    def done(self) -> list[tuple[ReportMove, str]]:
        """What was done with it and in which words, the newest first."""
        moves = self.found.version.moves if self.found else []
        return [(each, DONE[each.move]) for each in reversed(moves)]

    @property
    def returned(self) -> ReportMove | None:
        """The return that it came back with, while its changes are not made."""
        if self.found is None or self.state is not ReportState.CHANGES_REQUESTED:
            return None
        return newest(self.found.version, Move.RETURN)

    @property
    def replaces(self) -> tuple[int, ReportMove] | None:
        """The version that was revoked for this one, and the act that revoked it; None once this one is signed."""
        if self.found is None or self.state.is_signed:
            return None
        return revoked_before(self.found.version)

    @property
    def note(self) -> ReportMove | None:
        """The submission with what its author wrote to whoever signs it, while it waits; None where that is nothing."""
        waits = self.found is not None and self.state is ReportState.SUBMITTED
        return self.submission if waits and self.submission is not None and self.submission.words else None

    @property
    def open_comments(self) -> tuple[ReportComment, ...]:
        return self.found.open_comments if self.found else ()

    @property
    def signature(self) -> ReportSignature | None:
        """Of the newest version, where it is in force."""
        return self.found.signature if self.found is not None and self.state.stands else None

    @property
    def revoked_versions(self) -> list[int]:
        """The numbers of the versions that were signed and revoked, the newest first."""
        versions = self.found.version.report.versions if self.found else []
        return [each.number for each in reversed(versions) if newest(each, Move.REVOKE) is not None]

    @property
    def submission(self) -> ReportMove | None:
        return self.found.submission if self.found else None

    def offers(self) -> dict[Move, Offer]:
        """What the person signed in may do with it now."""
        offered = [move for move in _PAGES if move in moves_from(self.state)]
        if self.state.is_with_officers:
            # Taking back what came back changes nothing that anybody could see.
            offered = [move for move in offered if move is not Move.TAKE_BACK]
        decided = any(_PAGES[move][1] in _BY_SIGNATORIES for move in offered)
        ties = signing_ties() if decided else frozenset[Tie]()
        return {move: self._offer(move) for move in offered if can(_PAGES[move][1], ties)}

    def _offer(self, move: Move) -> Offer:
        return Offer(move.label, url_for(_PAGES[move][0], kind=self.kind.value, period=self.period.key))


def life_of(kind: ReportKind, period: Period) -> Life:
    return Life(kind, period, queries.standing(session(), kind, period))


def signing_ties() -> frozenset[Tie]:
    """How the person signed in stands to what the Chief Executive alone decides: their deputy today, or not."""
    actor = current_actor()
    if actor.person_id is None or actor.role is Role.CHIEF_EXECUTIVE:
        return frozenset()
    behind = chief_executive_behind(session(), actor.person_id, today())
    return frozenset({Tie.DEPUTY}) if behind is not None else frozenset()
