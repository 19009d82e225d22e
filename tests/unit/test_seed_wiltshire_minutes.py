"""The demonstration's minutes of 27 June 2024, against the published facts, and what minutes in seeds must be."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.offices import full_office
from tests.unit.test_seed_wiltshire import facts
from tests.unit.test_seed_wiltshire_agenda import broken
from tracker.config import project_file
from tracker.packs.rules_minutes import Apology, Decision, Present, Seat, check_attendance, check_decision, numbered
from tracker.packs.rules_minuting import RollKind
from tracker.panel.rules import PanelRole
from tracker.seeds import read_folder
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_minutes import (
    MinutesActionRow,
    MinutesDecisionRow,
    MinutesItemRow,
    MinutesPersonRow,
    MinutesRow,
    MinutesWordingRow,
)
from tracker.seeds.tables_panel import PanelMemberRow, PanelRequestRow, PanelTermRow

DAY = date(2024, 6, 27)


@pytest.fixture(scope="module")
def seeds() -> SeedSet:
    return read_folder(project_file("seeds", "wiltshire"))


def number_of(item: int) -> str:
    """The running number of an item, as the facts print it."""
    return str(item + 35)


def test_the_items_have_the_published_titles_and_numbers(seeds: SeedSet) -> None:
    (minutes,) = seeds.of(MinutesRow)
    assert minutes.meeting_day == DAY
    assert [row.position for row in seeds.of(MinutesItemRow)] == [row.serial for row in seeds.of(MinutesItemRow)]
    titles = [row.title for row in seeds.of(MinutesWordingRow)]
    given = numbered(minutes.first_number, len(titles))
    published = facts("minutes_items")
    assert [(str(number), title) for number, title in zip(given, titles, strict=True)] == [
        (row["item"], row["title"]) for row in published
    ]


def test_decisions_are_where_the_published_ones_are_and_of_the_same_people(seeds: SeedSet) -> None:
    published = [row for row in facts("minutes_items") if row["decision"]]
    assert [(number_of(row.item), row.proposer or "", row.seconder or "") for row in seeds.of(MinutesDecisionRow)] == [
        (row["item"], row["proposer"], row["seconder"]) for row in published
    ]
    assert [row.proposer is not None for row in seeds.of(MinutesDecisionRow)] == [
        row["formal_decision"] == "1" for row in published
    ]


def test_every_action_is_the_published_one_and_a_request_of_the_panel(seeds: SeedSet) -> None:
    requests = {row.number: row for row in seeds.of(PanelRequestRow)}
    found = seeds.of(MinutesActionRow)
    assert [(number_of(row.item), row.text, row.owner) for row in found] == [
        (row["item"], row["action"], row["owner"]) for row in facts("minutes_actions")
    ]
    for row in found:
        assert row.request is not None
        request = requests[row.request]
        assert (str(request.minute), request.text, request.owner, request.due_on) == (
            number_of(row.item),
            row.text,
            row.owner,
            row.due_on,
        )
    assert len(requests) == len(found)


def test_whoever_was_there_may_have_been_and_whoever_moved_something_was_there(seeds: SeedSet) -> None:
    people = seeds.of(MinutesPersonRow)
    names = {row.number: row.name for row in seeds.of(PanelMemberRow)}
    assert all(row.member is None or names[row.member] == row.name for row in people)
    terms = [row for row in seeds.of(PanelTermRow) if row.ended is None or row.ended >= DAY]
    seats = [Seat(names[row.member], row.role is PanelRole.SUBSTITUTE) for row in terms]
    present = [Present(row.name) for row in people if row.kind is RollKind.PRESENT]
    apologies = [Apology(row.name, row.substitute) for row in people if row.kind is RollKind.APOLOGY]
    check_attendance(DAY, seats, present, apologies)
    # Three apologies, and one member represented by a substitute.
    assert (len(apologies), sum(each.substitute is not None for each in apologies)) == (3, 1)
    for row in seeds.of(MinutesDecisionRow):
        check_decision(Decision(row.text, row.proposer is not None, row.proposer, row.seconder), present)


def test_seeds_that_cannot_be_true_of_minutes_are_refused() -> None:
    office = full_office()
    first, *_ = office.of(MinutesDecisionRow)
    assert broken(first, seconder=None) == ["Fill proposer and seconder, or none of them."]
    assert broken(first, seconder=first.proposer) == ["Nobody seconds their own motion."]
    words = next(row for row in office.of(MinutesWordingRow) if row.summary is not None)
    assert broken(words, paragraph=None) == ["Only an exempt item has a summary for the public."]
    assert broken(words, item=1) == ["This item says nothing. Add its words to minutes_wordings.csv."]
    taken_out = next(row for row in office.of(MinutesItemRow) if row.withdrawn_on is not None)
    assert broken(taken_out, withdrawn_by=None) == [
        "Fill withdrawn_on and withdrawn_by and withdrawn_reason, or none of them."
    ]


def test_seeds_that_cannot_be_true_of_who_was_there_are_refused() -> None:
    people = full_office().of(MinutesPersonRow)
    came = next(row for row in people if row.arrived is not None)
    sorry = next(row for row in people if row.kind is RollKind.APOLOGY)
    assert broken(came, arrived_item=None) == ["Fill arrived and arrived_item, or none of them."]
    assert broken(came, left_at=time(9)) == ["Nobody leaves before they arrive."]
    assert broken(came, kind=RollKind.APOLOGY) == ["Only somebody present arrives and leaves."]
    assert broken(came, member=None) == ["Fill this cell for members and substitutes, and only for them."]
    assert broken(came, substitute="Cllr Two") == ["Only somebody who sent apologies has a substitute."]
    assert sorry.substitute is not None
