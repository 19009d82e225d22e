"""What commands on measures do, what they refuse, and what the log says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, last_entry, make_plan, make_priority
from tests.factories_measures import NEWEST, facts_of, give_figures, make_group, make_load, make_measure
from tracker.access import SYSTEM
from tracker.audit.rules import Event
from tracker.dates import Quarter
from tracker.errors import DomainError, NotFound, Stale
from tracker.measures import commands_levels as levels
from tracker.measures.commands import CreateMeasure, EditMeasure, create_measure, edit_measure
from tracker.measures.commands_context import SetContext, context_of, set_context
from tracker.measures.commands_groups import CreateGroup, EditGroup, create_group, edit_group
from tracker.measures.commands_markings import ClearMarkings, clear_markings
from tracker.measures.commands_withdraw import Restore, Withdraw, restore_measure, withdraw_measure
from tracker.measures.models import MarkingClearance, Measure
from tracker.measures.queries_values import records_of
from tracker.measures.rules import Marking, MeasureType, PeerStatus, TargetSense, Unit, months_on
from tracker.measures.rules_changes import (
    AreaInAnotherUnit,
    AreasStand,
    AreaTaken,
    CodeTaken,
    GroupNameTaken,
    GroupOfAnotherPriority,
    HasAreasItself,
    MeasureIsWithdrawn,
    MeasureNotWithdrawn,
    NoteOfAWholeOnly,
    OwnRelation,
    OwnWhole,
    PriorityNotInForce,
    TypeIsFixed,
    UnitDoesNotFit,
    WholeIsAnArea,
    WholeIsWithdrawn,
)
from tracker.measures.rules_levels import (
    BegunAlready,
    NothingBefore,
    NothingChosen,
    NotWaiting,
    TargetSetAlready,
    WithdrawnAlready,
)
from tracker.plan.models import Priority
from tracker.plan.rules import PlanStatus

APRIL = date(2024, 4, 1)


@pytest.fixture
def calls(session: Session, priority: Priority) -> Measure:
    return make_measure(session, priority)


def edit(session: Session, measure: Measure, **changes: object) -> bool:
    facts = facts_of(measure.priority, **{"name": measure.name, **changes})
    return edit_measure(session, measure, EditMeasure(version=measure.version, facts=facts, reason="Asked"), by=SYSTEM)


def withdraw(session: Session, measure: Measure) -> None:
    withdraw_measure(session, measure, Withdraw(measure.version, "Counted twice"), by=SYSTEM, on=TODAY)


def test_a_measure_is_created_last_in_its_group_and_logged(session: Session, priority: Priority) -> None:
    group = make_group(session, priority)
    first, second = (make_measure(session, priority, code, group_id=group.id) for code in ("ONE", "TWO"))
    assert (first.position, second.position) == (1, 2)
    event, changes, _ = last_entry(session, "measures/TWO")
    assert event is Event.MEASURE_CREATED
    assert changes["Group"] == (None, "Demand")
    assert changes["Type"] == (None, "Count")


def test_a_code_is_used_once_even_by_a_measure_that_is_withdrawn(session: Session, calls: Measure) -> None:
    withdraw(session, calls)
    with pytest.raises(CodeTaken, match="CALLS is the code of another measure"):
        make_measure(session, calls.priority)


def test_only_a_plan_in_force_takes_new_measures(session: Session, calls: Measure, cast: Cast) -> None:
    closed = make_plan(session, "OLD-1", starts=date(2017, 4, 1), ends=date(2021, 3, 31), status=PlanStatus.CLOSED)
    past = make_priority(session, closed, lead=cast.lead)
    with pytest.raises(PriorityNotInForce, match="OLD-1 is closed"):
        make_measure(session, past, "OTHER")
    with pytest.raises(PriorityNotInForce):
        edit(session, calls, priority_id=past.id)


def test_a_measure_of_a_plan_that_closed_can_still_be_put_right(session: Session, calls: Measure) -> None:
    calls.priority.plan.status = PlanStatus.CLOSED
    assert edit(session, calls, name="Calls received")


def test_a_group_is_one_of_the_measures_own_priority(session: Session, calls: Measure, cast: Cast) -> None:
    other = make_group(session, make_priority(session, calls.priority.plan, 2, lead=cast.lead), "Elsewhere")
    with pytest.raises(GroupOfAnotherPriority, match="priority 2"):
        edit(session, calls, group_id=other.id)


def test_a_unit_that_the_type_does_not_have_is_refused(session: Session, priority: Priority) -> None:
    with pytest.raises(UnitDoesNotFit):
        make_measure(session, priority, kind=MeasureType.SURVEY, unit=Unit.DAYS)


def test_what_changes_is_logged_old_and_new_with_the_reason(session: Session, calls: Measure) -> None:
    assert edit(session, calls, name="Calls received")
    assert last_entry(session, "measures/CALLS") == (
        Event.MEASURE_CHANGED,
        {"Name": ("Calls from the public", "Calls received")},
        "Asked",
    )


def test_nothing_changed_is_not_logged(session: Session, calls: Measure) -> None:
    version = calls.version
    assert edit(session, calls) is False
    assert calls.version == version
    assert last_entry(session, "measures/CALLS")[0] is Event.MEASURE_CREATED


def test_a_stale_edit_is_refused(session: Session, calls: Measure) -> None:
    stale = EditMeasure(version=calls.version + 1, facts=facts_of(calls.priority))
    with pytest.raises(Stale):
        edit_measure(session, calls, stale, by=SYSTEM)


@pytest.mark.parametrize("what", ["figures", "a target"])
def test_type_and_unit_stay_once_anything_is_counted_in_them(session: Session, calls: Measure, what: str) -> None:
    assert edit(session, calls, unit=Unit.HOURS)
    assert edit(session, calls)
    if what == "figures":
        give_figures(session, calls, [1])
    else:
        set_target(session, calls)
    with pytest.raises(TypeIsFixed, match="create another one"):
        edit(session, calls, unit=Unit.HOURS)


def test_a_measure_is_not_its_own_relation_whole_or_unknown(session: Session, calls: Measure) -> None:
    with pytest.raises(OwnRelation):
        edit(session, calls, related_id=calls.id)
    with pytest.raises(OwnWhole):
        edit(session, calls, parent_id=calls.id, area="North")
    with pytest.raises(NotFound):
        edit(session, calls, related_id=999)


def test_areas_are_of_a_whole_that_stands_in_its_unit_and_each_once(session: Session, calls: Measure) -> None:
    def area(code: str, **changes: object) -> Measure:
        given = {"parent_id": calls.id, "area": "North", **changes}
        return make_measure(session, calls.priority, code, **given)

    north = area("NORTH")
    session.refresh(calls)
    with pytest.raises(AreaTaken, match="NORTH counts “North” already"):
        area("OTHER", area="NORTH")
    with pytest.raises(AreaInAnotherUnit):
        area("OTHER", area="South", unit=Unit.HOURS)
    with pytest.raises(WholeIsAnArea, match="NORTH counts an area itself"):
        area("OTHER", parent_id=north.id)
    with pytest.raises(NoteOfAWholeOnly):
        area("OTHER", area="South", areas_note="Some are unknown")
    with pytest.raises(HasAreasItself):
        edit(session, calls, parent_id=make_measure(session, calls.priority, "WIDER").id, area="County")
    with pytest.raises(AreaInAnotherUnit):
        edit(session, calls, unit=Unit.HOURS)


def test_a_whole_and_its_areas_are_withdrawn_and_restored_in_order(session: Session, calls: Measure) -> None:
    north = make_measure(session, calls.priority, "NORTH", parent_id=calls.id, area="North")
    session.refresh(calls)
    with pytest.raises(AreasStand, match="NORTH"):
        withdraw(session, calls)
    withdraw(session, north)
    withdraw(session, calls)
    with pytest.raises(WholeIsWithdrawn):
        restore_measure(session, north, Restore(north.version, "Needed"), by=SYSTEM)
    with pytest.raises(MeasureIsWithdrawn, match="CALLS was withdrawn on 18 September 2024"):
        edit(session, calls)
    restore_measure(session, calls, Restore(calls.version, "Needed"), by=SYSTEM)
    assert (calls.withdrawn_on, calls.withdrawn_reason) == (None, None)
    assert last_entry(session, "measures/CALLS") == (Event.MEASURE_RESTORED, {}, "Needed")
    with pytest.raises(MeasureNotWithdrawn):
        restore_measure(session, calls, Restore(calls.version, "Needed"), by=SYSTEM)


def test_groups_are_created_renamed_and_ordered(session: Session, priority: Priority) -> None:
    group = make_group(session, priority)
    assert make_group(session, priority, "Outcomes").position == 2
    with pytest.raises(GroupNameTaken, match="Demand"):
        create_group(session, CreateGroup(name="DEMAND", priority_id=priority.id), by=SYSTEM)
    command = EditGroup(version=group.version, name="Calls", position=3)
    assert edit_group(session, group, command, by=SYSTEM)
    assert last_entry(session, f"measures/groups/{group.id}")[1] == {
        "Name": ("Demand", "Calls"),
        "Place in the order": ("1", "3"),
    }
    with pytest.raises(Stale):
        edit_group(session, group, command, by=SYSTEM)
    assert edit_group(session, group, replace(command, version=group.version), by=SYSTEM) is False
    with pytest.raises(GroupNameTaken):
        edit_group(session, group, replace(command, version=group.version, name="outcomes"), by=SYSTEM)


def set_target(session: Session, measure: Measure, month: date = APRIL, value: int = 80) -> None:
    command = levels.SetTarget(
        version=measure.version, sense=TargetSense.AT_MOST, value=Decimal(value), from_month=month, basis="Contract"
    )
    levels.set_target(session, measure, command, by=SYSTEM, on=TODAY)


def test_a_target_holds_from_its_month_until_the_next_and_is_never_edited(session: Session, calls: Measure) -> None:
    set_target(session, calls)
    set_target(session, calls, months_on(APRIL, 3), 70)
    with pytest.raises(TargetSetAlready):
        set_target(session, calls)
    (record,) = records_of(session, [calls])
    in_june, in_august = record.target_in(months_on(APRIL, 2)), record.target_in(NEWEST)
    assert in_june is not None
    assert in_august is not None
    assert [in_june.value, in_august.value] == [Decimal(80), Decimal(70)]
    gone = levels.WithdrawLevel(version=calls.version, number=1, reason="Set by mistake")
    levels.withdraw_target(session, calls, gone, by=SYSTEM, on=TODAY)
    (record,) = records_of(session, [calls])
    assert record.target_in(APRIL) is None
    event, changes, reason = last_entry(session, "measures/CALLS")
    assert (event, reason) == (Event.TARGET_WITHDRAWN, "Set by mistake")
    assert changes == {"Target": ("at most 80 from April 2024", None)}
    with pytest.raises(WithdrawnAlready):
        levels.withdraw_target(session, calls, replace(gone, version=calls.version), by=SYSTEM, on=TODAY)
    set_target(session, calls)
    with pytest.raises(NotFound):
        levels.withdraw_target(session, calls, replace(gone, number=9), by=SYSTEM, on=TODAY)


def test_a_chart_begins_anew_only_after_its_first_figure(session: Session, calls: Measure) -> None:
    command = levels.BeginAnew(version=calls.version, from_month=APRIL, reason="New system")
    with pytest.raises(NothingBefore) as refused:
        levels.begin_anew(session, calls, command, by=SYSTEM, on=TODAY)
    assert refused.value.first is None
    give_figures(session, calls, [7, 8, 9], last=months_on(APRIL, 2))
    with pytest.raises(NothingBefore, match="Enter a month after April 2024"):
        levels.begin_anew(session, calls, command, by=SYSTEM, on=TODAY)


def test_a_chart_begins_anew_by_hand_with_a_reason(session: Session, calls: Measure) -> None:
    give_figures(session, calls, range(20))
    command = levels.BeginAnew(version=calls.version, from_month=APRIL, reason="New system")
    levels.begin_anew(session, calls, command, by=SYSTEM, on=TODAY)
    assert last_entry(session, "measures/CALLS") == (Event.BASELINE_SET, {"From": (None, "April 2024")}, "New system")
    with pytest.raises(Stale):
        levels.begin_anew(session, calls, command, by=SYSTEM, on=TODAY)
    with pytest.raises(BegunAlready):
        levels.begin_anew(session, calls, replace(command, version=calls.version), by=SYSTEM, on=TODAY)
    (record,) = records_of(session, [calls])
    assert record.baselines == (APRIL,)
    gone = levels.WithdrawLevel(version=calls.version, number=1, reason="It was not")
    levels.withdraw_baseline(session, calls, gone, by=SYSTEM, on=TODAY)
    (record,) = records_of(session, [calls])
    assert record.baselines == ()


def test_a_marked_figure_blocks_until_it_is_cleared_with_a_reason(session: Session, calls: Measure) -> None:
    (row,) = give_figures(session, calls, [7], marking=Marking.OFFICIAL_SENSITIVE)
    assert records_of(session, [calls])[0].sensitive == {NEWEST}
    with pytest.raises(NothingChosen):
        clear_markings(session, calls, ClearMarkings([], "Agreed"), by=SYSTEM, on=TODAY)
    command = ClearMarkings([(NEWEST, row.id)], "Agreed with the force")
    assert clear_markings(session, calls, command, by=SYSTEM, on=TODAY) == 1
    assert not records_of(session, [calls])[0].sensitive
    assert last_entry(session, "measures/CALLS") == (
        Event.MARKING_CLEARED,
        {"August 2024": ("OFFICIAL SENSITIVE", "Cleared for publication")},
        "Agreed with the force",
    )
    with pytest.raises(NotWaiting, match="August 2024"):
        clear_markings(session, calls, command, by=SYSTEM, on=TODAY)


def test_a_figure_that_replaced_the_one_chosen_is_not_cleared(session: Session, calls: Measure) -> None:
    (row,) = give_figures(session, calls, [7], marking=Marking.OFFICIAL_SENSITIVE)
    give_figures(session, calls, [8], marking=Marking.OFFICIAL_SENSITIVE, load=make_load(session))
    with pytest.raises(NotWaiting):
        clear_markings(session, calls, ClearMarkings([(NEWEST, row.id)], "Agreed"), by=SYSTEM, on=TODAY)
    assert session.scalars(select(MarkingClearance)).all() == []


def test_words_of_a_quarter_are_kept_with_what_they_were(session: Session, calls: Measure) -> None:
    quarter = Quarter.of(NEWEST)
    said = SetContext(version=0, words="Rising", peers=PeerStatus.DOES_NOT_TREND, peers_basis="The force")
    assert set_context(session, calls, quarter, said, by=SYSTEM)
    with pytest.raises(Stale):
        set_context(session, calls, quarter, said, by=SYSTEM)
    row = context_of(session, calls, quarter)
    assert row is not None
    assert set_context(session, calls, quarter, replace(said, version=row.version), by=SYSTEM) is False
    assert set_context(session, calls, quarter, SetContext(version=row.version, words="Falling"), by=SYSTEM)
    _, changes, _ = last_entry(session, "measures/CALLS")
    assert changes[f"Words, {quarter.label}"] == ("Rising", "Falling")
    assert changes[f"Against peers, {quarter.label}"] == ("Does not trend with Peers", None)


def test_a_withdrawn_measure_takes_nothing_new(session: Session, calls: Measure) -> None:
    withdraw(session, calls)
    quarter = Quarter.of(NEWEST)
    refused: list[DomainError] = []
    for act in (
        lambda: set_target(session, calls),
        lambda: set_context(session, calls, quarter, SetContext(version=0, words="Rising"), by=SYSTEM),
        lambda: withdraw(session, calls),
    ):
        with pytest.raises(MeasureIsWithdrawn) as error:
            act()
        refused.append(error.value)
    assert len(refused) == 3


def test_the_command_line_may_create_too(session: Session, priority: Priority) -> None:
    made = create_measure(session, CreateMeasure(code="CALLS", facts=facts_of(priority)), by=SYSTEM)
    assert made.id
