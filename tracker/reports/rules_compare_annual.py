"""What an annual report would say now that a signed one does not, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tracker.reports.rules_compare_types import Change, ChangeKind, reworded
from tracker.reports.snapshots_annual import AnnualSnapshot
from tracker.reports.snapshots_annual_plan import Chapter


def annual_changes(then: AnnualSnapshot, now: AnnualSnapshot) -> tuple[Change, ...]:
    """Texts word by word, everything else by its name; texts first."""
    return (*_text_changes(_texts(then), _texts(now)), *_other_changes(_others(then), _others(now)))


def _text_changes(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Change]:
    for name in dict.fromkeys((*now, *then)):
        before, after = then.get(name, ""), now.get(name, "")
        if before and after:
            yield from reworded(ChangeKind.TEXT_CHANGED, name, name, (before, after))
        elif before or after:
            kind, said = (ChangeKind.TEXT_ADDED, "added.") if after else (ChangeKind.TEXT_REMOVED, "removed.")
            yield Change(kind=kind, subject=name, name=name, said=said, before=before or None, after=after or None)


def _other_changes(then: Mapping[str, object], now: Mapping[str, object]) -> Iterator[Change]:
    for name in dict.fromkeys((*now, *then)):
        if then.get(name) != now.get(name):
            said = "not in this version." if name not in then else "changed." if name in now else "no longer there."
            yield Change(kind=ChangeKind.TEXT_CHANGED, subject=name, name=name, said=said)


def _texts(report: AnnualSnapshot) -> dict[str, str]:
    found = {f"Section “{each.heading}”": each.text or "" for each in report.sections}
    for chapter in report.chapters:
        found[f"Introduction of {_of(chapter)}"] = chapter.introduction or ""
        for each in chapter.every_objective:
            found[f"{each.level_name} {each.code} of {_of(chapter)}"] = each.text or ""
    return found


def _others(report: AnnualSnapshot) -> dict[str, object]:
    sections = report.sections
    found: dict[str, object] = {
        "Order, pictures and stories of the sections": [
            (each.kind, each.heading, each.picture, each.stories) for each in sections
        ],
        "Picture on the cover": report.cover,
        "Headline figures": report.figures,
        "Inspections": report.inspections,
        "Finance": report.money,
        "Quarters of the year": report.quarters,
        "Plans": report.plans,
        "Acronyms": report.acronyms,
        "Office and Commissioner": (report.office, report.commissioner),
    }
    for chapter in report.chapters:
        found |= _of_chapter(chapter)
    return found


def _of_chapter(chapter: Chapter) -> dict[str, object]:
    name, objectives = _of(chapter), chapter.every_objective
    found: dict[str, object] = {
        f"Title and lead of {name}": (chapter.title, chapter.lead),
        f"Titles of the objectives of {name}": [(each.code, each.title) for each in objectives],
        f"Outcomes of {name}": chapter.every_outcome,
        f"Headline figures of {name}": chapter.every_figure,
        f"Funding of {name}": chapter.funding,
        f"Pictures of {name}": (chapter.picture, [each.picture for each in objectives]),
        f"Case studies and quotations of {name}": chapter.every_story,
        f"Risks and issues of {name}": chapter.risks,
    }
    found |= {f"{row.reference} in {name}": row for row in chapter.deliverables}
    found |= {f"Measure “{row.name}” in {name}": row for group in chapter.measures for row in group.rows}
    return found


def _of(chapter: Chapter) -> str:
    return f"priority {chapter.number} of {chapter.plan_code}"
