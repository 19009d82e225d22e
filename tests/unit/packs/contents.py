"""Agendas, minutes and lists for tests: as usual, empty, overfull, and any at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from hypothesis import strategies as st

from tests.unit.reports.contents import LONG, printable
from tracker.documents.blocks import Shape, Status, Tone
from tracker.packs.rules_agenda import ItemKind, Part
from tracker.packs.rules_exempt import Exemption
from tracker.packs.rules_minutes import Apology, Decision, Moved, Movement
from tracker.packs.snapshots import (
    AgendaFacts,
    ContactFacts,
    DeadlineFacts,
    FutureFacts,
    ItemFacts,
    MeetingFacts,
    MemberFacts,
    PaperFacts,
    TextFacts,
)
from tracker.packs.snapshots_lists import ForwardItem, ForwardMeeting, ForwardPlan, RequestList, RequestRow
from tracker.packs.snapshots_minutes import ActionFacts, GuestFacts, MinuteFacts, MinutesFacts, PresentFacts

CANARY = "zanzibarcanary"
"""A word that nobody but those entitled may ever read."""

PANEL = "Wiltshire Police and Crime Panel"
MEETING = MeetingFacts(
    key="2024-09-26",
    panel=PANEL,
    day=date(2024, 9, 26),
    starts_at=time(13, 30),
    venue="Committee Room 6, Council Offices, Euclid Street, Swindon SN1 2JH",
    contact=ContactFacts(
        name="Morgan Finch", team="Democratic Services", phone="01632 960158", email="clerk@example.org"
    ),
)
DEADLINES = DeadlineFacts(written=date(2024, 9, 19), verbal=date(2024, 9, 23), until=time(17))
FUTURE = (
    FutureFacts(day=date(2024, 11, 14), starts_at=time(10, 30), venue="Committee Room 6"),
    FutureFacts(day=date(2025, 1, 16), starts_at=None, venue=None),
)
MEMBERS = (
    MemberFacts(name="Cllr Steve Bucknell", organisation="Wiltshire Council", role="Chairman"),
    MemberFacts(name="Cllr Junab Ali", organisation="Swindon Borough Council", role="Vice-Chairman"),
    MemberFacts(name="Denisa Ahmeti", organisation=None, role="Co-opted member"),
    *(MemberFacts(name=f"Cllr Member {letter}", organisation="Wiltshire Council") for letter in "ABCDEFGHIJ"),
)
SUBSTITUTES = tuple(
    MemberFacts(name=f"Cllr Substitute {letter}", organisation="Wiltshire Council") for letter in "ABCDEFGHIJKLM"
)
TEXTS = (
    TextFacts(heading="Recording", text="This meeting may be recorded and shown later. **Say so** if you object."),
    TextFacts(
        heading="Parking", text="The nearest car park is Spring Gardens. See [the map](https://example.org/map)."
    ),
)


def paper(title: str, pages: int = 12, digest: str = "a" * 64, background: tuple[str, ...] | None = None) -> PaperFacts:
    return PaperFacts(title=title, digest=digest, pages=pages, background=background)


def item(number: int, title: str, **facts: object) -> ItemFacts:
    usual = ItemFacts(number=number, part=Part.OPEN, kind=ItemKind.STANDING, title=title)
    return replace(usual, **facts)  # type: ignore[arg-type]  # the names are those of the fields


ITEMS = (
    item(1, "Apologies for Absence", text="To receive apologies."),
    item(2, "Minutes and Matters Arising", text="To confirm the minutes of 27 June 2024.", kind=ItemKind.MINUTES),
    item(3, "Declarations of interest", text="To receive declarations."),
    item(4, "Public Participation", text="The Panel welcomes questions.", kind=ItemKind.PARTICIPATION),
    item(
        5,
        "Highlight and Performance Report",
        text="To receive the report on July to September 2024.",
        kind=ItemKind.REPORT,
        presenter="the Police and Crime Commissioner",
        papers=(
            paper("Highlight report, quarter 2", 18, background=("Police and Crime Plan 2022 to 2025",)),
            replace(paper("Letter of the Chief Constable", 2, background=()), note="A scan without text."),
        ),
    ),
    item(6, "Forward Work Plan", kind=ItemKind.REPORT, papers=(paper("Forward Work Plan", 1),)),
    item(7, "Future Meeting Dates", text="To note the dates.", kind=ItemKind.DATES),
)
EXEMPT = item(
    8,
    "Complaint against a contractor",
    part=Part.EXEMPT,
    text=f"To consider the {CANARY} report.",
    kind=ItemKind.REPORT,
    presenter=f"Dr {CANARY}",
    exemption=Exemption(3, f"Names the {CANARY} company.", f"Telling it would harm the {CANARY} tender."),
    papers=(paper(f"The {CANARY} tender", 4, "b" * 64, (f"{CANARY} letter",)),),
)
EMPTY = AgendaFacts(
    meeting=MeetingFacts(key="2025-03-26", panel=PANEL, day=date(2025, 3, 26), starts_at=None, venue=None)
)
USUAL = AgendaFacts(
    meeting=MEETING,
    notice="Demonstration – not issued by any office",
    members=MEMBERS,
    substitutes=SUBSTITUTES,
    texts=TEXTS,
    deadlines=DEADLINES,
    future=FUTURE,
    items=ITEMS,
)
WITH_EXEMPT = replace(USUAL, items=(*ITEMS, EXEMPT))
OVERFULL = replace(
    WITH_EXEMPT,
    meeting=replace(MEETING, venue=LONG, contact=replace(MEETING.contact or ContactFacts(name=""), team=LONG)),
    members=tuple(replace(each, organisation=LONG) for each in MEMBERS * 3),
    texts=(TextFacts(heading=LONG, text=LONG), *TEXTS),
    items=tuple(replace(each, title=LONG, text=f"{LONG}\n\n- {LONG}", presenter=LONG) for each in WITH_EXEMPT.items),
    reason=LONG,
    version=3,
)

MINUTES = MinutesFacts(
    meeting=replace(MEETING, key="2024-06-27", day=date(2024, 6, 27), starts_at=time(10, 30)),
    notice="Demonstration – not issued by any office",
    ended="12:40pm",
    present=(
        PresentFacts(name="Cllr Steve Bucknell", role="Chairman"),
        PresentFacts(name="Cllr Ross Henning"),
        PresentFacts(name="Cllr Gordon King", role="Substitute"),
    ),
    also_present=(GuestFacts(name="Philip Wilkinson OBE", role="Police and Crime Commissioner"),),
    apologies=(Apology("Cllr Brian Mathew", "Cllr Gordon King"), Apology("Louise Williams")),
    items=(
        MinuteFacts(
            number=36,
            title="Election of a Chairman",
            text="There was one nomination.",
            decisions=(
                Decision(
                    "To elect Cllr Steve Bucknell Chairman for 2024/25.", True, "Cllr Tony Pickernell", "Cllr Nash"
                ),
            ),
        ),
        MinuteFacts(
            number=37,
            title="Update from the Commissioner",
            text="The Panel asked for timescales.\n\n- when\n- by whom",
            movements=(Moved("Cllr Ross Henning", Movement.ARRIVED, time(10, 39)),),
            decisions=(Decision("The update was noted.", False),),
            actions=(
                ActionFacts(text="Give timescales for improvements", owner="Commissioner"),
                ActionFacts(text="Report on reoffending", owner="OPCC", due="at the November meeting"),
            ),
        ),
    ),
)
CLOSED_MINUTE = MinuteFacts(
    number=38,
    title="Complaint against a contractor",
    text=f"The {CANARY} tender was discussed.",
    decisions=(Decision(f"To end the {CANARY} contract.", True, "Cllr A", "Cllr B"),),
    actions=(ActionFacts(text=f"Write to {CANARY}", owner=f"Dr {CANARY}"),),
    movements=(Moved(f"Dr {CANARY}", Movement.LEFT, time(12, 1)),),
    paragraph=3,
    summary="The Panel considered a contract.",
)
NO_MINUTES = MinutesFacts(meeting=EMPTY.meeting)

FORWARD = ForwardPlan(
    panel=PANEL,
    as_at=date(2024, 9, 18),
    notice="Demonstration – not issued by any office",
    meetings=(
        ForwardMeeting(
            day=date(2024, 11, 14),
            starts_at=time(10, 30),
            venue="Committee Room 6",
            items=(ForwardItem(title="Chief Constable update"), ForwardItem(title="Reoffending", note="asked in June")),
        ),
        ForwardMeeting(day=date(2025, 3, 26), starts_at=None, venue=None, items=()),
    ),
    later=(ForwardItem(title="Neighbourhood harm reduction"),),
)
REQUESTS = RequestList(
    panel=PANEL,
    as_at=date(2024, 9, 18),
    rows=(
        RequestRow(
            number=1,
            asked_at="27 June 2024, minute 43",
            text="Give **timescales** for improvements",
            owner="Commissioner",
            due="",
            status=Status("Open", Shape.DIAMOND, Tone.CAUTION),
        ),
        RequestRow(
            number=2,
            asked_at="27 June 2024, minute 44",
            text="Send a written note on mental health support",
            owner="Commissioner",
            due="26 September 2024",
            status=Status("Answered", Shape.TICK, Tone.DONE),
            answer="Sent on 2 September 2024.",
        ),
    ),
)

texts = printable.filter(str.strip).map(lambda text: " ".join(text.split()))
"""What an officer may have typed on one line."""


@st.composite
def agendas(draw: st.DrawFn) -> AgendaFacts:
    """Any agenda, its exempt items with the canary in everything that is not public."""
    opened = draw(st.lists(texts, max_size=4))
    closed = draw(st.lists(st.tuples(texts, st.integers(1, 7)), max_size=3))
    items = [
        item(
            number,
            title,
            kind=draw(st.sampled_from(ItemKind)),
            text=draw(texts),
            presenter=draw(st.just("") | texts),
            urgency=draw(st.none() | texts),
            papers=tuple(paper(each) for each in draw(st.lists(texts, max_size=2))),
        )
        for number, title in enumerate(opened, start=1)
    ]
    items += [
        replace(EXEMPT, number=number, title=title, exemption=replace(EXEMPT.exemption, paragraph=paragraph))  # type: ignore[type-var]  # it has one
        for number, (title, paragraph) in enumerate(closed, start=len(opened) + 1)
    ]
    return replace(USUAL if draw(st.booleans()) else EMPTY, items=tuple(items))
