"""Writing the lines of a priority in a quarter."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import Cast, as_actor, log_of, make_priority
from tracker.access import SYSTEM
from tracker.audit.queries import changes_of
from tracker.dates import Quarter
from tracker.documents.printable import Unprintable
from tracker.errors import NotFound, Stale
from tracker.plan.models import Plan, Priority
from tracker.reports.commands import EntryLine, SaveEntries, save_entries
from tracker.reports.models import QuarterEntry, QuarterPage
from tracker.reports.queries import page_of
from tracker.reports.rules import EntryKind, LineEmpty, NothingWritten

QUARTER = Quarter.parse("2024-25-Q2")
SUBJECT = "PCP-2022-25/1/2024-25-Q2"
OUTCOME, FOCUS = EntryKind.OUTCOME, EntryKind.FOCUS


def new(text: str, kind: EntryKind = OUTCOME) -> EntryLine:
    return EntryLine(None, kind, text)


def as_it_is(entry: QuarterEntry) -> EntryLine:
    return EntryLine(entry.id, entry.kind, entry.text, entry.withdrawn_at is not None)


def save(session: Session, priority: Priority, *lines: EntryLine, version: int | None = None) -> list[QuarterEntry]:
    """Saves the lines as the page stands now; gives back what the next request would read, in order."""
    page = page_of(session, priority.id, QUARTER)
    opened_at = version if version is not None else page.version if page else 0
    save_entries(session, priority, QUARTER, SaveEntries(opened_at, lines), by=SYSTEM)
    session.expire_all()
    return stored(session, priority)


def stored(session: Session, priority: Priority, kind: EntryKind = OUTCOME) -> list[QuarterEntry]:
    page = page_of(session, priority.id, QUARTER)
    return sorted((each for each in page.entries if each.kind is kind), key=lambda each: each.position) if page else []


def acts(session: Session) -> list[tuple[str, dict[str, tuple[str | None, str | None]]]]:
    return [(entry.event, changes_of(entry)) for entry in log_of(session, SUBJECT)]


def test_the_first_lines_make_the_page_and_are_logged(session: Session, priority: Priority, cast: Cast) -> None:
    command = SaveEntries(0, (new("First"), new("Second"), new("Next", FOCUS)))
    save_entries(session, priority, QUARTER, command, by=as_actor(cast.lead))
    assert [(each.text, each.position, each.author) for each in stored(session, priority)] == [
        ("First", 1, "Lena Marsh"),
        ("Second", 2, "Lena Marsh"),
    ]
    assert [each.text for each in stored(session, priority, FOCUS)] == ["Next"]
    assert acts(session) == [
        ("entry:added", {"Outcomes achieved this quarter": (None, "First")}),
        ("entry:added", {"Outcomes achieved this quarter": (None, "Second")}),
        ("entry:added", {"PCC focus next quarter": (None, "Next")}),
    ]


def test_a_changed_line_keeps_what_it_said_in_the_log(session: Session, priority: Priority) -> None:
    first = save(session, priority, new("First"))[0]
    changed = save(session, priority, EntryLine(first.id, OUTCOME, " Better\nwords "))
    assert [each.text for each in changed] == ["Better words"]
    assert acts(session)[-1] == ("entry:changed", {"Outcomes achieved this quarter": ("First", "Better words")})


def test_a_line_is_withdrawn_and_brought_back_never_deleted(session: Session, priority: Priority) -> None:
    first, second = save(session, priority, new("First"), new("Second"))
    gone = EntryLine(first.id, OUTCOME, "typed over it", withdrawn=True)
    second, first = save(session, priority, as_it_is(second), gone)
    assert (first.text, first.withdrawn_at is None, second.position) == ("First", False, 1)
    assert acts(session)[-1] == ("entry:withdrawn", {"Outcomes achieved this quarter": ("First", None)})
    second, first = save(session, priority, as_it_is(second), EntryLine(first.id, OUTCOME, "First"))
    assert first.withdrawn_at is None
    assert acts(session)[-1] == ("entry:restored", {"Outcomes achieved this quarter": (None, "First")})


def test_a_new_order_is_kept_and_logged_once(session: Session, priority: Priority) -> None:
    first, second, third = save(session, priority, new("First"), new("Second"), new("Third"))
    found = save(session, priority, as_it_is(third), as_it_is(first), as_it_is(second))
    assert [each.text for each in found] == ["Third", "First", "Second"]
    assert acts(session)[3:] == [
        (
            "entry:reordered",
            {"Outcomes achieved this quarter": ("1. First; 2. Second; 3. Third", "1. Third; 2. First; 3. Second")},
        )
    ]


def test_adding_a_line_between_others_is_no_new_order(session: Session, priority: Priority) -> None:
    first, second = save(session, priority, new("First"), new("Second"))
    found = save(session, priority, as_it_is(first), new("Between"), as_it_is(second))
    assert [each.text for each in found] == ["First", "Between", "Second"]
    assert [event for event, _ in acts(session)] == ["entry:added"] * 3


def test_lines_that_the_form_does_not_name_stay_after_those_it_names(session: Session, priority: Priority) -> None:
    _, second = save(session, priority, new("First"), new("Second"))
    found = save(session, priority, as_it_is(second), new("Third"))
    assert [each.text for each in found] == ["Second", "Third", "First"]


def test_saving_without_a_change_leaves_no_trace(session: Session, priority: Priority) -> None:
    first, second = save(session, priority, new("First"), new("Second"))
    before = page_of(session, priority.id, QUARTER)
    assert before is not None
    version, logged = before.version, len(acts(session))
    save(session, priority, as_it_is(first), as_it_is(second))
    after = page_of(session, priority.id, QUARTER)
    assert after is not None
    assert (after.version, len(acts(session))) == (version, logged)


def test_each_change_makes_a_form_opened_before_it_stale(session: Session, priority: Priority) -> None:
    save(session, priority, new("First"))
    with pytest.raises(Stale):
        save(session, priority, new("Second"), version=0)
    with pytest.raises(Stale):
        save(session, priority, new("Second"), version=99)
    assert [each.text for each in stored(session, priority)] == ["First"]


def test_a_version_of_a_page_that_does_not_exist_is_stale(session: Session, priority: Priority) -> None:
    with pytest.raises(Stale):
        save(session, priority, new("First"), version=3)


def test_nothing_makes_no_page(session: Session, priority: Priority) -> None:
    with pytest.raises(NothingWritten):
        save(session, priority)
    assert session.scalar(select(func.count()).select_from(QuarterPage)) == 0


def test_a_line_of_another_page_or_heading_is_not_found(session: Session, plan: Plan, priority: Priority) -> None:
    first = save(session, priority, new("First"))[0]
    other = make_priority(session, plan, 2)
    with pytest.raises(NotFound):
        save(session, other, EntryLine(first.id, OUTCOME, "Mine now"))
    with pytest.raises(NotFound):
        save(session, priority, EntryLine(first.id, FOCUS, "First"))


@pytest.mark.parametrize(("text", "refusal"), [("", LineEmpty), (" \n", LineEmpty), ("🚓", Unprintable)])
def test_lines_the_report_cannot_print_are_refused(
    session: Session, priority: Priority, text: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        save(session, priority, new(text))
