"""Published plans and their variations, for everybody: what each says, how it came about, and its documents."""

from __future__ import annotations

from typing import Final

from flask import render_template
from flask.typing import ResponseReturnValue

from tracker.errors import NotFound
from tracker.files.queries import content_of
from tracker.plan import queries_versions as versions
from tracker.plan.models_versions import PlanVersion
from tracker.plan.rules_version_kinds import StepKind
from tracker.plan.rules_versions import PUBLIC_DOCUMENTS, changes_between
from tracker.plan.views import plan
from tracker.plan.views_plan_versions import before, states_of
from tracker.plan.views_version_steps import document_answer
from tracker.web.identity import public
from tracker.writing import session

DOCUMENT: Final = f"/published/plans/<code>/<int:number>/<any({', '.join(PUBLIC_DOCUMENTS)}):step>"


@plan.get("/published/plans")
@public
def published_plans() -> ResponseReturnValue:
    found = versions.plans_published(session())
    return render_template(
        "plan/published_plans.html",
        found=[(each, [(row, states_of(list(rows))[row.number]) for row in rows]) for each, rows in found],
        crumbs=[{"text": "Published", "href": "/published"}, {"text": "Plans"}],
    )


@plan.get("/published/plans/<code>/<int:number>")
@public
def published_plan(code: str, number: int) -> ResponseReturnValue:
    row = _published(code, number)
    beside = list(versions.versions_of(session(), row.plan_id))
    later = [each for each in beside if each.number > row.number and each.published_on is not None]
    earlier = before(row, beside)
    return render_template(
        "plan/published_plan.html",
        row=row,
        state=states_of(beside)[row.number],
        replaced_by=later[-1] if later else None,
        earlier=earlier,
        changes=changes_between(earlier.frozen, row.frozen) if earlier is not None else (),
        steps=row.standing,
        documents=PUBLIC_DOCUMENTS,
        crumbs=[
            {"text": "Published", "href": "/published"},
            {"text": "Plans", "href": "/published/plans"},
            {"text": row.title},
        ],
    )


@plan.get(DOCUMENT)
@public
def published_plan_document(code: str, number: int, step: str) -> ResponseReturnValue:
    row = _published(code, number)
    found = row.standing.get(StepKind(step))
    if found is None or found.file_id is None:
        raise NotFound("published document", f"{code}/{number}/{step}")
    return document_answer(content_of(session(), found.file_id), found)


def _published(code: str, number: int) -> PlanVersion:
    """Raises NotFound, in the same words for a draft as for a version there is not."""
    what = "published version of the plan", f"{code}/{number}"
    try:
        row = versions.version(session(), code, number)
    except NotFound as error:
        raise NotFound(*what) from error
    if row.published_on is None or row.withdrawn_on is not None:
        raise NotFound(*what)
    return row
