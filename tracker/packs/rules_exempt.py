"""Exempt information (Local Government Act 1972, Schedule 12A): why an item is closed, and what the public sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tracker.errors import DomainError

PARAGRAPHS: Final = {
    1: "Information about a particular person",
    2: "Information from which a particular person could probably be identified",
    3: "Financial or business affairs of a particular person or body, the authority included",
    4: "Consultation or negotiation about labour relations with employees or office holders",
    5: "Legal advice or communication that could be kept from a court as privileged",
    6: "A notice, order or direction that the authority proposes to give or make",
    7: "Preventing, investigating or prosecuting crime",
}
"""The paragraphs of Part 1 of the Schedule, in plain words."""

LONGEST_REASON: Final = 1000


class ExemptInPartOne(DomainError):
    """Somebody said why an item is exempt and put it where everybody reads it."""

    field = "part"

    def __init__(self) -> None:
        super().__init__(
            "You said why the item is exempt, but chose Part I, which everybody reads. "
            "Choose Part II, or clear those answers."
        )


class ParagraphNeeded(DomainError):
    field = "paragraph"

    def __init__(self) -> None:
        super().__init__("Choose the paragraph of Schedule 12A under which the item is exempt.")


class UnknownParagraph(DomainError):
    field = "paragraph"

    def __init__(self, paragraph: int) -> None:
        self.paragraph = paragraph
        super().__init__(f"There is no paragraph {paragraph}. Choose one from 1 to 7.")


class DescriptionNeeded(DomainError):
    field = "description"

    def __init__(self) -> None:
        super().__init__("Enter what makes the item exempt. Only people entitled to the full pack read it.")


class PublicInterestNeeded(DomainError):
    """Paragraph 10: it is exempt only while keeping it back serves the public better than telling it."""

    field = "public_interest"

    def __init__(self) -> None:
        super().__init__(
            "Enter why the public interest in keeping the information back outweighs that in telling it. "
            "Without that test the item is not exempt."
        )


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why an item is closed. Only `paragraph` is ever public."""

    paragraph: int
    description: str
    public_interest: str


def exemption(paragraph: int | None, description: str, public_interest: str) -> Exemption:
    """What must be given for an item in Part II.

    Raises ParagraphNeeded, UnknownParagraph, DescriptionNeeded or PublicInterestNeeded.
    """
    if paragraph is None:
        raise ParagraphNeeded
    if paragraph not in PARAGRAPHS:
        raise UnknownParagraph(paragraph)
    if not description.strip():
        raise DescriptionNeeded
    if not public_interest.strip():
        raise PublicInterestNeeded
    return Exemption(paragraph, description, public_interest)


def paragraph_words(paragraph: int) -> str:
    """What everybody reads of an exempt item beside its title. Raises UnknownParagraph."""
    if paragraph not in PARAGRAPHS:
        raise UnknownParagraph(paragraph)
    words = PARAGRAPHS[paragraph]
    return f"Paragraph {paragraph} of Schedule 12A to the Local Government Act 1972: {words[0].lower()}{words[1:]}."


def mark(paragraph: int) -> str:
    """What stands on each page of an exempt paper: not for publication, and by which paragraph.

    Raises UnknownParagraph.
    """
    if paragraph not in PARAGRAPHS:
        raise UnknownParagraph(paragraph)
    words = PARAGRAPHS[paragraph]
    # Short, because it has to fit on one line.
    return f"Not for publication – exempt under paragraph {paragraph}: {words[0].lower()}{words[1:]}"
