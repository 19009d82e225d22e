"""The addresses of versions of plans, and what each person gets there."""

from __future__ import annotations

from collections.abc import Mapping

from tests.ledger_lines import CHIEF, LEAD, LEADS, NEVER, OFFICE, SEEN, WHO, Line, form, page

VERSIONS = "/plans/PCP-2022-25/versions"
ISSUED, VARIED, NEXT = f"{VERSIONS}/1", f"{VERSIONS}/2", "/plans/PCP-2025-29/versions/1"
PUBLIC = "/published/plans/PCP-2022-25"

VERSION_LINES: Mapping[str, Line] = {
    "plan.version_list": page(VERSIONS, OFFICE),
    "plan.version_page": page(VARIED, OFFICE),
    "plan.new_version": form(f"{VERSIONS}/new", LEADS | CHIEF),
    "plan.edit_version": form(f"{VARIED}/edit", LEADS | CHIEF),
    "plan.withdraw_version": form(f"{VARIED}/withdraw", LEADS | CHIEF),
    "plan.record_step": form(f"{VARIED}/responded", LEADS | CHIEF),
    "plan.correct_step": form(f"{VARIED}/sent/correct", LEADS | CHIEF),
    "plan.take_back_step": form(f"{VARIED}/reported/take-back", LEADS | CHIEF),
    "plan.step_document": page(f"{ISSUED}/documents/4", OFFICE),
    "plan.move_deliverable": form("/deliverables/D-0001/plan-version", LEAD),
    "plan.move_deliverables": form(f"{ISSUED}/deliverables", LEADS),
    "plan.published_plans": Line("/published/plans", dict.fromkeys(WHO, SEEN), NEVER),
    "plan.published_plan": Line(f"{PUBLIC}/1", dict.fromkeys(WHO, SEEN), NEVER),
    "plan.published_plan_document": Line(f"{PUBLIC}/1/published", dict.fromkeys(WHO, SEEN), NEVER),
}

VERSION_FILES = ("plan.step_document", "plan.published_plan_document")
"""They answer with a kept file; taking it from the office's own page leaves a row in the log."""

UNKNOWN_VERSIONS = (
    *(f"/plans/NONE/versions{rest}" for rest in ("", "/new", "/1", "/1/edit")),
    *(f"{VERSIONS}/9{rest}" for rest in ("", "/edit", "/withdraw", "/sent", "/sent/correct", "/sent/take-back")),
    *(f"{VARIED}/responded/correct", f"{VARIED}/documents/999", f"{VARIED}/documents/4"),
    *("/deliverables/D-0999/plan-version", f"{VERSIONS}/9/deliverables"),
    *(f"/published/plans/{rest}" for rest in ("NONE/1", "PCP-2022-25/2", "PCP-2022-25/9", "PCP-2022-25/1/responded")),
)
"""Plans and versions that do not exist, steps that were not taken, and what is not published."""

MORE_VERSIONS = (
    *(ISSUED, NEXT, f"{VARIED}/published", f"{ISSUED}/published/correct", f"{VARIED}/reviewed/correct"),
    *(
        f"{NEXT}/reviewed",
        f"{NEXT}/published",
        f"{ISSUED}/edit",
        f"{VARIED}/deliverables",
        "/plans/PCP-2025-29/versions",
    ),
)
"""Other states of these pages."""

LATE_VERSIONS = {
    "plan.edit_version": {"title": "Mine"},
    "plan.withdraw_version": {"reason": "Mine"},
    "plan.record_step": {"link": "https://example.org/mine"},
    "plan.correct_step": {"note": "Mine", "reason": "Mine"},
    "plan.take_back_step": {"reason": "Mine"},
    "plan.move_deliverable": {"number": "1"},
}
"""Forms that carry a version, each with a sound answer."""
