"""Why a PDF cannot be judged, prepared or bound, beside the refusals of `paper_errors`. Each says what to do."""

from __future__ import annotations

from tracker.documents.errors import DocumentError
from tracker.documents.pdf.paper_errors import PaperError


class NotAPdf(PaperError):
    """A file that is something else, whatever its name ends with."""

    def __init__(self, title: str) -> None:
        super().__init__(
            title, f"“{title}” is not a PDF. Save it as PDF in the program it was written in, and add that."
        )


class EmptyFile(PaperError):
    """A file of no bytes."""

    def __init__(self, title: str) -> None:
        super().__init__(title, f"“{title}” is an empty file. Check that it was saved, and add it again.")


class LargePaper(PaperError):
    """A file of more bytes than a pack takes. Both sizes in bytes."""

    def __init__(self, title: str, size: int, most: int) -> None:
        self.size = size
        self.most = most
        super().__init__(
            title,
            f"“{title}” has {size / 1_000_000:,.0f} MB. A paper may have {most / 1_000_000:,.0f} MB. "
            "Make its pictures smaller, or split it.",
        )


class SlowPaper(PaperError):
    """A file that takes more time or memory to read than anything honest does, or ends the program that reads it."""

    def __init__(self, title: str) -> None:
        super().__init__(title, f"“{title}” takes too long to read. Print it to PDF again, and add that.")


class UnreadablePrepared(DocumentError):
    """Stored bytes of a prepared paper that are damaged or of another version. Prepare the paper again."""

    def __init__(self, title: str = "") -> None:
        self.title = title
        which = f"“{title}”" if title else "a paper"
        super().__init__(f"What was stored of {which} cannot be read. It has to be prepared again.")


class NothingToBind(DocumentError):
    """A pack without front matter and papers."""

    def __init__(self) -> None:
        super().__init__("There is nothing to bind. Add a paper or a front sheet.")


class UnknownPlace(DocumentError):
    """A link of the front matter to an item that has no papers in this pack."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"The front sheet has a link to “{key}”, which has no papers. Leave the link out.")


class TwiceInPack(DocumentError):
    """Two items of one pack with the same key."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"Two items of the pack have the key “{key}”. Each needs its own.")


class UnsettledFront(DocumentError):
    """Front matter that grows each time it is told where the items are; `pages` is how long it had become."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        super().__init__(f"The front sheet and agenda grow without end: they have {pages} pages by now.")
