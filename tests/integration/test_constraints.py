"""Every rule the database itself keeps, broken one by one: it refuses, and names the rule that was broken.

The rules are read from the tables, so that a new one without its case here fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Enum,
    Integer,
    LargeBinary,
    Table,
    Time,
    create_engine,
    insert,
    inspect,
    literal_column,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError

from tracker.annual.rules import FigurePlace, StoryKind
from tracker.db import Base, Exact, Instant
from tracker.information.rules import DueFrom, Every, PublicationKind
from tracker.inspections.rules import InspectorateStatus
from tracker.measures.rules import PeerStatus, ValueState, YoyUnit
from tracker.outbox.rules import MessageState
from tracker.packs.rules_agenda import PaperKind, Part
from tracker.packs.rules_minuting import RollKind
from tracker.panel.rules import ForwardState, MeetingState
from tracker.plan.rules import Precision, ProgressStatus
from tracker.plan.rules_version_kinds import StepKind, VersionKind
from tracker.plan.rules_year import YearAct, YearChoice
from tracker.reports.rules_life import Move, ReportKind
from tracker.risks.rules import RiskKind
from tracker.writing import constraint_name

Row = dict[str, Any]
Change = Mapping[str, Any] | Callable[[Row], Mapping[str, Any]]

DAY = date(2024, 9, 18)
EARLIER = date(2024, 9, 17)
MOMENT = datetime(2024, 9, 18, 9, tzinfo=UTC)
NOWHERE = 999_999

_numbers = count(1)

MADE = object()
"""Stands for a row that is made for it."""

SOUND: dict[str, Change] = {
    "annual_figure": {"place": FigurePlace.ENGAGEMENT},
    "annual_outcome_page": {"year": "2023-24"},
    "annual_picture": {"year": "2023-24", "shows_people": False},
    "annual_story": {"kind": StoryKind.QUOTATION, "priority_id": MADE},
    "annual_year": lambda _: {"year": f"{next(_numbers):07}"},
    "commentary_page": {"quarter": "2024-25-Q2"},
    "due_date": {"number": 1},
    "evidence": {"link": "https://example.org"},
    "information_line": {"due_days": 30},
    "measure_context": {"quarter": "2024-25-Q2", "peers_basis": "iQuanta"},
    "measure_summary": {"yoy": Decimal(1), "yoy_unit": YoyUnit.PERCENT},
    "measure_value": {"value": Decimal(1)},
    "minutes_person": {"kind": RollKind.ALSO},
    "milestone_mark": {"percent": 40},
    "pack": {"version": 1, "first_page": 1, "last_page": 2},
    "pack_build": {"percent": 40},
    "outbox_standing": {"due_at": MOMENT},
    "plan_version": {"changes": "Less"},
    "spend_share": {"percent": Decimal(-1)},
    "progress_update": {"percent": 40, "status": ProgressStatus.IN_PROGRESS},
    "quarter_page": {"quarter": "2024-25-Q2"},
    "report": lambda _: {"period": f"{next(_numbers):010}"},
    "report_move": {"move": Move.RETURN},
    "risk": {"kind": RiskKind.ISSUE},
    "risk_action_update": {"percent": 40},
    "risk_assessment": {"likelihood": 1, "impact": 5},
    "risk_detail": {"event": "It may rain"},
    "risk_matrix": {
        "medium_from": 5,
        "high_from": 10,
        "very_high_from": 15,
        "review_very_high": 1,
        "review_high": 3,
        "review_rest": 6,
    },
    "risk_matrix_label": {"score": 1},
    "year_close": lambda _: {"year": "2023-24", "number": 2 * next(_numbers), "act": YearAct.REOPENED, "reason": "No"},
    "year_decision": {"year": "2023-24", "choice": YearChoice.LEAVE_OPEN, "reason": "It goes on"},
}
"""Where a row of made-up values would not do."""

CARRIED: Mapping[str, Any] = {
    "choice": YearChoice.CARRY_FORWARD,
    "due_text": "18 September 2024",
    **dict.fromkeys(("due_starts", "due_ends"), DAY),
    "due_precision": Precision.DAY,
}

CONFIRMED = {
    "confirmed_on": DAY,
    "confirmed_by": "Pat",
    **dict.fromkeys(("confirmed_at_id", "snapshot_id", "public_id"), MADE),
}

BESIDE: dict[tuple[str, str], Mapping[str, Any]] = {
    ("annual_figure", "priority_id"): {"place": FigurePlace.PRIORITY},
    ("annual_figure", "objective_id"): {"place": FigurePlace.PRIORITY, "priority_id": MADE},
    ("annual_story", "section_id"): {"priority_id": None},
    ("annual_story", "objective_id"): {"priority_id": None},
    ("evidence", "file_id"): {"link": None, "file_name": "a.pdf"},
    ("information_publication", "withdraws_id"): {"kind": PublicationKind.WITHDRAWN, "note": "Recorded twice."},
    ("measure", "parent_id"): {"area": "North"},
    **dict.fromkeys((("minutes", name) for name in ("confirmed_at_id", "snapshot_id", "public_id")), CONFIRMED),
    ("pack_build", "pack_id"): {"ended_at": MOMENT},
    ("plan_version_step", "meeting_id"): {"kind": StepKind.REVIEWED},
    ("plan_version_step", "file_id"): {"file_name": "a.pdf"},
    ("plan_version_step", "supersedes_id"): {"reason": "Typing error"},
    ("report_none_made", "supersedes_id"): {"reason": "Typing error"},
    ("report_review", "supersedes_id"): {"reason": "Typing error"},
    ("response_publication", "supersedes_id"): {"reason": "Typing error"},
    ("minutes_person", "arrived_item_id"): {"arrived": time(10)},
    ("minutes_person", "left_item_id"): {"left_at": time(12)},
    ("minutes_person", "member_id"): {"kind": RollKind.APOLOGY},
    ("paper_version", "signature_id"): {"kind": PaperKind.REPORT},
    ("report_signature", "signed_pdf_id"): {"certificate": "Chris Crown"},
    ("year_decision", "priority_id"): CARRIED,
}
"""What else a row must say where one of its columns names another row."""

WITHDRAWN = {"withdrawn_on": DAY, "withdrawn_by": "Pat", "withdrawn_reason": "Recorded twice."}
PARTLY_WITHDRAWN: list[Change] = [
    {"withdrawn_on": DAY, "withdrawn_by": "Pat"},
    {"withdrawn_on": DAY, "withdrawn_reason": "Recorded twice."},
    {"withdrawn_by": "Pat", "withdrawn_reason": "Recorded twice."},
]
WITHDRAWN_WITHOUT_REASON: list[Change] = [{"withdrawn_on": DAY}, {"withdrawn_reason": "Recorded twice."}]
UNLINKED = {"unlinked_on": EARLIER}
COMPLETE = {"status": ProgressStatus.COMPLETE, "percent": 100, "completed_on": DAY}

EXEMPT = {"part": Part.EXEMPT, "paragraph": 3, "description": "It names a firm", "public_interest": "It would harm it"}

BROKEN: dict[str, list[Change]] = {
    "ck_annual_figure_number_from_one": [{"number": 0}],
    "ck_annual_figure_objective_of_a_priority": [{"objective_id": NOWHERE}],
    "ck_annual_figure_previous_whole": [{"previous": "1,300"}, {"previous_period": "2022-23"}],
    "ck_annual_figure_priority_of_a_chapter": [{"place": FigurePlace.PRIORITY}, {"priority_id": NOWHERE}],
    "ck_annual_figure_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_annual_outcome_page_year_key": [{"year": "2023"}],
    "ck_annual_picture_consent_ends_after_start": [
        {"shows_people": True, "consent_by": "Ash", "consent_on": DAY, "consent_until": EARLIER}
    ],
    "ck_annual_picture_consent_of_people": [
        {"shows_people": True},
        {"shows_people": True, "consent_by": "Ash"},
        {"shows_people": True, "consent_on": DAY},
        {"consent_by": "Ash", "consent_on": DAY},
        {"consent_until": DAY},
    ],
    "ck_annual_picture_has_size": [{"width": 0}, {"height": 0}],
    "ck_annual_picture_number_from_one": [{"number": 0}],
    "ck_annual_picture_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_annual_picture_year_key": [{"year": "2023"}],
    "ck_annual_section_number_from_one": [{"number": 0}],
    "ck_annual_story_case_study_has_title": [{"kind": StoryKind.CASE_STUDY, "title": None}],
    "ck_annual_story_number_from_one": [{"number": 0}],
    "ck_annual_story_one_place": [
        {"priority_id": None},
        {"section_id": NOWHERE},
        {"objective_id": NOWHERE},
        {"priority_id": None, "section_id": NOWHERE, "objective_id": NOWHERE},
    ],
    "ck_annual_story_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_annual_year_year_key": [{"year": "2023"}],
    "ck_funding_fact_amount_positive": [{"amount": Decimal(0)}, {"amount": Decimal(-1)}],
    "ck_funding_fact_number_from_one": [{"number": 0}],
    "ck_funding_fact_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_spend_share_percent_possible": [{"percent": Decimal(-1001)}, {"percent": Decimal(1001)}],
    "ck_spend_share_previous_possible": [{"previous": Decimal(-1001)}, {"previous": Decimal(1001)}],
    "ck_agenda_item_printed_from_one": [{"printed": 0}],
    "ck_agenda_item_serial_from_one": [{"serial": 0}],
    "ck_agenda_item_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_agenda_paper_serial_from_one": [{"serial": 0}],
    "ck_agenda_paper_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_agenda_template_line_number_from_one": [{"number": 0}],
    "ck_agenda_template_line_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_agenda_wording_exempt_whole": [
        {"part": Part.EXEMPT},
        {"paragraph": 3},
        *({**EXEMPT, name: None} for name in ("paragraph", "description", "public_interest")),
    ],
    "ck_agenda_wording_paragraph_1_to_7": [{**EXEMPT, "paragraph": 0}, {**EXEMPT, "paragraph": 8}],
    "ck_commentary_page_quarter_key": [{"quarter": "2024-Q2"}],
    "ck_deputy_ends_after_start": [{"ends_on": EARLIER}],
    "ck_deputy_not_oneself": [lambda row: {"deputy_id": row["person_id"]}],
    "ck_due_date_change_has_reason": [{"number": 2}],
    "ck_due_date_ends_after_start": [{"ends": EARLIER}],
    "ck_evidence_file_has_name": [{"file_name": "a.pdf"}, {"link": None, "file_id": NOWHERE}],
    "ck_evidence_link_or_file": [{"link": None}, {"file_id": NOWHERE, "file_name": "a.pdf"}],
    "ck_evidence_withdrawn_after_added": [{"withdrawn_on": EARLIER}],
    "ck_finding_deliverable_unlinked_after_linked": [UNLINKED],
    "ck_finding_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_forward_item_ended_has_day": [{"ended_on": DAY}, {"state": ForwardState.DONE}],
    "ck_forward_item_withdrawn_has_reason": [{"state": ForwardState.WITHDRAWN, "ended_on": DAY}],
    "ck_grade_printing_ends_after_start": [{"to_on": EARLIER}],
    "ck_inspection_event_ends_after_start": [{"ends": EARLIER}],
    "ck_inspection_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_inspectorate_mark_complete_has_source": [{"status": InspectorateStatus.COMPLETE}],
    "ck_measure_areas_have_a_whole": [{"area": "North"}, {"parent_id": NOWHERE}],
    "ck_measure_baseline_withdrawn_with_reason": WITHDRAWN_WITHOUT_REASON,
    "ck_measure_context_peers_have_a_basis": [{"peers": PeerStatus.LESS, "peers_basis": None}],
    "ck_measure_context_quarter_key": [{"quarter": "2024-Q2"}],
    "ck_measure_summary_change_with_its_unit": [{"yoy": None}, {"yoy_unit": None}],
    "ck_measure_summary_margin_not_below_nothing": [{"margin": Decimal("-0.1")}],
    "ck_measure_summary_weighting_not_below_nothing": [{"weighting": -1}],
    "ck_measure_target_withdrawn_with_reason": WITHDRAWN_WITHOUT_REASON,
    "ck_measure_value_denominator_above_nothing": [
        {"numerator": Decimal(1), "denominator": Decimal(0)},
        {"numerator": Decimal(1), "denominator": Decimal(-1)},
    ],
    "ck_measure_value_margin_not_below_nothing": [{"margin": Decimal("-0.1")}],
    "ck_measure_value_parts_together": [{"numerator": Decimal(1)}, {"denominator": Decimal(1)}],
    "ck_measure_value_says_why": [{"state": ValueState.NOT_COMPARABLE}, {"state": ValueState.WITHDRAWN, "value": None}],
    "ck_measure_value_withdrawn_has_no_value": [{"value": None}, {"state": ValueState.WITHDRAWN, "reason": "Wrong"}],
    "ck_measure_withdrawn_with_reason": WITHDRAWN_WITHOUT_REASON,
    "ck_meeting_cancelled_with_reason": [
        {"cancelled_on": DAY, "cancelled_reason": "Snow"},
        {"state": MeetingState.CANCELLED, "cancelled_on": DAY},
        {"state": MeetingState.CANCELLED, "cancelled_reason": "Snow"},
    ],
    "ck_meeting_ends_after_start": [{"starts_at": time(13, 30), "ends_at": time(13, 30)}],
    "ck_meeting_number_from_one": [{"number": 0}],
    "ck_milestone_mark_percent_0_to_100": [{"percent": -1}, {"percent": 101}],
    "ck_milestone_weight_from_one": [{"weight": 0}],
    "ck_outbox_request_after_a_try": [{"after_tries": 0}],
    "ck_outbox_standing_due_while_waiting": [{"due_at": None}, {"state": MessageState.SENT}],
    "ck_panel_request_answered_whole": [{"answered_on": DAY}, {"answer": "In May"}],
    "ck_panel_request_minute_from_one": [{"minute": 0}],
    "ck_panel_request_one_end": [{"answered_on": DAY, "answer": "In May", **WITHDRAWN}],
    "ck_panel_request_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_panel_term_ends_after_start": [{"began": DAY, "ended": EARLIER}],
    "ck_information_line_due_days_not_below_nothing": [{"due_days": -1}],
    "ck_information_line_position_from_one": [{"position": 0}],
    "ck_information_line_start_of_a_period": [{"every": Every.EVENT, "due_from": DueFrom.START}],
    "ck_information_line_what_repeats_has_days": [{"due_days": None}],
    "ck_information_line_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_information_publication_number_from_one": [{"number": 0}],
    "ck_information_publication_only_published_is_somewhere": [
        {"kind": PublicationKind.CHECKED, "period": "2024-07"},
        {"kind": PublicationKind.CHECKED, "address": "https://example.org"},
    ],
    "ck_information_publication_withdrawn_has_reason": [
        {"kind": PublicationKind.WITHDRAWN, "withdraws_id": NOWHERE, "note": None}
    ],
    "ck_information_publication_withdraws_another": [
        {"kind": PublicationKind.WITHDRAWN, "note": "Recorded twice."},
        {"withdraws_id": NOWHERE},
    ],
    "ck_panel_term_seat_from_one": [{"seat": 0}],
    "ck_panel_term_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_pack_build_number_from_one": [{"number": 0}],
    "ck_pack_build_one_result": [{"ended_at": MOMENT, "why": "It failed.", "pack_id": NOWHERE}],
    "ck_pack_build_percent_0_to_100": [{"percent": -1}, {"percent": 101}],
    "ck_pack_build_result_at_the_end": [{"why": "It failed."}, {"pack_id": NOWHERE}],
    "ck_pack_build_started_is_seen": [{"started_at": MOMENT}, {"seen_at": MOMENT}],
    "ck_pack_later_version_has_reason": [{"version": 0}, {"version": 2, "reason": None}],
    "ck_pack_pages_in_order": [{"first_page": 0}, {"first_page": 3, "last_page": 2}],
    "ck_minutes_action_serial_from_one": [{"serial": 0}],
    "ck_minutes_confirmed_whole": [{"confirmed_on": DAY}, {"confirmed_by": "Pat"}],
    "ck_minutes_decision_proposer_and_seconder": [{"proposer": "Ash"}, {"seconder": "Ash"}],
    "ck_minutes_decision_serial_from_one": [{"serial": 0}],
    "ck_minutes_decision_two_people": [{"proposer": "Ash", "seconder": "Ash"}],
    "ck_minutes_first_number_from_one": [{"first_number": 0}],
    "ck_minutes_item_serial_from_one": [{"serial": 0}],
    "ck_minutes_item_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_minutes_person_apologies_stay_away": [
        {"kind": RollKind.APOLOGY, "member_id": NOWHERE, "left_at": time(12), "left_item_id": NOWHERE}
    ],
    "ck_minutes_person_arrived_during_item": [{"arrived": time(10)}, {"arrived_item_id": NOWHERE}],
    "ck_minutes_person_left_after_arriving": [
        {"arrived": time(12), "arrived_item_id": NOWHERE, "left_at": time(11), "left_item_id": NOWHERE}
    ],
    "ck_minutes_person_left_during_item": [{"left_at": time(12)}, {"left_item_id": NOWHERE}],
    "ck_minutes_person_members_sit": [{"kind": RollKind.PRESENT}, {"member_id": NOWHERE}],
    "ck_minutes_person_substitute_for_absent": [{"substitute": "Elm"}],
    "ck_minutes_roll_number_from_one": [{"number": 0}],
    "ck_minutes_wording_paragraph_1_to_7": [{"paragraph": 0}, {"paragraph": 8}],
    "ck_minutes_wording_summary_of_exempt": [{"summary": "A tender."}],
    "ck_pack_place_number_from_one": [{"number": 0}],
    "ck_pack_place_pages_in_order": [{"first_page": 0, "last_page": 1}, {"first_page": 3, "last_page": 2}],
    "ck_pack_place_pages_together": [{"first_page": 3}, {"last_page": 3}],
    "ck_pack_supplement_not_below_nothing": [{"supplement": -1}],
    "ck_paper_version_number_from_one": [{"number": 0}],
    "ck_paper_version_pages_from_one": [{"pages": 0}],
    "ck_paper_version_report_is_signed": [{"kind": PaperKind.REPORT}, {"signature_id": NOWHERE}],
    "ck_peer_figure_bounds_in_order": [{"average": Decimal(0)}, {"upper": Decimal(0)}],
    "ck_person_email_lower_case": [{"email": "Pat@example.org"}],
    "ck_plan_ends_after_start": [{"ends": EARLIER}],
    "ck_plan_version_election_before_plan": [{"kind": VersionKind.VARIATION, "elected_on": DAY}],
    "ck_plan_version_line_objective_whole": [{"code": "1.1"}, {"level_name": "Theme"}],
    "ck_plan_version_line_position_from_one": [{"position": 0}],
    "ck_plan_version_line_priority_from_one": [{"priority_number": 0}],
    "ck_plan_version_line_priority_plain": [{"parent_code": "1"}, {"group_heading": "Aims"}],
    "ck_plan_version_number_from_one": [{"number": 0}],
    "ck_plan_version_step_correction_has_reason": [{"reason": "Typing error"}, {"supersedes_id": NOWHERE}],
    "ck_plan_version_step_file_has_name": [{"file_name": "a.pdf"}, {"file_id": NOWHERE}],
    "ck_plan_version_step_override_of_publication": [{"override_reason": "The day came"}],
    "ck_plan_version_step_reviewed_at_meeting": [{"kind": StepKind.REVIEWED}, {"meeting_id": NOWHERE}],
    "ck_plan_version_step_taken_back_was_there": [{"taken_back": True}],
    "ck_plan_version_variation_says_what": [{"kind": VersionKind.VARIATION, "changes": None}],
    "ck_plan_version_withdrawn_whole": PARTLY_WITHDRAWN,
    "ck_priority_number_from_one": [{"number": 0}],
    "ck_progress_update_complete_has_day": [{**COMPLETE, "completed_on": None}, {"completed_on": DAY}],
    "ck_progress_update_complete_is_100": [{"percent": 100}, {**COMPLETE, "percent": 99}],
    "ck_progress_update_not_started_is_0": [{"status": ProgressStatus.NOT_STARTED, "percent": 1}],
    "ck_progress_update_percent_0_to_100": [{"percent": -1}, {"percent": 101}],
    "ck_progress_update_stopped_has_reason": [{"status": ProgressStatus.STOPPED}],
    "ck_quarter_page_quarter_key": [{"quarter": "2024-Q2"}],
    "ck_report_move_content_of_a_decision": [
        {"content_hash": "made up"},
        {"move": Move.SIGN},
        {"move": Move.SUBMIT, "as_at": DAY},
    ],
    "ck_report_move_submitting_fixes_the_day": [{"as_at": DAY}, {"move": Move.SUBMIT, "content_hash": "made up"}],
    "ck_report_period_key": [{"period": "2024-Q2"}, {"kind": ReportKind.ANNUAL}],
    "ck_report_none_made_correction_has_reason": [{"reason": "Typing error"}, {"supersedes_id": NOWHERE}],
    "ck_report_none_made_taken_back_was_there": [{"taken_back": True}],
    "ck_report_review_correction_has_reason": [{"reason": "Typing error"}, {"supersedes_id": NOWHERE}],
    "ck_report_review_taken_back_was_there": [{"taken_back": True}],
    "ck_response_publication_correction_has_reason": [{"reason": "Typing error"}, {"supersedes_id": NOWHERE}],
    "ck_response_publication_taken_back_was_there": [{"taken_back": True}],
    "ck_report_signature_certificate_of_a_signed_pdf": [{"certificate": "Chris Crown"}, {"signed_pdf_id": NOWHERE}],
    "ck_report_version_counts_from_one": [{"number": 0}],
    "ck_risk_acceptance_acceptance_has_end": [{"accepted": True}, {"ends_on": DAY}],
    "ck_risk_acceptance_ends_after_start": [{"accepted": True, "ends_on": EARLIER}],
    "ck_risk_action_ends_after_start": [{"due_ends": EARLIER}],
    "ck_risk_action_update_percent_0_to_100": [{"percent": -1}, {"percent": 101}],
    "ck_risk_assessment_impact_1_to_5": [{"impact": 0}, {"impact": 6}],
    "ck_risk_assessment_likelihood_1_to_5": [{"likelihood": 0}, {"likelihood": 6}],
    "ck_risk_deliverable_unlinked_after_linked": [UNLINKED],
    "ck_risk_detail_has_words": [{"event": None}],
    "ck_risk_finding_unlinked_after_linked": [UNLINKED],
    "ck_risk_matrix_bands_in_order": [{"high_from": 5}, {"very_high_from": 10}],
    "ck_risk_matrix_label_score_1_to_5": [{"score": 0}, {"score": 6}],
    "ck_risk_matrix_low_has_room": [{"medium_from": 1}],
    "ck_risk_matrix_reviews_within_two_years": [{"review_very_high": 0}, {"review_high": 0}, {"review_rest": 25}],
    "ck_risk_matrix_very_high_has_room": [{"very_high_from": 26}],
    "ck_risk_only_issues_come_from_risks": [{"kind": RiskKind.RISK, "from_risk_id": NOWHERE}],
    "ck_scale_grade_position_from_one": [{"position": 0}],
    "ck_stored_file_not_empty": [{"size": 0}],
    "ck_year_close_acts_take_turns": [{"act": YearAct.CLOSED}, {"number": 0}, {"number": 3}],
    "ck_year_close_reopened_has_reason": [{"reason": None}],
    "ck_year_close_year_key": [{"year": "2023"}],
    "ck_year_decision_carried_whole": [
        {"choice": YearChoice.CARRY_FORWARD},
        CARRIED,
        *({**CARRIED, "priority_id": NOWHERE, name: None} for name in CARRIED if name != "choice"),
        {"priority_id": NOWHERE},
        *({name: CARRIED[name]} for name in ("due_text", "due_starts", "due_ends")),
    ],
    "ck_year_decision_choice_has_reason": [{"choice": YearChoice.STOP, "reason": None}],
    "ck_year_decision_ends_after_start": [{**CARRIED, "priority_id": NOWHERE, "due_ends": EARLIER}],
    "ck_year_decision_year_key": [{"year": "2023"}],
}
"""What breaks each CHECK, by its name. Those of enum columns are broken by a value that is none of theirs."""

ALONE: dict[str, Mapping[str, Any]] = {
    "uq_information_publication_withdraws_id": {"kind": PublicationKind.WITHDRAWN, "note": "Recorded twice."},
    "uq_pack_build_agenda_id_number": {"ended_at": MOMENT},
    "uq_plan_version_step_supersedes_id": {"reason": "Typing error"},
    "uq_report_none_made_supersedes_id": {"reason": "Typing error"},
    "uq_report_review_supersedes_id": {"reason": "Typing error"},
    "uq_response_publication_supersedes_id": {"reason": "Typing error"},
}
"""What two rows must say so that they break this rule and no other."""

WRITTEN_HERE = (
    *("pack", "pack_place", "paper_version"),
    *("outbox_attempt", "outbox_message", "outbox_request"),
    *("priority_ready", "report", "report_answer", "report_comment", "report_move", "report_override"),
    *("report_approval", "report_none_made", "report_recommendation", "report_review"),
    *("recommendation_correction", "response_correction", "response_publication"),
    *("report_signature", "report_version"),
)
"""History that no seed set can hold; that of the others is tried where a whole office is loaded."""


@dataclass(frozen=True)
class Rule:
    table: str
    name: str
    columns: tuple[str, ...] = ()


def _rules(kind: str) -> list[Rule]:
    """The rules of one kind of a database made from the models."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        found = inspect(connection)
        rules: list[Rule] = []
        for table in found.get_table_names():
            if kind == "check":
                rules += [Rule(table, str(each["name"])) for each in found.get_check_constraints(table)]
            elif kind == "unique":
                for each in found.get_unique_constraints(table):
                    rules.append(Rule(table, str(each["name"]), tuple(each["column_names"])))
                for index in found.get_indexes(table):
                    if index["unique"]:
                        rules.append(Rule(table, str(index["name"]), tuple(str(it) for it in index["column_names"])))
            else:
                keys = found.get_foreign_keys(table)
                rules += [Rule(table, str(each["name"]), tuple(each["constrained_columns"])) for each in keys]
    engine.dispose()
    return rules


