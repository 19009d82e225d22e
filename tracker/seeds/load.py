"""From the rows of a seed set to the rows of the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker import dates
from tracker.access import Actor
from tracker.accounts.models import Deputy, OfficeHolder, OfficeSetting, Person
from tracker.annual.models import AnnualYear
from tracker.audit.commands import record
from tracker.audit.rules import Event
from tracker.files.models import StoredFile
from tracker.information.models import InformationLine
from tracker.inspections.models import Inspection
from tracker.inspections.models_finding import Finding
from tracker.measures.models import Measure, MeasureLoad
from tracker.measures.models_summary import ColumnMap
from tracker.packs.models import TemplateLine
from tracker.panel.models import Meeting, PanelMember
from tracker.panel.models_plan import ForwardItem, PanelRequest
from tracker.plan.models import Deliverable, Objective, Plan, Priority
from tracker.reports.models import Acronym, QuarterEntry, QuarterPage, QuarterRisk
from tracker.risks.models import Risk, RiskMatrix
from tracker.seeds.check import check_seeds
from tracker.seeds.check_findings import LETTER
from tracker.seeds.check_risks import kind_and_number
from tracker.seeds.check_row import number_of
from tracker.seeds.load_agenda import load_agendas
from tracker.seeds.load_annual import load_annual
from tracker.seeds.load_findings import load_findings
from tracker.seeds.load_history import load_deliverables
from tracker.seeds.load_information import load_information
from tracker.seeds.load_inspections import load_inspections
from tracker.seeds.load_measures import load_measures
from tracker.seeds.load_minutes import load_minutes
from tracker.seeds.load_outcomes import load_outcomes
from tracker.seeds.load_panel import load_panel
from tracker.seeds.load_risks import Risks, load_risks
from tracker.seeds.load_versions import load_versions
from tracker.seeds.load_years import load_years
from tracker.seeds.problems import BrokenSeeds, Problem, at
from tracker.seeds.tables import FILES, SeedSet
from tracker.seeds.tables_agenda import TemplateLineRow
from tracker.seeds.tables_annual import AnnualYearRow
from tracker.seeds.tables_findings import FindingRow, StoredFileRow
from tracker.seeds.tables_information import InformationLineRow
from tracker.seeds.tables_inspections import InspectionRow
from tracker.seeds.tables_measures import MeasureLoadRow, MeasureRow
from tracker.seeds.tables_office import DeputyRow, OfficeHolderRow, OfficeSettingRow, PersonRow
from tracker.seeds.tables_panel import ForwardItemRow, MeetingRow, PanelMemberRow, PanelRequestRow
from tracker.seeds.tables_plan import DeliverableRow, ObjectiveRow, PlanRow, PriorityRow
from tracker.seeds.tables_quarters import AcronymRow, EntryRow, QuarterRiskRow
from tracker.seeds.tables_risks import MatrixRow, RiskRow
from tracker.seeds.tables_row import SeedRow
from tracker.seeds.tables_summaries import ColumnMapRow
from tracker.writing import flush


def load_seeds(session: Session, seeds: SeedSet, *, by: Actor, on: date) -> None:
    """Loads a whole seed set beside what the database holds. Raises BrokenSeeds, also where a key is taken."""
    check_seeds(seeds)
    taken = list(_taken(session, seeds))
    if taken:
        raise BrokenSeeds(taken)
    people = _load_people(session, seeds)
    priorities = _load_plans(session, seeds, people)
    objectives = _load_objectives(session, seeds, priorities)
    _load_office(session, seeds)
    meetings = load_panel(session, seeds, people=people)
    load_agendas(session, seeds, meetings=meetings)
    load_minutes(session, seeds, meetings=meetings)
    load_information(session, seeds)
    _load_acronyms(session, seeds)
    deliverables = load_deliverables(session, seeds, people=people, priorities=priorities, objectives=objectives, on=on)
    findings = load_findings(
        session,
        seeds,
        inspected=load_inspections(session, seeds, priorities=priorities),
        people=people,
        priorities=priorities,
        deliverables=deliverables,
        on=on,
    )
    load_versions(session, seeds, meetings=meetings, deliverables=deliverables)
    load_years(session, seeds, priorities=priorities, deliverables=deliverables)
    risks = load_risks(
        session, seeds, people=people, priorities=priorities, deliverables=deliverables, findings=findings, on=on
    )
    load_measures(session, seeds, priorities=priorities)
    _load_quarters(session, seeds, priorities, risks)
    load_annual(session, seeds, priorities=priorities, objectives=objectives)
    load_outcomes(session, seeds, priorities=priorities, objectives=objectives)
    counts = {kind.FILE: (None, str(len(seeds.of(kind)))) for kind in FILES if seeds.of(kind)}
    record(session, Event.SEEDS_LOADED, by=by, subject="seed set", changes=counts)


def _taken(session: Session, seeds: SeedSet) -> Iterator[Problem]:
    yield from _among(session, Plan.code, ((row, "code", row.code) for row in seeds.of(PlanRow)))
    yield from _among(session, Person.email, ((row, "email", row.email) for row in seeds.of(PersonRow)))
    numbers = ((row, "reference", number_of(row.reference, "D")) for row in seeds.of(DeliverableRow))
    yield from _among(session, Deliverable.number, numbers)
    yield from _among(session, Inspection.code, ((row, "code", row.code) for row in seeds.of(InspectionRow)))
    yield from _among(session, StoredFile.digest, ((row, "digest", row.digest) for row in seeds.of(StoredFileRow)))
    found = ((row, "reference", number_of(row.reference, LETTER)) for row in seeds.of(FindingRow))
    yield from _among(session, Finding.number, found)
    yield from _among(session, RiskMatrix.number, ((row, "number", row.number) for row in seeds.of(MatrixRow)))
    raised = {(kind, number) for kind, number in session.execute(select(Risk.kind, Risk.number))}
    yield from (_already(row, "reference") for row in seeds.of(RiskRow) if kind_and_number(row.reference) in raised)
    yield from _among(session, Measure.code, ((row, "code", row.code) for row in seeds.of(MeasureRow)))
    yield from _among(session, MeasureLoad.number, ((row, "number", row.number) for row in seeds.of(MeasureLoadRow)))
    yield from _among(session, ColumnMap.name, ((row, "name", row.name) for row in seeds.of(ColumnMapRow)))
    yield from _among(session, Meeting.day, ((row, "day", row.day) for row in seeds.of(MeetingRow)))
    coded = ((row, "code", row.code) for row in seeds.of(InformationLineRow))
    yield from _among(session, InformationLine.code, coded)
    yield from _among(session, Acronym.acronym, ((row, "acronym", row.acronym) for row in seeds.of(AcronymRow)))
    yield from _among(session, PanelMember.number, ((row, "number", row.number) for row in seeds.of(PanelMemberRow)))
    yield from _among(session, TemplateLine.number, ((row, "number", row.number) for row in seeds.of(TemplateLineRow)))
    yield from _among(session, ForwardItem.number, ((row, "number", row.number) for row in seeds.of(ForwardItemRow)))
    yield from _among(session, AnnualYear.year, ((row, "year", row.year) for row in seeds.of(AnnualYearRow)))
    yield from _among(session, PanelRequest.number, ((row, "number", row.number) for row in seeds.of(PanelRequestRow)))


def _among(
    session: Session, column: InstrumentedAttribute[object], rows: Iterator[tuple[SeedRow, str, object]]
) -> Iterator[Problem]:
    stored = set(session.scalars(select(column).distinct()))
    for row, name, value in rows:
        if value in stored:
            yield _already(row, name)


def _already(row: SeedRow, name: str) -> Problem:
    return at(row, name, f"The database holds “{getattr(row, name)}” already. Load into an empty database.")


def _load_people(session: Session, seeds: SeedSet) -> dict[str, Person]:
    people = {
        row.email: Person(
            email=row.email,
            name=row.name,
            role=row.role,
            job_title=row.job_title,
            disabled_at=dates.now() if row.disabled else None,
        )
        for row in seeds.of(PersonRow)
    }
    deputies = [
        Deputy(
            person=people[row.person],
            deputy=people[row.deputy],
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            withdrawn_at=dates.now() if row.withdrawn else None,
        )
        for row in seeds.of(DeputyRow)
    ]
    session.add_all([*people.values(), *deputies])
    flush(session)
    return people


def _load_plans(session: Session, seeds: SeedSet, people: dict[str, Person]) -> dict[tuple[str, int], Priority]:
    plans = {
        row.code: Plan(
            code=row.code, title=row.title, starts=row.starts, ends=row.ends, status=row.status, note=row.note
        )
        for row in seeds.of(PlanRow)
    }
    priorities = {
        (row.plan, row.number): Priority(
            plan=plans[row.plan],
            number=row.number,
            title=row.title,
            lead=people[row.lead] if row.lead else None,
            note=row.note,
        )
        for row in seeds.of(PriorityRow)
    }
    session.add_all([*plans.values(), *priorities.values()])
    flush(session)
    return priorities


def _load_objectives(
    session: Session, seeds: SeedSet, priorities: dict[tuple[str, int], Priority]
) -> dict[tuple[str, int, str], Objective]:
    objectives = {
        (row.plan, row.priority, row.code): Objective(
            priority=priorities[row.plan, row.priority],
            code=row.code,
            position=row.position,
            level_name=row.level_name,
            group_heading=row.group_heading,
            title=row.title,
        )
        for row in seeds.of(ObjectiveRow)
    }
    session.add_all(objectives.values())
    flush(session)
    for row in seeds.of(ObjectiveRow):
        if row.parent is not None:
            parent = objectives[row.plan, row.priority, row.parent]
            objectives[row.plan, row.priority, row.code].parent_id = parent.id
    flush(session)
    return objectives


def _load_office(session: Session, seeds: SeedSet) -> None:
    for setting in seeds.of(OfficeSettingRow):
        session.add(
            OfficeSetting(
                key=setting.key, value=setting.value, effective_on=setting.effective_on, set_by=setting.set_by
            )
        )
    for holder in seeds.of(OfficeHolderRow):
        session.add(
            OfficeHolder(office=holder.office, name=holder.name, from_day=holder.from_day, to_day=holder.to_day)
        )
    flush(session)


def _load_quarters(session: Session, seeds: SeedSet, priorities: dict[tuple[str, int], Priority], risks: Risks) -> None:
    entries, choices = seeds.of(EntryRow), seeds.of(QuarterRiskRow)
    rows: tuple[EntryRow | QuarterRiskRow, ...] = (*entries, *choices)
    places = dict.fromkeys((row.plan, row.priority, row.quarter) for row in rows)
    pages = {
        (plan, priority, quarter): QuarterPage(priority=priorities[plan, priority], quarter=quarter)
        for plan, priority, quarter in places
    }
    session.add_all(pages.values())
    for entry in entries:
        session.add(
            QuarterEntry(
                page=pages[entry.plan, entry.priority, entry.quarter],
                kind=entry.kind,
                position=entry.position,
                text=entry.text,
                author=entry.author,
                withdrawn_at=dates.now() if entry.withdrawn else None,
            )
        )
    for choice in choices:
        session.add(
            QuarterRisk(
                page=pages[choice.plan, choice.priority, choice.quarter],
                risk=risks[choice.risk],
                chosen_by=choice.chosen_by,
                withdrawn_at=dates.now() if choice.withdrawn else None,
            )
        )
    flush(session)


def _load_acronyms(session: Session, seeds: SeedSet) -> None:
    for row in seeds.of(AcronymRow):
        withdrawn_at = dates.now() if row.withdrawn else None
        session.add(Acronym(acronym=row.acronym, meaning=row.meaning, withdrawn_at=withdrawn_at))
    flush(session)
