"""Writing, ordering and withdrawing parts of an annual report, and what the log keeps of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from tests.factories import TODAY, make_plan, make_priority
from tests.factories_annual import LINES, SHARES, YEAR, fill_annual, first_priority, show_picture
from tracker.access import SYSTEM
from tracker.annual import queries
from tracker.annual.commands import SaveSection, SaveText, SectionFacts, begin_year, save_priority_text, save_section
from tracker.annual.commands_figures import FigureFacts, add_figure
from tracker.annual.commands_rows import MoveRow, WithdrawRow, move_row, withdraw_row
from tracker.annual.commands_stories import StoryFacts, StoryPlace, add_story, siblings
from tracker.annual.commands_tables import SaveFinance, SaveShares, save_finance, save_shares
from tracker.annual.models import AnnualYear
from tracker.annual.queries_year import content_of_year, shown
from tracker.annual.rules import (
    CannotMove,
    FigurePlace,
    PictureGone,
    PreviousNotWhole,
    StoryKind,
    WithdrawnAlready,
    WrongPriority,
    YearNotBegun,
    YearOpenedAlready,
    YearTooEarly,
)
from tracker.audit.queries import history_of
from tracker.dates import FinancialYear
from tracker.errors import Stale


@pytest.fixture
def annual(session: Session) -> AnnualYear:
    make_priority(session, make_plan(session), 1)
    return fill_annual(session, SYSTEM)


def test_a_year_is_begun_once_and_never_ahead_of_its_time(session: Session, annual: AnnualYear) -> None:
    with pytest.raises(YearOpenedAlready):
        begin_year(session, YEAR, by=SYSTEM, on=TODAY)
    with pytest.raises(YearNotBegun):
        begin_year(session, FinancialYear(2030), by=SYSTEM, on=TODAY)
    with pytest.raises(YearTooEarly):
        begin_year(session, FinancialYear(1066), by=SYSTEM, on=TODAY)


def test_a_text_saved_for_the_first_time_by_two_people_is_one_persons(session: Session, annual: AnnualYear) -> None:
    priority = first_priority(session)
    assert save_priority_text(session, annual, priority, SaveText(0, "Mine"), by=SYSTEM, on=TODAY)
    with pytest.raises(Stale):
        save_priority_text(session, annual, priority, SaveText(0, "Yours"), by=SYSTEM, on=TODAY)
    row = queries.priority_text(session, annual, priority)
    assert row is not None
    assert not save_priority_text(session, annual, priority, SaveText(row.version, "Mine"), by=SYSTEM, on=TODAY)


def test_a_section_saved_from_an_old_page_is_refused(session: Session, annual: AnnualYear) -> None:
    section = annual.sections[0]
    opened = section.version
    facts = SectionFacts(heading="Foreword", text="A year of work.")
    assert save_section(session, section, SaveSection(opened, facts), by=SYSTEM, on=TODAY)
    with pytest.raises(Stale):
        save_section(session, section, SaveSection(opened, facts), by=SYSTEM, on=TODAY)


def test_a_withdrawn_picture_cannot_be_chosen_and_is_shown_nowhere(session: Session, annual: AnnualYear) -> None:
    picture = show_picture(session, annual, SYSTEM)
    section = annual.sections[0]
    facts = SectionFacts(heading="Foreword", text=None, picture=picture.number)
    save_section(session, section, SaveSection(section.version, facts), by=SYSTEM, on=TODAY)
    withdraw_row(session, picture, WithdrawRow(picture.version, "They asked"), by=SYSTEM, on=TODAY)
    assert shown(section.picture) is None
    other = annual.sections[1]
    with pytest.raises(PictureGone):
        save_section(session, other, SaveSection(other.version, facts), by=SYSTEM, on=TODAY)
    # The section that showed it can still be saved as it is.
    again = SaveSection(section.version, replace(facts, text="Words."))
    assert save_section(session, section, again, by=SYSTEM, on=TODAY)


def test_stories_move_among_those_of_their_place(session: Session, annual: AnnualYear) -> None:
    priority = first_priority(session)
    elsewhere = StoryFacts(
        kind=StoryKind.QUOTATION, place=StoryPlace(section=annual.sections[0]), title=None, text="Well done."
    )
    other = add_story(session, annual, elsewhere, by=SYSTEM, on=TODAY)
    first, second = siblings(session, queries.story(session, annual, 1))
    assert first.priority is priority
    move_row(session, second, [first, second], MoveRow(second.version, up=True), by=SYSTEM, on=TODAY)
    assert [each.number for each in siblings(session, first)] == [2, 1]
    with pytest.raises(CannotMove):
        move_row(session, other, [other], MoveRow(other.version, up=True), by=SYSTEM, on=TODAY)


def test_what_is_withdrawn_is_neither_changed_nor_withdrawn_again(session: Session, annual: AnnualYear) -> None:
    gone = queries.story(session, annual, 3)
    with pytest.raises(WithdrawnAlready):
        withdraw_row(session, gone, WithdrawRow(gone.version, "Again"), by=SYSTEM, on=TODAY)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (FigureFacts(place=FigurePlace.PRIORITY, value="1", label="a", period="b"), WrongPriority),
        (FigureFacts(place=FigurePlace.DIGITAL, value="1", label="a", period="b", previous="2"), PreviousNotWhole),
    ],
)
def test_a_figure_that_is_not_whole_is_refused(
    session: Session, annual: AnnualYear, facts: FigureFacts, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        add_figure(session, annual, facts, by=SYSTEM, on=TODAY)


def test_a_table_is_saved_whole_or_from_an_old_page_not_at_all(session: Session, annual: AnnualYear) -> None:
    content = content_of_year(session, YEAR)
    assert content is not None
    assert content.finance is not None
    kept = [replace(facts, line_id=line.id) for facts, line in zip(LINES, content.finance_lines, strict=True)]
    fewer = SaveFinance(content.finance.version, tuple(kept[:2]))
    assert save_finance(session, annual, fewer, by=SYSTEM, on=TODAY)
    with pytest.raises(Stale):
        save_finance(session, annual, fewer, by=SYSTEM, on=TODAY)
    with pytest.raises(Stale):
        save_shares(session, annual, SaveShares(0, SHARES), by=SYSTEM, on=TODAY)
    (event, *_) = history_of(session, f"annual {YEAR.key}/finance", limit=5)
    assert "Grant" in event.changes


def test_everything_of_a_year_is_read_in_its_order(session: Session, annual: AnnualYear) -> None:
    content = content_of_year(session, YEAR)
    assert content is not None
    assert [each.title for each in content.stories] == ["A van for the hills", "A bench in the park"]
    assert [each.label for each in content.figures] == ["letters", "calls"]
    assert [each.label for each in content.finance_lines] == ["Force", "Cost", "Grant"]
    assert [each.function for each in content.shares] == ["Local policing", "Reserves"]
    assert [each.number for each in content.pictures] == [1]
    assert content_of_year(session, FinancialYear(2015)) is None
