"""From the rows of the database to the rows of a seed set, in an order that a load and another export keep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.models import Deputy, OfficeHolder, OfficeSetting, Person
from tracker.accounts.rules import OfficeKey
from tracker.plan.models import Objective, Plan, Priority
from tracker.reports.models import Acronym, QuarterEntry, QuarterPage, QuarterRisk
from tracker.reports.rules import EntryKind
from tracker.seeds.tables import SeedSet
from tracker.seeds.tables_office import DeputyRow, OfficeHolderRow, OfficeSettingRow, PersonRow
from tracker.seeds.tables_plan import ObjectiveRow, PlanRow, PriorityRow
from tracker.seeds.tables_quarters import AcronymRow, EntryRow, QuarterRiskRow
from tracker.seeds.tables_row import SeedRow
from tracker.seeds.write_agenda import agenda_rows
from tracker.seeds.write_annual import annual_rows
from tracker.seeds.write_findings import finding_rows, stored_content
from tracker.seeds.write_history import history_rows
from tracker.seeds.write_information import information_rows
from tracker.seeds.write_inspections import inspection_rows
from tracker.seeds.write_measures import measure_rows
from tracker.seeds.write_minutes import minutes_rows
from tracker.seeds.write_outcomes import outcome_rows
from tracker.seeds.write_panel import panel_rows
from tracker.seeds.write_risks import risk_rows
from tracker.seeds.write_summaries import summary_rows
from tracker.seeds.write_versions import version_rows
from tracker.seeds.write_years import year_rows


def seeds_of(session: Session) -> SeedSet:
    """Everything a seed set holds, as it stands in the database; the session reads a stored file when asked for it."""
    rows: dict[type[SeedRow], Sequence[SeedRow]] = {
        OfficeSettingRow: _office_settings(session),
        OfficeHolderRow: _office_holders(session),
        PersonRow: _people(session),
        DeputyRow: _deputies(session),
        PlanRow: _plans(session),
        PriorityRow: _priorities(session),
        ObjectiveRow: _objectives(session),
        EntryRow: _entries(session),
        QuarterRiskRow: _chosen_risks(session),
        AcronymRow: _acronyms(session),
    }
    rooms = (
        history_rows,
        inspection_rows,
        finding_rows,
        risk_rows,
        measure_rows,
        summary_rows,
        panel_rows,
        agenda_rows,
        minutes_rows,
        annual_rows,
        outcome_rows,
        information_rows,
        version_rows,
        year_rows,
    )
    for found in rooms:
        rows.update(found(session))
    return SeedSet(rows, partial(stored_content, session))


def _office_settings(session: Session) -> Sequence[SeedRow]:
    # A setting that this version no longer has could not be loaded again.
    order = {key.value: place for place, key in enumerate(OfficeKey)}
    found = session.scalars(select(OfficeSetting).where(OfficeSetting.key.in_(order)))
    return [
        OfficeSettingRow(key=row.key, value=row.value, effective_on=row.effective_on, set_by=row.set_by)
        for row in sorted(found, key=lambda row: (order[row.key], row.effective_on, row.id))
    ]


def _office_holders(session: Session) -> Sequence[SeedRow]:
    found = session.scalars(select(OfficeHolder))
    return [
        OfficeHolderRow(office=row.office, name=row.name, from_day=row.from_day, to_day=row.to_day)
        for row in sorted(found, key=lambda row: (row.office, row.from_day or date.min, row.id))
    ]


def _people(session: Session) -> Sequence[SeedRow]:
    return [
        PersonRow(email=row.email, name=row.name, role=row.role, job_title=row.job_title, disabled=not row.is_active)
        for row in sorted(session.scalars(select(Person)), key=lambda row: row.email)
    ]


def _deputies(session: Session) -> Sequence[SeedRow]:
    found = session.scalars(select(Deputy).options(joinedload(Deputy.person), joinedload(Deputy.deputy)))
    return [
        DeputyRow(
            person=row.person.email,
            deputy=row.deputy.email,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in sorted(found, key=lambda row: (row.person.email, row.starts_on, row.id))
    ]


def _plans(session: Session) -> Sequence[SeedRow]:
    return [
        PlanRow(code=row.code, title=row.title, starts=row.starts, ends=row.ends, status=row.status, note=row.note)
        for row in sorted(session.scalars(select(Plan)), key=lambda row: row.code)
    ]


def _priorities(session: Session) -> Sequence[SeedRow]:
    found = session.scalars(select(Priority).options(joinedload(Priority.plan), joinedload(Priority.lead)))
    return [
        PriorityRow(
            plan=row.plan.code,
            number=row.number,
            title=row.title,
            lead=row.lead.email if row.lead else None,
            note=row.note,
        )
        for row in sorted(found, key=lambda row: (row.plan.code, row.number))
    ]


def _objectives(session: Session) -> Sequence[SeedRow]:
    found = session.scalars(select(Objective).options(joinedload(Objective.priority).joinedload(Priority.plan))).all()
    codes = {row.id: row.code for row in found}
    return [
        ObjectiveRow(
            plan=row.priority.plan.code,
            priority=row.priority.number,
            code=row.code,
            parent=None if row.parent_id is None else codes[row.parent_id],
            position=row.position,
            level_name=row.level_name,
            group_heading=row.group_heading,
            title=row.title,
        )
        for row in sorted(found, key=lambda row: (row.priority.plan.code, row.priority.number, row.position, row.id))
    ]


def _entries(session: Session) -> Sequence[SeedRow]:
    page = joinedload(QuarterEntry.page).joinedload(QuarterPage.priority).joinedload(Priority.plan)
    order = {kind: place for place, kind in enumerate(EntryKind)}

    def place(row: QuarterEntry) -> tuple[object, ...]:
        priority = row.page.priority
        return priority.plan.code, priority.number, row.page.quarter, order[row.kind], row.position, row.id

    return [
        EntryRow(
            plan=row.page.priority.plan.code,
            priority=row.page.priority.number,
            quarter=row.page.quarter,
            kind=row.kind,
            position=row.position,
            text=row.text,
            author=row.author,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in sorted(session.scalars(select(QuarterEntry).options(page)), key=place)
    ]


def _chosen_risks(session: Session) -> Sequence[SeedRow]:
    page = joinedload(QuarterRisk.page).joinedload(QuarterPage.priority).joinedload(Priority.plan)
    found = session.scalars(select(QuarterRisk).options(page, joinedload(QuarterRisk.risk)))

    def place(row: QuarterRisk) -> tuple[object, ...]:
        priority = row.page.priority
        return priority.plan.code, priority.number, row.page.quarter, row.id

    return [
        QuarterRiskRow(
            plan=row.page.priority.plan.code,
            priority=row.page.priority.number,
            quarter=row.page.quarter,
            risk=row.risk.reference,
            chosen_by=row.chosen_by,
            withdrawn=row.withdrawn_at is not None,
        )
        for row in sorted(found, key=place)
    ]


def _acronyms(session: Session) -> Sequence[SeedRow]:
    return [
        AcronymRow(acronym=row.acronym, meaning=row.meaning, withdrawn=row.withdrawn_at is not None)
        for row in sorted(session.scalars(select(Acronym)), key=lambda row: row.acronym)
    ]
