"""What stops an annual report, and what is only pointed out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.unit.reports.contents_annual import chapter, figure, objective, picture, section, snapshot, work
from tracker.annual.rules import FinanceSide, SectionKind
from tracker.reports.layout_annual import annual_document
from tracker.reports.layout_annual_figures import compared
from tracker.reports.layout_annual_money import pounds
from tracker.reports.layout_annual_pictures import PictureGone
from tracker.reports.rules_annual import DeliverableCountedTwice, check_counted_once, number_of
from tracker.reports.rules_checks_annual import annual_problems
from tracker.reports.rules_checks_types import ProblemKind
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_annual_words import FinanceFacts, MoneyFacts, ShareFacts


def told(content: AnnualSnapshot, kind: ProblemKind) -> list[tuple[bool, str]]:
    return [(each.blocks, each.words) for each in annual_problems(content) if each.kind is kind]


def money(total: str = "2.5", income: str = "2.5", share: int = 100) -> MoneyFacts:
    lines = (
        FinanceFacts(side=FinanceSide.COST, label="Force", actual="2.5", budget=None, is_total=False),
        FinanceFacts(side=FinanceSide.COST, label="Cost", actual=total, budget=None, is_total=True),
        FinanceFacts(side=FinanceSide.FINANCED_BY, label="Grant", actual=income, budget=None, is_total=False),
    )
    shares = (ShareFacts(function="All", percent=Decimal(share), previous=None),)
    return MoneyFacts(finance=lines, finance_note=None, shares=shares, shares_note=None, funding=())


def test_nothing_is_wrong_with_a_sound_report() -> None:
    assert annual_problems(snapshot(money=money())) == ()


def test_a_total_that_its_lines_do_not_come_to_is_told_with_both_and_the_difference() -> None:
    ((blocks, words), *_) = told(snapshot(money=money(total="2.7")), ProblemKind.FINANCE)
    assert blocks
    assert all(part in words for part in ("£2.7m", "£2.5m", "£0.2m", "Actual 2023-24"))


def test_a_cost_that_is_not_financed_is_told_with_both_and_the_difference() -> None:
    ((blocks, words),) = told(snapshot(money=money(income="2.1")), ProblemKind.FINANCE)
    assert blocks
    assert all(part in words for part in ("£2.5m", "£2.1m", "£0.4m"))


def test_shares_that_do_not_come_to_100_are_pointed_out() -> None:
    ((blocks, words),) = told(snapshot(money=money(share=99)), ProblemKind.FINANCE)
    assert not blocks
    assert "the shares come to 99%, not 100%" in words


def test_an_objective_that_nothing_is_said_of_stops_the_report() -> None:
    content = snapshot(money=money(), chapters=(chapter(objectives=(objective(text=None),)),))
    ((blocks, words),) = told(content, ProblemKind.MISSING)
    assert blocks
    assert "nothing says what progress was made" in words


def test_a_foreword_without_words_stops_the_report_and_other_sections_are_pointed_out() -> None:
    sections = (section(SectionKind.FOREWORD, None), section(SectionKind.VOICE, None))
    found = told(snapshot(money=money(), sections=sections), ProblemKind.MISSING)
    assert [blocks for blocks, _ in found] == [True, False]


def test_work_counted_twice_stops_the_report() -> None:
    both = (work("D-0001"), work("D-0001"))
    ((blocks, words),) = told(snapshot(money=money(), chapters=(chapter(deliverables=both),)), ProblemKind.TWICE)
    assert blocks
    assert words.startswith("D-0001 is counted more than once.")
    earlier = (work("D-0001"), work("D-0002", earlier=("D-0001",)))
    assert told(snapshot(money=money(), chapters=(chapter(deliverables=earlier),)), ProblemKind.TWICE)
    with pytest.raises(DeliverableCountedTwice):
        check_counted_once(["D-0001", "D-0002", "D-0001"])


def test_overdue_work_needs_a_reason() -> None:
    late = work("D-0001", overdue=True, days_late=3)
    ((blocks, _),) = told(snapshot(money=money(), chapters=(chapter(deliverables=(late,)),)), ProblemKind.OVERDUE)
    assert blocks
    said = replace(late, note="The van came late")
    assert not told(snapshot(money=money(), chapters=(chapter(deliverables=(said,)),)), ProblemKind.OVERDUE)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"words": " "}, "has no words for readers who cannot see it"),
        ({"shows_people": True}, "nobody recorded that they agreed"),
        ({"shows_people": True, "has_consent": True, "consent_until": date(2024, 9, 17)}, "until 17 September 2024"),
    ],
)
def test_a_picture_without_words_or_consent_stops_the_report(wrong: dict[str, object], words: str) -> None:
    ((blocks, said),) = told(snapshot(money=money(), cover=picture(**wrong)), ProblemKind.PICTURE)
    assert blocks
    assert words in said


def test_a_picture_whose_file_is_gone_is_named() -> None:
    with pytest.raises(PictureGone, match="The file of picture 1 is gone"):
        annual_document(snapshot(cover=picture()))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Complaints that were received rose to 1,500.", True),
        ("Complaints that were received came to 1,404.", False),
        ("Complaints that were received fell from 1,453.", False),
        ("We employ 1,500 people.", False),
    ],
)
def test_a_text_may_not_say_otherwise_than_the_figure_beside_it(text: str, *, wrong: bool) -> None:
    beside = objective(text=text, figures=(figure("1,404", "complaints received", "1,453"),))
    found = told(snapshot(money=money(), chapters=(chapter(objectives=(beside,)),)), ProblemKind.CONTRADICTION)
    assert bool(found) is wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("People reached came to 408k.", False),
        ("We reached 408,000 people in all: they were reached by post.", False),
        ("People reached came to 410k.", True),
    ],
)
def test_a_figure_in_thousands_is_the_same_written_out(text: str, *, wrong: bool) -> None:
    beside = objective(text=text, figures=(figure("408k", "people reached"),))
    found = told(snapshot(money=money(), chapters=(chapter(objectives=(beside,)),)), ProblemKind.CONTRADICTION)
    assert bool(found) is wrong


def test_figures_of_one_unit_and_two_periods_make_a_chart() -> None:
    ten = figure("10%", "a", "8%")
    assert [len(group) for group in compared([ten, figure("12%", "b", "9%"), figure("241 days", "c", "253 days")])] == [
        2
    ]
    assert compared([ten, figure("12%", "b", None)]) == []


def test_figures_are_read_with_their_units() -> None:
    assert number_of("1,404") == (Decimal(1404), "")
    assert number_of("-3.4%") == (Decimal("-3.4"), "%")
    assert number_of("241 days") == (Decimal(241), "days")
    assert number_of("408k") == (Decimal(408_000), "")
    assert number_of("1.8M people") == (Decimal(1_800_000), "people")
    assert number_of("close to 4,000") is None


def test_sums_are_printed_in_pounds() -> None:
    said = [pounds(Decimal(each)) for each in ("463000", "1400000", "100000000", "5.50", "1234567")]
    assert said == ["£463,000", "£1.4 million", "£100 million", "£5.50", "£1,234,567"]
