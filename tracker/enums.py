"""Enums that carry their words: defined once, used alike by the database, forms, pages and reports."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from tracker.documents.blocks import Shape, Status, Tone

# What follows the value has defaults only because a member is looked up by its value alone, `Rag("red")`; a member
# that is written without its label is refused when its class is made.


def _check(value: str, label: str) -> None:
    if not label:
        raise TypeError(f"The member “{value}” needs a label.")


class LabelledEnum(StrEnum):
    """An enum whose members are written `NAME = "value", "Label"`. The value is stored; people read the label."""

    _value_: str
    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        _check(value, label)
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) of each member in the order it is written, for radios and selects."""
        return [(member.value, member.label) for member in cls]


class StatusEnum(LabelledEnum):
    """A labelled enum shown as word, shape and colour: `NAME = "value", "Label", Shape.TICK, Tone.DONE`."""

    shape: Shape
    tone: Tone

    def __new__(cls, value: str, label: str = "", shape: Shape = Shape.NONE, tone: Tone = Tone.NEUTRAL) -> Self:
        _check(value, label)
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.shape = shape
        member.tone = tone
        return member

    @property
    def shown(self) -> Status:
        """The block that shows it in a report or on a page."""
        return Status(word=self.label, shape=self.shape, tone=self.tone)
