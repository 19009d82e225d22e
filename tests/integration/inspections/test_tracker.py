"""The tracker: counts that are counted, lists that hold what is counted, and assigning many at once or none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, log_of, make_plan, make_priority
from tests.factories_findings import force_says, inspectorate_says, make_evidence
from tests.factories_inspections import make_finding, make_inspection
from tests.web_client import Page, path_of, words
from tests.web_fixtures import PEOPLE, Office
from tracker.access import SYSTEM, Act, Actor, may
from tracker.accounts.commands_office import NameDeputy, name_deputy
from tracker.audit.rules import Event
from tracker.errors import Forbidden, Stale
from tracker.inspections import queries
from tracker.inspections.commands_assign import AssignFindings, assign_findings
from tracker.inspections.forms_tracker import filter_from, query_of
from tracker.inspections.models_finding import Finding, FindingDetail
from tracker.inspections.queries_list import (
    COUNTED,
    NOBODY,
    FindingFilter,
    TrackerFilter,
    ties_of_each,
    tracker_counts,
    tracker_page,
)
from tracker.inspections.rules import FindingType, ForceStatus, InspectorateStatus
from tracker.inspections.rules_assign import NothingTicked, NothingToAssign, NotYoursToAssign, UnknownTicks
from tracker.inspections.rules_changes import CannotLeadFinding, ChangeNeedsReason

TRACKER = "/inspections/tracker"
ASSIGN = f"{TRACKER}/assign"
LATER = date(2025, 6, 30)
ALL = TrackerFilter(kind=None, state=FindingFilter.ALL)


@pytest.fixture
def findings(session: Session, cast: Cast) -> list[Finding]:
    """F-0001 and F-0002 under the lead, F-0003 under the other lead, F-0004 under no priority."""
    plan = make_plan(session)
    first, second = (
        make_priority(session, plan, number, lead=lead) for number, lead in ((1, cast.lead), (2, cast.other_lead))
    )
    inspection = make_inspection(session)
    late = date(2024, 9, 17)
    return [
        make_finding(session, inspection, priority=first, lead=cast.officer, expected_on=late),
        make_finding(session, inspection, priority=first),
        make_finding(session, inspection, priority=second, lead=cast.other_officer, expected_on=LATER),
        make_finding(session, inspection, kind=FindingType.OBSERVATION),
    ]


def ticking(*ticked: Finding, **more: Any) -> AssignFindings:  # noqa: ANN401  # fields of the command
    return AssignFindings(versions={each.number: each.version for each in ticked}, **more)


class TestCounting:
    def test_each_count_is_the_length_of_its_list(self, session: Session, findings: list[Finding]) -> None:
        force_says(session, findings[0], ForceStatus.READY_FOR_CLOSURE)
        force_says(session, findings[1], ForceStatus.CLOSED_BY_FORCE)
        make_evidence(session, findings[1])
        for kind in (None, *FindingType):
            wanted = TrackerFilter(kind=kind)
            counts = tracker_counts(session, wanted, TODAY)
            for state in COUNTED:
                listed = tracker_page(session, TrackerFilter(kind=kind, state=state), TODAY)
                assert counts.by_state[state] == listed.total == len(listed.rows), (kind, state)
            for lead_id, _, number in counts.by_lead:
                assert tracker_page(session, TrackerFilter(kind=kind, lead_id=lead_id), TODAY).total == number
            assert sum(number for *_, number in counts.by_lead) == counts.by_state[FindingFilter.OPEN]

    def test_what_is_counted(self, session: Session, findings: list[Finding], cast: Cast) -> None:
        force_says(session, findings[2], ForceStatus.READY_FOR_CLOSURE)
        counts = tracker_counts(session, TrackerFilter(), TODAY)
        assert {state: counts.by_state[state] for state in COUNTED} == {
            FindingFilter.OPEN: 3,
            FindingFilter.OVERDUE: 1,
            FindingFilter.NO_LEAD: 1,
            FindingFilter.NO_EXPECTED: 1,
            FindingFilter.NO_EVIDENCE: 3,
            FindingFilter.READY: 1,
            FindingFilter.CLOSED_BY_FORCE: 0,
        }
        assert counts.by_lead == [
            (cast.officer.id, "Olive Ashdown", 1),
            (cast.other_officer.id, "Owen Birch", 1),
            (NOBODY, "", 1),
        ]

    def test_an_observation_is_neither_open_nor_closed(self, session: Session, findings: list[Finding]) -> None:
        for state, total in ((FindingFilter.OPEN, 0), (FindingFilter.CLOSED, 0), (FindingFilter.ALL, 1)):
            assert tracker_page(session, TrackerFilter(FindingType.OBSERVATION, state=state), TODAY).total == total

    def test_expected_today_is_not_yet_overdue(self, session: Session, findings: list[Finding]) -> None:
        overdue = TrackerFilter(state=FindingFilter.OVERDUE)
        assert tracker_page(session, overdue, date(2024, 9, 17)).total == 0
        assert tracker_page(session, overdue, date(2024, 9, 18)).total == 1

    def test_the_inspectorates_complete_leaves_every_count(self, session: Session, findings: list[Finding]) -> None:
        for finding in findings[:3]:
            inspectorate_says(session, finding, InspectorateStatus.COMPLETE)
        assert not any(tracker_counts(session, TrackerFilter(), TODAY).by_state.values())
        assert tracker_page(session, TrackerFilter(state=FindingFilter.CLOSED), TODAY).total == 3

    def test_the_soonest_first_and_those_without_a_day_last(self, session: Session, findings: list[Finding]) -> None:
        assert [row.reference for row in tracker_page(session, TrackerFilter(), TODAY).rows] == [
            "F-0001",
            "F-0003",
            "F-0002",
        ]

    def test_nothing_recorded_counts_nothing(self, session: Session) -> None:
        assert set(tracker_counts(session, ALL, TODAY).by_state.values()) == {0}
        assert tracker_page(session, TrackerFilter(page=9), TODAY).page == 1

    def test_ties_are_those_of_a_single_finding(self, session: Session, findings: list[Finding], cast: Cast) -> None:
        command = NameDeputy(cast.other_officer.id, TODAY, None)
        name_deputy(session, cast.officer, command, by=SYSTEM, on=TODAY)
        rows = tracker_page(session, ALL, TODAY).rows
        for person in (cast.officer, cast.other_officer, cast.lead, cast.other_lead, cast.chief_executive):
            actor = as_actor(person)
            alone = {each.number: queries.ties(session, actor, each, TODAY) for each in findings}
            assert ties_of_each(session, actor, rows, TODAY) == alone
            assert ties_of_each(session, actor, [each.standing for each in findings], TODAY) == alone


class TestFilters:
    @pytest.mark.parametrize(
        "wanted",
        [
            TrackerFilter(),
            ALL,
            TrackerFilter(FindingType.RECOMMENDATION, "PEEL-2024", NOBODY, FindingFilter.OVERDUE, 3),
            TrackerFilter(lead_id=7),
        ],
    )
    def test_an_address_asks_for_what_it_was_made_from(self, wanted: TrackerFilter) -> None:
        assert filter_from(query_of(wanted)) == wanted

    def test_nonsense_is_no_limit(self) -> None:
        assert filter_from({"type": "x", "lead": "y", "state": "z", "page": "-1", "inspection": " "}) == TrackerFilter()


class TestAssigning:
    def test_all_change_each_with_its_own_history_and_log(
        self, session: Session, findings: list[Finding], cast: Cast
    ) -> None:
        command = ticking(*findings[:2], sets_lead=True, lead_id=cast.lead.id, expected_on=LATER, reason="New plan.")
        changed = assign_findings(session, command, by=as_actor(cast.lead), on=TODAY)
        assert [each.reference for each in changed] == ["F-0001", "F-0002"]
        for each in changed:
            assert (each.standing.lead, each.standing.expected_on) == (cast.lead, LATER)
            assert (len(each.details), each.details[-1].reason) == (2, "New plan.")
            assert [event.event for event in log_of(session, each.reference)] == [
                Event.FINDING_RECORDED.value,
                Event.FINDING_CHANGED.value,
            ]

    def test_one_that_is_not_theirs_refuses_the_whole_and_is_named(
        self, session: Session, findings: list[Finding], cast: Cast
    ) -> None:
        command = ticking(*findings, sets_lead=True, lead_id=cast.lead.id, reason="Mine.")
        with pytest.raises(NotYoursToAssign) as refused:
            assign_findings(session, command, by=as_actor(cast.lead), on=TODAY)
        assert refused.value.references == ("F-0003", "F-0004")
        assert isinstance(refused.value, Forbidden)
        assert len(session.scalars(select(FindingDetail)).all()) == 4

    def test_every_role_gets_in_bulk_exactly_what_it_gets_one_by_one(
        self, session: Session, findings: list[Finding], cast: Cast
    ) -> None:
        for who in PEOPLE:
            actor: Actor = as_actor(getattr(cast, who))
            for finding in findings:
                alone = may(actor, Act.ASSIGN_FINDING, queries.ties(session, actor, finding, TODAY))
                command = ticking(finding)
                with pytest.raises(NothingToAssign if alone else NotYoursToAssign):
                    assign_findings(session, command, by=actor, on=TODAY)

    def test_those_that_are_so_already_are_left_alone(
        self, session: Session, findings: list[Finding], cast: Cast
    ) -> None:
        command = ticking(*findings[:3], expected_on=LATER, reason="One day for all.")
        changed = assign_findings(session, command, by=as_actor(cast.chief_executive), on=TODAY)
        assert [each.reference for each in changed] == ["F-0001", "F-0002"]
        assert findings[1].standing.lead is None

    def test_nobody_is_a_lead_to_choose(self, session: Session, findings: list[Finding]) -> None:
        command = ticking(findings[0], sets_lead=True, lead_id=None, reason="She left.")
        assert assign_findings(session, command, by=SYSTEM, on=TODAY)
        assert findings[0].standing.lead is None

    def test_what_is_refused(self, session: Session, findings: list[Finding], cast: Cast) -> None:
        officer: dict[str, Any] = {"sets_lead": True, "lead_id": cast.officer.id}
        cases: list[tuple[AssignFindings, type[Exception]]] = [
            (AssignFindings(versions={}, **officer), NothingTicked),
            (AssignFindings(versions={999: 1}, **officer), UnknownTicks),
            (AssignFindings(versions={1: findings[0].version, 2: 99}, expected_on=LATER, reason="x"), Stale),
            (ticking(findings[0]), NothingToAssign),
            (ticking(findings[0], expected_on=LATER), ChangeNeedsReason),
            (ticking(findings[0], sets_lead=True, lead_id=cast.analyst.id, reason="x"), CannotLeadFinding),
            (ticking(findings[0], sets_lead=True, lead_id=999, reason="x"), CannotLeadFinding),
        ]
        for command, refusal in cases:
            with pytest.raises(refusal):
                assign_findings(session, command, by=SYSTEM, on=TODAY)
        assert [len(each.details) for each in findings] == [1, 1, 1, 1]


def figures(page: Page) -> dict[str, int]:
    found = (words(item).partition(" ") for item in page.soup.select(".tracker-figures li"))
    return {text: int(number) for number, _, text in found}


class TestPages:
    def test_every_count_leads_to_the_list_it_counts(self, office: Office) -> None:
        client = office.as_("analyst")
        page = client.get(TRACKER)
        assert figures(page) == {
            "open": 3,
            "overdue": 1,
            "without a lead": 1,
            "without an expected closure": 1,
            "without evidence": 1,
            "ready for closure": 1,
            "closed by the force only": 1,
        }
        links = [*page.soup.select(".tracker-figures a"), *page.soup.select(".tracker-table--narrow a")]
        for link in links:
            listed = client.get(str(link["href"]))
            cells = link.find_parent("tr") or link
            number = int(next(word for word in words(cells).split() if word.isdigit()))
            assert len(listed.soup.select("table[class='tracker-table'] tbody tr")) == number, words(link)

    def test_closed_by_the_force_is_listed_as_open(self, office: Office) -> None:
        page = office.as_("analyst").get(f"{TRACKER}?state=closed_by_force")
        line = page.soup.find("a", href="/inspections/findings/F-0005")
        assert line is not None
        cells = [words(cell) for cell in line.find_parent("tr").find_all("td")]  # type: ignore[union-attr]  # it stands in a row
        assert "Open" in cells[3]
        assert "Closed by the force" in cells[4]

    def test_only_rows_one_may_assign_can_be_ticked(self, reading_office: Office) -> None:
        def ticks(who: str) -> list[str]:
            page = reading_office.as_(who).get(f"{TRACKER}?type=all&state=all")
            return sorted(str(box["value"]) for box in page.soup.select("input[name=ticked]"))

        assert ticks("lead") == ["F-0001", "F-0006"]
        assert ticks("other_lead") == ["F-0004"]
        assert ticks("chief_executive") == [f"F-000{number}" for number in range(1, 9)]
        assert ticks("officer") == ticks("analyst") == ticks("commissioner") == []

    def test_a_lead_assigns_two_at_once(self, office: Office) -> None:
        address = f"{TRACKER}?type=all&state=all"
        client = office.as_("chief_executive")
        values = client.get(address).form() | {
            "ticked": ["F-0001", "F-0005"],
            "lead_id": str(office.people["lead"]),
            "reason": "She knows the work.",
        }
        answer = client.post(f"{ASSIGN}?type=all&state=all", values)
        assert path_of(answer) == TRACKER
        page = client.get(answer.response.headers["Location"])
        assert "2 findings changed: F-0001, F-0005." in page.main
        assert [event for event in office.events() if event[0] == "finding:changed"] == [
            ("finding:changed", "F-0001"),
            ("finding:changed", "F-0005"),
        ]

    @pytest.mark.parametrize("who", PEOPLE)
    @pytest.mark.parametrize("reference", ["F-0001", "F-0004", "F-0005"])
    def test_bulk_is_refused_to_whoever_may_not_edit_one(
        self, office_on_sqlite: Office, who: str, reference: str
    ) -> None:
        client = office_on_sqlite.as_(who)
        alone = client.http.get(f"/inspections/findings/{reference}/edit").status_code
        values = {
            **office_on_sqlite.as_("chief_executive").get(f"{TRACKER}?type=all&state=all").form(),
            "csrf_token": client.get("/account").soup.select_one("input[name=csrf_token]")["value"],  # type: ignore[index]  # every page has one
            "ticked": [reference],
            "expected_on": ["30", "6", "2025"],
            "reason": "New plan.",
        }
        before = office_on_sqlite.counts()
        answer = client.http.post(ASSIGN, data=values)
        assert answer.status_code == (302 if alone == 200 else 403)
        assert (office_on_sqlite.counts() == before) == (alone != 200)

    def test_one_of_another_refuses_the_whole_in_words(self, office_on_sqlite: Office) -> None:
        values = office_on_sqlite.as_("lead").get(TRACKER).form() | {
            "ticked": ["F-0001", "F-0004", "F-0005"],
            "expected_on": ["30", "6", "2025"],
            "reason": "New plan.",
        }
        before = office_on_sqlite.counts()
        page = office_on_sqlite.as_("lead").post(ASSIGN, values, status=403)
        assert "F-0004, F-0005; nothing was changed" in page.main
        assert office_on_sqlite.counts() == before

    def test_what_was_ticked_and_typed_is_kept_after_a_refusal(self, office_on_sqlite: Office) -> None:
        client = office_on_sqlite.as_("lead")
        values = client.get(TRACKER).form() | {"ticked": ["F-0001"], "expected_on": ["30", "6", "2025"]}
        page = client.post(ASSIGN, values, status=422)
        assert page.beside("reason") == "Enter why it changes: Expected closure."
        assert page.form()["ticked"] == "F-0001"
        assert page.form()["expected_on"] == ["30", "6", "2025"]
        client.post(ASSIGN, page.form() | {"reason": "New plan."})

    def test_after_somebody_elses_change_nothing_is_assigned(self, office_on_sqlite: Office) -> None:
        client = office_on_sqlite.as_("chief_executive")
        values = client.get(TRACKER).form() | {
            "ticked": ["F-0001", "F-0004"],
            "lead_id": str(office_on_sqlite.people["lead"]),
            "reason": "New plan.",
        }
        client.submit("/inspections/findings/F-0004/edit", text="Victims are told too late", reason="Sharper.")
        before = office_on_sqlite.counts()
        page = client.post(ASSIGN, values, status=409)
        assert "F-0004 was changed by somebody else" in page.errors[0]
        assert office_on_sqlite.counts() == before
        client.post(ASSIGN, page.form())

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({"lead_id": "none"}, "Tick the findings to assign."),
            ({"ticked": "F-0001"}, "Select a lead or enter an expected closure: so far nothing would change."),
            (
                {"ticked": "nonsense", "lead_id": "none"},
                "There is no finding “nonsense”, so nothing was changed. Tick the findings again in the list below.",
            ),
            (
                {"ticked": "F-0999", "lead_id": "none"},
                "There is no finding “F-0999”, so nothing was changed. Tick the findings again in the list below.",
            ),
            (
                {"ticked": "F-0009", "lead_id": "none"},
                "Withdrawn in the meantime: F-0009. Nothing was changed: take the tick away.",
            ),
        ],
    )
    def test_nothing_ticked_or_chosen_is_said(
        self, office_on_sqlite: Office, typed: dict[str, str], message: str
    ) -> None:
        values = office_on_sqlite.as_("lead").get(TRACKER).form() | typed
        page = office_on_sqlite.as_("lead").post(ASSIGN, values, status=422)
        assert page.errors == [message]

    def test_an_empty_list_says_what_to_do(self, reading_office: Office) -> None:
        page = reading_office.as_("lead").get(f"{TRACKER}?inspection=NONE")
        assert "No finding matches." in page.main
