"""Versions of plans for tests, made by the same commands the pages use."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.factories_panel import PAST
from tracker.access import SYSTEM
from tracker.files.rules_content import check_file
from tracker.panel.queries import meeting
from tracker.plan import queries
from tracker.plan.commands_version_steps import CorrectStep, RecordStep, StepFacts, correct_step, record_step
from tracker.plan.commands_versions import BeginVersion, begin_version
from tracker.plan.models import Plan
from tracker.plan.models_versions import PlanVersion
from tracker.plan.rules_version_kinds import StepKind

ISSUED = date(2022, 3, 31)
ELECTED = date(2021, 5, 6)
RESPONSE = check_file("response.txt", b"We agree with the Panel.")


def make_version(
    session: Session,
    plan: Plan,
    title: str = "Safer together",
    *,
    changes: str | None = "More of everything",
    elected_on: date | None = None,
) -> PlanVersion:
    """A draft without any step."""
    return begin_version(session, plan, BeginVersion(title, changes, elected_on), by=SYSTEM, on=TODAY)


def take(session: Session, version: PlanVersion, kind: StepKind, day: date | None, **facts: object) -> PlanVersion:
    """Records one step."""
    said = StepFacts(day=day, **facts)  # type: ignore[arg-type]  # fields of StepFacts
    record_step(session, version, RecordStep(version.version, kind, said), by=SYSTEM, on=TODAY)
    return version


def publish(session: Session, version: PlanVersion, day: date = ISSUED) -> PlanVersion:
    """With the draft and the consultation, but without a review: let through with a reason."""
    take(session, version, StepKind.DRAFTED, day - timedelta(days=60))
    take(session, version, StepKind.CONSULTED, day - timedelta(days=50))
    return take(session, version, StepKind.PUBLISHED, day, override_reason="The review is not on record.")


def fill_versions(session: Session) -> None:
    """The plan of the tests as issued, with documents; a variation the Panel reviewed at the meeting of June 2024."""
    plan = queries.plan(session, "PCP-2022-25")
    issued = publish(session, make_version(session, plan, elected_on=ELECTED))
    said = StepFacts(ISSUED, link="https://example.org/plan", file=RESPONSE)
    correction = CorrectStep(issued.version, StepKind.PUBLISHED, said, "The address was missing")
    correct_step(session, issued, correction, by=SYSTEM, on=TODAY)
    varied = make_version(session, plan, "Safer together, varied")
    for kind, day in ((StepKind.DRAFTED, 1), (StepKind.CONSULTED, 2), (StepKind.SENT, 3)):
        take(session, varied, kind, date(2024, 6, day))
    take(session, varied, StepKind.REVIEWED, None, meeting_id=meeting(session, PAST.isoformat()).id)
    take(session, varied, StepKind.REPORTED, date(2024, 7, 1), note="Three **recommendations**.")
    make_version(session, queries.plan(session, "PCP-2025-29"), "The next plan", elected_on=date(2024, 5, 2))
