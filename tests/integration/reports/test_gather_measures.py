"""From figures and commentary to the pages of measures: the vintage of the day, and a fixed number of queries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from tests.bulk_measures import add_measures, add_months, make_measure
from tests.factories import TODAY, make_priority
from tests.factories_measures import make_load
from tests.integration.reports.test_gather import EARLIER, QUARTER, gathered, statements
from tracker.dates import now
from tracker.measures.models import MarkingClearance, Measure, MeasureGroup, MeasureValue
from tracker.measures.models_summary import CommentaryPage, CommentaryText
from tracker.measures.queries_values import values_in_force
from tracker.measures.rules import CommentaryBlock, Marking, ValueState
from tracker.plan.models import Plan, Priority
from tracker.reports.gather import gather_highlight
from tracker.reports.models import Acronym
from tracker.reports.snapshots_measures import MeasurePage

AUGUST = date(2024, 8, 1)
STEADY = (100, 104, 97, 101, 99, 103, 96, 102, 98, 100, 105, 95) * 4


def make_group(session: Session, priority: Priority, name: str = "999", position: int = 1) -> MeasureGroup:
    group = MeasureGroup(priority=priority, name=name, position=position)
    session.add(group)
    session.flush()
    return group


def comment(session: Session, group: MeasureGroup, text: str, **page: object) -> None:
    written = CommentaryPage(group=group, quarter=QUARTER.key, **page)
    session.add(written)
    session.add(CommentaryText(page=written, block=CommentaryBlock.WHAT, text=text, written_by="Ann"))
    session.flush()


def pages_of(session: Session, as_at: date = TODAY) -> tuple[MeasurePage, ...]:
    return tuple(page for part in gathered(session, as_at=as_at).priorities for page in part.measures)


@pytest.fixture
def group(session: Session, priority: Priority) -> MeasureGroup:
    return make_group(session, priority)


@pytest.fixture
def calls(session: Session, priority: Priority, group: MeasureGroup) -> Measure:
    """Four years of months to August 2024, loaded on 10 September."""
    measure = make_measure(session, priority, "CALLS", name="Calls answered", group=group)
    add_months(session, measure, STEADY, last=AUGUST, load=make_load(session, on=date(2024, 9, 10)))
    return measure


def test_a_group_is_printed_in_its_newest_month_under_its_priority(session: Session, calls: Measure) -> None:
    part = gathered(session).priorities[0]
    (page,) = part.measures
    assert (part.number, page.group, page.month) == (1, "999", AUGUST)
    (row,) = page.rows
    assert (row.name, row.month, row.three_months, row.twelve_months) == ("Calls answered", "95", "300", "1,200")
    assert row.trend_line is not None
    assert len(row.trend_line.values) == 36


def test_a_figure_loaded_after_the_day_is_not_in_the_report_of_that_day(session: Session, calls: Measure) -> None:
    add_months(session, calls, (777,), last=AUGUST, load=make_load(session, on=date(2024, 9, 15)))
    before, after = pages_of(session, date(2024, 9, 14))[0], pages_of(session)[0]
    assert (before.rows[0].month, after.rows[0].month) == ("95", "777")
    bases = [gathered(session, as_at=day).measure_basis.vintage for day in (date(2024, 9, 14), TODAY)]
    assert bases == [1, 2]


def test_revising_a_month_later_leaves_the_content_of_the_day_as_it_was(session: Session, calls: Measure) -> None:
    before = gathered(session).to_json()
    again = session.get_one(Measure, calls.id)
    add_months(session, again, (1,), last=AUGUST, load=make_load(session, on=date(2024, 9, 19)))
    assert gathered(session).to_json() == before
    assert gathered(session, as_at=date(2024, 9, 19)).to_json() != before


def test_months_after_the_quarter_or_the_day_are_left_out(session: Session, calls: Measure) -> None:
    add_months(session, calls, (9, 9, 9), last=date(2024, 11, 1), load=make_load(session, on=date(2024, 9, 11)))
    assert pages_of(session, date(2024, 9, 18))[0].month == date(2024, 9, 1)
    assert pages_of(session, date(2025, 1, 5))[0].month == date(2024, 9, 1)


@pytest.mark.parametrize(("last", "printed"), [(date(2023, 9, 1), True), (date(2023, 8, 1), False)])
def test_figures_more_than_a_year_old_make_no_page(
    session: Session, priority: Priority, group: MeasureGroup, last: date, printed: bool
) -> None:
    measure = make_measure(session, priority, "OLD", group=group)
    add_months(session, measure, (1, 2, 3), last=last, load=make_load(session, on=date(2024, 1, 1)))
    assert bool(pages_of(session)) is printed


def test_a_group_with_nothing_makes_no_page_and_one_with_words_does(
    session: Session, priority: Priority, group: MeasureGroup
) -> None:
    make_measure(session, priority, "NONE", name="Never counted", group=group)
    assert pages_of(session) == ()
    group = session.get_one(MeasureGroup, group.id)
    comment(session, group, "Nobody **counts** them yet.", no_surprises="A question is expected.")
    (page,) = pages_of(session)
    assert (page.month, page.rows, page.without_figures) == (None, (), ())
    assert page.no_surprises == "A question is expected."
    assert [(each.block, each.text) for each in page.commentary] == [
        (CommentaryBlock.WHAT, "Nobody **counts** them yet.")
    ]
    assert gather_highlight(session, EARLIER, TODAY).priorities[0].measures == ()


def test_groups_stand_in_their_order_and_name_what_has_no_figures(
    session: Session, priority: Priority, calls: Measure
) -> None:
    make_measure(session, priority, "NONE", name="Never counted", group=calls.group)
    first = make_group(session, priority, "First", 0)
    comment(session, first, "Words")
    assert [page.group for page in pages_of(session)] == ["First", "999"]
    assert pages_of(session)[1].without_figures == ("Never counted",)


def test_a_withdrawn_measure_is_printed_until_its_day(session: Session, calls: Measure) -> None:
    calls.withdrawn_on, calls.withdrawn_reason = date(2024, 9, 16), "Counted elsewhere"
    session.flush()
    assert [len(pages_of(session, day)) for day in (date(2024, 9, 15), date(2024, 9, 16))] == [1, 0]


def test_a_measure_without_a_group_has_no_page(session: Session, priority: Priority) -> None:
    add_months(session, make_measure(session, priority, "ALONE"), STEADY, last=AUGUST)
    assert pages_of(session) == ()


def test_a_marked_figure_is_withheld_until_it_is_cleared(session: Session, calls: Measure) -> None:
    value = session.get(MeasureValue, values_in_force(session, [calls.id])[calls.id][AUGUST].value_id)
    assert value is not None
    secret = MeasureValue(
        measure=calls,
        load=make_load(session, on=TODAY),
        month=AUGUST,
        value=Decimal(95),
        state=value.state,
        marking=Marking.OFFICIAL_SENSITIVE,
    )
    session.add(secret)
    session.flush()
    snapshot = gathered(session)
    assert [row.withheld for row in snapshot.withheld] == [(AUGUST,)]
    assert snapshot.measure_rows[0].month == "Withheld: OFFICIAL SENSITIVE"
    session.add(
        MarkingClearance(value_id=secret.id, reason="Agreed", cleared_on=TODAY, cleared_by="Ann", recorded_at=now())
    )
    assert gathered(session).withheld == ()
    assert gathered(session).measure_rows[0].month == "95"


def test_a_figure_that_was_marked_later_is_withheld_from_a_report_as_at_an_earlier_day_too(
    session: Session, calls: Measure
) -> None:
    session.add(
        MeasureValue(
            measure=calls,
            load=make_load(session, on=TODAY),
            month=AUGUST,
            value=Decimal(95),
            state=ValueState.FINAL,
            marking=Marking.OFFICIAL_SENSITIVE,
        )
    )
    session.flush()
    assert pages_of(session, date(2024, 9, 12))[0].rows[0].month == "Withheld: OFFICIAL SENSITIVE"


def test_a_figure_that_comes_before_the_others_of_its_group_does_not_empty_the_page(
    session: Session, priority: Priority, group: MeasureGroup, calls: Measure
) -> None:
    others = [make_measure(session, priority, f"OTHER_{place}", group=group) for place in range(2)]
    for other in others:
        add_months(session, other, STEADY, last=AUGUST, load=make_load(session, on=date(2024, 9, 10)))
    add_months(session, calls, (1,), last=date(2024, 9, 1), load=make_load(session, on=TODAY))
    assert pages_of(session)[0].month == AUGUST


def test_acronyms_in_names_groups_and_commentary_are_found(session: Session, calls: Measure) -> None:
    session.add_all(Acronym(acronym=name, meaning="m") for name in ("AAA", "BBB", "CCC", "DDD", "EEE"))
    calls.name = "AAA calls"
    assert calls.group is not None
    calls.group.name = "BBB"
    comment(session, calls.group, "**CCC** and [words](https://example.org/EEE)", no_surprises="DDD asks")
    assert [each.acronym for each in gathered(session).acronyms if each.acronym != "PCC"] == [
        "AAA",
        "BBB",
        "CCC",
        "DDD",
    ]


def test_the_number_of_queries_is_the_same_for_one_group_and_for_many(session: Session, plan: Plan) -> None:
    def queries() -> int:
        session.flush()
        session.expunge_all()
        with statements(session) as asked:
            gather_highlight(session, QUARTER, TODAY)
        return len(asked)

    def fill(number: int, measures: int) -> None:
        priority = make_priority(session, session.get(Plan, plan.id), number)
        add_measures(session, measures, priority, prefix=f"P{number}")
        for place, measure in enumerate(session.query(Measure).filter_by(priority_id=priority.id), start=1):
            measure.group = make_group(session, priority, f"Group {place}", place)
            comment(session, measure.group, "Words")

    fill(1, 1)
    one = queries()
    for number in (2, 3):
        fill(number, 6)
    assert queries() == one
