"""Which table each file of a seed set is loaded into."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.accounts.models import Deputy, OfficeHolder, OfficeSetting, Person
from tracker.annual.models import (
    AnnualObjectiveText,
    AnnualPriorityText,
    AnnualSection,
    AnnualTable,
    AnnualYear,
    FinanceLine,
    SpendShare,
)
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.models_stories import AnnualFigure, AnnualStory, FundingFact
from tracker.db import Base
from tracker.files.models import StoredFile
from tracker.information.models import InformationLine, InformationPublication
from tracker.inspections.models import (
    GradedQuestion,
    GradePrinting,
    Inspection,
    InspectionEvent,
    InspectionResponse,
    ScaleGrade,
)
from tracker.inspections.models_finding import (
    Evidence,
    Finding,
    FindingAnswer,
    FindingComment,
    FindingDeliverable,
    FindingDetail,
    ForceMark,
    InspectorateMark,
    Reassessment,
)
from tracker.measures.models import (
    MarkingClearance,
    Measure,
    MeasureBaseline,
    MeasureGroup,
    MeasureLoad,
    MeasureTarget,
    MeasureValue,
    PeerFigure,
)
from tracker.measures.models_summary import (
    ColumnMap,
    ColumnMapLine,
    CommentaryPage,
    CommentaryText,
    FigureConfirmation,
    MeasureContext,
    MeasureSummary,
)
from tracker.packs.models import Agenda, AgendaItem, AgendaWording, TemplateLine
from tracker.packs.models_minutes import (
    Minutes,
    MinutesAction,
    MinutesDecision,
    MinutesItem,
    MinutesPerson,
    MinutesRoll,
    MinutesWording,
)
from tracker.panel.models import Meeting, MeetingMove, PanelMember, PanelTerm, StandingText
from tracker.panel.models_plan import ForwardItem, ForwardMove, PanelRequest
from tracker.plan.models import (
    Deliverable,
    DeliverableDetail,
    DueDate,
    Milestone,
    MilestoneMark,
    Objective,
    Plan,
    Priority,
    ProgressUpdate,
    RagOverride,
)
from tracker.plan.models_versions import DeliverableVersion, PlanVersion, PlanVersionLine, PlanVersionStep
from tracker.plan.models_year import YearClose, YearDecision
from tracker.reports.models import Acronym, QuarterEntry, QuarterRisk
from tracker.reports.models_annual import AnnualOutcome, AnnualOutcomePage
from tracker.risks.models import (
    Acceptance,
    Assessment,
    Risk,
    RiskAction,
    RiskActionUpdate,
    RiskDeliverable,
    RiskDetail,
    RiskFinding,
    RiskMatrix,
    RiskMatrixLabel,
    RiskMove,
    RiskReview,
)
from tracker.seeds.tables_agenda import AgendaItemRow, AgendaRow, AgendaWordingRow, TemplateLineRow
from tracker.seeds.tables_annual import (
    AnnualFigureRow,
    AnnualObjectiveTextRow,
    AnnualPictureRow,
    AnnualPriorityTextRow,
    AnnualSectionRow,
    AnnualStoryRow,
    AnnualTableRow,
    AnnualYearRow,
    FinanceLineRow,
    FundingFactRow,
    SpendShareRow,
)
from tracker.seeds.tables_findings import (
    AnswerRow,
    CommentRow,
    EvidenceRow,
    FindingDeliverableRow,
    FindingDetailRow,
    FindingRow,
    ForceMarkRow,
    InspectorateMarkRow,
    ReassessmentRow,
    StoredFileRow,
)
from tracker.seeds.tables_information import InformationLineRow, InformationPublicationRow
from tracker.seeds.tables_inspections import (
    GradeRow,
    InspectionEventRow,
    InspectionRow,
    PrintingRow,
    ResponseRow,
    ScaleRow,
)
from tracker.seeds.tables_measures import (
    MarkingClearanceRow,
    MeasureBaselineRow,
    MeasureGroupRow,
    MeasureLoadRow,
    MeasureRow,
    MeasureTargetRow,
    MeasureValueRow,
    PeerFigureRow,
)
from tracker.seeds.tables_minutes import (
    MinutesActionRow,
    MinutesDecisionRow,
    MinutesItemRow,
    MinutesPersonRow,
    MinutesRollRow,
    MinutesRow,
    MinutesWordingRow,
)
from tracker.seeds.tables_office import DeputyRow, OfficeHolderRow, OfficeSettingRow, PersonRow
from tracker.seeds.tables_outcomes import AnnualOutcomeRow, OutcomeChoiceRow
from tracker.seeds.tables_panel import (
    ForwardItemRow,
    ForwardMoveRow,
    MeetingMoveRow,
    MeetingRow,
    PanelMemberRow,
    PanelRequestRow,
    PanelTermRow,
    StandingTextRow,
)
from tracker.seeds.tables_plan import (
    DeliverableRow,
    DetailRow,
    DueDateRow,
    MarkRow,
    MilestoneRow,
    ObjectiveRow,
    OverrideRow,
    PlanRow,
    PriorityRow,
    ProgressRow,
)
from tracker.seeds.tables_quarters import AcronymRow, EntryRow, QuarterRiskRow
from tracker.seeds.tables_risks import (
    AcceptanceRow,
    AssessmentRow,
    MatrixLabelRow,
    MatrixRow,
    RiskActionRow,
    RiskActionUpdateRow,
    RiskDeliverableRow,
    RiskDetailRow,
    RiskFindingRow,
    RiskMoveRow,
    RiskReviewRow,
    RiskRow,
)
from tracker.seeds.tables_row import SeedRow
from tracker.seeds.tables_summaries import (
    ColumnMapLineRow,
    ColumnMapRow,
    CommentaryPageRow,
    CommentaryTextRow,
    FigureConfirmationRow,
    MeasureContextRow,
    MeasureSummaryRow,
)
from tracker.seeds.tables_versions import (
    DeliverableVersionRow,
    PlanVersionLineRow,
    PlanVersionRow,
    PlanVersionStepRow,
)
from tracker.seeds.tables_years import YearCloseRow, YearDecisionRow

TABLES: Mapping[type[SeedRow], type[Base]] = {
    OfficeSettingRow: OfficeSetting,
    OfficeHolderRow: OfficeHolder,
    PersonRow: Person,
    DeputyRow: Deputy,
    PlanRow: Plan,
    PriorityRow: Priority,
    ObjectiveRow: Objective,
    DeliverableRow: Deliverable,
    DetailRow: DeliverableDetail,
    DueDateRow: DueDate,
    ProgressRow: ProgressUpdate,
    MilestoneRow: Milestone,
    MarkRow: MilestoneMark,
    OverrideRow: RagOverride,
    InformationLineRow: InformationLine,
    AnnualYearRow: AnnualYear,
    AnnualPictureRow: AnnualPicture,
    AnnualSectionRow: AnnualSection,
    AnnualPriorityTextRow: AnnualPriorityText,
    AnnualObjectiveTextRow: AnnualObjectiveText,
    AnnualStoryRow: AnnualStory,
    AnnualFigureRow: AnnualFigure,
    FundingFactRow: FundingFact,
    AnnualTableRow: AnnualTable,
    FinanceLineRow: FinanceLine,
    SpendShareRow: SpendShare,
    InformationPublicationRow: InformationPublication,
    InspectionRow: Inspection,
    ScaleRow: ScaleGrade,
    GradeRow: GradedQuestion,
    PrintingRow: GradePrinting,
    InspectionEventRow: InspectionEvent,
    ResponseRow: InspectionResponse,
    StoredFileRow: StoredFile,
    FindingRow: Finding,
    FindingDetailRow: FindingDetail,
    ForceMarkRow: ForceMark,
    CommentRow: FindingComment,
    InspectorateMarkRow: InspectorateMark,
    ReassessmentRow: Reassessment,
    EvidenceRow: Evidence,
    AnswerRow: FindingAnswer,
    FindingDeliverableRow: FindingDeliverable,
    MatrixRow: RiskMatrix,
    MatrixLabelRow: RiskMatrixLabel,
    RiskRow: Risk,
    RiskDetailRow: RiskDetail,
    RiskMoveRow: RiskMove,
    AssessmentRow: Assessment,
    RiskReviewRow: RiskReview,
    AcceptanceRow: Acceptance,
    RiskActionRow: RiskAction,
    RiskActionUpdateRow: RiskActionUpdate,
    RiskDeliverableRow: RiskDeliverable,
    RiskFindingRow: RiskFinding,
    MeasureGroupRow: MeasureGroup,
    MeasureRow: Measure,
    MeasureLoadRow: MeasureLoad,
    MeasureValueRow: MeasureValue,
    MarkingClearanceRow: MarkingClearance,
    MeasureTargetRow: MeasureTarget,
    MeasureBaselineRow: MeasureBaseline,
    PeerFigureRow: PeerFigure,
    MeasureSummaryRow: MeasureSummary,
    MeasureContextRow: MeasureContext,
    CommentaryPageRow: CommentaryPage,
    CommentaryTextRow: CommentaryText,
    FigureConfirmationRow: FigureConfirmation,
    ColumnMapRow: ColumnMap,
    ColumnMapLineRow: ColumnMapLine,
    EntryRow: QuarterEntry,
    OutcomeChoiceRow: AnnualOutcomePage,
    AnnualOutcomeRow: AnnualOutcome,
    QuarterRiskRow: QuarterRisk,
    AcronymRow: Acronym,
    PanelMemberRow: PanelMember,
    PanelTermRow: PanelTerm,
    MeetingRow: Meeting,
    MeetingMoveRow: MeetingMove,
    StandingTextRow: StandingText,
    ForwardItemRow: ForwardItem,
    ForwardMoveRow: ForwardMove,
    PanelRequestRow: PanelRequest,
    TemplateLineRow: TemplateLine,
    AgendaRow: Agenda,
    AgendaItemRow: AgendaItem,
    AgendaWordingRow: AgendaWording,
    MinutesRow: Minutes,
    MinutesItemRow: MinutesItem,
    MinutesWordingRow: MinutesWording,
    MinutesDecisionRow: MinutesDecision,
    MinutesActionRow: MinutesAction,
    MinutesRollRow: MinutesRoll,
    MinutesPersonRow: MinutesPerson,
    PlanVersionRow: PlanVersion,
    PlanVersionStepRow: PlanVersionStep,
    PlanVersionLineRow: PlanVersionLine,
    DeliverableVersionRow: DeliverableVersion,
    YearDecisionRow: YearDecision,
    YearCloseRow: YearClose,
}
