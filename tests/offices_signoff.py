"""An office whose report of the quarter is on its way to a signature, by the pages."""

from __future__ import annotations

from datetime import date

from tests.factories import TODAY
from tests.factories_signing import KIND, QUARTER
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.commands_office import NameDeputy, name_deputy
from tracker.accounts.models import Person
from tracker.accounts.rules_sign_in import hash_password
from tracker.reports.gather_kinds import gather_report
from tracker.reports.queries_checks import problems_of
from tracker.reports.queries_signoff import Standing, standing
from tracker.reports.rules_checks_types import Problem
from tracker.reports.rules_life import ReportKind
from tracker.writing import transaction

REPORT = f"/reports/highlight/{QUARTER.key}"
DASHBOARD = f"/reports/dashboard/{QUARTER.key}"
PASSWORD = "kettle river lantern"
_KEPT = hash_password(PASSWORD)
LEADS = {"lead": 1, "other_lead": 2}
"""Who leads which priority of the plan."""


def say_ready(office: Office, who: str) -> None:
    office.as_(who).submit(f"{REPORT}/ready/PCP-2022-25/{LEADS[who]}")


def submit_report(office: Office, who: str = "officer", as_at: date | None = None, **answers: object) -> None:
    """Every lead says "ready", and somebody submits, from the page that shows the report as at that day."""
    for lead in LEADS:
        say_ready(office, lead)
    office.as_(who).submit(f"{REPORT}/submit{f'?as_at={as_at}' if as_at else ''}", answers)


def give_reasons(office: Office, who: str = "officer") -> None:
    """Says of everything that stops the signature why it may stand."""
    for problem in blocks(office):
        office.as_(who).submit(f"{REPORT}/problems/{problem.key}", reason="Agreed with the Panel.")


def blocks(office: Office) -> list[Problem]:
    with office.sessions() as session:
        found = standing(session, KIND, QUARTER)
        content = gather_report(session, KIND, QUARTER, (found.as_at if found else None) or TODAY)
        return [each for each in problems_of(session, KIND, QUARTER, content) if each.blocks]


def where(office: Office, kind: ReportKind = KIND) -> Standing:
    """Where the report is, with everything that was said of it."""
    with office.sessions() as session:
        found = standing(session, kind, QUARTER)
        assert found is not None
        return found


def with_password(office: Office, who: str = "chief_executive") -> None:
    with transaction(office.sessions) as session:
        session.get_one(Person, office.people[who]).password_hash = _KEPT


def name_as_deputy(office: Office, who: str, starts: date, ends: date | None) -> None:
    """Of the Chief Executive."""
    with transaction(office.sessions) as session:
        owner = session.get_one(Person, office.people["chief_executive"])
        name_deputy(session, owner, NameDeputy(office.people[who], starts, ends), by=SYSTEM, on=starts)