CHECKS, UNIQUES, FOREIGN_KEYS = _rules("check"), _rules("unique"), _rules("foreign key")
ENUMS = {
    f"ck_{table.name}_{column.type.name}": column.name
    for table in Base.metadata.sorted_tables
    for column in table.columns
    if isinstance(column.type, Enum)
}


def by_name(rule: Rule) -> str:
    return rule.name


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as opened, opened.begin() as transaction:
        yield opened
        transaction.rollback()


def sound_row(connection: Connection, table: Table) -> Row:
    """Values for every column that needs one, with the rows they refer to."""
    made = pairs(connection, table)
    made |= {
        column.name: value(connection, column)
        for column in table.columns
        if not column.nullable and not (column.primary_key and not column.foreign_keys) and column.name not in made
    }
    said = given(SOUND.get(table.name, {}), made)
    return {**made, **{name: value(connection, table.columns[name]) if it is MADE else it for name, it in said.items()}}


def given(change: Change, row: Row) -> Mapping[str, Any]:
    return change(row) if callable(change) else change


def pairs(connection: Connection, table: Table) -> Row:
    """Values of the columns that only together name another row, which is made for them."""
    made: Row = {}
    for constraint in table.foreign_key_constraints:
        if len(constraint.elements) > 1:
            other = constraint.referred_table
            found = connection.execute(select(other).where(other.c.id == add(connection, other))).one()
            made |= {key.parent.name: found._mapping[key.column.name] for key in constraint.elements}
    return made


