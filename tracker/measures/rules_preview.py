"""A plan of a load as lines of text: what is new, what changes from what to what, what was not read."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.measures.rules import short_month
from tracker.measures.rules_load import LoadPlan, PlannedFigure


def preview_lines(plan: LoadPlan) -> tuple[str, ...]:
    """One fact a line; every changed figure has one."""
    return tuple(_lines(plan))


def revision_words(figure: PlannedFigure) -> str:
    """ "Figure: 3,749 → 3,751; State: Provisional → Final"."""
    return "; ".join(f"{what}: {old} → {new}" for what, old, new in figure.changes)


def counted(number: int, one: str, many: str) -> str:
    """ "1 figure", "1,200 figures"."""
    return f"{number:,} {one if number == 1 else many}"


def loaded_words(plan: LoadPlan, number: int) -> str:
    """What was done, in one sentence."""
    done = [
        counted(count, one, many)
        for count, one, many in (
            (len(plan.fresh), "new figure", "new figures"),
            (len(plan.revised), "changed figure", "changed figures"),
            (len(plan.peers), "month of peer figures", "months of peer figures"),
        )
        if count
    ]
    return f"Loaded {' and '.join(done)} as load {number}."


def _lines(plan: LoadPlan) -> Iterator[str]:
    columns = plan.columns
    if columns is not None:
        by = f"column map “{columns.map_name}”" if columns.map_name else "its headings"
        yield f"Read by {by}: {columns.layout.label[0].lower()}{columns.layout.label[1:]}."
        if columns.ignored:
            yield f"Columns that were not read: {', '.join(columns.ignored)}."
    yield f"{counted(len(plan.fresh), 'new figure', 'new figures')}."
    yield f"{counted(len(plan.revised), 'figure on record changes', 'figures on record change')}."
    for figure in plan.revised:
        yield f"  {figure.measure.code} {short_month(figure.month)}: {revision_words(figure)}"
    if plan.peers:
        yield f"{counted(len(plan.peers), 'month', 'months')} of peer figures."
    yield f"{counted(plan.unchanged, 'figure is', 'figures are')} on record already."
    if plan.blanks:
        yield f"{counted(plan.blanks, 'cell is blank and says', 'cells are blank and say')} nothing."
    if plan.alone:
        said = counted(plan.alone, "figure of a rate or mean time comes", "figures of rates or mean times come")
        yield f"{said} without the parts, so that 3 and 12 months cannot be worked out from such months."
