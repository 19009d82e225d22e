"""From the register and the inspections to the snapshots: as at the day, and nothing that is for the office alone."""

from __future__ import annotations

import csv
from datetime import date

from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, make_deliverable, make_priority, report
from tests.factories_inspections import make_finding, make_grades, make_inspection, make_printing
from tests.factories_risks import accept, close, link, make_action, make_issue, make_risk, make_score
from tests.integration.reports.test_gather import EARLIER, QUARTER, gathered, statements
from tracker.access import SYSTEM
from tracker.config import project_file
from tracker.dates import FinancialYear, Quarter
from tracker.inspections.models import Inspection
from tracker.inspections.rules import FindingType
from tracker.plan.commands_close import Stop, stop
from tracker.plan.models import Deliverable, Plan, Priority
from tracker.reports.commands import SaveEntries, save_entries
from tracker.reports.gather import gather_highlight
from tracker.reports.gather_annual import gather_annual
from tracker.reports.gather_register import gather_register
from tracker.reports.models import Acronym
from tracker.reports.queries import page_of, quarters_with_records
from tracker.reports.snapshots_risks import RiskRow
from tracker.risks.models import Risk
from tracker.risks.rules import Band
from tracker.seeds import load_seeds, read_folder

FACTS = project_file("tests", "facts", "peel_grades.csv")


def choose(session: Session, priority: Priority, *risks: Risk, quarter: Quarter = QUARTER) -> None:
    page = page_of(session, priority.id, quarter)
    chosen = frozenset(risk.reference for risk in risks)
    save_entries(session, priority, quarter, SaveEntries(page.version if page else 0, (), chosen), by=SYSTEM)


def printed(session: Session, as_at: date = TODAY) -> list[RiskRow]:
    return [row for part in gathered(session, as_at=as_at).priorities for row in part.risks_and_issues]


def secretive(session: Session, priority: Priority, cast: Cast) -> Risk:
    """A risk of which only the public wording may be told."""
    risk = make_risk(
        session,
        priority,
        cast.officer,
        event="SECRET event",
        cause="SECRET cause",
        consequence="SECRET consequence",
        internal_wording="SECRET internal_wording",
        public_wording="Funding may end.",
    )
    make_score(session, risk, 4, 4, date(2024, 8, 1))
    make_action(session, risk, cast.other_officer, title="SECRET action")
    accept(session, risk, date(2024, 12, 31))
    return risk


def test_what_is_chosen_is_printed_under_its_priority_the_highest_score_first(
    session: Session, priority: Priority, cast: Cast
) -> None:
    low, high, unscored = (make_risk(session, priority, public_wording=words) for words in ("Low", "High", "Not yet"))
    make_risk(session, priority, public_wording="Not chosen")
    issue = make_issue(session, priority, public_wording="It happened", severity=Band.LOW)
    make_score(session, low, 1, 2, date(2024, 7, 1))
    make_score(session, high, 4, 4, date(2024, 6, 30))
    make_score(session, high, 5, 5, date(2024, 8, 1))
    choose(session, priority, low, high, unscored, issue)
    rows = printed(session)
    assert [(row.wording, row.score) for row in rows] == [
        *(("High", 25), ("Low", 2), ("Not yet", None)),
        ("It happened", None),
    ]
    assert (rows[0].previous_score, rows[0].direction_word, rows[1].direction_word) == (16, "Up", "New")
    assert [matrix.number for matrix in gathered(session).matrices] == [1]


def test_nothing_but_the_public_wording_reaches_the_snapshot(session: Session, priority: Priority, cast: Cast) -> None:
    choose(session, priority, secretive(session, priority, cast))
    said = gathered(session).to_json().decode()
    assert "Funding may end." in said
    assert "SECRET" not in said


def test_internal_wording_is_not_in_the_register_either(session: Session, priority: Priority, cast: Cast) -> None:
    secretive(session, priority, cast)
    said = gather_register(session, TODAY).to_json().decode()
    assert "SECRET event" in said
    assert "SECRET internal_wording" not in said


def test_the_report_of_a_past_day_shows_scores_and_states_as_they_stood(session: Session, priority: Priority) -> None:
    risk = make_risk(session, priority, public_wording="Funding may end.")
    make_score(session, risk, 2, 2, date(2024, 7, 10))
    choose(session, priority, risk)
    before = printed(session, date(2024, 7, 31))
    again = session.get_one(Risk, risk.id)
    make_score(session, again, 5, 5, date(2024, 9, 2))
    close(session, again, date(2024, 9, 3))
    assert printed(session, date(2024, 7, 31)) == before
    assert [(row.score, row.state_word) for row in printed(session)] == [(25, "Closed")]