def value(connection: Connection, column: Column[Any]) -> object:
    """A value the column takes that no other row has."""
    for key in column.foreign_keys:
        if key.constraint is not None and len(key.constraint.elements) == 1:
            return add(connection, key.column.table)
    number = next(_numbers)
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class or ()))
    for kind, made in (
        (Boolean, False),
        (Integer, number),
        (Exact, Decimal(number)),
        (Instant, MOMENT),
        (Date, DAY),
        (Time, time(10, 30)),
        (LargeBinary, b"made up"),
    ):
        if isinstance(column.type, kind):
            return made
    return f"made up {number}"


def beside(connection: Connection, table: Table, name: str) -> Row:
    """What else a row must say where this column names another."""
    said = BESIDE.get((table.name, name), {})
    return {each: value(connection, table.columns[each]) if it is MADE else it for each, it in said.items()}


def add(connection: Connection, table: Table, changes: Mapping[str, Any] | None = None) -> int:
    """Inserts a sound row with these changes; gives back its key."""
    row = {**sound_row(connection, table), **(changes or {})}
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def refused(connection: Connection, table: Table, row: Mapping[str, Any]) -> str:
    """The rule the database names when it refuses the row."""
    with pytest.raises(IntegrityError) as error, connection.begin_nested():
        connection.execute(insert(table).values(row))
    return constraint_name(error.value)


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: str(table.name))
def test_a_sound_row_is_taken(connection: Connection, table: Table) -> None:
    add(connection, table)
    add(connection, table)


