"""From what an office wrote for a year to what its annual report carries of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

from tracker.annual.models import AnnualObjectiveText, AnnualPriorityText, AnnualSection
from tracker.annual.models_pictures import AnnualPicture
from tracker.annual.models_stories import AnnualFigure, AnnualStory, FundingFact
from tracker.annual.queries_year import YearContent, shown
from tracker.annual.rules import DEFAULT_ORDER, FigurePlace
from tracker.reports.snapshots_annual_words import (
    FigureFacts,
    FinanceFacts,
    FundingFacts,
    MoneyFacts,
    PictureFacts,
    SectionFacts,
    ShareFacts,
    StoryFacts,
)

NO_MONEY: Final = MoneyFacts(finance=(), finance_note=None, shares=(), shares_note=None, funding=())


class Written:
    """What was written for a year, found by where it stands. Empty before anybody began to write."""

    def __init__(self, content: YearContent | None) -> None:
        self.content = content

    @property
    def opened(self) -> bool:
        return self.content is not None

    @property
    def cover(self) -> PictureFacts | None:
        return picture_facts(self.content.annual.cover) if self.content else None

    def sections(self) -> tuple[SectionFacts, ...]:
        """Those included; before anybody began to write, the headings a report has without further ado."""
        if self.content is None:
            return tuple(
                SectionFacts(kind=kind, heading=kind.label, text=None, picture=None, stories=())
                for kind in DEFAULT_ORDER
            )
        return tuple(self._section(each) for each in self.content.sections if each.included)

    def figures(self) -> tuple[FigureFacts, ...]:
        """The headline figures that stand in no chapter."""
        found = self.content.figures if self.content else ()
        return tuple(figure_facts(each) for each in found if each.place is not FigurePlace.PRIORITY)

    def priority_text(self, priority_id: int) -> AnnualPriorityText | None:
        found = self.content.priority_texts if self.content else ()
        return next((each for each in found if each.priority_id == priority_id), None)

    def objective_text(self, objective_id: int) -> AnnualObjectiveText | None:
        found = self.content.objective_texts if self.content else ()
        return next((each for each in found if each.objective_id == objective_id), None)

    def stories_of_priority(self, priority_id: int) -> tuple[StoryFacts, ...]:
        return _stories(each for each in self._stories if each.priority_id == priority_id)

    def stories_of_objective(self, objective_id: int) -> tuple[StoryFacts, ...]:
        return _stories(each for each in self._stories if each.objective_id == objective_id)

    def figures_of(self, priority_id: int, objective_id: int | None) -> tuple[FigureFacts, ...]:
        """Those of one objective; None for those of the chapter as a whole."""
        found = self.content.figures if self.content else ()
        return tuple(
            figure_facts(each)
            for each in found
            if each.priority_id == priority_id and each.objective_id == objective_id
        )

    def funding_of(self, priority_id: int | None) -> tuple[FundingFacts, ...]:
        """Those of a chapter; None for those of the finance section."""
        found = self.content.funding if self.content else ()
        return tuple(_funding(each) for each in found if each.priority_id == priority_id)

    def money(self) -> MoneyFacts:
        if self.content is None:
            return NO_MONEY
        content = self.content
        return MoneyFacts(
            finance=tuple(
                FinanceFacts(
                    side=line.side,
                    label=line.label,
                    actual=line.actual,
                    budget=line.budget,
                    is_total=line.is_total,
                )
                for line in content.finance_lines
            ),
            finance_note=content.finance.note if content.finance else None,
            shares=tuple(
                ShareFacts(function=share.function, percent=share.percent, previous=share.previous)
                for share in content.shares
            ),
            shares_note=content.shares_table.note if content.shares_table else None,
            funding=self.funding_of(None),
        )

    @property
    def _stories(self) -> tuple[AnnualStory, ...]:
        return self.content.stories if self.content else ()

    def _section(self, section: AnnualSection) -> SectionFacts:
        return SectionFacts(
            kind=section.kind,
            heading=section.heading,
            text=section.text,
            picture=picture_facts(section.picture),
            stories=_stories(each for each in self._stories if each.section_id == section.id),
        )


def picture_facts(picture: AnnualPicture | None) -> PictureFacts | None:
    """None for none, and for one that was withdrawn."""
    stands = shown(picture)
    if stands is None:
        return None
    return PictureFacts(
        number=stands.number,
        sha256=stands.file.digest,
        media_type=_media_type(stands.file.media_type),
        width=stands.width,
        height=stands.height,
        words=stands.words,
        caption=stands.caption,
        credit=stands.credit,
        shows_people=stands.shows_people,
        has_consent=stands.consent_on is not None,
        consent_until=stands.consent_until,
    )


def _media_type(stored: str) -> Literal["image/jpeg", "image/png"]:
    return "image/png" if stored == "image/png" else "image/jpeg"


def figure_facts(figure: AnnualFigure) -> FigureFacts:
    return FigureFacts(
        place=figure.place,
        value=figure.value,
        label=figure.label,
        period=figure.period,
        previous=figure.previous,
        previous_period=figure.previous_period,
        note=figure.note,
        source=figure.source,
    )


def _funding(fact: FundingFact) -> FundingFacts:
    return FundingFacts(
        topic=fact.topic,
        amount=fact.amount,
        qualifier=fact.qualifier,
        detail=fact.detail,
        period=fact.period,
    )


def _stories(found: Iterable[AnnualStory]) -> tuple[StoryFacts, ...]:
    return tuple(
        StoryFacts(
            kind=story.kind,
            title=story.title,
            text=story.text,
            speaker=story.speaker,
            picture=picture_facts(story.picture),
        )
        for story in found
    )
