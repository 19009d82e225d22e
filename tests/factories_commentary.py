"""A page of commentary for tests: figures that agree, contradict and need a source."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy.orm import Session

from tests.factories import TODAY
from tests.factories_measures import give_figures, make_group, make_measure
from tracker.access import SYSTEM
from tracker.dates import Quarter
from tracker.measures.commands_commentary import SaveCommentary, SetNoSurprises, save_commentary, set_no_surprises
from tracker.measures.models import MeasureGroup
from tracker.measures.queries_commentary import page_of
from tracker.measures.rules import CommentaryBlock, MeasureType, Unit
from tracker.measures.rules_commentary import digest_of
from tracker.plan.models import Priority

QUARTER = Quarter.of(TODAY)
UNSOURCED = "The supplier trains 17 operators."
ASKED = f"{digest_of(UNSOURCED)}/1"
"""The part of an address that says which figure waits for its source."""

MONTHS = [900 + 10 * (place % 7) for place in range(29)]


def make_answering(session: Session, priority: Priority, name: str = "Answering") -> MeasureGroup:
    """Two measures with figures up to August 2024: 1,000 answered calls in it, and 7.0% of 1,000 abandoned."""
    group = make_group(session, priority, name)
    code = f"M{group.id}"
    answered = make_measure(session, priority, f"{code}_ANSWERED", name="Calls answered", group_id=group.id)
    give_figures(session, answered, [*MONTHS, 1000])
    abandoned = make_measure(
        session,
        priority,
        f"{code}_ABANDONED",
        name="Abandonment rate",
        kind=MeasureType.RATE,
        unit=Unit.PERCENT,
        group_id=group.id,
    )
    give_figures(session, abandoned, [Decimal(7)] * 30, numerator=Decimal(70), denominator=Decimal(1000))
    return group


def write(
    session: Session,
    group: MeasureGroup,
    texts: Mapping[str, str | None],
    quarter: Quarter = QUARTER,
    *,
    version: int | None = None,
) -> bool:
    """Saves some blocks, named by their values. `version` None: as the page stands now."""
    said = {CommentaryBlock(name): text for name, text in texts.items()}
    opened_at = version_of(session, group, quarter) if version is None else version
    return save_commentary(session, group, quarter, SaveCommentary(opened_at, said), by=SYSTEM)


def version_of(session: Session, group: MeasureGroup, quarter: Quarter = QUARTER) -> int:
    """0 before anything was written."""
    page = page_of(session, group.id, quarter)
    return page.version if page else 0


def fill_commentary(session: Session, group: MeasureGroup) -> None:
    """What the ledger and the browser find: a page with a figure that needs a source, and no surprises."""
    texts = {
        "what": f"Calls fell in Q1. {UNSOURCED}",
        "so_what": "Calls from the public came to 3 in August 2024.",
    }
    write(session, group, texts)
    told = SetNoSurprises(version=version_of(session, group), applies=True, reason="The press has **asked** about it.")
    set_no_surprises(session, group, QUARTER, told, by=SYSTEM)
