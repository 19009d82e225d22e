"""Beginning a year's report; its sections and their order; what it says of priorities and objectives; its cover."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.annual import queries
from tracker.annual.commands_rows import MoveRow, change_places, picture_to_show, told_picture
from tracker.annual.models import AnnualObjectiveText, AnnualPriorityText, AnnualSection, AnnualYear
from tracker.annual.queries_year import annual_year
from tracker.annual.rules import (
    LONGEST_HEADING,
    LONGEST_INTRODUCTION,
    LONGEST_OBJECTIVE,
    LONGEST_SECTION,
    SectionCannotLeave,
    SectionKind,
    YearOpenedAlready,
    check_begun,
    check_line,
    check_text,
    is_required,
    subject_of,
)
from tracker.annual.rules_defaults import Opening, openings
from tracker.audit.commands import record
from tracker.audit.rules import Changes, Event, difference
from tracker.dates import FinancialYear
from tracker.errors import Duplicate, Stale
from tracker.plan.models import Objective, Priority
from tracker.writing import expect_version, flush, queue, touch

T = TypeVar("T", AnnualPriorityText, AnnualObjectiveText)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFacts:
    """`picture` is the number of one of the year's pictures."""

    heading: str
    text: str | None
    included: bool = True
    picture: int | None = None


@dataclass(frozen=True, slots=True)
class SaveSection:
    version: int
    facts: SectionFacts


@dataclass(frozen=True, slots=True)
class SaveText:
    """What the report says of a priority or an objective. `version` 0: nothing was saved when the form was opened."""

    version: int
    text: str | None
    picture: int | None = None


@dataclass(frozen=True, slots=True)
class ChooseCover:
    """`version` is that of the year."""

    version: int
    picture: int | None


def begin_year(session: Session, year: FinancialYear, *, by: Actor, on: date) -> AnnualYear:
    """With the sections of the year before, or the built-in ones. Raises YearNotBegun or YearOpenedAlready."""
    check_begun(year, on)
    queue(session)
    if annual_year(session, year) is not None:
        raise YearOpenedAlready(year)
    before = queries.year_before(session, year)
    kept = tuple(
        Opening(each.kind, each.heading, each.text, each.included) for each in (before.sections if before else ())
    )
    annual = AnnualYear(year=year.key, opened_on=on, opened_by=by.name)
    annual.sections = [
        AnnualSection(
            number=number,
            kind=each.kind,
            position=number,
            heading=each.heading,
            text=each.text,
            included=each.included,
        )
        for number, each in enumerate(openings(kept), start=1)
    ]
    session.add(annual)
    flush(session)
    changes: dict[str, tuple[str | None, str | None]] = {"Sections of": (None, before.year if before else "no year")}
    record(session, Event.ANNUAL_BEGUN, by=by, subject=subject_of(year.key), changes=changes)
    return annual


def add_section(session: Session, annual: AnnualYear, facts: SectionFacts, *, by: Actor, on: date) -> AnnualSection:
    """A section of the office's own, at the end. Raises TextTooLong, NotFound or PictureGone."""
    queue(session)
    number = max((each.number for each in annual.sections), default=0) + 1
    position = max((each.position for each in annual.sections), default=0) + 1
    section = AnnualSection(number=number, kind=SectionKind.OTHER, position=position)
    _set_section(session, annual, section, facts)
    annual.sections.append(section)
    touch(annual)
    flush(session)
    changes = difference({}, _told_section(section))
    record(session, Event.ANNUAL_ADDED, by=by, subject=_subject(section), changes=changes)
    return section