def test_a_very_high_risk_makes_the_deliverable_linked_to_it_amber_from_its_day_on(
    session: Session, priority: Priority, deliverable: Deliverable
) -> None:
    risk = make_risk(session, priority, public_wording="Funding may end.")
    link(session, risk, deliverable, on=date(2024, 8, 1))
    make_score(session, risk, 5, 5, date(2024, 8, 10))

    def rated(day: date) -> tuple[str | None, tuple[str, ...]]:
        (row,) = gathered(session, as_at=day).rows
        return row.rag_word, row.rag_reasons

    assert rated(date(2024, 8, 9))[0] == "Green"
    # What the report does not print, it does not name.
    assert rated(date(2024, 8, 10)) == ("Amber", ("A linked risk is very high.",))
    choose(session, session.get_one(Priority, priority.id), risk)
    assert rated(TODAY) == ("Amber", ("A linked risk is very high: R-0001.",))


def test_grades_are_printed_from_the_first_to_the_last_day_of_their_printing(
    session: Session, priority: Priority
) -> None:
    inspection = make_inspection(session, "PEEL-2024", published_on=None, recorded_on=date(2024, 7, 1))
    make_grades(session, inspection, {"Preventing crime": "Good", "Leadership": "Adequate"})
    make_printing(session, inspection, priority, date(2024, 7, 10), date(2024, 8, 10))
    days = (date(2024, 7, 9), date(2024, 7, 10), date(2024, 8, 10), date(2024, 8, 11))
    assert [len(gathered(session, as_at=day).priorities[0].grades) for day in days] == [0, 1, 1, 0]
    (grades,) = gathered(session, as_at=days[1]).priorities[0].grades
    assert [(row.number, row.area, row.grade) for row in grades.rows] == [
        ("1", "Preventing crime", "Good"),
        ("2", "Leadership", "Adequate"),
    ]
    assert grades.scale[-1] == "Ungraded"


def test_the_report_of_september_2024_prints_the_published_grades_in_their_order(session: Session) -> None:
    load_seeds(session, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=TODAY)
    session.expunge_all()
    with FACTS.open(encoding="utf-8", newline="") as file:
        facts = [row for row in csv.DictReader(file) if row["inspection"] == "PEEL-2023-25"]
    first, *others = gather_highlight(session, QUARTER, TODAY).priorities
    (grades,) = first.grades
    assert [(row.area, row.grade) for row in grades.rows] == [(row["area"], row["grade"]) for row in facts]
    assert not any(part.grades for part in others)
    assert not any(part.grades for part in gather_highlight(session, EARLIER, date(2023, 9, 30)).priorities)


def test_findings_are_open_until_the_inspectorate_closes_them(session: Session, priority: Priority, cast: Cast) -> None:
    assert gathered(session).findings is None
    inspection = make_inspection(session, "PEEL-2024", published_on=None, recorded_on=date(2024, 7, 1))
    assert gathered(session).findings == ()
    seen = session.get_one(Inspection, inspection.id)
    make_finding(session, seen, text="Bail is not checked", priority=priority, lead=cast.officer)
    make_finding(session, seen, kind=FindingType.CAUSE_OF_CONCERN, text="Children go missing")
    found = gathered(session).findings
    assert found is not None
    assert [(row.reference, row.kind, row.part_of) for row in found] == [
        ("F-0001", FindingType.AREA_FOR_IMPROVEMENT, None),
        ("F-0002", FindingType.CAUSE_OF_CONCERN, None),
        ("F-0003", FindingType.RECOMMENDATION, "F-0002"),
    ]
    assert (found[0].has_lead, found[0].panel_word, found[0].inspection) == (True, "Open", "PEEL-2024")
    assert gathered(session, QUARTER.previous(), date(2024, 6, 30)).findings is None


def test_acronyms_are_found_in_risks_grades_and_findings(session: Session, priority: Priority) -> None:
    names = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")
    session.add_all(Acronym(acronym=name, meaning=f"Meaning of {name}") for name in names)
    choose(session, priority, make_risk(session, priority, event="The FFF", public_wording="The AAA may fail"))
    inspection = make_inspection(session, "PEEL-2024", title="The BBB report", recorded_on=date(2024, 7, 1))
    make_grades(session, inspection, {"Use of CCC": "Good"})
    make_printing(session, inspection, priority, date(2024, 7, 1))
    make_finding(session, inspection, text="DDD is not used")
    assert [each.acronym for each in gathered(session).acronyms] == ["AAA", "BBB", "CCC", "DDD"]


