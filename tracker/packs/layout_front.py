"""The front sheet: the meeting, whom to ask, who sits on the Panel, and the office's standing texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.dates import long_date
from tracker.documents.blocks import (
    Block,
    BulletList,
    Columns,
    Heading,
    ListItem,
    Paragraph,
    Run,
    TitlePage,
    plain,
)
from tracker.packs.layout_words import NO_TIME, NO_VENUE, NOT_FOR_PUBLICATION, typed, weekday
from tracker.packs.rules_pack import supplement_title
from tracker.packs.snapshots import AgendaFacts, ContactFacts, MemberFacts, TextFacts
from tracker.reports.layout_words import clock, labelled, nothing, strong

NO_MEMBERS = "No member of the Panel is on record for this day."


def front_page(agenda: AgendaFacts) -> TitlePage:
    """The first page, or pages, of a pack or of a supplement."""
    title = "Agenda" if agenda.supplement is None else supplement_title(agenda.supplement)
    return TitlePage(title=title, subtitle=agenda.meeting.panel, blocks=tuple(_blocks(agenda)))


def title_of(agenda: AgendaFacts) -> str:
    """ "Agenda, Wiltshire Police and Crime Panel, 26 September 2024": what the file is called by viewers."""
    name = "Agenda" if agenda.supplement is None else f"{supplement_title(agenda.supplement)} to the agenda"
    again = f", version {agenda.version}" if agenda.version > 1 else ""
    return f"{name}, {agenda.meeting.panel}, {long_date(agenda.meeting.day)}{again}"


def _blocks(agenda: AgendaFacts) -> Iterator[Block]:
    meeting = agenda.meeting
    if not agenda.public and any(item.exemption for item in agenda.items):
        yield strong(NOT_FOR_PUBLICATION)
    yield labelled("Date", weekday(meeting.day))
    yield labelled("Time", clock(meeting.starts_at) if meeting.starts_at is not None else NO_TIME)
    yield labelled("Place", meeting.venue or NO_VENUE)
    if meeting.contact is not None:
        yield _contact(meeting.contact)
    yield from _replaces(agenda)
    if agenda.supplement is not None:
        return
    yield Columns(
        (tuple(_people("Members", agenda.members)), tuple(_people("Substitutes", agenda.substitutes))), (1, 1)
    )
    for text in agenda.texts:
        yield from _standing(text)


def _contact(contact: ContactFacts) -> Paragraph:
    who = f"{contact.name}, {contact.team}" if contact.team else contact.name
    runs = [Run("Questions about this agenda: ", bold=True), Run(who)]
    if contact.phone:
        runs.append(Run(f", telephone {contact.phone}"))
    if contact.email:
        runs += [Run(", "), Run(contact.email, href=f"mailto:{contact.email}")]
    return Paragraph(tuple(runs))


def _replaces(agenda: AgendaFacts) -> Iterator[Block]:
    """How a supplement or a later version hangs together with what was published before."""
    if agenda.supplement is not None:
        yield Paragraph(
            plain(
                "This supplement belongs to the agenda pack of this meeting, which was published earlier. Its pages "
                "are numbered on from the last page published."
            )
        )
    if agenda.version > 1:
        yield strong(f"Version {agenda.version}. It replaces every earlier version.")
    if agenda.reason:
        yield labelled("Reason", agenda.reason)


def _people(heading: str, people: Sequence[MemberFacts]) -> Iterator[Block]:
    yield Heading(2, plain(heading))
    if people:
        yield BulletList(tuple(ListItem(plain(_person(person))) for person in people))
    else:
        yield nothing(NO_MEMBERS if heading == "Members" else "None")


def _person(person: MemberFacts) -> str:
    name = f"{person.name}, {person.organisation}" if person.organisation else person.name
    return f"{name} ({person.role})" if person.role else name


def _standing(text: TextFacts) -> Iterator[Block]:
    yield Heading(2, plain(text.heading))
    yield from typed(text.text)