def save_section(session: Session, section: AnnualSection, command: SaveSection, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, SectionCannotLeave, TextTooLong, NotFound or PictureGone."""
    expect_version(f"The section “{section.heading}”", section, command.version)
    if is_required(section.kind) and not command.facts.included:
        raise SectionCannotLeave(section.heading)
    before = _told_section(section)
    _set_section(session, section.annual, section, command.facts)
    changes = difference(before, _told_section(section))
    if not changes:
        return False
    flush(session)
    record(session, Event.ANNUAL_CHANGED, by=by, subject=_subject(section), changes=changes)
    return True


def move_section(
    session: Session, annual: AnnualYear, section: AnnualSection, command: MoveRow, *, by: Actor, on: date
) -> None:
    """`command` has the version of the year, which holds the order. Raises Stale or CannotMove."""
    expect_version(f"The order of the report of {annual.year}", annual, command.version)
    before = _order(annual)
    change_places(annual.sections, section, f"“{section.heading}”", up=command.up)
    annual.sections.sort(key=lambda each: each.position)
    touch(annual)
    flush(session)
    changes = {"Order": (before, _order(annual))}
    record(session, Event.ANNUAL_REORDERED, by=by, subject=subject_of(annual.year), changes=changes)


def choose_cover(session: Session, annual: AnnualYear, command: ChooseCover, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, NotFound or PictureGone."""
    expect_version(f"The cover of the report of {annual.year}", annual, command.version)
    before = told_picture(annual.cover)
    annual.cover = picture_to_show(session, annual, command.picture, annual.cover)
    changes = difference({"Cover": before}, {"Cover": told_picture(annual.cover)})
    if not changes:
        return False
    flush(session)
    record(session, Event.ANNUAL_CHANGED, by=by, subject=subject_of(annual.year), changes=changes)
    return True


def save_priority_text(
    session: Session, annual: AnnualYear, priority: Priority, command: SaveText, *, by: Actor, on: date
) -> bool:
    """How the chapter begins; whether anything changed. Raises Stale, TextTooLong, NotFound or PictureGone."""
    name = f"What the report of {annual.year} says of priority {priority.number}"
    row = queries.priority_text(session, annual, priority)
    row = _at_version(session, row, AnnualPriorityText(annual=annual, priority=priority), command.version, name)
    before = {"Introduction": row.introduction, "Picture": told_picture(row.picture)}
    row.introduction = check_text(command.text, "The introduction", LONGEST_INTRODUCTION)
    row.picture = picture_to_show(session, annual, command.picture, row.picture)
    after = {"Introduction": row.introduction, "Picture": told_picture(row.picture)}
    part = f"{priority.plan.code} priority {priority.number}"
    return _logged(session, subject_of(annual.year, part), difference(before, after), by)


def save_objective_text(
    session: Session, annual: AnnualYear, objective: Objective, command: SaveText, *, by: Actor, on: date
) -> bool:
    """Whether anything changed. Raises Stale, TextTooLong, NotFound or PictureGone."""
    name = f"What the report of {annual.year} says of “{objective.title}”"
    row = queries.objective_text(session, annual, objective)
    row = _at_version(session, row, AnnualObjectiveText(annual=annual, objective=objective), command.version, name)
    before = {"Text": row.text, "Picture": told_picture(row.picture)}
    row.text = check_text(command.text, "The text", LONGEST_OBJECTIVE)
    row.picture = picture_to_show(session, annual, command.picture, row.picture)
    after = {"Text": row.text, "Picture": told_picture(row.picture)}
    part = f"{objective.priority.plan.code} {objective.code}"
    return _logged(session, subject_of(annual.year, part), difference(before, after), by)


def _at_version(session: Session, found: T | None, new: T, version: int, name: str) -> T:
    """The row that was saved before, if it is the one the form was opened on, or else a new one. Raises Stale."""
    if found is not None:
        expect_version(name, found, version)
        return found
    if version:
        raise Stale(name, version, 0)
    session.add(new)
    try:
        flush(session)
    except Duplicate as error:
        # Somebody wrote the first words at the same moment.
        raise Stale(name, version, 1) from error
    return new


def _logged(session: Session, subject: str, changes: Changes, by: Actor) -> bool:
    if not changes:
        return False
    flush(session)
    record(session, Event.ANNUAL_CHANGED, by=by, subject=subject, changes=changes)
    return True


def _set_section(session: Session, annual: AnnualYear, section: AnnualSection, facts: SectionFacts) -> None:
    section.heading = check_line(facts.heading, "The heading", LONGEST_HEADING) or section.kind.label
    section.text = check_text(facts.text, f"“{section.heading}”", LONGEST_SECTION)
    section.included = facts.included
    section.picture = picture_to_show(session, annual, facts.picture, section.picture)


def _told_section(section: AnnualSection) -> dict[str, str | None]:
    return {
        "Heading": section.heading,
        "Text": section.text,
        "In the report": "yes" if section.included else "no",
        "Picture": told_picture(section.picture),
    }


def _subject(section: AnnualSection) -> str:
    return subject_of(section.annual.year, f"section {section.number}")


def _order(annual: AnnualYear) -> str:
    return "; ".join(f"{place}. {each.heading}" for place, each in enumerate(annual.sections, start=1))
