"""An annual report's content as lines of data, as `rows_facts` has it for the others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from tracker.documents.text import plain_text
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_annual_plan import Chapter, OutcomeLine, RiskMoved, YearMeasure, YearRow
from tracker.reports.snapshots_annual_words import FigureFacts, FundingFacts, MoneyFacts

Value = str | int | Decimal | date | None
Said = tuple[str, str, str, str, Value]
"""The kind of record, its reference, its name, what is said of it, and the value."""


def annual_facts(snapshot: AnnualSnapshot) -> Iterator[tuple[Chapter | None, Said]]:
    """Every fact in printed order, with the chapter it stands in; what is not known is left out."""
    for figure in snapshot.figures:
        yield from _known(None, _of_figure(figure))
    for chapter in snapshot.chapters:
        yield from _known(chapter, _of_chapter(chapter))
    for finding in snapshot.inspections.findings:
        said = (("kind", finding.kind_word), ("status", finding.panel_word), ("closed on", finding.closed_on))
        yield from _known(None, _facts("finding", finding.reference, finding.text, said))
    yield from _known(None, _of_money(snapshot.money))


def _known(chapter: Chapter | None, found: Iterator[Said]) -> Iterator[tuple[Chapter | None, Said]]:
    for said in found:
        if said[4] is not None and said[4] != "":
            yield chapter, said


def _facts(record: str, reference: str, name: str, said: tuple[tuple[str, Value], ...]) -> Iterator[Said]:
    for fact, value in said:
        yield (record, reference, plain_text(name), fact, value)


def _of_chapter(chapter: Chapter) -> Iterator[Said]:
    for figure in chapter.every_figure:
        yield from _of_figure(figure)
    for fact in chapter.funding:
        yield from _of_funding(fact)
    for line in chapter.every_outcome:
        yield from _of_outcome(line)
    for row in chapter.deliverables:
        yield from _of_deliverable(row)
    for group in chapter.measures:
        for measure in group.rows:
            yield from _of_measure(measure, group.month)
    for risk in chapter.risks:
        yield from _of_risk(risk)


def _of_figure(figure: FigureFacts) -> Iterator[Said]:
    said = (
        ("period", figure.period),
        ("value", figure.value),
        ("value before", figure.previous),
        ("period before", figure.previous_period),
        ("note", figure.note),
        ("source", figure.source),
    )
    yield from _facts("headline figure", "", figure.label, said)


def _of_funding(fact: FundingFacts) -> Iterator[Said]:
    said = (("amount in pounds", fact.amount), ("qualifier", fact.qualifier), ("period", fact.period))
    yield from _facts("funding", "", fact.topic, (*said, ("detail", plain_text(fact.detail) if fact.detail else None)))


def _of_outcome(line: OutcomeLine) -> Iterator[Said]:
    yield from _facts("outcome", line.quarter, "", (("text", plain_text(line.text)),))


def _of_deliverable(row: YearRow) -> Iterator[Said]:
    said: tuple[tuple[str, Value], ...] = (
        ("what became of it in the year", row.outcome_word),
        ("status", row.status_word),
        ("percent complete at the start of the year", row.start),
        ("percent complete at the end", row.progress),
        ("due", row.due_text),
        ("last day of the due date", row.due_end),
        ("days late", row.days_late),
        ("completed on", row.completed_on),
        ("last report on", row.updated_on),
    )
    yield from _facts("deliverable", row.reference, row.action, said)


def _of_measure(row: YearMeasure, month: date) -> Iterator[Said]:
    said: tuple[tuple[str, Value], ...] = (
        ("counted as", row.unit.label),
        ("12 months to", month),
        ("12 months", row.twelve_months),
        ("12 months before", row.twelve_months_before),
        ("change from the year before", row.year_on_year),
        ("about the figures", ", ".join(row.notes)),
    )
    yield from _facts("measure", row.code, row.name, said)


def _of_risk(risk: RiskMoved) -> Iterator[Said]:
    said: tuple[tuple[str, Value], ...] = (
        ("state", risk.state_word),
        ("score at the start of the year", risk.start_score),
        ("score", risk.score),
        ("band", risk.band_word),
        ("direction", risk.direction_word),
    )
    yield from _facts(risk.kind_word.lower(), risk.reference, risk.wording, said)


def _of_money(money: MoneyFacts) -> Iterator[Said]:
    for line in money.finance:
        said = (("actual in £m", line.actual), ("budget of the next year in £m", line.budget))
        yield from _facts(f"finance, {line.side.label.lower()}", "", line.label, said)
    for share in money.shares:
        shares: tuple[tuple[str, Value], ...] = (
            ("share of spend in percent", share.percent),
            ("share of the year before", share.previous),
        )
        yield from _facts("spend by function", "", share.function, shares)
    for fact in money.funding:
        yield from _of_funding(fact)