def test_every_check_has_its_case_here() -> None:
    assert {rule.name for rule in CHECKS} == set(BROKEN) | set(ENUMS)


@pytest.mark.parametrize("rule", CHECKS, ids=by_name)
def test_a_row_that_breaks_a_check_is_refused(connection: Connection, rule: Rule) -> None:
    table = Base.metadata.tables[rule.table]
    unknown: list[Change] = [{ENUMS[rule.name]: literal_column("'nonsense'")}] if rule.name in ENUMS else []
    for change in BROKEN.get(rule.name, unknown):
        row = sound_row(connection, table)
        broken = {**row, **given(change, row)}
        assert refused(connection, table, broken) == rule.name


@pytest.mark.parametrize("rule", UNIQUES, ids=by_name)
def test_a_second_row_like_the_first_is_refused(connection: Connection, rule: Rule) -> None:
    table = Base.metadata.tables[rule.table]
    row = sound_row(connection, table)
    shared = {name: row[name] if name in row else value(connection, table.columns[name]) for name in rule.columns}
    shared |= ALONE.get(rule.name, {})
    add(connection, table, {**row, **shared})
    columns = ", ".join(f"{rule.table}.{name}" for name in rule.columns)
    broken = refused(connection, table, {**sound_row(connection, table), **shared})
    assert broken == (columns if connection.dialect.name == "sqlite" else rule.name)


