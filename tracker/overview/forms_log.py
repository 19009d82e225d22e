"""The filters of the log, read from its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tracker import dates
from tracker.access import Actor
from tracker.audit.queries_log import LogFilter
from tracker.audit.rules import Event
from tracker.overview.rules_log import LogKind, kind_of, seen_events, seen_kinds
from tracker.web import asked

_FIRST: Final = date(1900, 1, 1)
_LAST: Final = date(9000, 1, 1)


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """What somebody asks of the log; what names nothing, or nothing they may see, is no limit."""

    kinds: tuple[LogKind, ...]
    person_id: int | None
    kind: LogKind | None
    event: Event | None
    from_day: date | None
    to_day: date | None
    words: str
    before: int | None
    after: int | None

    @classmethod
    def read(cls, args: Mapping[str, str], actor: Actor) -> LogQuestion:
        kinds = seen_kinds(actor)
        kind, event = asked.member(LogKind, args, "kind"), asked.member(Event, args, "event")
        return cls(
            kinds=kinds,
            person_id=asked.whole(args, "person"),
            kind=kind if kind in kinds else None,
            event=event if event is not None and kind_of(event) in kinds else None,
            from_day=_day(args.get("from", "")),
            to_day=_day(args.get("to", "")),
            words=asked.words(args, "q"),
            before=asked.whole(args, "before"),
            after=asked.whole(args, "after"),
        )

    @property
    def query(self) -> dict[str, str]:
        """What was asked for, as the address says it; without the place in the log."""
        said = {
            "person": str(self.person_id or ""),
            "kind": self.kind.value if self.kind else "",
            "event": self.event.value if self.event else "",
            "from": self.from_day.isoformat() if self.from_day else "",
            "to": self.to_day.isoformat() if self.to_day else "",
            "q": self.words,
        }
        return {name: value for name, value in said.items() if value}

    def to_filter(self) -> LogFilter:
        events = seen_events({self.kind} if self.kind else self.kinds)
        return LogFilter(
            events=[event.value for event in events if self.event in (None, event)],
            actor_id=self.person_id,
            words=self.words,
            begins=dates.begins_at(self.from_day) if self.from_day else None,
            ends=dates.begins_at(self.to_day + timedelta(days=1)) if self.to_day else None,
        )


def _day(text: str) -> date | None:
    """A day as the browser sends it, 2024-09-18."""
    try:
        found = date.fromisoformat(text) if len(text) == len("2024-09-18") else None
    except ValueError:
        return None
    return found if found is not None and _FIRST <= found <= _LAST else None
