"""Versions of a plan: the order of the steps, when a plan is due, which version is in force, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.plan.rules_version_kinds import ChangeKind, StepKind, VersionKind, VersionState
from tracker.plan.rules_version_refusals import (
    AnotherInForce,
    AnswerNeedsDocument,
    ElectionOutOfOrder,
    NoPublicAddress,
    PublicationRests,
    PublicationStands,
    PublishedTooSoon,
    StepComesLater,
    StepHasFollowers,
    StepInTheFuture,
    StepNotRecorded,
    StepRecordedAlready,
    StepsOutOfOrder,
    StepTooEarly,
)
from tracker.plan.rules_versions import (
    PlanLine,
    changes_between,
    check_document,
    check_election,
    check_not_too_early,
    check_one_in_force,
    check_publication,
    check_step,
    check_take_back,
    days_of,
    deadline,
    in_force_on,
    lacking,
    next_steps,
    standing_steps,
    state_of,
)

TODAY = date(2024, 9, 18)
WALKED: Mapping[StepKind, date] = {kind: date(2024, 6, number) for number, kind in enumerate(StepKind, start=1)}

days = st.dates(date(2020, 1, 1), TODAY)
lines = st.builds(
    PlanLine,
    priority_number=st.integers(1, 3),
    code=st.none() | st.sampled_from(["1", "2"]),
    parent_code=st.none(),
    level_name=st.none(),
    group_heading=st.none(),
    title=st.sampled_from(["More", "Less"]),
)
plans = st.lists(lines, unique_by=lambda line: (line.priority_number, line.code)).map(tuple)


@dataclass(frozen=True)
class Step:
    id: int
    kind: StepKind
    day: date
    supersedes_id: int | None = None
    taken_back: bool = False


def up_to(last: StepKind) -> dict[StepKind, date]:
    """What is recorded when every step before this one is."""
    return {kind: day for kind, day in WALKED.items() if day < WALKED[last]}


class TestSteps:
    def test_each_follows_the_one_before(self) -> None:
        for kind, day in WALKED.items():
            check_step(kind, day, up_to(kind), TODAY)

    @pytest.mark.parametrize("kind", [StepKind.SENT, StepKind.REVIEWED, StepKind.REPORTED, StepKind.RESPONDED])
    def test_none_can_be_left_out_before_them(self, kind: StepKind) -> None:
        with pytest.raises(StepComesLater) as caught:
            check_step(kind, TODAY, {}, TODAY)
        assert str(caught.value).startswith(f"“{kind.label}” follows “{caught.value.first.label}”.")
        assert kind not in next_steps(set())

    def test_one_is_recorded_once(self) -> None:
        with pytest.raises(StepRecordedAlready, match="is recorded for 1 June 2024 already"):
            check_step(StepKind.DRAFTED, TODAY, WALKED, TODAY)

    def test_none_is_yet_to_come(self) -> None:
        with pytest.raises(StepInTheFuture, match="19 September 2024 is yet to come"):
            check_step(StepKind.DRAFTED, TODAY + timedelta(days=1), {}, TODAY)

    def test_none_is_before_the_first_election_or_of_a_variation_before_the_plan(self) -> None:
        with pytest.raises(StepTooEarly, match="from 15 November 2012 on, the first election"):
            check_not_too_early(date(2000, 1, 1), {}, 1)
        published = {1: date(2022, 3, 31), 2: date(2023, 5, 1)}
        with pytest.raises(StepTooEarly, match="from 31 March 2022 on, when the plan was published"):
            check_not_too_early(date(2022, 3, 30), published, 3)
        check_not_too_early(date(2022, 3, 31), published, 3)
        check_not_too_early(date(2022, 3, 30), published, 1)

    @given(days, days)
    def test_a_draft_is_not_sent_before_it_is_there_whichever_is_recorded_last(self, drafted: date, sent: date) -> None:
        in_order = drafted <= sent
        for kind, day, recorded in (
            (StepKind.SENT, sent, {StepKind.DRAFTED: drafted}),
            (StepKind.DRAFTED, drafted, {StepKind.SENT: sent}),
        ):
            if in_order:
                check_step(kind, day, recorded, TODAY)
            else:
                with pytest.raises(StepsOutOfOrder) as caught:
                    check_step(kind, day, recorded, TODAY)
                assert caught.value.must_follow == (kind is StepKind.SENT)

    def test_a_late_report_is_recorded_after_the_publication(self) -> None:
        recorded = {**up_to(StepKind.REPORTED), StepKind.PUBLISHED: date(2024, 6, 5)}
        check_step(StepKind.REPORTED, date(2024, 8, 1), recorded, TODAY)

    def test_a_correction_takes_the_place_of_a_step_and_what_is_taken_back_is_gone(self) -> None:
        steps = [
            Step(1, StepKind.SENT, date(2024, 6, 3)),
            Step(2, StepKind.DRAFTED, date(2024, 6, 1)),
            Step(3, StepKind.SENT, date(2024, 6, 4), supersedes_id=1),
            Step(4, StepKind.CONSULTED, date(2024, 6, 2)),
            Step(5, StepKind.CONSULTED, date(2024, 6, 2), supersedes_id=4, taken_back=True),
        ]
        assert list(days_of(standing_steps(steps)).items()) == [
            (StepKind.DRAFTED, date(2024, 6, 1)),
            (StepKind.SENT, date(2024, 6, 4)),
        ]

    def test_what_others_rest_on_is_not_taken_back(self) -> None:
        with pytest.raises(StepHasFollowers, match="Take back “Reviewed by the Panel” first"):
            check_take_back(StepKind.SENT, WALKED, may_publish=True)
        with pytest.raises(PublicationStands):
            check_take_back(StepKind.PUBLISHED, WALKED, may_publish=True)
        with pytest.raises(StepNotRecorded):
            check_take_back(StepKind.SENT, (), may_publish=True)
        check_take_back(StepKind.RESPONDED, WALKED, may_publish=True)
        with pytest.raises(PublicationRests):
            check_take_back(StepKind.RESPONDED, WALKED, may_publish=False)
        check_take_back(StepKind.RESPONDED, set(WALKED) - {StepKind.PUBLISHED}, may_publish=False)

    def test_a_response_can_be_read_by_everybody(self) -> None:
        with pytest.raises(AnswerNeedsDocument):
            check_document(StepKind.RESPONDED, None, has_file=False)
        check_document(StepKind.RESPONDED, None, has_file=True)
        check_document(StepKind.RESPONDED, "https://example.org/a", has_file=False)

    @pytest.mark.parametrize(
        "link", ["here", "http://example.org", "javascript:alert(1)", "https://", "mailto:a@b.org"]
    )
    def test_an_address_is_a_safe_one(self, link: str) -> None:
        with pytest.raises(NoPublicAddress):
            check_document(StepKind.DRAFTED, link, has_file=False)


class TestPublication:
    def test_it_needs_consultation_and_review(self) -> None:
        assert lacking(()) == (StepKind.CONSULTED, StepKind.REVIEWED)
        assert lacking((StepKind.CONSULTED, StepKind.REVIEWED)) == ()

    def test_it_needs_the_response_where_the_panel_reported(self) -> None:
        assert lacking(up_to(StepKind.RESPONDED)) == (StepKind.RESPONDED,)
        assert lacking(up_to(StepKind.PUBLISHED)) == ()

    @pytest.mark.parametrize("reason", [None, "", "  \n"])
    def test_without_them_it_needs_a_reason(self, reason: str | None) -> None:
        with pytest.raises(PublishedTooSoon, match="“Chief constable consulted”, “Reviewed by the Panel”"):
            check_publication((), reason)
        check_publication((), "Only the month is known")
        check_publication(up_to(StepKind.PUBLISHED), reason)

    @given(st.dictionaries(st.integers(1, 6), days, max_size=5), st.integers(1, 6), days)
    def test_one_version_is_in_force_on_a_day(self, others: dict[int, date], number: int, day: date) -> None:
        others.pop(number, None)
        accepted: dict[int, date] = {}
        for each, since in sorted(others.items()):
            if not accepted or since > max(accepted.values()):
                accepted[each] = since
        fits = all((other < number) == (since < day) and since != day for other, since in accepted.items())
        if not fits:
            with pytest.raises(AnotherInForce):
                check_one_in_force(number, day, accepted)
            return
        check_one_in_force(number, day, accepted)
        everything = {**accepted, number: day}
        assert len(set(everything.values())) == len(everything)
        in_order = sorted(everything)
        assert [in_force_on(everything, everything[each]) for each in in_order] == in_order
        assert in_force_on(everything, min(everything.values()) - timedelta(days=1)) is None

    def test_where_a_version_stands(self) -> None:
        assert state_of(None, is_withdrawn=False, is_in_force=False) is VersionState.DRAFT
        assert state_of(TODAY, is_withdrawn=False, is_in_force=True) is VersionState.IN_FORCE
        assert state_of(TODAY, is_withdrawn=False, is_in_force=False) is VersionState.REPLACED
        assert state_of(None, is_withdrawn=True, is_in_force=False) is VersionState.WITHDRAWN


class TestDeadline:
    @pytest.mark.parametrize(
        ("elected_on", "published_on", "today", "words"),
        [
            (
                date(2024, 5, 2),
                None,
                TODAY,
                "Publish by 31 March 2025, within the financial year of the election: 194 days left",
            ),
            (
                date(2024, 5, 2),
                None,
                date(2025, 3, 31),
                "Publish by 31 March 2025, within the financial year of the election: today is the last day",
            ),
            (date(2024, 5, 2), None, date(2025, 4, 1), "Late by 1 day: it was due by 31 March 2025"),
            (
                date(2021, 5, 6),
                date(2022, 3, 31),
                TODAY,
                "Published in time, within 2021-22, the financial year of the election",
            ),
            (
                date(2021, 5, 6),
                date(2022, 4, 2),
                TODAY,
                "Published 2 days late: it was due by 31 March 2022",
            ),
        ],
    )
    def test_it_is_the_end_of_the_year_of_the_election(
        self, elected_on: date, published_on: date | None, today: date, words: str
    ) -> None:
        found = deadline(elected_on, published_on, today)
        assert found is not None
        assert found.words == words

    def test_without_the_day_of_the_election_there_is_none(self) -> None:
        assert deadline(None, None, TODAY) is None

    @pytest.mark.parametrize("day", [date(1, 1, 1), date(2012, 11, 14), TODAY + timedelta(days=1), date.max])
    def test_an_election_has_taken_place(self, day: date) -> None:
        with pytest.raises(ElectionOutOfOrder, match="from 15 November 2012"):
            check_election(VersionKind.PLAN, day, TODAY)

    def test_a_variation_follows_no_election(self) -> None:
        with pytest.raises(ElectionOutOfOrder):
            check_election(VersionKind.VARIATION, date(2024, 5, 2), TODAY)
        check_election(VersionKind.VARIATION, None, TODAY)
        check_election(VersionKind.PLAN, date(2012, 11, 15), TODAY)


class TestChanges:
    @given(plans)
    def test_nothing_differs_from_itself(self, plan: tuple[PlanLine, ...]) -> None:
        assert changes_between(plan, plan) == ()

    @given(plans, plans)
    def test_every_difference_is_told_once(self, before: tuple[PlanLine, ...], after: tuple[PlanLine, ...]) -> None:
        found = changes_between(before, after)
        told = {change.before for change in found} | {change.after for change in found}
        assert told - {None} == set(before) ^ set(after)
        back = {ChangeKind.NEW: ChangeKind.DROPPED, ChangeKind.DROPPED: ChangeKind.NEW}
        assert {(back.get(each.kind, each.kind), each.after, each.before) for each in found} == {
            (each.kind, each.before, each.after) for each in changes_between(after, before)
        }

    def test_a_change_is_named_as_the_plan_names_it(self) -> None:
        line = PlanLine(2, "2.1", None, "Theme", None, "More")
        (change,) = changes_between((line,), (replace(line, title="Less"),))
        assert (change.label, change.kind.label) == ("Theme 2.1", "Changed")
        (gone,) = changes_between((PlanLine(2, None, None, None, None, "Second"),), ())
        assert (gone.label, gone.kind.label) == ("Priority 2", "Dropped")
