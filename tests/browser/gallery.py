"""The pages of the application as people get them, each distinct one once: by looking, and after a form was refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.ledger import LEDGER, Ledger
from tests.ledger_annual import ASKS_NOTHING_ANNUAL, ELSEWHERE_ANNUAL, LATE_ANNUAL, MORE_ANNUAL
from tests.ledger_annual_report import LATE_REPORTS, MORE_REPORTS, REPORT_DOWNLOADS
from tests.ledger_information import LATE_INFORMATION, MORE_INFORMATION
from tests.ledger_lines import INCOMPLETE, NOBODY
from tests.ledger_road import LATE_ROAD, MORE_ROAD
from tests.ledger_versions import LATE_VERSIONS, MORE_VERSIONS, VERSION_FILES
from tests.ledger_years import LATE_YEARS, MORE_YEARS
from tests.web_client import form_values, without_tokens
from tests.web_fixtures import Office

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "officers and leads": ("officer", "other_officer", "lead", "other_lead"),
    "analyst, Chief Executive and Commissioner": ("analyst", "chief_executive", "commissioner"),
    "panel, administrator and public": ("clerk", "member", "administrator", NOBODY),
}
"""People whose pages may be the same. Across groups they never are: the menu or the head differs."""

NO_PAGES: Final = {
    *("static", "report_stylesheet", "healthz"),
    *("overview.log_csv", "information.register_csv"),
    *("inspections.evidence_file", "plan.deliverable_csv", "exchange.inspections_xlsx", "exchange.risks_xlsx"),
    *("reports.highlight_pdf", "reports.highlight_json", "reports.risk_register_pdf"),
    *("reports.dashboard_pdf", "reports.dashboard_json", "exchange.dashboard_xlsx"),
    *("exchange.measures_xlsx", "exchange.load_file", "exchange.calendar_feed"),
    *("reports.version_file", "reports.published_file"),
    *("packs.public_pack", "packs.public_version", "packs.public_supplement"),
    *("packs.full_pack", "packs.full_version", "packs.full_supplement"),
    "packs.paper_file",
    "annual.picture_file",
    *REPORT_DOWNLOADS,
    *VERSION_FILES,
    *("packs.minutes_pdf", "packs.full_minutes_pdf", "packs.published_minutes_pdf"),
}
"""The endpoints of the ledger that answer with something other than HTML: PDFs and books have judges of their own."""

MORE_ADDRESSES: Final = (
    *MORE_INFORMATION,
    *MORE_VERSIONS,
    *MORE_YEARS,
    *MORE_ROAD,
    *MORE_REPORTS,
    *MORE_ANNUAL,
    *("/deliverables?q=custody", "/deliverables?q=nothing+like+it", "/deliverables?sort=progress&order=desc"),
    *("/deliverables/D-0004", "/deliverables/D-0005", "/deliverables/D-0006", "/deliverables/D-0007"),
    *("/deliverables/D-0005/update", "/plans/PCP-2025-29", "/plans/PCP-2025-29/priorities/1"),
    *("/reports/highlight/2024-25-Q2?as_at=2024-07-01", "/reports/highlight/2024-25-Q2?as_at=never"),
    *("/reports/highlight/2024-25-Q1", "/reports/highlight/2024-25-Q4", "/people/1", "/settings/rag_behind_by"),
    *("/inspections/PEEL-2016", "/inspections/PEEL-2016/comments", "/inspections/PEEL-2016/grades"),
    *("/inspections/tracker?type=all&state=all", "/inspections/tracker?inspection=NONE"),
    *(f"/inspections/findings/F-000{number}" for number in range(2, 9)),
    *("/inspections/findings/F-0004/force", "/inspections/PEEL-2024/findings/new?concern=F-0002"),
    *("/risks/R-0002", "/risks/R-0003", "/risks/R-0004", "/risks/I-0001", "/risks/I-0001/edit", "/risks/I-0001/close"),
    *("/risks/R-0002/edit", "/risks/R-0003/score", "/risks/R-0001/reopen", "/risks/I-0001/happened"),
    *("/risks?state=all", "/risks?q=nothing+like+it", "/risks?likelihood=3&impact=3"),
    *("/log?q=nothing+like+it", "/log?kind=people&before=9", "/log/person%201", "/log/D-0001?before=1"),
    *("/outbox?state=sent", "/outbox?state=given_up"),
    *("/measures/load/1?sheet=Nowhere&map=Niche", "/measures/load/1?final=1", "/measures/load/maps/new?upload=1"),
    *("/measures/enter?month=2023-02", "/measures/enter?priority=999&page=9", "/measures/loads?page=2"),
    *("/reports/dashboard/2024-25-Q2/review", "/reports/highlight/2024-25-Q1/review"),
    *("/reports/highlight/2023-24-Q4", "/reports/highlight/2023-24-Q4/review", "/reports/highlight/2023-24-Q4/publish"),
    *("/reports/dashboard/2023-24-Q4/versions/1", "/reports/dashboard/2023-24-Q3", "/published/highlight/2024-25-Q2"),
    *("/reports/highlight/2024-25-Q2/submit", "/reports/highlight/2024-25-Q2/comments/new?place=the-report"),
    *("/meetings/2024-09-26", "/meetings/2024-06-27", "/meetings/2025-01-16", "/meetings/2024-11-07"),
    *("/panel?on=2023-01-01", "/panel?on=yesterday", "/panel/members/5", "/panel/texts/parking"),
    *("/forward-plan/3", "/forward-plan/4", "/forward-plan/4/change", "/meetings/2025-01-16/move"),
    *("/panel/requests?state=all", "/panel/requests?state=withdrawn", "/panel/requests/3", "/panel/requests/3/answer"),
    *("/panel/requests/1/correct-answer", "/panel/requests/1/withdraw-answer"),
    *("/meetings/2024-02-08", "/meetings/2024-02-08/items/1", "/meetings/2024-02-08/agenda/items/1/papers"),
    *("/meetings/2024-11-14/agenda/items/1/papers", "/meetings/2024-11-14/agenda/items/2/papers/new"),
    *("/settings/question_time", "/settings/precept_issue", "/settings/pre_election_from"),
    *("/meetings/2024-09-26/minutes", "/meetings/2024-06-27/minutes", "/meetings/2023-12-07/minutes"),
    *("/meetings/2023-12-07/minutes/edit", "/meetings/2024-03-07/minutes/items/2/change"),
    *("/meetings/2024-09-26/minutes/new", "/meetings/2024-03-07/minutes/items/2/actions/new"),
    *("/settings/statement_reviewed", "/sign-out", "/nowhere"),
)
"""Other states of the ledger's pages, and addresses that lead to nothing."""

