"""What is withdrawn from an inspection stays on record, and no page, report or spreadsheet shows it."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.web_client import NaggingClient, words
from tests.web_fixtures import Office
from tracker.access import SYSTEM
from tracker.inspections import queries
from tracker.inspections.commands_grades import SetGrades, SetPrintings, set_grades, set_printings
from tracker.inspections.commands_response import AnswerLine, DraftComments, draft_comments
from tracker.inspections.models import Inspection
from tracker.inspections.rules import FIVE_GRADES, Answer
from tracker.inspections.rules_grades import QuestionLine
from tracker.inspections.rules_printing import PrintingLine
from tracker.writing import transaction

WORD = "Zeppelin"
"""It stands in everything that is withdrawn, and nowhere else."""

PAGE = "/inspections/PEEL-2024"
REPORT = "/reports/highlight/2024-25-Q2"
PAGES = (
    "/inspections",
    PAGE,
    f"{PAGE}/grades",
    f"{PAGE}/printing",
    f"{PAGE}/comments",
    f"{PAGE}/findings/new",
    "/inspections/grades",
    "/inspections/tracker",
    "/inspections/findings/F-0001/edit",
    "/inspections/findings/F-0003",
    REPORT,
)


def write(session: Session) -> None:
    """A grade on the scale, a question that has it, and an answer."""
    inspection = queries.inspection(session, "PEEL-2024")
    line = QuestionLine(None, f"{WORD}s", f"{WORD}-like", theme=f"{WORD} theme", note=f"{WORD} note")
    _set_grades(session, inspection, line, scale=(f"{WORD}-like", *FIVE_GRADES))
    _answer(session, inspection, Answer.TAKEN, f"{WORD}s fly.")


def withdraw(session: Session) -> None:
    inspection = queries.inspection(session, "PEEL-2024")
    key = inspection.questions[-1].id
    _set_grades(session, inspection, QuestionLine(key, "-", "Good", remove=True), scale=FIVE_GRADES)
    _answer(session, inspection, None, None)


def _set_grades(session: Session, inspection: Inspection, line: QuestionLine, scale: tuple[str, ...]) -> None:
    set_grades(session, inspection, SetGrades(inspection.version, scale, (line,)), by=SYSTEM, on=TODAY)


def _answer(session: Session, inspection: Inspection, answer: Answer | None, text: str | None) -> None:
    response = inspection.response
    assert response is not None
    line = AnswerLine(queries.finding(session, "F-0003").id, answer, text)
    command = DraftComments(version=response.version, comments=response.comments, answers=(line,))
    draft_comments(session, inspection, command, by=SYSTEM, on=TODAY)


def sheets(lead: NaggingClient) -> str:
    book = load_workbook(io.BytesIO(lead.get("/inspections.xlsx").response.data))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def shown(lead: NaggingClient) -> set[str]:
    """Where the word is to be seen. The log of a record keeps it."""
    found = {address for address in PAGES if WORD in _without_log(lead, address)}
    if WORD in sheets(lead):
        found.add("/inspections.xlsx")
    if WORD in lead.get(f"{REPORT}.json").response.get_data(as_text=True):
        found.add(f"{REPORT}.json")
    return found


def _without_log(lead: NaggingClient, address: str) -> str:
    page = lead.get(address)
    for log in page.soup.select("details:has(.govuk-details__summary-text)"):
        if words(log).startswith("Log of this record"):
            log.decompose()
    return str(page.soup.main)


@pytest.mark.parametrize("times", [1, 2], ids=["once", "typed again"])
def test_nothing_shows_what_is_withdrawn(office: Office, times: int) -> None:
    lead = office.as_("lead")
    before = office.counts()
    for _ in range(times):
        with transaction(office.sessions) as session:
            write(session)
        assert shown(lead) >= {
            *(PAGE, f"{PAGE}/grades", f"{PAGE}/comments", f"{PAGE}/findings/new", "/inspections/grades"),
            *("/inspections/findings/F-0003", REPORT, f"{REPORT}.json", "/inspections.xlsx"),
        }
        with transaction(office.sessions) as session:
            withdraw(session)
        assert shown(lead) == set()
    after = office.counts()
    for table in ("scale_grade", "graded_question", "finding_answer"):
        assert after[table] == before[table] + 1
    with office.sessions() as session:
        kept = queries.inspection(session, "PEEL-2024").recorded_questions[-1]
        assert (kept.area, kept.grade, kept.theme) == (f"{WORD}s", f"{WORD}-like", f"{WORD} theme")
        answer = queries.finding(session, "F-0003").recorded_answer
        assert answer is not None
        assert answer.text == f"{WORD}s fly."


def test_a_withdrawn_printing_prints_nothing(office: Office) -> None:
    lead = office.as_("lead")
    assert "Investigating crime" in lead.get(REPORT).main
    with transaction(office.sessions) as session:
        inspection = queries.inspection(session, "PEEL-2024")
        (printing,) = inspection.printings
        line = PrintingLine(printing.id, printing.priority_id, printing.from_on, None, remove=True)
        set_printings(session, inspection, SetPrintings(inspection.version, (line,)), by=SYSTEM, on=TODAY)
    assert "Investigating crime" not in lead.get(REPORT).main
    assert "In no highlight report" in lead.get(PAGE).main
    with office.sessions() as session:
        assert len(queries.inspection(session, "PEEL-2024").recorded_printings) == 1
