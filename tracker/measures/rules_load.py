"""What a load would do: which figures are new, which revise one in force, which say nothing new, and what is wrong.

All or nothing: a plan with a problem loads nothing. What a file does not say of a figure in force stays as it is: its
state, its marking, its reason. So a file without a column for markings never takes a marking away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from tracker.errors import DomainError
from tracker.measures.rules import Marking, MeasureType, Unit, ValueState, long_month, month_of, short_month
from tracker.measures.rules_cells import MOST_DECIMALS
from tracker.measures.rules_columns import Columns, Role
from tracker.measures.rules_file_rows import PeerProposal, Proposal
from tracker.measures.rules_names import KnownMeasure
from tracker.measures.rules_problems import Problem
from tracker.measures.rules_words import rounded, value_words

_HALF: Final = Decimal("0.5")
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is on record of one figure."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    margin: Decimal | None = None
    state: ValueState = ValueState.PROVISIONAL
    marking: Marking = Marking.NONE
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedFigure:
    """A figure to be stored. `before` is the one in force, None where there is none."""

    measure: KnownMeasure
    month: date
    facts: Facts
    before: Facts | None
    row: int | None

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """(what, before, after) of everything that differs, as it is printed."""
        return facts_changes(self.before, self.facts, self.measure) if self.before else ()

    @property
    def words(self) -> str:
        """The figure as it is printed."""
        return facts_words(self.facts, self.measure)["Figure"]

    @property
    def month_words(self) -> str:
        """ "Jul-24"."""
        return short_month(self.month)


@dataclass(frozen=True, slots=True)
class PlannedPeers:
    """Bounds of the peers to be stored."""

    measure: KnownMeasure
    month: date
    peers: PeerProposal
    before: PeerProposal | None


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """What a load would store, in the order of the file. Nothing may be stored while there are problems.

    `unchanged`: figures that are in force as they are; `blanks`: cells or rows that say nothing; `alone`: figures of
    rates and mean times that come without their parts. `columns` is None where the table could not be read.
    """

    fresh: tuple[PlannedFigure, ...] = ()
    revised: tuple[PlannedFigure, ...] = ()
    peers: tuple[PlannedPeers, ...] = ()
    unchanged: int = 0
    blanks: int = 0
    alone: int = 0
    problems: tuple[Problem, ...] = ()
    columns: Columns | None = None

    @property
    def figures(self) -> tuple[PlannedFigure, ...]:
        return (*self.fresh, *self.revised)

    @property
    def unexplained(self) -> int:
        """How many figures need the reason of the load, which nobody has given yet."""
        return sum(each.facts.reason is None and _needs_reason(each.facts, each.before) for each in self.figures)

    @property
    def stores(self) -> int:
        """How many rows it would store."""
        return len(self.fresh) + len(self.revised) + len(self.peers)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a whole load. `reason` stands for every row that needs one and has none; `final`: figures of which
    the file says no state are final, not provisional. `ask`: nobody was asked for the reason yet, so that a figure
    without one is planned all the same.
    """

    on: date
    reason: str | None = None
    final: bool = False
    ask: bool = False


class FigureProblem(DomainError):
    """What is said of a month cannot be. `role` is the cell it stands in."""

    def __init__(self, role: Role, message: str, said: str | None = None) -> None:
        self.role = role
        self.said = said
        self.field = role.value
        super().__init__(message)


InForceOf = Mapping[tuple[int, date], Facts]
PeersOf = Mapping[tuple[int, date], PeerProposal]


def plan_load(
    proposals: Sequence[Proposal],
    in_force: InForceOf,
    terms: Terms,
    *,
    peers: PeersOf | None = None,
    problems: Iterable[Problem] = (),
    blanks: int = 0,
    columns: Columns | None = None,
) -> LoadPlan:
    """Holds proposals against the figures in force, by the id of the measure and the month.

    `problems` are those found before, which stand first where they stand first in the file.
    """
    found = _Found(list(problems))
    for proposal in proposals:
        found.add(proposal, in_force.get((proposal.measure.id, proposal.month)), terms)
        if proposal.peers is not None:
            found.add_peers(proposal, (peers or {}).get((proposal.measure.id, proposal.month)))
    return LoadPlan(
        fresh=tuple(each for each in found.figures if each.before is None),
        revised=tuple(each for each in found.figures if each.before is not None),
        peers=tuple(found.peers),
        unchanged=found.unchanged,
        blanks=blanks,
        alone=found.alone,
        problems=tuple(sorted(found.problems, key=lambda problem: (problem.row or 0, problem.column or 0))),
        columns=columns,
    )


