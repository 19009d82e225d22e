"""Addresses of records that do not exist: each is not found, also by those who may not see the records there are."""

from __future__ import annotations

from tests.factories_commentary import ASKED
from tests.ledger import (
    AGENDA,
    DELIVERABLE,
    FINDING,
    MEASURE,
    MEETING,
    MINUTE,
    MINUTES,
    PRIORITY,
    PUBLISHED_MEETING,
    QUARTER,
    RISK,
)
from tests.ledger_annual import UNKNOWN_ANNUAL
from tests.ledger_annual_report import UNKNOWN_REPORTS
from tests.ledger_information import UNKNOWN_INFORMATION
from tests.ledger_road import UNKNOWN_ROAD
from tests.ledger_versions import UNKNOWN_VERSIONS
from tests.ledger_years import UNKNOWN_YEARS

ACTS_ON_REPORTS = (
    *("submit", "take-back", "review", "reasons", "return", "sign", "comments/new"),
    *("send", "publish", "revoke", "versions/1", "versions/1.pdf"),
)

UNKNOWN = (
    *UNKNOWN_INFORMATION,
    *UNKNOWN_VERSIONS,
    *UNKNOWN_YEARS,
    *UNKNOWN_ROAD,
    *UNKNOWN_REPORTS,
    *UNKNOWN_ANNUAL,
    "/log/D-0999",
    "/outbox/999",
    "/deliverables/D-0999",
    *(
        f"/deliverables/D-0999/{act}"
        for act in (
            "update",
            "updates/1/correct",
            "rating",
            "due-date",
            "due-dates/2",
            "due-dates/2/withdraw",
            "edit",
            "milestones",
            "complete",
            "stop",
            "reopen",
            "carry-forward",
        )
    ),
    f"{DELIVERABLE}/updates/999/correct",
    f"{DELIVERABLE}/due-dates/9",
    "/risks/R-0999",
    *(f"/risks/R-0999/{act}" for act in ("edit", "links", "close", "reopen", "happened")),
    *(f"/risks/R-0999/{act}" for act in ("score", "review", "accept", "end-acceptance", "actions/new")),
    *(f"{RISK}/actions/9/{act}" for act in ("edit", "progress", "withdraw")),
    "/inspections/NONE",
    *(
        f"/inspections/NONE/{act}"
        for act in (
            *("edit", "grades", "printing", "comments", "comments/approve", "comments/publish"),
            *("withdraw", "restore"),
        )
    ),
    "/inspections/events/999/withdraw",
    "/inspections/findings/F-0999",
    *(
        f"/inspections/findings/F-0999/{act}"
        for act in (
            "edit",
            "links",
            "force",
            "inspectorate",
            "reassess",
            "comment",
            "evidence/new",
            "evidence/1",
            "evidence/1/withdraw",
            "withdraw",
            "restore",
        )
    ),
    f"{FINDING}/evidence/999",
    f"{FINDING}/evidence/2",
    f"{FINDING}/evidence/999/withdraw",
    "/inspections/NONE/findings/new",
    "/plans/NONE",
    "/plans/NONE/edit",
    "/plans/NONE/priorities/new",
    "/plans/NONE/priorities/1",
    "/plans/PCP-2022-25/priorities/9",
    "/plans/PCP-2022-25/priorities/9/edit",
    "/plans/PCP-2022-25/priorities/9/deliverables/new",
    "/plans/PCP-2022-25/priorities/9/objectives/new",
    f"{PRIORITY}/objectives/9.99/edit",
    "/measures/NONE",
    *(
        f"/measures/NONE/{act}"
        for act in (
            *("edit", "withdraw", "restore", "revisions", "markings", "context"),
            *("targets/new", "targets/1/withdraw", "baselines/new", "baselines/1/withdraw"),
        )
    ),
    f"{MEASURE}/targets/9/withdraw",
    f"{MEASURE}/baselines/9/withdraw",
    "/measures/groups/999/edit",
    *(
        f"/measures/commentary/{place}{act}"
        for place in ("2024-25-Q2/999", "2024-25-Q9/1")
        for act in ("", "/edit", f"/confirm/{ASKED}", "/no-surprises")
    ),
    *("/measures/load/999", "/measures/load/maps/999", "/measures/loads/999", "/measures/loads/999/file"),
    "/measures/priorities/PCP-2022-25/9",
    "/measures/priorities/NONE/1",
    "/people/999",
    *(f"/people/999/{act}" for act in ("edit", "disable", "enable", "link", "hand-over")),
    "/settings/nothing",
    "/settings/acronyms/999",
    "/account/deputies/999/end",
    "/set-password/nothing",
    "/reports/highlight/2024-25-Q9",
    "/reports/highlight/2024-25-Q9.pdf",
    "/reports/highlight/2024-25-Q9.json",
    f"/reports/highlight/2024-25-Q9{PRIORITY}",
    "/reports/dashboard/2024-25-Q9",
    *(f"/reports/dashboard/2024-25-Q9.{suffix}" for suffix in ("pdf", "json", "xlsx")),
    f"{QUARTER}/plans/NONE/priorities/1",
    f"{QUARTER}/ready/NONE/1",
    *(f"/reports/{kind}/2024-25-Q9/{act}" for kind in ("highlight", "dashboard") for act in ACTS_ON_REPORTS),
    *(f"/reports/annual/2023-24-Q1/{act}" for act in ACTS_ON_REPORTS),
    f"{QUARTER}/comments/999/answer",
    f"{QUARTER}/problems/{'0' * 64}",
    f"{QUARTER}/versions/1",
    f"{QUARTER}/versions/1.pdf",
    *(f"/meetings/2024-12-24{act}" for act in ("", "/change", "/move", "/cancel")),
    *(f"/meetings/2024-12-24/{act}" for act in ("publish", "supplement", "builds/1")),
    f"{PUBLISHED_MEETING}/builds/99",
    *(f"/meetings/2024-12-24/agenda{act}" for act in ("", "/new", "/items/new")),
    *(f"{AGENDA}/items/99/{act}" for act in ("change", "exempt", "open", "withdraw", "papers", "papers/new")),
    *(f"{AGENDA}/items/4/papers/9/{act}" for act in ("withdraw", "replace", "versions/1.pdf")),
    f"{AGENDA}/items/4/papers/1/versions/9.pdf",
    *(
        f"{place}/items/{number}"
        for place, number in ((PUBLISHED_MEETING, 9), (MEETING, 1), ("/meetings/2024-12-24", 1))
    ),
    *(f"/agenda-template/99/{act}" for act in ("change", "withdraw")),
    *(
        f"/meetings/2024-09-26/minutes{act}"
        for act in (".pdf", "-full.pdf", "/edit", "/number", "/attendance", "/confirm", "/items/new")
    ),
    *(f"/meetings/2024-12-24/minutes{act}" for act in ("", "/new")),
    *(f"{MINUTES}/items/99/{act}" for act in ("change", "withdraw", "decisions/new", "actions/new")),
    *(f"{MINUTE}/{kind}/9/{act}" for kind in ("decisions", "actions") for act in ("change", "withdraw")),
    *(f"/published/minutes/2024-03-07{end}" for end in ("", ".pdf")),
    *(
        f"/meetings/2024-02-08/{name}{kind}.pdf"
        for name in ("pack-v9", "supplement-9")
        for kind in ("", "-not-for-publication")
    ),
    *(f"/meetings/2024-11-14/pack{kind}.pdf" for kind in ("", "-not-for-publication")),
    "/published/meetings/2024-11-14",
    *(f"/panel/members/99{act}" for act in ("", "/edit", "/terms/new")),
    *(f"/panel/members/99/terms/1/{act}" for act in ("end", "correct", "withdraw")),
    "/panel/texts/weather",
    "/calendar/nothing.ics",
    *(f"/forward-plan/99{act}" for act in ("", "/change", "/move", "/done", "/withdraw")),
    *(f"/panel/requests/99{act}" for act in ("", "/change", "/answer", "/withdraw")),
    *(f"/panel/requests/99/{act}-answer" for act in ("correct", "withdraw")),
    *(f"/published/{place}{end}" for place in ("highlight/2024-25-Q2", "dashboard/2024-25-Q9") for end in ("", ".pdf")),
)
"""One address for each kind of record that can be missing."""
