"""From the records to the snapshot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, due_period, make_deliverable, make_plan, make_priority, report
from tracker.access import SYSTEM
from tracker.accounts.models import OfficeHolder, OfficeSetting
from tracker.config import project_file
from tracker.dates import Quarter, now
from tracker.documents.html import render_fragment
from tracker.panel.models import Meeting
from tracker.plan.commands_close import CarryForward, Complete, carry_forward, complete
from tracker.plan.models import Deliverable, Plan, Priority
from tracker.plan.rules import PlanStatus
from tracker.reports.commands import EntryLine, SaveEntries, save_entries
from tracker.reports.gather import gather_highlight
from tracker.reports.layout_highlight import highlight_document
from tracker.reports.models import Acronym
from tracker.reports.queries import meanings, page_of
from tracker.reports.rules import EntryKind, PeriodNotBegun
from tracker.reports.rules_acronyms import used_in
from tracker.reports.snapshots import HighlightSnapshot
from tracker.seeds import load_seeds, read_folder

QUARTER = Quarter.parse("2024-25-Q2")
EARLIER = Quarter.parse("2023-24-Q2")


def gathered(session: Session, quarter: Quarter = QUARTER, as_at: date = TODAY) -> HighlightSnapshot:
    session.flush()
    session.expunge_all()
    return gather_highlight(session, quarter, as_at)


def wrote(session: Session, priority: Priority, *texts: str, kind: EntryKind = EntryKind.OUTCOME) -> None:
    lines = tuple(EntryLine(None, kind, text) for text in texts)
    save_entries(session, priority, QUARTER, SaveEntries(0, lines), by=SYSTEM)


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(bind, "before_cursor_execute", note)


@pytest.fixture
def wiltshire(session: Session) -> Session:
    load_seeds(session, read_folder(project_file("seeds", "wiltshire")), by=SYSTEM, on=TODAY)
    session.expunge_all()
    return session


def test_the_report_of_september_2023_flags_4_of_its_13_deliverables_and_a_day_later_6(wiltshire: Session) -> None:
    rows = gather_highlight(wiltshire, EARLIER, date(2023, 9, 30)).rows
    assert (len(rows), sum(row.overdue for row in rows), sum(row.progress == 100 for row in rows)) == (13, 4, 2)
    rows = gather_highlight(wiltshire, EARLIER, date(2023, 10, 1)).rows
    assert (len(rows), sum(row.overdue for row in rows)) == (13, 6)


def test_the_report_of_september_2024_keeps_the_unfinished_work_nobody_names_any_more(wiltshire: Session) -> None:
    snapshot = gather_highlight(wiltshire, QUARTER, date(2024, 9, 18))
    silent = [row for row in snapshot.rows if not row.updated_in_quarter]
    assert (len(snapshot.rows), len(silent)) == (21, 9)
    assert all(row.overdue for row in silent)
    assert [plan.code for plan in snapshot.plans] == ["PCP-2022-25"]
    assert snapshot.meeting is not None
    assert (snapshot.meeting.day, snapshot.meeting.starts_at) == (date(2024, 9, 26), time(13, 30))
    assert snapshot.commissioner == "Philip Wilkinson OBE"


@pytest.mark.parametrize(("quarter", "day"), [(EARLIER, date(2023, 9, 30)), (QUARTER, TODAY)])
def test_every_acronym_the_demonstration_prints_is_spelled_out_and_no_other(
    wiltshire: Session, quarter: Quarter, day: date
) -> None:
    snapshot = gather_highlight(wiltshire, quarter, day)
    page = render_fragment(highlight_document(replace(snapshot, acronyms=())), heading_offset=1)
    printed = used_in([BeautifulSoup(page, "html.parser").get_text(" ")], meanings(wiltshire))
    assert printed
    assert tuple((each.acronym, each.meaning) for each in snapshot.acronyms) == printed


def test_acronyms_are_found_in_what_is_printed_and_only_there(
    session: Session, priority: Priority, deliverable: Deliverable
) -> None:
    names = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG", "PCC")
    session.add_all(Acronym(acronym=name, meaning=f"Meaning of {name}") for name in names)
    session.add(Acronym(acronym="HHH", meaning="Withdrawn", withdrawn_at=now()))
    report(session, deliverable, 40, date(2024, 6, 30), note="An update of the quarter before: EEE")
    wrote(session, priority, "The **AAA**s, [the BBB](https://example.org/FFF) and CCCP", "HHH")
    wrote(session, make_priority(session, priority.plan, 2, title="DDD for all"), "x")
    found = gathered(session).acronyms
    # The report's own heading says "PCC focus next quarter".
    assert [each.acronym for each in found] == ["AAA", "BBB", "DDD", "PCC"]
    assert found[0].meaning == "Meaning of AAA"


def test_the_two_works_of_both_reports_moved_priority_and_keep_their_earlier_figure(wiltshire: Session) -> None:
    def place(quarter: Quarter, day: date) -> dict[str, tuple[int, int | None]]:
        snapshot = gather_highlight(wiltshire, quarter, day)
        return {
            row.reference: (part.number, row.previous_progress)
            for part in snapshot.priorities
            for row in part.deliverables
        }

    before, now = place(EARLIER, date(2023, 9, 30)), place(QUARTER, TODAY)
    moved = {reference for reference in before.keys() & now.keys() if before[reference][0] != now[reference][0]}
    assert {(before[reference][0], *now[reference]) for reference in moved} == {(3, 1, 5), (4, 2, 10)}


def test_a_row_and_its_lines_stand_under_their_priority(
    session: Session, priority: Priority, deliverable: Deliverable
) -> None:
    report(session, deliverable, 40, date(2024, 8, 1), note="The tender is out.")
    wrote(session, priority, "First", "Second")
    part = gathered(session).priorities[0]
    assert (part.number, part.lead, part.outcomes, part.focus) == (1, "Lena Marsh", ("First", "Second"), ())
    row = part.deliverables[0]
    assert (row.reference, row.progress, row.note) == ("D-0001", 40, "The tender is out.")


def test_a_withdrawn_line_is_not_printed(session: Session, priority: Priority) -> None:
    wrote(session, priority, "First", "Second")
    page = page_of(session, priority.id, QUARTER)
    assert page is not None
    first = page.entries[0]
    withdrawn = SaveEntries(page.version, (EntryLine(first.id, first.kind, first.text, withdrawn=True),))
    save_entries(session, priority, QUARTER, withdrawn, by=SYSTEM)
    assert gathered(session).priorities[0].outcomes == ("Second",)


def test_the_report_of_a_past_day_is_not_touched_by_what_came_later(
    session: Session, priority: Priority, deliverable: Deliverable
) -> None:
    report(session, deliverable, 40, date(2024, 8, 1), on=date(2024, 8, 1))
    before = gathered(session, as_at=date(2024, 8, 31))
    again = session.get_one(Deliverable, deliverable.id)
    report(session, again, 90, date(2024, 9, 5))
    make_deliverable(session, session.get_one(Priority, priority.id), again.details[0].owner, on=date(2024, 9, 2))
    assert gathered(session, as_at=date(2024, 8, 31)) == before


def test_completed_work_is_reported_once(session: Session, deliverable: Deliverable, cast: Cast) -> None:
    done = Complete(deliverable.version, date(2024, 7, 1), date(2024, 7, 2), None)
    complete(session, deliverable, done, by=SYSTEM, on=TODAY)
    assert [row.progress for row in gathered(session).rows] == [100]
    assert gathered(session, QUARTER.next(), date(2024, 10, 3)).rows == ()


def test_carried_forward_work_names_what_took_its_place(
    session: Session, priority: Priority, deliverable: Deliverable
) -> None:
    command = CarryForward(deliverable.version, TODAY, priority.id, due_period(), "The plan ends.")
    carry_forward(session, deliverable, command, by=SYSTEM, on=TODAY)
    rows = {row.reference: row for row in gathered(session).rows}
    assert (rows["D-0001"].carried_to, rows["D-0001"].closed_reason) == ("D-0002", "The plan ends.")
    assert rows["D-0002"].carried_to is None


def test_overlapping_plans_each_print_their_priorities_and_a_former_one_only_what_is_left(
    session: Session, plan: Plan, priority: Priority, cast: Cast
) -> None:
    make_priority(session, plan, 2)
    former = make_plan(session, "OLD", starts=date(2017, 4, 1), ends=date(2021, 3, 31), status=PlanStatus.CLOSED)
    left, _ = make_priority(session, former, 1), make_priority(session, former, 2)
    coming = make_plan(session, "NEW", starts=date(2024, 9, 1), ends=date(2029, 3, 31))
    make_priority(session, coming, 1)
    draft = make_priority(session, make_plan(session, "DRAFT", status=PlanStatus.DRAFT), 1)
    for place in (priority, left, draft):
        make_deliverable(session, place, cast.officer)
    snapshot = gathered(session)
    assert [(part.plan_code, part.number) for part in snapshot.priorities] == [
        ("OLD", 1),
        ("PCP-2022-25", 1),
        ("PCP-2022-25", 2),
    ]
    assert [each.code for each in snapshot.plans] == ["OLD", "PCP-2022-25"]


def test_a_quarter_without_records_still_names_the_plan_in_force(session: Session, priority: Priority) -> None:
    snapshot = gathered(session)
    assert snapshot.is_empty
    assert [part.number for part in snapshot.priorities] == [1]
    assert snapshot.meeting is None
    assert snapshot.commissioner is None


def test_an_office_without_any_plan_has_an_empty_report(session: Session) -> None:
    assert gathered(session).priorities == ()


def test_the_office_s_names_and_thresholds_are_those_of_the_day(session: Session) -> None:
    for value, day in (("20", date(2024, 4, 1)), ("25", TODAY + timedelta(days=1))):
        session.add(OfficeSetting(key="rag_behind_by", value=value, effective_on=day, set_by="Ada Stone"))
    session.add(OfficeSetting(key="name", value="The Office", effective_on=date(2024, 4, 1), set_by="Ada Stone"))
    session.add(OfficeHolder(office="Police and Crime Commissioner", name="Col Whitmore", from_day=None, to_day=None))
    snapshot = gathered(session)
    assert (snapshot.rating_rules.behind_by, snapshot.office.name) == (20, "The Office")
    assert snapshot.commissioner == "Col Whitmore"


def test_a_threshold_of_the_office_decides_the_rating(session: Session, priority: Priority, cast: Cast) -> None:
    work = make_deliverable(session, priority, cast.officer, starts_on=date(2024, 4, 2))
    report(session, work, 28, date(2024, 8, 1))
    assert gathered(session).rows[0].rag_word == "Amber"
    session.add(OfficeSetting(key="rag_behind_by", value="40", effective_on=date(2024, 4, 1), set_by="Ada Stone"))
    assert gathered(session).rows[0].rag_word == "Green"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((TODAY,), TODAY),
        ((date(2024, 9, 17), date(2024, 9, 26), date(2024, 10, 3)), date(2024, 9, 26)),
        ((date(2024, 12, 31),), date(2024, 12, 31)),
        ((date(2025, 1, 1),), None),
    ],
)
def test_the_meeting_is_the_next_one_before_the_end_of_the_following_quarter(
    session: Session, days: tuple[date, ...], expected: date | None
) -> None:
    for day in days:
        session.add(Meeting(day=day, number=1, starts_at=None, venue=None))
    meeting = gathered(session).meeting
    assert (meeting.day if meeting else None) == expected


def test_a_report_as_at_a_day_before_its_quarter_is_refused(session: Session) -> None:
    with pytest.raises(PeriodNotBegun):
        gathered(session, as_at=date(2024, 6, 30))


def test_the_number_of_queries_does_not_grow_with_the_records(session: Session, priority: Priority, cast: Cast) -> None:
    def asked_with(deliverables: int) -> int:
        here = session.get_one(Priority, priority.id)
        for number in range(deliverables):
            work = make_deliverable(session, here, here.lead or cast.lead)
            report(session, work, number % 90, date(2024, 8, 1))
        session.flush()
        session.expunge_all()
        with statements(session) as asked:
            gather_highlight(session, QUARTER, TODAY)
        return len(asked)

    wrote(session, priority, "First")
    # Measures are read in a number of their own: settings, vintage, measures and the six of their records, commentary.
    assert asked_with(3) == asked_with(30) <= 30
