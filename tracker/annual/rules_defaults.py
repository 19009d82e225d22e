"""What a report begins with before an office has written one: wording that is true of every commissioner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tracker.annual.rules import DEFAULT_ORDER, STANDING, SectionKind

_ROLE: Final = """\
The Police and Crime Commissioner is elected by the people of the area and answers to them for its policing.

The law gives the Commissioner these functions:

- to set the priorities for policing in a Police and Crime Plan
- to hold the Chief Constable to account for how the force performs
- to set the police budget and the part of the council tax that pays for it
- to appoint the Chief Constable, and where necessary to remove them
- to listen to residents and to victims of crime
- to award grants and pay for services that prevent crime or support victims
- to work with councils, the courts and others for a system of justice that works well

The Police and Crime Panel examines how the Commissioner carries out these functions. This report goes to the Panel, \
which reviews it in public."""

_VOICE: Final = """\
The plan rests on what residents tell us. We listen at public meetings, through surveys and consultations, and in the \
letters and messages we receive."""

DEFAULT_TEXTS: Final[Mapping[SectionKind, str]] = {SectionKind.ROLE: _ROLE, SectionKind.VOICE: _VOICE}


@dataclass(frozen=True, slots=True)
class Opening:
    """A section as a year begins with it."""

    kind: SectionKind
    heading: str
    text: str | None
    included: bool = True


def openings(before: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """The sections of a new year in order, from those of the year before; the built-in ones where there is none.

    Order, headings and inclusion stay. The wording stays where it stands from year to year; the rest is written anew.
    """
    if not before:
        return tuple(Opening(kind, kind.label, DEFAULT_TEXTS.get(kind)) for kind in DEFAULT_ORDER)
    return tuple(
        Opening(each.kind, each.heading, each.text if each.kind in STANDING else None, each.included) for each in before
    )
