"""A deliverable with its risks and findings, all that a priority holds, and the rating that follows from a risk."""

from __future__ import annotations

import csv
import io
from datetime import date

from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, make_deliverable, make_priority, reload
from tests.factories_findings import force_says, inspectorate_says
from tests.factories_inspections import make_finding, make_inspection
from tests.factories_risks import close, happen, link, make_issue, make_risk, make_score
from tests.web_client import Page, words
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.accounts.models import Person
from tracker.inspections.commands_links import LinkDeliverables, link_deliverables
from tracker.inspections.models_finding import Finding
from tracker.inspections.rules import FindingType, ForceStatus, InspectorateStatus, PanelStatus
from tracker.overview import queries_linked
from tracker.plan import queries as plan_queries
from tracker.plan.models import Deliverable, Plan, Priority
from tracker.risks.rules import Band
from tracker.writing import transaction


def answers(session: Session, finding: Finding, *deliverables: Deliverable) -> None:
    references = tuple(each.reference for each in deliverables)
    link_deliverables(session, finding, LinkDeliverables(finding.version, references), by=SYSTEM, on=TODAY)


def table(page: Page, caption_id: str) -> list[list[str]]:
    """The rows of a table by the id of its caption."""
    rows = page.soup.select(f"[aria-labelledby='{caption_id}'] tbody tr")
    return [[words(cell) for cell in row.select("th, td")] for row in rows]


class TestOrder:
    def test_open_risks_come_first_and_the_highest_on_top(
        self, session: Session, priority: Priority, deliverable: Deliverable
    ) -> None:
        unscored, low, high = (make_risk(session, priority, event=event) for event in ("New", "Small", "Large"))
        make_score(session, low, 1, 2)
        make_score(session, high, 4, 4)
        severe = make_issue(session, priority, severity=Band.HIGH)
        gone = make_risk(session, priority, event="Past")
        make_score(session, gone, 5, 5)
        for risk in (unscored, low, high, severe, gone):
            link(session, risk, deliverable)
        close(session, gone)
        found = queries_linked.risks_of_deliverable(session, deliverable.id)
        expected = [high.reference, severe.reference, low.reference, unscored.reference, gone.reference]
        assert [each.reference for each in found] == expected
        assert queries_linked.risks_under(session, priority.id) == found
        assert queries_linked.red_references(found) == (high.reference,)

    def test_what_is_no_longer_linked_is_not_listed(
        self, session: Session, priority: Priority, deliverable: Deliverable
    ) -> None:
        risk = make_risk(session, priority)
        link(session, risk, deliverable)
        link(session, risk)
        finding = make_finding(session, make_inspection(session))
        answers(session, finding, deliverable)
        answers(session, finding)
        assert queries_linked.risks_of_deliverable(session, deliverable.id) == []
        assert queries_linked.findings_of_deliverable(session, deliverable.id) == []

    def test_the_risks_of_a_finding(self, session: Session, priority: Priority) -> None:
        finding = make_finding(session, make_inspection(session))
        link(session, make_risk(session, priority, event="Not this one"), make_finding(session, finding.inspection))
        risk = make_risk(session, priority)
        link(session, risk, finding)
        assert [each.reference for each in queries_linked.risks_of_finding(session, finding.id)] == [risk.reference]

    def test_open_findings_come_first_and_the_soonest_expected_on_top(
        self, session: Session, priority: Priority, deliverable: Deliverable
    ) -> None:
        inspection = make_inspection(session)
        closed, open_ended, soon, noted = (
            make_finding(session, inspection, priority=priority, kind=kind, expected_on=day)
            for kind, day in (
                (FindingType.AREA_FOR_IMPROVEMENT, date(2024, 9, 1)),
                (FindingType.AREA_FOR_IMPROVEMENT, None),
                (FindingType.RECOMMENDATION, date(2024, 9, 10)),
                (FindingType.OBSERVATION, None),
            )
        )
        inspectorate_says(session, closed, InspectorateStatus.COMPLETE)
        force_says(session, open_ended, ForceStatus.CLOSED_BY_FORCE)
        for finding in (closed, open_ended, soon, noted):
            answers(session, finding, deliverable)
        found = queries_linked.findings_of_deliverable(session, deliverable.id)
        assert [(each.reference, each.panel, each.is_overdue(TODAY)) for each in found] == [
            (soon.reference, PanelStatus.OPEN, True),
            (open_ended.reference, PanelStatus.OPEN, False),
            (closed.reference, PanelStatus.CLOSED, False),
            (noted.reference, PanelStatus.NOTED, False),
        ], "closed by the force is open to the Panel"
        assert queries_linked.findings_under(session, priority.id) == found

    def test_another_priority_holds_none_of_it(
        self, session: Session, plan: Plan, priority: Priority, cast: Cast
    ) -> None:
        make_risk(session, priority)
        make_finding(session, make_inspection(session), priority=priority)
        other = make_priority(session, plan, 2, lead=cast.other_lead)
        assert queries_linked.risks_under(session, other.id) == []
        assert queries_linked.findings_under(session, other.id) == []


