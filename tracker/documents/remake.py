"""Makes a picture anew from what somebody sent: only its dots are kept, upright and no larger than print needs.

Nothing else of the file survives: no place, camera, name or thumbnail, and nothing that hides behind the picture.
"""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from tracker.documents.remake_errors import (
    DamagedPicture,
    EmptyPicture,
    HugePicture,
    LargePictureFile,
    MovingPicture,
    NotAPicture,
    ThinPicture,
    TinyPicture,
)

LARGEST: Final = 25 * 1024 * 1024
"""Bytes of a file that is read."""

MOST_DOTS: Final = 60_000_000
"""Width times height: more than a camera of today takes."""

LONGEST_SIDE: Final = 2000
"""Dots of the longer side as it is kept: the width of an A4 page at 240 to the inch."""

SHORTEST: Final = 200
"""Dots that the longer side must have."""

MOST_TIMES: Final = 10
"""How many times the shorter side the longer one may be."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
# Two pictures in one JPEG file are for depth or for two eyes, never one after the other.
_STILL: Final = {"JPEG", "MPO"}
_LARGEST_PNG: Final = 1024 * 1024
_QUALITY: Final = 85
_BROKEN: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, IndexError, KeyError)


@dataclass(frozen=True, slots=True)
class Remade:
    """A picture made anew. `media_type` is "image/jpeg" or "image/png"; width and height in dots."""

    content: bytes
    media_type: str
    width: int
    height: int


def remake(data: bytes, name: str) -> Remade:
    """The picture made anew.

    Raises EmptyPicture, LargePictureFile, NotAPicture, HugePicture, TinyPicture, ThinPicture, MovingPicture or
    DamagedPicture.
    """
    check_size(data, name)
    # The dots are counted before any of them is read.
    Image.MAX_IMAGE_PIXELS = None
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        opened = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise NotAPicture(name) from error
    except _BROKEN as error:
        raise DamagedPicture(name) from error
    with opened as picture:
        _check(picture, name)
        try:
            upright = _upright(picture)
        except _BROKEN as error:
            raise DamagedPicture(name) from error
        return _written(upright, lossless=picture.format in {"PNG", "GIF"})


def check_size(data: bytes, name: str) -> None:
    """Raises EmptyPicture or LargePictureFile."""
    if not data:
        raise EmptyPicture(name)
    if len(data) > LARGEST:
        raise LargePictureFile(name, len(data), LARGEST)


def _check(picture: ImageFile.ImageFile, name: str) -> None:
    width, height = picture.size
    if width * height > MOST_DOTS:
        raise HugePicture(name, width, height, MOST_DOTS)
    if max(width, height) < SHORTEST:
        raise TinyPicture(name, width, height, SHORTEST)
    if max(width, height) > MOST_TIMES * min(width, height):
        raise ThinPicture(name, width, height, MOST_TIMES)
    try:
        moves = picture.format not in _STILL and getattr(picture, "n_frames", 1) > 1
    except _BROKEN as error:
        raise DamagedPicture(name) from error
    if moves:
        raise MovingPicture(name)


def _upright(picture: ImageFile.ImageFile) -> Image.Image:
    """As it is looked at, in the colours of screens, on white where it is see-through."""
    # A JPEG is read at about the size that is kept, which is faster and takes less memory.
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    picture.load()
    turned = ImageOps.exif_transpose(picture)
    flat = _on_white(_in_colours_of_screens(turned, picture.info.get("icc_profile")))
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return flat


def _in_colours_of_screens(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        # A profile that cannot be read is as good as none.
        return picture
    return picture if found is None else found


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):
        # Grey of 16 bits, as scanners write it: the library would cut every brighter dot down to white.
        return picture.convert("I").point(lambda grey: grey * (1 / 257)).convert("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _written(picture: Image.Image, *, lossless: bool) -> Remade:
    """A drawing stays sharp as long as that is no larger than a photograph would be."""
    # Only the dots: what else hangs on the picture is left behind.
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    if lossless:
        png = io.BytesIO()
        clean.save(png, "PNG", optimize=True)
        if len(png.getvalue()) <= _LARGEST_PNG:
            return Remade(png.getvalue(), "image/png", *clean.size)
    jpeg = io.BytesIO()
    clean.save(jpeg, "JPEG", quality=_QUALITY, optimize=True)
    return Remade(jpeg.getvalue(), "image/jpeg", *clean.size)
