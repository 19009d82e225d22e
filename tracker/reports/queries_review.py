"""What is asked about a report before it is signed: its comments, its problems, and who has still to say "ready"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.annual.models import AnnualSection, AnnualYear
from tracker.audit.models import AuditEvent
from tracker.documents.places import Place
from tracker.errors import NotFound
from tracker.plan.models import Priority
from tracker.plan.queries import plans
from tracker.reports import queries_signoff as queries
from tracker.reports.models_signoff import PriorityReady, ReportComment, ReportMove, ReportOverride
from tracker.reports.queries_signoff import Standing, standing_of
from tracker.reports.rules_checks_types import Problem
from tracker.reports.rules_editors import included_in
from tracker.reports.rules_life import ReportState
from tracker.reports.rules_mending import Mend
from tracker.reports.rules_review import place_in
from tracker.reports.snapshots import HighlightSnapshot
from tracker.reports.snapshots_dashboard import DashboardSnapshot
from tracker.reports.snapshots_kinds import Snapshot

_ANNUAL_PART: Final = re.compile(r"annual (?P<year>\d{4}-\d{2})/(?P<part>.+)")
"""What the log calls a part of a year's annual report."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """A priority of the report and the newest word of its lead, None before there is any."""

    priority: Priority
    said: PriorityReady | None

    @property
    def is_ready(self) -> bool:
        return self.said is not None and self.said.is_ready

    @property
    def is_waited_for(self) -> bool:
        """Whether the report waits for it. Where nobody leads it, nobody could say so."""
        return not self.is_ready and self.priority.lead is not None

    @property
    def name(self) -> str:
        """ "Priority 2: its title (Lena Marsh)"."""
        who = f" ({self.priority.lead.name})" if self.priority.lead else ""
        return f"Priority {self.priority.number}: {self.priority.title}{who}"


@dataclass(frozen=True, slots=True)
class Judged:
    """A problem, the heading it stands under where the report is on the page, the reason why it may stand, and where
    it is mended.
    """

    problem: Problem
    place: Place | None
    override: ReportOverride | None
    mend: Mend | None = None

    @property
    def stops(self) -> bool:
        """Whether it keeps the report from being signed."""
        return self.problem.blocks and self.override is None


@dataclass(frozen=True, slots=True)
class Repeated:
    """A version that was revoked and said the same, and the act that revoked it; `same_day`: as at the same day too."""

    number: int
    revoked: ReportMove
    same_day: bool


def judged(
    problems: Sequence[Problem],
    found: Standing | None,
    snapshot: Snapshot,
    places: Sequence[Place] = (),
    mends: Mapping[str, Mend] = MappingProxyType({}),
) -> tuple[Judged, ...]:
    """Each problem with what was decided about it, in their order."""
    reasons = {each.problem_key: each for each in found.version.overrides} if found is not None else {}
    return tuple(
        Judged(
            each,
            place_in(each.place, snapshot, places) if places else None,
            reasons.get(each.key),
            mends.get(each.key),
        )
        for each in problems
    )


def readiness(session: Session, found: Standing | None, snapshot: Snapshot) -> tuple[Readiness, ...]:
    """Each priority a highlight report prints, in its order; a dashboard report waits for nobody."""
    if not isinstance(snapshot, HighlightSnapshot):
        return ()
    rows = {(plan.code, each.number): each for plan in plans(session) for each in plan.priorities}
    said = queries.ready_priorities(found.version) if found is not None else {}
    printed = (rows.get((part.plan_code, part.number)) for part in snapshot.priorities)
    return tuple(Readiness(each, said.get(each.id)) for each in printed if each is not None)


def has_plan(snapshot: Snapshot) -> bool:
    """Whether it reports on a plan; a dashboard has measures, or says that it has none."""
    return isinstance(snapshot, DashboardSnapshot) or bool(snapshot.plans)


def waiting_for(found: Sequence[Readiness]) -> tuple[str, ...]:
    """The priorities that keep a report from being submitted, in words."""
    return tuple(each.name for each in found if each.is_waited_for)


def former_reasons(found: Standing | None, wrong: Sequence[Judged]) -> tuple[tuple[Problem, ReportOverride], ...]:
    """What still stops this version and reads as it did when the version before was given a reason for it."""
    before = queries.version_before(found.version) if found is not None else None
    given = {each.problem_key: each for each in before.version.overrides} if before is not None else {}
    return tuple((each.problem, given[each.problem.key]) for each in wrong if each.stops and each.problem.key in given)


def comment(found: Standing | None, comment_id: int) -> ReportComment:
    """A comment on this version. Raises NotFound, also for one on another version."""
    for each in found.version.comments if found is not None else ():
        if each.id == comment_id:
            return each
    raise NotFound("comment on this report", str(comment_id))


def problem_with(found: Sequence[Problem], key: str) -> Problem:
    """The problem with this key. Raises NotFound, also for one that was mended."""
    for each in found:
        if each.key == key:
            return each
    raise NotFound("problem with this report", key)


def comments_by_place(found: Standing | None) -> Mapping[str, list[ReportComment]]:
    """The comments on each part, in the order parts were first commented on, each part's oldest first."""
    given: dict[str, list[ReportComment]] = {}
    for each in found.version.comments if found is not None else ():
        given.setdefault(each.place, []).append(each)
    return given


def has_changed(found: Standing | None, snapshot: Snapshot) -> bool:
    """Whether the content of a submitted report is no longer what was submitted."""
    submission = found.submission if found is not None and found.state is ReportState.SUBMITTED else None
    return submission is not None and submission.content_hash != snapshot.content_hash


def repeats(found: Standing | None, content: Snapshot) -> Repeated | None:
    """The newest revoked version of which this content is word for word a copy, whatever the day it is as at."""
    for each in reversed(found.version.report.versions if found is not None else ()):
        before = standing_of(each)
        if before.revoked is None or before.signature is None or before.as_at is None:
            continue
        if replace(content, as_at=before.as_at).content_hash == before.signature.content_hash:
            return Repeated(before.number, before.revoked, before.as_at == content.as_at)
    return None


def edited_thing(session: Session, event: AuditEvent) -> str:
    """What an edit was of, for people: a section by its heading; other records by what the log calls them."""
    found = _ANNUAL_PART.fullmatch(event.subject)
    if found is None:
        return event.subject
    year, part = found["year"], found["part"]
    kind, _, number = part.partition(" ")
    if kind == "section" and number.isdigit():
        heading = session.scalars(
            select(AnnualSection.heading)
            .join(AnnualSection.annual)
            .where(AnnualYear.year == year, AnnualSection.number == int(number))
        ).one_or_none()
        part = f"section “{heading}”" if heading else part
    return f"{part}, {year}"


def newest_edit(session: Session, snapshot: Snapshot) -> AuditEvent | None:
    """The newest act of a person that changed a record in this content; None where nobody ever did."""
    return queries.last_editor(session, included_in(snapshot))