def test_the_register_lists_what_is_open_with_its_scores_actions_and_reviews(
    session: Session, plan: Plan, priority: Priority, cast: Cast
) -> None:
    risk = make_risk(session, priority, cast.officer)
    make_score(session, risk, 3, 3, date(2024, 6, 30))
    make_score(session, risk, 4, 5, date(2024, 8, 1))
    make_action(session, risk, cast.other_officer)
    make_risk(session, event="The grant is cut")
    close(session, make_risk(session, priority, event="The lease ends"))
    first, second = gather_register(session, TODAY).rows
    assert (first.reference, first.owner, first.place) == (
        "R-0001",
        "Olive Ashdown",
        f"PCP-2022-25, priority 1: {priority.title}",
    )
    assert first.current is not None
    assert (first.current.score, first.current.band, first.previous_score) == (20, Band.VERY_HIGH, 9)
    assert [(action.title, action.owner, action.percent) for action in first.actions] == [
        ("Find another supplier", "Owen Birch", 0)
    ]
    assert (first.reviewed_on, first.review_due_on, first.review_overdue) == (
        date(2024, 8, 1),
        date(2024, 9, 1),
        True,
    )
    assert (second.words, second.place, second.current) == ("The grant is cut", None, None)
    assert gather_register(session, TODAY).not_open == 1


def test_the_number_of_queries_grows_neither_with_risks_nor_with_findings(
    session: Session, priority: Priority, cast: Cast
) -> None:
    inspection = make_inspection(session, "PEEL-2024", recorded_on=date(2024, 7, 1), published_on=None)
    make_grades(session, inspection, {"Preventing crime": "Good"})
    make_printing(session, inspection, priority, date(2024, 7, 1))

    def asked_with(count: int) -> tuple[int, int]:
        here, seen = session.get_one(Priority, priority.id), session.get_one(Inspection, inspection.id)
        made = []
        for _ in range(count):
            risk = make_risk(session, here, here.lead, public_wording="Rain")
            make_score(session, risk, 5, 5, date(2024, 8, 1))
            make_action(session, risk, here.lead)
            link(session, risk, make_deliverable(session, here, here.lead or cast.lead))
            make_finding(session, seen, priority=here, lead=here.lead)
            made.append(risk)
        page = page_of(session, here.id, QUARTER)
        chosen = {choice.risk.reference for choice in page.choices} if page else set()
        command = SaveEntries(page.version if page else 0, (), frozenset(chosen | {risk.reference for risk in made}))
        save_entries(session, here, QUARTER, command, by=SYSTEM)
        session.flush()
        session.expunge_all()
        with statements(session) as report:
            gather_highlight(session, QUARTER, TODAY)
        session.expunge_all()
        with statements(session) as register:
            gather_register(session, TODAY)
        return len(report), len(register)

    few = asked_with(2)
    assert asked_with(12) == few
    assert few[0] <= 56
    assert few[1] <= 18


def test_a_risk_raised_after_the_day_is_not_printed(session: Session, priority: Priority) -> None:
    second = make_priority(session, priority.plan, 2)
    risk = make_risk(session, second, public_wording="Rain", on=date(2024, 7, 2))
    choose(session, second, risk)
    assert [row.reference for row in printed(session)] == ["R-0001"]
    assert gathered(session, QUARTER, date(2024, 7, 1)).priorities[0].risks_and_issues == ()
    assert gathered(session, QUARTER.previous(), date(2024, 6, 30)).is_empty


def test_what_was_decided_of_work_is_no_progress_of_its_quarter(session: Session, cast: Cast) -> None:
    """A year is closed long after it ended: its last quarter had no record, and has none then."""
    work = make_deliverable(session, make_priority(session, lead=cast.lead), cast.officer, on=date(2023, 4, 3))
    reported, quarter = date(2023, 5, 2), Quarter.parse("2023-24-Q4")
    report(session, work, 10, reported, on=reported)
    decided = Stop(work.version, quarter.end, "No money was found.")
    stop(session, work, decided, by=SYSTEM, on=TODAY)
    held = {each.key: each.updates for each in gather_annual(session, FinancialYear(2023), TODAY).quarters}
    assert held == {"2023-24-Q1": 1, "2023-24-Q2": 0, "2023-24-Q3": 0, "2023-24-Q4": 0}
    listed = {each.quarter: each.updates for each in quarters_with_records(session, TODAY)}
    assert (listed[Quarter.of(reported)], quarter in listed) == (1, False)