class _Found:
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.figures: list[PlannedFigure] = []
        self.peers: list[PlannedPeers] = []
        self.unchanged = self.alone = 0
        self._seen: dict[tuple[int, date], Proposal] = {}

    def add(self, proposal: Proposal, before: Facts | None, terms: Terms) -> None:
        key = (proposal.measure.id, proposal.month)
        first = self._seen.setdefault(key, proposal)
        if first is not proposal:
            named = f"{proposal.measure.code} has {long_month(proposal.month)} in row {first.row or 0:,} already."
            self.problems.append(proposal.problem(Role.MONTH, f"{named} Remove one of the two."))
            return
        try:
            facts = settle(proposal, before, terms)
        except FigureProblem as error:
            self.problems.append(proposal.problem(error.role, str(error), error.said))
            return
        if facts is None:
            return
        if facts == before:
            self.unchanged += 1
            return
        self.alone += proposal.measure.kind.has_parts and facts.value is not None and facts.numerator is None
        self.figures.append(PlannedFigure(proposal.measure, proposal.month, facts, before, proposal.row))

    def add_peers(self, proposal: Proposal, before: PeerProposal | None) -> None:
        peers = proposal.peers
        if peers is None or peers == before:
            self.unchanged += peers is not None
            return
        if not peers.lower <= peers.average <= peers.upper:
            message = "The lower bound, the average and the upper bound are not in this order. Check all three."
            self.problems.append(proposal.problem(Role.PEER_AVERAGE, message))
            return
        self.peers.append(PlannedPeers(proposal.measure, proposal.month, peers, before))


def settle(proposal: Proposal, before: Facts | None, terms: Terms) -> Facts | None:
    """What would stand on record; equal to `before` where nothing new is said, None where nothing is said at all.

    Raises FigureProblem.
    """
    if proposal.month > month_of(terms.on):
        message = f"{long_month(proposal.month)} has not begun. Check the month."
        raise FigureProblem(_month_role(proposal), message)
    if proposal.state is ValueState.WITHDRAWN:
        return _withdrawn(proposal, before, terms)
    value = _value(proposal)
    if value is None:
        return None
    state = _state(proposal, before, terms)
    same = before is not None and (value, proposal.numerator, proposal.denominator) == (
        *(before.value, before.numerator, before.denominator),
    )
    margin = before.margin if before and same and proposal.margin is None else proposal.margin
    facts = Facts(
        value=value,
        numerator=proposal.numerator,
        denominator=proposal.denominator,
        margin=margin,
        state=state,
        marking=_marking(proposal, before),
        reason=proposal.reason or _kept_reason(before, state, same=same),
    )
    return _with_reason(facts, before, terms)


def _value(proposal: Proposal) -> Decimal | None:
    """The figure of the month, of its parts where it has none of its own. Raises FigureProblem."""
    measure, kind = proposal.measure, proposal.measure.kind
    exact = _of_parts(proposal)
    if proposal.margin is not None and kind is not MeasureType.SURVEY:
        raise FigureProblem(Role.MARGIN, f"Only a survey has a plus or minus, and {measure.code} is none.")
    value = proposal.value
    if exact is None:
        if value is None and proposal.margin is not None:
            raise FigureProblem(Role.VALUE, "Enter the figure to which the plus or minus belongs.")
        if value is not None and measure.unit is Unit.PERCENT and value > _HUNDRED:
            message = "A percentage above 100 needs its numerator and denominator to show for it. Check the figure."
            raise FigureProblem(Role.VALUE, message, value_words(value, measure.unit))
        return value
    if value is None:
        return exact.quantize(Decimal(1).scaleb(-MOST_DECIMALS), ROUND_HALF_UP).normalize() + 0
    # The last place that is printed, of whichever figure: it may have been rounded either way.
    place = Decimal(1).scaleb(int(rounded(exact, measure.unit).as_tuple().exponent))
    if abs(value - exact) > place * _HALF:
        given, worked_out = value_words(value, measure.unit), value_words(exact, measure.unit)
        message = f"The parts give {worked_out}, but the figure says {given}. Correct one of them."
        raise FigureProblem(Role.VALUE, message)
    return value


def _of_parts(proposal: Proposal) -> Decimal | None:
    """What the parts give; None where there are none. Raises FigureProblem."""
    measure, numerator, denominator = proposal.measure, proposal.numerator, proposal.denominator
    if numerator is None and denominator is None:
        return None
    if not measure.kind.has_parts:
        role = Role.NUMERATOR if numerator is not None else Role.DENOMINATOR
        raise FigureProblem(role, f"{measure.code} is of the type “{measure.kind.label}”, which has no parts.")
    if numerator is None:
        raise FigureProblem(Role.NUMERATOR, "There is a denominator, so enter the numerator too, or neither.")
    if denominator is None:
        raise FigureProblem(Role.DENOMINATOR, "There is a numerator, so enter the denominator too, or neither.")
    if denominator == 0:
        message = "Nothing can be divided by 0. Leave figure and parts blank for a month without cases."
        raise FigureProblem(Role.DENOMINATOR, message, "0")
    return numerator * (_HUNDRED if measure.unit is Unit.PERCENT else 1) / denominator


def _withdrawn(proposal: Proposal, before: Facts | None, terms: Terms) -> Facts:
    given = (proposal.value, proposal.numerator, proposal.denominator, proposal.margin)
    if any(each is not None for each in given):
        raise FigureProblem(Role.VALUE, "A withdrawn figure has no value. Leave its cells blank, or change the state.")
    if before is None:
        raise FigureProblem(Role.STATE, "There is no figure of this month that could be withdrawn.", "withdrawn")
    reason = proposal.reason or (before.reason if before.state is ValueState.WITHDRAWN else terms.reason)
    if reason is None and not terms.ask:
        raise FigureProblem(Role.REASON, "Say why the figure is withdrawn.")
    return Facts(value=None, state=ValueState.WITHDRAWN, marking=_marking(proposal, before), reason=reason)


