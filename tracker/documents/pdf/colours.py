"""What the colours of a PDF mean: an archived file carries the profile of the colour space it was made for."""

from __future__ import annotations

import struct
from functools import cache
from typing import Final

from PIL import ImageCms

_CREATED: Final = slice(24, 36)
_IDENTIFIER: Final = slice(84, 100)
_NO_DAY: Final = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)


@cache
def srgb_profile() -> bytes:
    """The ICC profile of sRGB, the same bytes every time: the maker's own moment in its header is replaced."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_CREATED] = _NO_DAY
    profile[_IDENTIFIER] = bytes(16)
    return bytes(profile)
