"""Why a paper cannot be part of a pack: each names the paper by its `title`, and says what to do."""

from __future__ import annotations

from tracker.documents.errors import DocumentError


class PaperError(DocumentError):
    """A paper that cannot be part of a pack."""

    def __init__(self, title: str, message: str) -> None:
        self.title = title
        super().__init__(message)


class EncryptedPaper(PaperError):
    """A paper that is encrypted, even if it opens without a password: in a pack it would lose what it forbids."""

    def __init__(self, title: str) -> None:
        super().__init__(title, f"“{title}” is protected by a password or permissions. Save it without, and add that.")


class DamagedPaper(PaperError):
    """A paper that is no PDF, or of which pages or their content cannot be read."""

    def __init__(self, title: str) -> None:
        super().__init__(title, f"“{title}” is damaged or is no PDF. Open it, save it as PDF again, and add that.")


class EmptyPaper(PaperError):
    """A paper without pages."""

    def __init__(self, title: str) -> None:
        super().__init__(title, f"“{title}” has no pages. Leave it out, or add the right file.")


class DynamicForm(PaperError):
    """A form whose pages exist only in a program that runs it (XFA); its PDF pages say “Please wait”."""

    def __init__(self, title: str) -> None:
        super().__init__(
            title, f"“{title}” is a form that only Adobe's programs can show. Print it to PDF there, and add that."
        )


class OversizedPaper(PaperError):
    """A paper that would cost too much to read. It has more than `most` of what `kind` names."""

    def __init__(self, title: str, kind: str, most: int) -> None:
        self.kind = kind
        self.most = most
        super().__init__(title, f"“{title}” has more than {most:,} {kind}. Split it, or save it in a simpler form.")
