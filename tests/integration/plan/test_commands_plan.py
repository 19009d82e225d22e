"""Plans, priorities and objectives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, Cast, as_actor, last_entry, make_objective, make_plan, make_priority
from tracker.access import SYSTEM
from tracker.accounts.commands import DisablePerson, disable_person
from tracker.audit.rules import Event
from tracker.errors import NotFound, Stale
from tracker.plan.commands_plan import (
    CreateObjective,
    CreatePriority,
    EditObjective,
    EditPlan,
    EditPriority,
    create_objective,
    create_priority,
    edit_objective,
    edit_plan,
    edit_priority,
)
from tracker.plan.models import Objective, Plan, Priority
from tracker.plan.rules import PlanStatus
from tracker.plan.rules_changes import (
    CannotLead,
    ObjectiveCodeTaken,
    PlanCodeTaken,
    PlanEndsBeforeItStarts,
    PriorityNumberTaken,
    TooManyLevels,
)


def same_plan(plan: Plan) -> EditPlan:
    return EditPlan(plan.version, plan.title, plan.starts, plan.ends, plan.status, plan.note)


def same_priority(priority: Priority) -> EditPriority:
    return EditPriority(priority.version, priority.title, priority.lead_id, priority.note)


def same_objective(objective: Objective) -> EditObjective:
    return EditObjective(
        objective.version,
        objective.parent_id,
        objective.code,
        objective.level_name,
        objective.title,
        objective.group_heading,
    )


class TestPlans:
    def test_a_change_is_logged_in_words(self, session: Session, plan: Plan, cast: Cast) -> None:
        command = replace(same_plan(plan), ends=date(2025, 5, 31), status=PlanStatus.CLOSED)
        edit_plan(session, plan, command, by=as_actor(cast.chief_executive), on=TODAY)
        assert plan.version == 2
        assert last_entry(session, "PCP-2022-25") == (
            Event.PLAN_CHANGED,
            {"Last day": ("31 March 2025", "31 May 2025"), "Status": ("Current", "Closed")},
            None,
        )

    def test_two_plans_do_not_share_a_code(self, session: Session, plan: Plan) -> None:
        with pytest.raises(PlanCodeTaken):
            make_plan(session, plan.code)

    def test_it_does_not_end_before_it_starts(self, session: Session, plan: Plan) -> None:
        with pytest.raises(PlanEndsBeforeItStarts):
            edit_plan(session, plan, replace(same_plan(plan), ends=date(2022, 3, 31)), by=SYSTEM, on=TODAY)
        with pytest.raises(PlanEndsBeforeItStarts):
            make_plan(session, "OTHER", starts=date(2025, 1, 2), ends=date(2025, 1, 1))

    def test_a_form_opened_before_another_change_is_refused(self, session: Session, plan: Plan) -> None:
        command = replace(same_plan(plan), title="Mine")
        edit_plan(session, plan, replace(command, title="Theirs"), by=SYSTEM, on=TODAY)
        with pytest.raises(Stale):
            edit_plan(session, plan, command, by=SYSTEM, on=TODAY)

    def test_a_form_sent_back_as_it_came_changes_nothing(self, session: Session, plan: Plan) -> None:
        edit_plan(session, plan, same_plan(plan), by=SYSTEM, on=TODAY)
        assert (plan.version, last_entry(session, plan.code)[0]) == (1, Event.PLAN_CREATED)


class TestPriorities:
    def test_the_chief_executive_names_its_lead(self, session: Session, priority: Priority, cast: Cast) -> None:
        command = replace(same_priority(priority), lead_id=cast.other_lead.id)
        edit_priority(session, priority, command, by=as_actor(cast.chief_executive), on=TODAY)
        assert last_entry(session, "PCP-2022-25/1") == (
            Event.PRIORITY_CHANGED,
            {"Lead": ("Lena Marsh", "Luke Farrow")},
            None,
        )
        assert (priority.lead_id, priority.version) == (cast.other_lead.id, 2)

    def test_it_may_have_no_lead_yet(self, session: Session, priority: Priority) -> None:
        edit_priority(session, priority, replace(same_priority(priority), lead_id=None), by=SYSTEM, on=TODAY)
        assert priority.lead_id is None

    def test_only_a_strategic_lead_leads_it(self, session: Session, priority: Priority, cast: Cast) -> None:
        for person_id in (cast.officer.id, cast.chief_executive.id, 10**6):
            with pytest.raises(CannotLead):
                edit_priority(
                    session, priority, replace(same_priority(priority), lead_id=person_id), by=SYSTEM, on=TODAY
                )

    def test_a_lead_who_was_disabled_may_stay(self, session: Session, priority: Priority, cast: Cast) -> None:
        disable_person(session, cast.lead, DisablePerson(cast.lead.version, "Left"), by=as_actor(cast.administrator))
        edit_priority(session, priority, replace(same_priority(priority), title="New title"), by=SYSTEM, on=TODAY)
        assert priority.title == "New title"
        with pytest.raises(CannotLead):
            make_priority(session, priority.plan, 2, lead=cast.lead)

    def test_a_plan_has_one_of_each_number(self, session: Session, priority: Priority) -> None:
        with pytest.raises(PriorityNumberTaken):
            make_priority(session, priority.plan, priority.number)

    def test_it_belongs_to_a_plan(self, session: Session) -> None:
        with pytest.raises(NotFound):
            create_priority(session, CreatePriority(10**6, 1, "Title", None, None), by=SYSTEM, on=TODAY)

    def test_a_form_opened_before_another_change_is_refused(self, session: Session, priority: Priority) -> None:
        command = replace(same_priority(priority), title="Mine")
        edit_priority(session, priority, replace(command, title="Theirs"), by=SYSTEM, on=TODAY)
        with pytest.raises(Stale):
            edit_priority(session, priority, command, by=SYSTEM, on=TODAY)


class TestObjectives:
    def test_they_stand_in_the_order_they_were_added(self, session: Session, priority: Priority) -> None:
        made = [make_objective(session, priority, code) for code in ("1.02", "1.01")]
        assert [each.position for each in made] == [1, 2]

    def test_a_change_is_logged_in_words(self, session: Session, priority: Priority) -> None:
        parent, objective = make_objective(session, priority, "1"), make_objective(session, priority, "1.1")
        command = replace(same_objective(objective), parent_id=parent.id, level_name="Topic")
        edit_objective(session, objective, command, by=SYSTEM, on=TODAY)
        assert last_entry(session, "PCP-2022-25/1/1.1") == (
            Event.OBJECTIVE_CHANGED,
            {"Belongs under": (None, "1 Objective 1"), "Called": ("Objective", "Topic")},
            None,
        )

    def test_they_have_at_most_two_levels(self, session: Session, priority: Priority) -> None:
        parent = make_objective(session, priority, "1")
        child = make_objective(session, priority, "1.1", parent=parent)
        other = make_objective(session, priority, "2")
        with pytest.raises(TooManyLevels):
            make_objective(session, priority, "1.1.1", parent=child)
        with pytest.raises(TooManyLevels):
            edit_objective(session, parent, replace(same_objective(parent), parent_id=other.id), by=SYSTEM, on=TODAY)

    def test_none_stands_under_itself_or_under_another_priority(self, session: Session, priority: Priority) -> None:
        objective = make_objective(session, priority, "1")
        elsewhere = make_objective(session, make_priority(session, priority.plan, 2), "1")
        for parent_id in (objective.id, elsewhere.id, 10**6):
            with pytest.raises(TooManyLevels):
                edit_objective(
                    session, objective, replace(same_objective(objective), parent_id=parent_id), by=SYSTEM, on=TODAY
                )

    def test_a_code_is_used_once_in_a_priority(self, session: Session, priority: Priority) -> None:
        make_objective(session, priority, "1")
        with pytest.raises(ObjectiveCodeTaken):
            make_objective(session, priority, "1")

    def test_nor_is_it_changed_to_one_that_is_used(self, session: Session, priority: Priority) -> None:
        make_objective(session, priority, "1")
        other = make_objective(session, priority, "2")
        with pytest.raises(ObjectiveCodeTaken):
            edit_objective(session, other, replace(same_objective(other), code="1"), by=SYSTEM, on=TODAY)

    def test_it_belongs_to_a_priority(self, session: Session) -> None:
        command = CreateObjective(10**6, None, "1", "Objective", "Title", None)
        with pytest.raises(NotFound):
            create_objective(session, command, by=SYSTEM, on=TODAY)

    def test_a_form_opened_before_another_change_is_refused(self, session: Session, priority: Priority) -> None:
        objective = make_objective(session, priority, "1")
        command = replace(same_objective(objective), title="Mine")
        edit_objective(session, objective, replace(command, title="Theirs"), by=SYSTEM, on=TODAY)
        with pytest.raises(Stale):
            edit_objective(session, objective, command, by=SYSTEM, on=TODAY)