_READER: Final = re.compile(r'(<a class="tracker-header__link" href="/account">)[^<]*')
_CHANGED: Final = "changed by somebody else while you had this page open"
_FORM: Final = "main form[method=post]"
_BOXES: Final = "input[type=text], input[type=email], input[type=password], textarea"
_QUESTIONS: Final = "input:not([type=hidden]), select, textarea"
_KEPT: Final = "Your answers are"
_WRONG: Final = "\N{GRINNING FACE}"

LATE: Final[Mapping[str, Mapping[str, Any]]] = {
    **LATE_INFORMATION,
    **LATE_VERSIONS,
    **LATE_YEARS,
    **LATE_ROAD,
    **LATE_REPORTS,
    **LATE_ANNUAL,
    "accounts.end_deputy": {"when": "now"},
    "accounts.edit_person": {"name": "Somebody Else"},
    "accounts.disable_person": {"reason": "Left the office"},
    "accounts.change_setting": {"value": "Another office"},
    "reports.change_acronym": {"meaning": "Public call centre"},
    "reports.entries": {"new-outcome-0-text": "Mine"},
    "plan.my_deliverables": {"-percent": "60", "-note": "Mine"},
    "plan.update_progress": {"percent": "50", "note": "Mine"},
    "plan.correct_update": {"percent": "45", "reason": "Typing error"},
    "plan.set_rating": {"rag": "red", "reason": "A strike"},
    "plan.ask_for_due_date": {"due_text": "June 2025", "reason": "Rain"},
    "plan.decide_due_date_request": {"decision": "accept"},
    "plan.withdraw_due_date_request": {"note": "No longer needed"},
    "plan.edit_deliverable_page": {"action": "Refit half of it"},
    "plan.milestones_page": {"milestone-0-title": "Choose well"},
    "plan.complete_deliverable": {"completed_on": ["17", "9", "2024"], "note": "Done"},
    "plan.stop_deliverable": {"reason": "No money"},
    "plan.reopen_deliverable": {"percent": "80", "reason": "Not done"},
    "plan.carry_forward_deliverable": {"due_text": "June 2025", "priority_id": "3", "reason": "Goes on"},
    "inspections.edit_inspection": {"title": "Another inspection"},
    "inspections.grades_page": {"question-0-grade": "Outstanding"},
    "inspections.printing_page": {"printing-0-to_on": ["30", "9", "2024"]},
    "inspections.response_page": {"comments": "Mine"},
    "inspections.approve_page": {"note": "Mine"},
    "inspections.publish_page": {"published_on": ["18", "9", "2024"]},
    "inspections.edit_finding": {"text": "Nobody checks bail", "reason": "Mine"},
    "inspections.finding_links": {"deliverables": "D-0002"},
    "inspections.force_status_page": {"comment": "Mine"},
    "inspections.inspectorate_status_page": {
        "status": "complete",
        "effective_on": ["2", "9", "2024"],
        "told_by": "Letter",
    },
    "inspections.reassess_page": {"result": "improved", "effective_on": ["2", "9", "2024"], "text": "The next one"},
    "inspections.withdraw_evidence": {"reason": "Mine"},
    "risks.edit_page": {"event": "Another risk", "reason": "Mine"},
    "risks.links_page": {"deliverables": "D-0002"},
    "risks.close_page": {"reason": "Mine"},
    "risks.happened_page": {"severity": "high", "reason": "Mine"},
    "risks.reopen_page": {"reason": "Mine"},
    "risks.score_page": {"current_likelihood": "2", "explanation": "Mine"},
    "risks.review_page": {"note": "Mine"},
    "risks.accept_page": {"ends_on": ["31", "3", "2025"], "reason": "Mine"},
    "risks.end_acceptance_page": {"reason": "Mine"},
    "risks.new_action": {"title": "Mine", "due_text": "June 2025"},
    "risks.edit_action": {"title": "Mine"},
    "risks.update_action": {"percent": "50", "note": "Mine"},
    "risks.withdraw_action": {"reason": "Mine"},
    "risks.matrix_page": {"medium_from": "4", "reason": "Mine"},
    "measures.edit_commentary": {"now_what": "Mine"},
    "measures.confirm_commentary_figure": {"source": "Mine"},
    "measures.no_surprises_page": {"reason": "Mine"},
    "reports.take_back_page": {"words": "Mine"},
    "reports.return_page": {"comment": "Mine"},
    "reports.send_page": {"words": "Mine"},
    "reports.publish_page": {"on": ["18", "9", "2024"]},
    "reports.revoke_page": {"reason": "Mine"},
    "exchange.check_page": {"note": "Mine"},
    "exchange.edit_map": {"name": "Mine"},
    "exchange.enter_page": {"-value": "7"},
    "panel.change_meeting": {"contact_name": "Mine"},
    "panel.move_meeting": {"venue": "Mine", "reason": "Mine"},
    "panel.cancel_meeting": {"reason": "Mine"},
    "panel.edit_member": {"name": "Mine"},
    "panel.new_term": {"role": "substitute", "seat": "9"},
    "panel.end_term": {"ended": ["30", "9", "2024"], "reason": "Mine"},
    "panel.correct_term": {"organisation": "Mine", "reason": "Mine"},
    "panel.withdraw_term": {"reason": "Mine"},
    "panel.change_text": {"text": "Mine"},
    "panel.change_item": {"title": "Mine"},
    "panel.move_item": {"meeting_id": "", "reason": "Mine"},
    "panel.reorder_item": {},
    "panel.finish_item": {"reason": "Mine"},
    "panel.withdraw_item": {"reason": "Mine"},
    "reports.change_request": {"text": "Mine"},
    "reports.answer_request": {"answer": "Mine"},
    "reports.withdraw_request": {"reason": "Mine"},
    "reports.correct_answer": {"answer": "Mine", "reason": "Mine"},
    "reports.withdraw_answer": {"reason": "Mine"},
    "packs.change_agenda_item": {"title": "Mine"},
    "packs.close_agenda_item": {"description": "Mine"},
    "packs.withdraw_agenda_item": {"reason": "Mine"},
    "packs.withdraw_agenda_paper": {"reason": "Mine"},
    "packs.replace_agenda_paper": {"title": "Mine", "made": "forward_plan"},
    "packs.move_agenda_paper": {},
    "packs.change_template_line": {"title": "Mine"},
    "packs.withdraw_template_line": {"reason": "Mine"},
    "packs.move_template_line": {},
    "packs.number_minutes": {"first_number": "90"},
    "packs.minutes_roll": {"guests": "Mine"},
    "packs.change_minute": {"title": "Mine"},
    "packs.withdraw_minute": {"reason": "Mine"},
    "packs.move_minute": {},
    "packs.new_decision": {"text": "Mine", "formal": "agreed"},
    "packs.change_decision": {"text": "Mine", "formal": "agreed"},
    "packs.withdraw_decision": {},
    "packs.new_action": {"text": "Mine", "owner": "PCC"},
    "packs.change_action": {"text": "Mine"},
    "packs.withdraw_action": {},
    "plan.edit_plan": {"title": "Another plan"},
    "plan.edit_priority": {"title": "Another priority"},
    "plan.edit_objective": {"title": "Another objective"},
}
"""The forms that carry a version, each with a sound answer: sent after somebody else's change it shows both texts.

Each name stands for the first question whose name ends so.
"""

