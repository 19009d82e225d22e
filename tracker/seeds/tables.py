"""The files of a seed set: a frozen class per file, a field per column, in the order they are written and loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Final, TypeVar, cast

from tracker.seeds import (
    tables_agenda,
    tables_annual,
    tables_findings,
    tables_information,
    tables_inspections,
    tables_measures,
    tables_minutes,
    tables_office,
    tables_outcomes,
    tables_panel,
    tables_plan,
    tables_quarters,
    tables_risks,
    tables_summaries,
    tables_versions,
    tables_years,
)
from tracker.seeds.tables_row import SeedRow

FILES: Final[tuple[type[SeedRow], ...]] = (
    tables_office.OfficeSettingRow,
    tables_office.OfficeHolderRow,
    tables_office.PersonRow,
    tables_office.DeputyRow,
    tables_plan.PlanRow,
    tables_plan.PriorityRow,
    tables_plan.ObjectiveRow,
    tables_plan.DeliverableRow,
    tables_plan.DetailRow,
    tables_plan.DueDateRow,
    tables_plan.ProgressRow,
    tables_plan.MilestoneRow,
    tables_plan.MarkRow,
    tables_plan.OverrideRow,
    tables_inspections.InspectionRow,
    tables_inspections.ScaleRow,
    tables_inspections.GradeRow,
    tables_inspections.PrintingRow,
    tables_inspections.InspectionEventRow,
    tables_inspections.ResponseRow,
    tables_findings.StoredFileRow,
    tables_findings.FindingRow,
    tables_findings.FindingDetailRow,
    tables_findings.ForceMarkRow,
    tables_findings.InspectorateMarkRow,
    tables_findings.ReassessmentRow,
    tables_findings.CommentRow,
    tables_findings.EvidenceRow,
    tables_findings.AnswerRow,
    tables_findings.FindingDeliverableRow,
    tables_risks.MatrixRow,
    tables_risks.MatrixLabelRow,
    tables_risks.RiskRow,
    tables_risks.RiskDetailRow,
    tables_risks.RiskMoveRow,
    tables_risks.AssessmentRow,
    tables_risks.RiskReviewRow,
    tables_risks.AcceptanceRow,
    tables_risks.RiskActionRow,
    tables_risks.RiskActionUpdateRow,
    tables_risks.RiskDeliverableRow,
    tables_risks.RiskFindingRow,
    tables_measures.MeasureGroupRow,
    tables_measures.MeasureRow,
    tables_measures.MeasureLoadRow,
    tables_measures.MeasureValueRow,
    tables_measures.MarkingClearanceRow,
    tables_measures.MeasureTargetRow,
    tables_measures.MeasureBaselineRow,
    tables_measures.PeerFigureRow,
    tables_summaries.MeasureSummaryRow,
    tables_summaries.MeasureContextRow,
    tables_summaries.CommentaryPageRow,
    tables_summaries.CommentaryTextRow,
    tables_summaries.FigureConfirmationRow,
    tables_summaries.ColumnMapRow,
    tables_summaries.ColumnMapLineRow,
    tables_quarters.EntryRow,
    tables_quarters.QuarterRiskRow,
    tables_quarters.AcronymRow,
    tables_panel.PanelMemberRow,
    tables_panel.PanelTermRow,
    tables_panel.MeetingRow,
    tables_panel.MeetingMoveRow,
    tables_panel.StandingTextRow,
    tables_panel.ForwardItemRow,
    tables_panel.ForwardMoveRow,
    tables_panel.PanelRequestRow,
    tables_agenda.TemplateLineRow,
    tables_agenda.AgendaRow,
    tables_agenda.AgendaItemRow,
    tables_agenda.AgendaWordingRow,
    tables_minutes.MinutesRow,
    tables_minutes.MinutesItemRow,
    tables_minutes.MinutesWordingRow,
    tables_minutes.MinutesDecisionRow,
    tables_minutes.MinutesActionRow,
    tables_minutes.MinutesRollRow,
    tables_minutes.MinutesPersonRow,
    tables_annual.AnnualYearRow,
    tables_annual.AnnualPictureRow,
    tables_annual.AnnualSectionRow,
    tables_annual.AnnualPriorityTextRow,
    tables_annual.AnnualObjectiveTextRow,
    tables_annual.AnnualStoryRow,
    tables_annual.AnnualFigureRow,
    tables_annual.FundingFactRow,
    tables_annual.AnnualTableRow,
    tables_annual.FinanceLineRow,
    tables_annual.SpendShareRow,
    tables_outcomes.OutcomeChoiceRow,
    tables_outcomes.AnnualOutcomeRow,
    tables_information.InformationLineRow,
    tables_information.InformationPublicationRow,
    tables_versions.PlanVersionRow,
    tables_versions.PlanVersionStepRow,
    tables_versions.PlanVersionLineRow,
    tables_versions.DeliverableVersionRow,
    tables_years.YearDecisionRow,
    tables_years.YearCloseRow,
)

R = TypeVar("R", bound=SeedRow)

Content = Callable[[str], bytes | None]
"""The bytes of a stored file by its SHA-256, None where there are none: large files are read one at a time."""


def _no_content(_digest: str) -> None:
    return None


class SeedSet:
    """The rows of every file, each in the order of its file, and the bytes of the stored files."""

    def __init__(self, rows: Mapping[type[SeedRow], Sequence[SeedRow]], content: Content = _no_content) -> None:
        self._rows = {kind: tuple(rows.get(kind, ())) for kind in FILES}
        self.content = content

    def of(self, kind: type[R]) -> tuple[R, ...]:
        return cast("tuple[R, ...]", self._rows[kind])


def columns_of(kind: type[SeedRow]) -> tuple[str, ...]:
    """The header of a file."""
    return tuple(each.name for each in fields(kind) if each.name != "line")
