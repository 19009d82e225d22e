"""The blocks of a group's commentary on one form; the source of a figure; “no surprises”."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Self

from wtforms.validators import StopValidation

from tracker.measures.commands_commentary import ConfirmFigure, SaveCommentary, SetNoSurprises
from tracker.measures.queries_commentary import Commentary
from tracker.measures.rules import CommentaryBlock
from tracker.measures.rules_commentary import BLOCK_LIMIT, REASON_LIMIT, SUMMARY_LIMIT, ReasonMissing, SourceMissing
from tracker.web.fields import Line, Radios, Required, Text
from tracker.web.forms import BaseForm

ASKS: Final[Mapping[CommentaryBlock, str]] = {
    CommentaryBlock.WHAT: "What happened in the quarter.",
    CommentaryBlock.SO_WHAT: "Why it matters, and what lies behind it.",
    CommentaryBlock.NOW_WHAT: "What is being done about it, by whom and by when.",
    CommentaryBlock.DATA_SUMMARY: "What the table says, in sentences. It can be drafted from the figures.",
}
"""What belongs into each block."""


class CommentaryForm(BaseForm):
    """Each field is named as its block's value."""

    what = Text(CommentaryBlock.WHAT.label, limit=BLOCK_LIMIT, description=ASKS[CommentaryBlock.WHAT])
    so_what = Text(CommentaryBlock.SO_WHAT.label, limit=BLOCK_LIMIT, description=ASKS[CommentaryBlock.SO_WHAT])
    now_what = Text(CommentaryBlock.NOW_WHAT.label, limit=BLOCK_LIMIT, description=ASKS[CommentaryBlock.NOW_WHAT])
    data_summary = Text(
        CommentaryBlock.DATA_SUMMARY.label, limit=SUMMARY_LIMIT, description=ASKS[CommentaryBlock.DATA_SUMMARY]
    )

    @classmethod
    def for_page(cls, commentary: Commentary, *, fresh: bool = False) -> Self:
        """With the texts as stored and what was typed; `fresh` leaves out what was typed."""
        stored = {block.value: text for block, text in commentary.texts.items()}
        data = {"version": str(commentary.version), **stored}
        return cls(formdata=None, data=data) if fresh else cls(data=data)

    @property
    def typed(self) -> dict[CommentaryBlock, str]:
        """What stands in the boxes now, of those that hold something."""
        return {block: self[block.value].data for block in CommentaryBlock if self[block.value].data}

    def take_draft(self, text: str) -> bool:
        """Puts the draft into its box; False, and nothing happens, where the box holds something else already."""
        if (self.data_summary.data or "").strip():
            return False
        self.data_summary.data = text
        return True

    def add_draft(self, text: str) -> None:
        """Puts the draft below what its box holds."""
        self.data_summary.data = "\n\n".join(part for part in ((self.data_summary.data or "").rstrip(), text) if part)

    def to_command(self) -> SaveCommentary:
        return SaveCommentary(self.opened_at, {block: self[block.value].data for block in CommentaryBlock})


class ConfirmForm(BaseForm):
    """Which figure of which sentence stands in the address."""

    compared = frozenset()
    source = Line(
        "Where does the figure come from?",
        limit=300,
        description="The report, system or person, with a date or page: somebody else must be able to find it.",
    )

    @classmethod
    def for_page(cls, commentary: Commentary, *, fresh: bool = False) -> Self:
        data = {"version": str(commentary.version)}
        return cls(formdata=None, data=data) if fresh else cls(data=data)

    def validate_source(self, field: Line) -> None:
        if field.data is None:
            raise StopValidation(str(SourceMissing()))

    def to_command(self, digest: str, figure: str) -> ConfirmFigure:
        return ConfirmFigure(self.opened_at, digest, figure, self.source.data)


class NoSurprisesForm(BaseForm):
    applies = Radios(
        "Should the Panel hear of this before it is published?",
        choices=[("yes", "Yes"), ("no", "No")],
        validators=[Required("Select whether the Panel should hear of this before it is published")],
    )
    reason = Text("Why?", limit=REASON_LIMIT, description="Needed for a yes: what would surprise the Panel, and why.")

    @classmethod
    def for_page(cls, commentary: Commentary, *, fresh: bool = False) -> Self:
        reason = commentary.no_surprises
        data = {"version": str(commentary.version), "applies": "yes" if reason else "no", "reason": reason}
        return cls(formdata=None, data=data) if fresh else cls(data=data)

    def validate_reason(self, field: Text) -> None:
        if self.applies.data == "yes" and field.data is None:
            raise StopValidation(str(ReasonMissing()))

    def to_command(self) -> SetNoSurprises:
        return SetNoSurprises(self.opened_at, self.applies.data == "yes", self.reason.data)
