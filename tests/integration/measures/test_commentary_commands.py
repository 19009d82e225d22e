"""Commentary: saved with what it said before in the log, figures confirmed once, no surprises with a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, last_entry, log_of, make_plan, make_priority
from tests.factories_commentary import QUARTER, UNSOURCED, make_answering, version_of, write
from tests.factories_measures import give_figures, make_measure
from tracker.access import Actor
from tracker.audit.rules import Event
from tracker.errors import DomainError, Stale
from tracker.measures.commands_commentary import (
    NO_SURPRISES,
    ConfirmFigure,
    SetNoSurprises,
    confirm_figure,
    set_no_surprises,
    subject_of_commentary,
)
from tracker.measures.models import MeasureGroup
from tracker.measures.models_summary import CommentaryPage
from tracker.measures.queries_commentary import commentary_of, page_of
from tracker.measures.rules import CommentaryBlock, Marking
from tracker.measures.rules_commentary import (
    BlockEmptied,
    FigureState,
    NothingSaid,
    NothingToConfirm,
    ProblemKind,
    ReasonMissing,
    SourceMissing,
    commentary_problems,
    digest_of,
)

BY = Actor("Anil Reid")
WHY = SetNoSurprises(version=0, applies=True, reason="The press has asked.")
SOURCE = ConfirmFigure(version=0, digest=digest_of(UNSOURCED), figure="17", source="Supplier’s letter of 2 September")


@pytest.fixture
def group(session: Session) -> MeasureGroup:
    return make_answering(session, make_priority(session, make_plan(session)))


def page(session: Session, group: MeasureGroup) -> CommentaryPage:
    found = page_of(session, group.id, QUARTER)
    assert found is not None
    return found


def states(session: Session, group: MeasureGroup) -> list[FigureState]:
    return [each.state for check in commentary_of(session, group, QUARTER, TODAY).check() for each in check.figures]


def confirm(session: Session, group: MeasureGroup, **changes: object) -> None:
    command = replace(SOURCE, **{"version": version_of(session, group), **changes})  # type: ignore[arg-type]  # real fields
    confirm_figure(session, group, QUARTER, command, by=BY, on=TODAY)


def log(group: MeasureGroup) -> str:
    return subject_of_commentary(group, QUARTER)


class TestSaving:
    def test_what_a_block_said_before_goes_to_the_log(self, session: Session, group: MeasureGroup) -> None:
        assert write(session, group, {"what": "Calls rose.", "data_summary": "None recorded."})
        assert write(session, group, {"what": "Calls fell."})
        assert last_entry(session, log(group)) == (
            Event.COMMENTARY_CHANGED,
            {"WHAT": ("Calls rose.", "Calls fell.")},
            None,
        )
        assert {each.block: each.text for each in page(session, group).texts} == {
            CommentaryBlock.WHAT: "Calls fell.",
            CommentaryBlock.DATA_SUMMARY: "None recorded.",
        }

    def test_the_same_words_change_nothing(self, session: Session, group: MeasureGroup) -> None:
        write(session, group, {"what": "Calls rose."})
        assert not write(session, group, {"what": "Calls rose.", "so_what": None})
        assert len(log_of(session, log(group))) == 1

    def test_a_text_that_contradicts_its_table_is_saved_and_named(self, session: Session, group: MeasureGroup) -> None:
        write(session, group, {"data_summary": "In August 2024 Calls answered came to 999."})
        assert states(session, group) == [FigureState.CONTRADICTS]

    @pytest.mark.parametrize(
        ("version", "texts", "refusal"),
        [
            (0, {"what": None}, NothingSaid),
            (0, {}, NothingSaid),
            (7, {"what": "Early."}, Stale),
        ],
    )
    def test_the_first_words_of_a_page(
        self, session: Session, group: MeasureGroup, version: int, texts: dict[str, None], refusal: type[DomainError]
    ) -> None:
        with pytest.raises(refusal):
            write(session, group, texts, version=version)
        assert page_of(session, group.id, QUARTER) is None
        assert log_of(session, log(group)) == []

    def test_a_block_is_never_emptied(self, session: Session, group: MeasureGroup) -> None:
        write(session, group, {"what": "Calls rose."})
        with pytest.raises(BlockEmptied) as refused:
            write(session, group, {"what": None})
        assert refused.value.field == "what"

    def test_a_stale_version_is_refused(self, session: Session, group: MeasureGroup) -> None:
        write(session, group, {"what": "Calls rose."})
        with pytest.raises(Stale):
            write(session, group, {"what": "Calls fell."}, version=0)


class TestConfirming:
    def test_a_figure_from_elsewhere_is_confirmed_with_its_source(self, session: Session, group: MeasureGroup) -> None:
        write(session, group, {"what": UNSOURCED})
        assert states(session, group) == [FigureState.NO_SOURCE]
        confirm(session, group)
        (check,) = commentary_of(session, group, QUARTER, TODAY).check()
        assert [each.state for each in check.figures] == [FigureState.CONFIRMED]
        assert check.figures[0].confirmed is not None
        assert (check.figures[0].confirmed.by, check.figures[0].confirmed.on) == ("Anil Reid", TODAY)
        event, changes, _ = last_entry(session, log(group))
        assert event is Event.FIGURE_CONFIRMED
        assert changes == {"17": (None, SOURCE.source), "Sentence": (None, UNSOURCED)}

    def test_it_holds_while_its_sentence_stands(self, session: Session, group: MeasureGroup) -> None:
        write(session, group, {"what": UNSOURCED})
        confirm(session, group)
        write(session, group, {"what": f"Before it. {UNSOURCED}"})
        assert FigureState.CONFIRMED in states(session, group)
        write(session, group, {"what": "The supplier trains 17 operators now."})
        assert states(session, group) == [FigureState.NO_SOURCE]

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"source": None}, SourceMissing),
            ({"version": 9}, Stale),
            ({"digest": digest_of("Another sentence.")}, NothingToConfirm),
            ({"figure": "18"}, NothingToConfirm),
        ],
    )
    def test_what_cannot_be_confirmed(
        self, session: Session, group: MeasureGroup, changes: dict[str, object], refusal: type[DomainError]
    ) -> None:
        write(session, group, {"what": UNSOURCED})
        with pytest.raises(refusal):
            confirm(session, group, **changes)
        assert page(session, group).confirmations == []

    def test_a_figure_is_confirmed_once(self, session: Session, group: MeasureGroup) -> None:
        write(session, group, {"what": UNSOURCED})
        confirm(session, group)
        with pytest.raises(NothingToConfirm):
            confirm(session, group)

    def test_a_contradiction_is_mended_not_confirmed(self, session: Session, group: MeasureGroup) -> None:
        sentence = "In August 2024 Calls answered came to 999."
        write(session, group, {"what": sentence})
        with pytest.raises(NothingToConfirm):
            confirm(session, group, digest=digest_of(sentence), figure="999")


class TestNoSurprises:
    def test_it_begins_a_page_and_ends_again(self, session: Session, group: MeasureGroup) -> None:
        assert set_no_surprises(session, group, QUARTER, WHY, by=BY)
        assert page(session, group).no_surprises == "The press has asked."
        assert set_no_surprises(
            session, group, QUARTER, SetNoSurprises(version_of(session, group), False, "Left in the box"), by=BY
        )
        assert page(session, group).no_surprises is None
        assert last_entry(session, log(group)) == (
            Event.COMMENTARY_CHANGED,
            {NO_SURPRISES: ("The press has asked.", None)},
            None,
        )

    def test_saying_the_same_changes_nothing(self, session: Session, group: MeasureGroup) -> None:
        assert not set_no_surprises(session, group, QUARTER, SetNoSurprises(0, False, None), by=BY)
        assert page_of(session, group.id, QUARTER) is None

    @pytest.mark.parametrize(("changes", "refusal"), [({"reason": None}, ReasonMissing), ({"version": 3}, Stale)])
    def test_it_needs_a_reason_and_the_page_as_it_was_read(
        self, session: Session, group: MeasureGroup, changes: dict[str, object], refusal: type[DomainError]
    ) -> None:
        with pytest.raises(refusal):
            set_no_surprises(session, group, QUARTER, replace(WHY, **changes), by=BY)  # type: ignore[arg-type]  # real fields


def test_everything_that_would_stop_a_signature_is_named(session: Session, group: MeasureGroup) -> None:
    write(session, group, {"now_what": "We go on."}, QUARTER.previous())
    texts = {
        "what": f"In August 2024 Calls answered came to 999. {UNSOURCED}",
        "so_what": "As in Q1 and in May 2024.",
        "now_what": "We go on.",
    }
    write(session, group, texts)
    marked = make_measure(session, group.priority, "MARKED", name="Marked", group_id=group.id)
    give_figures(session, marked, [5], marking=Marking.OFFICIAL_SENSITIVE)
    found = commentary_of(session, group, QUARTER, TODAY)
    problems = commentary_problems(found.check(), found.standings)
    assert [(each.kind, each.block) for each in problems] == [
        (ProblemKind.CONTRADICTION, CommentaryBlock.WHAT),
        (ProblemKind.NO_SOURCE, CommentaryBlock.WHAT),
        (ProblemKind.LEFTOVER, CommentaryBlock.SO_WHAT),
        (ProblemKind.LEFTOVER, CommentaryBlock.NOW_WHAT),
        (ProblemKind.MARKING, None),
    ]
    assert "says 999; the table says 1,000 (Calls answered, Aug-24)" in problems[0].words


def test_the_table_is_that_of_the_newest_month_of_the_quarter(session: Session, group: MeasureGroup) -> None:
    assert str(commentary_of(session, group, QUARTER, TODAY).month) == "2024-08-01"
    assert str(commentary_of(session, group, QUARTER.previous(), TODAY).month) == "2024-06-01"
    assert commentary_of(session, group, QUARTER.next(), TODAY).month is None
