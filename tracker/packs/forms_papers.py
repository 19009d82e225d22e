"""Adding a paper to an item, and withdrawing one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from werkzeug.datastructures import FileStorage
from wtforms.validators import StopValidation

from tracker.documents.pdf.judge_open import LARGEST
from tracker.packs.commands_papers import AddPaper, OfReport, Source, WithdrawPaper
from tracker.packs.commands_papers import Upload as UploadedFile
from tracker.packs.models_papers import AgendaPaper
from tracker.packs.queries_papers import SignedReport
from tracker.packs.rules_papers import PaperWords, background_lines
from tracker.panel.forms import filled
from tracker.web.fields import Choice, Line, Required, Text, Tick, Upload
from tracker.web.forms import BaseForm

CHOOSE_ONE = "Choose a PDF, or a signed report: one of the two."


class AddPaperForm(BaseForm):
    """A file or a signed report. What was typed stays when the file is refused; only the file must be chosen again."""

    title = Line(
        "Title",
        description="As the agenda and the bookmarks of the pack print it",
        validators=[Required("Enter the title of the paper")],
    )
    report = Choice("A signed report", description="Its own bytes from before the digital signature are bound in.")
    file = Upload("Or a PDF", description="Other files have to be saved as PDF first.")
    background = Text(
        "Background papers",
        limit=4000,
        description="What the paper rests on, one to a line; published works need not be.",
    )
    no_background = Tick("It rests on no background papers")
    reason = Text(
        "Why it comes now",
        limit=1000,
        description="Needed where the item is in a published pack: it then comes with a supplement or a new version.",
    )

    sent: UploadedFile | None = None

    def offer(self, reports: Sequence[SignedReport]) -> None:
        self.report.choices = [("", "None"), *((str(each.signature.id), each.words) for each in reports)]

    def validate_file(self, field: Upload) -> None:
        file = field.data
        if isinstance(file, FileStorage) and file.filename:
            # One byte more than may be kept says that it is too large; the rest need not be read.
            self.sent = UploadedFile(file.filename, file.stream.read(LARGEST + 1))
        if (self.sent is not None) == bool(self.report.data):
            raise StopValidation(CHOOSE_ONE)

    def to_command(self) -> AddPaper:
        source: Source = self.sent if self.sent is not None else OfReport(int(self.report.data))
        lines = background_lines(self.background.data, none=self.no_background.data)
        return AddPaper(PaperWords(self.title.data, lines), source, self.reason.data)


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