class TestRating:
    """A deliverable of the office whose linked risk is very high (RULES 2)."""

    def with_risk(self, office: Office, likelihood: int = 5, impact: int = 4) -> str:
        with transaction(office.sessions) as session:
            owner = session.get_one(Person, office.people["officer"])
            priority = plan_queries.priority(session, "PCP-2022-25", 1)
            work = make_deliverable(session, priority, owner, action="Renew the radio masts")
            risk = make_risk(session, priority, event="The masts are not delivered")
            link(session, risk, work)
            make_score(session, risk, likelihood, impact)
            return work.reference

    def listed_rag(self, office: Office) -> str:
        body = office.as_("officer").get("/deliverables.csv?q=masts").response.data
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
        return rows[0]["RAG"]

    def test_a_very_high_risk_makes_it_amber_on_its_page_in_the_list_and_in_the_file(self, office: Office) -> None:
        reference = self.with_risk(office)
        page = office.as_("analyst").get(f"/deliverables/{reference}")
        [row] = table(page, "risks-caption")
        assert row[1:4] == ["The masts are not delivered", "Very high Score 20 of 25", "Open"]
        assert f"Amber A linked risk is very high: {row[0]}." in page.main
        listed = office.as_("analyst").get("/deliverables?q=masts")
        assert "Amber" in words(listed.soup.select_one("tbody tr"))
        assert self.listed_rag(office) == "Amber"

    def test_a_lower_risk_makes_no_difference(self, office_on_sqlite: Office) -> None:
        reference = self.with_risk(office_on_sqlite, 3, 4)
        page = office_on_sqlite.as_("analyst").get(f"/deliverables/{reference}")
        assert "Green No warning sign was found." in page.main
        assert self.listed_rag(office_on_sqlite) == "Green"

    def test_a_risk_that_was_closed_or_happened_no_longer_counts(
        self, session: Session, priority: Priority, deliverable: Deliverable
    ) -> None:
        closed, happened = make_risk(session, priority), make_risk(session, priority)
        for risk in (closed, happened):
            make_score(session, risk, 5, 5)
            link(session, risk, deliverable)
        assert deliverable.standing.linked_risk_is_red
        close(session, closed)
        assert deliverable.standing.linked_risk_is_red
        happen(session, happened)
        assert not deliverable.standing.linked_risk_is_red
        assert not reload(session, deliverable).standing.linked_risk_is_red
        found = queries_linked.risks_of_deliverable(session, deliverable.id)
        assert queries_linked.red_references(found) == ()


class TestPages:
    def test_a_deliverable_shows_the_findings_it_answers(self, office: Office) -> None:
        with transaction(office.sessions) as session:
            inspection = make_inspection(session, "PEEL-2030", title="PEEL assessment 2030", year=2025)
            owner = session.get_one(Person, office.people["officer"])
            finding = make_finding(
                session, inspection, text="Calls are answered late", lead=owner, expected_on=date(2024, 9, 1)
            )
            answers(session, finding, plan_queries.deliverable(session, "D-0002"))
            reference = finding.reference
        page = office.as_("analyst").get("/deliverables/D-0002")
        assert table(page, "findings-caption") == [
            [
                reference,
                "Calls are answered late Area for improvement, PEEL assessment 2030",
                "Open",
                "Not started",
                "Olive Ashdown",
                "1 Sep 2024 Overdue by 17 days",
            ]
        ]
        for path in (f"/inspections/findings/{reference}",):
            assert page.soup.find("a", href=path) is not None
            office.as_("analyst").get(path)

    def test_a_finding_shows_the_risks_that_have_to_do_with_it(self, office: Office) -> None:
        with transaction(office.sessions) as session:
            risk = make_risk(session, event="The audit finds more")
            link(session, risk, make_finding(session, make_inspection(session, "PEEL-2031", year=2025)))
            reference, finding = risk.reference, risk.finding_links[0].finding.reference
        page = office.as_("analyst").get(f"/inspections/findings/{finding}")
        assert page.soup.find("a", href=f"/risks/{reference}") is not None
        assert "The audit finds more" in page.main

    def test_a_deliverable_without_any_says_what_to_do(self, reading_office: Office) -> None:
        page = reading_office.as_("officer").get("/deliverables/D-0006")
        assert "No risk or issue is linked to this deliverable. To link one, open it in the risk register" in page.main
        assert "raise a new risk" in page.main
        assert "No finding of an inspection is linked to this deliverable." in page.main
        assert "raise a new risk" not in reading_office.as_("analyst").get("/deliverables/D-0006").main

    def test_links_of_a_deliverable_and_a_priority_lead_somewhere(self, reading_office: Office) -> None:
        for address in ("/deliverables/D-0001", "/deliverables/D-0006", "/plans/PCP-2022-25/priorities/1"):
            client = reading_office.as_("lead")
            for found in client.get(address).soup.select("main a[href^='/']"):
                client.get(str(found["href"]))

    def test_a_priority_shows_its_risks_and_findings(self, reading_office: Office) -> None:
        page = reading_office.as_("analyst").get("/plans/PCP-2022-25/priorities/1")
        risks = [row[0] for row in table(page, "risks-caption")]
        assert set(risks) >= {"R-0001", "R-0002", "R-0003", "I-0001", "I-0002"}
        assert "R-0004" not in risks, "it is the whole office's"
        assert "F-0001" in [row[0] for row in table(page, "findings-caption")]

    def test_a_priority_without_any_says_so(self, reading_office: Office) -> None:
        address = "/plans/PCP-2025-29/priorities/1"
        page = reading_office.as_("lead").get(address)
        assert "No risk or issue stands under this priority. Raise a risk or an issue" in page.main
        assert "No finding of an inspection stands under this priority." in page.main
        assert "Its lead or an officer raises them." in reading_office.as_("analyst").get(address).main
