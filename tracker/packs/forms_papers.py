"""Adding a paper to an item, replacing, moving and withdrawing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Self

from flask import g, request
from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation

from tracker.access import Act, Actor, may
from tracker.documents.pdf.judge_open import LARGEST
from tracker.packs.commands_papers import (
    AddPaper,
    Drawn,
    MovePaper,
    OfReport,
    ReplacePaper,
    Source,
    WithdrawPaper,
    examine,
)
from tracker.packs.commands_papers import Upload as UploadedFile
from tracker.packs.forms import asking_why, why
from tracker.packs.models import AgendaItem
from tracker.packs.models_papers import AgendaPaper
from tracker.packs.queries_papers import SignedReport
from tracker.packs.rules_papers import PaperWords, background_lines
from tracker.panel.forms import filled
from tracker.web.fields import Choice, Line, Required, Text, Tick, Upload
from tracker.web.forms import BaseForm

CHOOSE_ONE = "Choose a PDF, or a paper that this system has: one of the two."
NOTHING = ("", "None: I add a PDF")

Drawing = Callable[[], Drawn]
"""Draws a list of this system as it stands when it is called."""


SENT = "sent_paper"


def examine_first(actor: Actor) -> None:
    """Looks into the file that a form sends, for the form to use: that may take a minute, so nothing is locked yet."""
    file = request.files.get("file")
    if file is None or not file.filename or not may(actor, Act.EDIT_AGENDAS):
        return
    sent = sent_file(file)
    title = " ".join(request.form.get("title", "").split())
    g.setdefault(SENT, replace(sent, found=examine(sent.data, title)) if title else sent)


def sent_file(file: FileStorage) -> UploadedFile:
    """One byte more than may be kept says that it is too large; the rest need not be read."""
    return UploadedFile(file.filename or "", file.stream.read(LARGEST + 1))


class PaperFields:
    """A file, a signed report or a list of this system."""

    title = Line(
        "Title",
        description="As the agenda and the bookmarks of the pack print it",
        validators=[Required("Enter the title of the paper")],
    )
    made = Choice(
        "A paper that this system has",
        description="Of a signed report, its own bytes from before the digital signature are bound in. "
        "The lists are drawn as they stand now.",
    )
    file = Upload("Or a PDF", description="Other files have to be saved as PDF first. At most 100 MB and 1,000 pages.")
    background = Text(
        "Background papers",
        limit=4000,
        description="What the paper rests on, one to a line; published works need not be.",
    )
    no_background = Tick("It rests on no background papers")

    sent: UploadedFile | None = None
    drawn: Mapping[str, tuple[str, Drawing]] = {}

    def offer(self, reports: Sequence[SignedReport], drawn: Mapping[str, tuple[str, Drawing]]) -> None:
        """What can be chosen. `drawn`: the lists of this system by a key, what each is called and how it is drawn."""
        self.drawn = drawn
        self.made.choices = [
            NOTHING,
            *((key, words) for key, (words, _) in drawn.items()),
            *((str(each.signature.id), each.words) for each in reports),
        ]

    def validate_file(self, field: Upload) -> None:
        file = field.data
        if isinstance(file, FileStorage) and file.filename:
            self.sent = g.get(SENT) or sent_file(file)
        if (self.sent is not None) == bool(self.made.data):
            raise StopValidation(CHOOSE_ONE)

    @property
    def source(self) -> Source:
        """Of a form that was found well-formed."""
        if self.sent is not None:
            return self.sent
        if self.made.data in self.drawn:
            return self.drawn[self.made.data][1]()
        return OfReport(int(self.made.data))

    @property
    def words(self) -> PaperWords:
        return PaperWords(self.title.data, background_lines(self.background.data, none=self.no_background.data))


class AddPaperForm(PaperFields, BaseForm):
    """What was typed stays when the file is refused; only the file must be chosen again."""

    reason = Text(
        "Why it comes now",
        limit=1000,
        description="The item is in a published pack, so the paper comes with a supplement or a new version.",
    )

    @classmethod
    def for_item(cls, item: AgendaItem) -> Self:
        return asking_why(cls(), item)

    def to_command(self) -> AddPaper:
        return AddPaper(self.words, self.source, why(self))


class ReplacePaperForm(PaperFields, BaseForm):
    """As `AddPaperForm`, for a paper that is there."""

    reason = Text(
        "Why it is replaced",
        limit=1000,
        description="The item is in a published pack, which keeps the paper it has.",
    )
    compared = frozenset({"title", "background"})

    @classmethod
    def for_row(cls, paper: AgendaPaper, *, fresh: bool = False) -> Self:
        version = paper.current
        data = {
            "title": version.title,
            "background": version.background,
            "no_background": version.background == "",
            "version": paper.version,
        }
        return asking_why(filled(cls, data, fresh=fresh), paper.item)

    def to_command(self) -> ReplacePaper:
        return ReplacePaper(self.opened_at, self.words, self.source, why(self))


class MovePaperForm(BaseForm):
    """A button that moves a paper by one place within its item."""

    compared = frozenset()

    @classmethod
    def for_row(cls, paper: AgendaPaper) -> Self:
        return filled(cls, {"version": paper.version}, fresh=False)

    def to_command(self, way: str) -> MovePaper:
        return MovePaper(self.opened_at, up=way == "up")


class WithdrawPaperForm(BaseForm):
    reason = Text(
        "Why it is withdrawn",
        limit=1000,
        description="What was published stays as it is; later packs leave the paper out.",
        validators=[Required("Enter why it is withdrawn")],
    )
    compared = frozenset()

    @classmethod
    def for_row(cls, paper: AgendaPaper, *, fresh: bool = False) -> Self:
        return filled(cls, {"version": paper.version}, fresh=fresh)

    def to_command(self) -> WithdrawPaper:
        return WithdrawPaper(self.opened_at, self.reason.data)
