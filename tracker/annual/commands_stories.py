"""Adding and changing case studies and quotations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.annual import queries
from tracker.annual.commands_rows import add_row, behind, expect, picture_to_show, save_row, told_picture
from tracker.annual.models import AnnualSection, AnnualYear
from tracker.annual.models_stories import AnnualStory
from tracker.annual.rules import (
    LONGEST_CASE_STUDY,
    LONGEST_HEADING,
    LONGEST_QUOTATION,
    LONGEST_SPEAKER,
    StoryKind,
    TextNeeded,
    TitleNeeded,
    TitleOfQuotation,
    check_line,
    check_text,
)
from tracker.plan.models import Objective, Priority
from tracker.writing import queue


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """Where a story stands: one of the three."""

    section: AnnualSection | None = None
    priority: Priority | None = None
    objective: Objective | None = None

    @property
    def words(self) -> str:
        if self.section is not None:
            return f"the section “{self.section.heading}”"
        if self.priority is not None:
            return f"priority {self.priority.number}"
        return f"“{self.objective.title}”" if self.objective is not None else ""

    @classmethod
    def of(cls, story: AnnualStory) -> StoryPlace:
        return cls(story.section, story.priority, story.objective)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFacts:
    """`picture` is the number of one of the year's pictures."""

    kind: StoryKind
    place: StoryPlace
    title: str | None
    text: str | None
    speaker: str | None = None
    picture: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeStory:
    version: int
    facts: StoryFacts


def add_story(session: Session, annual: AnnualYear, facts: StoryFacts, *, by: Actor, on: date) -> AnnualStory:
    """Behind the others. Raises TextNeeded, TitleNeeded, TitleOfQuotation, TextTooLong, NotFound or PictureGone."""
    queue(session)
    story = AnnualStory(annual=annual, **behind(queries.rows_of_year(session, annual).stories))
    _fill(session, story, facts)
    add_row(session, story, _told(story), by=by)
    return story


def change_story(session: Session, story: AnnualStory, command: ChangeStory, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, WithdrawnAlready and what `add_story` raises."""
    expect(session, story, command.version)
    before = _told(story)
    _fill(session, story, command.facts)
    return save_row(session, story, before, _told(story), by=by)


def siblings(session: Session, story: AnnualStory) -> list[AnnualStory]:
    """The standing stories of the same place, in order."""
    rows = queries.rows_of_year(session, story.annual).stories
    return [each for each in rows if not each.is_withdrawn and StoryPlace.of(each) == StoryPlace.of(story)]


def _fill(session: Session, story: AnnualStory, facts: StoryFacts) -> None:
    limit = LONGEST_CASE_STUDY if facts.kind is StoryKind.CASE_STUDY else LONGEST_QUOTATION
    text = check_text(facts.text, f"The {facts.kind.label.lower()}", limit)
    if text is None:
        raise TextNeeded(facts.kind.label.lower())
    title = check_line(facts.title, "The title", LONGEST_HEADING)
    if title is None and facts.kind is StoryKind.CASE_STUDY:
        raise TitleNeeded
    if title is not None and facts.kind is StoryKind.QUOTATION:
        raise TitleOfQuotation
    story.kind, story.title, story.text = facts.kind, title, text
    story.speaker = check_line(facts.speaker, "Who says it", LONGEST_SPEAKER)
    story.section, story.priority, story.objective = facts.place.section, facts.place.priority, facts.place.objective
    story.picture = picture_to_show(session, story.annual, facts.picture, story.picture)


def _told(story: AnnualStory) -> dict[str, str | None]:
    return {
        "Kind": story.kind.label,
        "Place": StoryPlace.of(story).words,
        "Title": story.title,
        "Text": story.text,
        "Speaker": story.speaker,
        "Picture": told_picture(story.picture),
    }
