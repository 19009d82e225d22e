"""Minutes: a draft with all the words it had; once confirmed nothing of it changes (triggers refuse it)."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker import dates
from tracker.db import Base, Instant, Key, Line, Versioned, Words, enum_type
from tracker.files.models import StoredFile
from tracker.packs.models import AgendaItem
from tracker.packs.rules_agenda import Line as Place
from tracker.packs.rules_agenda import Part
from tracker.packs.rules_minutes import Apology, MinutesState, Present
from tracker.packs.rules_minuting import Came, Guest, MinuteWords, Roll, RollKind, numbers_of
from tracker.panel.models import WITHDRAWN_WHOLE, Meeting, PanelMember
from tracker.panel.models_plan import PanelRequest


class Minutes(Versioned, Base):
    """The minutes of a meeting. Its version grows with every change of what is in them and of the order.

    Confirmed, `snapshot` is what they say and `public` what everybody may read; `full` has the exempt items too.
    """

    __tablename__ = "minutes"
    __table_args__ = (
        CheckConstraint("first_number >= 1", name="first_number_from_one"),
        CheckConstraint(
            "(confirmed_on IS NULL) = (confirmed_at_id IS NULL) AND (confirmed_on IS NULL) = (confirmed_by IS NULL) "
            "AND (confirmed_on IS NULL) = (snapshot_id IS NULL) AND (confirmed_on IS NULL) = (public_id IS NULL)",
            name="confirmed_whole",
        ),
    )

    id: Mapped[Key]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), unique=True)
    first_number: Mapped[int] = mapped_column(Integer)
    # The meeting at which the Panel confirmed them, and the day on which that was recorded.
    confirmed_at_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str | None]
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    public_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    # None where nothing in them is exempt.
    full_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    meeting: Mapped[Meeting] = relationship(foreign_keys=[meeting_id])
    confirmed_at: Mapped[Meeting | None] = relationship(foreign_keys=[confirmed_at_id])
    snapshot: Mapped[StoredFile | None] = relationship(foreign_keys=[snapshot_id])
    public: Mapped[StoredFile | None] = relationship(foreign_keys=[public_id])
    full: Mapped[StoredFile | None] = relationship(foreign_keys=[full_id])
    items: Mapped[list[MinutesItem]] = relationship(
        back_populates="minutes", order_by="MinutesItem.position, MinutesItem.id"
    )
    rolls: Mapped[list[MinutesRoll]] = relationship(back_populates="minutes", order_by="MinutesRoll.number")

    @property
    def state(self) -> MinutesState:
        return MinutesState.DRAFT if self.confirmed_on is None else MinutesState.CONFIRMED

    @property
    def places(self) -> tuple[Place, ...]:
        """The items as far as their order goes, for `rules_agenda`: all in one part, since their numbers run on."""
        return tuple(Place(item.serial, Part.OPEN, None, item.is_withdrawn) for item in self.items)

    @property
    def standing(self) -> list[MinutesItem]:
        """The items that stand, in their order."""
        return [item for item in self.items if not item.is_withdrawn]

    @property
    def numbers(self) -> dict[int, int]:
        """The running number of each item that stands, by serial."""
        return dict(numbers_of(self.first_number, self.places))

    @property
    def roll(self) -> Roll:
        """Who was there, as entered last."""
        return self.rolls[-1].roll if self.rolls else Roll()

    @property
    def roll_number(self) -> int:
        """What a form is opened at that asks who was there; 0 while nobody has said."""
        return self.rolls[-1].number if self.rolls else 0

    @property
    def subject(self) -> str:
        """What the log calls them."""
        return f"{self.meeting.subject}, minutes"


class MinutesRoll(Base):
    """Who was there, as somebody entered it; the newest counts. Append-only."""

    __tablename__ = "minutes_roll"
    __table_args__ = (
        UniqueConstraint("minutes_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[Key]
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    number: Mapped[int] = mapped_column(Integer)
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant, default=dates.moment)
    minutes: Mapped[Minutes] = relationship(back_populates="rolls")
    people: Mapped[list[MinutesPerson]] = relationship(
        back_populates="roll", order_by="MinutesPerson.position, MinutesPerson.id"
    )

    @property
    def roll(self) -> Roll:
        """For the rules."""
        by_kind = {kind: [each for each in self.people if each.kind is kind] for kind in RollKind}
        return Roll(
            tuple(each.came for each in by_kind[RollKind.PRESENT]),
            tuple(Apology(each.name, each.substitute) for each in by_kind[RollKind.APOLOGY]),
            tuple(Guest(each.name, each.capacity or "") for each in by_kind[RollKind.ALSO]),
        )


class MinutesPerson(Base):
    """Somebody in the list of those who were there or sent word, under the name they had. Append-only."""

    __tablename__ = "minutes_person"
    __table_args__ = (
        UniqueConstraint("roll_id", "position"),
        CheckConstraint(
            "(kind <> 'also' OR member_id IS NULL) AND (kind NOT IN ('present', 'apology') OR member_id IS NOT NULL)",
            name="members_sit",
        ),
        CheckConstraint("substitute IS NULL OR kind = 'apology'", name="substitute_for_absent"),
        CheckConstraint("(arrived IS NULL) = (arrived_item_id IS NULL)", name="arrived_during_item"),
        CheckConstraint("(left_at IS NULL) = (left_item_id IS NULL)", name="left_during_item"),
        CheckConstraint("kind <> 'apology' OR (arrived IS NULL AND left_at IS NULL)", name="apologies_stay_away"),
        CheckConstraint("left_at >= arrived", name="left_after_arriving"),
    )

    id: Mapped[Key]
    roll_id: Mapped[int] = mapped_column(ForeignKey("minutes_roll.id"))
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[RollKind] = mapped_column(enum_type(RollKind))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("panel_member.id"))
    name: Mapped[str] = mapped_column(String(120))
    # "Chairman", "Substitute"; of somebody who does not sit, as what they came.
    capacity: Mapped[str | None] = mapped_column(String(200))
    # Who came in place of somebody who sent apologies.
    substitute: Mapped[str | None] = mapped_column(String(120))
    arrived: Mapped[time | None]
    arrived_item_id: Mapped[int | None] = mapped_column(ForeignKey("minutes_item.id"))
    left_at: Mapped[time | None]
    left_item_id: Mapped[int | None] = mapped_column(ForeignKey("minutes_item.id"))
    roll: Mapped[MinutesRoll] = relationship(back_populates="people")
    member: Mapped[PanelMember | None] = relationship()
    arrived_item: Mapped[MinutesItem | None] = relationship(foreign_keys=[arrived_item_id])
    left_item: Mapped[MinutesItem | None] = relationship(foreign_keys=[left_item_id])

    @property
    def came(self) -> Came:
        """Of somebody present."""
        return Came(
            Present(self.name, self.arrived, self.left_at),
            self.arrived_item.serial if self.arrived_item is not None else None,
            self.left_item.serial if self.left_item is not None else None,
        )


class MinutesItem(Versioned, Base):
    """An item of the minutes. Its version grows with its words, its decisions and its actions."""

    __tablename__ = "minutes_item"
    __table_args__ = (
        UniqueConstraint("minutes_id", "serial"),
        CheckConstraint("serial >= 1", name="serial_from_one"),
        CheckConstraint(WITHDRAWN_WHOLE, name="withdrawn_whole"),
    )

    id: Mapped[Key]
    minutes_id: Mapped[int] = mapped_column(ForeignKey("minutes.id"))
    # Its part of the address: 1 for the first one made, whatever its number.
    serial: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    # The item of the agenda it minutes, if it minutes one.
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[str | None]
    withdrawn_reason: Mapped[Words | None]
    minutes: Mapped[Minutes] = relationship(back_populates="items")
    agenda_item: Mapped[AgendaItem | None] = relationship()
    wordings: Mapped[list[MinutesWording]] = relationship(back_populates="item", order_by="MinutesWording.id")
    # Every wording of every decision and action; `decisions` and `actions` are those that stand.
    all_decisions: Mapped[list[MinutesDecision]] = relationship(back_populates="item", order_by="MinutesDecision.id")
    all_actions: Mapped[list[MinutesAction]] = relationship(back_populates="item", order_by="MinutesAction.id")

    @property
    def words(self) -> MinuteWords:
        """What it says now."""
        wording = self.wordings[-1]
        return MinuteWords(wording.title, wording.text, wording.paragraph, wording.summary)

    @property
    def is_exempt(self) -> bool:
        return self.wordings[-1].paragraph is not None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None

    @property
    def decisions(self) -> list[MinutesDecision]:
        """The newest wording of each that stands, in the order in which they were made."""
        return [each for each in {row.serial: row for row in self.all_decisions}.values() if not each.gone]

    @property
    def actions(self) -> list[MinutesAction]:
        """As `decisions`."""
        return [each for each in {row.serial: row for row in self.all_actions}.values() if not each.gone]

    @property
    def subject(self) -> str:
        """What the log calls it, whatever its number."""
        return f"{self.minutes.subject}, item {self.serial}"


class MinutesWording(Base):
    """What an item said from a moment on. Append-only, because the log must not tell it."""

    __tablename__ = "minutes_wording"
    __table_args__ = (
        CheckConstraint("paragraph BETWEEN 1 AND 7", name="paragraph_1_to_7"),
        CheckConstraint("summary IS NULL OR paragraph IS NOT NULL", name="summary_of_exempt"),
    )

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("minutes_item.id"), index=True)
    title: Mapped[Line]
    text: Mapped[Words | None]
    # Of Schedule 12A, for an item that is exempt.
    paragraph: Mapped[int | None] = mapped_column(Integer)
    # What everybody may read of an exempt item.
    summary: Mapped[Words | None]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant, default=dates.moment)
    item: Mapped[MinutesItem] = relationship(back_populates="wordings")


class MinutesDecision(Base):
    """What was decided, as worded from a moment on; the newest row of a serial counts. Append-only."""

    __tablename__ = "minutes_decision"
    __table_args__ = (
        CheckConstraint("serial >= 1", name="serial_from_one"),
        CheckConstraint("(proposer IS NOT NULL) = (seconder IS NOT NULL)", name="proposer_and_seconder"),
        CheckConstraint("proposer <> seconder", name="two_people"),
    )

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("minutes_item.id"), index=True)
    serial: Mapped[int] = mapped_column(Integer)
    text: Mapped[Words]
    # On a motion, that is with both names; without, it was agreed or noted.
    proposer: Mapped[str | None] = mapped_column(String(120))
    seconder: Mapped[str | None] = mapped_column(String(120))
    # Whether it was taken out again.
    gone: Mapped[bool] = mapped_column(default=False)
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant, default=dates.moment)
    item: Mapped[MinutesItem] = relationship(back_populates="all_decisions")


class MinutesAction(Base):
    """What somebody was asked to do, or offered, as worded from a moment on. Append-only, as `MinutesDecision`.

    One of an open item is a request of the Panel too. What an exempt item asks stays in its minutes alone.
    """

    __tablename__ = "minutes_action"
    __table_args__ = (CheckConstraint("serial >= 1", name="serial_from_one"),)

    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("minutes_item.id"), index=True)
    serial: Mapped[int] = mapped_column(Integer)
    text: Mapped[Words]
    owner: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date | None]
    request_id: Mapped[int | None] = mapped_column(ForeignKey("panel_request.id"), index=True)
    gone: Mapped[bool] = mapped_column(default=False)
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant, default=dates.moment)
    item: Mapped[MinutesItem] = relationship(back_populates="all_actions")
    request: Mapped[PanelRequest | None] = relationship()
