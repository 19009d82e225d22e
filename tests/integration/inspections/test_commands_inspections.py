"""Recording inspections, their scales and grades, where these are printed, and events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.factories import TODAY, last_entry, make_priority
from tests.factories_inspections import (
    PUBLISHED,
    make_event,
    make_finding,
    make_grades,
    make_inspection,
    make_printing,
)
from tracker.access import SYSTEM
from tracker.audit.rules import Event
from tracker.db import Base
from tracker.errors import NotFound, Stale
from tracker.inspections import queries, queries_events
from tracker.inspections.commands import EditInspection, edit_inspection
from tracker.inspections.commands_events import AddEvent, WithdrawEvent, add_event, withdraw_event
from tracker.inspections.commands_grades import SetGrades, SetPrintings, set_grades, set_printings
from tracker.inspections.models import GradedQuestion, GradePrinting, Inspection, ScaleGrade
from tracker.inspections.queries_grades import grades_over_years
from tracker.inspections.rules import FIVE_GRADES, FOUR_GRADES, UNGRADED, ForceStage
from tracker.inspections.rules_changes import QuestionElsewhere
from tracker.inspections.rules_days import FoundBeforePublished
from tracker.inspections.rules_events import EventAlreadyWithdrawn, EventNotYet, StageInThatPeriod
from tracker.inspections.rules_grades import (
    GradeInUse,
    GradeNotOnScale,
    QuestionHasFindings,
    QuestionLine,
    UnknownQuestion,
)
from tracker.inspections.rules_printing import PrintingLine, PrintingsOverlap, UnknownPrinting
from tracker.inspections.rules_record import (
    CorrectionNeedsReason,
    InspectionCodeTaken,
    NoWebAddress,
    PublicationDayOutOfReach,
    PublishedInTheFuture,
    RecordedAfterItsFindings,
    RecordedBeforePublished,
    RecordedInTheFuture,
    YearOutOfReach,
)
from tracker.plan.due import parse_due
from tracker.plan.models import Priority

SUBJECT = "inspections/PEEL-2024"
IN_ERROR = WithdrawEvent("Recorded twice")


@pytest.fixture
def inspection(session: Session) -> Inspection:
    return make_inspection(session, "PEEL-2024")


@pytest.fixture
def graded(session: Session, inspection: Inspection) -> Inspection:
    return make_grades(session, inspection, {"Leadership": "Good", "Custody": "Adequate"})


def same(inspection: Inspection, **changes: Any) -> EditInspection:  # noqa: ANN401  # its fields
    names = ("version", "title", "body", "year", "recorded_on", "programme", "published_on", "link", "note")
    return EditInspection(**{name: getattr(inspection, name) for name in names} | changes)


class TestInspections:
    def test_what_is_recorded_is_logged_in_words(self, session: Session) -> None:
        make_inspection(session, "PEEL-2024", published_on=None, link="https://example.org/report")
        event, changes, _ = last_entry(session, SUBJECT)
        assert event is Event.INSPECTION_RECORDED
        assert changes["Link"] == (None, "https://example.org/report")
        assert "Published on" not in changes

    def test_two_do_not_share_a_code(self, session: Session, inspection: Inspection) -> None:
        with pytest.raises(InspectionCodeTaken):
            make_inspection(session, inspection.code)

    def test_a_change_is_logged_and_no_change_is_not(self, session: Session, inspection: Inspection) -> None:
        assert not edit_inspection(session, inspection, same(inspection, reason="Mine"), by=SYSTEM, on=TODAY)
        assert inspection.version == 1
        later = same(inspection, published_on=date(2024, 8, 7), reason="The report says so")
        assert edit_inspection(session, inspection, later, by=SYSTEM, on=TODAY)
        assert inspection.version == 2
        assert last_entry(session, SUBJECT) == (
            Event.INSPECTION_CHANGED,
            {"Published on": ("5 August 2024", "7 August 2024")},
            "The report says so",
        )

    @pytest.mark.parametrize(
        ("said", "what"),
        [
            ({"published_on": date(2024, 8, 4)}, ("the day the report was published",)),
            ({"published_on": None}, ("the day the report was published",)),
            ({"year": 2023}, ("the year",)),
            ({"published_on": None, "year": 2023}, ("the day the report was published", "the year")),
        ],
    )
    def test_a_day_or_year_that_was_set_changes_with_a_reason(
        self, session: Session, inspection: Inspection, said: dict[str, Any], what: tuple[str, ...]
    ) -> None:
        for reason in (None, " "):
            with pytest.raises(CorrectionNeedsReason) as refusal:
                edit_inspection(session, inspection, same(inspection, **said, reason=reason), by=SYSTEM, on=TODAY)
            assert refusal.value.what == what
        assert edit_inspection(session, inspection, same(inspection, **said, reason="A slip"), by=SYSTEM, on=TODAY)

    def test_a_day_that_was_not_known_is_filled_in_without_one(self, session: Session) -> None:
        unknown = make_inspection(session, published_on=None)
        assert edit_inspection(session, unknown, same(unknown, published_on=PUBLISHED), by=SYSTEM, on=TODAY)

    @pytest.mark.parametrize("code", ["peel-2024", "PEEL-2024", "Peel-2024"])
    def test_codes_are_one_in_capital_and_small_letters(
        self, session: Session, inspection: Inspection, code: str
    ) -> None:
        assert queries.inspection(session, code) is inspection
        with pytest.raises(InspectionCodeTaken) as refusal:
            make_inspection(session, code)
        assert refusal.value.code == "PEEL-2024"

    def test_it_is_not_on_the_record_before_it_was_published(self, session: Session, inspection: Inspection) -> None:
        early = date(2024, 8, 4)
        with pytest.raises(RecordedBeforePublished):
            make_inspection(session, published_on=PUBLISHED, recorded_on=early)
        with pytest.raises(RecordedBeforePublished):
            edit_inspection(session, inspection, same(inspection, recorded_on=early), by=SYSTEM, on=TODAY)

    def test_a_publication_day_that_was_too_early_can_be_put_right(
        self, session: Session, inspection: Inspection
    ) -> None:
        make_finding(session, inspection)
        later = same(inspection, published_on=date(2024, 8, 9), reason="A slip")
        assert edit_inspection(session, inspection, later, by=SYSTEM, on=TODAY)
        with pytest.raises(FoundBeforePublished):
            make_finding(session, inspection)

    @pytest.mark.parametrize(
        ("said", "refusal"),
        [
            ({"link": "javascript:alert(1)"}, NoWebAddress),
            ({"link": "mailto:someone@example.org"}, NoWebAddress),
            ({"link": "/reports"}, NoWebAddress),
            ({"year": 1899}, YearOutOfReach),
            ({"year": 1989}, YearOutOfReach),
            ({"year": 2026}, YearOutOfReach),
            ({"recorded_on": date(2024, 9, 19)}, RecordedInTheFuture),
            ({"published_on": date(2024, 9, 19), "recorded_on": TODAY}, PublishedInTheFuture),
            ({"published_on": date(1989, 12, 31)}, PublicationDayOutOfReach),
            ({"published_on": date(1, 1, 1)}, PublicationDayOutOfReach),
        ],
    )
    def test_what_will_not_do(
        self, session: Session, inspection: Inspection, said: dict[str, Any], refusal: type[Exception]
    ) -> None:
        with pytest.raises(refusal):
            make_inspection(session, "OTHER", **said)
        with pytest.raises(refusal):
            edit_inspection(session, inspection, same(inspection, **said), by=SYSTEM, on=TODAY)

    def test_it_does_not_come_on_the_record_after_its_findings(self, session: Session, inspection: Inspection) -> None:
        make_finding(session, inspection)
        with pytest.raises(RecordedAfterItsFindings):
            edit_inspection(session, inspection, same(inspection, recorded_on=TODAY), by=SYSTEM, on=TODAY)

    def test_a_form_opened_before_another_change_is_refused(self, session: Session, inspection: Inspection) -> None:
        opened = same(inspection, title="Mine")
        edit_inspection(session, inspection, replace(opened, title="Theirs"), by=SYSTEM, on=TODAY)
        with pytest.raises(Stale):
            edit_inspection(session, inspection, opened, by=SYSTEM, on=TODAY)


def set_lines(
    session: Session, inspection: Inspection, *lines: QuestionLine, scale: tuple[str, ...] = FIVE_GRADES
) -> None:
    set_grades(session, inspection, SetGrades(inspection.version, scale, lines), by=SYSTEM, on=TODAY)


def withdraw(session: Session, inspection: Inspection, question: GradedQuestion) -> None:
    set_lines(session, inspection, QuestionLine(question.id, question.area, question.grade, remove=True))


def grades_of(inspection: Inspection) -> list[tuple[str, str]]:
    return [(question.area, question.grade) for question in inspection.questions]


def labels_of(inspection: Inspection) -> list[str]:
    return [grade.label for grade in inspection.scale]


def stored(session: Session, table: type[ScaleGrade] | type[GradedQuestion], key: int) -> tuple[str, bool]:
    """The words of a row, and whether it is withdrawn."""
    said = table.label if issubclass(table, ScaleGrade) else table.area
    row = session.execute(select(said, table.withdrawn_at).where(table.id == key)).one()
    return row[0], row[1] is not None


def count_of(session: Session, table: type[Base]) -> int | None:
    return session.scalar(select(func.count()).select_from(table))


class TestGrades:
    def test_a_scale_ends_with_ungraded(self, graded: Inspection) -> None:
        assert [grade.label for grade in graded.scale] == [*FIVE_GRADES, UNGRADED]

    def test_a_grade_that_is_not_on_the_scale_is_refused_in_words(self, session: Session, graded: Inspection) -> None:
        with pytest.raises(GradeNotOnScale):
            set_lines(session, graded, QuestionLine(None, "Stops", "Splendid"))

    def test_and_by_the_database(self, session: Session, graded: Inspection) -> None:
        older = make_grades(session, make_inspection(session), {"Custody": "Good"}, scale=FOUR_GRADES)
        wrong = update(GradedQuestion).where(GradedQuestion.inspection_id == older.id).values(grade="Adequate")
        with pytest.raises(IntegrityError):
            session.execute(wrong)

    def test_a_scale_keeps_what_is_given(self, session: Session, graded: Inspection) -> None:
        with pytest.raises(GradeInUse):
            set_lines(session, graded, scale=FOUR_GRADES)
        custody = graded.questions[1]
        set_lines(session, graded, QuestionLine(custody.id, "Custody", "Good"), scale=FOUR_GRADES)
        assert [grade.label for grade in graded.scale] == [*FOUR_GRADES, UNGRADED]

    def test_a_grade_is_renamed_with_its_scale(self, session: Session, inspection: Inspection) -> None:
        make_grades(session, inspection, {"Custody": "Pass", "Stops": "Fail"}, scale=("Pass", "Fail"))
        custody, stops = inspection.questions
        lines = (QuestionLine(custody.id, "Custody", "Met"), QuestionLine(stops.id, "Stops", "Fail"))
        set_lines(session, inspection, *lines, scale=("Fail", "Met"))
        assert [grade.label for grade in inspection.scale] == ["Fail", "Met", UNGRADED]
        assert grades_of(inspection) == [("Custody", "Met"), ("Stops", "Fail")]

    def test_a_grade_that_left_the_scale_stays_on_record_and_comes_back(
        self, session: Session, inspection: Inspection
    ) -> None:
        make_grades(session, inspection, {"Custody": "Pass"}, scale=("Pass", "Fair", "Fail"))
        fair = inspection.scale[1]
        set_lines(session, inspection, scale=("Pass", "Fail"))
        assert labels_of(inspection) == ["Pass", "Fail", UNGRADED]
        assert stored(session, ScaleGrade, fair.id) == ("Fair", True)
        with pytest.raises(GradeNotOnScale):
            set_lines(session, inspection, QuestionLine(None, "Stops", "Fair"), scale=("Pass", "Fail"))
        set_lines(session, inspection, scale=("Fail", "Fair", "Pass"))
        assert labels_of(inspection) == ["Fail", "Fair", "Pass", UNGRADED]
        assert stored(session, ScaleGrade, fair.id) == ("Fair", False)
        assert count_of(session, ScaleGrade) == 4

    def test_two_questions_exchange_their_words(self, session: Session, graded: Inspection) -> None:
        one, two = graded.questions
        lines = (QuestionLine(one.id, "Custody", "Good"), QuestionLine(two.id, "Leadership", "Adequate"))
        set_lines(session, graded, *lines)
        assert grades_of(graded) == [("Custody", "Good"), ("Leadership", "Adequate")]

    def test_a_change_is_logged_in_words(self, session: Session, graded: Inspection) -> None:
        line = QuestionLine(graded.questions[0].id, "Leadership", "Outstanding", "1", note="Since May.", place=2)
        set_lines(session, graded, line)
        assert last_entry(session, SUBJECT) == (
            Event.GRADES_CHANGED,
            {
                "Leadership": ("Good; number: 1", "Outstanding; number: 1; note: Since May."),
                "Order": ("Leadership; Custody", "Custody; Leadership"),
            },
            None,
        )
        assert [question.position for question in graded.questions] == [1, 2]

    def test_sent_back_as_it_came_nothing_changes(self, session: Session, graded: Inspection) -> None:
        before = graded.version
        lines = [QuestionLine(each.id, each.area, each.grade, each.number) for each in graded.questions]
        same_again = SetGrades(graded.version, FIVE_GRADES, tuple(lines))
        assert not set_grades(session, graded, same_again, by=SYSTEM, on=TODAY)
        assert graded.version == before

    def test_one_in_error_goes_unless_findings_belong_to_it(self, session: Session, graded: Inspection) -> None:
        leadership, custody = graded.questions
        finding = make_finding(session, graded, question_id=custody.id)
        gone = QuestionLine(custody.id, "Custody", "Adequate", remove=True)
        with pytest.raises(QuestionHasFindings) as refusal:
            set_lines(session, graded, gone)
        assert refusal.value.references == (finding.reference,)
        set_lines(session, graded, QuestionLine(leadership.id, "Leadership", "Good", remove=True))
        assert grades_of(graded) == [("Custody", "Adequate")]
        assert last_entry(session, SUBJECT)[1] == {"Leadership": ("Good; number: 1", None)}

    def test_one_in_error_stays_on_record_and_nothing_shows_it(self, session: Session, graded: Inspection) -> None:
        leadership = graded.questions[0]
        withdraw(session, graded, leadership)
        session.expire_all()
        assert grades_of(queries.inspection(session, graded.code)) == [("Custody", "Adequate")]
        assert [row.name for row in grades_over_years(session, TODAY).rows] == ["Custody"]
        assert stored(session, GradedQuestion, leadership.id) == ("Leadership", True)
        assert (leadership.grade, leadership.number) == ("Good", "1")
        with pytest.raises(QuestionElsewhere):
            make_finding(session, graded, question_id=leadership.id)
        with pytest.raises(UnknownQuestion):
            set_lines(session, graded, QuestionLine(leadership.id, "Leadership", "Good"))

    def test_typed_again_it_is_the_same_question(self, session: Session, graded: Inspection) -> None:
        leadership = graded.questions[0]
        withdraw(session, graded, leadership)
        set_lines(session, graded, QuestionLine(None, "LEADERSHIP", "Outstanding", note="Since May."))
        assert grades_of(graded) == [("Custody", "Adequate"), ("LEADERSHIP", "Outstanding")]
        assert graded.questions[1].id == leadership.id
        assert (leadership.number, leadership.note) == (None, "Since May.")
        assert last_entry(session, SUBJECT)[1] == {"LEADERSHIP": (None, "Outstanding; note: Since May.")}
        assert count_of(session, GradedQuestion) == 2
        make_finding(session, graded, question_id=leadership.id)

    def test_another_question_may_take_the_words_of_a_withdrawn_one(self, session: Session, graded: Inspection) -> None:
        leadership, custody = graded.questions
        withdraw(session, graded, leadership)
        set_lines(session, graded, QuestionLine(custody.id, "Leadership", "Adequate"))
        withdraw(session, graded, custody)
        assert [row.area for row in graded.recorded_questions] == ["Leadership", "Leadership"]
        set_lines(session, graded, QuestionLine(None, "Leadership", "Good"))
        assert [question.id for question in graded.questions] == [custody.id]

    def test_a_withdrawn_question_does_not_keep_its_grade_on_the_scale(
        self, session: Session, graded: Inspection
    ) -> None:
        custody = graded.questions[1]
        withdraw(session, graded, custody)
        set_lines(session, graded, scale=FOUR_GRADES)
        assert labels_of(graded) == [*FOUR_GRADES, UNGRADED]
        assert stored(session, GradedQuestion, custody.id) == ("Custody", True)
        assert custody.grade == "Adequate"

    def test_removed_and_typed_again_at_once_it_stays(self, session: Session, graded: Inspection) -> None:
        custody = graded.questions[1]
        gone = QuestionLine(custody.id, "Custody", "Adequate", remove=True)
        set_lines(session, graded, gone, QuestionLine(None, "Custody", "Good", "2"))
        assert grades_of(graded) == [("Leadership", "Good"), ("Custody", "Good")]
        assert graded.questions[1].id == custody.id
        assert last_entry(session, SUBJECT)[1] == {"Custody": ("Adequate; number: 2", "Good; number: 2")}

    def test_a_form_opened_before_another_change_is_refused(self, session: Session, graded: Inspection) -> None:
        opened = SetGrades(graded.version, FIVE_GRADES, (QuestionLine(None, "Stops", "Good"),))
        edit_inspection(session, graded, same(graded, title="Theirs"), by=SYSTEM, on=TODAY)
        with pytest.raises(Stale):
            set_grades(session, graded, opened, by=SYSTEM, on=TODAY)

    def test_over_the_years_only_what_was_on_the_record_counts(self, session: Session, graded: Inspection) -> None:
        make_grades(session, make_inspection(session, "NOW", recorded_on=TODAY), {"Custody": "Good"})
        columns = grades_over_years(session, date(2024, 9, 17)).columns
        assert [column.code for column in columns] == [graded.code]
        assert grades_over_years(session, date(2024, 8, 4)).rows == ()


class TestPrinting:
    def test_it_is_logged_and_ended(self, session: Session, inspection: Inspection, priority: Priority) -> None:
        make_printing(session, inspection, priority)
        printing = inspection.printings[0]
        line = PrintingLine(printing.id, priority.id, PUBLISHED, TODAY)
        set_printings(session, inspection, SetPrintings(inspection.version, (line,)), by=SYSTEM, on=TODAY)
        assert last_entry(session, SUBJECT) == (
            Event.PRINTING_CHANGED,
            {
                "Printing 1": (
                    "PCP-2022-25, priority 1, from 5 August 2024 on",
                    "PCP-2022-25, priority 1, from 5 August 2024 to 18 September 2024",
                )
            },
            None,
        )

    def test_no_report_prints_the_same_grades_twice(
        self, session: Session, inspection: Inspection, priority: Priority
    ) -> None:
        make_printing(session, inspection, priority)
        with pytest.raises(PrintingsOverlap):
            make_printing(session, inspection, priority, TODAY)
        make_printing(session, inspection, make_priority(session, priority.plan, 2), TODAY)
        make_printing(session, make_inspection(session), priority, TODAY)

    def test_one_in_error_goes(self, session: Session, inspection: Inspection, priority: Priority) -> None:
        make_printing(session, inspection, priority)
        line = PrintingLine(inspection.printings[0].id, priority.id, PUBLISHED, None, remove=True)
        set_printings(session, inspection, SetPrintings(inspection.version, (line,)), by=SYSTEM, on=TODAY)
        assert inspection.printings == []
        (kept,) = session.scalars(select(GradePrinting))
        assert (kept.priority_id, kept.from_on, kept.to_on) == (priority.id, PUBLISHED, None)
        assert kept.withdrawn_at is not None
        assert last_entry(session, SUBJECT)[1] == {
            "Printing 1": ("PCP-2022-25, priority 1, from 5 August 2024 on", None)
        }

    def test_its_days_are_free_again(self, session: Session, inspection: Inspection, priority: Priority) -> None:
        make_printing(session, inspection, priority)
        line = PrintingLine(inspection.printings[0].id, priority.id, PUBLISHED, None, remove=True)
        set_printings(session, inspection, SetPrintings(inspection.version, (line,)), by=SYSTEM, on=TODAY)
        with pytest.raises(UnknownPrinting):
            set_printings(session, inspection, SetPrintings(inspection.version, (line,)), by=SYSTEM, on=TODAY)
        make_printing(session, inspection, priority)
        assert [each.from_on for each in inspection.printings] == [PUBLISHED]

    def test_two_priorities_print_from_the_same_day(
        self, session: Session, inspection: Inspection, priority: Priority
    ) -> None:
        make_printing(session, inspection, priority)
        make_printing(session, inspection, make_priority(session, priority.plan, 2))
        assert len(inspection.printings) == 2

    def test_it_names_what_is_there(self, session: Session, inspection: Inspection, priority: Priority) -> None:
        for line in (PrintingLine(9, priority.id, TODAY, None), PrintingLine(None, 10**6, TODAY, None)):
            with pytest.raises(UnknownPrinting):
                set_printings(session, inspection, SetPrintings(inspection.version, (line,)), by=SYSTEM, on=TODAY)


class TestEvents:
    def test_the_words_of_the_day_are_kept(self, session: Session, inspection: Inspection) -> None:
        event = make_event(session, "Engage begins", "2022", inspection=inspection, stage=ForceStage.ENGAGE)
        assert (event.when_text, event.starts, event.ends) == ("2022", date(2022, 1, 1), date(2022, 12, 31))
        assert last_entry(session, SUBJECT)[1] == {
            "Event": (None, "Engage begins"),
            "When": (None, "2022"),
            "Stage": (None, "Engage"),
        }

    def test_without_an_inspection_it_has_a_log_of_its_own(self, session: Session) -> None:
        event = make_event(session, when="14 May 2024")
        assert last_entry(session, f"inspections/events/{event.id}")[0] is Event.INSPECTION_EVENT_ADDED

    def test_it_has_happened_or_begun(self, session: Session) -> None:
        make_event(session, when="September 2024")
        with pytest.raises(EventNotYet):
            make_event(session, when="October 2024")

    @pytest.mark.parametrize("when", ["2022", "June 2024", "14 May 2024"])
    @pytest.mark.parametrize("stage", ForceStage)
    def test_two_stages_do_not_begin_in_one_and_the_same_time(
        self, session: Session, when: str, stage: ForceStage
    ) -> None:
        first = make_event(session, when=when, stage=ForceStage.ENGAGE)
        with pytest.raises(StageInThatPeriod) as refusal:
            make_event(session, when=when, stage=stage)
        assert (refusal.value.stage, refusal.value.when_text) == (ForceStage.ENGAGE, when)
        make_event(session, when=when)
        make_event(session, when="15 June 2024", stage=ForceStage.SCAN)
        withdraw_event(session, first, IN_ERROR, by=SYSTEM, on=TODAY)
        make_event(session, when=when, stage=stage)

    def test_it_belongs_to_an_inspection_that_is_there(self, session: Session) -> None:
        with pytest.raises(NotFound):
            add_event(session, AddEvent("x", parse_due("2022"), 10**6), by=SYSTEM, on=TODAY)

    def test_one_in_error_is_withdrawn_once(self, session: Session, inspection: Inspection) -> None:
        event = make_event(session, inspection=inspection)
        kept = make_event(session, when="2022")
        withdraw_event(session, event, IN_ERROR, by=SYSTEM, on=TODAY)
        assert list(queries_events.events(session)) == [kept]
        name, _, reason = last_entry(session, SUBJECT)
        assert (name, reason) == (Event.INSPECTION_EVENT_WITHDRAWN, "Recorded twice")
        with pytest.raises(EventAlreadyWithdrawn):
            withdraw_event(session, event, IN_ERROR, by=SYSTEM, on=TODAY)
        with pytest.raises(NotFound):
            queries_events.event(session, 10**12)

    def test_unknown_inspections_are_not_found(self, session: Session) -> None:
        with pytest.raises(NotFound):
            queries.inspection(session, "NONE")