ELSEWHERE: Final = {
    **ELSEWHERE_ANNUAL,
    "inspections.assign_findings": "/inspections/tracker",
    "panel.reorder_item": "/forward-plan",
    "packs.move_agenda_item": "/meetings/2024-11-14/agenda",
    "packs.give_up_build": "/meetings/2024-02-08/builds/1",
    "packs.move_minute": "/meetings/2024-03-07/minutes/edit",
    "packs.move_template_line": "/agenda-template",
    "packs.move_agenda_paper": "/meetings/2024-11-14/agenda/items/4/papers",
}
"""The forms that stand on another page than the one they are sent to."""

ASKS_NOTHING: Final = {
    *ASKS_NOTHING_ANNUAL,
    *("plan.year_end_close", "reports.annual_outcomes", "reports.approve_page"),
    "exchange.check_register_page",
    *("accounts.make_link", "plan.withdraw_due_date_request", "plan.milestones_page"),
    *("inspections.finding_links", "inspections.response_page", "inspections.approve_page"),
    *("reports.ready_page", "reports.take_back_page", "reports.return_page", "reports.reasons_page"),
    *("exchange.calendar_page", "panel.change_meeting", "panel.reorder_item", "panel.finish_item"),
    *("inspections.withdraw_event", "exchange.check_page", "exchange.outbox_message", "measures.context_page"),
    *("packs.new_agenda", "packs.open_agenda_item", "packs.move_agenda_item", "packs.move_template_line"),
    *("packs.publish_pack", "packs.publish_supplement", "packs.give_up_build"),
    *("packs.move_agenda_paper", "packs.move_minute", "packs.withdraw_decision", "packs.withdraw_action"),
}
"""The forms that need no answer: they are refused when they lack their key."""