@pytest.mark.parametrize("rule", FOREIGN_KEYS, ids=by_name)
def test_a_row_that_refers_to_nothing_is_refused(connection: Connection, rule: Rule) -> None:
    table = Base.metadata.tables[rule.table]
    *_, last = rule.columns
    row = {**sound_row(connection, table), **beside(connection, table, last), last: NOWHERE}
    found = refused(connection, table, row)
    # SQLite does not say which. A column may belong to two of them.
    named = {it.name for it in FOREIGN_KEYS if it.table == rule.table and last in it.columns}
    assert found in ({"FOREIGN KEY constraint failed"} if connection.dialect.name == "sqlite" else named)


@pytest.mark.parametrize("rule", FOREIGN_KEYS, ids=by_name)
def test_a_row_that_others_refer_to_is_not_removed(connection: Connection, rule: Rule) -> None:
    table = Base.metadata.tables[rule.table]
    (key,) = (it for it in table.foreign_key_constraints if {column.name for column in it.columns} == {*rule.columns})
    row = sound_row(connection, table)
    for name in rule.columns:
        if name not in row:
            row |= {**beside(connection, table, name), name: value(connection, table.columns[name])}
    add(connection, table, row)
    named = (it.column == row[it.parent.name] for it in key.elements)
    with pytest.raises(IntegrityError), connection.begin_nested():
        connection.execute(key.referred_table.delete().where(*named))


@pytest.mark.parametrize("act", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
@pytest.mark.parametrize("table", WRITTEN_HERE)
def test_what_was_said_and_signed_cannot_be_changed(connection: Connection, table: str, act: str) -> None:
    add(connection, Base.metadata.tables[table])
    with pytest.raises(IntegrityError, match=f"{table} is append-only"), connection.begin_nested():
        connection.execute(text(act.format(table=table)))
