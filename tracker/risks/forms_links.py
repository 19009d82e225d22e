"""What a risk or issue is linked to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.risks.commands_links import SetLinks
from tracker.risks.forms import ForRisk
from tracker.risks.models import Risk
from tracker.risks.rules import headline
from tracker.web.fields import Line, Ticks

Choices = Sequence[tuple[str, str]]


class LinksForm(ForRisk):
    """Ticks what stands in a list; anything else is named by its reference."""

    compared = frozenset({"deliverables", "findings"})

    # What no longer stands in the list, because it was closed meanwhile, is looked up by its reference all the same.
    deliverables = Ticks("Deliverables it may delay", validate_choice=False)
    more_deliverables = Line("Other deliverables", description="By reference, for example D-0003, D-0012.")
    findings = Ticks("Findings it has to do with", validate_choice=False)
    more_findings = Line("Other findings", description="By reference, for example F-0003, F-0012.")

    @classmethod
    def stored_answers(cls, risk: Risk) -> dict[str, object]:
        return {
            "deliverables": [reference for reference, _ in linked_deliverables(risk)],
            "findings": [reference for reference, _ in linked_findings(risk)],
        }

    def offer(self, risk: Risk, deliverables: Choices, findings: Choices) -> None:
        """Fills the lists: what it is linked to, then what else is likely."""
        self.deliverables.choices = _offered(linked_deliverables(risk), deliverables, self.deliverables.data)
        self.findings.choices = _offered(linked_findings(risk), findings, self.findings.data)

    def to_command(self) -> SetLinks:
        return SetLinks(
            version=self.opened_at,
            deliverables=[*(self.deliverables.data or ()), *_references(self.more_deliverables.data)],
            findings=[*(self.findings.data or ()), *_references(self.more_findings.data)],
        )


def linked_deliverables(risk: Risk) -> list[tuple[str, str]]:
    """(reference, words) of the deliverables it is linked to now."""
    standing = [link.deliverable for link in risk.deliverable_links if link.unlinked_on is None]
    return sorted((found.reference, found.standing.action) for found in standing)


def linked_findings(risk: Risk) -> list[tuple[str, str]]:
    """(reference, words) of the findings it is linked to now."""
    standing = [link.finding for link in risk.finding_links if link.unlinked_on is None]
    return sorted((found.reference, found.standing.text) for found in standing)


def _offered(linked: Choices, likely: Choices, ticked: Sequence[str] | None) -> list[tuple[str, str]]:
    named = {reference: f"{reference}: {headline(words)}" for reference, words in (*linked, *likely)}
    # What was sent stays in sight, so that the refusal can be understood; nothing at all has no words to show.
    others = (reference for reference in ticked or () if reference.strip() and reference not in named)
    return [*named.items(), *((reference, reference) for reference in others)]


def _references(typed: str | None) -> list[str]:
    return [word.upper() for word in re.split(r"[\s,;]+", typed or "") if word]