@dataclass(frozen=True)
class Shown:
    """A page as somebody gets it."""

    who: str
    what: str
    status: int
    html: str
    is_twin: bool = False
    """A report's own page, outside the application."""

    def __str__(self) -> str:
        return f"{self.status} {self.what}, {self.who}"


@dataclass
class Gallery:
    """Pages without their like: two that differ only in tokens and in the name of the reader are one."""

    pages: dict[str, Shown] = field(default_factory=dict)
    no_pages: set[str] = field(default_factory=set)
    """The endpoints that answered with something other than a page."""

    def add(self, who: str, what: str, answer: TestResponse) -> None:
        html = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
        answer.close()
        if answer.mimetype != "text/html":
            self.no_pages.add(what)
        elif not 300 <= answer.status_code < 400:
            self.pages.setdefault(_alike(html), Shown(who, what, answer.status_code, html))

    def beyond(self, other: Gallery) -> list[Shown]:
        """The pages that the other gallery does not have."""
        return [shown for alike, shown in self.pages.items() if alike not in other.pages]

    def look(self, ledger: Ledger, who: str) -> None:
        """Every address of the ledger, and the others, as one person gets them."""
        http = client_of(ledger.office, who)
        for endpoint, line in LEDGER.items():
            self.add(who, endpoint, http.get(ledger.path(line)))
        for path in MORE_ADDRESSES:
            self.add(who, path, http.get(path))

    def refuse(self, ledger: Ledger, who: str) -> None:
        """Every form this person may send: emptied, filled with nonsense, and after somebody else's change."""
        for endpoint, line in LEDGER.items():
            if line.post[who] != INCOMPLETE:
                continue
            http, path = client_of(ledger.office, who), ledger.path(line)
            opened = http.get(ELSEWHERE.get(endpoint, path)).get_data(as_text=True)
            form = BeautifulSoup(opened, "html.parser").select_one(_FORM)
            if form is None:
                assert endpoint == "plan.my_deliverables", "Only who owns nothing has nothing to fill in"
                continue
            sendings = {"sent empty": _emptied(form) | ({"form_key": ""} if endpoint in ASKS_NOTHING else {})}
            if form.select(_BOXES):
                sendings["sent with nonsense"] = _nonsense(form)
            if endpoint in LATE:
                sendings["sent after another change"] = _late(form, LATE[endpoint])
            for how, values in sendings.items():
                answer = http.post(path, data=values)
                assert 400 <= answer.status_code < 500, f"{endpoint} {how}: {answer.status_code}"
                told = _CHANGED in answer.get_data(as_text=True)
                assert told == (how == "sent after another change"), f"{endpoint} {how}: {answer.status_code}"
                if not form.select(_QUESTIONS):
                    assert _KEPT not in answer.get_data(as_text=True), f"{endpoint} {how}: it asked nothing"
                self.add(who, f"{endpoint} {how}", answer)


