"""Every address and what each person gets there, and an office in which every address leads somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from tests.factories import TODAY, as_actor
from tests.factories_builds import agenda_at, make_build
from tests.factories_commentary import ASKED, fill_commentary
from tests.factories_information import fill_information, send_a_register
from tests.factories_loads import fill_loads
from tests.factories_measures import fill_measures
from tests.factories_minutes import fill_minutes
from tests.factories_packs import add_letter, fill_agenda, fill_published
from tests.factories_panel import fill_panel
from tests.factories_signing import QUARTER as REPORTED
from tests.factories_signing import published, revoked, sent, signed, submitted
from tests.factories_versions import fill_versions
from tests.ledger_annual import ANNUAL_LINES, fill_writing
from tests.ledger_annual_report import REPORT_DOWNLOADS, REPORT_LINES, fill_outcomes
from tests.ledger_information import INFORMATION_LINES
from tests.ledger_lines import (
    ADMINISTRATOR,
    ANALYST,
    CHIEF,
    CLERK,
    DONE,
    EVERYBODY,
    INCOMPLETE,
    LEAD,
    LEADS,
    NEVER,
    NOBODY,
    NOT_ALLOWED,
    NOT_FOUND,
    NOT_SIGNED_IN,
    OFFICE,
    OFFICERS_AND_LEADS,
    PANEL,
    SEEN,
    TIED,
    WHO,
    WRITERS,
    Line,
    each,
    form,
    page,
)
from tests.ledger_road import NO_ROAD, ROAD_LINES, fill_road
from tests.ledger_versions import VERSION_LINES
from tests.ledger_years import YEAR_LINES, close_a_year
from tests.web_fixtures import Office
from tracker.access import SYSTEM, Actor
from tracker.accounts import commands, commands_office
from tracker.accounts.models import Person
from tracker.dates import Quarter
from tracker.outbox.commands import queue_message, record_attempt
from tracker.outbox.rules import NewMessage, Outcome
from tracker.panel.commands_calendar import make_address
from tracker.panel.queries import meeting
from tracker.plan import queries as plan_queries
from tracker.reports.commands_acronyms import AddAcronym, add_acronym
from tracker.reports.commands_review import AddComment, add_comment
from tracker.reports.gather_kinds import gather_report
from tracker.reports.queries_checks import problems_of
from tracker.reports.rules_life import ReportKind
from tracker.writing import transaction

MOMENT = datetime(2024, 9, 18, 8, 5, tzinfo=UTC)
DELIVERABLE = "/deliverables/D-0001"
PRIORITY = "/plans/PCP-2022-25/priorities/1"
PERSON = "/people/{other_officer}"
QUARTER = "/reports/highlight/2024-25-Q2"
DRAFT = "/reports/highlight/2024-25-Q1"
DASHBOARD = "/reports/dashboard/2024-25-Q2"
REVOKED = "/reports/highlight/2023-24-Q3"
SIGNED, SENT = "/reports/highlight/2023-24-Q4", "/reports/dashboard/2023-24-Q4"
PUBLISHED = "/published/dashboard/2023-24-Q3"
RISK = "/risks/R-0001"
INSPECTION = "/inspections/PEEL-2024"
FINDING = "/inspections/findings/F-0001"
MEASURE = "/measures/CALLS"
MEETING = "/meetings/2024-11-14"
AGENDA = f"{MEETING}/agenda"
PUBLISHED_MEETING = "/meetings/2024-02-08"
MINUTES = "/meetings/2024-03-07/minutes"
MINUTE = f"{MINUTES}/items/1"
MEMBER, TERM = "/panel/members/2", "/panel/members/2/terms/1"
PLANNED, REQUESTED, TOLD = "/forward-plan/1", "/panel/requests/1", "/panel/requests/3"
COMMENTARY = "/measures/commentary/2024-25-Q2/{measure_group}"

LEDGER: Mapping[str, Line] = {
    **INFORMATION_LINES,
    **VERSION_LINES,
    **YEAR_LINES,
    **ROAD_LINES,
    **REPORT_LINES,
    **ANNUAL_LINES,
    "static": Line("/static/tracker.css", dict.fromkeys(WHO, SEEN), NEVER),
    "report_stylesheet": Line("/report.css", dict.fromkeys(WHO, SEEN), NEVER),
    "healthz": Line("/healthz", dict.fromkeys(WHO, SEEN), NEVER),
    "accounts.accessibility_statement": Line("/accessibility", dict.fromkeys(WHO, SEEN), NEVER),
    "accounts.sign_in": Line(
        "/sign-in",
        each((), 0, others=DONE, nobody=SEEN),
        each((), 0, others=DONE, nobody=INCOMPLETE),
    ),
    "accounts.set_password": Line("/set-password/{token}", dict.fromkeys(WHO, SEEN), dict.fromkeys(WHO, INCOMPLETE)),
    "accounts.account": page("/account", EVERYBODY),
    "accounts.change_password": form("/account/password", EVERYBODY),
    "accounts.name_deputy": form("/account/deputies/new", OFFICERS_AND_LEADS | CHIEF),
    "accounts.end_deputy": form("/account/deputies/{deputy}/end", {"officer"}, others=NOT_FOUND),
    "accounts.people": page("/people", ADMINISTRATOR),
    "accounts.roles": page("/people/roles", EVERYBODY),
    "accounts.new_person": form("/people/new", ADMINISTRATOR),
    "accounts.person_page": page(PERSON, ADMINISTRATOR),
    "accounts.edit_person": form(f"{PERSON}/edit", ADMINISTRATOR),
    "accounts.disable_person": form(f"{PERSON}/disable", ADMINISTRATOR),
    "accounts.enable_person": form(f"{PERSON}/enable", ADMINISTRATOR),
    "accounts.make_link": form(f"{PERSON}/link", ADMINISTRATOR, sent=INCOMPLETE),
    "accounts.settings": page("/settings", ADMINISTRATOR),
    "accounts.change_setting": form("/settings/name", ADMINISTRATOR),
    "reports.acronyms": form("/settings/acronyms", ADMINISTRATOR),
    "reports.change_acronym": form("/settings/acronyms/{acronym}", ADMINISTRATOR),
    "overview.home": page("/", EVERYBODY),
    "overview.priority_page": page(PRIORITY, OFFICE),
    "overview.deliverable_page": page(DELIVERABLE, OFFICE),
    "overview.log": page("/log", OFFICE | ADMINISTRATOR),
    "overview.log_of_record": page("/log/D-0001", OFFICE),
    "overview.log_csv": page("/log.csv", OFFICE | ADMINISTRATOR),
    "overview.hand_over": form(f"{PERSON}/hand-over", ADMINISTRATOR),
    "plan.my_deliverables": form("/my-deliverables", OFFICERS_AND_LEADS),
    "plan.deliverable_list": page("/deliverables", OFFICE),
    "plan.deliverable_csv": page("/deliverables.csv", OFFICE),
    "plan.choose_priority": page("/deliverables/new", {"lead", "other_lead"}),
    "plan.new_deliverable": form(f"{PRIORITY}/deliverables/new", LEAD),
    "plan.update_progress": form(f"{DELIVERABLE}/update", TIED),
    "plan.correct_update": form(f"{DELIVERABLE}/updates/1/correct", TIED),
    "plan.set_rating": form(f"{DELIVERABLE}/rating", TIED),
    "plan.ask_for_due_date": form(f"{DELIVERABLE}/due-date", TIED),
    "plan.decide_due_date_request": form("/deliverables/D-0007/due-dates/2", LEAD),
    "plan.withdraw_due_date_request": form("/deliverables/D-0007/due-dates/2/withdraw", {"officer"}),
    "plan.edit_deliverable_page": form(f"{DELIVERABLE}/edit", LEAD),
    "plan.milestones_page": form("/deliverables/D-0005/milestones", LEAD),
    "plan.complete_deliverable": form(f"{DELIVERABLE}/complete", LEAD),
    "plan.stop_deliverable": form(f"{DELIVERABLE}/stop", LEAD),
    "plan.reopen_deliverable": form("/deliverables/D-0004/reopen", LEAD),
    "plan.carry_forward_deliverable": form(f"{DELIVERABLE}/carry-forward", LEAD),
    "plan.plan_list": page("/plans", OFFICE),
    "plan.plan_page": page("/plans/PCP-2022-25", OFFICE),
    "plan.new_plan": form("/plans/new", CHIEF),
    "plan.edit_plan": form("/plans/PCP-2022-25/edit", CHIEF),
    "plan.new_priority": form("/plans/PCP-2022-25/priorities/new", CHIEF),
    "plan.edit_priority": form(f"{PRIORITY}/edit", CHIEF),
    "plan.new_objective": form(f"{PRIORITY}/objectives/new", LEAD | CHIEF),
    "plan.edit_objective": form(f"{PRIORITY}/objectives/1.01/edit", LEAD | CHIEF),
    "risks.register": page("/risks", OFFICE),
    "risks.risk_page": page(RISK, OFFICE),
    "risks.raise_risk": form("/risks/new", OFFICERS_AND_LEADS | CHIEF),
    "risks.raise_issue": form("/risks/issues/new", OFFICERS_AND_LEADS | CHIEF),
    "risks.edit_page": form(f"{RISK}/edit", LEAD | CHIEF),
    "risks.links_page": form(f"{RISK}/links", LEAD | CHIEF),
    "risks.close_page": form(f"{RISK}/close", LEAD | CHIEF),
    "risks.happened_page": form(f"{RISK}/happened", LEAD | CHIEF),
    "risks.reopen_page": form("/risks/R-0002/reopen", LEAD | CHIEF),
    "risks.score_page": form(f"{RISK}/score", TIED | CHIEF),
    "risks.review_page": form(f"{RISK}/review", TIED | CHIEF),
    "risks.accept_page": form(f"{RISK}/accept", CHIEF),
    "risks.end_acceptance_page": form(f"{RISK}/end-acceptance", CHIEF),
    "risks.new_action": form(f"{RISK}/actions/new", TIED | CHIEF),
    "risks.edit_action": form(f"{RISK}/actions/1/edit", TIED | CHIEF),
    "risks.update_action": form(f"{RISK}/actions/1/progress", TIED | CHIEF | {"other_officer"}),
    "risks.withdraw_action": form(f"{RISK}/actions/1/withdraw", TIED | CHIEF),
    "risks.matrix_page": form("/risks/matrix", ADMINISTRATOR, may_see=OFFICE | ADMINISTRATOR),
    "exchange.outbox": page("/outbox", ADMINISTRATOR),
    "exchange.outbox_message": form("/outbox/{message}", ADMINISTRATOR),
    "exchange.risks_xlsx": page("/risks.xlsx", OFFICE),
    "exchange.inspections_xlsx": page("/inspections.xlsx", OFFICE),
    "inspections.inspection_list": page("/inspections", OFFICE),
    "inspections.new_inspection": form("/inspections/new", LEADS | CHIEF),
    "inspections.inspection_page": page(INSPECTION, OFFICE),
    "inspections.edit_inspection": form(f"{INSPECTION}/edit", LEADS | CHIEF),
    "inspections.withdraw_inspection": form(f"{INSPECTION}/withdraw", LEADS | CHIEF),
    "inspections.restore_inspection": form("/inspections/PEEL-2014/restore", LEADS | CHIEF),
    "inspections.grades_over_years": page("/inspections/grades", OFFICE),
    "inspections.grades_page": form(f"{INSPECTION}/grades", LEADS | CHIEF),
    "inspections.printing_page": form(f"{INSPECTION}/printing", LEADS | CHIEF),
    "inspections.new_event": form("/inspections/events/new", LEADS | CHIEF),
    "inspections.withdraw_event": form("/inspections/events/1/withdraw", LEADS | CHIEF),
    "inspections.response_page": form(f"{INSPECTION}/comments", LEADS | CHIEF, may_see=OFFICE),
    "inspections.approve_page": form("/inspections/PEEL-2016/comments/approve", {"commissioner"}),
    "inspections.publish_page": form(f"{INSPECTION}/comments/publish", CHIEF),
    "inspections.tracker_page": page("/inspections/tracker", OFFICE),
    "inspections.assign_findings": Line(
        "/inspections/tracker/assign",
        NEVER,
        each(LEADS | CHIEF, INCOMPLETE, others=NOT_ALLOWED, nobody=NOT_SIGNED_IN),
    ),
    "inspections.new_finding": form("/inspections/PEEL-2024/findings/new", LEADS | CHIEF),
    "inspections.finding_page": page(FINDING, OFFICE),
    "inspections.edit_finding": form(f"{FINDING}/edit", LEAD | CHIEF),
    "inspections.withdraw_finding": form(f"{FINDING}/withdraw", LEADS | CHIEF),
    "inspections.restore_finding": form("/inspections/findings/F-0009/restore", LEADS | CHIEF),
    "inspections.finding_links": form(f"{FINDING}/links", LEAD | CHIEF),
    "inspections.force_status_page": form(f"{FINDING}/force", TIED | CHIEF),
    "inspections.inspectorate_status_page": form(f"{FINDING}/inspectorate", LEAD | CHIEF),
    "inspections.reassess_page": form(f"{FINDING}/reassess", LEAD | CHIEF),
    "inspections.comment_page": form(f"{FINDING}/comment", TIED | CHIEF),
    "inspections.add_evidence": form(f"{FINDING}/evidence/new", TIED | CHIEF),
    "inspections.evidence_file": page(f"{FINDING}/evidence/1", OFFICE),
    "inspections.withdraw_evidence": form(f"{FINDING}/evidence/1/withdraw", TIED | CHIEF),
    "exchange.measures_xlsx": page("/measures.xlsx", OFFICE),
    "exchange.send_page": form("/measures/load", ANALYST),
    "exchange.check_page": form("/measures/load/{upload}", ANALYST),
    "exchange.map_list": page("/measures/load/maps", ANALYST),
    "exchange.new_map": form("/measures/load/maps/new", ANALYST),
    "exchange.edit_map": form("/measures/load/maps/{column_map}", ANALYST),
    "exchange.load_list": page("/measures/loads", OFFICE),
    "exchange.load_page": page("/measures/loads/{figure_load}", OFFICE),
    "exchange.load_file": page("/measures/loads/{figure_load}/file", OFFICE),
    "exchange.enter_page": form("/measures/enter", ANALYST),
    "measures.measure_list": page("/measures", OFFICE),
    "measures.new_measure": form("/measures/new", ANALYST),
    "measures.group_list": page("/measures/groups", OFFICE),
    "measures.new_group": form("/measures/groups/new", ANALYST),
    "measures.edit_group_page": form("/measures/groups/{measure_group}/edit", ANALYST),
    "measures.peers_page": page("/measures/peers", OFFICE),
    "measures.measure_page": page(MEASURE, OFFICE),
    "measures.edit_measure": form(f"{MEASURE}/edit", ANALYST),
    "measures.withdraw_measure": form(f"{MEASURE}/withdraw", ANALYST),
    "measures.restore_measure": form("/measures/GONE/restore", ANALYST),
    "measures.revisions_page": page(f"{MEASURE}/revisions", OFFICE),
    "measures.markings_page": form("/measures/WAIT/markings", CHIEF, may_see=OFFICE),
    "measures.context_page": form(f"{MEASURE}/context", ANALYST),
    "measures.new_target": form(f"{MEASURE}/targets/new", ANALYST),
    "measures.withdraw_target": form(f"{MEASURE}/targets/1/withdraw", ANALYST),
    "measures.new_baseline": form(f"{MEASURE}/baselines/new", ANALYST),
    "measures.withdraw_baseline": form(f"{MEASURE}/baselines/1/withdraw", ANALYST),
    "measures.commentary_list": page("/measures/commentary", OFFICE),
    "measures.commentary_page": page(COMMENTARY, OFFICE),
    "measures.edit_commentary": form(f"{COMMENTARY}/edit", ANALYST),
    "measures.confirm_commentary_figure": form(f"{COMMENTARY}/confirm/{ASKED}", ANALYST),
    "measures.no_surprises_page": form(f"{COMMENTARY}/no-surprises", ANALYST),
    "measures.what_changed": page("/measures/changed", OFFICE),
    "measures.priority_dashboard": page("/measures/priorities/PCP-2022-25/1", OFFICE),
    "reports.report_list": page("/reports", OFFICE),
    "reports.risk_register": page("/reports/risk-register", OFFICE),
    "reports.risk_register_pdf": page("/reports/risk-register.pdf", OFFICE),
    "reports.highlight": page(QUARTER, OFFICE),
    "reports.highlight_pdf": page(f"{QUARTER}.pdf", OFFICE),
    "reports.highlight_json": page(f"{QUARTER}.json", OFFICE),
    "reports.dashboard": page(DASHBOARD, OFFICE),
    "reports.dashboard_pdf": page(f"{DASHBOARD}.pdf", OFFICE),
    "reports.dashboard_json": page(f"{DASHBOARD}.json", OFFICE),
    "exchange.dashboard_xlsx": page(f"{DASHBOARD}.xlsx", OFFICE),
    "reports.entries": form(f"{QUARTER}{PRIORITY}", LEAD, may_see=OFFICE),
    "reports.ready_page": form(f"{DRAFT}/ready/PCP-2022-25/1", LEAD),
    "reports.submit_page": form(f"{DASHBOARD}/submit", WRITERS),
    "reports.take_back_page": form(f"{QUARTER}/take-back", WRITERS),
    "reports.review_page": page(f"{QUARTER}/review", OFFICE),
    "reports.new_comment": form(f"{QUARTER}/comments/new", OFFICE),
    "reports.answer_page": form(f"{QUARTER}/comments/{{comment}}/answer", OFFICE),
    "reports.reason_page": form(f"{DRAFT}/problems/{{problem}}", WRITERS),
    "reports.reasons_page": form(f"{REVOKED}/reasons", WRITERS),
    "reports.return_page": form(f"{QUARTER}/return", CHIEF),
    "reports.sign_page": form(f"{QUARTER}/sign", CHIEF),
    "reports.send_page": form(f"{SIGNED}/send", CHIEF),
    "reports.publish_page": form(f"{SENT}/publish", CHIEF),
    "reports.revoke_page": form(f"{SIGNED}/revoke", CHIEF),
    "reports.version_page": page(f"{SIGNED}/versions/1", OFFICE),
    "reports.version_file": page(f"{SENT}/versions/1.pdf", OFFICE | PANEL),
    "reports.sent_list": page("/reports/sent", OFFICE | PANEL),
    "exchange.calendar_page": form("/account/calendar", OFFICE | PANEL),
    "exchange.calendar_feed": Line("/calendar/{calendar}.ics", dict.fromkeys(WHO, SEEN), NEVER),
    "panel.meeting_list": page("/meetings", OFFICE | PANEL),
    "panel.new_meeting": form("/meetings/new", CLERK),
    "packs.meeting": page(MEETING, OFFICE | PANEL),
    "packs.agenda": page(AGENDA, OFFICE | CLERK),
    "packs.new_agenda": form("/meetings/2024-09-26/agenda/new", CLERK),
    "packs.new_agenda_item": form(f"{AGENDA}/items/new", CLERK),
    "packs.change_agenda_item": form(f"{AGENDA}/items/4/change", CLERK),
    "packs.close_agenda_item": form(f"{AGENDA}/items/4/exempt", CLERK),
    "packs.open_agenda_item": form(f"{AGENDA}/items/4/open", CLERK),
    "packs.withdraw_agenda_item": form(f"{AGENDA}/items/4/withdraw", CLERK),
    "packs.papers": page(f"{AGENDA}/items/4/papers", CLERK),
    "packs.new_paper": form(f"{AGENDA}/items/4/papers/new", CLERK),
    "packs.replace_agenda_paper": form(f"{AGENDA}/items/4/papers/1/replace", CLERK),
    "packs.move_agenda_paper": Line(
        f"{AGENDA}/items/4/papers/1/down", NEVER, each(CLERK, INCOMPLETE, others=NOT_ALLOWED, nobody=NOT_SIGNED_IN)
    ),
    "packs.paper_file": page(f"{AGENDA}/items/4/papers/1/versions/1.pdf", CLERK),
    "packs.withdraw_agenda_paper": form(f"{AGENDA}/items/4/papers/1/withdraw", CLERK),
    "packs.move_agenda_item": Line(
        f"{AGENDA}/items/1/down", NEVER, each(CLERK, INCOMPLETE, others=NOT_ALLOWED, nobody=NOT_SIGNED_IN)
    ),
    "packs.publish_pack": form(f"{AGENDA.removesuffix('/agenda')}/publish", CLERK),
    "packs.publish_supplement": form(f"{PUBLISHED_MEETING}/supplement", CLERK),
    "packs.pack_build": page(f"{PUBLISHED_MEETING}/builds/1", CLERK),
    "packs.give_up_build": Line(
        f"{PUBLISHED_MEETING}/builds/1/give-up",
        NEVER,
        each(CLERK, INCOMPLETE, others=NOT_ALLOWED, nobody=NOT_SIGNED_IN),
    ),
    "packs.item": Line(f"{PUBLISHED_MEETING}/items/4", dict.fromkeys(WHO, SEEN), NEVER),
    "packs.public_pack": Line(f"{PUBLISHED_MEETING}/pack.pdf", dict.fromkeys(WHO, SEEN), NEVER),
    "packs.public_version": Line(f"{PUBLISHED_MEETING}/pack-v1.pdf", dict.fromkeys(WHO, SEEN), NEVER),
    "packs.public_supplement": Line(f"{PUBLISHED_MEETING}/supplement-1.pdf", dict.fromkeys(WHO, SEEN), NEVER),
    "packs.full_pack": page(f"{PUBLISHED_MEETING}/pack-not-for-publication.pdf", CLERK),
    "packs.full_version": page(f"{PUBLISHED_MEETING}/pack-v1-not-for-publication.pdf", CLERK),
    "packs.full_supplement": page(f"{PUBLISHED_MEETING}/supplement-1-not-for-publication.pdf", CLERK),
    "packs.published_meetings": Line("/published/meetings", dict.fromkeys(WHO, SEEN), NEVER),
    "packs.published_meeting": Line("/published/meetings/2024-02-08", dict.fromkeys(WHO, SEEN), NEVER),
    "packs.template": page("/agenda-template", CLERK),
    "packs.new_template_line": form("/agenda-template/new", CLERK),
    "packs.change_template_line": form("/agenda-template/1/change", CLERK),
    "packs.withdraw_template_line": form("/agenda-template/1/withdraw", CLERK),
    "packs.move_template_line": Line(
        "/agenda-template/1/down", NEVER, each(CLERK, INCOMPLETE, others=NOT_ALLOWED, nobody=NOT_SIGNED_IN)
    ),
    "packs.minutes": page(MINUTES, OFFICE | PANEL),
    "packs.minutes_pdf": page(f"{MINUTES}.pdf", OFFICE | PANEL),
    "packs.full_minutes_pdf": page(f"{MINUTES}-full.pdf", CLERK),
    "packs.new_minutes": form("/meetings/2024-06-27/minutes/new", CLERK),
    "packs.edit_minutes": page(f"{MINUTES}/edit", CLERK),
    "packs.number_minutes": form(f"{MINUTES}/number", CLERK),
    "packs.minutes_roll": form(f"{MINUTES}/attendance", CLERK),
    "packs.confirm_meeting_minutes": form(f"{MINUTES}/confirm", CLERK),
    "packs.new_minute": form(f"{MINUTES}/items/new", CLERK),
    "packs.change_minute": form(f"{MINUTE}/change", CLERK),
    "packs.withdraw_minute": form(f"{MINUTE}/withdraw", CLERK),
    "packs.move_minute": Line(
        f"{MINUTE}/down", NEVER, each(CLERK, INCOMPLETE, others=NOT_ALLOWED, nobody=NOT_SIGNED_IN)
    ),
    "packs.new_decision": form(f"{MINUTE}/decisions/new", CLERK),
    "packs.change_decision": form(f"{MINUTE}/decisions/1/change", CLERK),
    "packs.withdraw_decision": form(f"{MINUTE}/decisions/1/withdraw", CLERK),
    "packs.new_action": form(f"{MINUTE}/actions/new", CLERK),
    "packs.change_action": form(f"{MINUTE}/actions/1/change", CLERK),
    "packs.withdraw_action": form(f"{MINUTE}/actions/1/withdraw", CLERK),
    "packs.published_minutes": Line("/published/minutes/2023-12-07", dict.fromkeys(WHO, SEEN), NEVER),
    "packs.published_minutes_pdf": Line("/published/minutes/2023-12-07.pdf", dict.fromkeys(WHO, SEEN), NEVER),
    "panel.change_meeting": form(f"{MEETING}/change", CLERK),
    "panel.move_meeting": form(f"{MEETING}/move", CLERK),
    "panel.cancel_meeting": form(f"{MEETING}/cancel", CLERK),
    "panel.members": page("/panel", OFFICE | PANEL),
    "panel.new_member": form("/panel/members/new", CLERK),
    "panel.member_page": page(MEMBER, OFFICE | PANEL),
    "panel.edit_member": form(f"{MEMBER}/edit", CLERK),
    "panel.new_term": form(f"{MEMBER}/terms/new", CLERK),
    "panel.end_term": form(f"{TERM}/end", CLERK),
    "panel.correct_term": form(f"{TERM}/correct", CLERK),
    "panel.withdraw_term": form(f"{TERM}/withdraw", CLERK),
    "panel.texts": page("/panel/texts", CLERK),
    "panel.change_text": form("/panel/texts/recording", CLERK),
    "panel.forward_plan": page("/forward-plan", OFFICE | PANEL),
    "panel.new_item": form("/forward-plan/new", CLERK),
    "panel.forward_item": page(PLANNED, OFFICE | PANEL),
    "panel.change_item": form(f"{PLANNED}/change", CLERK),
    "panel.move_item": form(f"{PLANNED}/move", CLERK),
    "panel.reorder_item": Line(
        f"{PLANNED}/down", NEVER, each(CLERK, INCOMPLETE, others=NOT_ALLOWED, nobody=NOT_SIGNED_IN)
    ),
    "panel.finish_item": form(f"{PLANNED}/done", CLERK),
    "panel.withdraw_item": form(f"{PLANNED}/withdraw", CLERK),
    "panel.request_list": page("/panel/requests", OFFICE | PANEL),
    "panel.new_request": form("/panel/requests/new", CLERK),
    "reports.panel_request": page(REQUESTED, OFFICE | PANEL),
    "reports.change_request": form(f"{REQUESTED}/change", CLERK),
    "reports.answer_request": form(f"{REQUESTED}/answer", CLERK),
    "reports.withdraw_request": form(f"{REQUESTED}/withdraw", CLERK),
    "reports.correct_answer": form(f"{TOLD}/correct-answer", CLERK),
    "reports.withdraw_answer": form(f"{TOLD}/withdraw-answer", CLERK),
    "reports.published_list": Line("/published", dict.fromkeys(WHO, SEEN), NEVER),
    "reports.published_page": Line(PUBLISHED, dict.fromkeys(WHO, SEEN), NEVER),
    "reports.published_file": Line(f"{PUBLISHED}.pdf", dict.fromkeys(WHO, SEEN), NEVER),
}

SIGN_OUT = "accounts.sign_out"
"""Has no page, ends what the other lines need, and so has its own test."""

LOGGED = {
    "information.register_csv",
    "packs.paper_file",
    "plan.deliverable_csv",
    "plan.step_document",
    "inspections.evidence_file",
    "overview.log_csv",
    "exchange.risks_xlsx",
    "exchange.inspections_xlsx",
    "exchange.measures_xlsx",
    "exchange.load_file",
    *REPORT_DOWNLOADS,
    "reports.highlight_pdf",
    "reports.highlight_json",
    "reports.dashboard_pdf",
    "reports.dashboard_json",
    "exchange.dashboard_xlsx",
    "reports.risk_register_pdf",
    "reports.version_file",
    "packs.minutes_pdf",
    "packs.full_minutes_pdf",
    "packs.full_pack",
    "packs.full_version",
    "packs.full_supplement",
}
"""The only addresses where looking leaves a row: that of the download, in the log."""


@dataclass
class Ledger:
    """An office in which every line of the ledger leads somewhere."""

    office: Office
    places: dict[str, object]

    def path(self, line: Line) -> str:
        return line.path.format(**self.places)

    def get(self, who: str, path: str) -> int:
        client = self.office.visitor() if who == NOBODY else self.office.as_(who)
        with client.http.get(path) as answer:
            return answer.status_code

    def post(self, who: str, path: str, *, token: bool) -> int:
        """Sends an empty form, with or without the token that every form of ours carries."""
        client = self.office.visitor() if who == NOBODY else self.office.as_(who)
        data = {"csrf_token": token_of(client.get("/sign-in" if who == NOBODY else "/account").soup)} if token else {}
        return client.http.post(path, data=data).status_code


def given_up(session: Session) -> int:
    """A message that the mail server refused for good."""
    told = NewMessage("test", "D-0001", "lena@example.org", "Lena Marsh", "It is late", "Late.")
    message = queue_message(session, told)
    record_attempt(session, message.id, Outcome.REFUSED, "550 5.1.1 No such mailbox here", at=message.made_at)
    return message.id


def token_of(soup: BeautifulSoup) -> str:
    found = soup.select_one("input[name=csrf_token]")
    assert found is not None
    return str(found["value"])


def _measures_of(session: Session) -> dict[str, object]:
    """Measures with figures, commentary and loads; without a plan nothing, so that these addresses lead nowhere."""
    if not plan_queries.plans(session):
        return dict.fromkeys(("figure_load", "upload", "column_map", "measure_group"), 0)
    group = fill_measures(session, plan_queries.priority(session, "PCP-2022-25", 1))
    fill_commentary(session, group)
    return {**fill_loads(session), "measure_group": group.id}


def _reports_of(session: Session, people: Mapping[str, int]) -> dict[str, object]:
    """This quarter's report submitted, with a comment on it; the one before a draft with something wrong with it.

    Of reports of the year before, one is signed off, one sent to the Panel, one published, and one revoked with reasons
    that its second version can take over.
    """
    if not plan_queries.plans(session):
        return {"comment": 0, "problem": "0" * 64}
    author, reader = (as_actor(session.get_one(Person, people[who])) for who in ("lead", "chief_executive"))
    _sign_earlier_reports(session, author, reader)
    found = submitted(session, author)
    said = AddComment(found.number, "the-report", "The whole report", "Say what **changed**.")
    comment = add_comment(session, ReportKind.HIGHLIGHT, REPORTED, said, by=reader)
    before = REPORTED.previous()
    content = gather_report(session, ReportKind.HIGHLIGHT, before, TODAY)
    problem = next(each for each in problems_of(session, ReportKind.HIGHLIGHT, before, content) if each.blocks)
    return {"comment": comment.id, "problem": problem.key}


def _sign_earlier_reports(session: Session, author: Actor, chief: Actor) -> None:
    last = Quarter.parse("2023-24-Q4")
    revoked(session, signed(session, author, chief, at=MOMENT, quarter=last.previous()), chief)
    signed(session, author, chief, at=MOMENT, quarter=last)
    sent(session, signed(session, author, chief, at=MOMENT, quarter=last, kind=ReportKind.DASHBOARD), chief)
    out = signed(session, author, chief, at=MOMENT, quarter=last.previous(), kind=ReportKind.DASHBOARD)
    published(session, sent(session, out, chief), chief)


def ledger_of(office: Office) -> Ledger:
    """Adds what the lines need and the office lacks: a deputy, a link, an acronym, a message and measures."""
    people = office.people
    with transaction(office.sessions) as session:
        owner, deputy = session.get_one(Person, people["officer"]), people["other_officer"]
        named = commands_office.name_deputy(
            session, owner, commands_office.NameDeputy(deputy, TODAY.replace(month=12), None), by=SYSTEM, on=TODAY
        )
        token = commands.make_password_link(session, session.get_one(Person, people["analyst"]), by=SYSTEM)
        acronym = add_acronym(session, AddAcronym("PCC", "Police and Crime Commissioner"), by=SYSTEM)
        if plan_queries.plans(session):
            fill_panel(session, people["member"])
            fill_versions(session)
            fill_information(session)
            fill_agenda(session)
            fill_published(session)
            published_agenda = agenda_at(session, "2024-02-08")
            make_build(session, published_agenda)
            add_letter(
                session, published_agenda, published_agenda.items[0].serial, "A letter", "For the next supplement."
            )
            fill_minutes(session, meeting(session, "2024-06-27"))
            close_a_year(session, people["chief_executive"])
            fill_writing(session, people)
            fill_outcomes(session)
        places = {
            "register_upload": send_a_register(session) if plan_queries.plans(session) else 0,
            **_measures_of(session),
            **_reports_of(session, people),
            **(fill_road(session, people) if plan_queries.plans(session) else NO_ROAD),
            "token": token,
            "calendar": make_address(session, session.get_one(Person, people["clerk"]), by=SYSTEM),
            "deputy": named.id,
            "acronym": acronym.id,
            "message": given_up(session),
            **people,
        }
    return Ledger(office, places)
