"""Reading the register: its lines with how each stands, one line with its publications, and files that were sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.db import LARGEST_KEY
from tracker.errors import NotFound
from tracker.information.models import InformationLine, InformationPublication, InformationUpload
from tracker.information.rules import PublicationKind, State
from tracker.information.rules_file import Held
from tracker.information.rules_standing import Published, Standing, standing_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A line, and how it stands on the day that was asked for."""

    line: InformationLine
    standing: Standing


@dataclass(frozen=True, slots=True)
class Register:
    """Every line that stands, in its order."""

    listed: Sequence[Listed]

    @property
    def topics(self) -> list[tuple[str, list[Listed]]]:
        """The lines under their headings, which stand in the order of their first lines."""
        found: dict[str, list[Listed]] = {}
        for each in self.listed:
            found.setdefault(each.line.topic, []).append(each)
        return list(found.items())

    @property
    def counts(self) -> Mapping[State, int]:
        found = Counter(each.standing.state for each in self.listed)
        return {state: found[state] for state in State}

    def in_state(self, state: State) -> list[Listed]:
        """The most overdue first."""
        chosen = [each for each in self.listed if each.standing.state is state]
        return sorted(chosen, key=lambda each: (each.standing.due_on or date.max, each.line.position))


def register(session: Session, on: date) -> Register:
    """Two queries."""
    return Register([_listed(line, on) for line in _lines(session) if line.withdrawn_on is None])


def withdrawn_lines(session: Session) -> Sequence[InformationLine]:
    return session.scalars(
        select(InformationLine)
        .where(InformationLine.withdrawn_on.is_not(None))
        .order_by(InformationLine.position, InformationLine.id)
    ).all()


def line(session: Session, code: str) -> InformationLine:
    """With its publications. Raises NotFound."""
    found = session.scalars(
        select(InformationLine)
        .where(InformationLine.code == code)
        .options(selectinload(InformationLine.publications).joinedload(InformationPublication.withdraws))
    ).one_or_none()
    if found is None:
        raise NotFound("line of the register of Specified Information", code)
    return found


def publication(session: Session, code: str, number: int) -> InformationPublication:
    """With its line. Raises NotFound, also for what only withdraws another."""
    found = session.scalars(
        select(InformationPublication)
        .join(InformationPublication.line)
        .where(
            InformationLine.code == code,
            InformationPublication.number == min(number, LARGEST_KEY),
            InformationPublication.kind != PublicationKind.WITHDRAWN,
        )
        .options(joinedload(InformationPublication.line))
    ).one_or_none()
    if found is None:
        raise NotFound(f"publication of line {code}", str(number))
    return found


def withdrawal_of(session: Session, row: InformationPublication) -> InformationPublication | None:
    return session.scalars(
        select(InformationPublication).where(InformationPublication.withdraws_id == row.id)
    ).one_or_none()


def standing(row: InformationLine, on: date) -> Standing:
    """Of a line that was read with its publications."""
    gone = {each.withdraws_id for each in row.publications}
    stands = [
        Published(each.done_on, each.period, each.address or row.address, each.kind is PublicationKind.CHECKED)
        for each in row.publications
        if each.kind is not PublicationKind.WITHDRAWN and each.id not in gone
    ]
    return standing_of(row.facts.timing, stands, on)


def held_lines(session: Session) -> list[Held]:
    """The whole register as its file holds it, what is withdrawn included, in its order."""
    found = session.scalars(select(InformationLine).order_by(InformationLine.position, InformationLine.id))
    return [Held(each.code, each.facts, each.withdrawn_reason) for each in found]


def lines_by_code(session: Session) -> dict[str, InformationLine]:
    """Every line by its code in small letters."""
    return {each.code.lower(): each for each in session.scalars(select(InformationLine))}


def code_is_taken(session: Session, code: str) -> bool:
    """Whether another line has it, small and large letters being the same."""
    same = func.lower(InformationLine.code) == code.lower()
    return session.scalar(select(InformationLine.id).where(same)) is not None


def last_position(session: Session) -> int:
    return session.scalar(select(func.max(InformationLine.position))) or 0


def next_number(session: Session, row: InformationLine) -> int:
    last = select(func.max(InformationPublication.number)).where(InformationPublication.line_id == row.id)
    return (session.scalar(last) or 0) + 1


def state_of_register(session: Session) -> int:
    """Grows with every change of any line: what a page that shows them all was opened at."""
    return session.scalar(select(func.sum(InformationLine.version))) or 0


def upload(session: Session, upload_id: int) -> InformationUpload:
    """With its file, without the bytes. Raises NotFound."""
    found = session.scalars(
        select(InformationUpload)
        .where(InformationUpload.id == min(upload_id, LARGEST_KEY))
        .options(joinedload(InformationUpload.file))
    ).one_or_none()
    if found is None:
        raise NotFound("file that was sent to change the register", str(upload_id))
    return found


def _lines(session: Session) -> Sequence[InformationLine]:
    return session.scalars(
        select(InformationLine)
        .options(selectinload(InformationLine.publications))
        .order_by(InformationLine.position, InformationLine.id)
    ).all()


def _listed(row: InformationLine, on: date) -> Listed:
    return Listed(row, standing(row, on))
