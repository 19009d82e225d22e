"""Which known acronyms a report uses, and what can be kept as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from tracker.documents.printable import check_printable
from tracker.documents.text import clean_line
from tracker.errors import DomainError

LONGEST_ACRONYM: Final = 20
LONGEST_MEANING: Final = 300

_ACRONYM: Final = re.compile(r"[^\W_](?:[^\W_]|[&/.'’-](?=[^\W_]))+")


class BadAcronym(DomainError):
    """What was typed could not be found again in a text, or is an ordinary word."""

    field = "acronym"

    def __init__(self, acronym: str) -> None:
        self.acronym = acronym
        super().__init__(
            "Enter the acronym as it stands in texts, for example PCC: two characters or more, at least one of them a "
            "capital letter. Between letters and digits it may have & / . - and apostrophes, but no spaces."
        )


class NoMeaning(DomainError):
    """An acronym without what it stands for."""

    field = "meaning"

    def __init__(self) -> None:
        super().__init__("Enter what the acronym stands for")


class KnownAcronym(DomainError):
    """The acronym is on the list, perhaps withdrawn."""

    field = "acronym"

    def __init__(self, acronym: str, *, withdrawn: bool) -> None:
        self.acronym = acronym
        self.withdrawn = withdrawn
        done, act = (", withdrawn", "bring it back") if withdrawn else ("", "change it")
        super().__init__(f"“{acronym}” is on the list already{done}. Use “Change” beside it to {act}.")


def check_acronym(typed: str) -> str:
    """The acronym as it is kept. Raises BadAcronym or a refusal of `documents.text`."""
    kept = clean_line(typed, max_length=LONGEST_ACRONYM)
    check_printable(kept)
    if _ACRONYM.fullmatch(kept) is None or not any(character.isupper() for character in kept):
        raise BadAcronym(kept)
    return kept


def check_meaning(typed: str) -> str:
    """The meaning as it is kept. Raises NoMeaning or a refusal of `documents.text`."""
    kept = clean_line(typed, max_length=LONGEST_MEANING)
    check_printable(kept)
    if not kept:
        raise NoMeaning
    return kept


def acronym_subject(acronym: str) -> str:
    """What the log calls an acronym: "acronym PCC"."""
    return f"acronym {acronym}"


def used_in(texts: Iterable[str], known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The known acronyms that stand as whole words in the texts, with their meanings, in the order of the alphabet.

    Capitals count ("it" is not "IT"); so do plurals and possessives ("PPNs", "PCC’s"). Of two that begin at the same
    place the longer one stands there ("DVPO/N", not "DVPO").
    """
    if not known:
        return ()
    longest_first = sorted(known, key=lambda acronym: (-len(acronym), acronym))
    names = "|".join(re.escape(acronym) for acronym in longest_first)
    # Neither a letter nor a digit may touch it: "IT" does not stand in "ITALY", nor "PCC" in "OPCC".
    word = re.compile(rf"(?<![^\W_])({names})(?:['’]?s)?(?![^\W_])")
    found = {match[1] for text in texts for match in word.finditer(text)}
    return tuple((acronym, known[acronym]) for acronym in sorted(found, key=lambda each: (each.casefold(), each)))
