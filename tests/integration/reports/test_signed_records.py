"""Editing the records of a signed quarter: allowed, and the person is warned before they save (RULES 7)."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select

from tests.factories import as_actor, make_deliverable
from tests.factories_road import signed_annual, write_annual
from tests.factories_signing import signed
from tests.web_fixtures import Office
from tracker.accounts.models import Person
from tracker.dates import fix_today
from tracker.plan.models import Priority
from tracker.writing import transaction

REPORT = "/reports/highlight/2024-25-Q2"
MOMENT = datetime(2024, 9, 18, 8, 5, tzinfo=UTC)
WARNING = "The highlight report, quarter 2, 2024-25, is signed off as at 18 September 2024. Nothing in it changes"
FORMS = (
    ("officer", "/my-deliverables"),
    ("officer", "/deliverables/D-0001/update"),
    ("lead", "/deliverables/D-0001/edit"),
    ("lead", "/deliverables/D-0001/milestones"),
    ("lead", "/deliverables/D-0001/complete"),
    ("officer", "/deliverables/D-0001/due-date"),
    ("lead", f"{REPORT}/plans/PCP-2022-25/priorities/1"),
)

ANNUAL_ROAD = ("officer", "commissioner", "chief_executive")


def test_who_edits_records_of_a_signed_report_is_warned_until_it_is_revoked(office_on_sqlite: Office) -> None:
    for who, path in FORMS:
        assert "is signed off as at" not in office_on_sqlite.as_(who).get(path).main
    with transaction(office_on_sqlite.sessions) as session:
        officer, chief = (session.get_one(Person, office_on_sqlite.people[who]) for who in ("lead", "chief_executive"))
        signed(session, as_actor(officer), as_actor(chief), at=MOMENT)
    for who, path in FORMS:
        said = office_on_sqlite.as_(who).get(path).main
        assert WARNING in said, path
        assert "cannot be published until the report is revoked and signed off anew" in said
    office_on_sqlite.as_("officer").submit("/deliverables/D-0001/update", percent="44")
    office_on_sqlite.as_("chief_executive").submit(f"{REPORT}/revoke", reason="A figure was wrong.")
    for who, path in FORMS:
        assert "is signed off as at" not in office_on_sqlite.as_(who).get(path).main


def test_who_dates_something_in_the_year_of_a_signed_annual_report_is_warned_too(office_on_sqlite: Office) -> None:
    with transaction(office_on_sqlite.sessions) as session:
        people = [session.get_one(Person, office_on_sqlite.people[who]) for who in ANNUAL_ROAD]
        officer, commissioner, chief = map(as_actor, people)
        make_deliverable(session, session.scalars(select(Priority)).all()[0], people[0], on=date(2023, 5, 2))
        write_annual(session, officer)
        signed_annual(session, officer, commissioner, chief, at=MOMENT)
    for who, path in FORMS[:-1]:
        said = office_on_sqlite.as_(who).get(path).main
        assert "The annual report, financial year 2023-24, is signed off as at 18 September 2024." in said, path
        assert "what you save for 31 March 2024 or an earlier one makes its page say" in said
    close = office_on_sqlite.as_("chief_executive").get("/year-end/2023-24/close").main
    assert "The annual report, financial year 2023-24 , is signed off as at 18 September 2024." in close


def test_a_report_of_long_ago_warns_only_who_writes_its_own_lines(office_on_sqlite: Office) -> None:
    with transaction(office_on_sqlite.sessions) as session:
        officer, chief = (session.get_one(Person, office_on_sqlite.people[who]) for who in ("lead", "chief_executive"))
        signed(session, as_actor(officer), as_actor(chief), at=MOMENT)
    fix_today(date(2024, 12, 31))
    assert WARNING in office_on_sqlite.as_("officer").get("/my-deliverables").main
    fix_today(date(2025, 1, 1))
    *forms, (who, lines) = FORMS
    for each, path in forms:
        assert "is signed off as at" not in office_on_sqlite.as_(each).get(path).main
    assert WARNING in office_on_sqlite.as_(who).get(lines).main
