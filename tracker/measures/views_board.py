"""“What changed”, and the dashboard of a priority: how many measures stand in one month."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Act
from tracker.dates import today
from tracker.documents.blocks import Sparkline
from tracker.measures.forms_board import BoardChoice, month_from
from tracker.measures.queries_board import Board, Placed, board, months_with_figures, plans_with_measures
from tracker.measures.rules import TargetState, long_month
from tracker.measures.rules_charts import trend_line
from tracker.measures.rules_reasons import Reason, reasons
from tracker.measures.rules_rows import StandingRow, standing_row
from tracker.measures.rules_standing import MeasureRules
from tracker.measures.rules_weighting import false_alarm_words
from tracker.measures.rules_words import target_words
from tracker.measures.views import measures
from tracker.plan import queries as plan_queries
from tracker.web.identity import require
from tracker.writing import session

TREND_LINE_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Line:
    """A measure on a page: its cells, why it weighs what it weighs, its trend line, and its target in words, if any."""

    placed: Placed
    row: StandingRow
    reasons: tuple[Reason, ...]
    sparkline: Sparkline
    target: str


@measures.get("/measures/changed")
def what_changed() -> ResponseReturnValue:
    require(Act.SEE_MEASURES)
    plans = plans_with_measures(session())
    choice = BoardChoice.from_query(request.args, plans, today())
    months = months_with_figures(session(), today(), choice.priority_ids)
    found = board(session(), choice.priority_ids, choice.month, months, today())
    return render_template(
        "measures/changed.html",
        board=found,
        changed=_lines(found.changed, found.rules),
        plans=plans,
        choice=choice,
        months=months,
        **_common(found),
    )


@measures.get("/measures/priorities/<code>/<int:number>")
def priority_dashboard(code: str, number: int) -> ResponseReturnValue:
    priority = plan_queries.priority(session(), code, number)
    require(Act.SEE_MEASURES)
    months = months_with_figures(session(), today(), [priority.id])
    found = board(session(), [priority.id], month_from(request.args), months, today())
    return render_template(
        "measures/dashboard.html",
        priority=priority,
        board=found,
        groups=_by_group(_lines(found.placed, found.rules)),
        months=months,
        met=sum(each.standing.target_state is TargetState.MET for each in found.placed),
        aimed=sum(each.standing.target_state is not None for each in found.placed),
        **_common(found),
    )


def _common(found: Board) -> dict[str, object]:
    judged = sum(each.standing.weighting is not None for each in found.recorded)
    return {
        "month_words": long_month(found.month) if found.month else "",
        "long_month": long_month,
        "false_alarms": false_alarm_words(judged, found.rules.exceptions) if judged else "",
    }


def _lines(placed: tuple[Placed, ...], rules: MeasureRules) -> list[Line]:
    return [_line(each, rules) for each in placed]


def _line(placed: Placed, rules: MeasureRules) -> Line:
    standing = placed.standing
    record, target = standing.record, standing.target
    return Line(
        placed,
        standing_row(standing, withhold=False),
        reasons(standing, rules),
        trend_line(record.months_to(standing.month, TREND_LINE_MONTHS), record.unit),
        target_words(target.sense, target.value, record.unit) if target else "",
    )


def _by_group(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Each group with its lines, in their order; measures without a group have the empty name."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        group = line.placed.measure.group
        found.setdefault(group.name if group else "", []).append(line)
    return list(found.items())
