"""Writing the page of a priority in a quarter: all of it in one act, so that the order of its lines is one person's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker import dates
from tracker.access import Actor
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.dates import Quarter
from tracker.errors import Duplicate, NotFound, Stale
from tracker.plan.models import Priority
from tracker.reports.commands_choices import choose_risks
from tracker.reports.models import QuarterEntry, QuarterPage
from tracker.reports.queries import page_of
from tracker.reports.rules import EntryKind, NothingWritten, check_line, subject_of
from tracker.writing import expect_version, flush, touch


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line as it is to stand. `entry_id` None adds it; a withdrawn line keeps the words it had."""

    entry_id: int | None
    kind: EntryKind
    text: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class SaveEntries:
    """The lines in their new order. `version` 0: nothing was saved on the page yet when the form was opened.

    Lines of the page that are not named stay as they are, after the named ones. `risks` are the references of the
    risks and issues to print; None leaves them as they are.
    """

    version: int
    lines: tuple[EntryLine, ...]
    risks: frozenset[str] | None = None


def save_entries(
    session: Session, priority: Priority, quarter: Quarter, command: SaveEntries, *, by: Actor
) -> QuarterPage:
    """Adds, changes, withdraws, brings back and orders the lines of one priority in one quarter; chooses its risks.

    Raises NothingWritten, Stale, CannotBePrinted, NotFound for a line of another page, and what `check_line` raises.
    """
    subject = subject_of(priority.plan.code, priority.number, quarter.key)
    page = _page(session, priority, quarter, command)
    orders = {kind: _standing(page, kind) for kind in EntryKind}
    change = _Change(session, page, subject, by)
    placed = [change.apply(line) for line in command.lines]
    _number(page, placed)
    change.log_orders(orders)
    chose = command.risks is not None and choose_risks(session, page, command.risks, by=by)
    if change.happened or chose:
        touch(page)
    flush(session)
    return page


def _page(session: Session, priority: Priority, quarter: Quarter, command: SaveEntries) -> QuarterPage:
    page = page_of(session, priority.id, quarter)
    if page is not None:
        expect_version(_words_of(priority, quarter), page, command.version)
        return page
    if command.version:
        raise Stale(_words_of(priority, quarter), command.version, 0)
    if not command.lines and not command.risks:
        raise NothingWritten
    page = QuarterPage(priority=priority, quarter=quarter.key, entries=[], choices=[])
    session.add(page)
    try:
        flush(session)
    except Duplicate as error:
        # Somebody wrote the page's first line at the same moment.
        raise Stale(_words_of(priority, quarter), command.version, 1) from error
    return page


def _words_of(priority: Priority, quarter: Quarter) -> str:
    return f"The page of priority {priority.number} in quarter {quarter.number}, {quarter.financial_year.key}"


class _Change:
    """Applies lines one after the other and logs each change."""

    def __init__(self, session: Session, page: QuarterPage, subject: str, by: Actor) -> None:
        self.session = session
        self.page = page
        self.subject = subject
        self.by = by
        self.known = {entry.id: entry for entry in page.entries}
        self.happened = False

    def apply(self, line: EntryLine) -> QuarterEntry:
        if line.entry_id is None:
            return self._add(line)
        entry = self.known.get(line.entry_id)
        if entry is None or entry.kind is not line.kind:
            raise NotFound("line", str(line.entry_id))
        if not line.withdrawn:
            self._reword(entry, check_line(line.text))
        if line.withdrawn != (entry.withdrawn_at is not None):
            self._withdraw_or_restore(entry, line.withdrawn)
        return entry

    def _add(self, line: EntryLine) -> QuarterEntry:
        text = check_line(line.text)
        entry = QuarterEntry(kind=line.kind, text=text, author=self.by.name, position=0)
        self.page.entries.append(entry)
        self._log(Event.ENTRY_ADDED, line.kind, None, text)
        return entry

    def _reword(self, entry: QuarterEntry, text: str) -> None:
        if text == entry.text:
            return
        self._log(Event.ENTRY_CHANGED, entry.kind, entry.text, text)
        entry.text = text
        entry.author = self.by.name

    def _withdraw_or_restore(self, entry: QuarterEntry, withdrawn: bool) -> None:
        if withdrawn:
            entry.withdrawn_at = dates.now()
            self._log(Event.ENTRY_WITHDRAWN, entry.kind, entry.text, None)
        else:
            entry.withdrawn_at = None
            self._log(Event.ENTRY_RESTORED, entry.kind, None, entry.text)

    def log_orders(self, before: dict[EntryKind, list[QuarterEntry]]) -> None:
        """Logs the kinds whose remaining lines changed places among themselves."""
        for kind, old in before.items():
            now = _standing(self.page, kind)
            kept_before = [entry for entry in old if entry in now]
            kept_now = [entry for entry in now if entry in old]
            if kept_before != kept_now:
                self._log(Event.ENTRIES_REORDERED, kind, _in_words(kept_before), _in_words(kept_now))

    def _log(self, event: Event, kind: EntryKind, old: str | None, new: str | None) -> None:
        self.happened = True
        record(self.session, event, by=self.by, subject=self.subject, changes={kind.label: (old, new)})


def _standing(page: QuarterPage, kind: EntryKind) -> list[QuarterEntry]:
    """The lines of a kind that the report prints, in order."""
    found = [entry for entry in page.entries if entry.kind is kind and entry.withdrawn_at is None]
    return sorted(found, key=lambda entry: entry.position)


def _number(page: QuarterPage, placed: Sequence[QuarterEntry]) -> None:
    """Gives every line of the page its place within its kind, from 1; the lines named first."""
    others = sorted((entry for entry in page.entries if entry not in placed), key=lambda entry: entry.position)
    for kind in EntryKind:
        for position, entry in enumerate(_of_kind(kind, [*placed, *others]), start=1):
            if entry.position != position:
                entry.position = position


def _of_kind(kind: EntryKind, entries: Sequence[QuarterEntry]) -> Iterator[QuarterEntry]:
    return (entry for entry in entries if entry.kind is kind)


def _in_words(entries: Sequence[QuarterEntry]) -> str:
    return "; ".join(f"{place}. {entry.text[:60]}" for place, entry in enumerate(entries, start=1))
