"""What is written of a year's report and what is still missing, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.annual.models import AnnualSection
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.queries_year import YearContent
from tracker.annual.rules import PartState, SectionKind, StoryKind
from tracker.annual.rules_finance import Column, Imbalance, MoneyLine, ShareSum, check_finance, share_sums
from tracker.annual.rules_pictures import may_be_shown
from tracker.dates import FinancialYear
from tracker.plan.models import Plan, Priority

_WITHOUT_TEXT = {SectionKind.PRIORITIES, SectionKind.PROGRESS, SectionKind.FINANCE}
"""Sections whose content comes from elsewhere, so that they need no words of their own."""

_UNFINISHED = {PartState.MISSING, PartState.BEGUN, PartState.CHECK}


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the list of parts. `path` leads from the list to the page that writes it; `notes` say what is wrong.

    `reading` leads those who only read to where the part stands; None where nothing but a form shows it.
    """

    title: str
    path: str
    state: PartState
    notes: tuple[str, ...] = ()
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The list of parts, under its headings."""

    sections: tuple[Part, ...]
    priorities: tuple[Part, ...]
    money: tuple[Part, ...]
    more: tuple[Part, ...]

    @property
    def finished(self) -> int:
        return sum(part.state not in _UNFINISHED for part in self.every)

    @property
    def every(self) -> tuple[Part, ...]:
        return (*self.sections, *self.priorities, *self.money, *self.more)


def gaps_of(content: YearContent, plans: Sequence[Plan], today: date) -> Parts:
    """Every part of the report with what is missing from it."""
    return Parts(
        sections=tuple(_section(each) for each in content.sections),
        priorities=tuple(_priority(content, priority) for plan in plans for priority in plan.priorities),
        money=tuple(_money(content)),
        more=tuple(_more(content, today)),
    )


def imbalances(content: YearContent) -> list[Imbalance]:
    """What does not add up in the finance table."""
    year = content.annual.financial_year
    lines = [
        MoneyLine(line.side, line.label, line.actual, line.budget, line.is_total) for line in content.finance_lines
    ]
    return check_finance(lines, column_names(year))


def column_names(year: FinancialYear) -> dict[Column, str]:
    """What the columns of the finance table are called."""
    return {Column.ACTUAL: f"{year.key} actual", Column.BUDGET: f"{FinancialYear(year.year + 1).key} budget"}


def sums_of_shares(content: YearContent) -> list[ShareSum]:
    """What the shares of spend come to in both years."""
    year = content.annual.financial_year
    pairs = [(share.percent, share.previous) for share in content.shares]
    return share_sums(pairs, year.key, FinancialYear(year.year - 1).key)


def _section(section: AnnualSection) -> Part:
    path, reading = f"sections/{section.number}", f"sections#section-{section.number}"
    if not section.included:
        return Part(section.heading, path, PartState.LEFT_OUT, reading=reading)
    gone = _gone(section.picture)
    if section.text is not None:
        return Part(section.heading, path, PartState.CHECK if gone else PartState.DONE, gone, reading)
    if section.kind not in _WITHOUT_TEXT:
        return Part(section.heading, path, PartState.MISSING, gone, reading)
    notes = ("Nothing is written before what it holds, and nothing need be", *gone)
    return Part(section.heading, path, PartState.CHECK if gone else PartState.GATHERED, notes, reading)


def _gone(picture: AnnualPicture | None) -> tuple[str, ...]:
    """What is wrong with a picture that was chosen and withdrawn since."""
    if picture is None or not picture.is_withdrawn:
        return ()
    return (f"{picture.known_as} is withdrawn, so no picture is shown. Choose another, or none",)


def _priority(content: YearContent, priority: Priority) -> Part:
    own = next((text for text in content.priority_texts if text.priority_id == priority.id), None)
    told = own is not None and bool(own.introduction)
    written = {text.objective_id for text in content.objective_texts if text.text}
    silent = [each for each in priority.objectives if each.id not in written]
    notes = [] if told else ["It has no introduction"]
    if silent:
        notes.append(f"{len(silent)} of {len(priority.objectives)} objectives have no text")
    begun = told or len(silent) < len(priority.objectives)
    state = (PartState.BEGUN if begun else PartState.MISSING) if notes else PartState.DONE
    gone = [*_gone(own.picture if own else None), *_gone_of_objectives(content, priority)]
    if gone and state is PartState.DONE:
        state = PartState.CHECK
    path = f"plans/{priority.plan.code}/priorities/{priority.number}"
    return Part(f"Priority {priority.number}: {priority.title}", path, state, (*notes, *gone), reading=path)


def _gone_of_objectives(content: YearContent, priority: Priority) -> Iterator[str]:
    for text in content.objective_texts:
        if text.objective.priority_id == priority.id:
            yield from (f"{text.objective.code}: {words}" for words in _gone(text.picture))


def _money(content: YearContent) -> Iterator[Part]:
    wrong = tuple(each.sentence for each in imbalances(content))
    yield Part("Finance table", "finance", _table_state(bool(content.finance_lines), wrong), wrong)
    uneven = tuple(each.sentence for each in sums_of_shares(content) if not each.is_whole)
    yield Part("Spend by function", "shares", _table_state(bool(content.shares), uneven), uneven)
    yield _counted("Funding facts", "funding", len(content.funding))


def _table_state(has_rows: bool, wrong: Sequence[str]) -> PartState:
    if not has_rows:
        return PartState.MISSING
    return PartState.CHECK if wrong else PartState.DONE


def _more(content: YearContent, today: date) -> Iterator[Part]:
    yield _counted("Headline figures", "figures", len(content.figures))
    told = [story.kind for story in content.stories]
    counts = (f"{told.count(kind)} of kind “{kind.label.lower()}”" for kind in StoryKind if kind in told)
    state = PartState.DONE if told else PartState.NONE
    yield Part("Case studies and quotations", "stories", state, tuple(counts), reading="stories")
    ended = tuple(
        f"The consent for picture {each.number} does not hold today"
        for each in content.pictures
        if not may_be_shown(each.shows_people, each.consent_on, each.consent_until, today)
    )
    shown = PartState.CHECK if ended else PartState.DONE if content.pictures else PartState.NONE
    yield Part("Pictures", "pictures", shown, ended, reading="pictures")
    gone = _gone(content.annual.cover)
    cover = PartState.CHECK if gone else PartState.DONE if content.annual.cover is not None else PartState.NONE
    yield Part("Picture on the cover", "cover", cover, gone)


def _counted(title: str, path: str, number: int) -> Part:
    notes = (f"{number} recorded",) if number else ()
    return Part(title, path, PartState.DONE if number else PartState.NONE, notes, reading=path)
