"""Published data says what the report prints: nothing in JSON or CSV that a reader of the page does not find there."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Final

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker.access import SYSTEM
from tracker.accounts.models import Person
from tracker.config import project_file
from tracker.dates import MONTHS, Quarter, long_date, short_date
from tracker.documents.html import render_page
from tracker.documents.text import plain_text
from tracker.reports.gather_kinds import gather_report
from tracker.reports.layout_kinds import report_document
from tracker.reports.rows_facts import facts_csv
from tracker.reports.rules_life import ReportKind
from tracker.reports.snapshots_kinds import Snapshot
from tracker.seeds import load_seeds, read_folder

HIGHLIGHT, DASHBOARD = ReportKind.HIGHLIGHT, ReportKind.DASHBOARD
REPORTS: Final = (
    (HIGHLIGHT, "2023-24-Q2", date(2023, 9, 30)),
    (HIGHLIGHT, "2024-25-Q2", TODAY),
    (DASHBOARD, "2019-20-Q3", TODAY),
    (DASHBOARD, "2024-25-Q2", TODAY),
)

DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
DAYS_IN_WORDS: Final = ("last day of the due date", "last day of the first due date")
"""The due date is printed in its own words, such as “Q4 2023”."""

NOT_PRINTED: Final = {
    "report": "which kind of report it is, for programs",
    "starts_at": "printed as the time of day that people write",
    "quarter.key": "the quarter as addresses have it",
    "code": "the short name of a measure or an inspection, by which versions are compared",
    "reference": "the same in the CSV",
    "plan_code": "the plan a priority is of, by which versions are compared",
    "plan": "the same in the CSV",
    "plan_title": "a dashboard prints it where it has priorities of several plans",
    "kind": "a code; its word is printed",
    "status": "a code; its word is printed",
    "state": "a code; its word is printed",
    "rag": "a code; its word is printed",
    "rag_reasons": "printed where they make a rating amber; the comparison says why another one changed",
    "force": "a code; its word is printed",
    "panel": "a code; its word is printed",
    "result": "a code; its word is printed",
    "band": "a code; its word is printed",
    "direction": "a code; its word is printed",
    "block": "a code; its heading is printed",
    "unit": "a code; figures are printed in it",
    "counted as": "the unit of the CSV's bare numbers; figures are printed in it",
    "year_on_year_unit": "a code; the change is printed in it",
    "polarity": "a code; colours say it",
    "engine": "a code; the key has its rules",
    "engines": "a code; the key has their rules",
    "trend": "a code; its word is printed where there is one",
    "peers": "a code; its word is printed",
    "exceptions_directions": "a code; an arrow says it",
    "trend_line": "the points of a line that is drawn",
    "figures": "the printed figures as numbers",
    "values": "the printed figures of the months as numbers",
    "measure.month": "a dashboard prints it as the last of its twelve months",
    "measure.three_months": "a dashboard prints it under the name of the quarter",
    "measure.twelve_months": "a dashboard prints it without its unit",
    "measure.year_on_year": "the check of a dashboard holds trend and words against it",
    "measure.trend_words": "a dashboard prints trends that there are",
    "measure.weighting": "the check of a dashboard holds its words against it",
}
"""Texts that no page shows as they are, by the end of their path, and why the data has them."""


@pytest.fixture
def reports(session: Session) -> list[Snapshot]:
    """The demonstration's signed report, the one on its way, and two dashboards."""
    load_seeds(session, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=TODAY)
    session.expunge_all()
    return [gather_report(session, kind, Quarter.parse(quarter), as_at) for kind, quarter, as_at in REPORTS]


def texts_in(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a JSON value, with the names that lead to it."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from texts_in(each, (*path, name))
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each, path)
    elif isinstance(value, str) and value:
        yield path, value


def is_excepted(path: tuple[str, ...]) -> bool:
    ends = {".".join(path[-length:]) for length in (1, 2)}
    return not NOT_PRINTED.keys().isdisjoint({*ends, *path[:-1]})


def words_on(page: str) -> str:
    """What the page shows or reads out, on one line."""
    heard = " ".join(re.findall(r'aria-label="([^"]*)"', page))
    shown = re.sub(r"<[^>]+>", "", re.sub(r"<(style|script).*?</\1>", "", page, flags=re.S))
    return one_line(unescape(f"{shown} {heard}"))


def one_line(text: str) -> str:
    return " ".join(text.split())


def is_printed(text: str, page: str) -> bool:
    if DAY.fullmatch(text):
        return True  # Days are looked at by themselves.
    return all(one_line(line).lstrip("- ") in page for line in plain_text(text).splitlines())


def printed(snapshot: Snapshot) -> str:
    return words_on(render_page(report_document(snapshot), stylesheet=""))


def lines_of(snapshot: Snapshot) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(facts_csv(snapshot).lstrip("\ufeff"))))


def test_the_json_holds_no_text_that_the_page_does_not_print(reports: list[Snapshot]) -> None:
    for snapshot in reports:
        page, found = printed(snapshot), texts_in(json.loads(snapshot.to_json()))
        assert not {(path, text) for path, text in found if not is_excepted(path) and not is_printed(text, page)}


def test_the_csv_holds_no_text_that_the_page_does_not_print(reports: list[Snapshot]) -> None:
    for snapshot in reports:
        page = printed(snapshot)
        for line in lines_of(snapshot):
            fact, value = line.pop("fact"), line.pop("value")
            del line["record"]
            cells = {**line, fact: value if re.search("[^0-9.-]", value) else ""}
            assert not {name for name, text in cells.items() if not is_excepted((name,)) and not is_printed(text, page)}


def test_each_day_of_the_csv_is_printed(reports: list[Snapshot]) -> None:
    for snapshot in reports:
        page = printed(snapshot)
        for line in lines_of(snapshot):
            if DAY.fullmatch(line["value"]) and line["fact"] not in DAYS_IN_WORDS:
                day = date.fromisoformat(line["value"])
                ways = (long_date(day), short_date(day), f"{MONTHS[day.month - 1]} {day.year}")
                assert any(way in page for way in ways), line


def test_nobody_is_named_in_published_data_whom_the_report_does_not_name(
    session: Session, reports: list[Snapshot]
) -> None:
    """The leads of priorities are printed; who owns a deliverable or leads a finding is not."""
    names = {each.name for each in session.scalars(select(Person))}
    assert len(names) > 5
    for snapshot in reports:
        page = printed(snapshot)
        for data in (snapshot.to_json().decode(), facts_csv(snapshot)):
            assert {name for name in names if name in data} <= {name for name in names if name in page}
