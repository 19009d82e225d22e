"""Why a picture cannot be made anew. Each says what to do."""

from __future__ import annotations

from tracker.documents.errors import DocumentError


class PictureError(DocumentError):
    """`name` is what the file is called."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(message)


class EmptyPicture(PictureError):
    def __init__(self, name: str) -> None:
        super().__init__(name, f"“{name}” is an empty file. Check that it was saved, then choose it again.")


class NotAPicture(PictureError):
    """Something else, or a picture that is drawn by a program, such as SVG, whatever its name ends with."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name, f"“{name}” is not a JPEG, PNG or WebP picture. Save it as one of these, then choose the new file."
        )


class LargePictureFile(PictureError):
    """More bytes than are read. Both sizes in bytes."""

    def __init__(self, name: str, size: int, most: int) -> None:
        self.size, self.most = size, most
        super().__init__(
            name,
            f"“{name}” is larger than {most // (1024 * 1024)} MB. Save it smaller, then choose the new file.",
        )


class HugePicture(PictureError):
    """More dots than anybody prints."""

    def __init__(self, name: str, width: int, height: int, most: int) -> None:
        self.width, self.height, self.most = width, height, most
        super().__init__(
            name,
            f"“{name}” has {width:,} by {height:,} dots, which is {width * height / 1_000_000:,.0f} megapixels. "
            f"At most {most // 1_000_000} megapixels can be read. Save it smaller, then choose the new file.",
        )


class TinyPicture(PictureError):
    """Too few dots to be printed. `least`: of its longer side."""

    def __init__(self, name: str, width: int, height: int, least: int) -> None:
        self.width, self.height, self.least = width, height, least
        super().__init__(
            name,
            f"“{name}” has only {width:,} by {height:,} dots, so it would print badly. "
            f"Choose one whose longer side has at least {least:,}.",
        )


class ThinPicture(PictureError):
    """So long that nothing could be seen of it. `most`: times the shorter side."""

    def __init__(self, name: str, width: int, height: int, most: int) -> None:
        self.width, self.height, self.most = width, height, most
        super().__init__(
            name,
            f"“{name}” has {width:,} by {height:,} dots, so only a thin strip would be seen. "
            f"Choose one whose longer side is at most {most} times the shorter.",
        )


class MovingPicture(PictureError):
    """More than one picture, shown one after the other."""

    def __init__(self, name: str) -> None:
        super().__init__(name, f"“{name}” moves. A report can only show one that stands still, so choose another file.")


class DamagedPicture(PictureError):
    """Broken or cut off, or made to take more time or memory than anything honest does."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name, f"“{name}” is damaged and cannot be read whole. Open it, save it again, then choose the new file."
        )
