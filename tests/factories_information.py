"""The register of Specified Information for tests, made by the same commands the pages use."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker.access import SYSTEM
from tracker.files.rules_content import check_file
from tracker.information import queries
from tracker.information.commands import AddLine, EndLine, add_line, withdraw_line
from tracker.information.commands_file import SendRegister, send_register
from tracker.information.commands_publication import RecordPublication, record_publication
from tracker.information.models import InformationLine, InformationPublication
from tracker.information.rules import DueFrom, Every, PublicationKind, TimingBy
from tracker.information.rules_file import rows_of
from tracker.information.rules_lines import LineFacts
from tracker.information.rules_publication import PublicationFacts


def make_line(session: Session, code: str = "3-g", **said: Any) -> InformationLine:  # noqa: ANN401  # fields of LineFacts
    """Spending, every month within 30 days of its end, since April 2024, unless `said` says otherwise."""
    fields: dict[str, Any] = {
        "topic": "Income and expenditure",
        "title": "Spending over £500",
        "source": "SI 2011/3050, Schedule, paragraph 3(g)",
        "every": Every.MONTH,
        "due_from": DueFrom.END,
        "due_days": 30,
        "timing_by": TimingBy.PARTLY,
        "note": None,
        "address": "https://example.org/spending",
        "owner": "Chief Finance Officer",
        "counts_from": date(2024, 4, 1),
    }
    return add_line(session, AddLine(code, LineFacts(**fields | said)), by=SYSTEM, on=TODAY)


def publish(
    session: Session,
    line: InformationLine,
    on: date,
    period: str | None = None,
    **said: Any,  # noqa: ANN401  # fields of PublicationFacts
) -> InformationPublication:
    fields: dict[str, Any] = {"kind": PublicationKind.PUBLISHED, "address": None, "note": None}
    facts = PublicationFacts(on=on, period=period, **fields | said)
    return record_publication(session, line, RecordPublication(line.version, facts), by=SYSTEM, on=TODAY)


def fill_information(session: Session) -> None:
    """Spending (3-g) was published for April and May, so that June and July are late; interests (1-e) are looked at
    again by 29 September; decisions (5-d) have no day; the budget (3-a) is up to date; line 9 is withdrawn.
    """
    spending = make_line(session)
    publish(session, spending, date(2024, 5, 29), "2024-04")
    publish(session, spending, date(2024, 6, 27), "2024-05", address="https://example.org/spending/may")
    standing = {"topic": "Relevant office holders", "every": Every.STANDING, "due_days": 90}
    interests = make_line(session, "1-e", title="Register of interests", **standing)
    publish(session, interests, date(2024, 4, 10))
    publish(session, interests, date(2024, 7, 1), kind=PublicationKind.CHECKED)
    event: dict[str, Any] = {"topic": "Decisions", "every": Every.EVENT, "due_days": None, "address": None}
    make_line(session, "5-d", title="Record of decisions", **event)
    yearly: dict[str, Any] = {"every": Every.YEAR, "due_from": DueFrom.START, "due_days": 1}
    budget = make_line(session, "3-a", title="Total budget", timing_by=TimingBy.ORDER, **yearly)
    publish(session, budget, date(2024, 3, 21), "2024-25")
    gone = make_line(session, "9", title="Something else")
    withdraw_line(session, gone, EndLine(gone.version, "The law was changed."), by=SYSTEM, on=TODAY)


def send_a_register(session: Session) -> int:
    """The register as a file in which one line says something else, sent to be looked at; its number."""
    first, *rows = rows_of(queries.held_lines(session))
    rows[0][first.index("owner")] = "Somebody else"
    text = io.StringIO()
    csv.writer(text).writerows([first, *rows])
    file = check_file("register.csv", text.getvalue().encode())
    return send_register(session, SendRegister(file), by=SYSTEM, on=TODAY).id
