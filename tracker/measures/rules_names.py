"""Which measure a file means: by its code, or by its name where only one has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from tracker.errors import DomainError
from tracker.measures.rules import MeasureType, Unit

_SUGGESTED: Final = 3
_MOST_SUGGESTIONS: Final = 25
_NEAR: Final = 0.5
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class KnownMeasure:
    """What must be known of a measure to read its figures. `withdrawn`: by the day of the load."""

    id: int
    code: str
    name: str
    kind: MeasureType
    unit: Unit
    withdrawn: bool = False

    @property
    def words(self) -> str:
        return f"{self.code} ({self.name})"


class UnknownMeasure(DomainError):
    """`nearest`: the measures that are called most alike, code and name."""

    def __init__(self, said: str, nearest: Iterable[KnownMeasure]) -> None:
        self.said = said
        self.nearest = tuple(nearest)
        meant = " or ".join(measure.words for measure in self.nearest)
        super().__init__(
            f"There is no measure of this code or name. {f'Did you mean {meant}? ' if meant else ''}"
            "Correct it, or create the measure first."
        )


class SeveralMeasures(DomainError):
    """A name that more than one measure has."""

    def __init__(self, said: str, named: Iterable[KnownMeasure]) -> None:
        self.said = said
        self.codes = tuple(measure.code for measure in named)
        super().__init__(f"Several measures have this name. Write the code instead: {' or '.join(self.codes)}.")


class WithdrawnMeasure(DomainError):
    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"The measure {code} was withdrawn, so it takes no figures. Remove them, or restore it first.")


class MeasureMissing(DomainError):
    def __init__(self) -> None:
        super().__init__("Enter the code or the name of the measure.")


class Names:
    """All measures by what a file may call them; capitals and blanks do not matter."""

    __slots__ = ("_codes", "_names", "_unknown")

    def __init__(self, measures: Iterable[KnownMeasure]) -> None:
        self._codes: dict[str, KnownMeasure] = {}
        self._names: defaultdict[str, list[KnownMeasure]] = defaultdict(list)
        self._unknown: dict[str, UnknownMeasure] = {}
        for measure in measures:
            self._codes[_plain(measure.code)] = measure
            self._names[_plain(measure.name)].append(measure)

    def find(self, said: str) -> KnownMeasure:
        """Raises MeasureMissing, UnknownMeasure, SeveralMeasures or WithdrawnMeasure."""
        plain = _plain(said)
        if not plain:
            raise MeasureMissing
        found = self._codes.get(plain) or self._named(said, plain)
        if found.withdrawn:
            raise WithdrawnMeasure(found.code)
        return found

    def _named(self, said: str, plain: str) -> KnownMeasure:
        named = self._names.get(plain, [])
        # A name that was taken over from a withdrawn measure means the one that stands.
        standing = [measure for measure in named if not measure.withdrawn] or named
        if len(standing) > 1:
            raise SeveralMeasures(said, standing)
        if not standing:
            raise self._nobody(said, plain)
        return standing[0]

    def _nobody(self, said: str, plain: str) -> UnknownMeasure:
        if plain not in self._unknown:
            # Looking for what is alike costs most; a file without any right name must not take minutes.
            near = self._nearest(plain) if len(self._unknown) < _MOST_SUGGESTIONS else []
            self._unknown[plain] = UnknownMeasure(said, near)
        return self._unknown[plain]

    def _nearest(self, plain: str) -> list[KnownMeasure]:
        called = get_close_matches(plain[:_LONGEST], [*self._codes, *self._names], n=2 * _SUGGESTED, cutoff=_NEAR)
        found = [measure for words in called for measure in [self._codes.get(words), *self._names.get(words, [])]]
        alike = {measure.id: measure for measure in found if measure is not None and not measure.withdrawn}
        return list(alike.values())[:_SUGGESTED]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
