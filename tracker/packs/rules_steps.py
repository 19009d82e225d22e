"""What the clerk does next for a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.enums import LabelledEnum


class Step(LabelledEnum):
    """One thing after the other, from the agenda to minutes that are confirmed."""

    AGENDA = "agenda", "Make the agenda"
    ITEMS = "items", "Add items to the agenda"
    PAPERS = "papers", "Add the papers that are still owed"
    PUBLISH = "publish", "Publish agenda and papers"
    MEET = "meet", "Nothing until the meeting"
    MINUTES = "minutes", "Write the minutes"
    CONFIRM = "confirm", "Have the minutes confirmed at the next meeting"
    DONE = "done", "Nothing: the minutes are confirmed"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a meeting has come. `items` None: no agenda was made; `confirmed` None: there are no minutes yet."""

    day: date
    items: int | None
    owed: int
    published: bool
    confirmed: bool | None


def next_step(progress: Progress, on: date) -> Step:
    """On the day of the meeting itself papers can still be published; from then on the minutes can be written."""
    if progress.confirmed is not None:
        return Step.DONE if progress.confirmed else Step.CONFIRM
    if on > progress.day or (on == progress.day and progress.published):
        return Step.MINUTES
    if progress.published:
        return Step.MEET
    if progress.items is None:
        return Step.AGENDA
    if progress.items == 0:
        return Step.ITEMS
    return Step.PAPERS if progress.owed else Step.PUBLISH
