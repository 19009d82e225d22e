"""Creating a deliverable, changing what it is, its milestones, and its rating set by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories import (
    BEGAN,
    TODAY,
    Cast,
    as_actor,
    due_period,
    last_entry,
    log_of,
    make_deliverable,
    make_objective,
    make_person,
    make_plan,
    make_priority,
    reload,
    report,
)
from tracker.access import Role
from tracker.accounts.commands import DisablePerson, disable_person
from tracker.audit.rules import Event
from tracker.errors import Stale
from tracker.plan.commands import (
    CreateDeliverable,
    EditDeliverable,
    OverrideRag,
    create_deliverable,
    edit_deliverable,
    override_rag,
)
from tracker.plan.commands_close import Stop, stop
from tracker.plan.commands_milestones import MilestoneLine, SetMilestones, set_milestones
from tracker.plan.models import Deliverable, Priority
from tracker.plan.rules import ProgressStatus, Rag
from tracker.plan.rules_changes import (
    CannotOwn,
    ClosedWorkKeepsItsRecord,
    NoRatingToGiveBack,
    ObjectiveElsewhere,
    UnknownMilestone,
    UnknownPriority,
)
from tracker.plan.rules_rag import ClosedWorkHasNoOverride, CompleteIsNotSetByHand, OverrideNeedsReason
from tracker.plan.rules_refusals import PercentIsComputed, WeightNotPositive
from tracker.plan.rules_standing import standing_at


def the_same(deliverable: Deliverable) -> EditDeliverable:
    """The form sent back as it came."""
    last = deliverable.details[-1]
    return EditDeliverable(
        version=deliverable.version,
        action=last.action,
        priority_id=last.priority_id,
        objective_id=last.objective_id,
        owner_id=last.owner_id,
        starts_on=last.starts_on,
        reason=None,
    )


def stopped(session: Session, deliverable: Deliverable, cast: Cast) -> Deliverable:
    command = Stop(deliverable.version, TODAY, "Money ran out")
    stop(session, deliverable, command, by=as_actor(cast.lead), on=TODAY)
    return deliverable


class TestCreating:
    def test_it_begins_today_not_started_with_its_original_due_date(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        objective = make_objective(session, priority)
        command = CreateDeliverable("Open a station", priority.id, objective.id, cast.officer.id, due_period(), None)
        made = create_deliverable(session, command, by=as_actor(cast.lead), on=TODAY)
        found = reload(session, made)
        assert (found.reference, found.began_on, found.version) == ("D-0001", TODAY, 1)
        standing = standing_at(found, TODAY)
        assert standing is not None
        assert (standing.action, standing.owner_name) == ("Open a station", "Olive Ashdown")
        assert standing.objective_id == objective.id
        assert standing.due == standing.original_due == due_period()
        assert (standing.status, standing.percent) == (ProgressStatus.NOT_STARTED, 0)

    def test_references_count_up(self, session: Session, priority: Priority, cast: Cast) -> None:
        made = [make_deliverable(session, priority, cast.officer) for _ in range(3)]
        assert [each.reference for each in made] == ["D-0001", "D-0002", "D-0003"]
        assert [each.details[0].position for each in made] == [1, 2, 3]

    def test_the_log_says_what_it_is_in_words(self, session: Session, priority: Priority, cast: Cast) -> None:
        make_deliverable(session, priority, cast.officer, starts_on=date(2024, 4, 1))
        event, changes, _ = last_entry(session, "D-0001")
        assert event is Event.DELIVERABLE_CREATED
        assert changes == {
            "Action": (None, "Refit the custody suite"),
            "Priority": (None, "PCP-2022-25, priority 1: Priority 1"),
            "Owner": (None, "Olive Ashdown"),
            "Date work starts": (None, "1 April 2024"),
            "Date due": (None, "March 2025"),
        }

    def test_an_objective_of_another_priority_is_refused(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        elsewhere = make_objective(session, make_priority(session, priority.plan, 2))
        with pytest.raises(ObjectiveElsewhere):
            make_deliverable(session, priority, cast.officer, objective=elsewhere)

    def test_a_priority_that_does_not_exist_is_refused(self, session: Session, priority: Priority, cast: Cast) -> None:
        command = CreateDeliverable("Open", priority.id + 1000, None, cast.officer.id, due_period(), None)
        with pytest.raises(UnknownPriority):
            create_deliverable(session, command, by=as_actor(cast.lead), on=TODAY)

    @pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OFFICER, Role.LEAD)])
    def test_only_officers_and_leads_own_deliverables(self, session: Session, priority: Priority, role: Role) -> None:
        with pytest.raises(CannotOwn, match="cannot own"):
            make_deliverable(session, priority, make_person(session, role))

    def test_nobody_disabled_becomes_an_owner(self, session: Session, priority: Priority, cast: Cast) -> None:
        command = DisablePerson(cast.officer.version, "Left")
        disable_person(session, cast.officer, command, by=as_actor(cast.administrator))
        with pytest.raises(CannotOwn):
            make_deliverable(session, priority, cast.officer)

    def test_nobody_at_all_owns_nothing(self, session: Session, priority: Priority, cast: Cast) -> None:
        command = CreateDeliverable("Open", priority.id, None, cast.officer.id + 1000, due_period(), None)
        with pytest.raises(CannotOwn):
            create_deliverable(session, command, by=as_actor(cast.lead), on=TODAY)


class TestChanging:
    def test_the_old_wording_and_place_stay_in_reports_as_at_an_earlier_day(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        other = make_priority(session, make_plan(session, "PCP-2025-29"), 3, title="Victims", lead=cast.other_lead)
        command = replace(
            the_same(deliverable),
            action="Rebuild the custody suite",
            priority_id=other.id,
            owner_id=cast.other_officer.id,
            reason="New plan",
        )
        edit_deliverable(session, deliverable, command, by=as_actor(cast.lead), on=TODAY)
        found = reload(session, deliverable)
        before, after = standing_at(found, date(2024, 9, 17)), standing_at(found, TODAY)
        assert before is not None
        assert after is not None
        assert (before.action, before.owner_name) == ("Refit the custody suite", "Olive Ashdown")
        assert (after.action, after.owner_name) == ("Rebuild the custody suite", "Owen Birch")
        assert (after.priority_id, found.standing.priority_id, found.standing.owner.name) == (
            other.id,
            other.id,
            "Owen Birch",
        )
        assert last_entry(session, "D-0001") == (
            Event.DELIVERABLE_CHANGED,
            {
                "Action": ("Refit the custody suite", "Rebuild the custody suite"),
                "Owner": ("Olive Ashdown", "Owen Birch"),
                "Priority": ("PCP-2022-25, priority 1: Priority 1", "PCP-2025-29, priority 3: Victims"),
            },
            "New plan",
        )

    def test_it_comes_last_where_it_moves_to(self, session: Session, priority: Priority, cast: Cast) -> None:
        other = make_priority(session, priority.plan, 2)
        for _ in range(2):
            make_deliverable(session, other, cast.officer)
        moved = make_deliverable(session, priority, cast.officer)
        command = replace(the_same(moved), priority_id=other.id)
        edit_deliverable(session, moved, command, by=as_actor(cast.lead), on=TODAY)
        assert [detail.position for detail in reload(session, moved).details] == [1, 3]

    def test_a_form_sent_back_as_it_came_changes_nothing(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        edit_deliverable(session, deliverable, the_same(deliverable), by=as_actor(cast.lead), on=TODAY)
        found = reload(session, deliverable)
        assert (found.version, len(found.details)) == (1, 1)
        assert [entry.event for entry in log_of(session, "D-0001")] == [Event.DELIVERABLE_CREATED]

    def test_a_form_opened_before_somebody_elses_change_is_refused(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        mine = replace(the_same(deliverable), action="Mine")
        theirs = replace(the_same(deliverable), action="Theirs")
        edit_deliverable(session, deliverable, theirs, by=as_actor(cast.lead), on=TODAY)
        with pytest.raises(Stale) as refused:
            edit_deliverable(session, deliverable, mine, by=as_actor(cast.other_lead), on=TODAY)
        assert (refused.value.what, refused.value.opened_at, refused.value.now_at) == ("D-0001", 1, 2)

    def test_an_owner_who_was_disabled_may_stay(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        command = DisablePerson(cast.officer.version, "Left")
        disable_person(session, cast.officer, command, by=as_actor(cast.administrator))
        edit = replace(the_same(deliverable), action="Rebuild")
        edit_deliverable(session, deliverable, edit, by=as_actor(cast.lead), on=TODAY)
        assert reload(session, deliverable).standing.action == "Rebuild"

    def test_closed_work_keeps_its_wording(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        stopped(session, deliverable, cast)
        with pytest.raises(ClosedWorkKeepsItsRecord):
            edit_deliverable(
                session, deliverable, replace(the_same(deliverable), action="New"), by=as_actor(cast.lead), on=TODAY
            )

    def test_the_list_searches_and_sorts_by_the_start_of_the_action_in_lower_case(
        self, session: Session, priority: Priority, cast: Cast
    ) -> None:
        long = make_deliverable(session, priority, cast.officer, action="ÉCOLE " + "x" * 400)
        found = reload(session, long)
        assert found.standing.action_sort == ("école " + "x" * 400)[:300]
        assert found.standing.action == "ÉCOLE " + "x" * 400


class TestMilestones:
    def set(self, session: Session, deliverable: Deliverable, cast: Cast, *lines: MilestoneLine) -> list[int]:
        command = SetMilestones(deliverable.version, lines)
        set_milestones(session, deliverable, command, by=as_actor(cast.lead), on=TODAY)
        return [each.id for each in deliverable.milestones if each.withdrawn_on is None]

    def test_the_percentage_is_worked_out_from_them(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        tender, build = self.set(
            session, deliverable, cast, MilestoneLine(None, "Tender", 1), MilestoneLine(None, "Build", 3)
        )
        report(session, deliverable, None, TODAY, milestone_percents={tender: 100, build: 20})
        found = reload(session, deliverable)
        assert found.standing.percent == 40
        assert {mark.milestone_id: mark.percent for mark in found.updates[-1].milestone_marks} == {
            tender: 100,
            build: 20,
        }

    def test_a_typed_percentage_is_refused(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        self.set(session, deliverable, cast, MilestoneLine(None, "Tender", 1))
        with pytest.raises(PercentIsComputed):
            report(session, deliverable, 40, TODAY)

    def test_milestones_left_out_of_an_update_keep_their_percentage(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        tender, build = self.set(
            session, deliverable, cast, MilestoneLine(None, "Tender", 1), MilestoneLine(None, "Build", 1)
        )
        report(session, deliverable, None, date(2024, 9, 1), milestone_percents={tender: 60})
        report(session, deliverable, None, TODAY, milestone_percents={build: 20})
        assert deliverable.standing.percent == 40

    def test_one_left_out_of_the_list_is_withdrawn_and_counts_no_more(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        tender, build = self.set(
            session, deliverable, cast, MilestoneLine(None, "Tender", 1), MilestoneLine(None, "Build", 1)
        )
        report(session, deliverable, None, date(2024, 9, 1), milestone_percents={tender: 60})
        self.set(session, deliverable, cast, MilestoneLine(tender, "Tender again", 2))
        report(session, deliverable, None, TODAY)
        assert deliverable.standing.percent == 60
        with pytest.raises(UnknownMilestone):
            report(session, deliverable, None, TODAY, milestone_percents={build: 60})
        with pytest.raises(UnknownMilestone):
            self.set(session, deliverable, cast, MilestoneLine(build, "Build", 1))
        assert len(reload(session, deliverable).milestones) == 2

    def test_the_log_names_each_by_its_place(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        (tender,) = self.set(session, deliverable, cast, MilestoneLine(None, "Tender", 1))
        self.set(session, deliverable, cast, MilestoneLine(None, "Plan", 1), MilestoneLine(tender, "Tender", 2))
        event, changes, _ = last_entry(session, "D-0001")
        assert event is Event.MILESTONES_CHANGED
        assert changes == {
            "Milestone 1": ("Tender (weight 1)", "Plan (weight 1)"),
            "Milestone 2": (None, "Tender (weight 2)"),
        }

    def test_a_weight_below_one_is_refused(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        with pytest.raises(WeightNotPositive):
            self.set(session, deliverable, cast, MilestoneLine(None, "Tender", 0))

    def test_the_same_one_twice_is_refused(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        (tender,) = self.set(session, deliverable, cast, MilestoneLine(None, "Tender", 1))
        with pytest.raises(UnknownMilestone):
            self.set(session, deliverable, cast, MilestoneLine(tender, "A", 1), MilestoneLine(tender, "B", 1))

    def test_closed_work_keeps_its_milestones(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        stopped(session, deliverable, cast)
        with pytest.raises(ClosedWorkKeepsItsRecord):
            self.set(session, deliverable, cast, MilestoneLine(None, "Tender", 1))


class TestRatingByHand:
    def set(
        self,
        session: Session,
        deliverable: Deliverable,
        cast: Cast,
        rag: Rag | None,
        reason: str | None = "Supplier failed",
    ) -> None:
        command = OverrideRag(deliverable.version, rag, reason)
        override_rag(session, deliverable, command, by=as_actor(cast.officer), on=TODAY)

    def test_it_holds_from_today_on_until_it_is_given_back(
        self, session: Session, deliverable: Deliverable, cast: Cast
    ) -> None:
        self.set(session, deliverable, cast, Rag.RED)
        found = reload(session, deliverable)
        yesterday, today = standing_at(found, date(2024, 9, 17)), standing_at(found, TODAY)
        assert yesterday is not None
        assert today is not None
        assert (yesterday.override, today.override, found.standing.rag_override) == (None, Rag.RED, Rag.RED)
        self.set(session, found, cast, None, "Solved")
        assert reload(session, found).standing.rag_override is None
        assert last_entry(session, "D-0001") == (
            Event.RAG_OVERRIDDEN,
            {"Rating set by hand": ("Red", None)},
            "Solved",
        )

    @pytest.mark.parametrize("reason", [None, "", "  "])
    @pytest.mark.parametrize("rag", [Rag.GREEN, None])
    def test_it_needs_a_reason_also_to_give_it_back(
        self, session: Session, deliverable: Deliverable, cast: Cast, rag: Rag | None, reason: str | None
    ) -> None:
        self.set(session, deliverable, cast, Rag.RED)
        with pytest.raises(OverrideNeedsReason):
            self.set(session, deliverable, cast, rag, reason)

    def test_complete_is_not_set_by_hand(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        with pytest.raises(CompleteIsNotSetByHand):
            self.set(session, deliverable, cast, Rag.COMPLETE)

    def test_there_must_be_something_to_give_back(self, session: Session, deliverable: Deliverable, cast: Cast) -> None:
        with pytest.raises(NoRatingToGiveBack):
            self.set(session, deliverable, cast, None)

    @pytest.mark.parametrize("rag", [Rag.GREEN, None])
    def test_closed_work_has_none(
        self, session: Session, deliverable: Deliverable, cast: Cast, rag: Rag | None
    ) -> None:
        self.set(session, deliverable, cast, Rag.RED)
        stopped(session, deliverable, cast)
        with pytest.raises(ClosedWorkHasNoOverride):
            self.set(session, deliverable, cast, rag)


def test_the_day_a_deliverable_began_is_the_first_day_a_report_may_name_it(deliverable: Deliverable) -> None:
    assert deliverable.began_on == BEGAN
