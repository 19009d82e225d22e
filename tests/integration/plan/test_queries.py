"""Reading plans and deliverables: in a fixed order, with a fixed number of queries, and 404 for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.factories import (
    TODAY,
    Cast,
    as_actor,
    due_period,
    make_deliverable,
    make_objective,
    make_plan,
    make_priority,
    report,
)
from tracker.access import SYSTEM, Actor, Tie
from tracker.accounts.commands_office import NameDeputy, name_deputy
from tracker.errors import NotFound
from tracker.plan import queries
from tracker.plan.commands import EditDeliverable, edit_deliverable
from tracker.plan.models import Deliverable, Plan, Priority
from tracker.plan.queries import Counts
from tracker.plan.rules_standing import standing_at


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements sent while it lasts, with nothing remembered from before."""
    session.flush()
    session.expunge_all()
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    bind = session.get_bind()
    event.listen(bind, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(bind, "before_cursor_execute", note)


def walk(deliverable: Deliverable) -> None:
    """Touches all that a page, a command or a report reads of a deliverable."""
    standing_at(deliverable, TODAY)
    queries.milestone_percents(deliverable)
    for detail in deliverable.details:
        assert detail.owner.name
        assert detail.priority.plan.code
        assert detail.priority.lead is None or detail.priority.lead.name
        assert detail.objective is None or detail.objective.title
    assert deliverable.standing.owner.name
    assert deliverable.standing.priority.plan.title
    assert deliverable.carried_from is None or deliverable.carried_from.reference


@pytest.mark.parametrize(
    "reference",
    ["D-0002", "d-0001", "D-1", "D-00001", "D-0001 ", "D-０００１", "D-0000", "D-99999999999999999999", "1", "", "D-"],
)
def test_a_reference_that_is_none_is_not_found(session: Session, deliverable: Deliverable, reference: str) -> None:
    assert queries.deliverable(session, "D-0001") is deliverable
    with pytest.raises(NotFound):
        queries.deliverable(session, reference)


def test_plans_and_priorities_that_are_not_there_are_not_found(session: Session, priority: Priority) -> None:
    assert queries.priority(session, "PCP-2022-25", 1) is priority
    for code, number in (("PCP-2022-25", 2), ("PCP-2022-25", 10**30), ("pcp-2022-25", 1), ("", 1)):
        with pytest.raises(NotFound):
            queries.priority(session, code, number)
    with pytest.raises(NotFound):
        queries.plan(session, "PCP")
    with pytest.raises(NotFound):
        queries.objective(session, priority, "9.99")


def test_the_newest_plan_comes_first_and_priorities_by_number(session: Session, plan: Plan) -> None:
    for number in (2, 1):
        make_priority(session, plan, number)
    newest = make_plan(session, "PCP-2025-29", starts=date(2025, 4, 1), ends=date(2029, 3, 31))
    only = make_priority(session, newest, 1)
    session.expunge_all()
    assert [each.code for each in queries.plans(session)] == ["PCP-2025-29", "PCP-2022-25"]
    assert [each.number for each in queries.plan(session, "PCP-2022-25").priorities] == [1, 2]
    assert queries.priority_choices(session)[0] == (str(only.id), "PCP-2025-29, priority 1: Priority 1")


def test_a_lead_finds_the_priorities_they_lead(session: Session, plan: Plan, cast: Cast) -> None:
    mine = make_priority(session, plan, 1, lead=cast.lead)
    make_priority(session, plan, 2, lead=cast.other_lead)
    assert queries.priorities_led_by(session, cast.lead.id) == [mine]


def test_objectives_stand_in_order_and_only_the_first_level_has_others_under_it(
    session: Session, priority: Priority
) -> None:
    first = make_objective(session, priority, "1")
    second = make_objective(session, priority, "1.1", parent=first)
    assert queries.objectives_of(session, priority.id) == [first, second]
    assert queries.first_level_objectives(session, priority.id) == [first]
    assert queries.objective(session, priority, "1.1") is second


def test_open_overdue_and_complete_deliverables_are_counted_by_priority(
    session: Session, plan: Plan, priority: Priority, cast: Cast
) -> None:
    empty = make_priority(session, plan, 2)
    past = due_period(date(2024, 8, 1), date(2024, 8, 31), "August 2024")
    today = due_period(TODAY, TODAY, "18 September 2024")
    for due in (past, today):
        make_deliverable(session, priority, cast.officer, due=due)
    report(session, make_deliverable(session, priority, cast.officer, due=past), 100, TODAY, completed_on=TODAY)
    assert queries.deliverable_counts(session, plan.id, TODAY) == {
        priority.id: Counts(open=2, overdue=1, complete=1),
        empty.id: Counts(),
    }


class TestTies:
    def test_the_owner_the_deputy_and_the_lead(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        command = NameDeputy(cast.other_officer.id, TODAY, TODAY)
        name_deputy(session, cast.officer, command, by=as_actor(cast.officer), on=TODAY)

        def ties(actor: Actor, on: date = TODAY) -> frozenset[Tie]:
            assert queries.ties(session, actor, deliverable, on) == queries.ties(
                session, actor, deliverable.standing, on
            )
            return queries.ties(session, actor, deliverable, on)

        assert ties(as_actor(cast.officer)) == {Tie.OWNER}
        assert ties(as_actor(cast.other_officer)) == {Tie.DEPUTY}
        assert ties(as_actor(cast.other_officer), date(2024, 9, 19)) == set()
        assert ties(as_actor(cast.lead)) == {Tie.LEADS}
        assert ties(as_actor(cast.other_lead)) == set()
        assert ties(SYSTEM) == set()

    def test_a_lead_may_own_what_they_lead(self, session: Session, priority: Priority, cast: Cast) -> None:
        own = make_deliverable(session, priority, cast.lead)
        assert queries.ties(session, as_actor(cast.lead), own, TODAY) == {Tie.OWNER, Tie.LEADS}

    def test_nobody_leads_a_priority_without_a_lead(self, session: Session, plan: Plan) -> None:
        assert queries.ties_to_priority(SYSTEM, make_priority(session, plan, 1)) == set()


class TestMine:
    def test_what_i_own_and_stand_in_for_while_it_is_open_the_soonest_due_first(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        later = make_deliverable(session, priority, cast.officer)
        soon = due_period(date(2024, 10, 1), date(2024, 10, 31), "October 2024")
        sooner = make_deliverable(session, priority, cast.other_officer, due=soon)
        closed = make_deliverable(session, priority, cast.officer)
        report(session, closed, 100, TODAY, completed_on=TODAY)
        make_deliverable(session, priority, cast.lead)
        name_deputy(session, cast.other_officer, NameDeputy(cast.officer.id, TODAY, None), by=SYSTEM, on=TODAY)
        mine = queries.deliverables_owned_or_deputised(session, cast.officer.id, TODAY)
        assert mine == [sooner, later]
        assert queries.deliverables_owned_or_deputised(session, cast.officer.id, date(2024, 9, 17)) == [later]

    def test_ten_take_as_many_queries_as_one(self, session: Session, priority: Priority, cast: Cast) -> None:
        make_deliverable(session, priority, cast.officer)
        with counted(session) as for_one:
            for deliverable in queries.deliverables_owned_or_deputised(session, cast.officer.id, TODAY):
                walk(deliverable)
        for _ in range(9):
            report(session, make_deliverable(session, priority, cast.officer), 40, TODAY)
        with counted(session) as for_ten:
            for deliverable in queries.deliverables_owned_or_deputised(session, cast.officer.id, TODAY):
                walk(deliverable)
        # Updates have milestones to ask for, and none had been made before.
        assert len(for_ten) <= len(for_one) + 1
        with counted(session) as for_ten_again:
            queries.deliverables_owned_or_deputised(session, cast.officer.id, TODAY)
        assert len(for_ten_again) == len(for_ten)


class TestAsAt:
    def test_what_was_on_the_record_that_day_in_the_order_of_a_report(
        self, session: Session, plan: Plan, priority: Priority, cast: Cast
    ) -> None:
        second = make_priority(session, plan, 2)
        make_deliverable(session, second, cast.officer, action="C", position=1)
        make_deliverable(session, priority, cast.officer, action="B", position=2)
        make_deliverable(session, priority, cast.officer, action="A", position=1)
        make_deliverable(session, priority, cast.officer, action="Later", on=TODAY)
        found = queries.deliverables_as_at(session, None, date(2024, 9, 17))
        assert [each.details[0].action for each in found] == ["A", "B", "C"]

    def test_it_belongs_to_the_plan_it_belonged_to_that_day(
        self, session: Session, plan: Plan, priority: Priority, cast: Cast, deliverable: Deliverable
    ) -> None:
        other = make_priority(session, make_plan(session, "PCP-2025-29"), 1)
        command = EditDeliverable(1, "Refit", other.id, None, cast.officer.id, None, None)
        edit_deliverable(session, deliverable, command, by=SYSTEM, on=TODAY)
        yesterday = date(2024, 9, 17)
        assert queries.deliverables_as_at(session, [plan.id], yesterday) == [deliverable]
        assert queries.deliverables_as_at(session, [plan.id], TODAY) == []
        assert queries.deliverables_as_at(session, [other.plan_id], yesterday) == []
        assert queries.deliverables_as_at(session, [other.plan_id], TODAY) == [deliverable]
        assert queries.deliverables_as_at(session, [], TODAY) == []

    def test_many_take_as_many_queries_as_a_few(self, session: Session, priority: Priority, cast: Cast) -> None:
        def add(count: int) -> None:
            for _ in range(count):
                report(session, make_deliverable(session, priority, cast.officer), 40, TODAY)

        def sent() -> int:
            with counted(session) as statements:
                for deliverable in queries.deliverables_as_at(session, None, TODAY):
                    walk(deliverable)
            return len(statements)

        add(2)
        few = sent()
        add(20)
        assert sent() == few <= 10
