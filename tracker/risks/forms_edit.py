"""Raising risks and issues, and changing what they are and whose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Self

from wtforms.validators import StopValidation, ValidationError

from tracker.dates import today
from tracker.risks.commands import EditRisk, RaiseRisk
from tracker.risks.forms import ForRisk
from tracker.risks.models import Risk
from tracker.risks.rules import PUBLIC_LIMIT, Band, RiskKind
from tracker.risks.rules_changes import EventMissing
from tracker.web.fields import Choice, Day, Radios, Required, Text
from tracker.web.forms import BaseForm

WHOLE_OFFICE: Final = "office"
"""Stands in the list of priorities for none of them."""

UNKNOWN: Final = "unknown"
"""Stands among the severities for one that was never recorded."""

SEVERITY_NEEDED: Final = "Select how severe the issue is"

_EVENT: Final = {RiskKind.RISK: "What may happen", RiskKind.ISSUE: "What has happened"}
_OWNS: Final = {RiskKind.RISK: "Who watches it and scores it.", RiskKind.ISSUE: "Who sees that it is resolved."}


class PlaceFields:
    """What it is, both wordings, where it belongs and whose it is."""

    kind = RiskKind.RISK

    event = Text(_EVENT[RiskKind.RISK], limit=500)
    cause = Text("Cause", limit=1000, description="What it comes from, if known.")
    consequence = Text("Consequence", limit=1000, description="What it leads to, for people, money or the plan.")
    public_wording = Text(
        "Public wording",
        limit=PUBLIC_LIMIT,
        description="What the highlight report of a quarter prints once this is chosen for it. Left empty, nothing is.",
    )
    internal_wording = Text(
        "Internal wording", limit=4000, printed=False, description="For the office alone. Never printed in a report."
    )
    priority_id = Choice(
        "Priority",
        choices=[],
        description="The highlight report prints risks and issues under a priority, so not those of the whole office.",
        validators=[Required("Select the priority, or the whole office")],
    )
    owner_id = Choice("Owner", choices=[], description=_OWNS[RiskKind.RISK])

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # passed through to Flask-WTF
        super().__init__(*args, **kwargs)
        self.event.label.text = _EVENT[self.kind]
        self.owner_id.description = _OWNS[self.kind]

    def offer(self, priorities: Sequence[tuple[str, str]], owners: Sequence[tuple[str, str]]) -> None:
        """Fills the drop-downs."""
        self.priority_id.choices = [("", "Select"), *priorities]
        self.owner_id.choices = [("", "Nobody yet"), *owners]

    @property
    def chosen_priority(self) -> int | None:
        return None if self.priority_id.data == WHOLE_OFFICE else int(self.priority_id.data)

    @property
    def chosen_owner(self) -> int | None:
        return int(self.owner_id.data) if self.owner_id.data else None

    @property
    def chosen_severity(self) -> Band | None:
        """None for a risk, and for an issue whose severity was never recorded."""
        return None


class SeverityField:
    """How severe an issue is."""

    severity = Radios("Severity", choices=Band.choices(), validators=[Required(SEVERITY_NEEDED)], validate_choice=False)

    def validate_severity(self, field: Radios) -> None:
        if field.data not in {value for value, *_ in field.choices}:
            raise ValidationError(SEVERITY_NEEDED)

    @property
    def chosen_severity(self) -> Band | None:
        return None if self.severity.data == UNKNOWN else Band(self.severity.data)


class RaiseRiskForm(PlaceFields, BaseForm):
    raised_on = Day("Date raised", wanted="the date raised", validators=[Required("Enter the date raised")])

    @classmethod
    def opened(cls, owner_id: int | None) -> Self:
        """Raised today, and owned by `owner_id`, unless the person says otherwise."""
        return cls(data={"raised_on": today(), "owner_id": str(owner_id or "")})

    def validate_event(self, field: Text) -> None:
        if field.data is None:
            raise StopValidation(str(EventMissing(self.kind)))

    def to_command(self) -> RaiseRisk:
        return RaiseRisk(
            kind=self.kind,
            event=self.event.data,
            cause=self.cause.data,
            consequence=self.consequence.data,
            public_wording=self.public_wording.data,
            internal_wording=self.internal_wording.data,
            priority_id=self.chosen_priority,
            owner_id=self.chosen_owner,
            severity=self.chosen_severity,
            raised_on=self.raised_on.data,
        )


class RaiseIssueForm(SeverityField, RaiseRiskForm):
    kind = RiskKind.ISSUE


class EditRiskForm(PlaceFields, ForRisk):
    """`reason` says why the rest changes."""

    compared = frozenset(
        {"event", "cause", "consequence", "public_wording", "internal_wording", "priority_id", "owner_id", "severity"}
    )
    reason = Text(
        "Why it changes",
        limit=1000,
        description="Needed where the public wording changes. Shown in the history beside the old wording.",
    )

    @classmethod
    def stored_answers(cls, risk: Risk) -> dict[str, object]:
        detail = risk.details[-1]
        return {
            "event": detail.event,
            "cause": detail.cause,
            "consequence": detail.consequence,
            "public_wording": detail.public_wording,
            "internal_wording": detail.internal_wording,
            "priority_id": str(detail.priority_id or WHOLE_OFFICE),
            "owner_id": str(detail.owner_id or ""),
        }

    def to_command(self) -> EditRisk:
        return EditRisk(
            version=self.opened_at,
            event=self.event.data,
            cause=self.cause.data,
            consequence=self.consequence.data,
            public_wording=self.public_wording.data,
            internal_wording=self.internal_wording.data,
            priority_id=self.chosen_priority,
            owner_id=self.chosen_owner,
            severity=self.chosen_severity,
            reason=self.reason.data,
        )


class EditIssueForm(SeverityField, EditRiskForm):
    kind = RiskKind.ISSUE

    @classmethod
    def stored_answers(cls, risk: Risk) -> dict[str, object]:
        severity = risk.details[-1].severity
        return {**super().stored_answers(risk), "severity": severity.value if severity else UNKNOWN}

    def let_severity_stay_unknown(self) -> None:
        """Offers "not recorded" too: what was never recorded is not invented."""
        self.severity.choices = [*Band.choices(), (UNKNOWN, "Not recorded")]
