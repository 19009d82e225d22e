"""Sentences of an annual report held against what it prints: the true ones pass, those with another number do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.reports.contents_annual import chapter, figure, objective, picture, section, snapshot, work
from tracker.annual.rules import FigurePlace, FinanceSide, SectionKind, StoryKind
from tracker.annual.rules_pictures import WordsSayNothing, check_words, says_nothing
from tracker.measures.rules import Polarity, Unit
from tracker.plan.rules_year_marks import YearOutcome
from tracker.reports.rules_checks_annual import annual_problems
from tracker.reports.rules_checks_annual_marks import GonePicture, gone_pictures
from tracker.reports.rules_checks_types import Problem, ProblemKind
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_annual_plan import OutcomeLine, YearMeasure, YearMeasures
from tracker.reports.snapshots_annual_words import FinanceFacts, MoneyFacts, ShareFacts, StoryFacts

NUMBERS = st.integers(11, 98_989)
OTHER = st.integers(1, 500)


def wrong(content: AnnualSnapshot) -> list[Problem]:
    return [each for each in annual_problems(content) if each.kind is ProblemKind.CONTRADICTION]


def said(text: str, **changes: Any) -> list[Problem]:  # noqa: ANN401  # each test names real columns of a chapter
    """What is wrong with a text under an objective of a chapter."""
    return wrong(snapshot(chapters=(chapter(objectives=(objective(text=text),), **changes),)))


def in_finance(text: str, money: MoneyFacts) -> list[Problem]:
    return wrong(snapshot(sections=(section(SectionKind.FINANCE, text),), money=money))


def finances(cost: str, budget: str | None = None, share: str = "26", before: str = "25") -> MoneyFacts:
    line = FinanceFacts(side=FinanceSide.COST, label="Cost of service", actual=cost, budget=budget, is_total=True)
    shares = (ShareFacts(function="Local policing", percent=Decimal(share), previous=Decimal(before)),)
    return MoneyFacts(finance=(line,), finance_note=None, shares=shares, shares_note=None, funding=())


def measure(value: str, before: str, change: str) -> YearMeasures:
    row = YearMeasure(
        code="M-1",
        name="Burglary",
        unit=Unit.COUNT,
        polarity=Polarity.LOWER,
        twelve_months=value,
        twelve_months_before=before,
        year_on_year=change,
        value=Decimal(value),
        previous=Decimal(before),
        months=None,
        notes=(),
        withheld=(),
    )
    return YearMeasures(group="Burglary", month=date(2024, 3, 1), rows=(row,))


@given(NUMBERS, OTHER, st.sampled_from(("{} complaints were received in 2023-24.", "Complaints received came to {}.")))
def test_a_headline_figure_is_told_as_it_is_printed(number: int, more: int, form: str) -> None:
    printed = figure(f"{number:,}", "complaints received")
    assert not said(form.format(f"{number:,}"), figures=(printed,))
    # A number in full hundreds may be a rounded one.
    assume((number + more) % 100)
    (found,) = said(form.format(f"{number + more:,}"), figures=(printed,))
    assert found.blocks
    assert f"says {number + more:,}; " in found.words
    assert f"“complaints received” is {number:,} (2023-24)" in found.words


@given(st.integers(11, 989), st.integers(2, 400), st.sampled_from((1, -1)))
def test_a_change_is_told_with_its_size_and_its_way(tenths: int, more: int, way: int) -> None:
    figures = (
        replace(figure("1,404", "complaints received and logged"), place=FigurePlace.COMPLAINTS),
        replace(figure(f"{way * tenths / 10:+.1f}%", "change on the year before"), place=FigurePlace.COMPLAINTS),
    )
    words = {1: "more", -1: "fewer"}

    def found(size: int, word: str) -> list[Problem]:
        text = f"1,404 complaints were received in 2023-24, {size / 10:.1f}% {word} than in the year before."
        return wrong(snapshot(figures=figures, chapters=(chapter(objectives=(objective(text=text),)),)))

    assert not found(tenths, words[way])
    assert found(tenths + more, words[way])
    assert found(tenths, words[-way])


@given(st.integers(10, 80), st.integers(10, 80), st.integers(1, 15))
def test_what_a_figure_was_before_is_told_as_it_is_printed(now: int, before: int, more: int) -> None:
    assume(now != before)
    printed = figure(f"{now}%", "conviction rate of burglary cases", f"{before}%")
    form = "The conviction rate of burglary cases moved from {}% to {}%."
    assert not said(form.format(before, now), figures=(printed,))
    assert said(form.format(before + more, now), figures=(printed,))
    assume(now + more != before)
    assert said(form.format(before, now + more), figures=(printed,))


@pytest.mark.parametrize(
    "text",
    [
        "In 2019-20, 2,000 complaints were received.",
        "Last year 1,800 complaints received.",
        "Another 12 complaints were received in 2023-24.",
        "Of these, 300 complaints were received in 2023-24 from Swindon.",
        "300 complaints about dogs were received in 2023-24 by letter.",
        "We aim at a target of 1,000 complaints received.",
        "Complaints received included 300 about officers.",
        "About 1,400 complaints were received in 2023-24.",
        "Complaints were received and answered by 12 colleagues.",
    ],
)
def test_other_years_parts_and_rounded_numbers_are_no_contradiction(text: str) -> None:
    assert not said(text, figures=(figure("1,404", "complaints received"),))


@given(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9), st.sampled_from(YearOutcome))
def test_what_became_of_deliverables_is_told_as_it_is_counted(
    counted: int, others: int, more: int, outcome: YearOutcome
) -> None:
    rest = YearOutcome.STOPPED if outcome is not YearOutcome.STOPPED else YearOutcome.FINISHED
    rows = (
        *(work(f"D-{number}", outcome=outcome) for number in range(counted)),
        *(work(f"E-{number}", outcome=rest) for number in range(others)),
    )
    words = outcome.label.lower()
    form = f"{{}} deliverables of this priority were {words}."
    assert not said(form.format(counted), deliverables=rows)
    (found,) = said(form.format(counted + more), deliverables=rows)
    assert f"says {counted + more} {words}; the report lists {counted + others} deliverable" in found.words
    whole = f"In all priorities, {{}} deliverables were {words}."
    content = snapshot(
        chapters=(
            chapter(deliverables=rows),
            chapter(number=2, deliverables=(work("F-1", outcome=outcome),)),
        ),
        sections=(section(SectionKind.PROGRESS, whole.format(counted + 1)),),
    )
    assert not wrong(content)
    other = section(SectionKind.PROGRESS, whole.format(counted + 1 + more))
    assert wrong(replace(content, sections=(other,)))


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Two deliverables were finished.", False),
        ("Three deliverables were finished.", True),
        ("Of its 4 deliverables, 2 were finished.", False),
        ("Of its 5 deliverables, 2 were finished.", True),
        ("3 of the 4 deliverables were finished.", True),
        ("No deliverables were finished.", True),
        ("This priority has 4 deliverables: 2 finished and 2 going on.", False),
        ("This priority has 4 deliverables: 2 finished and 3 going on.", True),
        ("3 deliverables about roads were finished.", False),
        ("Next year 9 deliverables will be finished.", False),
        ("In 2022-23, 9 deliverables were finished.", False),
        ("Two deliverables went well, one of which was finished.", False),
        ("Priority 7 has 9 deliverables.", False),
    ],
)
def test_counts_of_work_are_read_in_the_ways_people_write_them(text: str, *, flagged: bool) -> None:
    rows = (
        *(work(f"D-{number}", outcome=YearOutcome.FINISHED) for number in range(2)),
        *(work(f"E-{number}") for number in range(2)),
    )
    assert bool(said(text, deliverables=rows)) is flagged


@given(st.integers(2_000, 250_000), st.integers(200, 90_000))
def test_a_total_of_the_finance_table_is_told_as_it_is_printed(thousands: int, more: int) -> None:
    actual, other = (f"{number / 1000:.3f}" for number in (thousands, thousands + more))
    money = finances(actual)
    form = "The cost of service was £{} million in 2023-24."
    assert not in_finance(form.format(actual), money)
    (found,) = in_finance(form.format(other), money)
    assert f"says £{other} million; “Cost of service” in the finance table is £{actual} million" in found.words


@given(st.integers(2, 60), st.integers(1, 30))
def test_a_share_of_spend_is_told_as_it_is_printed(share: int, more: int) -> None:
    money = finances("1.000", share=str(share), before=str(share))
    form = "Local policing took {}% of what was spent."
    assert not in_finance(form.format(share), money)
    (found,) = in_finance(form.format(share + more), money)
    assert f"the share of “Local policing” is {share}%" in found.words


def test_a_budget_is_that_of_the_year_that_follows() -> None:
    money = finances("148.769", "153.852")
    assert not in_finance("The budget for the cost of service in 2024-25 is £153.9 million.", money)
    assert in_finance("The budget for the cost of service in 2024-25 is £148.769 million.", money)
    assert in_finance("The cost of service was £152 million in 2023-24; £153.852 million is the budget.", money)


@given(st.integers(11, 480), st.integers(2, 300), st.sampled_from((1, -1)))
def test_a_measure_is_told_as_its_table_prints_it(tenths: int, more: int, way: int) -> None:
    group = measure("900", "1000", f"{way * tenths / 10:.1f}%")
    verb = {1: "rose", -1: "fell"}
    form = "Burglary {} by {}% in 2023-24."
    assert not said(form.format(verb[way], tenths / 10), measures=(group,))
    (found,) = said(form.format(verb[way], (tenths + more) / 10), measures=(group,))
    assert "in 2023-24" in found.words
    assert said(form.format(verb[-way], tenths / 10), measures=(group,))


def test_every_kind_of_text_is_held_against_the_figures() -> None:
    text = "1,500 complaints were received in 2023-24."
    told = {"case study “A case”", "quotation", "outcome of April to June 2023", None}
    stories = (
        StoryFacts(kind=StoryKind.CASE_STUDY, title="A case", text=text, speaker=None, picture=None),
        StoryFacts(kind=StoryKind.QUOTATION, title=None, text=text, speaker="Jo", picture=None),
    )
    worded = OutcomeLine(quarter="2023-24-Q1", months="April to June 2023", text=text, recorded="As it was")
    content = snapshot(
        figures=(figure("1,404", "complaints received"),),
        sections=(replace(section(SectionKind.VOICE, text), stories=stories),),
        chapters=(
            chapter(
                introduction=text,
                stories=stories,
                outcomes=(worded, replace(worded, recorded=None)),
                objectives=(objective(text=text, stories=stories, outcomes=(worded,)),),
            ),
        ),
    )
    found = wrong(content)
    assert [each.place.reference for each in found].count(None) == 3
    assert {each.place.reference for each in found} == told
    assert {each.place.block for each in found} == {"Your voice", "Trust in the police", "Trust"}


@pytest.mark.parametrize(
    "words",
    [
        *("x", ".", "…", "image", "PHOTO", "Picture 3", "photograph", "Logo", "A photo", "IMG_1234.jpg", "dsc 0042"),
        *("image-2", "the picture of the", "my holiday.PNG", "“photo”", "12", "Untitled.jpeg"),
    ],
)
def test_words_that_do_not_say_what_a_picture_shows_are_refused(words: str) -> None:
    with pytest.raises(WordsSayNothing, match="Describe what the picture shows"):
        check_words(words)


@pytest.mark.parametrize("words", ["A hill", "Logo of Wiltshire Police", "Two officers", "Image of a van", "PCSO Bell"])
def test_words_that_say_what_a_picture_shows_are_kept(words: str) -> None:
    assert check_words(words) == words


@given(st.text(max_size=60))
def test_every_text_is_judged(words: str) -> None:
    assert says_nothing(words) in {True, False}
    assert isinstance(said(f"{words} 12 deliverables finished", figures=(figure("3", words or "a"),)), list)


def test_a_stored_picture_whose_words_say_nothing_is_named() -> None:
    (found,) = [each for each in annual_problems(snapshot(cover=picture(words="photo 1"))) if "photo" in each.words]
    assert found.blocks
    assert "picture 1, “photo 1”, do not say what it shows" in found.words


def test_a_quotation_of_nobody_and_a_figure_without_a_digit_are_pointed_out() -> None:
    story = StoryFacts(kind=StoryKind.QUOTATION, title=None, text="Well done.", speaker=" ", picture=None)
    content = snapshot(chapters=(chapter(stories=(story,), figures=(figure("abc", "calls"),)),))
    found = [each for each in annual_problems(content) if each.kind in {ProblemKind.SPEAKER, ProblemKind.NO_DIGIT}]
    assert [each.blocks for each in found] == [False, False]
    assert "“Well done.” names no speaker" in found[0].words
    assert "“abc” (calls) has no digit" in found[1].words


def test_a_withdrawn_picture_is_named_wherever_it_is_chosen() -> None:
    found = list(gone_pictures([GonePicture(5, on_cover=True, places=("“Finance”", "priority 1"))]))
    assert [each.words for each in found] == [
        "Picture 5 is withdrawn, so the cover has no picture. Choose another picture for it, or none.",
        "Picture 5 is withdrawn, so no picture is shown with “Finance”. Choose another there, or none.",
        "Picture 5 is withdrawn, so no picture is shown with priority 1. Choose another there, or none.",
    ]
    assert not any(each.blocks for each in found)
    assert len({each.key for each in found}) == 3
