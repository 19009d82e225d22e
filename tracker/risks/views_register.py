"""The register with its heat map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import Quarter, today
from tracker.plan.queries_list import place_choices
from tracker.risks import queries
from tracker.risks.forms_list import NOBODY, OFFICE, UNSCORED, filter_from, is_limited, query_of
from tracker.risks.queries_list import (
    HeatMap,
    RiskFilter,
    RiskPage,
    RiskSort,
    heat_map,
    in_cell,
    register_page,
    risk_owners,
    without_score,
)
from tracker.risks.rules import HIGHEST, LOWEST, Band, Matrix, RiskKind, RiskState, headline
from tracker.risks.views import risks
from tracker.web.identity import can, can_for_some, require
from tracker.web.paging import PageLink, page_links
from tracker.writing import session


class Cell(NamedTuple):
    """A place on the heat map; `href` is empty where nothing stands on it."""

    score: int
    band: Band
    number: int
    href: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """The risks of one likelihood, from the lowest impact to the highest."""

    likelihood: int
    label: str
    cells: Sequence[Cell]


@risks.get("/risks")
def register() -> ResponseReturnValue:
    require(Act.SEE_RISKS)
    wanted = filter_from(request.args)
    since = Quarter.of(today()).previous().end
    listed = register_page(session(), wanted, today(), since)
    matrix = queries.matrix_in_force(session())
    heat = heat_map(session(), wanted, today())
    return render_template(
        "risks/register.html",
        wanted=wanted,
        listed=listed,
        since=since,
        today=today(),
        matrix=matrix,
        heat=heat,
        heat_rows=_heat_rows(heat, matrix, wanted),
        unscored_href=_address(without_score(wanted)),
        limited=is_limited(wanted),
        links=_links(wanted, listed),
        can_raise=can_for_some(Act.RAISE_RISK),
        can_export=can(Act.EXPORT_RISKS),
        **_choices(wanted),
    )


def _choices(wanted: RiskFilter) -> dict[str, object]:
    """What the filters offer, and what is chosen."""
    chosen = query_of(wanted)
    return {
        "headline": headline,
        "query": chosen,
        "kinds": RiskKind.choices(),
        "states": RiskState.choices(),
        "sorts": RiskSort.choices(),
        "bands": [*Band.choices(), (UNSCORED, "Not yet scored")],
        "places": [*place_choices(session()), (OFFICE, "The whole office")],
        "owners": [*((str(person.id), person.name) for person in risk_owners(session())), (NOBODY, "Nobody yet")],
    }


def _heat_rows(heat: HeatMap, matrix: Matrix, wanted: RiskFilter) -> list[HeatRow]:
    """The highest likelihood on top, so that the worst corner is where the eye looks for it."""
    degrees = range(LOWEST, HIGHEST + 1)

    def cell(likelihood: int, impact: int) -> Cell:
        number = heat.counts.get((likelihood, impact), 0)
        href = _address(in_cell(wanted, likelihood, impact)) if number else ""
        return Cell(likelihood * impact, matrix.band_of(likelihood * impact), number, href)

    return [
        HeatRow(likelihood, matrix.likelihoods[likelihood - 1], [cell(likelihood, impact) for impact in degrees])
        for likelihood in reversed(degrees)
    ]


def _address(wanted: RiskFilter) -> str:
    asked = urlencode(query_of(wanted))
    return f"/risks?{asked}" if asked else "/risks"


def _links(wanted: RiskFilter, listed: RiskPage) -> list[PageLink]:
    return page_links(listed.page, listed.pages, lambda page: f"/risks?{urlencode(query_of(wanted, page=page))}")
