"""Grades over the years, printings, and the monitoring stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.inspections.rules import FIVE_GRADES, FOUR_GRADES, UNGRADED, ForceStage
from tracker.inspections.rules_events import stage_history
from tracker.inspections.rules_printing import (
    PrintingEndsBeforeItStarts,
    PrintingLine,
    PrintingsOverlap,
    check_printings,
)
from tracker.inspections.rules_years import years_table


@dataclass(frozen=True)
class AGrade:
    label: str


@dataclass(frozen=True)
class AQuestion:
    area: str
    grade: str
    theme: str | None = None


@dataclass(frozen=True)
class AnInspection:
    code: str
    year: int
    questions: Sequence[AQuestion] = ()
    scale: Sequence[AGrade] = field(default_factory=lambda: [AGrade(label) for label in (*FIVE_GRADES, UNGRADED)])
    published_on: date | None = None
    title: str = "An inspection"


FOUR = [AGrade(label) for label in (*FOUR_GRADES, UNGRADED)]
OLD = AnInspection(
    "PEEL-2016",
    2016,
    [AQuestion("Investigating crime and re-offending", "Good", "Investigating crime"), AQuestion("Cyber", UNGRADED)],
    FOUR,
)
NEW = AnInspection("PEEL-2024", 2024, [AQuestion("Leadership", "Adequate"), AQuestion("investigating crime", "Good")])


class TestGradesOverTheYears:
    def test_the_oldest_inspection_comes_first_and_the_newest_gives_the_order(self) -> None:
        table = years_table([NEW, OLD])
        assert [column.code for column in table.columns] == ["PEEL-2016", "PEEL-2024"]
        assert [(row.name, row.cells) for row in table.rows] == [
            ("Leadership", (None, "Adequate")),
            ("investigating crime", ("Good", "Good")),
            ("Cyber", ("Ungraded", None)),
        ]
        assert [status.word if status else None for status in table.rows[0].statuses] == [None, "Adequate"]

    def test_it_says_where_scales_differ(self) -> None:
        table = years_table([OLD, NEW])
        assert table.has_different_scales
        assert table.words_not_on_every_scale == ("Adequate",)
        assert not years_table([NEW]).has_different_scales

    def test_an_inspection_without_grades_has_no_column(self) -> None:
        assert years_table([AnInspection("NONE", 2020)]).columns == ()

    def test_no_grade_is_lost_where_two_questions_share_a_line(self) -> None:
        both = AnInspection("X", 2020, [AQuestion("A", "Good", "Line"), AQuestion("B", "Inadequate", "Line")])
        assert [row.name for row in years_table([both]).rows] == ["Line", "Line: B"]

    def test_within_a_year_the_day_of_publication_decides(self) -> None:
        asked = [AQuestion("A", "Good")]
        later, sooner = (
            AnInspection(code, 2024, asked, published_on=date(2024, month, 1)) for code, month in (("A", 9), ("B", 2))
        )
        assert [column.code for column in years_table([later, sooner]).columns] == ["B", "A"]

    @given(
        st.lists(
            st.builds(
                AnInspection,
                code=st.text("ABC", min_size=1, max_size=3),
                year=st.integers(1990, 2030),
                questions=st.lists(
                    st.builds(AQuestion, area=st.sampled_from("abcdef"), grade=st.sampled_from(FIVE_GRADES)),
                    unique_by=lambda question: question.area,
                ),
            ),
            max_size=6,
        )
    )
    def test_every_grade_stands_in_the_table_once(self, inspections: list[AnInspection]) -> None:
        table = years_table(inspections)
        cells = [cell for row in table.rows for cell in row.cells if cell is not None]
        assert sorted(cells) == sorted(each.grade for one in inspections for each in one.questions)
        assert all(len(row.cells) == len(row.statuses) == len(table.columns) for row in table.rows)
        assert len({row.name.casefold() for row in table.rows}) == len(table.rows)


DAY = date(2024, 1, 1)
PERIODS = st.tuples(st.integers(1, 2), st.integers(0, 40), st.none() | st.integers(0, 20)).map(
    lambda drawn: PrintingLine(
        None,
        drawn[0],
        DAY + timedelta(days=drawn[1]),
        None if drawn[2] is None else DAY + timedelta(days=drawn[1] + drawn[2]),
    )
)


class TestPrintings:
    def test_one_ends_on_or_after_its_first_day(self) -> None:
        with pytest.raises(PrintingEndsBeforeItStarts) as refusal:
            check_printings([(0, PrintingLine(None, 1, DAY, DAY - timedelta(days=1)))])
        assert (refusal.value.line, refusal.value.field) == (0, "to_on")
        check_printings([(0, PrintingLine(None, 1, DAY, DAY))])

    def test_the_next_may_begin_the_day_after(self) -> None:
        first = PrintingLine(1, 1, DAY, DAY + timedelta(days=9))
        check_printings([(None, first), (0, PrintingLine(None, 1, DAY + timedelta(days=10), None))])
        with pytest.raises(PrintingsOverlap) as refusal:
            check_printings([(None, first), (0, PrintingLine(None, 1, DAY + timedelta(days=9), None))])
        assert refusal.value.line == 0
        assert "1 January 2024 to 10 January 2024" in str(refusal.value)

    @given(st.lists(PERIODS, max_size=4))
    def test_no_priority_prints_the_same_grades_twice_on_a_day(self, lines: list[PrintingLine]) -> None:
        days = [DAY + timedelta(days=number) for number in range(70)]

        def printed(line: PrintingLine, day: date) -> bool:
            return line.from_on <= day <= (line.to_on or day)

        twice = any(
            sum(line.priority_id == priority and printed(line, day) for line in lines) > 1
            for priority in (1, 2)
            for day in days
        )
        numbered = list(enumerate(lines))
        if twice:
            with pytest.raises(PrintingsOverlap):
                check_printings(numbered)
        else:
            check_printings(numbered)


@dataclass(frozen=True)
class AnEvent:
    id: int
    when_text: str
    starts: date
    stage: ForceStage | None = None
    withdrawn_at: datetime | None = None

    @property
    def ends(self) -> date:
        return self.starts


ENGAGE = AnEvent(1, "2022", date(2022, 1, 1), ForceStage.ENGAGE)
SCAN = AnEvent(2, "June 2024", date(2024, 6, 1), ForceStage.SCAN)


class TestMonitoringStages:
    def test_the_present_one_comes_first_and_each_says_when_it_began_and_ended(self) -> None:
        found = stage_history([SCAN, ENGAGE], date(2024, 9, 18))
        assert [(each.stage, each.since, each.until) for each in found] == [
            (ForceStage.SCAN, "June 2024", None),
            (ForceStage.ENGAGE, "2022", "June 2024"),
        ]

    def test_as_at_an_earlier_day_the_later_event_does_not_count(self) -> None:
        found = stage_history([SCAN, ENGAGE], date(2024, 5, 31))
        assert [(each.stage, each.until) for each in found] == [(ForceStage.ENGAGE, None)]
        assert stage_history([SCAN, ENGAGE], date(2021, 12, 31)) == ()

    def test_withdrawn_events_and_events_without_a_stage_count_for_nothing(self) -> None:
        gone = AnEvent(3, "July 2024", date(2024, 7, 1), ForceStage.ENGAGE, datetime(2024, 9, 1, tzinfo=UTC))
        plain = AnEvent(4, "August 2024", date(2024, 8, 1))
        assert stage_history([ENGAGE, SCAN, gone, plain], date(2024, 9, 18))[0].stage is ForceStage.SCAN

    def test_naming_the_stage_in_force_again_begins_none(self) -> None:
        again = AnEvent(3, "2023", date(2023, 1, 1), ForceStage.ENGAGE)
        assert [each.since for each in stage_history([ENGAGE, again], date(2024, 1, 1))] == ["2022"]
