"""The figure check on sentences in the form of the published ones: nothing true is called wrong, nothing wrong passes.

Their figures and forms are those of the published report, their words are our own. Half of them were kept aside until
the check was done: 33 of its 34 agreeing figures agreed at once, none was called wrong, and 19 of its 20
contradictions were found; the rest was mended since (a dash before a figure taken for a minus or for a name's end).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.unit.measures.figures import FACTS, page, published, said, sentences
from tracker.measures.rules_figures import Verdict, check_figures

WITH_HEADING = pytest.mark.parametrize("with_heading", [True, False], ids=["under its heading", "alone"])
EACH = pytest.mark.parametrize("sentence", sentences(), ids=lambda sentence: sentence["number"])


def expected(sentence: Mapping[str, str]) -> list[tuple[str, str]]:
    """(figure, agrees | contradicts | open) as judged by hand."""
    pairs = [pair.split(" = ") for pair in sentence["expected"].split(" | ") if pair]
    return [(figure, verdict) for figure, verdict in pairs]


def plain(figure: str) -> str:
    return re.sub(r"^n[.=]*\s*", "", figure)


def found(text: str) -> list[tuple[str, Verdict]]:
    return [(plain(said(checked)), checked.verdict) for checked in check_figures(text, published())]


@EACH
@WITH_HEADING
def test_each_figure_is_judged_as_a_person_judged_it(sentence: Mapping[str, str], with_heading: bool) -> None:
    text = f"{sentence['heading']}\n\n- {sentence['text']}" if with_heading else sentence["text"]
    judged = found(text)
    for figure, verdict in expected(sentence):
        told = [told for says, told in judged if says == figure]
        if verdict == "open":
            assert Verdict.CONTRADICTS not in told
        else:
            assert told == [Verdict(verdict)], (figure, judged)
    known = {figure for figure, _ in expected(sentence)}
    assert not [says for says, told in judged if told is Verdict.CONTRADICTS and says not in known]


def test_there_are_enough_of_each_and_half_were_kept_aside() -> None:
    counts = {"agrees": 0, "contradicts": 0, "open": 0}
    for sentence in sentences():
        for _, verdict in expected(sentence):
            counts[verdict] += 1
    assert counts == {"agrees": 72, "contradicts": 32, "open": 74}
    assert len([sentence for sentence in sentences() if int(sentence["number"]) % 2]) == len(sentences()) / 2


def changed(figure: str) -> str:
    """The figure with its last number so far off that no rounding explains it."""

    def bump(match: re.Match[str]) -> str:
        number = match[0]
        if "." in number:
            return str(Decimal(number) + Decimal("0.7"))
        whole = int(number.replace(",", ""))
        more = whole * 107 // 100 + 3
        return f"{more:,}" if "," in number else str(more)

    return re.sub(r"[\d,]*\.?\d+(?=\D*$)", bump, figure, count=1)


@EACH
def test_every_agreeing_figure_contradicts_once_it_is_changed(sentence: Mapping[str, str]) -> None:
    for figure, verdict in expected(sentence):
        if verdict == "agrees" and figure[:1] in "+-0123456789" and "month" not in figure:
            wrong = changed(figure)
            text = f"{sentence['heading']}\n\n- {sentence['text'].replace(figure, wrong, 1)}"
            assert (plain(wrong), Verdict.CONTRADICTS) in found(text)


# What the prose says to each discrepancy of the published list that a table of 003 can decide, in our own words.
DISCREPANCIES = {
    "30": (
        "Immediate",
        "Immediate log volume was 1,790 in Jul-24 and 19,244 in the 12 months to Jul-24, down by 0.7%.",
        ["1,790", "19,244", "0.7%"],
    ),
    "32": (
        "Priority",
        "Average priority response was 1:31:32 in Jul-24 and 1:32:06 in the 12 months to Jul-24.",
        ["1:31:32", "1:32:06"],
    ),
    "34": ("Priority", "The priority response rate was 63.4% in Jul-24.", ["63.4%"]),
    "36": (
        "Priority",
        "Time at scene was 2:16:05 in Jul-24 and 2:09:02 in the 12 months to Jul-24, a change of -5:04.",
        ["2:16:05", "2:09:02", "-5:04"],
    ),
    "38": ("Domestic Abuse", "In the 12 months to Jul-24 the DA arrest rate was 46.6%.", ["46.6%"]),
    "40": ("Domestic Abuse", "Repeat DA suspects fell by -18.9% in the last 12 months.", ["-18.9%"]),
    "42": ("Victim Voice", "The lowest satisfaction is with vehicle crimes, 70.0%.", ["lowest"]),
    "44": ("Violence With Injury", "VWI crime volume fell by 13.2% (n.817) year on year.", ["817"]),
    "54": ("Road Safety", "Drug driving arrests fell by 11.4% (n.75) year on year.", ["75"]),
}


@pytest.mark.parametrize("number", DISCREPANCIES)
@pytest.mark.parametrize("whole", [True, False], ids=["all tables", "its table"])
def test_every_published_discrepancy_the_table_can_decide_contradicts(number: str, whole: bool) -> None:
    section, text, wrong = DISCREPANCIES[number]
    told = check_figures(text, published() if whole else page(section))
    assert [plain(said(one)) for one in told if one.verdict is Verdict.CONTRADICTS] == wrong


def test_no_discrepancy_between_the_report_s_prose_and_its_tables_is_left_out() -> None:
    with (FACTS / "discrepancies.csv").open(encoding="utf-8", newline="") as file:
        listed = {
            row["id"] for row in csv.DictReader(file) if (row["source"], row["type"]) == ("003", "table against prose")
        }
    assert listed <= DISCREPANCIES.keys()
