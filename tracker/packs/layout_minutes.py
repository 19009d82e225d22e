"""Minutes: snapshot in, document out. No session, no settings, no clock."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.dates import long_date
from tracker.documents.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Columns,
    DataTable,
    Heading,
    KeptTogether,
    ListItem,
    Page,
    Paragraph,
    Row,
    Run,
    Section,
    TitlePage,
    plain,
)
from tracker.documents.document import Document
from tracker.documents.text import to_runs
from tracker.packs.layout_words import NO_VENUE, NOT_FOR_PUBLICATION, meeting_line, typed, weekday
from tracker.packs.rules_exempt import paragraph_words
from tracker.packs.rules_minutes import Decision, MinutesState, Moved
from tracker.packs.snapshots_minutes import MinuteFacts, MinutesFacts
from tracker.reports.layout_words import body, clock, labelled, nothing, small

TITLE = "Minutes"
DRAFT_MARK = "Draft – not yet confirmed by the Panel"
NO_SUMMARY = "No summary of this item has been published."


def minutes_document(minutes: MinutesFacts) -> Document:
    """The minutes on A4 portrait; until they are confirmed every page says that they are a draft."""
    meeting = minutes.meeting
    draft = minutes.state is MinutesState.DRAFT
    closed = not minutes.public and any(item.paragraph is not None for item in minutes.items)
    notices = (minutes.notice, DRAFT_MARK if draft else "", NOT_FOR_PUBLICATION if closed else "")
    return Document(
        title=f"{TITLE}, {meeting.panel}, {long_date(meeting.day)}",
        author=meeting.panel,
        subject=f"Minutes of the meeting on {long_date(meeting.day)}",
        running_head=f"{TITLE} · {meeting_line(meeting)}",
        title_page=TitlePage(title=TITLE, subtitle=meeting.panel, blocks=tuple(_front(minutes))),
        blocks=(*_items(minutes), *_actions(minutes), *_end(minutes)),
        notices=tuple(notice for notice in notices if notice),
        page=Page.A4_PORTRAIT,
    )


def _front(minutes: MinutesFacts) -> Iterator[Block]:
    meeting = minutes.meeting
    yield labelled("Date", weekday(meeting.day))
    if times := _times(minutes):
        yield labelled("Time", times)
    yield labelled("Place", meeting.venue or NO_VENUE)
    if minutes.confirmed_on is not None:
        yield labelled("Confirmed", f"as a correct record on {long_date(minutes.confirmed_on)}")
    yield Columns((tuple(_present(minutes)), tuple(_others(minutes))), (1, 1))


def _present(minutes: MinutesFacts) -> Iterator[Block]:
    yield Heading(2, plain("Present"))
    names = [f"{each.name} ({each.role})" if each.role else each.name for each in minutes.present]
    yield _names(names, "Nobody is recorded as present.")


def _others(minutes: MinutesFacts) -> Iterator[Block]:
    if minutes.also_present:
        yield Heading(2, plain("Also present"))
        yield _names([f"{each.name}, {each.role}" if each.role else each.name for each in minutes.also_present], "")
    yield Heading(2, plain("Apologies"))
    sorry = [
        f"{each.name}; {each.substitute} came as substitute" if each.substitute else each.name
        for each in minutes.apologies
    ]
    yield _names(sorry, "None.")


def _times(minutes: MinutesFacts) -> str:
    starts = minutes.meeting.starts_at
    if starts is None:
        return f"until {minutes.ended}" if minutes.ended else ""
    return f"{clock(starts)} to {minutes.ended}" if minutes.ended else f"from {clock(starts)}"


def _names(names: list[str], none: str) -> Block:
    return BulletList(tuple(ListItem(plain(name)) for name in names)) if names else nothing(none)


def _items(minutes: MinutesFacts) -> Iterator[Section]:
    inside: tuple[Block, ...] = tuple(_item(item) for item in minutes.items)
    yield Section("items", Heading(2, plain("Items")), inside or (nothing("Nothing has been minuted yet."),))


def _item(item: MinuteFacts) -> Section:
    heading = Heading(3, plain(f"{item.number}  {item.title}"))
    return Section(f"minute-{item.number}", heading, tuple(_inside(item)))


def _inside(item: MinuteFacts) -> Iterator[Block]:
    if item.paragraph is not None:
        yield body(paragraph_words(item.paragraph))
        yield from typed(item.summary) if item.summary else (nothing(NO_SUMMARY),)
    yield from typed(item.text)
    yield from (small(_movement(moved)) for moved in item.movements)
    for decision in item.decisions:
        yield KeptTogether(tuple(_decision(decision)))
    if item.actions:
        yield from (
            Paragraph((Run("Action: ", bold=True), *to_runs(action.text), Run(f" ({_who(action.owner, action.due)})")))
            for action in item.actions
        )


def _movement(moved: Moved) -> str:
    return f"{moved.name} {moved.movement.label} at {clock(moved.at)}."


def _who(owner: str, due: str) -> str:
    return f"{owner}, {due}" if due else owner


def _decision(decision: Decision) -> Iterator[Block]:
    if decision.formal:
        yield body(f"Proposed by {decision.proposer} and seconded by {decision.seconder}.")
    yield Heading(4, plain("Decision"))
    yield from typed(decision.text)


def _actions(minutes: MinutesFacts) -> Iterator[Section]:
    """All actions once more, so that nobody has to read the whole to find their own."""
    rows = tuple(
        Row(
            (
                Cell((body(str(item.number)),)),
                Cell((Paragraph(to_runs(action.text)),)),
                Cell((body(action.owner),)),
                Cell((body(action.due or "No date given"),)),
            )
        )
        for item in minutes.items
        for action in item.actions
    )
    if rows:
        columns = (Column("Minute", 10), Column("Action", 50), Column("Owner", 22), Column("Due", 18))
        table = DataTable("What was asked for or offered, and by whom it is done", columns, rows)
        yield Section("actions", Heading(2, plain("Actions")), (table,))


def _end(minutes: MinutesFacts) -> Iterator[Block]:
    if minutes.ended:
        yield body(f"The meeting ended at {minutes.ended}.")
