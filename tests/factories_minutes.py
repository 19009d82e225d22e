"""Minutes for tests, made by the same commands the pages use."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.factories_packs import CANARY
from tests.factories_panel import make_meeting
from tracker.access import SYSTEM
from tracker.packs.commands_minutes import MakeMinutes, make_minutes, next_first
from tracker.packs.commands_minutes_confirm import Confirm, confirm_minutes
from tracker.packs.commands_minutes_decided import SetAction, SetDecision, set_action, set_decision
from tracker.packs.commands_minutes_items import AddMinute, ChangeMinute, add_minute, change_minute
from tracker.packs.commands_minutes_roll import SetRoll, set_roll
from tracker.packs.gather_minutes import drafted_facts
from tracker.packs.models_minutes import Minutes, MinutesItem
from tracker.packs.rules_minutes import Decision, Present
from tracker.packs.rules_minuting import Came, Guest, MinuteWords, Roll
from tracker.panel.models import Meeting

CONFIRMED, DRAFTED, HELD = date(2023, 12, 7), date(2024, 3, 7), date(2024, 6, 27)
"""The days of the meetings whose minutes `fill_minutes` makes, and of the one that may confirm the draft."""


def begin(session: Session, meeting: Meeting, first: int | None = None) -> Minutes:
    """The minutes as the clerk finds them after making them."""
    number = next_first(session, meeting, TODAY) if first is None else first
    return make_minutes(session, meeting, MakeMinutes(number), by=SYSTEM, on=TODAY)


def minute(session: Session, minutes: Minutes, title: str = "Tasers", text: str | None = None) -> MinutesItem:
    return add_minute(session, minutes, AddMinute(MinuteWords(title, text)), by=SYSTEM, on=TODAY)


def seat(session: Session, minutes: Minutes, *names: str, guests: tuple[Guest, ...] = ()) -> None:
    """These alone were there."""
    roll = Roll(tuple(Came(Present(name)) for name in names), (), guests)
    set_roll(session, minutes, SetRoll(minutes.roll_number, roll), by=SYSTEM, on=TODAY)


def exempt_minute(session: Session, minutes: Minutes) -> MinutesItem:
    """Its text, decision and action hold the canary; its title and summary are for everybody."""
    words = MinuteWords("Complaint against a contractor", f"The {CANARY} company.", 3, "A tender was considered.")
    item = add_minute(session, minutes, AddMinute(words), by=SYSTEM, on=TODAY)
    decide(session, item, f"To end the {CANARY} tender.")
    ask(session, item, f"Write to the {CANARY} company", owner=f"The {CANARY} lawyer")
    return item


def decide(
    session: Session, item: MinutesItem, text: str, proposer: str | None = None, seconder: str | None = None
) -> None:
    decision = Decision(text, proposer is not None, proposer, seconder)
    set_decision(session, item, SetDecision(item.version, decision), by=SYSTEM, on=TODAY)


def ask(session: Session, item: MinutesItem, text: str = "Say when", owner: str = "PCC") -> None:
    set_action(session, item, SetAction(item.version, text, owner, None), by=SYSTEM, on=TODAY)


def reword(session: Session, item: MinutesItem, **words: str | int | None) -> bool:
    before = item.words
    values = {name: getattr(before, name) for name in ("title", "text", "paragraph", "summary")} | words
    return change_minute(session, item, ChangeMinute(item.version, MinuteWords(**values)), by=SYSTEM, on=TODAY)


def confirm(session: Session, minutes: Minutes, at: Meeting, on: date = TODAY) -> None:
    seen = drafted_facts(session, minutes, on).content_hash
    confirm_minutes(session, minutes, Confirm(seen, at), by=SYSTEM, on=on)


def fill_minutes(session: Session, held: Meeting) -> Minutes:
    """The minutes of December, confirmed at the meeting that was `held`, and those of March, which are a draft.

    Both have an open item with a decision and an action, and an exempt one that holds the canary.
    """
    for day in (CONFIRMED, DRAFTED):
        meeting = make_meeting(session, day, starts_at=time(10), ends_at=time(12, 30))
        minutes = begin(session, meeting)
        item = minute(session, minutes, "Call handling", "Members asked how long callers wait.")
        decide(session, item, "To look at it again.")
        ask(session, item)
        exempt_minute(session, minutes)
        if day == CONFIRMED:
            confirm(session, minutes, held)
    return minutes