def _alike(html: str) -> str:
    return _READER.sub(r"\1", without_tokens(html))


def client_of(office: Office, who: str) -> FlaskClient:
    return (office.visitor() if who == NOBODY else office.as_(who)).http


def _emptied(form: Tag) -> dict[str, Any]:
    """As it is sent when every answer is deleted."""
    return {name: value if name in _hidden(form) else "" for name, value in form_values(form).items()}


def _nonsense(form: Tag) -> dict[str, Any]:
    """With a sign in every box that no report can print."""
    typed = {str(field["name"]): [_WRONG] * 3 if _is_day(field) else _WRONG for field in form.select(_BOXES)}
    return form_values(form) | typed


def _late(form: Tag, answers: Mapping[str, Any]) -> dict[str, Any]:
    """As it was opened, with these answers, from a version that is no longer the record's."""
    opened = form_values(form)
    # A question without any answer yet, such as one of radio buttons, is not among those opened.
    ends = {next((name for name in opened if name.endswith(end)), end): answer for end, answer in answers.items()}
    return {name: "99999" if name.endswith("version") else value for name, value in (opened | ends).items()}


def _hidden(form: Tag) -> set[str]:
    return {str(field["name"]) for field in form.select("input[type=hidden]")}


def _is_day(field: Tag) -> bool:
    return "govuk-date-input__input" in (field.get("class") or [])
