"""Measures for tests: created by the same commands the pages use, with loads of figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import TODAY
from tracker.access import SYSTEM
from tracker.dates import Quarter
from tracker.measures.commands import CreateMeasure, MeasureFacts, create_measure
from tracker.measures.commands_context import SetContext, set_context
from tracker.measures.commands_groups import CreateGroup, create_group
from tracker.measures.commands_levels import BeginAnew, SetTarget, begin_anew, set_target
from tracker.measures.commands_withdraw import Withdraw, withdraw_measure
from tracker.measures.models import Measure, MeasureGroup, MeasureLoad, MeasureValue, PeerFigure
from tracker.measures.rules import (
    LoadSource,
    Marking,
    MeasureType,
    PeerStatus,
    Polarity,
    TargetSense,
    Unit,
    ValueState,
    months_on,
    window,
)
from tracker.plan.models import Priority

NEWEST = date(2024, 8, 1)
"""The newest month of the figures made here."""


def facts_of(priority: Priority, **changes: object) -> MeasureFacts:
    """A count of which fewer is better."""
    values: dict[str, object] = {
        "name": "Calls from the public",
        "kind": MeasureType.COUNT,
        "unit": Unit.COUNT,
        "polarity": Polarity.LOWER,
        "priority_id": priority.id,
    }
    return MeasureFacts(**{**values, **changes})  # type: ignore[arg-type]  # each test names real fields


def make_measure(session: Session, priority: Priority, code: str = "CALLS", **changes: object) -> Measure:
    """Without figures."""
    return create_measure(session, CreateMeasure(code=code, facts=facts_of(priority, **changes)), by=SYSTEM)


def make_group(session: Session, priority: Priority, name: str = "Demand") -> MeasureGroup:
    return create_group(session, CreateGroup(name=name, priority_id=priority.id), by=SYSTEM)


def make_load(session: Session, *, origin: str = "calls.csv", on: date = TODAY) -> MeasureLoad:
    number = (session.scalar(select(func.max(MeasureLoad.number))) or 0) + 1
    load = MeasureLoad(number=number, source=LoadSource.FILE, origin=origin, loaded_on=on, loaded_by="Anil Reid")
    session.add(load)
    session.flush()
    return load


def give_figures(
    session: Session,
    measure: Measure,
    values: Sequence[object],
    *,
    last: date = NEWEST,
    load: MeasureLoad | None = None,
    cases: int | None = None,
    **changes: object,
) -> list[MeasureValue]:
    """One for each of the months that end with `last`, oldest first; None: no figure. `cases`: each month's."""
    into = load or make_load(session)
    given = zip(window(last, len(values)), values, strict=True)
    rows = [_figure(measure, into, month, str(value), cases, changes) for month, value in given if value is not None]
    session.add_all(rows)
    session.flush()
    return rows


def give_peers(session: Session, measure: Measure, month: date, *bounds: str, own: str | None = None) -> PeerFigure:
    """`bounds`: the lower one, the average and the upper one."""
    lower, average, upper = (Decimal(each) for each in bounds)
    row = PeerFigure(
        measure=measure,
        load=make_load(session, origin="iquanta.csv"),
        month=month,
        peer_group="Most similar forces",
        own=None if own is None else Decimal(own),
        lower=lower,
        average=average,
        upper=upper,
    )
    session.add(row)
    session.flush()
    return row


def fill_measures(session: Session, priority: Priority) -> MeasureGroup:
    """What the ledger and the browser find.

    CALLS: 40 months and a high newest one, revised, with a target, a new beginning, peers, words of a quarter and two
    areas that do not add up. WAIT: a mean time whose newest month is marked. GONE is withdrawn, BARE has no figures.
    """
    group = make_group(session, priority)
    calls = make_measure(session, priority, group_id=group.id, areas_note="Some callers do not say where they are.")
    steady = [1000 + 10 * (place % 5) for place in range(39)]
    give_figures(session, calls, [*steady, 1400])
    give_figures(session, calls, [1450], state=ValueState.PROVISIONAL)
    for area, share in (("North", 0.6), ("South", 0.3)):
        code = f"CALLS_{area.upper()}"
        of_area = make_measure(session, priority, code, group_id=group.id, parent_id=calls.id, area=area)
        give_figures(session, of_area, [int(value * share) for value in [*steady, 1450]])
    level = SetTarget(
        version=calls.version, sense=TargetSense.AT_MOST, value=Decimal(1100), from_month=date(2024, 4, 1)
    )
    set_target(session, calls, level, by=SYSTEM, on=TODAY)
    beginning = BeginAnew(version=calls.version, from_month=date(2021, 6, 1), reason="A new telephone system.")
    begin_anew(session, calls, beginning, by=SYSTEM, on=TODAY)
    give_peers(session, calls, months_on(NEWEST, -1), "2", "2.5", "3", own="3.25")
    said = SetContext(version=0, words="Rising since the spring.", peers=PeerStatus.DOES_NOT_TREND, peers_basis="Force")
    set_context(session, calls, Quarter.of(NEWEST), said, by=SYSTEM)
    wait = make_measure(
        session, priority, "WAIT", name="Time to answer", kind=MeasureType.MEAN_TIME, unit=Unit.DURATION
    )
    give_figures(session, wait, [10, 12, 11], cases=100, last=months_on(NEWEST, -1))
    give_figures(session, wait, [15], cases=100, marking=Marking.OFFICIAL_SENSITIVE)
    gone = make_measure(session, priority, "GONE", name="Counted no more")
    withdraw_measure(session, gone, Withdraw(gone.version, "Counted otherwise since."), by=SYSTEM, on=TODAY)
    make_measure(session, priority, "BARE", name="Not counted yet")
    return group


def _figure(
    measure: Measure, load: MeasureLoad, month: date, value: str, cases: int | None, changes: dict[str, object]
) -> MeasureValue:
    parts = {} if cases is None else {"numerator": Decimal(value) * cases, "denominator": Decimal(cases)}
    given: dict[str, object] = {"state": ValueState.FINAL, "marking": Marking.NONE, **parts, **changes}
    return MeasureValue(measure=measure, load=load, month=month, value=Decimal(value), **given)
