"""The template of agendas: the standing items every new agenda begins with. Agendas already made do not change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event, difference
from tracker.packs.models import TemplateLine
from tracker.packs.queries import next_template_number, template_lines
from tracker.packs.rules_agenda import CannotMove, WithdrawnAlready
from tracker.packs.rules_items import ItemWords, check_words
from tracker.writing import expect_version, flush, queue

SUBJECT = "template of agendas"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    version: int
    words: ItemWords


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One place up, or else down."""

    version: int
    up: bool


@dataclass(frozen=True, slots=True)
class WithdrawLine:
    version: int
    reason: str


def add_line(session: Session, words: ItemWords, *, by: Actor, on: date) -> TemplateLine:
    """At the end of the template. Raises TitleNeeded."""
    check_words(words)
    queue(session)
    lines = template_lines(session)
    line = TemplateLine(
        number=next_template_number(session), position=max((each.position for each in lines), default=0) + 1
    )
    _set(line, words)
    session.add(line)
    flush(session)
    changes = difference({}, _told(words))
    record(session, Event.TEMPLATE_LINE_ADDED, by=by, subject=SUBJECT, changes=changes)
    return line


def change_line(session: Session, line: TemplateLine, command: ChangeLine, *, by: Actor, on: date) -> bool:
    """Whether anything changed. Raises Stale, WithdrawnAlready and TitleNeeded."""
    expect_version(name_of(line), line, command.version)
    _check_standing(line)
    before, words = words_of(line), check_words(command.words)
    if before == words:
        return False
    _set(line, words)
    flush(session)
    changes = difference(_told(before), _told(words))
    record(session, Event.TEMPLATE_LINE_CHANGED, by=by, subject=SUBJECT, changes=changes)
    return True


def move_line(session: Session, line: TemplateLine, command: MoveLine, *, by: Actor, on: date) -> None:
    """Raises Stale, WithdrawnAlready and CannotMove."""
    expect_version(name_of(line), line, command.version)
    _check_standing(line)
    queue(session)
    lines = list(template_lines(session))
    before = _titles(lines)
    here = lines.index(line)
    there = here + (-1 if command.up else 1)
    if not 0 <= there < len(lines):
        raise CannotMove("first" if command.up else "last")
    lines[here], lines[there] = lines[there], lines[here]
    for position, each in enumerate(lines, start=1):
        if each.position != position:
            each.position = position
    flush(session)
    changes = {"Order": (before, _titles(lines))}
    record(session, Event.TEMPLATE_LINE_MOVED, by=by, subject=SUBJECT, changes=changes)


def withdraw_line(session: Session, line: TemplateLine, command: WithdrawLine, *, by: Actor, on: date) -> None:
    """New agendas then begin without it. Raises Stale and WithdrawnAlready."""
    expect_version(name_of(line), line, command.version)
    _check_standing(line)
    line.withdrawn_on, line.withdrawn_by, line.withdrawn_reason = on, by.name, command.reason
    flush(session)
    changes: dict[str, tuple[str | None, str | None]] = {"Title": (line.title, None)}
    record(session, Event.TEMPLATE_LINE_WITHDRAWN, by=by, subject=SUBJECT, changes=changes, reason=command.reason)


def words_of(line: TemplateLine) -> ItemWords:
    """What a line says."""
    return ItemWords(line.title, line.kind, line.text, line.presenter, line.paper_expected)


def name_of(line: TemplateLine) -> str:
    """How a refusal names it."""
    return f"The line “{line.title}”"


def _set(line: TemplateLine, words: ItemWords) -> None:
    line.title, line.kind, line.text = words.title, words.kind, words.text
    line.presenter, line.paper_expected = words.presenter, words.paper_expected


def _told(words: ItemWords) -> dict[str, str | None]:
    return {
        "Title": words.title,
        "Kind": words.kind.label,
        "Words": words.text,
        "Presenter": words.presenter,
        "Paper expected": "yes" if words.paper_expected else "no",
    }


def _titles(lines: Sequence[TemplateLine]) -> str:
    return "; ".join(f"{place}. {line.title}" for place, line in enumerate(lines, start=1))


def _check_standing(line: TemplateLine) -> None:
    if line.withdrawn_on is not None:
        raise WithdrawnAlready