def _state(proposal: Proposal, before: Facts | None, terms: Terms) -> ValueState:
    if proposal.state is not None:
        return proposal.state
    standing = before.state if before and before.state is not ValueState.WITHDRAWN else ValueState.PROVISIONAL
    return ValueState.FINAL if terms.final and standing is ValueState.PROVISIONAL else standing


def _marking(proposal: Proposal, before: Facts | None) -> Marking:
    """Once marked, a figure stays so: publishing it is the Chief Executive's to decide. Raises FigureProblem."""
    standing = before.marking if before else Marking.NONE
    if proposal.marking is Marking.NONE and standing is not Marking.NONE:
        message = (
            f"This figure is marked {standing.label}, and nobody who loads figures can take that away. Leave the "
            "marking blank; the Chief Executive clears it, with a reason, on the measure’s page of markings."
        )
        raise FigureProblem(Role.MARKING, message, proposal.marking.label)
    return proposal.marking or standing


def _kept_reason(before: Facts | None, state: ValueState, *, same: bool) -> str | None:
    """The reason on record goes on standing for what it was given for."""
    if before is None or before.state is not state:
        return None
    return before.reason if same or state is ValueState.NOT_COMPARABLE else None


def _with_reason(facts: Facts, before: Facts | None, terms: Terms) -> Facts:
    """With the reason of the load where one is needed. Raises FigureProblem where there is none."""
    if facts.reason is not None or facts == before or not _needs_reason(facts, before):
        return facts
    if terms.reason is None:
        if terms.ask:
            return facts
        not_comparable = facts.state is ValueState.NOT_COMPARABLE
        what = "Say why the figure is not comparable." if not_comparable else _final_words(facts, before)
        raise FigureProblem(Role.REASON, what)
    return Facts(
        value=facts.value,
        numerator=facts.numerator,
        denominator=facts.denominator,
        margin=facts.margin,
        state=facts.state,
        marking=facts.marking,
        reason=terms.reason,
    )


def _needs_reason(facts: Facts, before: Facts | None) -> bool:
    revises_final = before is not None and before.state is ValueState.FINAL
    return revises_final or facts.state in {ValueState.NOT_COMPARABLE, ValueState.WITHDRAWN}


def _final_words(facts: Facts, before: Facts | None) -> str:
    said = "" if before is None else f" It was {_exact(before.value)} and would be {_exact(facts.value)}."
    return f"The figure on record is final.{said} Say why it changes: in a column “reason”, or for the whole load."


def _month_role(proposal: Proposal) -> Role:
    return Role.MONTH if Role.MONTH in proposal.columns else Role.VALUE


def facts_words(facts: Facts, measure: KnownMeasure) -> Mapping[str, str]:
    """Every fact as it is printed, under what it is called."""
    total = measure.kind is MeasureType.MEAN_TIME
    unit = measure.unit if total else Unit.COUNT
    return {
        "Figure": "None" if facts.value is None else value_words(facts.value, measure.unit),
        "Total time" if total else "Numerator": "None" if facts.numerator is None else _part(facts.numerator, unit),
        "Cases" if total else "Denominator": "None" if facts.denominator is None else _exact(facts.denominator),
        "Plus or minus": "None" if facts.margin is None else _exact(facts.margin),
        "State": facts.state.label,
        "Marking": facts.marking.label,
        "Reason": facts.reason or "None",
    }


def facts_changes(before: Facts, after: Facts, measure: KnownMeasure) -> tuple[tuple[str, str, str], ...]:
    """(what, before, after) of everything that differs, as it is printed; in full where rounding would hide it."""
    old, new = facts_words(before, measure), facts_words(after, measure)
    changed = tuple((what, old[what], new[what]) for what in old if old[what] != new[what])
    if before.value != after.value and old["Figure"] == new["Figure"]:
        return (("Figure", _exact(before.value), _exact(after.value)), *changed)
    return changed


def parts_words(facts: Facts, measure: KnownMeasure) -> str:
    """ "107 of 10,717", "30:00:00 over 1,000 cases", "± 3.6"; "" for a figure without parts."""
    if facts.margin is not None:
        return f"± {_exact(facts.margin)}"
    if facts.numerator is None or facts.denominator is None:
        return ""
    if measure.kind is MeasureType.MEAN_TIME:
        return f"{_part(facts.numerator, measure.unit)} over {_exact(facts.denominator)} cases"
    return f"{_exact(facts.numerator)} of {_exact(facts.denominator)}"


def _part(value: Decimal, unit: Unit) -> str:
    return _exact(value) if unit is Unit.COUNT else value_words(value, unit)


def _exact(value: Decimal | None) -> str:
    return "None" if value is None else f"{value:,f}"
